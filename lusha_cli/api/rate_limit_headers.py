"""The windows of an account's plan, as the headers of its answers tell them."""

from collections.abc import Mapping

# The vendor's names of the windows in headers, and their length in seconds.
WINDOWS = {"minute": 60, "hourly": 3600, "daily": 86400}


def read_windows(headers: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Of each window that the headers tell of: its limit and the requests left, shortest first."""
    found = {}
    for name in WINDOWS:
        limit = _whole(headers.get(f"x-rate-limit-{name}"))
        left = _whole(headers.get(f"x-{name}-requests-left"))
        usage = _whole(headers.get(f"x-{name}-usage"))
        if name == "daily" and left is None:
            left = _whole(headers.get("X-RateLimit-Remaining-Daily"))
        if limit is None and left is not None and usage is not None:
            limit = left + usage
        if limit is not None and left is None and usage is not None:
            left = max(0, limit - usage)
        if limit is not None and left is not None:
            found[name] = (limit, min(left, limit))
    return found


def used_up_text(name: str, limit: int) -> str:
    """That a window has no requests left, as a sentence."""
    return f"The {name} window of {limit:,} requests is used up."


def _whole(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None
