"""Prospecting over V3."""

from collections.abc import Callable

from lusha_cli.api.client import Call
from lusha_cli.api.v2_compat.companies import found as found_firm
from lusha_cli.api.v2_compat.contacts import contact_data
from lusha_cli.api.v2_compat.translation import (
    Steps,
    asked,
    beyond_v3,
    given_of,
    number,
    present,
    refuse,
    results,
    reveal,
    same,
)
from lusha_cli.json_types import Json, get_list, get_object

# What V2 calls its filters, and what V3 does.
_PEOPLE = {
    "departments": "departments",
    "seniority": "seniorityIds",
    "existing_data_points": "existingDataPoints",
    "locations": "locations",
    "jobTitles": "jobTitles",
    "linkedinUrls": "linkedinUrls",
    "searchText": "searchText",
}
_FIRMS = {
    name: name
    for name in ("names", "domains", "locations", "technologies", "intentTopics", "sizes",
                 "revenues", "sicCodes", "naicsCodes", "mainIndustriesIds", "subIndustriesIds")
}  # fmt: skip
_NO_WORD = ("companyLocations", "employeesInLinkedIn")


def contacts(call: Call) -> Steps:
    """`prospecting contact search`."""
    given = given_of(call)
    filters = get_object(given, "filters")
    companies = get_object(filters, "companies")
    for side in ("include", "exclude"):
        refuse(
            get_object(companies, side),
            *_NO_WORD, "searchText", "signal", "excludePartialCompanies",
            at=f"filters.companies.{side}.",
        )  # fmt: skip
    parts = {
        "contacts": _sides(get_object(filters, "contacts"), _PEOPLE),
        "companies": _sides(companies, _FIRMS),
    }
    options = {
        "includePartialProfiles": given.get("includePartialContact"),
        "excludeDnc": given.get("excludeDnc"),
    }
    answer = yield asked("contacts prospecting", body=_search(given, parts, options))
    return _page(answer, "contacts", [_contact(one) for one in results(answer)])


def companies(call: Call) -> Steps:
    """`prospecting company search`."""
    given = given_of(call)
    wanted = get_object(get_object(given, "filters"), "companies")
    for side in ("include", "exclude"):
        refuse(get_object(wanted, side), *_NO_WORD, at=f"filters.companies.{side}.")
    names = {**_FIRMS, "searchText": "searchText"}
    without = get_object(wanted, "include").get("excludePartialCompanies")
    # V2 finds those of whom little is known too, where it is not told otherwise.
    options = {"includePartialProfiles": not without}
    parts = {"companies": _sides(wanted, names)}
    if "include" not in parts["companies"]:
        raise beyond_v3(
            "searches for no companies by what is left out alone",
            hint="Add a filter that says which ones, such as --location.",
        )
    answer = yield asked("companies prospecting", body=_search(given, parts, options))
    return _page(answer, "companies", [_company(one) for one in results(answer)])


def _sides(part: dict[str, Json], names: dict[str, str]) -> dict[str, Json]:
    """`include` and `exclude` in V3's words."""
    sides = {}
    for side in ("include", "exclude"):
        held = get_object(part, side)
        found = {new: held[old] for old, new in names.items() if old in held}
        if "locations" in found:
            found["locations"] = [_place(one) for one in get_list(found, "locations")]
        signal = get_object(held, "signal")
        if signal:
            types = {"types": signal.get("names"), "startDate": signal.get("startDate")}
            found["signals"] = present(types)
        sides[side] = found
    return present(sides)


def _place(place: Json) -> Json:
    names = {"country_grouping": "countryGrouping"}
    return {names.get(key, key): value for key, value in place.items()}


def _search(given: dict[str, Json], parts: dict[str, Json], options: dict[str, Json]) -> Json:
    pages = get_object(given, "pages")
    chosen = {name: value for name, value in options.items() if value is not None}
    return {
        "filters": present(parts),
        **({"options": chosen} if chosen else {}),
        "pagination": {"page": pages.get("page", 0), "size": pages.get("size", 20)},
    }


def _page(answer: Json, name: str, records: list[Json]) -> Json:
    pages = get_object(answer, "pagination")
    told = {"currentPage": pages.get("page"), "totalResults": pages.get("total")}
    return {
        **same(answer, ("requestId",)),
        **{key: value for key, value in told.items() if value is not None},
        "pageLength": len(records),
        name: records,
    }


def _contact(result: Json) -> Json:
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
        "companyId": number(firm.get("id")),
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


def _company(result: Json) -> Json:
    found = {"id": result.get("id"), "name": result.get("name"), "fqdn": result.get("domain")}
    return {**present(found), "signalTypes": get_list(result, "signalTypes")}


def enrich_contacts(call: Call) -> Steps:
    """`prospecting contact enrich`; without the waterfall, which V2 never asked."""
    given = given_of(call)
    body = {"ids": get_list(given, "contactIds"), "reveal": reveal(given)}
    answer = yield asked("contacts enrich", body={**present(body), "waterfallEnabled": False})
    return {
        "requestId": given.get("requestId"),
        "contacts": [_enriched(o) for o in results(answer)],
    }


def _enriched(result: Json) -> Json:
    if "error" in result:
        return {"id": result.get("id"), "isSuccess": False}
    firm, job, place = (get_object(result, name) for name in ("company", "jobTitle", "location"))
    location = same(place, ("city", "state", "country", "continent"))
    if "countryIso2" in place:
        location["country_iso2"] = place["countryIso2"]
    seniority = job.get("seniority")
    data = {
        **same(result, ("firstName", "lastName", "fullName", "socialLinks")),
        "isShown": True,
        **contact_data(result),
        **present(
            {
                "companyId": number(firm.get("id")),
                "companyName": firm.get("name"),
                "company": present({"mainIndustry": firm.get("industry")}),
                "jobTitle": job.get("title"),
                "departments": job.get("departments"),
                "seniority": [{"value": str(seniority).lower()}] if seniority else None,
                "location": location,
            }
        ),
    }
    return {"id": result.get("id"), "isSuccess": True, "data": data}


def enrich_companies(call: Call) -> Steps:
    """`prospecting company enrich`."""
    given = given_of(call)
    answer = yield asked("companies enrich", body={"ids": get_list(given, "companiesIds")})
    firms = [found_firm(one) for one in results(answer) if "error" not in one]
    return {"requestId": given.get("requestId"), "companies": firms}


WAYS: dict[str, Callable[[Call], Steps]] = {
    "prospecting contact search": contacts,
    "prospecting contact enrich": enrich_contacts,
    "prospecting company search": companies,
    "prospecting company enrich": enrich_companies,
}
