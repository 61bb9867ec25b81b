"""HTTP requests of the sandbox: challenges and signed deliveries, to loopback addresses only."""

import json
import secrets
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from lusha_cli.config.setting_definitions import is_loopback as is_loopback_host
from lusha_cli.sandbox.request_context import Clock
from lusha_cli.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, USER_AGENT, sign

# Seconds within which an acknowledgment has to arrive (API reference, August 2026).
DELIVERY_TIMEOUT = 10.0
# More of a response is not read.
MAX_RESPONSE_BYTES = 64 * 1024
LOOPBACK_ONLY = "The sandbox sends to loopback addresses only"


class DeliveryResult(NamedTuple):
    """The result of a request: receiver's status if any, milliseconds, and the error."""

    status: int | None
    duration_ms: int
    error: str | None = None

    @property
    def is_success(self) -> bool:
        """Whether the receiver answered as it should."""
        return self.error is None


class _ReceiverResponse(NamedTuple):
    status: int
    kind: str
    content: bytes

    def document(self) -> Any:
        """Return the JSON document. Raises _ReceiverError if there is none."""
        if self.kind.partition(";")[0].strip().lower() != "application/json":
            raise _ReceiverError("The answer is not application/json", self.status)
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError) as error:
            raise _ReceiverError("The answer is not JSON", self.status) from error


class _ReceiverError(Exception):
    """An invalid response of a receiver, with its status if there was one."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


def is_loopback(url: str) -> bool:
    """Return whether a URL is on this machine; no name except localhost is resolved."""
    return is_loopback_host((urlsplit(url).hostname or "").lower())


def send_challenge(url: str, *, clock: Clock) -> DeliveryResult:
    """Send the challenge that a URL must answer before it is subscribed."""
    value = secrets.token_hex(16)
    separator = "&" if urlsplit(url).query else "?"

    def check() -> int:
        challenge_url = f"{url.partition('#')[0]}{separator}{urlencode({'challenge': value})}"
        response = _request("GET", challenge_url, b"", {"User-Agent": USER_AGENT}, clock)
        if response.status != 200:
            raise _ReceiverError(
                f"The receiver answered {response.status}, not 200", response.status
            )
        document = response.document()
        if not isinstance(document, dict) or document.get("challenge") != value:
            raise _ReceiverError(
                'The answer is not {"challenge": "<value>"} with its value', response.status
            )
        return response.status

    return _measure(check, clock)


def deliver(url: str, payload: Any, *, secret: str, clock: Clock) -> DeliveryResult:
    """Send a signed payload and check the acknowledgment.

    The acknowledgment has to repeat the payload's `id`, if it has one.
    """
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    timestamp = str(int(clock.now()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        TIMESTAMP_HEADER: timestamp,
        SIGNATURE_HEADER: sign(secret, timestamp, body),
    }

    def check() -> int:
        response = _request("POST", url.partition("#")[0], body, headers, clock)
        if not 200 <= response.status < 300:
            raise _ReceiverError(f"The receiver answered {response.status}", response.status)
        problem = _acknowledgment_error(response.document(), payload.get("id"))
        if problem:
            raise _ReceiverError(f"The acknowledgment is wrong: {problem}", response.status)
        return response.status

    return _measure(check, clock)


def _acknowledgment_error(document: Any, payload_id: str | None) -> str | None:
    """Return what is wrong with an acknowledgment, or None."""
    if not isinstance(document, dict):
        return "it is no object"
    if document.get("received") is not True:
        return "received is not true"
    if not _is_time(document.get("timestamp")):
        return "timestamp is no ISO 8601 time"
    if payload_id is not None and document.get("webhookId") != payload_id:
        return "webhookId is not the id of the payload"
    return None


def _is_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _measure(check: Callable[[], int], clock: Clock) -> DeliveryResult:
    started = clock.monotonic()

    def elapsed_ms() -> int:
        return round((clock.monotonic() - started) * 1000)

    try:
        return DeliveryResult(check(), elapsed_ms())
    except _ReceiverError as problem:
        return DeliveryResult(problem.status, elapsed_ms(), str(problem))
    except TimeoutError:
        return DeliveryResult(None, elapsed_ms(), f"No answer within {DELIVERY_TIMEOUT:g} seconds")
    except HTTPException as error:
        return DeliveryResult(None, elapsed_ms(), f"The answer is no HTTP: {type(error).__name__}")
    except OSError as error:
        return DeliveryResult(None, elapsed_ms(), f"Cannot connect: {error.strerror or error}")


def _request(
    method: str, url: str, body: bytes, headers: dict[str, str], clock: Clock
) -> _ReceiverResponse:
    """Send one request without following redirects.

    Raises _ReceiverError, OSError, TimeoutError or HTTPException.
    """
    if not is_loopback(url):
        raise _ReceiverError(LOOPBACK_ONLY)
    deadline = clock.monotonic() + DELIVERY_TIMEOUT
    parts = urlsplit(url)
    target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    connection_class = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    with closing(
        connection_class(parts.hostname or "", parts.port, timeout=DELIVERY_TIMEOUT)
    ) as connection:
        connection.request(method, target, body, headers)
        response = connection.getresponse()
        content = b""
        # The timeout covers the whole response, not each chunk.
        while len(content) < MAX_RESPONSE_BYTES and (
            chunk := response.read1(MAX_RESPONSE_BYTES - len(content))
        ):
            content += chunk
            if clock.monotonic() > deadline:
                raise TimeoutError
        return _ReceiverResponse(response.status, response.getheader("Content-Type", ""), content)
