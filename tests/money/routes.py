"""The paths of the vendor's operations, as its API reference lists them."""

import re
from typing import NamedTuple

_FILTERS = "/prospecting/filters"
_LISTS = {
    "contacts departments": "GET contacts/departments",
    "contacts seniority": "GET contacts/seniority",
    "contacts data-points": "GET contacts/existing_data_points",
    "contacts countries": "GET contacts/all_countries",
    "contacts locations": "POST contacts/locations",
    "companies names": "POST companies/names",
    "companies industries": "GET companies/industries_labels",
    "companies sizes": "GET companies/sizes",
    "companies revenues": "GET companies/revenues",
    "companies locations": "POST companies/locations",
    "companies sics": "GET companies/sics",
    "companies naics": "GET companies/naics",
    "companies intent-topics": "GET companies/intent_topics",
    "companies technologies": "POST companies/technologies",
}
_V2 = {
    "person get": "GET /v2/person",
    "person bulk": "POST /v2/person",
    "company get": "GET /v2/company",
    "company bulk": "POST /v2/company",
    "prospecting contact search": "POST /prospecting/contact/search",
    "prospecting contact enrich": "POST /prospecting/contact/enrich",
    "prospecting company search": "POST /prospecting/company/search",
    "prospecting company enrich": "POST /prospecting/company/enrich",
    "signals options": "GET /api/signals/filters/{type}",
    "signals contacts get": "POST /api/signals/contacts",
    "signals contacts search": "POST /api/signals/contacts/search",
    "signals companies get": "POST /api/signals/companies",
    "signals companies search": "POST /api/signals/companies/search",
    "account usage": "GET /account/usage",
    "lookalike contacts": "POST /v3/lookalike/contacts",
    "lookalike companies": "POST /v3/lookalike/companies",
    "recommendations contacts": "POST /api/recommendations/contacts",
    "recommendations companies": "POST /api/recommendations/companies",
}
_SHARED = {
    "webhooks create": "POST /api/subscriptions",
    "webhooks list": "GET /api/subscriptions",
    "webhooks delete": "POST /api/subscriptions/delete",
    "webhooks opt-out": "POST /api/subscriptions/opt-out",
    "webhooks get": "GET /api/subscriptions/{id}",
    "webhooks update": "PATCH /api/subscriptions/{id}",
    "webhooks test": "POST /api/subscriptions/{id}/test",
    "webhooks logs": "GET /api/audit-logs",
    "webhooks stats": "GET /api/audit-logs/stats",
    "webhooks secret": "GET /api/account/secret",
    "webhooks rotate-secret": "POST /api/account/secret/regenerate",
}
_V3 = {
    "contacts job": "GET /v3/contacts/jobs/{id}",
    "contacts buying-group": "POST /v3/contacts/buying-group",
    "contacts signal-types": "GET /v3/contacts/signals/types",
    "companies signal-types": "GET /v3/companies/signals/types",
    "companies signal-filters": "GET /v3/companies/signals/filters",
    "companies signal-filter-values": "GET /v3/companies/signals/filters/{type}",
    "companies website-visits": "POST /v3/companies/website-visits",
    "account plan": "GET /v3/account/usage",
    "account icp-profiles": "GET /v3/icp/profiles",
}
_TABLE = "/v3/{noun}/tables/{{id}}"
_V3_OF_EACH = {
    "search": "POST /v3/{noun}/search",
    "enrich": "POST /v3/{noun}/enrich",
    "search-and-enrich": "POST /v3/{noun}/search-and-enrich",
    "prospecting": "POST /v3/{noun}/prospecting",
    "lookalike": "POST /v3/{noun}/lookalike",
    "signals": "POST /v3/{noun}/signals",
    "signal-score": "POST /v3/{noun}/signal-score",
    "icp-fit-score": "POST /v3/{noun}/icp-fit-score",
    "filters": "GET /v3/{noun}/prospecting/filters",
    "recommendations": "POST /v3/{noun}/recommendations",
    "recommendation-filters": "GET /v3/{noun}/recommendations/filters",
    "filter-values": "GET /v3/{noun}/prospecting/filters/{{type}}",
    "tables create": "POST /v3/{noun}/tables",
    "tables list": "POST /v3/{noun}/tables/list",
    "tables get": f"GET {_TABLE}",
    "tables update": f"PATCH {_TABLE}",
    "tables delete": f"DELETE {_TABLE}",
    "tables column-catalog": "GET /v3/{noun}/tables/columns/catalog",
    "tables rows": f"GET {_TABLE}/entities",
    "tables add": f"POST {_TABLE}/entities",
    "tables remove": f"DELETE {_TABLE}/entities",
    "tables columns": f"GET {_TABLE}/columns",
    "tables add-columns": f"POST {_TABLE}/columns",
    "tables remove-column": f"DELETE {_TABLE}/columns/{{{{column}}}}",
    "tables run-column": f"POST {_TABLE}/columns/{{{{column}}}}/run",
}


class Route(NamedTuple):
    """An operation: its name, its version, its method and a pattern for its path."""

    operation: str
    family: str
    method: str
    pattern: re.Pattern[str]


def _routes() -> tuple[Route, ...]:
    filters = {
        f"filters {name}": f"{line.split()[0]} {_FILTERS}/{line.split()[1]}"
        for name, line in _LISTS.items()
    }
    of_each = {
        f"{noun} {name}": line.format(noun=noun)
        for noun in ("contacts", "companies")
        for name, line in _V3_OF_EACH.items()
    }
    families = (("v2", {**_V2, **filters}), ("shared", _SHARED), ("v3", {**_V3, **of_each}))
    return tuple(
        Route(name, family, line.split()[0], _pattern(line.split()[1]))
        for family, lines in families
        for name, line in lines.items()
    )


def _pattern(path: str) -> re.Pattern[str]:
    # A literal path is listed before a template that would match it too.
    return re.compile(re.sub(r"\{\w+\}", "([^/]+)", path) + "/?")


ROUTES = _routes()


def find_route(method: str, path: str) -> Route | None:
    """Return the operation of a request, or None for a path that the vendor doesn't have."""
    # The user's own page of the API leaves out the prefix of some paths.
    for candidate in (path, f"/api{path}"):
        for route in ROUTES:
            if route.method == method and route.pattern.fullmatch(candidate):
                return route
    return None
