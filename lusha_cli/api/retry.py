"""Retries: whether and when a request may be sent again, and hints after lost responses."""

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.transport import CertificateRejected, ConnectionFailed, ResponseTooLarge
from lusha_cli.errors import (
    LushaError,
    NetworkError,
    QuotaExceeded,
    RateLimited,
    ServerError,
    UnusableResponse,
)

# Retries of 5xx responses, dropped connections, and 429s that ask for no wait; any other 429 is
# retried as long as the wait allows.
MAX_RETRIES = 6
# A retry can't change these responses.
NON_RETRYABLE_STATUSES = (501, 505)
# The vendor's advice: back off from 1 s, doubling, up to 60 s.
BACKOFF_BASE, BACKOFF_MAX = 1.0, 60.0
# At most five requests a second, whatever the server and the jitter say.
MIN_DELAY = 0.2
# A shorter wait than this is ignored: a server that repeats it would be flooded.
MIN_RETRY_AFTER = 1.0


class NonRetryableError(ServerError):
    """A server's response that a retry would not change."""


NON_RETRYABLE_ERRORS = (QuotaExceeded, NonRetryableError, ResponseTooLarge, CertificateRejected)


def retry_delay(
    attempts: int, error: LushaError, request: ApiRequest, *, may_charge_again: bool
) -> float | None:
    """Return the seconds to wait before the next attempt, or None to give up.

    `attempts` have failed so far, the last one with `error`. `may_charge_again` allows
    another attempt at a request whose earlier one may have been charged.
    """
    if isinstance(error, NON_RETRYABLE_ERRORS) or error.status in NON_RETRYABLE_STATUSES:
        return None
    if isinstance(error, UnusableResponse) and not error.is_transient:
        return None
    # A request that was rejected or never sent can't have been charged.
    is_safe = request.is_idempotent or isinstance(error, (RateLimited, ConnectionFailed))
    # --allow-double-charge accepts a second charge, not a second webhook or table.
    if not is_safe and (request.is_free or not may_charge_again):
        return None
    wait = error.retry_after
    is_unlimited = isinstance(error, RateLimited) and (wait is None or wait >= MIN_RETRY_AFTER)
    if attempts > MAX_RETRIES and not is_unlimited:
        return None
    if wait is not None and wait >= MIN_RETRY_AFTER:
        return wait
    # The exponent is capped so that a long wait for a 429 can't overflow the power.
    backoff = min(BACKOFF_BASE * 2.0 ** min(attempts - 1, 6), BACKOFF_MAX)
    # Imported here: most commands never retry, and the import takes a millisecond.
    import random

    # Requests that failed together must not be retried together.
    return max(random.random() * backoff, wait or 0.0, MIN_DELAY)


def may_be_processed(error: LushaError, request: ApiRequest) -> bool:
    """Return whether the API may have processed, and charged, a request that failed."""
    if isinstance(error, NetworkError):
        return not isinstance(error, ConnectionFailed)
    status = error.status or 0
    # No status shows how far the API got before it failed, so each may mean a charge.
    if status >= 500 and not request.is_free:
        return True
    return _is_response_lost(error)


def _is_response_lost(error: LushaError) -> bool:
    """Return whether the response of the API itself isn't known."""
    # A gateway timed out waiting for the API, or the response can't be parsed.
    is_lost = isinstance(error, (NetworkError, UnusableResponse))
    return is_lost or error.status in (499, 502, 504)


def add_retry_hint(error: LushaError, request: ApiRequest, unanswered: int) -> None:
    """Set the hint of `error` to the possible charge of `unanswered` requests and the next step."""
    if isinstance(error, NonRetryableError):
        return
    if request.is_free:
        if unanswered and not request.is_idempotent:
            error.hint = (
                "The response was lost, so the request may have succeeded. Check before you retry."
            )
        return
    is_lost = _is_response_lost(error) and not isinstance(error, UnusableResponse)
    lead = "The response was lost, so the request" if is_lost else "The request"
    charged = f"{lead} may have been charged"
    if request.is_idempotent:
        if unanswered:
            error.hint = f"{charged}. You can run it again: nothing is charged twice."
    elif unanswered > 1:
        error.hint = f"{unanswered} attempts failed, and each may have been charged."
    elif unanswered and error.status in NON_RETRYABLE_STATUSES:
        error.hint = f"{charged}."
    elif unanswered:
        error.hint = f"{charged}. To send it again anyway, add --allow-double-charge."
