"""Forecast when an account's credits run out, from its use since the last renewal."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from lusha_cli.json_types import Json, get_in

# With less to go by, the rate of one busy hour would be taken for that of a year.
_MIN_ELAPSED = timedelta(days=1)
_DAY = timedelta(days=1)


class UsageForecast(NamedTuple):
    """The known numbers of an account's billing cycle; None where the API has no data.

    `runs_out_at` is None as well if the credits aren't used or last beyond any calendar.
    """

    started_at: datetime | None
    renews_at: datetime | None
    credits_per_day: float | None
    runs_out_at: datetime | None

    @property
    def outlasts_cycle(self) -> bool:
        """Return whether the credits last until the renewal at this rate."""
        if self.credits_per_day is None or self.renews_at is None:
            return False
        return self.runs_out_at is None or self.runs_out_at >= self.renews_at


def forecast_usage(
    plan: Json, *, used: int | None, remaining: int | None, now: float
) -> UsageForecast:
    """Return the forecast for `used` and `remaining` credits at the Unix time `now`.

    `plan` is the `plan` of `account plan`: its dates are those of the current cycle.
    """
    at = datetime.fromtimestamp(now, UTC)
    started, renews = (read_time(get_in(plan, key)) for key in ("startDate", "endDate"))
    # The dates of another cycle say nothing about this one.
    if started is not None and started > at:
        started = None
    if renews is not None and renews <= at:
        started = renews = None
    rate = None
    if started is not None and used is not None and used >= 0 and at - started >= _MIN_ELAPSED:
        rate = used / ((at - started) / _DAY)
    return UsageForecast(started, renews, rate, _runs_out(at, remaining, rate))


def _runs_out(at: datetime, remaining: int | None, rate: float | None) -> datetime | None:
    if not rate or remaining is None:
        return None
    try:
        return at + timedelta(days=max(0, remaining) / rate)
    # Beyond the year 9999.
    except OverflowError:
        return None


def read_time(value: Json) -> datetime | None:
    """Return a date or timestamp of the API in UTC, or None for any other value."""
    if not isinstance(value, str):
        return None
    try:
        time = datetime.fromisoformat(value.strip())
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
