"""Handlers of V3's lookups of companies: search, enrich, and both at once."""

from random import Random
from typing import Any

from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.attributes import company_attributes, zip_code
from lusha_cli.sandbox.data.companies import (
    COMPANY_COUNT,
    Company,
    company_by_number,
    company_by_id,
    company_data,
    office_locations,
)
from lusha_cli.sandbox.data.names import INDUSTRIES
from lusha_cli.sandbox.handlers.v2.company import COMPANY_CREDITS, MAGIC_NUMBERS, find_company
from lusha_cli.sandbox.handlers.v3.results import lookup_response, can_reveal, error_result, scenario_for_item, reference
from lusha_cli.sandbox.handlers.v3.tables import write_to_table
from lusha_cli.sandbox.http import Refusal
from lusha_cli.sandbox.id_tokens import id_of
from lusha_cli.sandbox.request_context import Bill, Exchange

Json = dict[str, Any]

# What is revealed only where it is named, and what each costs.
REVEALS = {
    "employeesByDepartment": 1,
    "employeesByLocation": 1,
    "employeesBySeniority": 1,
    "competitors": 1,
    "intent": 0,
    "estimatedAnnualItSpend": 1,
    "monthlyWebsiteTraffic": 1,
}


def search(exchange: Exchange) -> tuple[int, Json]:
    """Previews of companies, found by what names them."""

    def preview(item: Json, _: Bill) -> Json:
        found = resolve_company(exchange, item)
        return found if isinstance(found, dict) else company_preview(exchange, item, found)

    return lookup_response(exchange, exchange.given["companies"], preview, charge_search=True)


def enrich(exchange: Exchange) -> tuple[int, Json]:
    """Companies by their ids, with what was asked to be revealed."""
    ids = exchange.given["ids"]

    def enriched(item: Json, bill: Bill) -> Json:
        found = company_by_id(id_of(item["id"]), seed=exchange.seed)
        if found is None:
            return {"id": item["id"], **error_result(item, "NOT_FOUND")}
        return _enriched(exchange, item, found, bill)

    status, answer = lookup_response(exchange, [{"id": i} for i in ids], enriched, charge_search=False)
    if "tableId" in exchange.given:
        found = [one["id"] for one in answer["results"] if "error" not in one]
        answer.update(write_to_table(exchange, "companies", exchange.given["tableId"], found))
    return status, answer


def search_and_enrich(exchange: Exchange) -> tuple[int, Json]:
    """Both at once, for the price of enriching."""

    def enriched(item: Json, bill: Bill) -> Json:
        found = resolve_company(exchange, item)
        return found if isinstance(found, dict) else _enriched(exchange, item, found, bill)

    return lookup_response(exchange, exchange.given["companies"], enriched, charge_search=False)


def resolve_company(exchange: Exchange, item: Json) -> Company | Json:
    """The company that an item means, or its result where there is none."""
    if not any(item.get(key) for key in ("id", "name", "domain")):
        raise Refusal(400, "A company needs an id, a name or a domain")
    fate = scenario_for_item(item, exchange, "domain")
    if fate == "gdpr":
        return error_result(item, "COMPLIANCE_RESTRICTED")
    if fate in MAGIC_NUMBERS:
        return company_by_number(MAGIC_NUMBERS[fate], seed=exchange.seed)
    number = id_of(item["id"]) if item.get("id") else None
    found = None if fate else find_company({**item, "companyId": number}, exchange.seed)
    options = exchange.given.get("options", {})
    if found is None or (found.is_partial and not options.get("includePartialProfiles")):
        return error_result(item, "NOT_FOUND")
    return found


def company_preview(exchange: Exchange, item: Json, found: Company) -> Json:
    """What a search tells of a company."""
    result = {
        **reference(item),
        **_named(found),
        "has": ["alternativeName", "alternativeDomains", "description", "companyType",
                "yearFounded", "subIndustry", "specialities", "sicCodes", "naicsCodes",
                "additionalLocations", "linkedinFollowers", "revenueRange", "funding",
                "popularityTier", "logoUrl", "businessModel", "phones", "emails", "keywords",
                "socialLinks", *REVEALS],
        "canReveal": can_reveal(exchange, f"company:{found.id}", REVEALS),
    }  # fmt: skip
    wanted = exchange.given.get("signals")
    if not wanted:
        return result
    exchange.check_signals()
    told = signals.company_signals(
        found, wanted["types"], since=exchange.since(wanted.get("startDate")),
        today=exchange.today, include={},
    )  # fmt: skip
    types = [name for name, happened in told.items() if happened]
    return {**result, "signalTypes": types} if types else error_result(item, "NOT_FOUND")


def _named(found: Company) -> Json:
    known = company_data(found)
    least, most = known["companySize"]
    named = {"id": str(found.id), "name": found.name, "domain": f"www.{found.domain}"}
    if found.is_partial:
        return named
    return {
        **named,
        "employeeCount": {"exact": known["employeesInLinkedin"], "min": least, "max": most},
        "industry": known["mainIndustry"],
        "location": {
            key: known[key]
            for key in ("city", "state", "stateCode", "country", "countryIso2", "continent")
        },
        "socialLinks": {"linkedin": known["linkedin"]},
    }


def _enriched(exchange: Exchange, item: Json, found: Company, bill: Bill) -> Json:
    known, wanted = company_data(found), exchange.given.get("reveal", [])
    points = {"company": COMPANY_CREDITS} | {name: REVEALS[name] for name in wanted}
    bill.add(f"company:{found.id}", points)
    if found.is_partial:
        return {**reference(item), **_named(found)}
    details = known["industryPrimaryGroupDetails"]
    least, most = known["revenueRange"]
    return {
        **reference(item),
        **_named(found),
        **_profile(found),
        "description": known["description"],
        "companyType": known["companyType"],
        "yearFounded": int(known["founded"]),
        "subIndustry": known["subIndustry"],
        "specialities": known["specialities"],
        "sicCodes": [{"code": c["sicCodes"], "description": c["description"]}
                     for c in details["sicCodes"]],
        "naicsCodes": [{"code": c["naicsCodes"], "description": c["description"]}
                       for c in details["naicsCodes"]],
        "emailDomain": known["emailDomain"],
        "linkedinFollowers": known["linkedinFollowers"],
        "revenueRange": {"min": least, "max": most},
        "funding": known["funding"],
        "technologies": [one["name"] for one in known["technologies"]],
        "logoUrl": known["logoUrl"],
        **{name: value for name, value in _revealed(found).items() if name in wanted},
    }  # fmt: skip


def _profile(found: Company) -> Json:
    """What V3 tells of a company and V2 does not."""
    known, random = company_data(found), Random(f"{found.seed}:profile:{found.number}")
    others = [entry for entry in INDUSTRIES if entry[0] != known["mainIndustry"]]
    head, *more = [
        {
            "city": site["city"],
            "state": site["state"],
            "stateCode": site["state_code"],
            "country": site["country"],
            "countryIso2": site["country_iso2"],
            "continent": site["continent"],
            "zipCode": zip_code(site["city"]),
        }
        for site in office_locations(found)
    ]
    links = {"linkedin": known["linkedin"]}
    if random.random() < 0.5:
        links["facebook"] = f"https://www.facebook.com/{found.slug}"
        links["x"] = f"https://x.com/{found.slug}"
    return {
        "alternativeName": found.name.lower(),
        "alternativeDomains": [found.domain],
        "industryTags": [known["mainIndustry"], known["subIndustry"]],
        "companyOffering": f"Services in {known['subIndustry'].lower()}",
        "additionalIndustries": [
            {"industry": main, "subIndustry": sub}
            for main, sub, *_ in random.sample(others, k=random.randrange(3))
        ],
        "location": head,
        "additionalLocations": more,
        "socialLinks": links,
        "popularityTier": random.randint(1, 5),
        "businessModel": company_attributes(found)["businessModel"],
        "phone": f"+1 {random.randint(201, 989)} 555 01{random.randint(0, 99):02}",
        "email": f"info@{found.domain}",
        "keywords": sorted(company_attributes(found)["keywords"]),
        "specialitiesRefactored": sorted(known["specialities"]),
    }


def _revealed(found: Company) -> Json:
    """What is told only where it is named."""
    known, random = company_data(found), Random(f"{found.seed}:reveals:{found.number}")
    staff = known["employeesInLinkedin"]
    half = staff // 2
    rivals = [company_by_number((found.number + step) % COMPANY_COUNT, seed=found.seed) for step in (37, 74, 111)]
    return {
        "employeesByDepartment": [
            {"department": "Engineering & Technical", "count": staff - half},
            {"department": "Sales", "count": half},
        ],
        "employeesByLocation": [
            {"country": known["country"], "state": known["state"], "count": staff}
        ],
        "employeesBySeniority": [
            {"seniority": "manager", "count": half},
            {"seniority": "non-manager", "count": staff - half},
        ],
        "competitors": [
            {"id": str(one.id), "name": one.name, "domain": f"www.{one.domain}"} for one in rivals
        ],
        "intent": known["intent"],
        "estimatedAnnualItSpend": {
            "value": staff * 4_000,
            "currency": "USD",
            "valueUsd": staff * 4_000,
        },
        "monthlyWebsiteTraffic": {
            "visits": random.randint(1_000, 900_000),
            "momChangePercent": random.randint(-20, 20),
            "month": "2026-09",
        },
    }


HANDLERS = {
    "companies search": search,
    "companies enrich": enrich,
    "companies search-and-enrich": search_and_enrich,
}
