"""Handlers of the V2 prospecting searches, and of enriching their results."""

from collections.abc import Callable
from typing import Any

from lusha_cli.api.signal_types import COMPANY_SIGNALS, CONTACT_SIGNALS
from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.companies import Company, company_by_id, company_data
from lusha_cli.sandbox.data.filtering import (
    callable_phones,
    matching_companies,
    matching_people,
    signal_types_of,
)
from lusha_cli.sandbox.data.people import Person, person_by_number, profile
from lusha_cli.sandbox.data.predicates import COMPANY_TESTS, Test, any_of
from lusha_cli.sandbox.handlers.v2.company_records import office_locations, prospecting_company
from lusha_cli.sandbox.handlers.v2.person import (
    check_reveals,
    linkedin_counts,
    revealed_data,
)
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.lookups import MatchedPerson, contact_data, links_of
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext
from lusha_cli.sandbox.search_ids import contact_id, is_request_id, person_number, request_id

DEFAULT_PAGE_SIZE = 20

# The vendor's schema has the one name, its example the other.
_SIGNAL_NAMES = {"signal", "signals"}
# Filters with another name in V3.
_V3_NAMES = {"seniority": "seniorityIds", "existing_data_points": "existingDataPoints"}


def contacts(context: RequestContext) -> tuple[int, Json]:
    """Return a page of the people who pass the filters."""
    params = context.params
    filters = _check_filters(context)
    people = matching_people(
        context,
        filters,
        _COMPANY_TESTS,
        include_partial=params.get("includePartialContact") is not False,
        exclude_dnc=params.get("excludeDnc", False),
    )
    criteria = _signal_criteria(filters, "contacts")
    search = request_id(context, "contact")

    def preview(person: Person) -> Json:
        return _contact_preview(person, search, criteria, context)

    return 201, _page(context, search, people, "contacts", preview)


def companies(context: RequestContext) -> tuple[int, Json]:
    """Return a page of the companies that pass the filters."""
    filters = _check_filters(context)
    matches = matching_companies(context, filters, _COMPANY_TESTS)
    criteria = _signal_criteria(filters, "companies")
    search = request_id(context, "company")

    def preview(company: Company) -> Json:
        data = company_data(company)
        return {
            "id": str(company.id),
            **{key: data[key] for key in ("name", "fqdn", "description", "logoUrl")},
            **_company_flags(company),
            "signalTypes": signal_types_of(company, criteria, context),
        }

    return 201, _page(context, search, matches, "companies", preview)


def enrich_contacts(context: RequestContext) -> tuple[int, Json]:
    """Return the contact data of people in the results of a search."""
    params = context.params
    check_reveals(context, params)
    search = _search_id(context, "contact")
    meter = CreditMeter(context)
    results: list[Json] = []
    for result_id in params["contactIds"]:
        number = person_number(result_id, search)
        if number is None:
            results.append({"id": result_id, "isSuccess": False})
            continue
        data = _enriched_contact(person_by_number(number, seed=context.seed), params, meter)
        results.append({"id": result_id, "isSuccess": True, "data": data})
    meter.charge_bulk("contactSearch")
    meter.settle()
    return 201, {"requestId": params["requestId"], "contacts": results}


def enrich_companies(context: RequestContext) -> tuple[int, Json]:
    """Return the data of companies in the results of a search."""
    params = context.params
    _search_id(context, "company")
    meter = CreditMeter(context)
    results: list[Json] = []
    for company_id in params["companiesIds"]:
        company = company_by_id(company_id, seed=context.seed)
        if company is not None:
            meter.reveal(f"company:{company.id}", {"company": "revealCompany"})
            results.append(prospecting_company(company))
    meter.charge_bulk("companySearch")
    meter.settle()
    return 201, {"requestId": params["requestId"], "companies": results}


def _check_filters(context: RequestContext) -> Json:
    """Return the filters by their names in V3. Raises ApiError 403 if the plan forbids one."""
    filters = context.params["filters"]
    if context.params.get("excludeDnc"):
        context.check_dnc()
    if any(_SIGNAL_NAMES & sides.get("include", {}).keys() for sides in filters.values()):
        context.check_signals()
    return {
        noun: {
            side: dict(_v3_filter(*entry) for entry in values.items())
            for side, values in sides.items()
        }
        for noun, sides in filters.items()
    }


def _v3_filter(name: str, value: Json) -> tuple[str, Json]:
    if name not in _SIGNAL_NAMES:
        return _V3_NAMES.get(name, name), value
    types = value.get("names", [])
    if "allSignals" in types:
        # In V3, a company has one more type.
        types = [*CONTACT_SIGNALS[1:], *COMPANY_SIGNALS[1:]]
    return "signals", {**value, "types": types}


def _has_office(entity: Company, criteria: Json) -> bool:
    return any(
        all(office.get(k) == v for k, v in criteria.items()) for office in office_locations(entity)
    )


def _has_employees(entity: Company, criteria: Json) -> bool:
    count: int = company_data(entity)["employeesInLinkedin"]
    return bool(criteria.get("min", 0) <= count <= criteria.get("max", 2**53))


_COMPANY_TESTS: dict[str, Test] = {
    **COMPANY_TESTS,
    "companyLocations": any_of(_has_office),
    "excludePartialCompanies": lambda entity, is_excluded: not (is_excluded and entity.is_partial),
    "employeesInLinkedIn": _has_employees,
}


def _signal_criteria(filters: Json, noun: str) -> Json:
    return filters.get(noun, {}).get("include", {}).get("signals", {})


def _page(
    context: RequestContext,
    search: str,
    matches: list[Any],
    noun: str,
    preview: Callable[[Any], Json],
) -> Json:
    """Return one page, charged by its results and by the signal types in them."""
    pages = context.params.get("pages", {})
    page, size = pages.get("page", 0), pages.get("size", DEFAULT_PAGE_SIZE)
    records = [preview(match) for match in matches[page * size : (page + 1) * size]]
    types = {name for record in records for name in record["signalTypes"]}
    meter = CreditMeter(context)
    kind = "contact" if noun == "contacts" else "company"
    meter.charge(f"{kind}Search", len(records))
    meter.charge(f"showSignals{kind.title()}", len(types))
    meter.settle()
    return {
        "requestId": search,
        "currentPage": page,
        "pageLength": len(records),
        "totalResults": len(matches),
        noun: records,
    }


def _search_id(context: RequestContext, record_type: str) -> str:
    """Return the id of the search. Raises ApiError 400 if it isn't one of this account."""
    search: str = context.params["requestId"]
    if not is_request_id(search, context, record_type):
        raise ApiError(400, "requestId does not belong to a search of this account")
    return search


def _contact_preview(person: Person, search: str, criteria: Json, context: RequestContext) -> Json:
    data = profile(person)
    phones = callable_phones(person) if context.params.get("excludeDnc") else data["phones"]
    phone_types = {phone.type for phone in phones}
    is_complete = not person.is_partial
    return {
        # Valid for this search only: enriching needs the `requestId` of the same search.
        "contactId": contact_id(person.number, search),
        "isShown": context.account.has_revealed(f"{context.seed}/person:{person.id}"),
        "name": person.full_name,
        "jobTitle": data["title"] if is_complete else "",
        "companyId": person.company.id,
        "companyName": person.company.name,
        "fqdn": company_data(person.company)["fqdn"],
        **_company_flags(person.company),
        "hasDepartment": is_complete,
        "hasSeniority": is_complete,
        "hasContactLocation": is_complete,
        "hasSocialLink": is_complete,
        "hasEmails": data["work"] or data["private"],
        "hasWorkEmail": data["work"],
        "hasPrivateEmail": data["private"],
        "hasPhones": bool(phones),
        "hasMobilePhone": "mobile" in phone_types,
        "hasDirectPhone": "direct" in phone_types,
        "signalTypes": signal_types_of(person, criteria, context),
    }


def _company_flags(company: Company) -> dict[str, bool]:
    """Return which fields of a company have a value."""
    names = ("EmployeesCount", "Revenue", "MainIndustry", "SubIndustry", "Funding", "Intent",
             "Technologies", "City")  # fmt: skip
    return {
        **{f"hasCompany{name}": not company.is_partial for name in names},
        "hasCompanyCountry": True,
    }


def _enriched_contact(person: Person, options: Json, meter: CreditMeter) -> Json:
    """Return the data of a person, and charge it."""
    profile_data = profile(person)
    emails, phones, points = revealed_data(*contact_data(MatchedPerson(person)), options)
    meter.reveal(f"person:{person.id}", points)
    company = company_data(person.company)
    company_keys = ("revenueRange", "funding", "intent", "mainIndustry", "subIndustry",
                    "technologies")  # fmt: skip
    data: Json = {
        "firstName": person.first_name,
        "lastName": person.last_name,
        "fullName": person.full_name,
        "isShown": True,
        "emailAddresses": emails,
        "phoneNumbers": phones,
        "companyId": person.company.id,
        "companyName": person.company.name,
        "company": {key: company[key] for key in company_keys},
    }
    if person.is_partial:
        return data
    location_keys = ("city", "state", "country", "country_iso2", "continent")
    seniority = profile_data["seniority"].lower()
    return {
        **data,
        "jobTitle": profile_data["title"],
        "location": {key: getattr(profile_data["location"], key) for key in location_keys},
        "socialLinks": links_of(person),
        "departments": [profile_data["department"]],
        "seniority": [{"id": profile_data["seniority_id"], "value": seniority}],
        **linkedin_counts(person),
    }


HANDLERS = {
    "prospecting contact search": contacts,
    "prospecting contact enrich": enrich_contacts,
    "prospecting company search": companies,
    "prospecting company enrich": enrich_companies,
}
