"""What a row states, from its payload, and how it matches what the API found."""

from collections.abc import Mapping

from lusha_cli.json_types import Json, as_list, as_object, get_object
from lusha_cli.matching.score import (
    CompanyStatement,
    FoundPerson,
    Match,
    PersonStatement,
    match_company,
    match_person,
)
from lusha_cli.models import Company, bare_domain

Payload = Mapping[str, Json]


def person_statement(payload: Payload, name: str = "") -> PersonStatement:
    """Return what a payload states about a person; `name` is that of a row without a full one."""
    get = payload.get
    company_name = domain = ""
    if companies := get("companies"):
        company = companies[0].get
        company_name, domain = company("name", ""), company("domain", "")
    full_name, email = get("fullName") or name, get("email", "")
    linkedin, location = get("linkedinUrl", ""), get("location", "")
    return PersonStatement(full_name, company_name, domain, email, linkedin, location)


def former_companies(contact: Json) -> list[tuple[str, str]]:
    """Return name and domain of the earlier employers of a contact of a response."""
    data = as_object(contact)
    # V2 has one of them, V3 a list.
    jobs = [data.get("previousJob"), *as_list(data.get("previousEmployment"))]
    companies = [get_object(job, "company") for job in jobs if job]
    return [
        (str(company.get("name") or ""), bare_domain(str(company.get("domain") or "")))
        for company in companies
    ]


def match_contact(payload: Payload, found: FoundPerson, contact: Json, name: str) -> Match | None:
    """Return how a contact of a response matches the payload of its row."""
    statement = person_statement(payload, name)
    return match_person(statement, found, lambda: former_companies(contact))


def match_company_item(payload: Payload, found: Company) -> Match | None:
    """Return how a company of a response matches the payload of its row."""
    domain = payload.get("domain") or payload.get("fqdn") or ""
    return match_company(CompanyStatement(payload.get("name", ""), domain), found)
