"""Handlers of the V3 company lookups: search, enrich, and both in one request."""

from random import Random

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.attributes import company_attributes, zip_code
from lusha_cli.sandbox.data.companies import (
    COMPANY_COUNT,
    Company,
    company_by_id,
    company_by_number,
    company_data,
    offices,
)
from lusha_cli.sandbox.data.names import INDUSTRIES
from lusha_cli.sandbox.handlers.v3.results import (
    Lookup,
    can_reveal,
    company_reference,
    error_result,
    reference,
    scenario_for_item,
    with_signal_types,
)
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.id_tokens import decode_id
from lusha_cli.sandbox.lookups import find_company, scenario_company
from lusha_cli.sandbox.prices import COMPANY_FIELD
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext

# Fields that are revealed only on request, and the action of each ("" if it is free).
REVEALS = {
    "employeesByDepartment": COMPANY_FIELD,
    "employeesByLocation": COMPANY_FIELD,
    "employeesBySeniority": COMPANY_FIELD,
    "competitors": COMPANY_FIELD,
    "intent": "",
    "estimatedAnnualItSpend": COMPANY_FIELD,
    "monthlyWebsiteTraffic": COMPANY_FIELD,
    "directParent": COMPANY_FIELD,
    "ultimateParent": COMPANY_FIELD,
    "openJobsTotal": COMPANY_FIELD,
    "openJobsByDepartment": COMPANY_FIELD,
    "openJobsByLocation": COMPANY_FIELD,
    "openJobsBySeniority": COMPANY_FIELD,
}

_AVAILABLE = (
    "alternativeName", "alternativeDomains", "description", "companyType", "yearFounded",
    "subIndustry", "specialities", "sicCodes", "naicsCodes", "additionalLocations",
    "linkedinFollowers", "revenueRange", "funding", "popularityTier", "logoUrl", "businessModel",
    "phones", "emails", "keywords", "socialLinks",
)  # fmt: skip


def resolve_company(context: RequestContext, item: Json) -> Company | Json:
    """Return the company that an item identifies, or an error result."""
    if not any(item.get(key) for key in ("id", "name", "domain")):
        raise ApiError(400, "A company needs an id, a name or a domain")
    scenario = scenario_for_item(item, context, "domain")
    if scenario == "gdpr":
        return error_result(item, "COMPLIANCE_RESTRICTED")
    company = scenario_company(scenario, context.seed)
    if company:
        return company
    numeric_id = decode_id(item["id"]) if item.get("id") else None
    # A test identity without a company must not match by its name instead.
    company = None if scenario else find_company({**item, "companyId": numeric_id}, context.seed)
    options = context.params.get("options", {})
    if company is None or (company.is_partial and not options.get("includePartialProfiles")):
        return error_result(item, "NOT_FOUND")
    return company


def company_preview(context: RequestContext, item: Json, company: Company) -> Json:
    """Return the preview of a company in a search."""
    result = {
        **reference(item),
        **_summary(company),
        "has": [] if company.is_partial else [*_AVAILABLE, *_offered(company)],
        "canReveal": can_reveal(context, f"company:{company.id}", _offered(company)),
    }
    return with_signal_types(context, company, result, item)


def _offered(company: Company) -> dict[str, str]:
    """Return the action of each field that can be revealed of a company."""
    values = _revealable(company)
    return {name: action for name, action in REVEALS.items() if values[name] is not None}


def _summary(company: Company) -> Json:
    data = company_data(company)
    min_size, max_size = data["companySize"]
    summary = company_reference(company)
    if company.is_partial:
        return summary
    return {
        **summary,
        "employeeCount": {"exact": data["employeesInLinkedin"], "min": min_size, "max": max_size},
        "industry": data["mainIndustry"],
        "location": {
            key: data[key]
            for key in ("city", "state", "stateCode", "country", "countryIso2", "continent")
        },
        "socialLinks": {"linkedin": data["linkedin"]},
    }


def _enriched_result(
    context: RequestContext, item: Json, company: Company, meter: CreditMeter
) -> Json:
    data, reveal = company_data(company), context.params.get("reveal", [])
    revealed = {} if company.is_partial else _revealable(company)
    fields = {name: value for name, value in revealed.items() if name in reveal}
    # A field without a value is not charged.
    paid = {name: REVEALS[name] for name, value in fields.items() if value is not None}
    points = {name: action for name, action in paid.items() if action}
    meter.reveal(f"company:{company.id}", {"company": "revealCompany", **points})
    if company.is_partial:
        return {**reference(item), **_summary(company)}
    details = data["industryPrimaryGroupDetails"]
    min_revenue, max_revenue = data["revenueRange"]
    return {
        **reference(item),
        **_summary(company),
        **_profile(company),
        "description": data["description"],
        "companyType": data["companyType"],
        "yearFounded": int(data["founded"]),
        "subIndustry": data["subIndustry"],
        "specialities": data["specialities"],
        "sicCodes": [{"code": code["sicCodes"], "description": code["description"]}
                     for code in details["sicCodes"]],
        "naicsCodes": [{"code": code["naicsCodes"], "description": code["description"]}
                       for code in details["naicsCodes"]],
        "emailDomain": data["emailDomain"],
        "linkedinFollowers": data["linkedinFollowers"],
        "revenueRange": {"min": min_revenue, "max": max_revenue},
        "funding": data["funding"],
        "technologies": [technology["name"] for technology in data["technologies"]],
        "logoUrl": data["logoUrl"],
        "has": list(_offered(company)),
        "canReveal": can_reveal(context, f"company:{company.id}", _offered(company)),
        **fields,
    }  # fmt: skip


def _profile(company: Company) -> Json:
    """Return the fields of a company that only V3 has."""
    data, random = company_data(company), Random(f"{company.seed}:profile:{company.number}")
    other_industries = [entry for entry in INDUSTRIES if entry[0] != data["mainIndustry"]]
    head_office, *other_offices = [
        {
            "city": office.city,
            "state": office.state,
            "stateCode": office.state_code,
            "country": office.country,
            "countryIso2": office.country_iso2,
            "continent": office.continent,
            "zipCode": zip_code(office.city),
        }
        for office in offices(company)
    ]
    links = {"linkedin": data["linkedin"]}
    if random.random() < 0.5:
        links["facebook"] = f"https://www.facebook.com/{company.slug}"
        links["x"] = f"https://x.com/{company.slug}"
    return {
        "alternativeName": company.name.lower(),
        "alternativeDomains": [company.domain],
        "industryTags": [data["mainIndustry"], data["subIndustry"]],
        "companyOffering": f"Services in {data['subIndustry'].lower()}",
        "additionalIndustries": [
            {"industry": main, "subIndustry": sub}
            for main, sub, *_ in random.sample(other_industries, k=random.randrange(3))
        ],
        "location": head_office,
        "additionalLocations": other_offices,
        "socialLinks": links,
        "popularityTier": random.randint(1, 5),
        "businessModel": company_attributes(company)["businessModel"],
        "phone": f"+1 {random.randint(201, 989)} 555 01{random.randint(0, 99):02}",
        "email": f"info@{company.domain}",
        "keywords": sorted(company_attributes(company)["keywords"]),
        "specialitiesRefactored": sorted(data["specialities"]),
    }


def _revealable(company: Company) -> Json:
    """Return the fields that are revealed only on request."""
    data, random = company_data(company), Random(f"{company.seed}:reveals:{company.number}")
    employee_count = data["employeesInLinkedin"]
    competitors = [
        company_by_number((company.number + step) % COMPANY_COUNT, seed=company.seed)
        for step in (37, 74, 111)
    ]
    return {
        **_divided("employees", employee_count, data),
        "competitors": [company_reference(competitor) for competitor in competitors],
        "intent": data["intent"],
        "estimatedAnnualItSpend": {
            "value": employee_count * 4_000,
            "currency": "USD",
            "valueUsd": employee_count * 4_000,
        },
        "monthlyWebsiteTraffic": {
            "visits": random.randint(1_000, 900_000),
            "momChangePercent": random.randint(-20, 20),
            "month": "2026-09",
        },
        "directParent": _owner_of(company, _GROUP if company.number % _GROUP else _HOLDING),
        "ultimateParent": _owner_of(company, _HOLDING),
        **_open_jobs(data, random),
    }


def _open_jobs(data: Json, random: Random) -> Json:
    """Return the open jobs of a company, divided like its employees."""
    total = random.randint(2, 90)
    return {"openJobsTotal": total, **_divided("openJobs", total, data)}


def _divided(name: str, total: int, data: Json) -> Json:
    """Return the number of a company's employees or jobs by department, location and seniority."""
    half = total // 2
    return {
        f"{name}ByDepartment": [
            {"department": "Engineering & Technical", "count": total - half},
            {"department": "Sales", "count": half},
        ],
        f"{name}ByLocation": [{"country": data["country"], "state": data["state"], "count": total}],
        f"{name}BySeniority": [
            {"seniority": "manager", "count": half},
            {"seniority": "non-manager", "count": total - half},
        ],
    }


# The first company of each group owns the others of it, and the first of a holding the groups.
_GROUP, _HOLDING = 4, 16


def _owner_of(company: Company, size: int) -> Json:
    """Return the company that owns a company among each `size`, or None if it is that one."""
    position = company.number % size
    if not position:
        return None
    owner = company_by_number(company.number - position, seed=company.seed)
    result = {"lushaCompanyId": str(owner.id), "name": owner.name, "domain": owner.domain}
    # For some owners the country of the head office is not known.
    country = {} if owner.number % 3 == 1 else {"hqCountry": company_data(owner)["country"]}
    return {**result, **country}


LOOKUP = Lookup(
    noun="companies",
    resolve=resolve_company,
    find_by_id=lambda context, company_id: company_by_id(company_id, seed=context.seed),
    preview=company_preview,
    enriched=_enriched_result,
    search_action="companySearch",
    is_search_documented=False,
)
HANDLERS = LOOKUP.handlers()
