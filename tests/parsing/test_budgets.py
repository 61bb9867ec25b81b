"""Budgets such as `500/day`, and the calendar periods in UTC that they cover."""

from datetime import UTC, datetime
from typing import Any

import pytest

from lusha_cli.parsing.budgets import UNITS, BudgetLimit, format_budget, parse_budget, period_of

PARSED: dict[str, tuple[Any, str]] = {
    "one": ("500/day", "500/day"),
    "zero": ("0/hour", "0/hour"),
    "commas": ("5000/month,500/day", "500/day, 5000/month"),
    "blanks": ("500/day 5000/month", "500/day, 5000/month"),
    "blanks around a slash": (" 500 / day , 9/ WEEK", "500/day, 9/week"),
    "list": (["500/day", "5000/month"], "500/day, 5000/month"),
    "lists in a list": (["500/day, 1/hour"], "1/hour, 500/day"),
    "the lowest of one unit": ("500/day, 50/day, 90/day", "50/day"),
}


@pytest.mark.parametrize(("value", "expected"), PARSED.values(), ids=PARSED)
def test_parse_budget_accepts(value: Any, expected: str) -> None:
    assert format_budget(parse_budget(value)) == expected
    assert format_budget(parse_budget(expected)) == expected


@pytest.mark.parametrize(
    "value",
    ["", " ", [], "500", "/day", "500/", "500/year", "-1/day", "1.5/day", "1_0/day", "1e3/day",
     "500/day/hour", "٣/day", "9999999999999/day", 500, True, "500 day", "day/500", ["", "5/day"]],
)  # fmt: skip
def test_parse_budget_refuses(value: Any) -> None:
    with pytest.raises(ValueError, match="such as 500/day"):
        parse_budget(value)


def test_limit_is_printed_as_it_is_typed() -> None:
    assert str(BudgetLimit(500, "day")) == "500/day"


def _at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


# A time, and the period of each unit that it is in. 2026-11-30 is a Monday.
PERIODS = {
    "start of all": ("2024-01-01T00:00", "hour", "2024-01-01T00:00", "2024-01-01T01:00"),
    "last second of an hour": (
        "2026-11-30T23:59:59.999", "hour", "2026-11-30T23:00", "2026-12-01T00:00",
    ),
    "first second of a day": ("2026-12-01T00:00", "day", "2026-12-01T00:00", "2026-12-02T00:00"),
    "last second of a day": (
        "2026-11-30T23:59:59.999", "day", "2026-11-30T00:00", "2026-12-01T00:00",
    ),
    "summer time begins in Europe": (
        "2026-03-29T01:30", "day", "2026-03-29T00:00", "2026-03-30T00:00",
    ),
    "Sunday": ("2026-11-29T23:59:59", "week", "2026-11-23T00:00", "2026-11-30T00:00"),
    "Monday": ("2026-11-30T00:00", "week", "2026-11-30T00:00", "2026-12-07T00:00"),
    "week of two years": ("2026-12-31T12:00", "week", "2026-12-28T00:00", "2027-01-04T00:00"),
    "last day of a month": (
        "2026-11-30T23:59:59.999", "month", "2026-11-01T00:00", "2026-12-01T00:00",
    ),
    "December": ("2026-12-31T23:59:59", "month", "2026-12-01T00:00", "2027-01-01T00:00"),
    "January": ("2027-01-01T00:00", "month", "2027-01-01T00:00", "2027-02-01T00:00"),
    "leap day": ("2028-02-29T12:00", "month", "2028-02-01T00:00", "2028-03-01T00:00"),
    "February": ("2027-02-28T23:59:59", "month", "2027-02-01T00:00", "2027-03-01T00:00"),
}  # fmt: skip


@pytest.mark.parametrize(("at", "unit", "start", "end"), PERIODS.values(), ids=PERIODS)
def test_period_of(at: str, unit: str, start: str, end: str) -> None:
    assert period_of(unit, _at(at)) == (_at(start), _at(end))


@pytest.mark.parametrize("unit", UNITS)
def test_periods_follow_each_other_at_full_hours(unit: str) -> None:
    at = _at("2026-01-01T00:00")
    while at < _at("2028-03-02T00:00"):
        period = period_of(unit, at)
        assert period.start <= at < period.end
        assert period.start % 3600 == period.end % 3600 == 0
        # Every second of it is in it, and the next one begins where it ends.
        assert period_of(unit, period.end - 0.001) == period
        at = period.end if unit != "hour" else period.end + 23 * 3600
        assert period_of(unit, period.end).start == period.end
