"""The columns that an enriched row gets, as data: name, and what is in it."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.models import Company, Email, Person, Phone, read_company, read_person

JOINT = "; "

# In every row, whatever became of it.
OUTCOME = ("lusha_status", "lusha_error", "lusha_credits", "lusha_source", "lusha_fetched_at")


class Column(NamedTuple):
    """One data column; `value` reads it off a person or company. `is_list`: it may hold several."""

    name: str
    value: Callable[[Any], str]
    is_list: bool = False


def _joined(values: Iterable[str]) -> str:
    return JOINT.join(values)


def _first_email(person: Person, kind: str) -> str:
    return next((email.address for email in person.emails if email.kind == kind), "")


def _first_phone(person: Person, kind: str) -> str:
    """The first number of a kind that may be called."""
    callable_ = (p.number for p in person.phones if p.kind == kind and not p.do_not_call)
    return next(callable_, "")


def _emails(emails: tuple[Email, ...]) -> str:
    return _joined(email.address for email in emails)


def _phones(phones: Iterable[Phone]) -> str:
    return _joined(phone.number for phone in phones)


def _flag(value: bool | None) -> str:
    return "" if value is None else str(value).lower()


def _span(pair: tuple[int, int] | None) -> str:
    """A range as `11-50`, with an open end as `10001-`."""
    return f"{pair[0]}-{pair[1] or ''}" if pair else ""


def _person(name: str, value: Callable[[Person], str], *, is_list: bool = False) -> Column:
    return Column(f"lusha_{name}", value, is_list)


def _company(name: str, value: Callable[[Company], str], *, is_list: bool = False) -> Column:
    return Column(f"lusha_{name}", value, is_list)


PERSON_COLUMNS = (
    _person("person_id", lambda p: p.id),
    _person("full_name", lambda p: p.full_name),
    _person("first_name", lambda p: p.first_name),
    _person("last_name", lambda p: p.last_name),
    _person("job_title", lambda p: p.title),
    _person("seniority", lambda p: p.seniority),
    _person("departments", lambda p: _joined(p.departments), is_list=True),
    _person("work_email", lambda p: _first_email(p, "work")),
    _person("private_email", lambda p: _first_email(p, "private")),
    _person("emails", lambda p: _emails(p.emails), is_list=True),
    _person("mobile_phone", lambda p: _first_phone(p, "mobile")),
    _person("direct_phone", lambda p: _first_phone(p, "direct")),
    _person("phones", lambda p: _phones(p.phones), is_list=True),
    _person(
        "do_not_call",
        lambda p: _phones(phone for phone in p.phones if phone.do_not_call),
        is_list=True,
    ),
    _person("location", lambda p: p.location.line()),
    _person("city", lambda p: p.location.city),
    _person("state", lambda p: p.location.state),
    _person("country", lambda p: p.location.country),
    _person("eu_contact", lambda p: _flag(p.location.in_eu)),
    _person("linkedin_url", lambda p: p.linkedin),
    _person("company_id", lambda p: p.company.id),
    _person("company_name", lambda p: p.company.name),
    _person("company_domain", lambda p: p.company.domain),
    _person("company_industry", lambda p: p.company.industry),
    _person("company_size", lambda p: _span(p.company.size)),
)
COMPANY_COLUMNS = (
    _company("company_id", lambda c: c.id),
    _company("company_name", lambda c: c.name),
    _company("company_domain", lambda c: c.domain),
    _company("company_website", lambda c: c.website),
    _company("company_description", lambda c: c.description),
    _company("company_industry", lambda c: c.industry),
    _company("company_sub_industry", lambda c: c.sub_industry),
    _company("company_size", lambda c: _span(c.size)),
    _company("company_employees", lambda c: _count(c.employees_on_linkedin)),
    _company("company_revenue", lambda c: _span(c.revenue)),
    _company("company_founded", lambda c: c.founded),
    _company("company_type", lambda c: c.kind),
    _company("company_city", lambda c: c.location.city),
    _company("company_state", lambda c: c.location.state),
    _company("company_country", lambda c: c.location.country),
    _company("company_linkedin_url", lambda c: c.linkedin),
    _company("company_technologies", lambda c: _joined(c.technologies), is_list=True),
    _company("company_specialities", lambda c: _joined(c.specialities), is_list=True),
    _company("company_funding_total", lambda c: _count(c.funding_total)),
)


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def person_values(item: Json, company: Json) -> dict[str, str]:
    """The data columns of one contact of an answer."""
    person = read_person(item.get("data"), company, is_brief=True)
    return {column.name: column.value(person) for column in PERSON_COLUMNS}


def company_values(item: Json) -> dict[str, str]:
    """The data columns of one company of an answer."""
    company = read_company(item)
    return {column.name: column.value(company) for column in COMPANY_COLUMNS}
