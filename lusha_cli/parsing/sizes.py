"""Sizes such as 100MB, parsed from the text that users type."""

import re

from lusha_cli.parsing.invalid_value import InvalidValue

_SIZE = re.compile(r"(?P<number>[0-9]{1,9})\s?(?P<unit>[kmg]b)", re.ASCII | re.IGNORECASE)
_BYTES = {"kb": 10**3, "mb": 10**6, "gb": 10**9}


def parse_size(text: str) -> int:
    """Return the bytes in `500kB`, `100MB` or `2GB`. Raises InvalidValue."""
    match = _SIZE.fullmatch(text.strip())
    if not match or not int(match["number"]):
        raise InvalidValue(f"{text!r} isn't a size, such as 500kB, 100MB or 2GB.")
    return int(match["number"]) * _BYTES[match["unit"].lower()]
