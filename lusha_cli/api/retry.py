"""Answers that were lost: what that leaves open, and what to say of it."""

from typing import TYPE_CHECKING

from lusha_cli.api.transport import Unreachable
from lusha_cli.errors import LushaError, NetworkError, RateLimited, ServerError

if TYPE_CHECKING:
    from lusha_cli.api.client import Call


class Final(ServerError):
    """A server's answer that asking again would not change."""


def is_lost(error: LushaError) -> bool:
    """Whether the request may have been answered, and charged, although no answer came."""
    if isinstance(error, NetworkError):
        return not isinstance(error, Unreachable)
    # A gateway gave up waiting for the API, or its answer cannot be read.
    return error.status in (499, 502, 504) or 200 <= (error.status or 0) < 300


def explain(error: LushaError, call: "Call", lost: int) -> None:
    """Put into the hint of `error` what `lost` tries of a call leave open, and what to do."""
    if isinstance(error, Final):
        return
    if call.is_free:
        if lost and not call.repeatable:
            error.hint = "The answer was lost: it may have been done all the same. Look first."
        return
    gone = "The answer was lost: it may have been charged all the same"
    if call.repeatable:
        if lost:
            error.hint = f"{gone}. Running it again charges nothing twice."
    elif lost > 1:
        error.hint = f"{lost} answers were lost: each may have been charged all the same."
    elif lost:
        error.hint = f"{gone}, so it was not sent again; --retry-paid sends it again."
    elif not isinstance(error, (RateLimited, Unreachable)):
        error.hint = (
            "As that may be charged again, it was not sent again; --retry-paid sends it again."
        )
