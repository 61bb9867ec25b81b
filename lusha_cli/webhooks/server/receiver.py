"""What is answered to whom: the challenge, deliveries, and everything else."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from lusha_cli.webhooks.deliveries import Delivery, InvalidDelivery, acknowledgment, read_delivery
from lusha_cli.webhooks.forwarding.sender import DUPLICATE_HEADER
from lusha_cli.webhooks.log.writer import WriteResult, OnWritten
from lusha_cli.webhooks.server.http_types import Request, Response
from lusha_cli.webhooks.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER
from lusha_cli.webhooks.verification import Verdict, judge, judge_headers

MAX_CHALLENGE_LENGTH = 1_000
_METHODS = "GET, POST"
_WHY = {
    400: "This is no request that can be read.",
    408: "The request took too long.",
    413: "The body is longer than 1 MB.",
    431: "The headers are too long.",
    503: "Too much at once. Send it again later.",
}
# What a refused delivery is counted as, and why it is refused.
_REFUSED: dict[Verdict, str] = {
    "unsigned": "The signature or the timestamp is missing, or is none.",
    "forged": "The signature does not fit.",
    "stale": "The timestamp is too old, or in the future.",
}


class DeliveryAppender(Protocol):
    """What takes deliveries."""

    def append(self, delivery: Delivery, on_written: OnWritten) -> None:
        """Keep a delivery, then tell what became of it."""


class Receiver:
    """Answers requests: a handler of connections.

    What is signed with `secret` and sent within `tolerance` seconds goes into `log`. `path` is the
    only path that is answered; any is where it is None. `refused` is told why a delivery was.
    """

    def __init__(
        self,
        *,
        secret: str,
        log: DeliveryAppender,
        now: Callable[[], float],
        tolerance: float,
        path: str | None,
        on_rejected: Callable[[Verdict], None],
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._secret = secret
        self._log = log
        self._now = now
        self._tolerance = tolerance
        self._path = path
        self._refused = on_rejected

    def reject(self, head: Request) -> Response | None:
        """The answer to a request that is wrong whatever its body is."""
        if self._path is not None and _path(head.target) != self._path:
            self.counts["strays"] += 1
            return _error(404, "There is nothing here.")
        if head.method not in ("GET", "POST"):
            self.counts["strays"] += 1
            return _error(405, f"Use one of {_METHODS}.", ("Allow", _METHODS))
        if head.method == "POST":
            signature, timestamp = _signed(head)
            verdict = judge_headers(
                signature, timestamp, now=self._now(), tolerance=self._tolerance
            )
            if verdict != "valid":
                return self._unauthorized(verdict)
        return None

    def handle(self, request: Request, reply: Callable[[Response], None]) -> None:
        """Answer the challenge, or take a delivery and acknowledge it once it is on the disk."""
        if request.method == "GET":
            reply(self._challenge(request))
            return
        now, (signature, timestamp) = self._now(), _signed(request)
        verdict = judge(
            self._secret, request.body, signature=signature, timestamp=timestamp, now=now,
            tolerance=self._tolerance,
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
            reply(_error(400, str(error)))
            return
        self._log.append(delivery, lambda fate: reply(self._acknowledged(delivery, fate)))

    def bad_request(self, status: int) -> Response:
        """The answer to what cannot be read, is too large, or takes too long."""
        self.counts["broken"] += 1
        return _error(status, _WHY.get(status, _WHY[400]))

    def _challenge(self, request: Request) -> Response:
        query = urlsplit(request.target).query if request.target.isascii() else ""
        try:
            found = parse_qs(query, keep_blank_values=True, max_num_fields=100).get("challenge")
        except ValueError:
            found = None
        if found is None or len(found[0]) > MAX_CHALLENGE_LENGTH:
            self.counts["strays"] += 1
            return _error(
                400,
                "Deliveries are POSTs; a GET needs ?challenge=… "
                f"of at most {MAX_CHALLENGE_LENGTH} characters.",
            )
        self.counts["challenges"] += 1
        return _json(200, {"challenge": found[0]})

    def _unauthorized(self, verdict: Verdict) -> Response:
        self.counts[verdict] += 1
        self._refused(verdict)
        return _error(401, _REFUSED[verdict])

    def _acknowledged(self, delivery: Delivery, fate: WriteResult) -> Response:
        self.counts[fate] += 1
        if fate == "full":
            return _error(
                503, "The log cannot be written. Send it again later.", ("Retry-After", "30")
            )
        body = acknowledgment(delivery.id, now=self._now())
        return Response(201, body, ((DUPLICATE_HEADER, "1"),) if fate == "replay" else ())


def _signed(request: Request) -> tuple[str, str]:
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


def _json(status: int, content: dict[str, Any], *headers: tuple[str, str]) -> Response:
    return Response(status, json.dumps(content).encode(), headers)


def _error(status: int, message: str, *headers: tuple[str, str]) -> Response:
    return _json(status, {"error": message}, *headers)
