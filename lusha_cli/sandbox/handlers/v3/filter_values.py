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
from lusha_cli.sandbox.handlers.v2.filters import HANDLERS as V2_LISTS
from lusha_cli.sandbox.http import Refusal
from lusha_cli.sandbox.request_context import Exchange

# Each kind of filter, and the V2 operation that lists the same values.
CONTACT_FILTERS = {
    "departments": "filters contacts departments",
    "seniority": "filters contacts seniority",
    "existingDataPoints": "filters contacts data-points",
    "countries": "filters contacts countries",
    "locations": "filters contacts locations",
}
COMPANY_FILTERS = {
    "names": "filters companies names",
    "sizes": "filters companies sizes",
    "revenues": "filters companies revenues",
    "locations": "filters companies locations",
    "sics": "filters companies sics",
    "naics": "filters companies naics",
    "industriesLabels": "filters companies industries",
    "intentTopics": "filters companies intent-topics",
    "technologies": "filters companies technologies",
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


def _filters_handler(kinds: dict[str, Any]) -> Any:
    filters = [{"filterType": kind, "requiresQuery": kind in QUERY_REQUIRED} for kind in kinds]
    return lambda _: (200, {"availableFilters": filters})


def _filter_values_handler(kinds: dict[str, str]) -> Any:
    def values(exchange: Exchange) -> tuple[int, Json]:
        kind, text = _requested_filter(exchange, kinds)
        _, listed_values = V2_LISTS[kinds[kind]](exchange._replace(given={"text": text}))
        return 200, {"values": listed_values}

    return values


def _signal_values(exchange: Exchange) -> tuple[int, Json]:
    kind, text = _requested_filter(exchange, SIGNAL_FILTERS)
    if kind == "intentCategories" and text:
        raise Refusal(400, "intentCategories takes no query")
    if kind != "hiringByLocations":
        return 200, {"values": SIGNAL_FILTERS[kind]}
    location_exchange = exchange._replace(given={"text": text})
    return 200, {"values": V2_LISTS["filters companies locations"](location_exchange)[1]}


def _requested_filter(exchange: Exchange, kinds: dict[str, Any]) -> tuple[str, str]:
    """Return the filter and the query text. Raises Refusal 400 if they are invalid."""
    kind, text = exchange.path["filterType"], exchange.given.get("query", "")
    if kind not in kinds:
        raise Refusal(400, f"filterType must be one of: {', '.join(kinds)}")
    if kind in QUERY_REQUIRED and not text:
        raise Refusal(400, f"query is required where filterType is {kind}")
    return kind, text


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
