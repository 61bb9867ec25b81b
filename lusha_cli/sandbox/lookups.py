"""Lookups that the handlers of V2 and V3 share: people and companies by identifier."""

from typing import Any, NamedTuple

from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data.companies import (
    Company,
    company_by_domain,
    company_by_id,
    company_by_name,
)
from lusha_cli.sandbox.data.people import (
    Person,
    person_by_email,
    person_by_id,
    person_by_linkedin,
    person_by_name,
    profile,
)

Json = dict[str, Any]

EMAIL_CREDITS, PHONE_CREDITS = 1, 5
COMPANY_CREDITS = 1
# The first of the people behind the test identities that are found.
MAGIC_NUMBER = 7_000
# The companies behind the magic ones that are found; little is known of number 526.
MAGIC_NUMBERS = {"slow": 500, "partial": 526, "control": 502}


class MatchedPerson(NamedTuple):
    """The person who was found, as a request sees them: `fate` is a magic name or None."""

    person: Person
    scenario: str | None = None


def find_person(contact: Json, seed: int) -> Person | None:
    """The person that the first of the identifiers which leads to one means."""
    finders = (("personId", person_by_id), ("email", person_by_email),
               ("linkedinUrl", person_by_linkedin))  # fmt: skip
    for key, find in finders:
        found = find(contact[key], seed=seed) if contact.get(key) else None
        if found:
            return found
    if not contact.get("fullName"):
        return None
    for employer in contact.get("companies") or []:
        firm = _employer(employer, seed)
        found = person_by_name(contact["fullName"], firm) if firm else None
        if found:
            return found
    return None


def find_company(firm: Json, seed: int) -> Company | None:
    """The company that the first of the identifiers which leads to one means."""
    finders = (("companyId", company_by_id), ("domain", company_by_domain),
               ("fqdn", company_by_domain), ("name", company_by_name))  # fmt: skip
    found = (find(firm[key], seed=seed) for key, find in finders if firm.get(key))
    return next(filter(None, found), None)


def contact_data(subject: MatchedPerson) -> tuple[list[Json], list[Json]]:
    """The e-mails and phones of a person, in V2's shapes."""
    found, fate = subject
    known = profile(found)
    updated = {"updateDate": known["updated"]}
    addresses: list[tuple[str, str, str]] = []
    if fate:
        addresses.append((f"{fate}@{scenarios.HOST}", "work", "A"))
    elif known["work"]:
        addresses.append((found.work_email, "work", "A+"))
    if known["private"] and not fate:
        addresses.append((found.private_email, "private", "A"))
    emails = [
        {"email": address, "emailType": kind, "emailConfidence": grade, **updated}
        for address, kind, grade in addresses
    ]
    phones = [
        {"number": p.number, "phoneType": p.kind, "doNotCall": p.do_not_call, **updated}
        for p in known["phones"]
    ]
    return emails, phones


def links_of(found: Person) -> Json:
    """The links of a person; one in four has one to X."""
    name = found.slug.replace(".", "_")
    more = {} if found.number % 4 else {"xUrl": f"https://x.com/{name}"}
    return {"linkedin": found.linkedin, **more}


def _employer(given: Json, seed: int) -> Company | None:
    if given.get("domain"):
        found = company_by_domain(given["domain"], seed=seed)
        if found:
            return found
    return company_by_name(given["name"], seed=seed) if given.get("name") else None
