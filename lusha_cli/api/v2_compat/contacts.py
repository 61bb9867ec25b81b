"""Contacts over V3: lookups, enrichment and signals."""

from collections.abc import Mapping

from lusha_cli.api.endpoints import RESULTS
from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.locations import to_v2_bulk_person_location, to_v2_person_location
from lusha_cli.api.v2_compat.signals import SignalTranslator, signal_lists, untranslated
from lusha_cli.api.v2_compat.translation import (
    Translation,
    Translator,
    add_unmapped,
    drop_empty,
    fill_missing,
    full_name,
    objects,
    parse_boolean,
    pick,
    reject_unsupported,
    rename_keys,
    request_params,
    result_items,
    single_result,
    to_text_id,
    to_v2_error,
    to_v2_id,
    to_v3_reveal,
    unmapped,
    v3_request,
)
from lusha_cli.billing.charges import credits_charged, sum_credits
from lusha_cli.json_types import Json, as_object, get_list, get_object

_PHONE_TYPES = {"mobile": "Mobile", "direct": "Direct", "phone": "Phone"}
# V2's names of what a signal of V3 has; the rest keeps V3's names.
_SIGNAL_KEYS = {"newCompany": "currentCompanyName", "previousCompany": "previousCompanyName"}
_TRANSLATED_KEYS = (
    "id", "clientReferenceId", "fullName", "company", "emails", "phones", "tags", "jobTitle",
    "socialLinks", "location",
)  # fmt: skip


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
        },
        "billing": {"creditsCharged": sum_credits(credits_charged(response), signals.credits)},
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
    # The response doesn't say whose data was charged; only whether any of it may have been.
    is_free = signals.credits == 0 and not _may_have_revealed(response, len(matched))
    for result in results:
        key = str(result.get("clientReferenceId"))
        error = to_v2_error(result)
        if error:
            contacts_by_id[key] = to_v2_error_item(error)
            continue
        data = {**to_v2_bulk_contact(result), **signals.of(result)}
        if data["companyId"] is not None:
            companies[str(data["companyId"])] = to_v2_employer(result)
        contacts_by_id[key] = {"error": None, "isCreditCharged": not is_free, "data": data}
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
    message = "The full name must have a first and a last name"
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
    return {
        "emailAddresses": [_to_v2_email(entry) for entry in _entries(result, "emails", "email")],
        "phoneNumbers": [_to_v2_phone(entry) for entry in _entries(result, "phones", "number")],
    }


def _entries(result: Json, name: str, key: str) -> list[dict[str, Json]]:
    """Return a list of objects; some responses have plain texts instead."""
    entries = get_list(result, name)
    return [
        unmapped({key: entry} if isinstance(entry, str) else entry)
        for entry in entries
        if isinstance(entry, (str, dict))
    ]


def _to_v2_email(entry: dict[str, Json]) -> dict[str, Json]:
    # V2 has no name for a type that it does not know, so that such a type keeps V3's.
    type_key = {"type": "emailType"} if entry.get("type") in ("work", "private") else {}
    return rename_keys(entry, {**type_key, "confidence": "emailConfidence"})


def _to_v2_phone(entry: dict[str, Json]) -> dict[str, Json]:
    phone_type = _PHONE_TYPES.get(str(entry.get("type")).lower())
    phone = {"phoneType": phone_type or "Phone", "updateDate": "", **entry}
    return unmapped(phone, "type") if phone_type else phone


def _to_v2_common(result: Json) -> dict[str, Json]:
    """Translate the common part of V2's single and bulk responses."""
    names = fill_missing(pick(result, ("firstName", "lastName")), {"firstName": "", "lastName": ""})
    links = unmapped(get_object(result, "socialLinks"))
    profile = {
        "jobTitle": to_v2_job(result.get("jobTitle")),
        "socialLinks": fill_missing(links, {"linkedin": ""}) if links else {},
        "contactTags": get_list(result, "tags"),
        "previousJob": _to_v2_previous_job(result),
    }
    contact = {
        "personId": to_v2_id(result.get("id")),
        "companyId": to_v2_id(get_object(result, "company").get("id")),
        **names,
        "fullName": result.get("fullName") or full_name(result),
        **to_v2_contact_data(result),
        **drop_empty(profile),
    }
    return add_unmapped(contact, result, *_TRANSLATED_KEYS)


def to_v2_job(job: Json) -> dict[str, Json]:
    """Translate a job title: an object, or a text in some responses."""
    known = {"title": job} if isinstance(job, str) and job else unmapped(as_object(job))
    defaults = {"seniority": "", "title": "", "departments": []}
    return fill_missing(known, defaults) if known else {}


def _to_v2_previous_job(result: Json) -> dict[str, Json]:
    """Return the latest of the previous jobs; V2 has only one."""
    job = next(iter(objects(result, "previousEmployment")), {})
    if not job:
        return {}
    company = {**unmapped(get_object(job, "company")), "isCurrent": False}
    return {**job, "jobTitle": to_v2_job(job.get("jobTitle") or {"title": ""}), "company": company}


def _to_v2_contact(result: Json) -> dict[str, Json]:
    location = drop_empty({"location": to_v2_person_location(result)})
    return {**_to_v2_common(result), "company": to_v2_employer(result), **location}


def to_v2_bulk_contact(result: Json) -> dict[str, Json]:
    """Translate a contact to the shape of a bulk response, without the company."""
    contact = _to_v2_common(result)
    lists = {
        "location": to_v2_bulk_person_location(result),
        "emails": [entry["email"] for entry in contact["emailAddresses"] if "email" in entry],
        "phones": [entry["number"] for entry in contact["phoneNumbers"] if "number" in entry],
    }
    return {**contact, **drop_empty(lists)}


def to_v2_employer(result: Json) -> dict[str, Json]:
    """Translate the company of a contact."""
    company = get_object(result, "company")
    main_industry = company.get("industry")
    # V2 requires both; V3 has no sub-industry here.
    industry = {"industry": {"mainIndustry": main_industry, "subIndustry": ""}}
    employer = {
        "name": company.get("name") or "",
        "fqdn": company.get("domain") or "",
        **(industry if main_industry else {}),
    }
    return add_unmapped(employer, company, "id", "domain", "industry")


def to_v2_contact_preview(preview: Json) -> dict[str, Json]:
    """Translate the preview of a contact in the results of a search."""
    contact = to_v2_bulk_contact(preview)
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
        return {"personId": id_, **_to_v2_signals(result), **untranslated(result)}

    def to_lookup_data(self, result: dict[str, Json], types: list[str]) -> dict[str, Json]:  # noqa: ARG002 - companies need the types
        return {"signals": {**_to_v2_signals(result), **unmapped(untranslated(result), "error")}}


def _to_v2_signals(result: dict[str, Json]) -> dict[str, list[Json]]:
    """Translate the signals of a contact."""
    return {
        signal_type: [
            {
                "personId": to_text_id(entry.get("id"), result.get("id")),
                **unmapped(rename_keys(entry, _SIGNAL_KEYS), "id"),
            }
            for entry in entries
        ]
        for signal_type, entries in signal_lists(result).items()
    }


_SIGNALS = ContactSignals()

TRANSLATORS = {
    "person get": Translator(get, _SIGNALS.after_lookup),
    "person bulk": Translator(bulk, _SIGNALS.after_lookup),
    "signals contacts get": Translator(_SIGNALS.get),
    "signals contacts search": Translator(_SIGNALS.search, _SIGNALS.after_search),
}
