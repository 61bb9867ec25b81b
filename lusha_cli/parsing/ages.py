"""Ages such as 30d, and intervals such as 15m, parsed from the text that users type."""

import re

from lusha_cli.parsing.invalid_value import InvalidValue

_AGE = r"(?ia)(?P<number>[0-9]{1,5})(?P<unit>[hdw])"
_INTERVAL = r"(?ia)(?P<number>[0-9]{1,5})(?P<unit>[mhd])"
_SECONDS = {"m": 60, "h": 3600, "d": 86400, "w": 7 * 86400}


def parse_age(text: str) -> int:
    """Return the seconds in `12h`, `30d` or `2w`. Raises InvalidValue."""
    match = re.fullmatch(_AGE, text.strip())
    if not match or not int(match["number"]):
        raise InvalidValue(f"{text!r} isn't an age, such as 12h, 30d or 2w.")
    return int(match["number"]) * _SECONDS[match["unit"].lower()]


def parse_interval(text: str) -> int:
    """Return the seconds in `15m`, `1h` or `1d`. Raises InvalidValue."""
    match = re.fullmatch(_INTERVAL, text.strip())
    if not match or not int(match["number"]):
        raise InvalidValue(f"{text!r} isn't an interval, such as 15m, 1h or 1d.")
    return int(match["number"]) * _SECONDS[match["unit"].lower()]


def format_age(seconds: float) -> str:
    """Return an age in days: `today` for less than one, else `12 days ago`."""
    days = int(seconds // 86400)
    if days < 1:
        return "today"
    return "1 day ago" if days == 1 else f"{days:,} days ago"
