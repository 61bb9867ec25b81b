"""Responses to challenges, deliveries and all other requests."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from lusha_cli.errors import MissingWebhookSecret
from lusha_cli.webhooks.deliveries import Delivery, InvalidDelivery, acknowledgment, read_delivery
from lusha_cli.webhooks.forwarding.sender import DUPLICATE_HEADER
from lusha_cli.webhooks.log.writer import OnWritten, WriteResult
from lusha_cli.webhooks.server.http_types import Request, Response
from lusha_cli.webhooks.signature import (
    SIGNATURE_HEADER,
    TIMESTAMP_HEADER,
    Verdict,
    verify_delivery,
    verify_headers,
)

MAX_CHALLENGE_LENGTH = 1_000
_METHODS = "GET, POST"
_ERROR_MESSAGES = {
    400: "The request can't be read.",
    408: "The request took too long.",
    413: "The body is longer than 1 MB.",
    431: "The headers are too long.",
    503: "Too many requests at once. Send it again later.",
}
# The counter of a rejected delivery, and the reason in the response.
_REJECTION_MESSAGES: dict[Verdict, str] = {
    "unsigned": "The signature or the timestamp is missing or malformed.",
    "forged": "The signature is wrong.",
    "stale": "The timestamp is too old, or in the future.",
}


class DeliveryAppender(Protocol):
    """The part of the log writer that the receiver needs."""

    def append(self, delivery: Delivery, on_written: OnWritten) -> None:
        """Store a delivery, then call `on_written` with the result."""


@dataclass(kw_only=True, eq=False, repr=False)
class Receiver:
    """Responds to requests; implements Handler.

    Deliveries signed with `secret` and sent within `tolerance` seconds are appended to `log`.
    `path` is the only path that is served (None: every path). `on_rejected` receives the verdict on
    each rejected delivery.
    """

    secret: str
    log: DeliveryAppender
    now: Callable[[], float]
    tolerance: float
    path: str | None
    on_rejected: Callable[[Verdict], None]
    counts: Counter[str] = field(default_factory=Counter, init=False)

    def __post_init__(self) -> None:
        # Anyone can sign with an empty secret.
        if not isinstance(self.secret, str) or not self.secret.strip():
            raise MissingWebhookSecret("The secret is empty.")

    def reject(self, head: Request) -> Response | None:
        """Return the response to a request that is invalid whatever its body is."""
        if self.path is not None and _path(head.target) != self.path:
            self.counts["strays"] += 1
            return _error_response(404, "Not found.")
        if head.method not in ("GET", "POST"):
            self.counts["strays"] += 1
            return _error_response(405, f"Use one of {_METHODS}.", ("Allow", _METHODS))
        if head.method == "POST":
            signature, timestamp = _signature_headers(head)
            verdict = verify_headers(signature, timestamp, now=self.now(), tolerance=self.tolerance)
            if verdict != "valid":
                return self._unauthorized(verdict)
        return None

    def handle(self, request: Request, reply: Callable[[Response], None]) -> None:
        """Respond to a challenge, or acknowledge a delivery once it is on disk."""
        if request.method == "GET":
            reply(self._challenge_response(request))
            return
        now, (signature, timestamp) = self.now(), _signature_headers(request)
        verdict = verify_delivery(
            self.secret, request.body, signature=signature, timestamp=timestamp, now=now,
            tolerance=self.tolerance,
        )  # fmt: skip
        if verdict != "valid":
            reply(self._unauthorized(verdict))
            return
        try:
            delivery = read_delivery(
                request.body, received=now, timestamp=timestamp, signature=signature
            )
        except InvalidDelivery as error:
            self.counts["malformed"] += 1
            reply(_error_response(400, str(error)))
            return
        # The vendor does not retry what was acknowledged, so the log comes first.
        self.log.append(delivery, lambda result: reply(self._acknowledge(delivery, result)))

    def bad_request(self, status: int) -> Response:
        """Return the response to a request that is unreadable, too large or too slow."""
        self.counts["broken"] += 1
        return _error_response(status, _ERROR_MESSAGES.get(status, _ERROR_MESSAGES[400]))

    def _challenge_response(self, request: Request) -> Response:
        query = urlsplit(request.target).query if request.target.isascii() else ""
        try:
            challenges = parse_qs(query, keep_blank_values=True, max_num_fields=100).get(
                "challenge"
            )
        except ValueError:
            challenges = None
        if challenges is None or len(challenges[0]) > MAX_CHALLENGE_LENGTH:
            self.counts["strays"] += 1
            return _error_response(
                400,
                "Send deliveries with POST. A GET request needs ?challenge=… "
                f"of at most {MAX_CHALLENGE_LENGTH} characters.",
            )
        self.counts["challenges"] += 1
        return _json_response(200, {"challenge": challenges[0]})

    def _unauthorized(self, verdict: Verdict) -> Response:
        self.counts[verdict] += 1
        self.on_rejected(verdict)
        return _error_response(401, _REJECTION_MESSAGES[verdict])

    def _acknowledge(self, delivery: Delivery, result: WriteResult) -> Response:
        self.counts[result] += 1
        if result == "full":
            return _error_response(
                503, "The log is not writable. Send it again later.", ("Retry-After", "30")
            )
        body = acknowledgment(delivery.id, now=self.now())
        return Response(201, body, ((DUPLICATE_HEADER, "1"),) if result == "replay" else ())


def _signature_headers(request: Request) -> tuple[str, str]:
    headers = request.headers
    return (
        headers.get(SIGNATURE_HEADER.lower(), "").strip(),
        headers.get(TIMESTAMP_HEADER.lower(), "").strip(),
    )


def _path(target: str) -> str:
    try:
        return urlsplit(target).path or "/"
    except ValueError:
        return ""


def _json_response(status: int, content: dict[str, Any], *headers: tuple[str, str]) -> Response:
    return Response(status, json.dumps(content).encode(), headers)


def _error_response(status: int, message: str, *headers: tuple[str, str]) -> Response:
    return _json_response(status, {"error": message}, *headers)
