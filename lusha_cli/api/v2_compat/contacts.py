"""Contacts over V3: lookups, enrichment and signals."""

from collections.abc import Mapping

from lusha_cli.api.endpoints import RESULTS
from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.signals import SignalTranslator
from lusha_cli.api.v2_compat.translation import (
    Translation,
    Translator,
    drop_empty,
    extract,
    objects,
    parse_boolean,
    pick,
    reject_unsupported,
    rename_keys,
    request_params,
    result_items,
    single_result,
    to_v2_error,
    to_v2_id,
    to_v3_reveal,
    v3_request,
)
from lusha_cli.billing.charges import credits_charged, sum_credits
from lusha_cli.json_types import Json, get_list, get_object


def get(request: ApiRequest) -> Translation:
    """Translate `person get`."""
    params = request.query
    keys = ("email", "linkedinUrl", "firstName", "lastName", "companyName", "companyDomain")
    item = drop_empty({"id": params.get("personId"), **pick(params, keys)})
    response = yield v3_request("contacts search-and-enrich", body=_enrich_body([item], params))
    result, error = single_result(response)
    if error or not result:
        # V2 reports a contact without a match as an error inside a 200.
        return {"contact": {"error": error, "isCreditCharged": False}}
    signals = yield from _SIGNALS.fetch([result], params)
    return {
        "contact": {
            "error": None,
            "isCreditCharged": _may_have_revealed(response, 1) or signals.credits != 0,
            "data": {**_to_v2_contact(result), **signals.of(result)},
        }
    }


def bulk(request: ApiRequest) -> Translation:
    """Translate `person bulk`: joined by clientReferenceId; `billing` has the charge."""
    params = request_params(request)
    options = get_object(params, "metadata")
    items = [to_v3_contact(entry) for entry in objects(params, "contacts")]
    sent = [item for item in items if "error" not in item]
    contacts_by_id: dict[str, Json] = {
        item["clientReferenceId"]: to_v2_error_item(item["error"])
        for item in items
        if "error" in item
    }
    response: Json = {"billing": {"creditsCharged": 0}}
    # An empty request is sent too, for the API's own error message.
    if sent or not items:
        response = yield v3_request("contacts search-and-enrich", body=_enrich_body(sent, options))
    results = result_items(response)
    matched = [entry for entry in results if "error" not in entry]
    signals = yield from _SIGNALS.fetch(matched, options)
    companies: dict[str, Json] = {}
    # The response doesn't say whose data was charged; only whether any of it was.
    is_known = signals.credits == 0 and not _may_have_revealed(response, len(matched))
    for result in results:
        key = str(result.get("clientReferenceId"))
        error = to_v2_error(result)
        if error:
            contacts_by_id[key] = to_v2_error_item(error)
            continue
        data = {**to_v2_bulk_contact(result), **signals.of(result)}
        companies[str(data.get("companyId"))] = to_v2_employer(result)
        known = {"isCreditCharged": False} if is_known else {}
        contacts_by_id[key] = {"error": None, **known, "data": data}
    billing = {"creditsCharged": sum_credits(credits_charged(response), signals.credits)}
    return {"contacts": contacts_by_id, "companies": companies, "billing": billing}


def _may_have_revealed(response: Json, matches: int) -> bool:
    """Return whether a response charged more than its search, or may have."""
    # V3 states one sum for the search and the data.
    paid = credits_charged(response)
    return paid is None or paid > RESULTS.batch_credits(matches)


def _enrich_body(items: list[Json], options: dict[str, Json]) -> Json:
    reject_unsupported(options, "refreshJobInfo", "filterBy")
    partial = parse_boolean(options.get("partialProfile"))
    body: dict[str, Json] = {"contacts": items, "reveal": to_v3_reveal(options)}
    if partial is not None:
        body["options"] = {"includePartialProfiles": partial}
    return drop_empty(body)


def to_v3_contact(contact: dict[str, Json]) -> Json:
    """Translate a contact of a bulk request; has an `error` if V3 can't look it up.

    V3 does not take the location and job title, which V2 takes as hints.
    """
    employers = objects(contact, "companies")
    current = [entry for entry in employers if entry.get("isCurrent")]
    # V3 takes one employer, without saying whether it is the current one.
    employer = next(iter([*current, *employers]), {})
    # V3 takes no full name, only both of its parts.
    first, last = _split_name(contact.get("fullName"))
    item = drop_empty(
        {
            "clientReferenceId": str(contact.get("contactId")),
            "id": contact.get("personId"),
            "email": contact.get("email"),
            "linkedinUrl": contact.get("linkedinUrl"),
            "firstName": first if last else None,
            "lastName": last if first else None,
            "companyName": employer.get("name"),
            "companyDomain": employer.get("domain") or employer.get("fqdn"),
        }
    )
    if {"id", "email", "linkedinUrl"} & item.keys() or {"firstName", "lastName"} <= item.keys():
        return item
    message = "The full name needs a first and a last one"
    # The error that V2 itself reports for such a name.
    error = {"code": 412, "name": "INVALID_FULL_NAME", "message": message}
    return {"clientReferenceId": item["clientReferenceId"], "error": error}


def _split_name(name: Json) -> tuple[str, str]:
    """Return first and last name; the first is "" for a single word."""
    first, _, last = " ".join(str(name or "").split()).rpartition(" ")
    return first, last


def to_v2_error_item(error: dict[str, Json]) -> dict[str, Json]:
    """Return a contact of a bulk response that has no data."""
    return {"error": error, "isCreditCharged": False}


def to_v2_contact_data(result: Json) -> dict[str, Json]:
    """Translate the emails and phones of a contact."""
    emails = {"email": "email", "emailType": "type", "emailConfidence": "confidence",
              "updateDate": "updateDate"}  # fmt: skip
    phones = {"number": "number", "phoneType": "type", "doNotCall": "doNotCall",
              "updateDate": "updateDate"}  # fmt: skip
    return {
        "emailAddresses": [rename_keys(entry, emails) for entry in objects(result, "emails")],
        "phoneNumbers": [rename_keys(entry, phones) for entry in objects(result, "phones")],
    }


def _to_v2_common(result: Json) -> dict[str, Json]:
    """Translate the common part of V2's single and bulk responses."""
    return {
        "personId": to_v2_id(result.get("id")),
        "companyId": to_v2_id(get_object(result, "company").get("id")),
        **pick(result, ("firstName", "lastName", "fullName")),
        **to_v2_contact_data(result),
        **pick(result, ("jobTitle", "socialLinks", "updateDate")),
    }


def _to_v2_contact(result: Json) -> dict[str, Json]:
    location = pick(
        get_object(result, "location"),
        ("city", "state", "country", "continent", "countryIso2", "isEuContact"),
    )
    contact = {**_to_v2_common(result), "company": to_v2_employer(result)}
    return {**contact, "location": location} if location else contact


def to_v2_bulk_contact(result: Json) -> dict[str, Json]:
    """Translate a contact to the shape of a bulk response, without the company."""
    v3_location = get_object(result, "location")
    # V2's bulk responses have these two keys in snake_case, its single ones in camelCase.
    location = {
        **pick(v3_location, ("city", "state", "country", "continent")),
        **drop_empty({"country_iso2": v3_location.get("countryIso2")}),
        **({"is_eu_contact": v3_location["isEuContact"]} if "isEuContact" in v3_location else {}),
    }
    contact = _to_v2_common(result)
    if not location:
        return contact
    return {
        **contact,
        "location": location,
        "emails": [entry["email"] for entry in contact["emailAddresses"] if "email" in entry],
        "phones": [entry["number"] for entry in contact["phoneNumbers"] if "number" in entry],
    }


def to_v2_employer(result: Json) -> dict[str, Json]:
    """Translate the company of a contact."""
    company = get_object(result, "company")
    industry = extract(company, {"mainIndustry": "industry"})
    employer = extract(company, {"name": "name", "fqdn": "domain"})
    return {**employer, "industry": industry} if industry else employer


def to_v2_contact_preview(preview: Json) -> dict[str, Json]:
    """Translate the preview of a contact in the results of a search."""
    first, last = preview.get("firstName"), preview.get("lastName")
    contact = to_v2_bulk_contact({"fullName": f"{first or ''} {last or ''}".strip(), **preview})
    return {key: value for key, value in contact.items() if value not in ([], None)}


class ContactSignals(SignalTranslator):
    """The translator of the signals of contacts."""

    records = "contacts"
    ids_key = "contactIds"

    def to_v3_item(self, entry: Mapping[str, Json]) -> dict[str, Json]:
        employer: Json = next(iter(get_list(entry, "companies")), {})
        first, last = _split_name(entry.get("full_name"))
        return {
            "email": entry.get("email"),
            "linkedinUrl": entry.get("social_link"),
            "firstName": first,
            "lastName": last if first else None,
            "companyName": employer.get("name"),
            "companyDomain": employer.get("domain"),
        }

    def to_v2_entry(self, id_: str, result: dict[str, Json]) -> dict[str, Json]:
        return {"personId": id_, **_to_v2_signals(result)}

    def to_lookup_data(self, result: dict[str, Json], types: list[str]) -> dict[str, Json]:  # noqa: ARG002 - companies need the types
        return {"signals": _to_v2_signals(result)}


def _to_v2_signals(result: dict[str, Json]) -> dict[str, list[Json]]:
    """Translate the signals of a contact."""
    return {
        signal_type: [
            {
                "personId": entry.get("id"),
                **pick(entry, ("currentCompanyName", "currentTitle", "signalDate")),
                **drop_empty({"previousCompanyName": entry.get("previousCompany")}),
            }
            for entry in objects(result, signal_type)
        ]
        for signal_type, value in result.items()
        if isinstance(value, list)
    }


_SIGNALS = ContactSignals()

TRANSLATORS = {
    "person get": Translator(get, _SIGNALS.after_lookup),
    "person bulk": Translator(bulk, _SIGNALS.after_lookup),
    "signals contacts get": Translator(_SIGNALS.get),
    "signals contacts search": Translator(_SIGNALS.search, _SIGNALS.after_search),
}
