"""The sources of properties: values of a person or company by name, the best first.

Each data column of files is a source of the same name, without `lusha_`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from lusha_cli.models import Company, Person
from lusha_cli.parsing.emails import email_hash
from lusha_cli.shapes.shape import Subject

Range = tuple[int, int]
Value = str | int | Range


class Source(NamedTuple):
    """A source: `read` returns its values, the best first; `about` describes them."""

    about: str
    read: Callable[[Any], Iterable[Value]]
    is_phone: bool = False


def _one(value: Value | None) -> tuple[Value, ...]:
    return () if value is None or value == "" else (value,)


def _joined(values: Iterable[str]) -> tuple[str, ...]:
    text = "; ".join(values)
    return (text,) if text else ()


def _company(about: str, read: Callable[[Company], Value | None]) -> Source:
    return Source(about, lambda company: _one(read(company)))


def _person(about: str, read: Callable[[Person], Value | None]) -> Source:
    return Source(about, lambda person: _one(read(person)))


def _emails(person: Person, kind: str) -> tuple[str, ...]:
    return tuple(email.address for email in person.emails if email.kind == kind)


def _best_emails(person: Person) -> tuple[str, ...]:
    others = (email.address for email in person.emails if email.kind not in ("work", "private"))
    return (*_emails(person, "work"), *others, *_emails(person, "private"))


def callable_numbers(person: Person, *kinds: str) -> tuple[str, ...]:
    """Return the numbers of these kinds (all without a kind) that aren't marked do-not-call.

    A number that is listed twice is blocked if one of its entries is.
    """
    blocked = {_digits(phone.number) for phone in person.phones if phone.do_not_call}
    return tuple(
        phone.number
        for phone in person.phones
        if (not kinds or phone.kind in kinds) and _digits(phone.number) not in blocked
    )


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number).lstrip("0")


def _phones(about: str, *kinds: str) -> Source:
    return Source(about, lambda person: callable_numbers(person, *kinds), is_phone=True)


def _other_phones(person: Person) -> tuple[str, ...]:
    known = callable_numbers(person, "mobile", "direct")
    return tuple(number for number in callable_numbers(person) if number not in known)


def _best_phones(person: Person) -> tuple[str, ...]:
    mobile, direct = callable_numbers(person, "mobile"), callable_numbers(person, "direct")
    return (*direct, *_other_phones(person), *mobile)


def _last_word(person: Person) -> str:
    return person.full_name.split()[-1] if person.full_name.split() else ""


def _first_words(person: Person) -> str:
    return " ".join(person.full_name.split()[:-1])


_COMPANY_SOURCES = {
    "company_id": _company("company ID", lambda c: c.id),
    "company_name": _company("name", lambda c: c.name),
    "company_domain": _company("domain", lambda c: c.domain),
    "company_website": _company("website", lambda c: c.website),
    "company_description": _company("description", lambda c: c.description),
    "company_industry": _company("main industry", lambda c: c.industry),
    "company_sub_industry": _company("sub-industry", lambda c: c.sub_industry),
    "company_size": _company("range of employees", lambda c: c.size),
    "company_employees": _company("employees on LinkedIn", lambda c: c.employees_on_linkedin),
    "company_revenue": _company("range of the annual revenue in US dollars", lambda c: c.revenue),
    "company_founded": _company("year founded", lambda c: c.founded),
    "company_type": _company("type, such as Private company", lambda c: c.kind),
    "company_city": _company("city", lambda c: c.location.city),
    "company_state": _company("state", lambda c: c.location.state),
    "company_country": _company("country", lambda c: c.location.country),
    "company_linkedin_url": _company("LinkedIn URL", lambda c: c.linkedin),
    "company_technologies": Source("technologies", lambda c: _joined(c.technologies)),
    "company_specialities": Source("specialities", lambda c: _joined(c.specialities)),
    "company_funding_total": _company("total funding", lambda c: c.funding_total),
}


def _of_employer(source: Source) -> Source:
    return source._replace(read=lambda person: source.read(person.company))


_PERSON_SOURCES = {
    "person_id": _person("person ID", lambda p: p.id),
    "full_name": _person("full name", lambda p: p.full_name),
    "first_name": _person("first name", lambda p: p.first_name),
    "last_name": _person("last name", lambda p: p.last_name),
    "first_words_of_name": _person("the full name without its last word", _first_words),
    "last_word_of_name": _person("the last word of the full name", _last_word),
    "job_title": _person("job title", lambda p: p.title),
    "seniority": _person("seniority", lambda p: p.seniority),
    "departments": Source("departments", lambda p: _joined(p.departments)),
    "work_email": Source("work emails", lambda p: _emails(p, "work")),
    "private_email": Source("private emails", lambda p: _emails(p, "private")),
    "best_email": Source("all emails, work emails first, private ones last", _best_emails),
    "emails": Source("all emails in one text", lambda p: _joined(_best_emails(p))),
    "email_hash": Source(
        "SHA-256 of each email", lambda p: _joined(map(email_hash, _best_emails(p)))
    ),
    "mobile_phone": _phones("mobile numbers", "mobile"),
    "direct_phone": _phones("direct numbers", "direct"),
    "other_phone": Source(
        "numbers other than mobile and direct ones", _other_phones, is_phone=True
    ),
    "best_phone": Source("all numbers, direct first, mobile last", _best_phones, is_phone=True),
    "phones": Source("all numbers in one text", lambda p: _joined(callable_numbers(p))),
    "do_not_call": Source(
        "numbers marked do-not-call, in one text",
        lambda p: _joined(phone.number for phone in p.phones if phone.do_not_call),
    ),
    "location": _person("city, state and country", lambda p: p.location.line()),
    "city": _person("city", lambda p: p.location.city),
    "state": _person("state", lambda p: p.location.state),
    "country": _person("country", lambda p: p.location.country),
    "eu_contact": _person(
        "true if the person is in the EU",
        lambda p: None if p.location.in_eu is None else str(p.location.in_eu).lower(),
    ),
    "linkedin_url": _person("LinkedIn URL", lambda p: p.linkedin),
    "x_url": _person("X URL", lambda p: p.x_url),
    "job_start": _person("start date of the job", lambda p: p.job_started),
    **{name: _of_employer(source) for name, source in _COMPANY_SOURCES.items()},
}
SOURCES: Mapping[Subject, Mapping[str, Source]] = MappingProxyType(
    {"people": _PERSON_SOURCES, "companies": _COMPANY_SOURCES}
)
