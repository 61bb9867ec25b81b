"""Lookups that the handlers of V2 and V3 share: people and companies by identifier."""

from typing import NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data.companies import (
    Company,
    company_by_domain,
    company_by_id,
    company_by_name,
    company_by_number,
)
from lusha_cli.sandbox.data.people import (
    Person,
    person_by_email,
    person_by_id,
    person_by_linkedin,
    person_by_name,
    person_by_number,
    profile,
)

# The numbers of the people and companies of the test identities; company 526 is partial.
_SCENARIO_PEOPLE = {"slow": 7_000, "partial": 7_001, "control": 7_002, "broken-charged": 7_003,
                    "drop": 7_004}  # fmt: skip
_SCENARIO_COMPANIES = {"slow": 500, "partial": 526, "control": 502, "broken-charged": 503,
                       "drop": 504}  # fmt: skip


class MatchedPerson(NamedTuple):
    """The person that a request identifies; `scenario` is that of a test identity, or None."""

    person: Person
    scenario: str | None = None


def find_person(contact: Json, seed: int) -> Person | None:
    """Return the person of the first identifier that matches."""
    # The most specific identifier first: a name may match several people.
    finders = (("personId", person_by_id), ("email", person_by_email),
               ("linkedinUrl", person_by_linkedin))  # fmt: skip
    for key, find in finders:
        match = find(contact[key], seed=seed) if contact.get(key) else None
        if match:
            return match
    if not contact.get("fullName"):
        return None
    for employer in contact.get("companies") or []:
        company = _employer(employer, seed)
        match = person_by_name(contact["fullName"], company) if company else None
        if match:
            return match
    return None


def scenario_person(scenario: str | None, seed: int) -> MatchedPerson | None:
    """Return the person of a scenario, or None if it has no person."""
    number = _SCENARIO_PEOPLE.get(scenario or "")
    return None if number is None else MatchedPerson(person_by_number(number, seed=seed), scenario)


def scenario_company(scenario: str | None, seed: int) -> Company | None:
    """Return the company of a scenario, or None if it has no company."""
    number = _SCENARIO_COMPANIES.get(scenario or "")
    return None if number is None else company_by_number(number, seed=seed)


def name_and_employer(item: Json) -> Json:
    """Return the name and employer of an item with flat keys, as `find_person` takes them."""
    names = item.get("firstName"), item.get("lastName")
    return {
        "fullName": " ".join(names).strip() if all(names) else None,
        "companies": [{"name": item.get("companyName"), "domain": item.get("companyDomain")}],
    }


def is_person_identified(contact: Json) -> bool:
    """Return whether a contact has an identifier, or a name and an employer."""
    if any(contact.get(key) for key in ("personId", "email", "linkedinUrl")):
        return True
    employers = contact.get("companies") or []
    return bool(
        contact.get("fullName") and any(e.get("name") or e.get("domain") for e in employers)
    )


def find_company(company: Json, seed: int) -> Company | None:
    """Return the company of the first identifier that matches."""
    finders = (("companyId", company_by_id), ("domain", company_by_domain),
               ("fqdn", company_by_domain), ("name", company_by_name))  # fmt: skip
    matches = (find(company[key], seed=seed) for key, find in finders if company.get(key))
    return next(filter(None, matches), None)


def contact_data(match: MatchedPerson) -> tuple[list[Json], list[Json]]:
    """Return the emails and phones of a person, in V2's shapes."""
    person, scenario = match
    details = profile(person)
    updated = {"updateDate": details["updated"]}
    addresses: list[tuple[str, str, str]] = []
    if scenario:
        # A test identity must show the address that was looked up, not that of its person.
        addresses.append((f"{scenario}@{scenarios.HOST}", "work", "A"))
    elif details["work"]:
        addresses.append((person.work_email, "work", "A+"))
    if details["private"] and not scenario:
        addresses.append((person.private_email, "private", "A"))
    emails = [
        {"email": address, "emailType": address_type, "emailConfidence": confidence, **updated}
        for address, address_type, confidence in addresses
    ]
    phones = [
        {"number": p.number, "phoneType": p.type, "doNotCall": p.do_not_call, **updated}
        for p in details["phones"]
    ]
    return emails, phones


def links_of(person: Person) -> Json:
    """Return the social links of a person; one in four has a link to X."""
    name = person.slug.replace(".", "_")
    x_link = {} if person.number % 4 else {"xUrl": f"https://x.com/{name}"}
    return {"linkedin": person.linkedin, **x_link}


def _employer(employer: Json, seed: int) -> Company | None:
    # The domain first: unlike a name, it identifies a single company.
    if employer.get("domain"):
        company = company_by_domain(employer["domain"], seed=seed)
        if company:
            return company
    return company_by_name(employer["name"], seed=seed) if employer.get("name") else None
