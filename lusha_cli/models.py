"""Tolerant reading of the people and companies that the API's answers hold.

The API spells one thing in several ways (V2 and V3, single and bulk, documented and not). Here
every spelling becomes one shape; what is absent becomes "" or an empty list, never an error.
"""

from collections.abc import Iterator
from typing import NamedTuple

from lusha_cli.json_types import Json, as_list, as_object

"""A parsed JSON value of any shape."""


class Email(NamedTuple):
    """One e-mail address: `kind` is work or private, `confidence` a grade such as A+."""

    address: str
    kind: str = ""
    confidence: str = ""
    updated: str = ""


class Phone(NamedTuple):
    """One phone number: `kind` is mobile, direct or phone."""

    number: str
    kind: str = ""
    do_not_call: bool = False
    updated: str = ""


class Location(NamedTuple):
    """A place; `country_code` is ISO 3166-1 alpha-2, `in_eu` None where the API does not say."""

    city: str = ""
    state: str = ""
    country: str = ""
    country_code: str = ""
    continent: str = ""
    raw: str = ""
    in_eu: bool | None = None

    def line(self) -> str:
        """City, state and country on one line, or the raw text where these are absent."""
        parts: list[str] = []
        for part in (self.city, self.state, self.country):
            if part and part not in parts:
                parts.append(part)
        return ", ".join(parts) or self.raw


class Company(NamedTuple):
    """A company; `size` and `revenue` are (least, most) with 0 for an open end."""

    id: str = ""
    name: str = ""
    domain: str = ""
    description: str = ""
    website: str = ""
    industry: str = ""
    sub_industry: str = ""
    size: tuple[int, int] | None = None
    employees_on_linkedin: int | None = None
    revenue: tuple[int, int] | None = None
    founded: str = ""
    kind: str = ""
    location: Location = Location()
    linkedin: str = ""
    crunchbase: str = ""
    technologies: tuple[str, ...] = ()
    specialities: tuple[str, ...] = ()
    funding_total: int | None = None
    funding_currency: str = ""
    last_round: str = ""


class Person(NamedTuple):
    """A person with contact data and current employer."""

    id: str = ""
    first_name: str = ""
    last_name: str = ""
    full_name: str = ""
    title: str = ""
    seniority: str = ""
    departments: tuple[str, ...] = ()
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    location: Location = Location()
    linkedin: str = ""
    x_url: str = ""
    job_started: str = ""
    updated: str = ""
    company: Company = Company()


class ItemError(NamedTuple):
    """Why one item of an answer has no data: `name` is the API's own, such as EMPTY_DATA."""

    name: str
    message: str


def read_person(data: Json, company: Json = None, *, is_brief: bool = False) -> Person:
    """The person in `data`; `company` is its employer where the answer keeps it elsewhere.

    Where `is_brief`, no more is read of the employer than its id, name, domain, industry and size.
    """
    item = as_object(data)
    title, seniority, departments = _job(item)
    first, last = _text(item, "firstName"), _text(item, "lastName")
    links = as_object(item.get("socialLinks"))
    return Person(
        id=_text(item, "personId", "id", "contactId"),
        first_name=first,
        last_name=last,
        full_name=_text(item, "fullName", "name") or f"{first} {last}".strip(),
        title=title,
        seniority=seniority,
        departments=departments,
        emails=tuple(_emails(item)),
        phones=tuple(_phones(item)),
        location=read_location(item.get("location")),
        linkedin=_text(links, "linkedin") or _text(item, "linkedinUrl"),
        x_url=_text(links, "xUrl", "x", "twitter"),
        job_started=_text(item, "jobStartDate"),
        updated=_text(item, "updateDate"),
        company=_employer(item, company, is_brief=is_brief),
    )


def has_contact_data(data: Json) -> tuple[bool, bool]:
    """Whether `data` of a person has an e-mail, and whether it has a phone."""
    item = as_object(data)
    return (
        _has(item, ("emailAddresses", "emails"), ("email", "address")),
        _has(item, ("phoneNumbers", "phones"), ("number", "phone")),
    )


def read_company(data: Json) -> Company:
    """The company in `data`, of the single, the bulk or the contact answer."""
    item = as_object(data)
    industry = as_object(item.get("industry"))
    social = as_object(item.get("social"))
    domains = as_object(item.get("domains"))
    funding = as_object(item.get("funding"))
    size = as_object(item.get("companySize"))
    return _brief_company(item)._replace(
        description=_text(item, "description"),
        website=_text(item, "website", "homepageUrl") or _text(domains, "homepage"),
        sub_industry=_text(item, "subIndustry") or _text(industry, "subIndustry"),
        employees_on_linkedin=number_at(item, "employeesInLinkedin")
        or number_at(size, "employeesInLinkedin")
        or number_at(size, "employees_in_linkedin"),
        revenue=_range(item.get("revenueRange")),
        founded=_text(item, "founded"),
        kind=_text(item, "companyType"),
        location=read_location(item.get("location") or item),
        linkedin=_link(social.get("linkedin")) or _link(item.get("linkedin")),
        crunchbase=_link(social.get("crunchbase")) or _link(item.get("crunchbase")),
        technologies=_names(item.get("technologies")),
        specialities=_names(item.get("specialities")),
        funding_total=number_at(funding, "totalRoundsAmount"),
        funding_currency=_text(funding, "currency"),
        last_round=_text(funding, "lastRoundType", "lastFundingEventName"),
    )


def _brief_company(item: dict[str, Json]) -> Company:
    """What a row about a person tells of the employer: id, name, domain, industry and size."""
    industry, domains = as_object(item.get("industry")), as_object(item.get("domains"))
    return Company(
        id=_text(item, "id", "lushaCompanyId", "companyId"),
        name=_text(item, "name", "companyName"),
        domain=_text(item, "domain", "emailDomain")
        or bare_domain(_text(domains, "email", "homepage"))
        or bare_domain(_text(item, "fqdn")),
        industry=_text(item, "mainIndustry")
        or _text(industry, "mainIndustry")
        or _text(item, "industryPrimaryGroup", "industry"),
        size=_range(item.get("companySize")) or _written_range(_text(item, "employees")),
    )


def read_location(value: Json) -> Location:
    """A location in camelCase or snake_case, or a plain string."""
    if isinstance(value, str):
        return Location(raw=value)
    item = as_object(value)
    in_eu = item.get("isEuContact", item.get("is_eu_contact"))
    return Location(
        city=_text(item, "city"),
        state=_text(item, "state"),
        country=_text(item, "country"),
        country_code=_text(item, "countryIso2", "country_iso2"),
        continent=_text(item, "continent"),
        raw=_text(item, "rawLocation", "raw_location", "fullLocation"),
        in_eu=in_eu if isinstance(in_eu, bool) else None,
    )


def read_error(item: Json) -> ItemError | None:
    """Why this item of an answer has no data, or None where it has."""
    error = as_object(item).get("error")
    if not error:
        return None
    if isinstance(error, str):
        return ItemError(error, error)
    body = as_object(error)
    name = _text(body, "name", "code") or "ERROR"
    return ItemError(name, _text(body, "message") or name)


def bare_domain(url: str) -> str:
    """The host of a URL or domain, lower case, without `www.`."""
    host = url.strip().lower().split("://")[-1].split("/")[0].split("@")[-1].split(":")[0]
    return host.removeprefix("www.")


def _employer(item: dict[str, Json], company: Json, *, is_brief: bool) -> Company:
    nested = company or item.get("company")
    read = _brief_company if is_brief else read_company
    found = read(nested) if isinstance(nested, dict) else Company()
    if found.id and found.name and found.domain:
        return found
    return found._replace(
        id=found.id or _text(item, "companyId"),
        name=found.name
        or _text(item, "companyName")
        or (nested if isinstance(nested, str) else ""),
        domain=found.domain or bare_domain(_text(item, "companyDomain", "fqdn")),
    )


def _job(item: dict[str, Json]) -> tuple[str, str, tuple[str, ...]]:
    job = item.get("jobTitle")
    if isinstance(job, str):
        return job, _text(item, "seniority"), _names(item.get("departments"))
    inner = as_object(job)
    return _text(inner, "title"), _text(inner, "seniority"), _names(inner.get("departments"))


def _emails(item: dict[str, Json]) -> Iterator[Email]:
    seen: set[str] = set()
    for value in [*_list(item.get("emailAddresses")), *_list(item.get("emails"))]:
        entry = {"email": value} if isinstance(value, str) else as_object(value)
        address = _text(entry, "email", "address")
        if address and address.lower() not in seen:
            seen.add(address.lower())
            yield Email(
                address,
                kind=_text(entry, "emailType", "type").lower(),
                confidence=_text(entry, "emailConfidence", "confidence"),
                updated=_text(entry, "updateDate"),
            )


def _phones(item: dict[str, Json]) -> Iterator[Phone]:
    seen: set[str] = set()
    for value in [*_list(item.get("phoneNumbers")), *_list(item.get("phones"))]:
        entry = {"number": value} if isinstance(value, str) else as_object(value)
        number = _text(entry, "number", "phone")
        if number and number not in seen:
            seen.add(number)
            yield Phone(
                number,
                kind=_text(entry, "phoneType", "type").lower(),
                do_not_call=entry.get("doNotCall") is True,
                updated=_text(entry, "updateDate"),
            )


def _has(item: dict[str, Json], lists: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Whether one of the lists has an entry that is a text, or that has one of the names."""
    for key in lists:
        for entry in _list(item.get(key)):
            if entry and isinstance(entry, str):
                return True
            if isinstance(entry, dict) and _text(entry, *names):
                return True
    return False


def _list(value: Json) -> list[Json]:
    return [value] if isinstance(value, str) else as_list(value)


def _text(item: dict[str, Json], *keys: str) -> str:
    """The first of `keys` that holds text or a number, as text."""
    for key in keys:
        value = item.get(key)
        if value:
            if isinstance(value, str):
                return value
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                return str(value)
        elif value == 0 and value is not False:
            return str(value)
    return ""


def number_at(item: dict[str, Json], key: str) -> int | None:
    """The number under `key` as a whole one; None where there is none."""
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return int(value) if abs(value) < 1e18 else None


def _names(value: Json) -> tuple[str, ...]:
    """A list of strings or of `{name}`, or one string, as a tuple of strings."""
    found = (
        entry if isinstance(entry, str) else _text(as_object(entry), "name")
        for entry in _list(value)
    )
    return tuple(name for name in found if name)


def _link(value: Json) -> str:
    return value if isinstance(value, str) else _text(as_object(value), "url")


def _range(value: Json) -> tuple[int, int] | None:
    """`[least, most]` or `{min, max}`; None where neither is given."""
    if isinstance(value, list) and value:
        pair = {"min": value[0], "max": value[1] if len(value) > 1 else None}
    else:
        pair = as_object(value)
    least, most = number_at(pair, "min"), number_at(pair, "max")
    return None if least is None and most is None else (least or 0, most or 0)


def _written_range(text: str) -> tuple[int, int] | None:
    """A range written as `201 - 500`."""
    parts = [part.strip().replace(",", "") for part in text.split("-")]
    if len(parts) == 2 and all(part.isdigit() for part in parts):
        return int(parts[0]), int(parts[1])
    return None
