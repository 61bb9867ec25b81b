"""The columns added to every output row, as data: name and value."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from lusha_cli.models import Company, Email, Person, Phone
from lusha_cli.parsing.emails import email_hash

VALUE_SEPARATOR = "; "

# Present in every row, whatever its status.
OUTCOME_COLUMNS = (
    "lusha_status",
    "lusha_error",
    "lusha_credits",
    "lusha_source",
    "lusha_fetched_at",
    "lusha_match",
    "lusha_mismatch",
    "lusha_duplicate_of",
)
# Of the file of rows that may be other people: the number of the row, from 1.
ROW_COLUMN = "lusha_row"


class Column(NamedTuple):
    """One data column.

    `value` reads it from a person or company; `is_list`: it may hold several values. One that
    isn't `is_default` is added only if it is selected.
    """

    name: str
    value: Callable[[Any], str]
    is_list: bool = False
    is_default: bool = True


def _join(values: Iterable[str]) -> str:
    return VALUE_SEPARATOR.join(values)


def _first_email(person: Person, type_: str) -> str:
    return next((email.address for email in person.emails if email.kind == type_), "")


def _first_phone(person: Person, type_: str) -> str:
    """Return the first number of a type that isn't marked do-not-call."""
    numbers = (p.number for p in person.phones if p.kind == type_ and not p.do_not_call)
    return next(numbers, "")


def _join_emails(emails: tuple[Email, ...]) -> str:
    return _join(email.address for email in emails)


def _join_hashes(emails: tuple[Email, ...]) -> str:
    return _join(email_hash(email.address) for email in emails)


def _join_phones(phones: Iterable[Phone]) -> str:
    return _join(phone.number for phone in phones)


def _format_bool(value: bool | None) -> str:
    return "" if value is None else str(value).lower()


def _format_range(bounds: tuple[int, int] | None) -> str:
    """Format a range as `11-50`, or `10001-` without an upper bound."""
    return f"{bounds[0]}-{bounds[1] or ''}" if bounds else ""


def _person_column(name: str, value: Callable[[Person], str], *, is_list: bool = False) -> Column:
    return Column(f"lusha_{name}", value, is_list)


def _company_column(name: str, value: Callable[[Company], str], *, is_list: bool = False) -> Column:
    return Column(f"lusha_{name}", value, is_list)


PERSON_COLUMNS = (
    _person_column("person_id", lambda p: p.id),
    _person_column("full_name", lambda p: p.full_name),
    _person_column("first_name", lambda p: p.first_name),
    _person_column("last_name", lambda p: p.last_name),
    _person_column("job_title", lambda p: p.title),
    _person_column("seniority", lambda p: p.seniority),
    _person_column("departments", lambda p: _join(p.departments), is_list=True),
    _person_column("work_email", lambda p: _first_email(p, "work")),
    _person_column("private_email", lambda p: _first_email(p, "private")),
    _person_column("emails", lambda p: _join_emails(p.emails), is_list=True),
    Column("lusha_email_hash", lambda p: _join_hashes(p.emails), is_list=True, is_default=False),
    _person_column("mobile_phone", lambda p: _first_phone(p, "mobile")),
    _person_column("direct_phone", lambda p: _first_phone(p, "direct")),
    _person_column("phones", lambda p: _join_phones(p.phones), is_list=True),
    _person_column(
        "do_not_call",
        lambda p: _join_phones(phone for phone in p.phones if phone.do_not_call),
        is_list=True,
    ),
    _person_column("location", lambda p: p.location.line()),
    _person_column("city", lambda p: p.location.city),
    _person_column("state", lambda p: p.location.state),
    _person_column("country", lambda p: p.location.country),
    _person_column("eu_contact", lambda p: _format_bool(p.location.in_eu)),
    _person_column("linkedin_url", lambda p: p.linkedin),
    _person_column("company_id", lambda p: p.company.id),
    _person_column("company_name", lambda p: p.company.name),
    _person_column("company_domain", lambda p: p.company.domain),
    _person_column("company_industry", lambda p: p.company.industry),
    _person_column("company_size", lambda p: _format_range(p.company.size)),
)
COMPANY_COLUMNS = (
    _company_column("company_id", lambda c: c.id),
    _company_column("company_name", lambda c: c.name),
    _company_column("company_domain", lambda c: c.domain),
    _company_column("company_website", lambda c: c.website),
    _company_column("company_description", lambda c: c.description),
    _company_column("company_industry", lambda c: c.industry),
    _company_column("company_sub_industry", lambda c: c.sub_industry),
    _company_column("company_size", lambda c: _format_range(c.size)),
    _company_column("company_employees", lambda c: _format_number(c.employees_on_linkedin)),
    _company_column("company_revenue", lambda c: _format_range(c.revenue)),
    _company_column("company_founded", lambda c: c.founded),
    _company_column("company_type", lambda c: c.kind),
    _company_column("company_city", lambda c: c.location.city),
    _company_column("company_state", lambda c: c.location.state),
    _company_column("company_country", lambda c: c.location.country),
    _company_column("company_linkedin_url", lambda c: c.linkedin),
    _company_column("company_technologies", lambda c: _join(c.technologies), is_list=True),
    _company_column("company_specialities", lambda c: _join(c.specialities), is_list=True),
    _company_column("company_funding_total", lambda c: _format_number(c.funding_total)),
)


def _format_number(number: int | None) -> str:
    return "" if number is None else str(number)


def values_of(record: Any, columns: Iterable[Column]) -> dict[str, str]:
    """Return the data columns of a person or company of a response."""
    return {column.name: column.value(record) for column in columns}
