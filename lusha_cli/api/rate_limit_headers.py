"""The rate-limit windows of an account's plan, as the headers of responses report them."""

from collections.abc import Mapping

from lusha_cli.parsing.numbers import read_integer

# The vendor's names of the windows in headers, and their length in seconds.
WINDOW_SECONDS = {"minute": 60, "hourly": 3600, "daily": 86400}


def parse_rate_limit_headers(headers: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Return limit and remaining requests of each reported window, the shortest window first."""
    windows = {}
    for name in WINDOW_SECONDS:
        limit = _parse_integer(headers.get(f"x-rate-limit-{name}"))
        left = _parse_integer(headers.get(f"x-{name}-requests-left"))
        usage = _parse_integer(headers.get(f"x-{name}-usage"))
        # A 429 may report the daily window under another name.
        if name == "daily" and left is None:
            left = _parse_integer(headers.get("X-RateLimit-Remaining-Daily"))
        # Two of the three values give the third.
        if limit is None and left is not None and usage is not None:
            limit = left + usage
        if limit is not None and left is None and usage is not None:
            left = max(0, limit - usage)
        if limit is not None and left is not None:
            windows[name] = (limit, min(left, limit))
    return windows


def exhausted_message(name: str, limit: int) -> str:
    """Return the sentence for a window without requests left."""
    return f"The {name} window of {limit:,} requests is used up."


def _parse_integer(text: str | None) -> int | None:
    return read_integer((text or "").strip())
