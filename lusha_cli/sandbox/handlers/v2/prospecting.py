"""Handlers of the prospecting searches, and of enriching what they found."""

from typing import Any

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.companies import (
    Company,
    company_by_id,
    company_data,
    prospecting_company,
)
from lusha_cli.sandbox.data.people import Person, person_by_number, profile
from lusha_cli.sandbox.data.v2_filtering import (
    callable_phones,
    matching_companies,
    matching_people,
    signal_types_of,
)
from lusha_cli.sandbox.handlers.v2 import person as people_data
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext
from lusha_cli.sandbox.search_ids import contact_id, is_request_id, person_number, request_id

PAGE_SIZE = 20


def contacts(context: RequestContext) -> tuple[int, Json]:
    """A page of the people who pass the filters."""
    given, filters = context.params, context.params["filters"]
    _check_plan(context, filters)
    found = matching_people(filters, seed=context.seed, today=context.today)
    if given.get("includePartialContact") is False:
        found = [someone for someone in found if not someone.is_partial]
    if given.get("excludeDnc"):
        found = [p for p in found if callable_phones(p) or not profile(p)["phones"]]
    asked = filters.get("contacts", {}).get("include", {}).get("signal", {})
    search = request_id(context, "contact")

    def shown(someone: Person) -> Json:
        return _contact(someone, search, asked, context)

    return 201, _page(context, search, found, "contacts", shown)


def companies(context: RequestContext) -> tuple[int, Json]:
    """A page of the companies that pass the filters."""
    filters = context.params["filters"]
    _check_plan(context, filters)
    wanted = filters.get("companies", {})
    found = matching_companies(wanted, seed=context.seed, today=context.today)
    asked = wanted.get("include", {}).get("signal", {})
    search = request_id(context, "company")

    def shown(firm: Company) -> Json:
        known = company_data(firm)
        same = {key: known[key] for key in ("name", "fqdn", "description", "logoUrl")}
        types = signal_types_of(firm, asked, context.today)
        return {"id": str(firm.id), **same, **_known_of(firm), "signalTypes": types}

    return 201, _page(context, search, found, "companies", shown)


def enrich_contacts(context: RequestContext) -> tuple[int, Json]:
    """Contact data of people whom a search found."""
    given = context.params
    people_data.check_reveals(context, given)
    search = _search_of(context, "contact")
    bill = CreditMeter(context)
    answers: list[Json] = []
    for ticket in given["contactIds"]:
        number = person_number(ticket, search)
        if number is None:
            answers.append({"id": ticket, "isSuccess": False})
            continue
        someone = person_by_number(number, seed=context.seed)
        data = people_data.prospected(someone, given, bill)
        answers.append({"id": ticket, "isSuccess": True, "data": data})
    bill.settle(per_25=True)
    return 201, {"requestId": given["requestId"], "contacts": answers}


def enrich_companies(context: RequestContext) -> tuple[int, Json]:
    """Data of companies that a search found."""
    given = context.params
    _search_of(context, "company")
    bill = CreditMeter(context)
    answers: list[Json] = []
    for text in given["companiesIds"]:
        firm = company_by_id(text, seed=context.seed)
        if firm is not None:
            bill.add(f"company:{firm.id}", {"company": 1})
            answers.append(prospecting_company(firm))
    bill.settle(per_25=True)
    return 201, {"requestId": given["requestId"], "companies": answers}


def _check_plan(context: RequestContext, filters: Json) -> None:
    if context.params.get("excludeDnc") and not context.plan.dnc:
        raise ApiError(403, "Exclude DNC is not supported on your current plan")
    if any("signal" in kind.get("include", {}) for kind in filters.values()):
        context.check_signals()


def _page(context: RequestContext, search: str, found: list[Any], name: str, shown: Any) -> Json:
    """One page of what was found, with its price: 1 for each started 25, 1 for each signal type."""
    pages = context.params.get("pages", {})
    page, size = pages.get("page", 0), pages.get("size", PAGE_SIZE)
    records = [shown(one) for one in found[page * size : (page + 1) * size]]
    types = {kind for record in records for kind in record["signalTypes"]}
    bill = CreditMeter(context)
    bill.charge(-(-len(records) // 25) + len(types))
    bill.settle()
    return {
        "requestId": search,
        "currentPage": page,
        "pageLength": len(records),
        "totalResults": len(found),
        name: records,
    }


def _search_of(context: RequestContext, kind: str) -> str:
    search: str = context.params["requestId"]
    if not is_request_id(search, context, kind):
        raise ApiError(400, "requestId is not of a search of this account")
    return search


def _contact(someone: Person, search: str, asked: Json, context: RequestContext) -> Json:
    known = profile(someone)
    phones = callable_phones(someone) if context.params.get("excludeDnc") else known["phones"]
    kinds = {phone.kind for phone in phones}
    is_known = not someone.is_partial
    return {
        "contactId": contact_id(someone.number, search),
        "isShown": context.account.has_revealed(f"{context.seed}/person:{someone.id}"),
        "name": someone.full_name,
        "jobTitle": known["title"] if is_known else "",
        "companyId": someone.company.id,
        "companyName": someone.company.name,
        "fqdn": company_data(someone.company)["fqdn"],
        **_known_of(someone.company),
        "hasDepartment": is_known,
        "hasSeniority": is_known,
        "hasContactLocation": is_known,
        "hasSocialLink": is_known,
        "hasEmails": known["work"] or known["private"],
        "hasWorkEmail": known["work"],
        "hasPrivateEmail": known["private"],
        "hasPhones": bool(phones),
        "hasMobilePhone": "mobile" in kinds,
        "hasDirectPhone": "direct" in kinds,
        "signalTypes": signal_types_of(someone, asked, context.today),
    }


def _known_of(firm: Company) -> dict[str, bool]:
    """What an answer says is known of a company."""
    names = ("EmployeesCount", "Revenue", "MainIndustry", "SubIndustry", "Funding", "Intent",
             "Technologies", "City")  # fmt: skip
    return {
        **{f"hasCompany{name}": not firm.is_partial for name in names},
        "hasCompanyCountry": True,
    }
