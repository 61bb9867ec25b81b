"""Decide which field a single column may serve, by its heading and by its values."""

from typing import NamedTuple

from lusha_cli.bulk.input import column_values as kinds
from lusha_cli.bulk.input import headings as meanings
from lusha_cli.bulk.input.column_values import ColumnValues
from lusha_cli.bulk.input.heading_words import COMPANY, CONTACT, OTHER
from lusha_cli.bulk.input.headings import Heading

# Fields of no request, from which others are taken.
COMPANY_EMAIL = "company_email"
WEBSITE = "website"
URL = "url"
OWN_ID = "lusha_id"
COMPANY_ATTRIBUTE = "company_attribute"

SOMEBODY_ELSE = "someone else's"
ANOTHER_SYSTEM = "another system's ID"
THE_COMPANY = "the company's"
ANOTHER_PERSON = "another person's"
OTHER_VALUES = "its values don't match its heading"
NOT_RECOGNIZED = "its heading isn't recognized"

_PERSON_NAMES = (
    meanings.BARE_NAME, "full_name", "first_name", "last_name", meanings.LAST_FIRST_NAME,
)  # fmt: skip
_FIELD_OF_KIND = {
    kinds.EMAIL: "email",
    kinds.LINKEDIN: "linkedin_url",
    kinds.DOMAIN: WEBSITE,
    kinds.PHONE: "phone",
}


class Column(NamedTuple):
    """A column of the input, by its heading and its sampled values."""

    name: str
    heading: Heading
    values: ColumnValues


class Claim(NamedTuple):
    """The field that a column may serve: "" for none.

    `is_certain`: by its heading; else only by its values. `reason` is why an identifier that the
    column holds, of the field `holds`, isn't used.
    """

    column: Column
    field: str
    rank: int = 1
    is_certain: bool = True
    reason: str = ""
    holds: str = ""

    @property
    def entity(self) -> str:
        """Return which person of the row the column is about; "" for the contact."""
        return self.column.heading.entity


def read_claim(column: Column) -> Claim:
    """Return the field that a column may serve."""
    heading, values = column.heading, column.values
    if heading.meaning == meanings.OWN:
        return Claim(column, "")
    if heading.subject == OTHER:
        return _unused(column, SOMEBODY_ELSE)
    if heading.meaning == OWN_ID:
        return Claim(column, OWN_ID)
    if heading.meaning == "email":
        return _email_claim(column)
    if heading.meaning in ("linkedin_url", meanings.PROFILE_URL):
        return _link_claim(column)
    if heading.meaning in (meanings.WEBSITE, "company_domain", meanings.EMAIL_DOMAIN):
        return _website_claim(column)
    if heading.meaning in _PERSON_NAMES:
        return _name_claim(column)
    if heading.meaning == "company_name":
        return _company_claim(column)
    if heading.meaning in ("job_title", "location", "name_infix"):
        fits = values.are_words()
        return Claim(column, heading.meaning, heading.rank) if fits else _by_value(column)
    if heading.meaning == "phone":
        is_direct = heading.subject != COMPANY and not values.contradicts(kinds.PHONE, kinds.NUMBER)
        return Claim(column, "phone", heading.rank) if is_direct else _by_value(column)
    if heading.meaning == "company_fqdn":
        fits = not values.contradicts(kinds.DOMAIN)
        return Claim(column, heading.meaning) if fits else Claim(column, "")
    if heading.meaning == COMPANY_ATTRIBUTE:
        return Claim(column, COMPANY_ATTRIBUTE)
    return _by_value(column)


def _unused(column: Column, reason: str) -> Claim:
    """Return the claim of a column that isn't about the person of the row."""
    kind_field = _FIELD_OF_KIND.get(column.values.main_kind or "")
    by_heading = {
        "email": "email",
        "linkedin_url": "linkedin_url",
        meanings.BARE_NAME: "full_name",
        "full_name": "full_name",
    }
    holds = kind_field or by_heading.get(column.heading.meaning, "")
    return Claim(column, "", reason=reason if holds else "", holds=holds)


def _email_claim(column: Column) -> Claim:
    heading, values = column.heading, column.values
    if values.contradicts(kinds.EMAIL):
        return _contradicted(column, "email")
    if heading.subject == COMPANY:
        return Claim(column, COMPANY_EMAIL, heading.rank, heading.is_exact)
    return Claim(column, "email", heading.rank, heading.is_exact)


def _link_claim(column: Column) -> Claim:
    """Return the claim of a column whose heading contains LinkedIn, profile or URL."""
    heading, values = column.heading, column.values
    if heading.subject == COMPANY:
        return Claim(column, "")
    if heading.meaning == "linkedin_url":
        if values.contradicts(kinds.LINKEDIN, kinds.COMPANY_PAGE):
            return _contradicted(column, "linkedin_url")
        return Claim(column, "linkedin_url", 0, heading.is_exact)
    if values.share(kinds.LINKEDIN) >= kinds.MOSTLY:
        return Claim(column, "linkedin_url", 1, heading.is_exact)
    # A link alone may lead to a record of a CRM, the same site in every row.
    is_site = values.share(kinds.DOMAIN) >= kinds.MOSTLY and not _is_one_site(values)
    return Claim(column, URL, 3, heading.is_exact) if is_site else Claim(column, "")


def _website_claim(column: Column) -> Claim:
    heading, values = column.heading, column.values
    expected = (kinds.DOMAIN, kinds.LINKEDIN, kinds.COMPANY_PAGE, kinds.SOCIAL)
    if values.contradicts(*expected) or values.share(kinds.LINKEDIN) >= kinds.MOSTLY:
        return _by_value(column)
    ranks = {"company_domain": 0, meanings.WEBSITE: 1, meanings.EMAIL_DOMAIN: 2}
    return Claim(column, WEBSITE, ranks[heading.meaning], heading.is_exact)


def _name_claim(column: Column) -> Claim:
    heading, values = column.heading, column.values
    if values.are_words():
        return Claim(column, heading.meaning, heading.rank)
    # A column called Contact may hold the contact's email.
    is_person = heading.meaning in (meanings.BARE_NAME, "full_name") and heading.rank < 2
    field = _FIELD_OF_KIND.get(values.main_kind or "")
    if is_person and field in ("email", "linkedin_url"):
        return Claim(column, field, 1)
    return _by_value(column)


def _company_claim(column: Column) -> Claim:
    heading, values = column.heading, column.values
    if values.share(kinds.DOMAIN) >= kinds.MOSTLY:
        return Claim(column, WEBSITE, 1)
    if values.share(kinds.EMAIL) >= kinds.MOSTLY:
        return Claim(column, COMPANY_EMAIL, 1)
    return Claim(column, "company_name", heading.rank) if values.are_words() else Claim(column, "")


def _by_value(column: Column) -> Claim:
    """Return the claim of a column whose heading doesn't identify its values."""
    heading, values = column.heading, column.values
    kind = values.main_kind or ""
    field = _FIELD_OF_KIND.get(kind, "")
    if heading.meaning == meanings.OTHER_ID and field not in ("email", "linkedin_url"):
        is_id = heading.subject in ("", CONTACT, COMPANY)
        holds = "company_id" if heading.subject == COMPANY else "id"
        return Claim(column, "", reason=ANOTHER_SYSTEM if is_id else "", holds=holds)
    if heading.subject == COMPANY:
        # A column about the company is no email or profile of the person.
        is_company_email = field == "email"
        return Claim(column, COMPANY_EMAIL if is_company_email else "", 4, is_certain=False)
    is_attribute = heading.meaning == meanings.ATTRIBUTE or heading.rank == 3
    is_about_something = is_attribute or (field == WEBSITE and _is_one_site(values))
    if not field or (field in (WEBSITE, "phone") and is_about_something):
        return Claim(column, "")
    return Claim(column, field, 4, is_certain=False, reason=NOT_RECOGNIZED, holds=field)


def _contradicted(column: Column, field: str) -> Claim:
    """Return the claim of a column whose values contradict its heading."""
    claim = _by_value(column)
    return (
        claim if claim.field or claim.reason else claim._replace(reason=OTHER_VALUES, holds=field)
    )


def _is_one_site(values: ColumnValues) -> bool:
    """Return whether all URLs of a column lead to the same site."""
    hosts = {text.split("://")[-1].split("/")[0].casefold() for text in values.texts if text}
    return values.filled > 2 and len(hosts) == 1
