"""Prospecting over V3."""

from collections.abc import Callable

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.companies import to_v2_prospecting_company as found_firm
from lusha_cli.api.v2_compat.contacts import to_v2_contact_data
from lusha_cli.api.v2_compat.translation import (
    Translation,
    drop_empty,
    pick,
    reject_unsupported,
    request_params,
    result_items,
    to_v2_id,
    to_v3_reveal,
    unsupported_in_v3,
    v3_request,
)
from lusha_cli.json_types import Json, get_list, get_object

# What V2 calls its filters, and what V3 does.
_CONTACT_FILTERS = {
    "departments": "departments",
    "seniority": "seniorityIds",
    "existing_data_points": "existingDataPoints",
    "locations": "locations",
    "jobTitles": "jobTitles",
    "linkedinUrls": "linkedinUrls",
    "searchText": "searchText",
}
_COMPANY_FILTERS = {
    name: name
    for name in ("names", "domains", "locations", "technologies", "intentTopics", "sizes",
                 "revenues", "sicCodes", "naicsCodes", "mainIndustriesIds", "subIndustriesIds")
}  # fmt: skip
_UNSUPPORTED = ("companyLocations", "employeesInLinkedIn")


def contacts(call: ApiRequest) -> Translation:
    """`prospecting contact search`."""
    given = request_params(call)
    filters = get_object(given, "filters")
    companies = get_object(filters, "companies")
    for side in ("include", "exclude"):
        reject_unsupported(
            get_object(companies, side),
            *_UNSUPPORTED, "searchText", "signal", "excludePartialCompanies",
            at=f"filters.companies.{side}.",
        )  # fmt: skip
    parts = {
        "contacts": _to_v3_filters(get_object(filters, "contacts"), _CONTACT_FILTERS),
        "companies": _to_v3_filters(companies, _COMPANY_FILTERS),
    }
    options = {
        "includePartialProfiles": given.get("includePartialContact"),
        "excludeDnc": given.get("excludeDnc"),
    }
    answer = yield v3_request("contacts prospecting", body=_search_body(given, parts, options))
    return _to_v2_page(
        answer, "contacts", [_to_v2_found_contact(one) for one in result_items(answer)]
    )


def companies(call: ApiRequest) -> Translation:
    """`prospecting company search`."""
    given = request_params(call)
    wanted = get_object(get_object(given, "filters"), "companies")
    for side in ("include", "exclude"):
        reject_unsupported(get_object(wanted, side), *_UNSUPPORTED, at=f"filters.companies.{side}.")
    names = {**_COMPANY_FILTERS, "searchText": "searchText"}
    without = get_object(wanted, "include").get("excludePartialCompanies")
    # V2 finds those of whom little is known too, where it is not told otherwise.
    options = {"includePartialProfiles": not without}
    parts = {"companies": _to_v3_filters(wanted, names)}
    if "include" not in parts["companies"]:
        raise unsupported_in_v3(
            "searches for no companies by what is left out alone",
            hint="Add a filter that says which ones, such as --location.",
        )
    answer = yield v3_request("companies prospecting", body=_search_body(given, parts, options))
    return _to_v2_page(
        answer, "companies", [_to_v2_found_company(one) for one in result_items(answer)]
    )


def _to_v3_filters(part: dict[str, Json], names: dict[str, str]) -> dict[str, Json]:
    """`include` and `exclude` in V3's words."""
    sides = {}
    for side in ("include", "exclude"):
        held = get_object(part, side)
        found = {new: held[old] for old, new in names.items() if old in held}
        if "locations" in found:
            found["locations"] = [_to_v3_location(one) for one in get_list(found, "locations")]
        signal = get_object(held, "signal")
        if signal:
            types = {"types": signal.get("names"), "startDate": signal.get("startDate")}
            found["signals"] = drop_empty(types)
        sides[side] = found
    return drop_empty(sides)


def _to_v3_location(place: Json) -> Json:
    names = {"country_grouping": "countryGrouping"}
    return {names.get(key, key): value for key, value in place.items()}


def _search_body(given: dict[str, Json], parts: dict[str, Json], options: dict[str, Json]) -> Json:
    pages = get_object(given, "pages")
    chosen = {name: value for name, value in options.items() if value is not None}
    return {
        "filters": drop_empty(parts),
        **({"options": chosen} if chosen else {}),
        "pagination": {"page": pages.get("page", 0), "size": pages.get("size", 20)},
    }


def _to_v2_page(answer: Json, name: str, records: list[Json]) -> Json:
    pages = get_object(answer, "pagination")
    told = {"currentPage": pages.get("page"), "totalResults": pages.get("total")}
    return {
        **pick(answer, ("requestId",)),
        **{key: value for key, value in told.items() if value is not None},
        "pageLength": len(records),
        name: records,
    }


def _to_v2_found_contact(result: Json) -> Json:
    """A person as V2's search tells them; of whom only V3's preview knows."""
    firm, job, has = (
        get_object(result, "company"),
        get_object(result, "jobTitle"),
        get_list(result, "has"),
    )
    offers = get_list(result, "canReveal")
    named = [str(result[key]) for key in ("firstName", "lastName") if result.get(key)]
    found = {
        "contactId": result.get("id"),
        "isShown": any(one.get("credits") == 0 for one in offers if isinstance(one, dict)),
        "name": " ".join(named),
        "jobTitle": job.get("title"),
        "companyId": to_v2_id(firm.get("id")),
        "companyName": firm.get("name"),
        "fqdn": firm.get("domain"),
        "hasDepartment": bool(job.get("departments")),
        "hasSeniority": bool(job.get("seniority")),
        "hasContactLocation": "location" in has,
        "hasSocialLink": "socialLinks" in has,
        "hasEmails": "emails" in has,
        "hasPhones": "phones" in has,
        "signalTypes": get_list(result, "signalTypes"),
    }
    return {key: value for key, value in found.items() if value is not None}


def _to_v2_found_company(result: Json) -> Json:
    found = {"id": result.get("id"), "name": result.get("name"), "fqdn": result.get("domain")}
    return {**drop_empty(found), "signalTypes": get_list(result, "signalTypes")}


def enrich_contacts(call: ApiRequest) -> Translation:
    """`prospecting contact enrich`; without the waterfall, which V2 never asked."""
    given = request_params(call)
    body = {"ids": get_list(given, "contactIds"), "reveal": to_v3_reveal(given)}
    answer = yield v3_request(
        "contacts enrich", body={**drop_empty(body), "waterfallEnabled": False}
    )
    return {
        "requestId": given.get("requestId"),
        "contacts": [_to_v2_enriched_contact(o) for o in result_items(answer)],
    }


def _to_v2_enriched_contact(result: Json) -> Json:
    if "error" in result:
        return {"id": result.get("id"), "isSuccess": False}
    firm, job, place = (get_object(result, name) for name in ("company", "jobTitle", "location"))
    location = pick(place, ("city", "state", "country", "continent"))
    if "countryIso2" in place:
        location["country_iso2"] = place["countryIso2"]
    seniority = job.get("seniority")
    data = {
        **pick(result, ("firstName", "lastName", "fullName", "socialLinks")),
        "isShown": True,
        **to_v2_contact_data(result),
        **drop_empty(
            {
                "companyId": to_v2_id(firm.get("id")),
                "companyName": firm.get("name"),
                "company": drop_empty({"mainIndustry": firm.get("industry")}),
                "jobTitle": job.get("title"),
                "departments": job.get("departments"),
                "seniority": [{"value": str(seniority).lower()}] if seniority else None,
                "location": location,
            }
        ),
    }
    return {"id": result.get("id"), "isSuccess": True, "data": data}


def enrich_companies(call: ApiRequest) -> Translation:
    """`prospecting company enrich`."""
    given = request_params(call)
    answer = yield v3_request("companies enrich", body={"ids": get_list(given, "companiesIds")})
    firms = [found_firm(one) for one in result_items(answer) if "error" not in one]
    return {"requestId": given.get("requestId"), "companies": firms}


TRANSLATORS: dict[str, Callable[[ApiRequest], Translation]] = {
    "prospecting contact search": contacts,
    "prospecting contact enrich": enrich_contacts,
    "prospecting company search": companies,
    "prospecting company enrich": enrich_companies,
}
