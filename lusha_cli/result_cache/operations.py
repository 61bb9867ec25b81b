"""The operations whose results are cached: what they look up, and the shape of their responses."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from lusha_cli.billing.estimate import reveal_selection
from lusha_cli.json_text import dump_json
from lusha_cli.json_types import Json, as_list, as_object, get_list, get_object
from lusha_cli.models import is_plain_no_match, read_error
from lusha_cli.result_cache.identity import (
    Identity,
    company_identity,
    company_result_identifiers,
    person_identity,
    person_result_identifiers,
)

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest

Entries = Sequence[Json]
CONTACT_FIELDS = ("emails", "phones")


class Options(NamedTuple):
    """What a request asks for: fields that are revealed one by one, and everything else.

    `variant` is a text of all parameters that change the result, but for the fields.
    """

    variant: str
    fields: frozenset[str]


def make_variant(parameters: Mapping[str, Json]) -> str:
    """Return a text of the parameters that change a result."""
    stated = {
        name: sorted(value, key=str) if isinstance(value, list) else value
        for name, value in parameters.items()
        if value not in (None, [], {}, "")
    }
    return dump_json(stated, sort_keys=True) if stated else ""


class Operation:
    """An operation that looks up people or companies.

    An entry is what a response has about one item. Entries of the same `kind` have one shape.
    """

    kind: str
    is_about_people = True
    # The keys of an entry that hold a field, for operations whose fields can be selected.
    field_keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    def items(self, request: "ApiRequest") -> list[Json]:
        """Return the items of a request; none if its results can't be cached."""
        raise NotImplementedError

    def identity(self, item: Json) -> Identity:
        """Return who an item looks up."""
        raise NotImplementedError

    def options(self, request: "ApiRequest") -> Options:
        """Return what a request asks for."""
        raise NotImplementedError

    def rest(
        self, request: "ApiRequest", items: Mapping[int, Json], fields: frozenset[str] | None
    ) -> "ApiRequest":
        """Return a request for some of the items, by position; None: for the same fields."""
        raise NotImplementedError

    def entries(self, items: Mapping[int, Json], response: Json) -> dict[int, Json]:
        """Return what a response has about the items, by position."""
        raise NotImplementedError

    def others(self, items: Mapping[int, Json], response: Json) -> list[Json]:  # noqa: ARG002 - of lists
        """Return the results in a response that are about none of the items."""
        return []

    def response(
        self, items: list[Json], entries: Entries, frame: Json, others: Entries = ()
    ) -> Json:
        """Return a response with these entries (None: it has none) in the shape of the API.

        `frame` is the response to a part of the items, or None. `others` are more results.
        """
        raise NotImplementedError

    def is_cacheable(self, response: Json) -> bool:  # noqa: ARG002 - some look at it
        """Return whether the results in a response are final."""
        return True

    def result(self, entry: Json) -> Json:
        """Return the person or company of an entry."""
        return entry

    def replace_result(self, entry: Json, result: Json) -> Json:  # noqa: ARG002 - some need it
        """Return an entry with another result."""
        return result

    def is_miss(self, entry: Json) -> bool:
        """Return whether an entry only states that nothing was found."""
        error = read_error(self.result(entry))
        return error is not None and is_plain_no_match(error)

    def has_data(self, entry: Json) -> bool:
        """Return whether an entry has a result, and no error."""
        return bool(self.result(entry)) and read_error(self.result(entry)) is None

    def identifiers(self, entry: Json) -> list[str]:
        """Return the identifiers that an entry states."""
        result = self.result(entry)
        if self.is_about_people:
            return person_result_identifiers(result)
        return company_result_identifiers(result)

    def merge(self, old: Json, new: Json, fields: frozenset[str]) -> Json:
        """Return the new entry with the `fields` of the old one."""
        source = self._holder(self.result(old))
        kept = {k: source[k] for name in fields for k in self._keys_of(name) if k in source}
        return self._with_values(new, kept)

    def strip(self, entry: Json, fields: frozenset[str]) -> Json:
        """Return an entry without the fields, as in a response to a request without them."""
        holder = self._holder(self.result(entry))
        emptied: dict[str, Json] = {
            key: [] for name in fields for key in self._keys_of(name)
            if isinstance(holder.get(key), list)
        }  # fmt: skip
        return self._with_values(entry, emptied) if emptied else entry

    def _keys_of(self, name: str) -> tuple[str, ...]:
        return self.field_keys.get(name, (name,))

    def _holder(self, result: Json) -> dict[str, Json]:
        return as_object(result)

    def _with_values(self, entry: Json, values: Mapping[str, Json]) -> Json:
        return self.replace_result(entry, {**as_object(self.result(entry)), **values})


def reveal_options(parameters: Mapping[str, Json]) -> Options:
    """Return the options of a V2 request for people."""
    emails, phones = reveal_selection(parameters)
    rest = dict(parameters)
    for name in ("revealEmails", "revealPhones"):
        # Only `true` selects; what `false` means isn't documented.
        if rest.get(name) is True:
            del rest[name]
    fields = {name for name, is_revealed in zip(CONTACT_FIELDS, (emails, phones), strict=True)
              if is_revealed}  # fmt: skip
    return Options(make_variant(rest), frozenset(fields))


def select_reveals(parameters: Mapping[str, Json], fields: frozenset[str]) -> dict[str, Json]:
    """Return V2's parameters with only these fields to reveal."""
    others = {k: v for k, v in parameters.items() if k not in ("revealEmails", "revealPhones")}
    selected = {f"reveal{name.title()}": True for name in CONTACT_FIELDS if name in fields}
    return {**others, **(selected if len(selected) < len(CONTACT_FIELDS) else {})}


def free_billing(frame: Json, results: Entries) -> dict[str, Json]:
    """Return the billing of a response that is put together, for the part that was sent."""
    billing = get_object(frame, "billing") or {"creditsCharged": 0}
    if frame is None or "resultsReturned" in billing:
        found = sum(bool(entry) and read_error(entry) is None for entry in results)
        billing = {**billing, "resultsReturned": found}
    return billing


class ListOperation(Operation):
    """An operation of V3: a list of items, and a list of results."""

    def __init__(self, name: str) -> None:
        self.records, verb = name.split()
        self.is_about_people = self.records == "contacts"
        self.kind = f"{self.records} search" if verb == "search" else self.records
        self._is_search, self._by_id = verb == "search", verb == "enrich"
        self._items_key = "ids" if self._by_id else self.records
        if self.is_about_people:
            self.field_keys = {name: (name,) for name in CONTACT_FIELDS}

    def items(self, request: "ApiRequest") -> list[Json]:
        """Return the items, in the shape of a search."""
        body = as_object(request.body)
        # Adding results to a table is an effect of its own.
        if body.get("tableId") or request.query:
            return []
        items = as_list(body.get(self._items_key))
        if self._by_id:
            items = [{"id": id_} for id_ in items if isinstance(id_, (str, int))]
        if len(items) != len(as_list(body.get(self._items_key))):
            return []
        return items if all(isinstance(item, dict) for item in items) else []

    def identity(self, item: Json) -> Identity:
        """Return who an item looks up."""
        parts = {key: value for key, value in item.items() if key != "clientReferenceId"}
        if self.is_about_people:
            identity = person_identity(parts)
        else:
            identity = company_identity(parts, id_key="id", name_key="name")
        # An incomplete profile is found by its ID, and not by a search.
        return identity._replace(exact=f"ID {identity.exact}") if self._by_id else identity

    def options(self, request: "ApiRequest") -> Options:
        """Return what a request asks for."""
        rest = {k: v for k, v in as_object(request.body).items() if k != self._items_key}
        reveal = rest.pop("reveal", None)
        if self._by_id and self.is_about_people:
            # Without it, a reveal is the same as that of a search.
            if rest.get("waterfallEnabled") is False:
                del rest["waterfallEnabled"]
            else:
                rest["waterfallEnabled"] = True
        if self._is_search:
            return Options(make_variant({**rest, "reveal": reveal}), frozenset())
        default = CONTACT_FIELDS if self.is_about_people else ()
        return Options(make_variant(rest), frozenset(map(str, as_list(reveal) or default)))

    def rest(
        self, request: "ApiRequest", items: Mapping[int, Json], fields: frozenset[str] | None
    ) -> "ApiRequest":
        """Return a request for some of the items; each gets a reference to find its result by."""
        body = dict(request.body)
        if self._by_id:
            body[self._items_key] = list(dict.fromkeys(item["id"] for item in items.values()))
        else:
            body[self._items_key] = [_referenced(items, position) for position in items]
        if fields is not None:
            before = as_list(body.get("reveal")) or CONTACT_FIELDS
            body["reveal"] = [name for name in before if name in fields]
        return request._replace(body=body)

    def entries(self, items: Mapping[int, Json], response: Json) -> dict[int, Json]:
        """Return the results by the position of their items."""
        return {
            position: {k: v for k, v in result.items() if k != "clientReferenceId"}
            for position, result in self._matches(items, response).items()
        }

    def others(self, items: Mapping[int, Json], response: Json) -> list[Json]:
        """Return the results that are about none of the items, or nobody knows which."""
        used = {id(result) for result in self._matches(items, response).values()}
        return [result for result in get_list(response, "results") if id(result) not in used]

    def _matches(self, items: Mapping[int, Json], response: Json) -> dict[int, dict[str, Json]]:
        """Return the results of a response by the position of their items."""
        results = [result for result in get_list(response, "results") if isinstance(result, dict)]
        if self._by_id:
            by_key = {str(result.get("id")): result for result in results}
            keys = {position: str(item["id"]) for position, item in items.items()}
        elif len(items) == 1:
            by_key, keys = dict(zip([""], results, strict=False)), dict.fromkeys(items, "")
        else:
            by_key = {str(result.get("clientReferenceId")): result for result in results}
            keys = {
                position: str(_referenced(items, position)["clientReferenceId"])
                for position in items
            }
        return {position: by_key[key] for position, key in keys.items() if key in by_key}

    def response(
        self, items: list[Json], entries: Entries, frame: Json, others: Entries = ()
    ) -> Json:
        """Return a response with the results in the order of the request."""
        results = []
        for item, entry in zip(items, entries, strict=True):
            if entry is not None:
                reference = {k: item[k] for k in ("clientReferenceId",) if k in item}
                results.append({**reference, **entry})
        results += others
        return {**as_object(frame), "results": results, "billing": free_billing(frame, results)}

    def is_cacheable(self, response: Json) -> bool:
        """Return whether the results are final: no job is looking for more data."""
        return "job" not in as_object(response)

    def strip(self, entry: Json, fields: frozenset[str]) -> Json:
        """Return an entry without the fields; those of a company are left out."""
        if self.is_about_people:
            return super().strip(entry, fields)
        return {key: value for key, value in entry.items() if key not in fields}


def _referenced(items: Mapping[int, Json], position: int) -> dict[str, Json]:
    """Return an item with a reference, which is added if there are several items."""
    item: dict[str, Json] = items[position]
    references = [str(each.get("clientReferenceId")) for each in items.values()]
    if len(items) == 1 or (len(set(references)) == len(items) and "None" not in references):
        return item
    return {**item, "clientReferenceId": str(position + 1)}
