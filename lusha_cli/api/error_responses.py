"""Converts error responses to the exceptions that they mean."""

import json
import re
from collections.abc import Mapping

from lusha_cli.api.rate_limit_headers import exhausted_message, parse_rate_limit_headers
from lusha_cli.errors import (
    LushaError,
    QuotaExceeded,
    RateLimited,
    ServerError,
    SessionEnded,
    error_class,
)
from lusha_cli.json_types import Json, as_list, as_object, get_object

# A validation error may list a message for each item of a bulk request.
_MAX_MESSAGE_LENGTH = 500
_MAX_ERROR_BYTES = 1 << 20
# No window of the API is longer than a day.
_MAX_RETRY_AFTER = 86400.0


def error_from_response(status: int, body: bytes, headers: Mapping[str, str]) -> LushaError:
    """Return the exception that a response means, with the API's message."""
    api_message = error_message(body)
    wait = retry_after_seconds(headers, body)
    # Retrying a used-up daily quota would sleep for hours, so it has an error of its own.
    if status == 429 and is_daily_quota_exhausted(headers):
        resets = _seconds(headers.get("X-RateLimit-Reset-Daily", ""))
        resets = wait if resets is None else resets
        reset = "" if resets is None else f" It resets in {format_duration(resets)}."
        return QuotaExceeded(f"The daily quota of this key is used up.{reset}", status=status)
    error_type = SessionEnded if is_session_expired(status, body) else error_class(status)
    message = f"The API returned {status}" + (f": {api_message}." if api_message else ".")
    # An error without a JSON message comes from a gateway or proxy in front of the API.
    if error_type is ServerError and not api_message:
        message = f"The API returned {status} without an error message."
    if error_type is RateLimited:
        limit = _limit_message(headers)
        message = f"{limit[:-1]}: {api_message}." if api_message else limit
    return error_type(message, status=status, retry_after=wait)


def is_session_expired(status: int, body: bytes) -> bool:
    """Return whether a 410 is about the session of a request, not about the path."""
    if status != 410:
        return False
    content = _parse_object(body)
    # A retired path is also a 410. Errors have four shapes, so the code may be in any place.
    objects = (content, get_object(content, "error"))
    codes = [_texts(obj.get(name)) for obj in objects for name in ("code", "errors", "message")]
    return any("DEDUPE_SESSION_INVALID" in texts for texts in codes)


def error_message(body: bytes) -> str:
    """Return the message of an error body of any shape, without a full stop at the end.

    Returns "" if there is no readable message.
    """
    content = _parse_object(body)
    error = content.get("error")
    # The API's errors have four shapes, and `message` may itself be a list.
    message = error.get("message") if isinstance(error, dict) else content.get("message")
    parts = [*_texts(message), *_texts(content.get("errors"))]
    if not parts and isinstance(error, str):
        parts = [error]
    text = "; ".join(dict.fromkeys(part.strip().rstrip(".") for part in parts if part.strip()))
    return text if len(text) <= _MAX_MESSAGE_LENGTH else f"{text[:_MAX_MESSAGE_LENGTH]}…"


def _parse_object(body: bytes) -> dict[str, Json]:
    """Return the JSON object in a body, or {}."""
    # A page, or an attack on the memory.
    if len(body) > _MAX_ERROR_BYTES:
        return {}
    try:
        return as_object(json.loads(body))
    except (ValueError, RecursionError):
        return {}


def is_daily_quota_exhausted(headers: Mapping[str, str]) -> bool:
    """Return whether the headers of a 429 report that the daily quota is exhausted."""
    remaining = (
        headers.get(name) for name in ("X-RateLimit-Remaining-Daily", "x-daily-requests-left")
    )
    return any(value is not None and value.strip() == "0" for value in remaining)


def retry_after_seconds(headers: Mapping[str, str], body: bytes = b"") -> float | None:
    """Return the wait in seconds that a response asks for, up to a day, or None.

    Reads Retry-After (seconds or a date), RateLimit-Reset, or "reset in X seconds" in the message.
    Returns 0 if the only wait is none at all, or until a time in the past.
    """
    zero = None
    # The vendor documents only RateLimit-Reset, but a gateway may send Retry-After.
    for name in ("Retry-After", "RateLimit-Reset"):
        value = headers.get(name, "").strip()
        seconds = _seconds(value)
        if seconds is None and value and name == "Retry-After":
            seconds = _seconds_until(value, headers.get("Date", ""))
        if seconds:
            return min(seconds, _MAX_RETRY_AFTER)
        zero = zero if seconds is None else 0.0
    match = re.search(
        r"\breset(?:s)? in (\d{1,9}(?:\.\d+)?) ?s", error_message(body), re.IGNORECASE
    )
    return min(float(match[1]), _MAX_RETRY_AFTER) if match else zero


def _limit_message(headers: Mapping[str, str]) -> str:
    """Return which limit is exhausted, according to the headers."""
    windows = parse_rate_limit_headers(headers)
    exhausted = [
        exhausted_message(name, limit) for name, (limit, left) in windows.items() if left == 0
    ]
    # The last one is the longest window, which decides how long to wait.
    return exhausted[-1] if exhausted else "The rate limit is exceeded."


def _seconds(text: str) -> float | None:
    # \d and float() also accept the digits of other scripts. A server that subtracts two times may
    # send a negative number.
    text = text.strip()
    is_number = text.isascii() and re.fullmatch(r"-?\d{1,15}(\.\d*)?", text)
    return max(0.0, float(text)) if is_number else None


def _seconds_until(until: str, now: str) -> float | None:
    """Return the seconds between two HTTP dates, both by the server's clock."""
    from email.utils import parsedate_to_datetime

    try:
        # The clock of this machine may be wrong, so the response's own date counts.
        wait = parsedate_to_datetime(until) - parsedate_to_datetime(now)
    except (ValueError, TypeError):
        return None
    return max(0.0, wait.total_seconds())


def format_duration(seconds: float) -> str:
    """Format a duration: `0.5 s`, `45 s`, `12 min`, `3 h 20 min`."""
    if 0 < seconds < 1:
        return f"{seconds:.1g} s"
    total = round(seconds)
    if total < 90:
        return f"{total} s"
    minutes = round(total / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _texts(value: Json) -> list[str]:
    values = [value] if isinstance(value, str) else as_list(value)
    return [text for text in values if isinstance(text, str)]
