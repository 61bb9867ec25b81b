"""Format times for people: a date unchanged, a time of day with its zone."""

import re

_TIME = (
    r"(?i)(?P<day>\d{4}-\d\d-\d\d)[T ](?P<time>\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?"
    r"(?P<zone> ?(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?"
)
_UTC = ("Z", "UTC", "GMT", "+00:00", "-00:00")


def format_time(text: str) -> str:
    """Return an ISO 8601 time to the minute: `2026-06-14 08:30 UTC`; other texts unchanged.

    A time without a zone stays without one: which one it is in isn't known.
    """
    match = re.fullmatch(_TIME, text.strip())
    if match is None:
        return text
    zone = (match["zone"] or "").strip().upper()
    if offset := re.fullmatch(r"([+-]\d\d):?(\d\d)?", zone):
        zone = f"{offset[1]}:{offset[2] or '00'}"
    return " ".join(filter(None, (match["day"], match["time"], "UTC" if zone in _UTC else zone)))
