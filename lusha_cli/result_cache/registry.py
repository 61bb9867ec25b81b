"""The cached operation of a request."""

from typing import TYPE_CHECKING

from lusha_cli.json_text import dump_json
from lusha_cli.result_cache.operations import ListOperation, Operation

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest

# Searches whose pages are cached whole.
PAGE_OPERATIONS = frozenset((
    "prospecting contact search", "prospecting company search",
    "contacts prospecting", "companies prospecting",
))  # fmt: skip
_PEOPLE_V2 = {"person get": "PersonGet", "person bulk": "PersonBulk"}
_COMPANIES_V2 = {"company get": "CompanyGet", "company bulk": "CompanyBulk"}
_LIST_VERBS = ("search", "enrich", "search-and-enrich")


def find_operation(name: str) -> Operation | None:
    """Return the operation whose results can be cached item by item, or None."""
    operation: Operation
    if name in _PEOPLE_V2:
        from lusha_cli.result_cache import v2_operations

        operation = getattr(v2_operations, _PEOPLE_V2[name])()
        return operation
    if name in _COMPANIES_V2:
        from lusha_cli.result_cache import v2_companies

        operation = getattr(v2_companies, _COMPANIES_V2[name])()
        return operation
    records, _, verb = name.partition(" ")
    if records in ("contacts", "companies") and verb in _LIST_VERBS:
        return ListOperation(name)
    return None


def page_text(request: "ApiRequest") -> str | None:
    """Return the text that identifies a page of a cached search, or None for other requests."""
    body = request.body
    if request.endpoint is None or request.endpoint.name not in PAGE_OPERATIONS:
        return None
    # Adding the results to a table is an effect of its own.
    if not isinstance(body, dict) or body.get("tableId") or request.query:
        return None
    return dump_json(body, sort_keys=True)
