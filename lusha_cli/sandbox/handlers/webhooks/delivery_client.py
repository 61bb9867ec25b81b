"""Outgoing HTTP of the sandbox: challenges and signed deliveries, to loopback addresses only."""

import hashlib
import hmac
import ipaddress
import json
import secrets
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from lusha_cli.clock import Clock

# The vendor's names (webhooks guide, August 2026); the sandbox signs by itself, so that it tests
# the client's verification instead of sharing its mistakes.
SIGNATURE_HEADER, TIMESTAMP_HEADER = "X-Lusha-Signature", "X-Lusha-Timestamp"
USER_AGENT = "Lusha-Webhooks/1.0"
# An acknowledgment must come within this many seconds (API reference, August 2026).
DELIVERY_TIMEOUT = 10.0
# The bytes of a response that are read.
MAX_RESPONSE_BYTES = 64 * 1024
LOOPBACK_ONLY = "The sandbox sends to loopback addresses only"


class DeliveryResult(NamedTuple):
    """The outcome of a request: the receiver's status, if any, milliseconds, and the error."""

    status: int | None
    duration_ms: int
    error: str | None = None

    @property
    def is_success(self) -> bool:
        """Return whether the receiver responded correctly."""
        return self.error is None


class _Response(NamedTuple):
    status: int
    content_type: str
    content: bytes

    def json(self) -> Any:
        """Return the parsed body. Raises _ReceiverError if it isn't JSON."""
        if self.content_type.partition(";")[0].strip().lower() != "application/json":
            raise _ReceiverError("The response isn't application/json", self.status)
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError) as error:
            raise _ReceiverError("The response isn't JSON", self.status) from error


class _ReceiverError(Exception):
    """An error of a receiver, with the status of its response, if there was one."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


def is_loopback(url: str) -> bool:
    """Return whether a URL is on this machine, without resolving any name."""
    host = (urlsplit(url).hostname or "").lower()
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def send_challenge(url: str, *, clock: Clock) -> DeliveryResult:
    """Ask a receiver to echo a random value, as the API does before it subscribes a URL."""
    value = secrets.token_hex(16)
    separator = "&" if urlsplit(url).query else "?"

    def check() -> int:
        target = f"{url.partition('#')[0]}{separator}{urlencode({'challenge': value})}"
        response = _send("GET", target, b"", {"User-Agent": USER_AGENT}, clock)
        if response.status != 200:
            raise _ReceiverError(
                f"The receiver returned {response.status}, not 200", response.status
            )
        body = response.json()
        if not isinstance(body, dict) or body.get("challenge") != value:
            raise _ReceiverError(
                'The response isn\'t {"challenge": "<value>"} with its value', response.status
            )
        return response.status

    return _timed(check, clock)


def deliver(url: str, payload: Any, *, secret: str, clock: Clock) -> DeliveryResult:
    """Send a signed payload, and check its acknowledgment.

    The acknowledgment must echo the `id` of the payload, if it has one.
    """
    # The vendor signs the output of JSON.stringify, which has no spaces between tokens.
    body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    timestamp = str(int(clock.now()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        TIMESTAMP_HEADER: timestamp,
        SIGNATURE_HEADER: _sign(secret, timestamp, body),
    }

    def check() -> int:
        response = _send("POST", url.partition("#")[0], body, headers, clock)
        if not 200 <= response.status < 300:
            raise _ReceiverError(f"The receiver returned {response.status}", response.status)
        error = _acknowledgment_error(response.json(), payload.get("id"))
        if error:
            raise _ReceiverError(f"The acknowledgment is wrong: {error}", response.status)
        return response.status

    return _timed(check, clock)


def _sign(secret: str, timestamp: str, body: bytes) -> str:
    message = timestamp.encode() + b"." + body
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def _acknowledgment_error(body: Any, payload_id: str | None) -> str | None:
    """Return the error in an acknowledgment, or None."""
    if not isinstance(body, dict):
        return "it isn't an object"
    if body.get("received") is not True:
        return "received is not true"
    if not _is_time(body.get("timestamp")):
        return "timestamp isn't an ISO 8601 time"
    if payload_id is not None and body.get("webhookId") != payload_id:
        return "webhookId isn't the id of the payload"
    return None


def _is_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _timed(check: Callable[[], int], clock: Clock) -> DeliveryResult:
    began = clock.monotonic()

    def elapsed() -> int:
        return round((clock.monotonic() - began) * 1000)

    try:
        return DeliveryResult(check(), elapsed())
    except _ReceiverError as error:
        return DeliveryResult(error.status, elapsed(), str(error))
    except TimeoutError:
        return DeliveryResult(None, elapsed(), f"No response within {DELIVERY_TIMEOUT:g} seconds")
    except HTTPException as error:
        return DeliveryResult(None, elapsed(), f"The response isn't HTTP: {type(error).__name__}")
    except OSError as error:
        return DeliveryResult(None, elapsed(), f"Cannot connect: {error.strerror or error}")


def _send(method: str, url: str, body: bytes, headers: dict[str, str], clock: Clock) -> _Response:
    """Send a request without following redirects.

    Raises _ReceiverError, TimeoutError, OSError or HTTPException.
    """
    # Checked for every request, so that the sandbox can't be used to reach other machines.
    if not is_loopback(url):
        raise _ReceiverError(LOOPBACK_ONLY)
    deadline = clock.monotonic() + DELIVERY_TIMEOUT
    parts = urlsplit(url)
    target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    connection_type = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    with closing(
        connection_type(parts.hostname or "", parts.port, timeout=DELIVERY_TIMEOUT)
    ) as connection:
        connection.request(method, target, body, headers)
        # http.client follows no redirects, which could lead to another machine.
        response = connection.getresponse()
        content = b""
        # The timeout is for the whole body, not for each chunk.
        while len(content) < MAX_RESPONSE_BYTES and (
            chunk := response.read1(MAX_RESPONSE_BYTES - len(content))
        ):
            content += chunk
            if clock.monotonic() > deadline:
                raise TimeoutError
        return _Response(response.status, response.getheader("Content-Type", ""), content)
