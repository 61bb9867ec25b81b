"""When the credits of an account run out."""

from datetime import UTC, datetime

import pytest

from lusha_cli.billing.forecast import forecast_usage
from lusha_cli.json_types import Json

NOW = datetime(2026, 11, 1, tzinfo=UTC).timestamp()
YEAR = {"startDate": "2026-10-01T00:00:00.000Z", "endDate": "2027-10-01T00:00:00.000Z"}


@pytest.mark.parametrize(
    ("plan", "used", "remaining", "rate", "runs_out", "outlasts"),
    [
        # 31 days since the renewal.
        (YEAR, 310, 100, 10, "2026-11-11", False),
        (YEAR, 310, 3340, 10, "2027-10-01", True),
        (YEAR, 310, 3330, 10, "2027-09-30", False),
        (YEAR, 0, 100, 0, None, True),
        (YEAR, 310, 0, 10, "2026-11-01", False),
        (YEAR, 310, -5, 10, "2026-11-01", False),
        (YEAR, 310, None, 10, None, True),
        (YEAR, None, 100, None, None, False),
        (YEAR, 1, 10**18, 1 / 31, None, True),
        ({"startDate": "2026-10-01"}, 310, 100, 10, "2026-11-11", False),
        ({"endDate": "2027-10-01"}, 310, 100, None, None, False),
        # An hour says little about a year.
        ({"startDate": "2026-10-31T23:00:00Z"}, 310, 100, None, None, False),
        ({"startDate": "2026-11-02"}, 310, 100, None, None, False),
        # The dates of the cycle before.
        ({"startDate": "2025-10-01", "endDate": "2026-10-01"}, 310, 100, None, None, False),
        ({"startDate": "soon", "endDate": 7}, 310, 100, None, None, False),
        (None, 310, 100, None, None, False),
        ([], 310, 100, None, None, False),
    ],
)
def test_forecast_needs_the_dates_of_the_cycle(
    plan: Json,
    used: int | None,
    remaining: int | None,
    rate: float | None,
    runs_out: str | None,
    outlasts: bool,
) -> None:
    forecast = forecast_usage(plan, used=used, remaining=remaining, now=NOW)
    assert forecast.credits_per_day == (None if rate is None else pytest.approx(rate))
    day = forecast.runs_out_at and forecast.runs_out_at.date().isoformat()
    assert day == runs_out
    assert forecast.outlasts_cycle == outlasts
