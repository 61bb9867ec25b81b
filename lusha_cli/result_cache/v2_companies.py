"""The cached lookups of companies of V2."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lusha_cli.json_types import Json, as_list, as_object
from lusha_cli.models import read_error
from lusha_cli.result_cache.company_shapes import to_bulk_company, to_single_company
from lusha_cli.result_cache.identity import Identity, company_identity
from lusha_cli.result_cache.operations import Entries, Operation, Options, make_variant

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest

_COMPANY_KEYS = ("domain", "company", "companyId")


class _CompanyOperation(Operation):
    """A lookup of companies, served by the results of single and bulk lookups.

    An entry is the response of a single lookup, with the company as `data`, or the item of a bulk
    response.
    """

    kind = "company"
    is_about_people = False

    def result(self, entry: Json) -> Json:
        """Return the company of an entry, or the error in place of it."""
        document = as_object(entry)
        return document.get("data") if _is_single(document) else document

    def replace_result(self, entry: Json, result: Json) -> Json:
        """Return an entry with another result."""
        return {**entry, "data": result} if _is_single(as_object(entry)) else result


class CompanyGet(_CompanyOperation):
    """`company get`; an entry is the response, or the 404 of V2."""

    def items(self, request: "ApiRequest") -> list[Json]:
        """Return the company of the query."""
        return [{key: request.query[key] for key in _COMPANY_KEYS if key in request.query}]

    def identity(self, item: Json) -> Identity:
        """Return which company an item looks up."""
        return company_identity(item, id_key="companyId", name_key="company")

    def options(self, request: "ApiRequest") -> Options:
        """Return what a request asks for."""
        rest = {k: v for k, v in request.query.items() if k not in _COMPANY_KEYS}
        return Options(make_variant(rest), frozenset())

    def rest(
        self, request: "ApiRequest", items: Mapping[int, Json], fields: frozenset[str] | None
    ) -> "ApiRequest":
        """Return the request."""
        assert items
        assert fields is None
        return request

    def entries(self, items: Mapping[int, Json], response: Json) -> dict[int, Json]:
        """Return the company of a response."""
        is_entry = isinstance(response, dict) and (_is_single(response) or read_error(response))
        return dict.fromkeys(items, response) if is_entry else {}

    def response(
        self, items: list[Json], entries: Entries, frame: Json, others: Entries = ()
    ) -> Json:
        """Return the response of a single lookup."""
        del items, others
        (entry,) = entries
        if not _is_single(entry) and read_error(entry) is None:
            entry = {"data": to_single_company(entry)}
        is_billed = frame is None and "billing" in entry
        return {**entry, **({"billing": {"creditsCharged": 0}} if is_billed else {})}


class CompanyBulk(_CompanyOperation):
    """`company bulk`."""

    def items(self, request: "ApiRequest") -> list[Json]:
        """Return the companies of the body."""
        companies = as_list(as_object(request.body).get("companies"))
        ids = {str(item.get("id")) for item in companies if isinstance(item, dict)}
        return companies if len(ids) == len(companies) else []

    def identity(self, item: Json) -> Identity:
        """Return which company an item looks up."""
        parts = {key: value for key, value in item.items() if key != "id"}
        identity = company_identity(parts, id_key="companyId", name_key="name")
        # An unknown company is an error of another shape here.
        return identity._replace(exact=f"bulk {identity.exact}")

    def options(self, request: "ApiRequest") -> Options:
        """Return what a request asks for."""
        rest = {k: v for k, v in request.body.items() if k != "companies"}
        return Options(make_variant(rest), frozenset())

    def rest(
        self, request: "ApiRequest", items: Mapping[int, Json], fields: frozenset[str] | None
    ) -> "ApiRequest":
        """Return a request for some of the companies."""
        assert fields is None
        return request._replace(body={**request.body, "companies": list(items.values())})

    def entries(self, items: Mapping[int, Json], response: Json) -> dict[int, Json]:
        """Return the companies of a response by position."""
        found = as_object(response)
        ids = {position: str(item.get("id")) for position, item in items.items()}
        return {
            position: found[id_]
            for position, id_ in ids.items()
            if isinstance(found.get(id_), dict)
        }

    def response(
        self, items: list[Json], entries: Entries, frame: Json, others: Entries = ()
    ) -> Json:
        """Return a response by the ids of the request."""
        del others
        pairs = zip(items, entries, strict=True)
        by_id = {
            str(item.get("id")): to_bulk_company(entry["data"]) if _is_single(entry) else entry
            for item, entry in pairs
            if entry is not None
        }
        return {**as_object(frame), **by_id}


def _is_single(entry: Mapping[str, Json]) -> bool:
    """Return whether an entry is of a single lookup, or an error in place of one."""
    return "data" in entry or "noMatch" in entry
