"""The report of `account usage`: counters, cycle of the plan, rate limits, and the forecast."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from lusha_cli.api.endpoints import ACCOUNT_PLAN, ACCOUNT_USAGE
from lusha_cli.api.rate_limit_headers import parse_rate_limit_headers
from lusha_cli.api.request import ApiRequest
from lusha_cli.billing.forecast import UsageForecast, forecast_usage, read_time
from lusha_cli.clock import format_utc
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import BudgetUnavailable, Interrupted, LushaError
from lusha_cli.json_types import Json, get_in, get_object
from lusha_cli.output.cards.usage import main_counter

_DETAILS_INTERVAL = 60.0
"""In seconds."""
WINDOWS = ("minute", "hourly", "daily")


class UsageReporter:
    """Fetch the usage of the account, with its plan if the report needs it."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._headers: dict[str, str] = {}
        # When `account plan` is asked again: the API allows five of these requests a minute.
        self._next_details = 0.0

        def on_response(request: ApiRequest, headers: Mapping[str, str]) -> None:
            self._headers = {name.lower(): value for name, value in headers.items()}
            context.version_router.on_response_headers(request, headers)

        context.client = context.make_client(lambda: context.api_key.value, on_response=on_response)

    def fetch(self) -> Json:
        """Return the usage with the plan, the rate limits and a forecast added. Free of charge.

        A response of another shape is returned unchanged.
        """
        response = self._context.call(ACCOUNT_USAGE)
        if not isinstance(response, dict) or main_counter(response) is None:
            return response
        windows = get_object(response, "rateLimits") or self._windows()
        plan = get_object(response, "plan") or self._cached_plan()
        if not plan or not windows:
            details = self._fetch_details()
            plan = plan or get_object(details, "plan")
            windows = windows or get_object(details, "rateLimits")
        forecast = self._forecast(response, plan)
        report = {**response, "plan": plan, "rateLimits": windows, "forecast": forecast}
        return {
            **report,
            "thisMachine": self._share(response, plan),
            "budgets": self._budgets(),
        }

    def _cached_plan(self) -> dict[str, Json]:
        """Return the plan, if it is cached and not yet renewed."""
        plan = self._context.cached_plan
        end = read_time(plan.get("endDate"))
        is_over = end is not None and end.timestamp() <= self._context.env.clock.now()
        return {} if is_over else plan

    def _windows(self) -> dict[str, Json]:
        """Return the rate-limit windows that the headers of the last response report."""
        return {
            name: {"limit": limit, "used": limit - left, "remaining": left}
            for name, (limit, left) in parse_rate_limit_headers(self._headers).items()
        }

    def _fetch_details(self) -> Json:
        """Return the response of `account plan`, or None: the usage is shown without it too."""
        context, now = self._context, self._context.env.clock.now()
        if now < self._next_details:
            return None
        self._next_details = now + _DETAILS_INTERVAL
        client = context.make_client(lambda: context.api_key.value, max_wait=0)
        request = ApiRequest(ACCOUNT_PLAN.method, ACCOUNT_PLAN.path, {}, None, ACCOUNT_PLAN)
        try:
            response = context.price_cache.update_from(request, client.send(request))
        except Interrupted:
            raise
        except LushaError:
            return None
        context.remember_plan(response)
        return response

    def _share(self, body: Json, plan: Json) -> dict[str, Json]:
        """Return the credits that this machine has used since the renewal, and their share.

        Nothing if they aren't known, or 0.
        """
        counter, now = main_counter(body), self._context.env.clock.now()
        started = forecast_usage(plan, used=None, remaining=None, now=now).started_at
        account = self._context.account_hash
        if counter is None or counter.used is None or started is None or account is None:
            return {}
        try:
            spent = self._context.ledger.total(since=started.timestamp(), account=account)
        # The usage is shown without it too.
        except LushaError:
            return {}
        # An estimate may be above the charge.
        spent = min(spent, counter.used)
        share = round(spent / counter.used, 4) if counter.used else 0.0
        return {"credits": spent, "share": share} if spent else {}

    def _budgets(self) -> list[Json]:
        """Return the use of each budget, or nothing if it can't be read."""
        try:
            uses = self._context.spending.uses()
        except BudgetUnavailable:
            return []
        return [
            {
                "limit": use.spending_limit.limit.credits,
                "period": use.spending_limit.limit.unit,
                "used": use.used,
                "resetsAt": format_utc(use.period.end),
            }
            for use in uses
        ]

    def _forecast(self, body: Json, plan: Json) -> dict[str, Json]:
        counter = main_counter(body)
        now = self._context.env.clock.now()
        forecast = forecast_usage(
            plan,
            used=counter.used if counter else None,
            remaining=counter.remaining if counter else None,
            now=now,
        )
        return forecast_record(forecast, now=now)


def forecast_record(forecast: UsageForecast, *, now: float) -> dict[str, Json]:
    """Return a forecast as JSON; the times are in UTC."""
    rate = forecast.credits_per_day
    return {
        "time": _format(datetime.fromtimestamp(now, UTC)),
        "startedAt": _format(forecast.started_at),
        "renewsAt": _format(forecast.renews_at),
        "creditsPerDay": None if rate is None else round(rate, 4),
        "runsOutAt": _format(forecast.runs_out_at),
        "outlastsCycle": forecast.outlasts_cycle,
    }


def watch_record(report: Json) -> dict[str, Any]:
    """Return a report on one line: the main counter, the forecast, the requests left."""
    counter = main_counter(report)
    forecast = get_object(report, "forecast")
    windows = get_object(report, "rateLimits")
    return {
        "time": forecast.get("time"),
        "used": counter.used if counter else None,
        "total": counter.total if counter else None,
        "remaining": counter.remaining if counter else None,
        **{name: forecast.get(name) for name in ("renewsAt", "creditsPerDay", "runsOutAt")},
        **{f"{name}RequestsLeft": get_in(windows, name, "remaining") for name in WINDOWS},
    }


def _format(time: datetime | None) -> str | None:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ") if time else None
