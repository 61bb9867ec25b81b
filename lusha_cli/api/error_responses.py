"""From an answer that is not a success to the error that it means."""

import json
import re
from collections.abc import Mapping
from typing import Any

from lusha_cli.api.rate_limit_headers import exhausted_message, parse_rate_limit_headers
from lusha_cli.errors import (
    LushaError,
    QuotaUsedUp,
    RateLimited,
    ServerError,
    SessionEnded,
    error_class,
)

_MAX_MESSAGE_LENGTH = 500
_MAX_RETRY_AFTER = 86400.0


def error_from_response(status: int, body: bytes, headers: Mapping[str, str]) -> LushaError:
    """The error that this answer means, with the API's own words in it."""
    said = error_message(body)
    wait = retry_after_seconds(headers, body)
    if status == 429 and is_daily_quota_exhausted(headers):
        resets = _seconds(headers.get("X-RateLimit-Reset-Daily", ""))
        resets = wait if resets is None else resets
        when = "" if resets is None else f" It resets in {format_duration(resets)}."
        return QuotaUsedUp(f"The daily quota of this key is used up.{when}", status=status)
    kind = SessionEnded if is_session_expired(status, body) else error_class(status)
    message = f"The API answered {status}" + (f": {said}." if said else ".")
    if kind is ServerError and not said:
        message = f"The API answered {status} with a page that is not the API's."
    if kind is RateLimited:
        message = f"{_limit_message(headers)[:-1]}: {said}." if said else _limit_message(headers)
    return kind(message, status=status, retry_after=wait)


def is_session_expired(status: int, body: bytes) -> bool:
    """Whether a 410 is about the session of a request, and not about the path."""
    if status != 410:
        return False
    content = _parse_object(body)
    inner = content.get("error")
    holders = [content, inner] if isinstance(inner, dict) else [content]
    codes = [
        _texts(holder.get(name)) for holder in holders for name in ("code", "errors", "message")
    ]
    return any("DEDUPE_SESSION_INVALID" in found for found in codes)


def error_message(body: bytes) -> str:
    """What an error body says, of any of the API's shapes, without a full stop at the end.

    "" where it says nothing readable.
    """
    content = _parse_object(body)
    inner = content.get("error")
    holder = inner if isinstance(inner, dict) else content
    parts = [*_texts(holder.get("message")), *_texts(content.get("errors"))]
    if not parts and isinstance(inner, str):
        parts = [inner]
    text = "; ".join(dict.fromkeys(part.strip().rstrip(".") for part in parts if part.strip()))
    return text if len(text) <= _MAX_MESSAGE_LENGTH else f"{text[:_MAX_MESSAGE_LENGTH]}…"


def _parse_object(body: bytes) -> dict[str, Any]:
    """The object in a body; an empty one where there is none."""
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def is_daily_quota_exhausted(headers: Mapping[str, str]) -> bool:
    """Whether the headers of a 429 say that nothing more goes today."""
    left = (headers.get(name) for name in ("X-RateLimit-Remaining-Daily", "x-daily-requests-left"))
    return any(value is not None and value.strip() == "0" for value in left)


def retry_after_seconds(headers: Mapping[str, str], body: bytes = b"") -> float | None:
    """The wait that an answer asks for, at most a day; None where it does not.

    From Retry-After (seconds or a date), RateLimit-Reset, or "Reset in X seconds" in its message.
    """
    for name in ("Retry-After", "RateLimit-Reset"):
        value = headers.get(name, "").strip()
        found = _seconds(value)
        if found is None and value and name == "Retry-After":
            found = _seconds_until(value, headers.get("Date", ""))
        if found is not None:
            return min(found, _MAX_RETRY_AFTER)
    said = re.search(r"\breset(?:s)? in (\d{1,9}(?:\.\d+)?) ?s", error_message(body), re.IGNORECASE)
    return min(float(said[1]), _MAX_RETRY_AFTER) if said else None


def _limit_message(headers: Mapping[str, str]) -> str:
    """Which limit is used up, as far as the headers tell."""
    windows = parse_rate_limit_headers(headers)
    used_up = [
        exhausted_message(name, limit) for name, (limit, left) in windows.items() if left == 0
    ]
    return used_up[-1] if used_up else "The rate limit is used up."


def _seconds(text: str) -> float | None:
    text = text.strip()
    return float(text) if text.isascii() and re.fullmatch(r"\d{1,15}(\.\d*)?", text) else None


def _seconds_until(when: str, now: str) -> float | None:
    """Seconds from one HTTP date to another; by the server's clock, so ours does not matter."""
    from email.utils import parsedate_to_datetime

    try:
        wait = parsedate_to_datetime(when) - parsedate_to_datetime(now)
    except (ValueError, TypeError):
        return None
    return max(0.0, wait.total_seconds())


def format_duration(seconds: float) -> str:
    """A length of time as people say it: `45 s`, `12 min`, `3 h 20 min`."""
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    minutes = round(whole / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
