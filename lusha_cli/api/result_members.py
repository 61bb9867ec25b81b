"""The members that a successful response of each operation always has.

A response without them isn't one of the API: a gateway's page, an error with status 200, or a shape
that this version doesn't know. From the vendor's descriptions (September 2026), and responses seen
that they don't document.
"""

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.json_types import Json, as_list, as_object

_SUBSCRIPTION = ("id", "entityType", "url")
# By operation, any one of the members is enough; "" stands for a list.
_MEMBERS: dict[str, tuple[str, ...]] = {
    "person get": ("contact",),
    "person bulk": ("contacts",),
    "company get": ("data",),
    "prospecting contact search": ("contacts",),
    "prospecting contact enrich": ("contacts",),
    "prospecting company search": ("companies",),
    "prospecting company enrich": ("companies",),
    "signals options": ("signals", "filterOptions"),
    "signals contacts get": ("contacts",),
    "signals contacts search": ("contacts",),
    "signals companies get": ("companies",),
    "signals companies search": ("companies",),
    "account usage": ("usage",),
    "recommendations contacts": ("contacts",),
    "recommendations companies": ("companies",),
    "webhooks create": ("results", "subscriptions"),
    "webhooks list": ("data", ""),
    "webhooks get": (*_SUBSCRIPTION, "data"),
    "webhooks update": (*_SUBSCRIPTION, "data", "secret"),
    "webhooks test": ("isSuccess", "subscriptionId", "mode"),
    "webhooks delete": ("results", "total", "successful"),
    "webhooks logs": ("data", ""),
    "webhooks stats": ("total", "success", "failed", "successRate"),
    "webhooks secret": ("secret",),
    "webhooks rotate-secret": ("secret",),
    "webhooks opt-out": (*_SUBSCRIPTION, "data"),
    "contacts job": ("status",),
    "account plan": ("credits", "pricing", "plan", "rateLimits"),
    "account icp-profiles": ("results", "profiles", "data", ""),
}
# These hold records, so a plain value in them isn't a result.
_CONTAINERS = frozenset({"contact", "contacts", "companies", "data", "results", "values"})
# By the last word of other operations.
_LAST_WORDS: dict[str, tuple[str, ...]] = {
    "signal-types": ("signalTypes", ""),
    "recommendation-filters": ("targetIcp", "signals", "filters", ""),
    "signal-filters": ("availableFilters", ""),
    "signal-filter-values": ("values", ""),
    "filters": ("availableFilters", ""),
    "filter-values": ("values", ""),
}


def find_result(endpoint: Endpoint, sent: Json, body: Json) -> str | None:
    """Return the member of a response that holds its result, "" for a list, or None without one.

    `sent` is the body of the request: responses to bulk lookups of companies use its ids as keys.
    """
    members = _members(endpoint, sent)
    if isinstance(body, list):
        return "" if "" in members else None
    found = as_object(body)
    return next((name for name in members if _is_result(name, found.get(name))), None)


def _is_result(name: str, value: Json) -> bool:
    is_container = isinstance(value, (dict, list))
    return value is not None and (is_container or name not in _CONTAINERS)


def _members(endpoint: Endpoint, sent: Json) -> tuple[str, ...]:
    name = endpoint.name
    if name in _MEMBERS:
        return _MEMBERS[name]
    if name == "company bulk":
        ids = (as_object(item).get("id") for item in as_list(as_object(sent).get("companies")))
        return tuple(str(id_) for id_ in ids)
    if name.startswith("filters "):
        return ("", "data", "values")
    if " tables " in name:
        return ("data", "status", "tableId", "removed", "columns", "catalog", "")
    return _LAST_WORDS.get(name.split()[-1], ("results",))
