"""Choose the columns that identify the company of each row."""

from collections.abc import Sequence

from lusha_cli.bulk.input import field_claims
from lusha_cli.bulk.input import headings as meanings
from lusha_cli.bulk.input.field_claims import Claim
from lusha_cli.bulk.input.heading_tokens import client_words
from lusha_cli.bulk.input.heading_words import CONTACT
from lusha_cli.bulk.input.selection import (
    Selection,
    Unused,
    are_company_names,
    emails_match_names,
    names_of,
)

# Fields that only people have.
_PERSONAL_FIELDS = ("first_name", "last_name", "full_name", meanings.LAST_FIRST_NAME, "job_title",
                    "linkedin_url")  # fmt: skip
# The columns of emails whose domains are used where a row has nothing else.
EMAIL_SOURCE = "email"


def select_for_companies(claims: Sequence[Claim], overrides: dict[str, list[str]]) -> Selection:
    """Return the columns of each field of a company.

    `overrides` are the columns of the fields that the user mapped; `claims` are those of the other
    columns.
    """
    certain = [claim for claim in claims if claim.is_certain]

    def of(*fields: str) -> list[Claim]:
        return [claim for claim in certain if claim.field in fields]

    emails = _email_sources(claims)
    found = {
        "domain": names_of(of(field_claims.WEBSITE, field_claims.URL)),
        "name": names_of(_name_columns(claims, emails)),
        "fqdn": names_of(of("company_fqdn")),
        "company_id": names_of(
            claim for claim in of(field_claims.OWN_ID) if claim.column.heading.subject != CONTACT
        ),
        EMAIL_SOURCE: names_of(emails),
    }
    if not found["domain"] and not found["name"]:
        by_value = [c for c in claims if c.field == field_claims.WEBSITE and not c.is_certain]
        found["domain"] = names_of(by_value) if len(by_value) == 1 else []
    chosen = {**{field: names for field, names in found.items() if names}, **overrides}
    return Selection(chosen, _unused(claims, chosen))


def _email_sources(claims: Sequence[Claim]) -> list[Claim]:
    """Return the columns of emails at the company of the row, work emails first.

    A column whose heading isn't recognized counts if it is the only one, and varies.
    """
    emails = [c for c in claims if c.field in (field_claims.COMPANY_EMAIL, "email")]
    certain = [c for c in emails if c.is_certain and c.rank < 3 and c.entity == ""]
    if not certain:
        certain = [c for c in emails if c.is_certain and c.rank < 3]
        certain = certain if len({claim.entity for claim in certain}) == 1 else []
    if certain:
        return certain
    unsure = [c for c in emails if not c.is_certain and not c.column.values.is_repetitive]
    return unsure if len(unsure) == 1 else []


def _name_columns(claims: Sequence[Claim], emails: list[Claim]) -> list[Claim]:
    """Return the columns of company names; one called name only if it can't be a person's."""
    certain = [claim for claim in claims if claim.is_certain]
    companies = [claim for claim in certain if claim.field == "company_name"]
    if companies:
        return companies
    is_about_people = any(claim.field in _PERSONAL_FIELDS for claim in certain)
    bare = [claim for claim in certain if claim.field == meanings.BARE_NAME]
    clients = [
        claim
        for claim in certain
        if claim.field == "full_name" and not client_words().isdisjoint(claim.column.heading.words)
    ]
    others = [
        c for c in certain if c.field in ("full_name", *_PERSONAL_FIELDS) and c not in clients
    ]
    if bare and not is_about_people:
        return [claim for claim in bare if _can_be_companies(claim, certain, emails)]
    if clients and not others and not bare:
        return [claim for claim in clients if _can_be_companies(claim, certain, emails)]
    return []


def _can_be_companies(name: Claim, certain: list[Claim], emails: list[Claim]) -> bool:
    values = name.column.values
    sites = [claim for claim in certain if claim.field == field_claims.WEBSITE]
    if are_company_names(values, [claim.column.values for claim in (*sites, *emails)]):
        return True
    if any(emails_match_names(claim.column.values, [values]) for claim in emails):
        return False
    # Beside emails, a name may be that of the person: the domain of the email is certain.
    is_company_list = bool(sites) or any(
        claim.field == field_claims.COMPANY_ATTRIBUTE for claim in certain
    )
    personal = [claim for claim in emails if claim.field == "email"]
    return is_company_list or not personal


def _unused(claims: Sequence[Claim], chosen: dict[str, list[str]]) -> list[Unused]:
    """Return the columns with identifiers of companies that aren't used, and why."""
    used = {name for names in chosen.values() for name in names}
    found = []
    for claim in claims:
        is_of_contact = claim.column.heading.subject == CONTACT
        if claim.column.name in used or not claim.reason or is_of_contact:
            continue
        if claim.holds in ("id", "company_id"):
            found.append(Unused(claim.column.name, claim.reason, "company_id"))
        elif claim.holds in ("email", field_claims.WEBSITE):
            found.append(Unused(claim.column.name, claim.reason, "domain"))
    return found
