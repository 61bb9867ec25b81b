"""Prospecting over V3."""

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.companies import to_v2_prospecting_company
from lusha_cli.api.v2_compat.contacts import to_v2_contact_data
from lusha_cli.api.v2_compat.translation import (
    Translation,
    Translator,
    drop_empty,
    extract,
    full_name,
    objects,
    pick,
    reject_unsupported,
    rename_keys,
    request_params,
    result_items,
    to_v2_id,
    to_v3_reveal,
    unsupported_in_v3,
    v3_request,
)
from lusha_cli.json_types import Json, get_list, get_object

# The names of the filters in V2 and in V3.
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
# V3's keys of a location by V2's.
_LOCATION_KEYS = {
    **{name: name for name in ("city", "state", "country", "continent")},
    "country_iso2": "countryIso2",
}
_UNSUPPORTED = ("companyLocations", "employeesInLinkedIn")


def contacts(request: ApiRequest) -> Translation:
    """Translate `prospecting contact search`."""
    params = request_params(request)
    filters = get_object(params, "filters")
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
        "includePartialProfiles": params.get("includePartialContact"),
        "excludeDnc": params.get("excludeDnc"),
    }
    response = yield v3_request("contacts prospecting", body=_search_body(params, parts, options))
    return _to_v2_page(
        response, "contacts", [_to_v2_contact_result(entry) for entry in result_items(response)]
    )


def companies(request: ApiRequest) -> Translation:
    """Translate `prospecting company search`."""
    params = request_params(request)
    filters = get_object(get_object(params, "filters"), "companies")
    for side in ("include", "exclude"):
        reject_unsupported(
            get_object(filters, side), *_UNSUPPORTED, at=f"filters.companies.{side}."
        )
    names = {**_COMPANY_FILTERS, "searchText": "searchText"}
    excludes_partial = get_object(filters, "include").get("excludePartialCompanies")
    # V2 includes partial profiles unless the request says otherwise.
    options = {"includePartialProfiles": not excludes_partial}
    parts = {"companies": _to_v3_filters(filters, names)}
    if "include" not in parts["companies"]:
        raise unsupported_in_v3(
            "searches for no companies by what is left out alone",
            hint="Add a filter that says which ones, such as --location.",
        )
    response = yield v3_request("companies prospecting", body=_search_body(params, parts, options))
    return _to_v2_page(
        response, "companies", [_to_v2_company_result(entry) for entry in result_items(response)]
    )


def _to_v3_filters(filters: dict[str, Json], names: dict[str, str]) -> dict[str, Json]:
    """Translate `include` and `exclude`."""
    sides = {}
    for side in ("include", "exclude"):
        values = get_object(filters, side)
        translated = {new: values[old] for old, new in names.items() if old in values}
        if "locations" in translated:
            translated["locations"] = [
                _to_v3_location(entry) for entry in get_list(translated, "locations")
            ]
        if signal := get_object(values, "signal"):
            translated["signals"] = extract(signal, {"types": "names", "startDate": "startDate"})
        sides[side] = translated
    return drop_empty(sides)


def _to_v3_location(location: Json) -> Json:
    names = {"country_grouping": "countryGrouping"}
    return {names.get(key, key): value for key, value in location.items()}


def _search_body(params: dict[str, Json], parts: dict[str, Json], options: dict[str, Json]) -> Json:
    pages = get_object(params, "pages")
    set_options = {name: value for name, value in options.items() if value is not None}
    return {
        "filters": drop_empty(parts),
        **({"options": set_options} if set_options else {}),
        # V2's default size is 20, V3's is 25.
        "pagination": {"page": pages.get("page", 0), "size": pages.get("size", 20)},
    }


def _to_v2_page(response: Json, name: str, records: list[Json]) -> Json:
    pages = get_object(response, "pagination")
    counts = {"currentPage": pages.get("page"), "totalResults": pages.get("total")}
    return {
        **pick(response, ("requestId",)),
        **{key: value for key, value in counts.items() if value is not None},
        "pageLength": len(records),
        name: records,
    }


def _to_v2_contact_result(result: Json) -> Json:
    """Translate the preview of a contact to a search result of V2."""
    company, job = get_object(result, "company"), get_object(result, "jobTitle")
    has = get_list(result, "has")
    contact = {
        "contactId": result.get("id"),
        # V3 offers data that the account has revealed before for 0 credits.
        "isShown": any(offer.get("credits") == 0 for offer in objects(result, "canReveal")),
        "name": full_name(result),
        "jobTitle": job.get("title"),
        "companyId": to_v2_id(company.get("id")),
        "companyName": company.get("name"),
        "fqdn": company.get("domain"),
        "hasDepartment": bool(job.get("departments")),
        "hasSeniority": bool(job.get("seniority")),
        "hasContactLocation": "location" in has,
        "hasSocialLink": "socialLinks" in has,
        "hasEmails": "emails" in has,
        "hasPhones": "phones" in has,
        "signalTypes": get_list(result, "signalTypes"),
    }
    return {key: value for key, value in contact.items() if value is not None}


def _to_v2_company_result(result: Json) -> Json:
    company = extract(result, {"id": "id", "name": "name", "fqdn": "domain"})
    return {**company, "signalTypes": get_list(result, "signalTypes")}


def enrich_contacts(request: ApiRequest) -> Translation:
    """Translate `prospecting contact enrich`, without the waterfall, which V2 does not have."""
    params = request_params(request)
    body = {"ids": get_list(params, "contactIds"), "reveal": to_v3_reveal(params)}
    # By default V3 asks other providers too, whose charges have no bound.
    response = yield v3_request(
        "contacts enrich", body={**drop_empty(body), "waterfallEnabled": False}
    )
    return {
        "requestId": params.get("requestId"),
        "contacts": [_to_v2_enriched_contact(entry) for entry in result_items(response)],
    }


def _to_v2_enriched_contact(result: Json) -> Json:
    if "error" in result:
        return {"id": result.get("id"), "isSuccess": False}
    company, job = get_object(result, "company"), get_object(result, "jobTitle")
    seniority = job.get("seniority")
    details = {
        "companyId": to_v2_id(company.get("id")),
        "companyName": company.get("name"),
        "company": extract(company, {"mainIndustry": "industry"}),
        "jobTitle": job.get("title"),
        "departments": job.get("departments"),
        "seniority": [{"value": str(seniority).lower()}] if seniority else None,
        "location": rename_keys(get_object(result, "location"), _LOCATION_KEYS),
    }
    data = {
        **pick(result, ("firstName", "lastName", "fullName", "socialLinks")),
        "isShown": True,
        **to_v2_contact_data(result),
        **drop_empty(details),
    }
    return {"id": result.get("id"), "isSuccess": True, "data": data}


def enrich_companies(request: ApiRequest) -> Translation:
    """Translate `prospecting company enrich`."""
    params = request_params(request)
    response = yield v3_request("companies enrich", body={"ids": get_list(params, "companiesIds")})
    enriched = [
        to_v2_prospecting_company(entry) for entry in result_items(response) if "error" not in entry
    ]
    return {"requestId": params.get("requestId"), "companies": enriched}


TRANSLATORS = {
    "prospecting contact search": Translator(contacts),
    "prospecting contact enrich": Translator(enrich_contacts),
    "prospecting company search": Translator(companies),
    "prospecting company enrich": Translator(enrich_companies),
}
