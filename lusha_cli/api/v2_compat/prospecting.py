"""Prospecting over V3."""

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.companies import to_v2_prospecting_company
from lusha_cli.api.v2_compat.contacts import to_v2_contact_data, to_v2_job
from lusha_cli.api.v2_compat.locations import to_v2_enriched_location
from lusha_cli.api.v2_compat.translation import (
    Translation,
    Translator,
    add_unmapped,
    drop_empty,
    extract,
    fill_missing,
    full_name,
    objects,
    pick,
    reject_unsupported,
    rename_keys,
    request_params,
    result_items,
    to_v2_error,
    to_v2_id,
    to_v3_reveal,
    unmapped,
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
# V2's flags of what a result has, by the fields of V3.
_CONTACT_FLAGS = {
    "hasContactLocation": "location",
    "hasSocialLink": "socialLinks",
    "hasEmails": "emails",
    "hasPhones": "phones",
}
_COMPANY_FLAGS = {
    "hasCompanyEmployeesCount": "employeeCount",
    "hasCompanyRevenue": "revenueRange",
    "hasCompanyMainIndustry": "industry",
    "hasCompanySubIndustry": "subIndustry",
    "hasCompanyFunding": "funding",
    "hasCompanyIntent": "intent",
    "hasCompanyTechnologies": "technologies",
}
_PLACE_FLAGS = {"hasCompanyCity": "city", "hasCompanyCountry": "country"}
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
    # V2 includes partial profiles unless the request excludes them.
    options = {"includePartialProfiles": not excludes_partial}
    parts = {"companies": _to_v3_filters(filters, names)}
    if "include" not in parts["companies"]:
        raise unsupported_in_v3(
            "does not search for companies by exclusions alone",
            hint="Add a filter that includes companies, such as --location.",
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
        **unmapped(response, "requestId", "pagination", "results"),
    }


def _to_v2_contact_result(result: Json) -> Json:
    """Translate the preview of a contact to a search result of V2."""
    company, job = get_object(result, "company"), to_v2_job(result.get("jobTitle"))
    contact = {
        "contactId": result.get("id"),
        # V3 offers data that the account has revealed before for 0 credits.
        "isShown": any(offer.get("credits") == 0 for offer in objects(result, "canReveal")),
        "name": result.get("fullName") or full_name(result),
        "jobTitle": job.get("title"),
        "departments": job.get("departments"),
        "seniority": job.get("seniority"),
        "companyId": to_v2_id(company.get("id")),
        "companyName": company.get("name"),
        "fqdn": company.get("domain"),
        "company": unmapped(company, "id", "name", "domain") or None,
        **_company_flags(company),
        **_contact_flags(result, job),
        "signalTypes": get_list(result, "signalTypes"),
    }
    return add_unmapped(unmapped(contact), result, "id", "jobTitle", "company", "error")


def _contact_flags(result: Json, job: dict[str, Json]) -> dict[str, Json]:
    """Return the flags of a contact that V3 states, none without a list of what it has."""
    has = result.get("has")
    if not isinstance(has, list):
        return {}
    known_fields = {*has, *drop_empty(result)}
    return {
        "hasDepartment": bool(job.get("departments")),
        "hasSeniority": bool(job.get("seniority")),
        **{flag: field in known_fields for flag, field in _CONTACT_FLAGS.items()},
    }


def _company_flags(result: Json) -> dict[str, Json]:
    """Return the flags of what a company is known to have; V3's list of that is incomplete."""
    known_fields = {*get_list(result, "has"), *drop_empty(result)}
    place = drop_empty(get_object(result, "location"))
    return {
        **{flag: True for flag, field in _COMPANY_FLAGS.items() if field in known_fields},
        **{flag: True for flag, field in _PLACE_FLAGS.items() if field in place},
    }


def _to_v2_company_result(result: Json) -> Json:
    company = {
        **extract(result, {"id": "id", "name": "name", "fqdn": "domain"}),
        **_company_flags(result),
        "signalTypes": get_list(result, "signalTypes"),
    }
    return add_unmapped(company, result, "domain", "error")


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
        **unmapped(response, "requestId", "results"),
    }


def _to_v2_enriched_contact(result: Json) -> Json:
    error = to_v2_error(result)
    if error:
        return {"id": result.get("id"), "isSuccess": False, "error": error}
    company, job = get_object(result, "company"), to_v2_job(result.get("jobTitle"))
    seniority = job.get("seniority")
    employer = rename_keys(unmapped(company, "id", "name"), {"industry": "mainIndustry"})
    details = {
        "companyId": to_v2_id(company.get("id")),
        "companyName": company.get("name"),
        "company": employer,
        "jobTitle": job.get("title"),
        "departments": job.get("departments"),
        "seniority": [{"value": str(seniority).lower()}] if seniority else None,
        "location": to_v2_enriched_location(result),
    }
    data = {
        **fill_missing(pick(result, ("firstName", "lastName")), {"firstName": "", "lastName": ""}),
        "fullName": result.get("fullName") or full_name(result),
        "isShown": True,
        **to_v2_contact_data(result),
        **drop_empty(details),
    }
    rest = ("id", "emails", "phones", "company", "jobTitle", "location")
    return {"id": result.get("id"), "isSuccess": True, "data": add_unmapped(data, result, *rest)}


def enrich_companies(request: ApiRequest) -> Translation:
    """Translate `prospecting company enrich`."""
    params = request_params(request)
    response = yield v3_request("companies enrich", body={"ids": get_list(params, "companiesIds")})
    return {
        "requestId": params.get("requestId"),
        "companies": [to_v2_prospecting_company(entry) for entry in result_items(response)],
        **unmapped(response, "requestId", "results"),
    }


TRANSLATORS = {
    "prospecting contact search": Translator(contacts),
    "prospecting contact enrich": Translator(enrich_contacts),
    "prospecting company search": Translator(companies),
    "prospecting company enrich": Translator(enrich_companies),
}
