"""`lusha companies website-visits`."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.api.pagination import V3_VISITS
from lusha_cli.cli import options
from lusha_cli.cli.command import CommandResult, command, drop_unset
from lusha_cli.cli.json_input import merge_body
from lusha_cli.cli.options import DAY, DOMAIN, open_choices, option, separated
from lusha_cli.commands.filter_definitions import Filter
from lusha_cli.commands.filter_lookup import FilterValueResolver
from lusha_cli.commands.filter_options import FilterSearch
from lusha_cli.commands.pagination import PAGES, page_options, search, suggest_filters_to_drop
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json, as_object
from lusha_cli.output.layouts.v3 import WEBSITE_VISITS_LAYOUT
from lusha_cli.parsing import identifiers, ranges

ENDPOINT = BY_NAME["companies website-visits"]
# The longest time between its two days.
MAX_PERIOD = "3mo"

# Parameters: name in the API -> option type.
VISIT_OPTIONS: dict[str, Any] = {
    "domains": Annotated[
        list[str] | None,
        option("--domain", separated(DOMAIN), "Website that Lusha tracks for you (repeatable)."),
    ],
    "startDate": Annotated[str | None, option(
        "--start-date", DAY, "Visits since a date, or in a time span such as 30d.",
    )],
    "endDate": Annotated[str | None, option(
        "--end-date", DAY, "Visits until this date, up to 3 months after the start [today].",
    )],
}  # fmt: skip
SORT_FIELDS = (
    "score", "totalSessions", "avgSessionMinutes", "uniqueVisitors", "daysVisited",
    "highIntentPageviews", "daysSinceLastVisit", "lastVisit",
)  # fmt: skip
SORT_OPTIONS: dict[str, Any] = {
    "by": Annotated[str | None, option(
        "--sort-by", open_choices("field", *SORT_FIELDS, metavar="FIELD"),
        "Field to sort by, such as score.",
    )],
    "order": Annotated[
        str | None, option("--order", open_choices("order", "asc", "desc"), "Sort order.")
    ],
}  # fmt: skip
SizeOpt = Annotated[int | None, option(
    "--size --page-size", "N", f"Results per page [{V3_VISITS.default_size}].", panel=PAGES,
    min=V3_VISITS.min_size, max=V3_VISITS.max_size,
)]  # fmt: skip


def _range(
    flag: str, key: str, meaning: str, *, parse: Any = ranges.parse_employee_range
) -> Filter:
    return Filter(flag, key, "RANGE", meaning, parser=parse, kind="one")


FILTERS = (
    Filter("score-band", "scoreBands", "", "Band of the score", choices=("cold", "warm", "hot")),
    Filter("visitor-country", "visitorCountries.include", "CODE",
           "Visitors from this country, such as US", parser=ranges.parse_country_code),
    Filter("exclude-visitor-country", "visitorCountries.exclude", "CODE",
           "Exclude visitors from this country", parser=ranges.parse_country_code),
    _range("score", "score", "Score from 1 to 100, such as 50- or 20-80"),
    _range("total-sessions", "totalSessions", "Number of sessions, such as 5-"),
    _range("avg-session-minutes", "avgSessionMinutes", "Average minutes per session, such as 2.5-",
           parse=ranges.parse_decimal_range),
    _range("unique-visitors", "uniqueVisitors", "Unique visitors, such as 2-"),
    _range("days-visited", "daysVisited", "Days with a visit, such as 3-"),
    _range("high-intent-pageviews", "highIntentPageviews", "High-intent page views, such as 1-"),
    _range("days-since-last-visit", "daysSinceLastVisit", "Days since the last visit, such as -7"),
)  # fmt: skip
VISITOR_SEARCH = FilterSearch(ENDPOINT, V3_VISITS, "v3", {"visitors": FILTERS})


def add_website_visits(app: typer.Typer) -> None:
    """Register who visits a website."""
    command(
        app, "website-visits", layout=WEBSITE_VISITS_LAYOUT,
        option_groups={
            "params": VISIT_OPTIONS,
            "sort": SORT_OPTIONS,
            "filters": VISITOR_SEARCH.include_options(visitors="Visitors"),
            "pages": {**page_options(V3_VISITS), "page_size": SizeOpt},
        },
        example="lusha companies website-visits --domain analytical-engines.example "
        "--start-date 30d --score-band hot --sandbox",
    )(website_visits)  # fmt: skip


def website_visits(
    context: AppContext,
    *,
    params: dict[str, Any],
    filters: dict[str, Any],
    sort: dict[str, Any],
    pages: dict[str, Any],
    body: options.BodyOpt = None,
) -> CommandResult:
    """Find companies that visited your website.

    Its domain must be set up for tracking in Lusha's dashboard. A request costs 1 credit per
    25 results, rounded up.
    """
    visitors = VISITOR_SEARCH.build_filters(FilterValueResolver(context), filters)["visitors"]
    params = {**params, "sort": drop_unset(sort) or None, "filters": visitors.get("include")}
    request = merge_body(context, body, drop_unset(params))
    if body is None:
        today = datetime.fromtimestamp(context.env.clock.now(), UTC).date()
        # The API requires both days.
        request.setdefault("endDate", today.isoformat())
        _check(request)
    result = search(context, ENDPOINT, request, pages, V3_VISITS, is_typed=body is not None)
    flags = _flags(request) or ["such a late --start-date"]
    suggest_filters_to_drop(context, result, V3_VISITS, flags)
    return result


def _check(request: dict[str, Json]) -> None:
    """Raise UsageError for a request that the API would reject."""
    if not request.get("domains"):
        raise UsageError(
            "--domain is missing.", hint="Pass the domain of a website that Lusha tracks for you."
        )
    if not request.get("startDate"):
        raise UsageError("--start-date is missing.", hint="For example: --start-date 30d")
    start, end = (date.fromisoformat(request[name]) for name in ("startDate", "endDate"))
    if start > end:
        raise UsageError(f"--start-date {start} is after --end-date {end}.")
    # Counted from the last day, which may be long ago.
    earliest = identifiers.normalize_since(MAX_PERIOD, today=end)
    if start.isoformat() < earliest:
        raise UsageError(
            f"The period from {start} to {end} is longer than 3 months.",
            hint=f"For example: --start-date {earliest} --end-date {end}",
        )


def _flags(request: dict[str, Json]) -> list[str]:
    """Return the flags of the first two filters of a request."""
    filters = as_object(request.get("filters"))
    return [f"--{item.flag}" for item in FILTERS if item.v3_key.partition(".")[0] in filters][:2]
