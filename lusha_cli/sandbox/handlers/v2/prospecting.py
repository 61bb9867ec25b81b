"""Handlers of the prospecting searches, and of enriching what they found."""

from typing import Any

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
from lusha_cli.sandbox.http import Refusal
from lusha_cli.sandbox.request_context import Bill, Exchange
from lusha_cli.sandbox.search_ids import contact_id, is_request_id, person_number, request_id

Json = dict[str, Any]

PAGE_SIZE = 20


def contacts(exchange: Exchange) -> tuple[int, Json]:
    """A page of the people who pass the filters."""
    given, filters = exchange.given, exchange.given["filters"]
    _check_plan(exchange, filters)
    found = matching_people(filters, seed=exchange.seed, today=exchange.today)
    if given.get("includePartialContact") is False:
        found = [someone for someone in found if not someone.is_partial]
    if given.get("excludeDnc"):
        found = [p for p in found if callable_phones(p) or not profile(p)["phones"]]
    asked = filters.get("contacts", {}).get("include", {}).get("signal", {})
    search = request_id(exchange, "contact")

    def shown(someone: Person) -> Json:
        return _contact(someone, search, asked, exchange)

    return 201, _page(exchange, search, found, "contacts", shown)


def companies(exchange: Exchange) -> tuple[int, Json]:
    """A page of the companies that pass the filters."""
    filters = exchange.given["filters"]
    _check_plan(exchange, filters)
    wanted = filters.get("companies", {})
    found = matching_companies(wanted, seed=exchange.seed, today=exchange.today)
    asked = wanted.get("include", {}).get("signal", {})
    search = request_id(exchange, "company")

    def shown(firm: Company) -> Json:
        known = company_data(firm)
        same = {key: known[key] for key in ("name", "fqdn", "description", "logoUrl")}
        types = signal_types_of(firm, asked, exchange.today)
        return {"id": str(firm.id), **same, **_known_of(firm), "signalTypes": types}

    return 201, _page(exchange, search, found, "companies", shown)


def enrich_contacts(exchange: Exchange) -> tuple[int, Json]:
    """Contact data of people whom a search found."""
    given = exchange.given
    people_data.check_reveals(exchange, given)
    search = _search_of(exchange, "contact")
    bill = Bill(exchange)
    answers: list[Json] = []
    for ticket in given["contactIds"]:
        number = person_number(ticket, search)
        if number is None:
            answers.append({"id": ticket, "isSuccess": False})
            continue
        someone = person_by_number(number, seed=exchange.seed)
        data = people_data.prospected(someone, given, bill)
        answers.append({"id": ticket, "isSuccess": True, "data": data})
    bill.settle(per_25=True)
    return 201, {"requestId": given["requestId"], "contacts": answers}


def enrich_companies(exchange: Exchange) -> tuple[int, Json]:
    """Data of companies that a search found."""
    given = exchange.given
    _search_of(exchange, "company")
    bill = Bill(exchange)
    answers: list[Json] = []
    for text in given["companiesIds"]:
        firm = company_by_id(text, seed=exchange.seed)
        if firm is not None:
            bill.add(f"company:{firm.id}", {"company": 1})
            answers.append(prospecting_company(firm))
    bill.settle(per_25=True)
    return 201, {"requestId": given["requestId"], "companies": answers}


def _check_plan(exchange: Exchange, filters: Json) -> None:
    if exchange.given.get("excludeDnc") and not exchange.plan.dnc:
        raise Refusal(403, "Exclude DNC is not supported on your current plan")
    if any("signal" in kind.get("include", {}) for kind in filters.values()):
        exchange.check_signals()


def _page(exchange: Exchange, search: str, found: list[Any], name: str, shown: Any) -> Json:
    """One page of what was found, with its price: 1 for each started 25, 1 for each signal type."""
    pages = exchange.given.get("pages", {})
    page, size = pages.get("page", 0), pages.get("size", PAGE_SIZE)
    records = [shown(one) for one in found[page * size : (page + 1) * size]]
    types = {kind for record in records for kind in record["signalTypes"]}
    bill = Bill(exchange)
    bill.charge(-(-len(records) // 25) + len(types))
    bill.settle()
    return {
        "requestId": search,
        "currentPage": page,
        "pageLength": len(records),
        "totalResults": len(found),
        name: records,
    }


def _search_of(exchange: Exchange, kind: str) -> str:
    search: str = exchange.given["requestId"]
    if not is_request_id(search, exchange, kind):
        raise Refusal(400, "requestId is not of a search of this account")
    return search


def _contact(someone: Person, search: str, asked: Json, exchange: Exchange) -> Json:
    known = profile(someone)
    phones = callable_phones(someone) if exchange.given.get("excludeDnc") else known["phones"]
    kinds = {phone.kind for phone in phones}
    is_known = not someone.is_partial
    return {
        "contactId": contact_id(someone.number, search),
        "isShown": exchange.account.has_revealed(f"{exchange.seed}/person:{someone.id}"),
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
        "signalTypes": signal_types_of(someone, asked, exchange.today),
    }


def _known_of(firm: Company) -> dict[str, bool]:
    """What an answer says is known of a company."""
    names = ("EmployeesCount", "Revenue", "MainIndustry", "SubIndustry", "Funding", "Intent",
             "Technologies", "City")  # fmt: skip
    return {
        **{f"hasCompany{name}": not firm.is_partial for name in names},
        "hasCompanyCountry": True,
    }
