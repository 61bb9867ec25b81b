"""Handlers of V3's lists: types of signals, kinds of filters, and the values that they take."""

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
# These are too long to be told whole.
SEARCHED = ("locations", "names", "technologies", "hiringByLocations")


def _types(names: tuple[str, ...]) -> Any:
    return lambda _: (200, {"signalTypes": list(names)})


def _kinds(kinds: dict[str, Any]) -> Any:
    listed = [{"filterType": kind, "requiresQuery": kind in SEARCHED} for kind in kinds]
    return lambda _: (200, {"availableFilters": listed})


def _values(kinds: dict[str, str]) -> Any:
    def values(context: RequestContext) -> tuple[int, Json]:
        kind, text = _asked(context, kinds)
        _, found = FILTER_LISTS[kinds[kind]](context._replace(params={"text": text}))
        return 200, {"values": found}

    return values


def _signal_values(context: RequestContext) -> tuple[int, Json]:
    kind, text = _asked(context, SIGNAL_FILTERS)
    if kind == "intentCategories" and text:
        raise ApiError(400, "intentCategories takes no query")
    if kind != "hiringByLocations":
        return 200, {"values": SIGNAL_FILTERS[kind]}
    given = context._replace(params={"text": text})
    return 200, {"values": FILTER_LISTS["companies locations"](given)[1]}


def _asked(context: RequestContext, kinds: dict[str, Any]) -> tuple[str, str]:
    """The kind of filter and the text asked for. Raises ApiError 400 if they do not fit."""
    kind, text = context.path["filterType"], context.params.get("query", "")
    if kind not in kinds:
        raise ApiError(400, f"filterType must be one of: {', '.join(kinds)}")
    if kind in SEARCHED and not text:
        raise ApiError(400, f"query is required where filterType is {kind}")
    return kind, text


HANDLERS = {
    "contacts signal-types": _types(CONTACT_SIGNALS),
    "companies signal-types": _types(V3_COMPANY_SIGNALS),
    "companies signal-filters": _kinds(SIGNAL_FILTERS),
    "companies signal-filter-values": _signal_values,
    "contacts filters": _kinds(CONTACT_FILTERS),
    "contacts filter-values": _values(CONTACT_FILTERS),
    "companies filters": _kinds(COMPANY_FILTERS),
    "companies filter-values": _values(COMPANY_FILTERS),
}
