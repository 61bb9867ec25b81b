"""Injected faults: errors between a client and the API."""

import random
from collections.abc import Callable
from typing import NamedTuple

from lusha_cli.sandbox.http import ApiError, GatewayError, Response

# Seconds that a slow response takes, and that a 429 asks to wait.
SLOW_DELAY, RETRY_AFTER = 5.0, 1

KINDS = ("500", "500-charged", "502", "429", "drop", "cut", "slow")


class Fault(NamedTuple):
    """A kind of fault, and the share of requests that it affects."""

    kind: str
    share: float


def parse_faults(text: str) -> tuple[Fault, ...]:
    """Parse `KIND:SHARE,…`. Raises ValueError with a message for the user."""
    faults = []
    for part in text.split(","):
        kind, colon, share = part.strip().partition(":")
        if kind not in KINDS or not colon:
            raise ValueError(f"{part.strip()!r} is not KIND:SHARE. Kinds: {', '.join(KINDS)}")
        try:
            number = float(share)
        except ValueError:
            number = -1.0
        # This also rejects NaN, which float() accepts.
        if not 0 <= number <= 1:
            raise ValueError(f"{share!r} is not a share from 0 to 1")
        faults.append(Fault(kind, number))
    if sum(fault.share for fault in faults) > 1:
        raise ValueError("the shares add up to more than 1")
    return tuple(faults)


def fault_for_request(
    faults: tuple[Fault, ...], *, seed: int, operation: str, number: int
) -> str | None:
    """Return the fault of request `number` of an operation, the same for the same seed, or None."""
    if not faults:
        return None
    # Seeded per operation, so that requests of other operations don't change which ones fail.
    chance = random.Random(f"{seed} {operation} {number}").random()
    for fault in faults:
        chance -= fault.share
        if chance < 0:
            return fault.kind
    return None


def apply_fault(kind: str | None, handle: Callable[[], Response]) -> Response:
    """Return the response to a request affected by a fault.

    The API returns a 500 or a 429 without doing anything. With the other faults it has processed
    and charged the request: `500-charged` is an error after the charge, with a 502 the gateway lost
    the response, `drop` closes the connection before the response, `cut` half-way through it.
    """
    error = ApiError(500, "Internal server error").response()
    if kind == "500":
        return error
    if kind == "429":
        return ApiError(429, "Too many requests", Retry_After=str(RETRY_AFTER)).response()
    # From here on the request is charged: a client that repeats it may pay twice.
    response = handle()
    if kind == "500-charged":
        return error._replace(delay=response.delay)
    if kind == "502":
        return GatewayError(502, "").response()._replace(delay=response.delay)
    if kind == "slow":
        return response._replace(delay=response.delay + SLOW_DELAY)
    return response._replace(sent={"drop": 0.0, "cut": 0.5}.get(kind or "", response.sent))
