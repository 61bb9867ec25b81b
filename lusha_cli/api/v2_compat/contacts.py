"""People over V3: lookups, enrichment, and what happened to them."""

from collections.abc import Callable
from typing import Any

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.translation import (
    Translation,
    credits_charged,
    drop_empty,
    parse_boolean,
    pick,
    reject_unsupported,
    request_params,
    result_items,
    sum_credits,
    to_v2_error,
    to_v2_id,
    to_v3_reveal,
    v3_request,
)
from lusha_cli.errors import Blocked
from lusha_cli.json_types import Json, get_list, get_object

# V2 delivers so many of a type where the request does not say.
DEFAULT_SIGNALS_PER_TYPE = 10


def get(call: ApiRequest) -> Translation:
    """`person get`."""
    given = call.query
    names = ("email", "linkedinUrl", "firstName", "lastName", "companyName", "companyDomain")
    item = drop_empty({"id": given.get("personId"), **{name: given.get(name) for name in names}})
    answer = yield v3_request("contacts search-and-enrich", body=_enrich_body([item], given))
    result = next(iter(result_items(answer)), {})
    error = to_v2_error(result)
    if error and error["code"] == 451:
        raise Blocked(f"The API answered: {error['message']}.", status=451)
    if error or not result:
        return {"contact": {"error": error, "isCreditCharged": False}}
    happened, paid = yield from _fetch_signals([result], given)
    return {
        "contact": {
            "error": None,
            "isCreditCharged": _may_have_revealed(answer, 1) or paid > 0,
            "data": {**_to_v2_contact(result), **happened.get(str(result.get("id")), {})},
        }
    }


def bulk(call: ApiRequest) -> Translation:
    """`person bulk`: joined by clientReferenceId; `billing` says what was charged."""
    given = request_params(call)
    options = get_object(given, "metadata")
    contacts = [one for one in get_list(given, "contacts") if isinstance(one, dict)]
    items = [to_v3_contact(one) for one in contacts]
    sent = [item for item in items if "error" not in item]
    answers: dict[str, Json] = {
        item["clientReferenceId"]: to_v2_error_item(item["error"])
        for item in items
        if "error" in item
    }
    answer: Json = {"billing": {"creditsCharged": 0}}
    if sent or not items:
        answer = yield v3_request("contacts search-and-enrich", body=_enrich_body(sent, options))
    found = result_items(answer)
    matched = [one for one in found if "error" not in one]
    happened, paid = yield from _fetch_signals(matched, options)
    companies: dict[str, Json] = {}
    # Whose data was new, the answer does not say; only that all of it was known before.
    is_old = paid == 0 and not _may_have_revealed(answer, len(matched))
    for result in found:
        key = str(result.get("clientReferenceId"))
        error = to_v2_error(result)
        if error:
            answers[key] = to_v2_error_item(error)
            continue
        data = {**to_v2_bulk_contact(result), **happened.get(str(result.get("id")), {})}
        companies[str(data.get("companyId"))] = to_v2_employer(result)
        known = {"isCreditCharged": False} if is_old else {}
        answers[key] = {"error": None, **known, "data": data}
    billing = {"creditsCharged": sum_credits(credits_charged(answer), paid)}
    return {"contacts": answers, "companies": companies, "billing": billing}


def _may_have_revealed(answer: Json, found: int) -> bool:
    """Whether an answer charged more than the search for those who were found, or may have."""
    paid = credits_charged(answer)
    return paid is None or paid > -(-found // 25)


def _enrich_body(items: list[Json], options: dict[str, Json]) -> Json:
    reject_unsupported(options, "refreshJobInfo", "filterBy")
    partial = parse_boolean(options.get("partialProfile"))
    chosen: dict[str, Json] = {"contacts": items, "reveal": to_v3_reveal(options)}
    if partial is not None:
        chosen["options"] = {"includePartialProfiles": partial}
    return drop_empty(chosen)


def to_v3_contact(contact: dict[str, Json]) -> Json:
    """One contact of a bulk request; with an error where V3 cannot be asked for it.

    What V2 takes as a help only (location, title of the job) V3 does not take.
    """
    employers = [one for one in get_list(contact, "companies") if isinstance(one, dict)]
    employer = next((one for one in employers if one.get("isCurrent")), None) or next(
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
    """A contact of an answer of many that has no data."""
    return {"error": error, "isCreditCharged": False}


def _fetch_signals(found: list[Json], options: dict[str, Json]) -> Any:
    """The signals of people, by their ids, where any are asked for; and what they charged."""
    types = options.get("signals")
    ids = [str(one["id"]) for one in found if "id" in one]
    if not types or not ids:
        return {}, 0
    body = {
        "ids": ids,
        "signalTypes": _split_types(types),
        "startDate": options.get("signalsStartDate"),
    }
    answer = yield v3_request("contacts signals", body=drop_empty(body))
    told: dict[str, Json] = {id_: {"signals": {}} for id_ in ids}
    for result in result_items(answer):
        told[str(result.get("id"))] = {"signals": _to_v2_signals(result)}
    return told, credits_charged(answer)


def _split_types(types: Json) -> list[Json]:
    return types if isinstance(types, list) else str(types).split(",")


def _to_v2_signals(result: Json) -> dict[str, list[Json]]:
    """The signals of a person in V2's words."""
    kinds = {key: value for key, value in result.items() if isinstance(value, list)}
    return {
        kind: [
            {
                "personId": one.get("id"),
                **pick(one, ("currentCompanyName", "currentTitle", "signalDate")),
                **drop_empty({"previousCompanyName": one.get("previousCompany")}),
            }
            for one in happened
            if isinstance(one, dict)
        ]
        for kind, happened in kinds.items()
    }


def to_v2_contact_data(result: Json) -> dict[str, Json]:
    """E-mails and phones in V2's words."""
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
        {new: one[old] for new, old in names.items() if old in one}
        for one in entries
        if isinstance(one, dict)
    ]


def _to_v2_common(result: Json) -> dict[str, Json]:
    """What V2 tells of a person in its one answer and in that of many."""
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
    found = {**_to_v2_common(result), "company": to_v2_employer(result)}
    return {**found, "location": location} if location else found


def to_v2_bulk_contact(result: Json) -> dict[str, Json]:
    """A person as V2's answer of many has them, the company left out."""
    place = get_object(result, "location")
    location = {
        **pick(place, ("city", "state", "country", "continent")),
        **drop_empty({"country_iso2": place.get("countryIso2")}),
        **({"is_eu_contact": place["isEuContact"]} if "isEuContact" in place else {}),
    }
    found = _to_v2_common(result)
    if not location:
        return found
    return {
        **found,
        "location": location,
        "emails": [one["email"] for one in found["emailAddresses"] if "email" in one],
        "phones": [one["number"] for one in found["phoneNumbers"] if "number" in one],
    }


def to_v2_employer(result: Json) -> dict[str, Json]:
    """What V3 tells of the company of a person."""
    firm = get_object(result, "company")
    industry = drop_empty({"mainIndustry": firm.get("industry")})
    return drop_empty({"name": firm.get("name"), "fqdn": firm.get("domain"), "industry": industry})


def to_v2_contact_preview(preview: Json) -> dict[str, Json]:
    """A person of whom only a search told, in V2's words."""
    first, last = preview.get("firstName"), preview.get("lastName")
    found = to_v2_bulk_contact({"fullName": f"{first or ''} {last or ''}".strip(), **preview})
    return {key: value for key, value in found.items() if value not in ([], None)}


def signals_get(call: ApiRequest) -> Translation:
    """`signals contacts get`."""
    given = request_params(call)
    answer = yield v3_request(
        "contacts signals", body=_signals_body(given, get_list(given, "contactIds"))
    )
    return _to_v2_signals_response(
        answer, {str(one.get("id")): str(one.get("id")) for one in result_items(answer)}
    )


def signals_search(call: ApiRequest) -> Translation:
    """`signals contacts search`: who is meant is looked up first."""
    given = request_params(call)
    items = [
        _to_v3_lookup_item(one) for one in get_list(given, "contacts") if isinstance(one, dict)
    ]
    found = yield v3_request("contacts search", body={"contacts": items})
    known: dict[str, list[str]] = {}
    for one in result_items(found):
        if "error" not in one:
            known.setdefault(str(one.get("id")), []).append(str(one.get("clientReferenceId")))
    if not known:
        return {"contacts": {}, "creditCharged": credits_charged(found)}
    answer = yield v3_request("contacts signals", body=_signals_body(given, list(known)))
    told = _to_v2_signals_response(
        answer, {key: id_ for id_, keys in known.items() for key in keys}
    )
    return {**told, "creditCharged": credits_charged(found, answer)}


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
    # Without anything else, the id is the API's own.
    return item if len(item) > 1 else {**item, "id": str(contact.get("id"))}


def _signals_body(given: dict[str, Json], ids: list[Json]) -> Json:
    return drop_empty(
        {
            "ids": [str(one) for one in ids],
            "signalTypes": given.get("signals"),
            "startDate": given.get("startDate"),
            "maxResultsPerSignal": given.get("maxResultsPerSignal", DEFAULT_SIGNALS_PER_TYPE),
        }
    )


def _to_v2_signals_response(answer: Json, keys: dict[str, str]) -> Json:
    """An answer in V2's shape; `keys` are the ids of the results by the ids that were sent."""
    known = {str(one.get("id")): one for one in result_items(answer)}
    return {
        "contacts": {
            key: {"personId": id_, **_to_v2_signals(known.get(id_, {}))}
            for key, id_ in keys.items()
        },
        **pick(answer, ("startDate", "endDate")),
        "creditCharged": credits_charged(answer),
    }


def _lookup_signals_request(call: ApiRequest) -> ApiRequest | None:
    """The second request of a lookup with signals."""
    given = request_params(call)
    options = {**given, **get_object(given, "metadata")}
    if not options.get("signals"):
        return None
    ids = ["0"] * max(1, len(get_list(given, "contacts")))
    body = {"ids": ids, "signalTypes": _split_types(options["signals"])}
    return v3_request("contacts signals", body=body)


def _search_signals_request(call: ApiRequest) -> ApiRequest:
    given = request_params(call)
    return v3_request("contacts signals", body=_signals_body(given, get_list(given, "contacts")))


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
