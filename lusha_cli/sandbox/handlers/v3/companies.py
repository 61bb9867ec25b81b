"""Handlers of V3's lookups of companies: search, enrich, and both at once."""

from random import Random
from typing import Any

from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.attributes import company_traits, zip_code
from lusha_cli.sandbox.data.companies import (
    COMPANIES,
    Company,
    company,
    company_by_id,
    company_data,
    sites,
)
from lusha_cli.sandbox.data.names import INDUSTRIES
from lusha_cli.sandbox.handlers.v3.results import (
    answered,
    can_reveal,
    failed,
    reference,
    scenario_for_item,
)
from lusha_cli.sandbox.handlers.v3.tables import write_to
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.id_tokens import decode_id
from lusha_cli.sandbox.lookups import COMPANY_CREDITS, MAGIC_NUMBERS, find_company
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext

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


def search(context: RequestContext) -> tuple[int, Json]:
    """Previews of companies, found by what names them."""

    def preview(item: Json, _: CreditMeter) -> Json:
        found = company_of(context, item)
        return found if isinstance(found, dict) else preview_of(context, item, found)

    return answered(context, context.params["companies"], preview, searches=True)


def enrich(context: RequestContext) -> tuple[int, Json]:
    """Companies by their ids, with what was asked to be revealed."""
    ids = context.params["ids"]

    def enriched(item: Json, bill: CreditMeter) -> Json:
        found = company_by_id(decode_id(item["id"]), seed=context.seed)
        if found is None:
            return {"id": item["id"], **failed(item, "NOT_FOUND")}
        return _enriched(context, item, found, bill)

    status, answer = answered(context, [{"id": i} for i in ids], enriched, searches=False)
    if "tableId" in context.params:
        found = [one["id"] for one in answer["results"] if "error" not in one]
        answer.update(write_to(context, "companies", context.params["tableId"], found))
    return status, answer


def search_and_enrich(context: RequestContext) -> tuple[int, Json]:
    """Both at once, for the price of enriching."""

    def enriched(item: Json, bill: CreditMeter) -> Json:
        found = company_of(context, item)
        return found if isinstance(found, dict) else _enriched(context, item, found, bill)

    return answered(context, context.params["companies"], enriched, searches=False)


def company_of(context: RequestContext, item: Json) -> Company | Json:
    """The company that an item means, or its result where there is none."""
    if not any(item.get(key) for key in ("id", "name", "domain")):
        raise ApiError(400, "A company needs an id, a name or a domain")
    fate = scenario_for_item(item, context, "domain")
    if fate == "gdpr":
        return failed(item, "COMPLIANCE_RESTRICTED")
    if fate in MAGIC_NUMBERS:
        return company(MAGIC_NUMBERS[fate], seed=context.seed)
    number = decode_id(item["id"]) if item.get("id") else None
    found = None if fate else find_company({**item, "companyId": number}, context.seed)
    options = context.params.get("options", {})
    if found is None or (found.is_partial and not options.get("includePartialProfiles")):
        return failed(item, "NOT_FOUND")
    return found


def preview_of(context: RequestContext, item: Json, found: Company) -> Json:
    """What a search tells of a company."""
    result = {
        **reference(item),
        **_named(found),
        "has": ["alternativeName", "alternativeDomains", "description", "companyType",
                "yearFounded", "subIndustry", "specialities", "sicCodes", "naicsCodes",
                "additionalLocations", "linkedinFollowers", "revenueRange", "funding",
                "popularityTier", "logoUrl", "businessModel", "phones", "emails", "keywords",
                "socialLinks", *REVEALS],
        "canReveal": can_reveal(context, f"company:{found.id}", REVEALS),
    }  # fmt: skip
    wanted = context.params.get("signals")
    if not wanted:
        return result
    context.check_signals()
    told = signals.of_company(
        found, wanted["types"], since=context.since(wanted.get("startDate")),
        today=context.today, include={},
    )  # fmt: skip
    types = [name for name, happened in told.items() if happened]
    return {**result, "signalTypes": types} if types else failed(item, "NOT_FOUND")


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


def _enriched(context: RequestContext, item: Json, found: Company, bill: CreditMeter) -> Json:
    known, wanted = company_data(found), context.params.get("reveal", [])
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
        for site in sites(found)
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
        "businessModel": company_traits(found)["businessModel"],
        "phone": f"+1 {random.randint(201, 989)} 555 01{random.randint(0, 99):02}",
        "email": f"info@{found.domain}",
        "keywords": sorted(company_traits(found)["keywords"]),
        "specialitiesRefactored": sorted(known["specialities"]),
    }


def _revealed(found: Company) -> Json:
    """What is told only where it is named."""
    known, random = company_data(found), Random(f"{found.seed}:reveals:{found.number}")
    staff = known["employeesInLinkedin"]
    half = staff // 2
    rivals = [company((found.number + step) % COMPANIES, seed=found.seed) for step in (37, 74, 111)]
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
