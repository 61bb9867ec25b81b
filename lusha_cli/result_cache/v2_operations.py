"""The cached lookups of people of V2, with one shape for single and bulk lookups."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from lusha_cli.json_types import Json, as_list, as_object, get_object
from lusha_cli.result_cache.identity import Identity, person_identity
from lusha_cli.result_cache.operations import (
    Entries,
    Operation,
    Options,
    reveal_options,
    select_reveals,
)

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest

_PERSON_KEYS = (
    "personId", "email", "linkedinUrl", "firstName", "lastName", "companyName", "companyDomain"
)  # fmt: skip
# The keys of a location in the responses of single and bulk lookups.
_LOCATION_KEYS = {
    "countryIso2": "country_iso2",
    "stateCode": "state_code",
    "isEuContact": "is_eu_contact",
    "rawLocation": "raw_location",
}
_V3_KEYS = {
    "countryIso2": "country_iso2",
    "stateCode": "state_code",
    "isEuContact": "is_eu_contact",
    "locationCoordinates": "location_coordinates",
}


class _PersonOperation(Operation):
    """A lookup of people. An entry is `{item, company, isSingle, isBilled}`."""

    kind = "person"
    # Bulk responses repeat the values as plain lists.
    field_keys = MappingProxyType(
        {"emails": ("emailAddresses", "emails"), "phones": ("phoneNumbers", "phones")}
    )

    def identity(self, item: Json) -> Identity:
        """Return who an item looks up."""
        return person_identity({k: v for k, v in item.items() if k != "contactId"})

    def result(self, entry: Json) -> Json:
        """Return the person of an entry."""
        return as_object(entry).get("item")

    def replace_result(self, entry: Json, result: Json) -> Json:
        """Return an entry with another result."""
        return {**entry, "item": result}

    def has_data(self, entry: Json) -> bool:
        """Return whether an entry has data."""
        return super().has_data(entry) and bool(as_object(self.result(entry)).get("data"))

    def _holder(self, result: Json) -> dict[str, Json]:
        return get_object(result, "data")

    def _with_values(self, entry: Json, values: Mapping[str, Json]) -> Json:
        item = as_object(self.result(entry))
        return self.replace_result(entry, {**item, "data": {**self._holder(item), **values}})


class PersonGet(_PersonOperation):
    """`person get`."""

    def items(self, request: "ApiRequest") -> list[Json]:
        """Return the person of the query."""
        return [{key: request.query[key] for key in _PERSON_KEYS if key in request.query}]

    def options(self, request: "ApiRequest") -> Options:
        """Return what a request asks for."""
        return reveal_options({k: v for k, v in request.query.items() if k not in _PERSON_KEYS})

    def rest(
        self, request: "ApiRequest", items: Mapping[int, Json], fields: frozenset[str] | None
    ) -> "ApiRequest":
        """Return the request for other fields."""
        assert items
        if fields is None:
            return request
        return request._replace(query=select_reveals(request.query, fields))

    def entries(self, items: Mapping[int, Json], response: Json) -> dict[int, Json]:
        """Return the person of a response."""
        contact = as_object(response).get("contact")
        if not isinstance(contact, dict):
            return {}
        data = get_object(contact, "data")
        company = data.get("company")
        if data:
            contact = {**contact, "data": {k: v for k, v in data.items() if k != "company"}}
        is_billed = "billing" in response
        entry = {"item": contact, "company": company, "isSingle": True, "isBilled": is_billed}
        return dict.fromkeys(items, entry)

    def response(
        self, items: list[Json], entries: Entries, frame: Json, others: Entries = ()
    ) -> Json:
        """Return the response of a single lookup."""
        del items, others
        (entry,) = entries
        contact = _free(entry["item"], is_sent=frame is not None)
        data = get_object(contact, "data")
        if data:
            if not entry.get("isSingle"):
                bulk_only = ("emails", "phones")
                data = {k: v for k, v in data.items() if k not in bulk_only}
                if location := get_object(data, "location"):
                    data["location"] = _to_single_location(location)
            company = {} if entry.get("company") is None else {"company": entry["company"]}
            contact = {**contact, "data": {**data, **company}}
        body = {**as_object(frame), "contact": contact}
        if frame is None and entry.get("isBilled"):
            body["billing"] = {"creditsCharged": 0}
        return body


class PersonBulk(_PersonOperation):
    """`person bulk`."""

    def items(self, request: "ApiRequest") -> list[Json]:
        """Return the contacts of the body."""
        contacts = as_list(as_object(request.body).get("contacts"))
        ids = {str(item.get("contactId")) for item in contacts if isinstance(item, dict)}
        # The results are found by these ids.
        return contacts if len(ids) == len(contacts) else []

    def options(self, request: "ApiRequest") -> Options:
        """Return what a request asks for."""
        rest = {k: v for k, v in request.body.items() if k not in ("contacts", "metadata")}
        return reveal_options({**rest, **get_object(request.body, "metadata")})

    def rest(
        self, request: "ApiRequest", items: Mapping[int, Json], fields: frozenset[str] | None
    ) -> "ApiRequest":
        """Return a request for some of the contacts."""
        body = {**request.body, "contacts": list(items.values())}
        if fields is not None:
            body["metadata"] = select_reveals(get_object(body, "metadata"), fields)
        return request._replace(body=body)

    def entries(self, items: Mapping[int, Json], response: Json) -> dict[int, Json]:
        """Return the contacts of a response with their companies."""
        contacts, companies = get_object(response, "contacts"), get_object(response, "companies")
        found = {}
        for position, item in items.items():
            contact = contacts.get(str(item.get("contactId")))
            if isinstance(contact, dict):
                company_id = str(get_object(contact, "data").get("companyId"))
                found[position] = {"item": contact, "company": companies.get(company_id)}
        return found

    def response(
        self, items: list[Json], entries: Entries, frame: Json, others: Entries = ()
    ) -> Json:
        """Return a response by contact id."""
        del others
        sent = get_object(frame, "contacts")
        contacts: dict[str, Json] = {}
        companies = dict(get_object(frame, "companies"))
        for item, entry in zip(items, entries, strict=True):
            if entry is None:
                continue
            id_ = str(item.get("contactId"))
            contact = _free(entry["item"], is_sent=id_ in sent)
            data = get_object(contact, "data")
            if entry.get("isSingle") and data:
                lists = {
                    name: [each[key] for each in as_list(data.get(source)) if key in each]
                    for name, source, key in (
                        ("emails", "emailAddresses", "email"), ("phones", "phoneNumbers", "number")
                    )
                }  # fmt: skip
                is_v3 = bool(entry.get("isBilled"))
                if is_v3:  # it leaves empty lists out
                    lists = {name: values for name, values in lists.items() if values}
                data = {**data, **lists}
                if location := get_object(data, "location"):
                    data["location"] = _to_bulk_location(location, is_v3=is_v3)
                contact = {**contact, "data": data}
            contacts[id_] = contact
            if entry.get("company") is not None:
                companies[str(data.get("companyId"))] = entry["company"]
        contacts.update({id_: item for id_, item in sent.items() if id_ not in contacts})
        return {**as_object(frame), "contacts": contacts, "companies": companies}


def _free(item: Json, *, is_sent: bool) -> dict[str, Json]:
    """Return an item that wasn't charged, unless it was sent."""
    contact = as_object(item)
    return contact if is_sent else {**contact, "isCreditCharged": False}


def _to_bulk_location(location: Mapping[str, Json], *, is_v3: bool) -> dict[str, Json]:
    """Return the location of a single lookup as bulk lookups have it."""
    if not is_v3:
        return {_LOCATION_KEYS.get(key, key): value for key, value in location.items()}
    # Where V3 serves V2, a bulk lookup has both spellings.
    added = {_V3_KEYS[key]: value for key, value in location.items() if key in _V3_KEYS}
    return {**location, **added}


def _to_single_location(location: Mapping[str, Json]) -> dict[str, Json]:
    """Return the location of a bulk lookup as single lookups have it."""
    if any(key in location for key in _V3_KEYS):
        return {key: value for key, value in location.items() if key not in _V3_KEYS.values()}
    names = {snake_case: key for key, snake_case in _LOCATION_KEYS.items()}
    return {names.get(key, key): value for key, value in location.items()}
