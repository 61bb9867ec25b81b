"""Parse budgets, such as `500/day, 5000/month`, and compute the calendar periods that they cover.

Periods begin and end in UTC, so that neither a time zone nor a change of the clock repeats one.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from lusha_cli.parsing.numbers import read_integer

HOUR = 3600
DAY = 24 * HOUR
_WEEK = 7 * DAY
# 1970-01-01 was a Thursday, and weeks begin on Monday.
_FIRST_MONDAY = 4 * DAY
UNITS = ("hour", "day", "week", "month")
# Larger budgets would be mistakes, and the sums have to fit into SQLite's and Redis's numbers.
_MAX_DIGITS = 12


class Period(NamedTuple):
    """A calendar period, from `start` to before `end` (Unix times)."""

    start: int
    end: int


class BudgetLimit(NamedTuple):
    """The most credits that a calendar period may cost; `unit` is one of UNITS."""

    credits: int
    unit: str

    def __str__(self) -> str:
        return f"{self.credits}/{self.unit}"


def period_of(unit: str, at: float) -> Period:
    """Return the hour, day, week (from Monday) or month in which a Unix time lies."""
    if unit == "month":
        # Imported here: every command parses settings.
        from datetime import UTC, datetime

        first = datetime.fromtimestamp(at, UTC).replace(
            day=1, hour=0, minute=0, second=0, microsecond=0
        )
        year, month = divmod(first.year * 12 + first.month, 12)
        following = first.replace(year=year, month=month + 1)
        return Period(int(first.timestamp()), int(following.timestamp()))
    length = {"hour": HOUR, "day": DAY, "week": _WEEK}[unit]
    offset = _FIRST_MONDAY if unit == "week" else 0
    start = int((at - offset) // length) * length + offset
    return Period(start, start + length)


def parse_budget(value: Any) -> tuple[BudgetLimit, ...]:
    """Return the limits in a text with commas, or in a list of texts. Raises ValueError.

    Of several limits of one unit the lowest applies. They are in the order of UNITS.
    """
    entries = value if isinstance(value, list) else [value]
    limits: dict[str, int] = {}
    for text in _texts(entries):
        number, _, unit = (part.strip() for part in text.partition("/"))
        credits_ = read_integer(number, max_digits=_MAX_DIGITS)
        if credits_ is None or unit.lower() not in UNITS:
            raise ValueError(
                f"Use a whole number of credits and a period ({', '.join(UNITS)}), such as 500/day."
            )
        unit = unit.lower()
        limits[unit] = min(credits_, limits.get(unit, credits_))
    return tuple(BudgetLimit(limits[unit], unit) for unit in UNITS if unit in limits)


def format_budget(limits: tuple[BudgetLimit, ...]) -> str:
    """Return the text of limits, such as `500/day, 5000/month`."""
    return ", ".join(map(str, limits))


def _texts(entries: list[Any]) -> Iterator[str]:
    """Yield each limit; a list or a text without one yields an empty text, which isn't valid."""
    if not entries:
        yield ""
    for entry in entries:
        # Blanks separate limits too, as in `500/day 5000/month`, but not around the slash.
        text = str(entry).replace(" /", "/").replace("/ ", "/")
        yield from text.replace(",", " ").split() or [""]
