"""Draw numbers as a line of bars of one character each."""

from collections.abc import Sequence

from lusha_cli.output.sanitize import can_encode

_BARS = "▁▂▃▄▅▆▇█"
_ASCII_BARS = "_.-=oO#@"


def sparkline(numbers: Sequence[int], *, encoding: str) -> str:
    """Return a bar for each number, 0 or more; the highest number has the highest bar."""
    bars = _BARS if can_encode(_BARS, encoding) else _ASCII_BARS
    highest = max(numbers, default=0) or 1
    # Only 0 has the lowest bar.
    return "".join(bars[-(-number * (len(bars) - 1) // highest)] for number in numbers)
