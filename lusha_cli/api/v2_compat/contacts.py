"""Contacts over V3: lookups, enrichment and signals."""

from collections.abc import Callable
from typing import Any

from lusha_cli.api.endpoints import RESULTS
from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.translation import (
    Translation,
    drop_empty,
    parse_boolean,
    pick,
    reject_unsupported,
    request_params,
    result_items,
    to_v2_error,
    to_v2_id,
    to_v3_reveal,
    v3_request,
)
from lusha_cli.billing.charges import credits_charged, sum_credits
from lusha_cli.errors import LegallyRestricted
from lusha_cli.json_types import Json, get_list, get_object

# V2 delivers this many of a type unless the request says otherwise.
DEFAULT_SIGNALS_PER_TYPE = 10


def get(request: ApiRequest) -> Translation:
    """Translate `person get`."""
    params = request.query
    keys = ("email", "linkedinUrl", "firstName", "lastName", "companyName", "companyDomain")
    item = drop_empty({"id": params.get("personId"), **{name: params.get(name) for name in keys}})
    response = yield v3_request("contacts search-and-enrich", body=_enrich_body([item], params))
    result = next(iter(result_items(response)), {})
    error = to_v2_error(result)
    if error and error["code"] == 451:
        raise LegallyRestricted(f"The API answered: {error['message']}.", status=451)
    if error or not result:
        return {"contact": {"error": error, "isCreditCharged": False}}
    signals, paid = yield from _fetch_signals([result], params)
    return {
        "contact": {
            "error": None,
            "isCreditCharged": _may_have_revealed(response, 1) or paid > 0,
            "data": {**_to_v2_contact(result), **signals.get(str(result.get("id")), {})},
        }
    }


def bulk(request: ApiRequest) -> Translation:
    """Translate `person bulk`: joined by clientReferenceId; `billing` has the charge."""
    params = request_params(request)
    options = get_object(params, "metadata")
    contacts = [entry for entry in get_list(params, "contacts") if isinstance(entry, dict)]
    items = [to_v3_contact(entry) for entry in contacts]
    sent = [item for item in items if "error" not in item]
    contacts_by_id: dict[str, Json] = {
        item["clientReferenceId"]: to_v2_error_item(item["error"])
        for item in items
        if "error" in item
    }
    response: Json = {"billing": {"creditsCharged": 0}}
    if sent or not items:
        response = yield v3_request("contacts search-and-enrich", body=_enrich_body(sent, options))
    results = result_items(response)
    matched = [entry for entry in results if "error" not in entry]
    signals, paid = yield from _fetch_signals(matched, options)
    companies: dict[str, Json] = {}
    # The response doesn't say whose data was charged; only whether any of it was.
    is_known = paid == 0 and not _may_have_revealed(response, len(matched))
    for result in results:
        key = str(result.get("clientReferenceId"))
        error = to_v2_error(result)
        if error:
            contacts_by_id[key] = to_v2_error_item(error)
            continue
        data = {**to_v2_bulk_contact(result), **signals.get(str(result.get("id")), {})}
        companies[str(data.get("companyId"))] = to_v2_employer(result)
        known = {"isCreditCharged": False} if is_known else {}
        contacts_by_id[key] = {"error": None, **known, "data": data}
    billing = {"creditsCharged": sum_credits(credits_charged(response), paid)}
    return {"contacts": contacts_by_id, "companies": companies, "billing": billing}


def _may_have_revealed(response: Json, matches: int) -> bool:
    """Return whether a response charged more than its search, or may have."""
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

    V3 does not take what V2 takes only as a help (location, job title).
    """
    employers = [entry for entry in get_list(contact, "companies") if isinstance(entry, dict)]
    employer = next((entry for entry in employers if entry.get("isCurrent")), None) or next(
        iter(employers), {}
    )
    first, _, last = " ".join(str(contact.get("fullName") or "").split()).rpartition(" ")
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
    error = {"code": 412, "name": "INVALID_FULL_NAME", "message": message}
    return {"clientReferenceId": item["clientReferenceId"], "error": error}


def to_v2_error_item(error: dict[str, Json]) -> dict[str, Json]:
    """Return a contact of a bulk response that has no data."""
    return {"error": error, "isCreditCharged": False}


def _fetch_signals(results: list[Json], options: dict[str, Json]) -> Any:
    """Fetch the signals of contacts, if requested; return them by id, and their charge."""
    types = options.get("signals")
    ids = [str(entry["id"]) for entry in results if "id" in entry]
    if not types or not ids:
        return {}, 0
    body = {
        "ids": ids,
        "signalTypes": _split_types(types),
        "startDate": options.get("signalsStartDate"),
    }
    response = yield v3_request("contacts signals", body=drop_empty(body))
    signals: dict[str, Json] = {id_: {"signals": {}} for id_ in ids}
    for result in result_items(response):
        signals[str(result.get("id"))] = {"signals": _to_v2_signals(result)}
    return signals, credits_charged(response)


def _split_types(types: Json) -> list[Json]:
    return types if isinstance(types, list) else str(types).split(",")


def _to_v2_signals(result: Json) -> dict[str, list[Json]]:
    """Translate the signals of a contact."""
    kinds = {key: value for key, value in result.items() if isinstance(value, list)}
    return {
        kind: [
            {
                "personId": entry.get("id"),
                **pick(entry, ("currentCompanyName", "currentTitle", "signalDate")),
                **drop_empty({"previousCompanyName": entry.get("previousCompany")}),
            }
            for entry in signals
            if isinstance(entry, dict)
        ]
        for kind, signals in kinds.items()
    }


def to_v2_contact_data(result: Json) -> dict[str, Json]:
    """Translate the emails and phones of a contact."""
    emails = {"email": "email", "emailType": "type", "emailConfidence": "confidence",
              "updateDate": "updateDate"}  # fmt: skip
    phones = {"number": "number", "phoneType": "type", "doNotCall": "doNotCall",
              "updateDate": "updateDate"}  # fmt: skip
    return {
        "emailAddresses": _rename_keys(get_list(result, "emails"), emails),
        "phoneNumbers": _rename_keys(get_list(result, "phones"), phones),
    }


def _rename_keys(entries: list[Json], names: dict[str, str]) -> list[Json]:
    return [
        {new: entry[old] for new, old in names.items() if old in entry}
        for entry in entries
        if isinstance(entry, dict)
    ]


def _to_v2_common(result: Json) -> dict[str, Json]:
    """Translate what single and bulk responses of V2 have in common."""
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
    industry = drop_empty({"mainIndustry": company.get("industry")})
    return drop_empty(
        {"name": company.get("name"), "fqdn": company.get("domain"), "industry": industry}
    )


def to_v2_contact_preview(preview: Json) -> dict[str, Json]:
    """Translate a contact of whom only the preview of a search is known."""
    first, last = preview.get("firstName"), preview.get("lastName")
    contact = to_v2_bulk_contact({"fullName": f"{first or ''} {last or ''}".strip(), **preview})
    return {key: value for key, value in contact.items() if value not in ([], None)}


def signals_get(request: ApiRequest) -> Translation:
    """Translate `signals contacts get`."""
    params = request_params(request)
    response = yield v3_request(
        "contacts signals", body=_signals_body(params, get_list(params, "contactIds"))
    )
    return _to_v2_signals_response(
        response, {str(entry.get("id")): str(entry.get("id")) for entry in result_items(response)}
    )


def signals_search(request: ApiRequest) -> Translation:
    """Translate `signals contacts search`: the contacts are looked up first."""
    params = request_params(request)
    items = [
        _to_v3_lookup_item(entry)
        for entry in get_list(params, "contacts")
        if isinstance(entry, dict)
    ]
    matches = yield v3_request("contacts search", body={"contacts": items})
    keys_by_id: dict[str, list[str]] = {}
    for entry in result_items(matches):
        if "error" not in entry:
            keys_by_id.setdefault(str(entry.get("id")), []).append(
                str(entry.get("clientReferenceId"))
            )
    if not keys_by_id:
        return {"contacts": {}, "creditCharged": credits_charged(matches)}
    response = yield v3_request("contacts signals", body=_signals_body(params, list(keys_by_id)))
    translated = _to_v2_signals_response(
        response, {key: id_ for id_, keys in keys_by_id.items() for key in keys}
    )
    return {**translated, "creditCharged": credits_charged(matches, response)}


def _to_v3_lookup_item(contact: Json) -> Json:
    employer: Json = next(iter(get_list(contact, "companies")), {})
    first, _, last = " ".join(str(contact.get("full_name") or "").split()).rpartition(" ")
    item = drop_empty(
        {
            "clientReferenceId": str(contact.get("id")),
            "email": contact.get("email"),
            "linkedinUrl": contact.get("social_link"),
            "firstName": first,
            "lastName": last if first else None,
            "companyName": employer.get("name"),
            "companyDomain": employer.get("domain"),
        }
    )
    # An id alone is the API's own, not the caller's reference.
    return item if len(item) > 1 else {**item, "id": str(contact.get("id"))}


def _signals_body(params: dict[str, Json], ids: list[Json]) -> Json:
    return drop_empty(
        {
            "ids": [str(entry) for entry in ids],
            "signalTypes": params.get("signals"),
            "startDate": params.get("startDate"),
            "maxResultsPerSignal": params.get("maxResultsPerSignal", DEFAULT_SIGNALS_PER_TYPE),
        }
    )


def _to_v2_signals_response(response: Json, keys: dict[str, str]) -> Json:
    """Translate a signals response; `keys` maps the ids that were sent to those of the results."""
    known = {str(entry.get("id")): entry for entry in result_items(response)}
    return {
        "contacts": {
            key: {"personId": id_, **_to_v2_signals(known.get(id_, {}))}
            for key, id_ in keys.items()
        },
        **pick(response, ("startDate", "endDate")),
        "creditCharged": credits_charged(response),
    }


def _lookup_signals_request(request: ApiRequest) -> ApiRequest | None:
    """Return the second request of a lookup with signals."""
    params = request_params(request)
    options = {**params, **get_object(params, "metadata")}
    if not options.get("signals"):
        return None
    ids = ["0"] * max(1, len(get_list(params, "contacts")))
    body = {"ids": ids, "signalTypes": _split_types(options["signals"])}
    return v3_request("contacts signals", body=body)


def _search_signals_request(request: ApiRequest) -> ApiRequest:
    params = request_params(request)
    return v3_request("contacts signals", body=_signals_body(params, get_list(params, "contacts")))


TRANSLATORS: dict[str, Callable[[ApiRequest], Translation]] = {
    "person get": get,
    "person bulk": bulk,
    "signals contacts get": signals_get,
    "signals contacts search": signals_search,
}
FOLLOW_UP_REQUESTS: dict[str, Callable[[ApiRequest], ApiRequest | None]] = {
    "person get": _lookup_signals_request,
    "person bulk": _lookup_signals_request,
    "signals contacts search": _search_signals_request,
}
