"""Companies in the shapes of the V2 responses."""

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.companies import Company, company_data, offices


def office_locations(company: Company) -> list[Json]:
    """Return the offices of a company in the shape of the V2 responses."""
    keys = ("city", "continent", "country", "country_iso2", "state", "state_code")
    return [{key: getattr(office, key) for key in keys} for office in offices(company)]


_PARTIAL_KEYS = ("id", "lushaCompanyId", "name", "fqdn", "emailDomain", "country", "countryIso2")


def bulk_company(company: Company) -> Json:
    """Return a company in the shape of the bulk response."""
    data = company_data(company)
    if company.is_partial:
        return {key: data[key] for key in _PARTIAL_KEYS}
    # Only the other responses of V2 have the code of the state.
    fields = {key: value for key, value in data.items() if key != "stateCode"}
    return {**fields, "companyLocations": office_locations(company)}


def single_company(company: Company) -> Json:
    """Return a company in the shape of the single response."""
    data = company_data(company)
    location = {
        key: data[key]
        for key in ("city", "state", "stateCode", "country", "countryIso2", "rawLocation")
    }
    if company.is_partial:
        return {
            "id": company.id, "name": company.name, "domain": company.domain, "fqdn": data["fqdn"]
        }  # fmt: skip
    min_size, max_size = data["companySize"]
    copied_keys = (
        "id", "name", "description", "fqdn", "founded", "logoUrl", "linkedinFollowers",
        "emailDomain", "companyType", "revenueRange", "mainIndustry", "subIndustry",
        "specialities", "technologies", "funding", "intent", "industryPrimaryGroupDetails",
    )  # fmt: skip
    return {
        **{key: data[key] for key in copied_keys},
        "domain": company.domain,
        "website": f"https://{data['fqdn']}",
        "employees": f"{min_size:,} - {max_size:,}",
        "companySize": {
            "min": min_size,
            "max": max_size,
            "employeesInLinkedin": data["employeesInLinkedin"],
        },
        "categories": [data["subIndustry"]],
        "social": {
            "linkedin": {"url": data["linkedin"]},
            "crunchbase": {"url": data["crunchbase"]},
        },
        "location": {**location, "fullLocation": data["rawLocation"]},
        "companyLocations": office_locations(company),
    }


def prospecting_company(company: Company) -> Json:
    """Return a company in the shape of the prospecting response."""
    data = company_data(company)
    if company.is_partial:
        return {key: data[key] for key in _PARTIAL_KEYS if key != "lushaCompanyId"}
    min_size, max_size = data["companySize"]
    copied_keys = (
        "id", "name", "revenueRange", "fqdn", "description", "logoUrl", "city", "state",
        "stateCode", "country", "countryIso2", "continent", "rawLocation", "specialities",
        "mainIndustry", "subIndustry", "linkedinFollowers", "emailDomain", "companyType",
        "funding", "intent", "technologies",
    )  # fmt: skip
    return {
        **{key: data[key] for key in copied_keys},
        "companySize": {
            "min": min_size,
            "max": max_size,
            "employees_in_linkedin": data["employeesInLinkedin"],
        },
        "employees": f"{min_size} - {max_size}",
        "domains": {"email": company.domain, "homepage": company.domain},
        "industryTags": [data["mainIndustry"], data["subIndustry"]],
        "social": {"linkedin": data["linkedin"], "crunchbase": data["crunchbase"]},
        "companyLocations": office_locations(company),
    }


def contact_company(company: Company) -> Json:
    """Return a company in the shape that a contact contains."""
    data = company_data(company)
    copied_keys = (
        "name", "description", "logoUrl", "revenueRange", "companySize", "fqdn", "specialities",
        "technologies", "intent", "industryPrimaryGroupDetails",
    )  # fmt: skip
    location_keys = (
        "city", "state", "stateCode", "country", "countryIso2", "continent", "rawLocation"
    )  # fmt: skip
    return {
        **{key: data[key] for key in copied_keys},
        "domains": {"homepage": f"https://{data['fqdn']}", "email": company.domain},
        "homepageUrl": f"https://{data['fqdn']}",
        "location": {key: data[key] for key in location_keys},
        "social": {"linkedin": data["linkedin"], "crunchbase": data["crunchbase"]},
        "industry": {"mainIndustry": data["mainIndustry"], "subIndustry": data["subIndustry"]},
    }
