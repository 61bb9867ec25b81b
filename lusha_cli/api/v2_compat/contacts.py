"""People over V3: lookups, enrichment, and what happened to them."""

from collections.abc import Callable
from typing import Any

from lusha_cli.api.client import Call
from lusha_cli.api.endpoints import RESULTS
from lusha_cli.api.v2_compat.translation import (
    Steps,
    asked,
    error_of,
    given_of,
    is_true,
    number,
    present,
    refuse,
    results,
    reveal,
    same,
)
from lusha_cli.billing.charges import credits_charged, sum_credits
from lusha_cli.errors import Blocked
from lusha_cli.json_types import Json, get_list, get_object

# V2 delivers so many of a type where the request does not say.
MOST_OF_A_TYPE = 10


def get(call: Call) -> Steps:
    """`person get`."""
    given = call.query
    names = ("email", "linkedinUrl", "firstName", "lastName", "companyName", "companyDomain")
    item = present({"id": given.get("personId"), **{name: given.get(name) for name in names}})
    answer = yield asked("contacts search-and-enrich", body=_enriching([item], given))
    result = next(iter(results(answer)), {})
    error = error_of(result)
    if error and error["code"] == 451:
        raise Blocked(f"The API answered: {error['message']}.", status=451)
    if error or not result:
        return {"contact": {"error": error, "isCreditCharged": False}}
    happened, paid = yield from _signals([result], given)
    return {
        "contact": {
            "error": None,
            "isCreditCharged": _has_revealed(answer, 1) or paid > 0,
            "data": {**_single(result), **happened.get(str(result.get("id")), {})},
        }
    }


def bulk(call: Call) -> Steps:
    """`person bulk`: joined by clientReferenceId; `billing` says what was charged."""
    given = given_of(call)
    options = get_object(given, "metadata")
    contacts = [one for one in get_list(given, "contacts") if isinstance(one, dict)]
    items = [item_of(one) for one in contacts]
    sent = [item for item in items if "error" not in item]
    answers: dict[str, Json] = {
        item["clientReferenceId"]: error_item(item["error"]) for item in items if "error" in item
    }
    answer: Json = {"billing": {"creditsCharged": 0}}
    if sent or not items:
        answer = yield asked("contacts search-and-enrich", body=_enriching(sent, options))
    found = results(answer)
    matched = [one for one in found if "error" not in one]
    happened, paid = yield from _signals(matched, options)
    companies: dict[str, Json] = {}
    # Whose data was new, the answer does not say; only that all of it was known before.
    is_old = paid == 0 and not _has_revealed(answer, len(matched))
    for result in found:
        key = str(result.get("clientReferenceId"))
        error = error_of(result)
        if error:
            answers[key] = error_item(error)
            continue
        data = {**many_of(result), **happened.get(str(result.get("id")), {})}
        companies[str(data.get("companyId"))] = employer_of(result)
        known = {"isCreditCharged": False} if is_old else {}
        answers[key] = {"error": None, **known, "data": data}
    billing = {"creditsCharged": sum_credits(credits_charged(answer), paid)}
    return {"contacts": answers, "companies": companies, "billing": billing}


def _has_revealed(answer: Json, found: int) -> bool:
    """Whether an answer charged more than the search for those who were found, or may have."""
    paid = credits_charged(answer)
    return paid is None or paid > RESULTS.batch_credits(found)


def _enriching(items: list[Json], options: dict[str, Json]) -> Json:
    refuse(options, "refreshJobInfo", "filterBy")
    partial = is_true(options.get("partialProfile"))
    chosen: dict[str, Json] = {"contacts": items, "reveal": reveal(options)}
    if partial is not None:
        chosen["options"] = {"includePartialProfiles": partial}
    return present(chosen)


def item_of(contact: dict[str, Json]) -> Json:
    """One contact of a bulk request; with an error where V3 cannot be asked for it.

    What V2 takes as a help only (location, title of the job) V3 does not take.
    """
    employers = [one for one in get_list(contact, "companies") if isinstance(one, dict)]
    employer = next((one for one in employers if one.get("isCurrent")), None) or next(
        iter(employers), {}
    )
    first, _, last = " ".join(str(contact.get("fullName") or "").split()).rpartition(" ")
    item = present(
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


def error_item(error: dict[str, Json]) -> dict[str, Json]:
    """A contact of an answer of many that has no data."""
    return {"error": error, "isCreditCharged": False}


def _signals(found: list[Json], options: dict[str, Json]) -> Any:
    """The signals of people, by their ids, where any are asked for; and what they charged."""
    types = options.get("signals")
    ids = [str(one["id"]) for one in found if "id" in one]
    if not types or not ids:
        return {}, 0
    body = {"ids": ids, "signalTypes": _names(types), "startDate": options.get("signalsStartDate")}
    answer = yield asked("contacts signals", body=present(body))
    told: dict[str, Json] = {id_: {"signals": {}} for id_ in ids}
    for result in results(answer):
        told[str(result.get("id"))] = {"signals": _happened(result)}
    return told, credits_charged(answer)


def _names(types: Json) -> list[Json]:
    return types if isinstance(types, list) else str(types).split(",")


def _happened(result: Json) -> dict[str, list[Json]]:
    """The signals of a person in V2's words."""
    kinds = {key: value for key, value in result.items() if isinstance(value, list)}
    return {
        kind: [
            {
                "personId": one.get("id"),
                **same(one, ("currentCompanyName", "currentTitle", "signalDate")),
                **present({"previousCompanyName": one.get("previousCompany")}),
            }
            for one in happened
            if isinstance(one, dict)
        ]
        for kind, happened in kinds.items()
    }


def contact_data(result: Json) -> dict[str, Json]:
    """E-mails and phones in V2's words."""
    emails = {"email": "email", "emailType": "type", "emailConfidence": "confidence",
              "updateDate": "updateDate"}  # fmt: skip
    phones = {"number": "number", "phoneType": "type", "doNotCall": "doNotCall",
              "updateDate": "updateDate"}  # fmt: skip
    return {
        "emailAddresses": _renamed(get_list(result, "emails"), emails),
        "phoneNumbers": _renamed(get_list(result, "phones"), phones),
    }


def _renamed(entries: list[Json], names: dict[str, str]) -> list[Json]:
    return [
        {new: one[old] for new, old in names.items() if old in one}
        for one in entries
        if isinstance(one, dict)
    ]


def _data(result: Json) -> dict[str, Json]:
    """What V2 tells of a person in its one answer and in that of many."""
    return {
        "personId": number(result.get("id")),
        "companyId": number(get_object(result, "company").get("id")),
        **same(result, ("firstName", "lastName", "fullName")),
        **contact_data(result),
        **same(result, ("jobTitle", "socialLinks", "updateDate")),
    }


def _single(result: Json) -> dict[str, Json]:
    location = same(
        get_object(result, "location"),
        ("city", "state", "country", "continent", "countryIso2", "isEuContact"),
    )
    found = {**_data(result), "company": employer_of(result)}
    return {**found, "location": location} if location else found


def many_of(result: Json) -> dict[str, Json]:
    """A person as V2's answer of many has them, the company left out."""
    place = get_object(result, "location")
    location = {
        **same(place, ("city", "state", "country", "continent")),
        **present({"country_iso2": place.get("countryIso2")}),
        **({"is_eu_contact": place["isEuContact"]} if "isEuContact" in place else {}),
    }
    found = _data(result)
    if not location:
        return found
    return {
        **found,
        "location": location,
        "emails": [one["email"] for one in found["emailAddresses"] if "email" in one],
        "phones": [one["number"] for one in found["phoneNumbers"] if "number" in one],
    }


def employer_of(result: Json) -> dict[str, Json]:
    """What V3 tells of the company of a person."""
    firm = get_object(result, "company")
    industry = present({"mainIndustry": firm.get("industry")})
    return present({"name": firm.get("name"), "fqdn": firm.get("domain"), "industry": industry})


def brief_of(preview: Json) -> dict[str, Json]:
    """A person of whom only a search told, in V2's words."""
    first, last = preview.get("firstName"), preview.get("lastName")
    found = many_of({"fullName": f"{first or ''} {last or ''}".strip(), **preview})
    return {key: value for key, value in found.items() if value not in ([], None)}


def signals_get(call: Call) -> Steps:
    """`signals contacts get`."""
    given = given_of(call)
    answer = yield asked("contacts signals", body=_activity(given, get_list(given, "contactIds")))
    return _told(answer, {str(one.get("id")): str(one.get("id")) for one in results(answer)})


def signals_search(call: Call) -> Steps:
    """`signals contacts search`: who is meant is looked up first."""
    given = given_of(call)
    items = [_named(one) for one in get_list(given, "contacts") if isinstance(one, dict)]
    found = yield asked("contacts search", body={"contacts": items})
    known: dict[str, list[str]] = {}
    for one in results(found):
        if "error" not in one:
            known.setdefault(str(one.get("id")), []).append(str(one.get("clientReferenceId")))
    if not known:
        return {"contacts": {}, "creditCharged": credits_charged(found)}
    answer = yield asked("contacts signals", body=_activity(given, list(known)))
    told = _told(answer, {key: id_ for id_, keys in known.items() for key in keys})
    return {**told, "creditCharged": credits_charged(found, answer)}


def _named(contact: Json) -> Json:
    employer: Json = next(iter(get_list(contact, "companies")), {})
    first, _, last = " ".join(str(contact.get("full_name") or "").split()).rpartition(" ")
    item = present(
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


def _activity(given: dict[str, Json], ids: list[Json]) -> Json:
    return present(
        {
            "ids": [str(one) for one in ids],
            "signalTypes": given.get("signals"),
            "startDate": given.get("startDate"),
            "maxResultsPerSignal": given.get("maxResultsPerSignal", MOST_OF_A_TYPE),
        }
    )


def _told(answer: Json, keys: dict[str, str]) -> Json:
    """An answer in V2's shape; `keys` are the ids of the results by the ids that were sent."""
    known = {str(one.get("id")): one for one in results(answer)}
    return {
        "contacts": {
            key: {"personId": id_, **_happened(known.get(id_, {}))} for key, id_ in keys.items()
        },
        **same(answer, ("startDate", "endDate")),
        "creditCharged": credits_charged(answer),
    }


def _signals_after(call: Call) -> Call | None:
    """The second request of a lookup with signals."""
    given = given_of(call)
    options = {**given, **get_object(given, "metadata")}
    if not options.get("signals"):
        return None
    ids = ["0"] * max(1, len(get_list(given, "contacts")))
    body = {"ids": ids, "signalTypes": _names(options["signals"])}
    return asked("contacts signals", body=body)


def _search_after(call: Call) -> Call:
    given = given_of(call)
    return asked("contacts signals", body=_activity(given, get_list(given, "contacts")))


WAYS: dict[str, Callable[[Call], Steps]] = {
    "person get": get,
    "person bulk": bulk,
    "signals contacts get": signals_get,
    "signals contacts search": signals_search,
}
MORE: dict[str, Callable[[Call], Call | None]] = {
    "person get": _signals_after,
    "person bulk": _signals_after,
    "signals contacts search": _search_after,
}
