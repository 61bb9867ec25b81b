"""Handlers of the V3 lists: signal types, filters, and the values of a filter."""

from typing import Any

from lusha_cli.api.signal_types import (
    CONTACT_SIGNALS,
    HIRING_DEPARTMENTS,
    NEWS_EVENTS,
    V3_COMPANY_SIGNALS,
)
from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.names import INTENT_CATEGORIES
from lusha_cli.sandbox.filter_lists import FILTER_LISTS
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.request_context import RequestContext

# Each filter, and its list of values.
CONTACT_FILTERS = {
    "departments": "contacts departments",
    "seniority": "contacts seniority",
    "existingDataPoints": "contacts data-points",
    "countries": "contacts countries",
    "locations": "contacts locations",
}
COMPANY_FILTERS = {
    "names": "companies names",
    "sizes": "companies sizes",
    "revenues": "companies revenues",
    "locations": "companies locations",
    "sics": "companies sics",
    "naics": "companies naics",
    "industriesLabels": "companies industries",
    "intentTopics": "companies intent-topics",
    "technologies": "companies technologies",
}
SIGNAL_FILTERS: dict[str, Json] = {
    "newsEventTypes": list(NEWS_EVENTS),
    "hiringByDepartments": list(HIRING_DEPARTMENTS),
    "hiringByLocations": None,
    "intentCategories": list(INTENT_CATEGORIES),
}
# Lists that are too long to return without a query.
QUERY_REQUIRED = ("locations", "names", "technologies", "hiringByLocations")


def _signal_types_handler(names: tuple[str, ...]) -> Any:
    return lambda _: (200, {"signalTypes": list(names)})


def _filters_handler(filters: dict[str, Any]) -> Any:
    available = [{"filterType": name, "requiresQuery": name in QUERY_REQUIRED} for name in filters]
    return lambda _: (200, {"availableFilters": available})


def _filter_values_handler(filters: dict[str, str]) -> Any:
    def values(context: RequestContext) -> tuple[int, Json]:
        name, text = _requested_filter(context, filters)
        _, listed_values = FILTER_LISTS[filters[name]](context._replace(params={"text": text}))
        return 200, {"values": listed_values}

    return values


def _signal_values(context: RequestContext) -> tuple[int, Json]:
    name, text = _requested_filter(context, SIGNAL_FILTERS)
    if name == "intentCategories" and text:
        raise ApiError(400, "intentCategories takes no query")
    if name != "hiringByLocations":
        return 200, {"values": SIGNAL_FILTERS[name]}
    location_context = context._replace(params={"text": text})
    return 200, {"values": FILTER_LISTS["companies locations"](location_context)[1]}


def _requested_filter(context: RequestContext, filters: dict[str, Any]) -> tuple[str, str]:
    """Return the filter and the query text. Raises ApiError 400 if they are invalid."""
    name, text = context.path["filterType"], context.params.get("query", "")
    if name not in filters:
        raise ApiError(400, f"filterType must be one of: {', '.join(filters)}")
    if name in QUERY_REQUIRED and not text:
        raise ApiError(400, f"query is required if filterType is {name}")
    return name, text


HANDLERS = {
    "contacts signal-types": _signal_types_handler(CONTACT_SIGNALS),
    "companies signal-types": _signal_types_handler(V3_COMPANY_SIGNALS),
    "companies signal-filters": _filters_handler(SIGNAL_FILTERS),
    "companies signal-filter-values": _signal_values,
    "contacts filters": _filters_handler(CONTACT_FILTERS),
    "contacts filter-values": _filter_values_handler(CONTACT_FILTERS),
    "companies filters": _filters_handler(COMPANY_FILTERS),
    "companies filter-values": _filter_values_handler(COMPANY_FILTERS),
}
