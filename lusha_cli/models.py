"""People and companies, and tolerant readers for them.

The API spells one field in several ways (V2 and V3, single and bulk, documented or not). The
readers return one shape for all of them. A missing value becomes "", None or an empty tuple, never
an error.
"""

from collections.abc import Iterator
from typing import NamedTuple

from lusha_cli.json_types import Json, as_list, as_object, get_object
from lusha_cli.parsing.numbers import read_integer

# Responses may have both lists: objects come before plain texts, which lack the kind.
_EMAIL_LISTS, _EMAIL_KEYS = ("emailAddresses", "emails"), ("email", "address")
_PHONE_LISTS, _PHONE_KEYS = ("phoneNumbers", "phones"), ("number", "phone")


class Email(NamedTuple):
    """An email address: `kind` is work or private, `confidence` a grade such as A+."""

    address: str
    kind: str = ""
    confidence: str = ""
    updated: str = ""
    source: str = ""


class Phone(NamedTuple):
    """A phone number: `kind` is mobile, direct or phone."""

    number: str
    kind: str = ""
    do_not_call: bool = False
    updated: str = ""
    source: str = ""


class Location(NamedTuple):
    """A location; `country_code` is ISO 3166-1 alpha-2, `in_eu` is None if not in the response."""

    city: str = ""
    state: str = ""
    country: str = ""
    country_code: str = ""
    continent: str = ""
    raw: str = ""
    in_eu: bool | None = None

    def line(self) -> str:
        """Return city, state and country on one line, or the raw text if they are missing."""
        parts: list[str] = []
        for part in (self.city, self.state, self.country):
            if part and part not in parts:
                parts.append(part)
        return ", ".join(parts) or self.raw


class Company(NamedTuple):
    """A company; `size` and `revenue` (in dollars) are (min, max), with 0 for an open end."""

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
    """The error of one item in a response; `name` is the API's, such as EMPTY_DATA."""

    name: str
    message: str


def read_person(data: Json, company: Json = None, *, is_brief: bool = False) -> Person:
    """Return the person in `data`; `company` is the employer if the response has it elsewhere.

    With `is_brief`, only id, name, domain, industry and size of the employer are read.
    """
    item = as_object(data)
    title, seniority, departments = _read_job(item)
    first, last = _text(item, "firstName"), _text(item, "lastName")
    links = get_object(item, "socialLinks")
    return Person(
        id=_text(item, "personId", "id", "contactId"),
        first_name=first,
        last_name=last,
        full_name=_text(item, "fullName", "name") or f"{first} {last}".strip(),
        title=title,
        seniority=seniority,
        departments=departments,
        emails=tuple(_read_emails(item)),
        phones=tuple(_read_phones(item)),
        location=read_location(item.get("location")),
        linkedin=_text(links, "linkedin") or _text(item, "linkedinUrl"),
        x_url=_text(links, "xUrl", "x", "twitter"),
        job_started=_text(item, "jobStartDate"),
        updated=_text(item, "updateDate"),
        company=read_employer(item, company, is_brief=is_brief),
    )


def has_contact_data(data: Json) -> tuple[bool, bool]:
    """Return whether a person's `data` has an email and whether it has a phone."""
    item = as_object(data)
    has_phone = any(_contact_entries(item, _PHONE_LISTS, _PHONE_KEYS))
    return any(_contact_entries(item, _EMAIL_LISTS, _EMAIL_KEYS)), has_phone


def read_company(data: Json) -> Company:
    """Return the company in `data`, from a single, bulk or contact response."""
    item = as_object(data)
    industry, domains = get_object(item, "industry"), get_object(item, "domains")
    social, funding = get_object(item, "social"), get_object(item, "funding")
    size = get_object(item, "companySize")
    return _read_brief_company(item)._replace(
        description=_text(item, "description"),
        website=_text(item, "website", "homepageUrl") or _text(domains, "homepage"),
        sub_industry=_text(item, "subIndustry") or _text(industry, "subIndustry"),
        employees_on_linkedin=number_at(item, "employeesInLinkedin")
        or number_at(size, "employeesInLinkedin")
        or number_at(size, "employees_in_linkedin"),
        revenue=_read_range(item.get("revenueRange")),
        founded=_text(item, "founded"),
        kind=_text(item, "companyType"),
        # Some responses have city and country among the company's own keys.
        location=read_location(item.get("location") or item),
        linkedin=_link(social.get("linkedin")) or _link(item.get("linkedin")),
        crunchbase=_link(social.get("crunchbase")) or _link(item.get("crunchbase")),
        technologies=_names(item.get("technologies")),
        specialities=_names(item.get("specialities")),
        funding_total=number_at(funding, "totalRoundsAmount"),
        funding_currency=_text(funding, "currency"),
        last_round=_text(funding, "lastRoundType", "lastFundingEventName"),
    )


def _read_brief_company(item: dict[str, Json]) -> Company:
    """Return id, name, domain, industry and size of a company."""
    industry, domains = get_object(item, "industry"), get_object(item, "domains")
    return Company(
        id=_text(item, "id", "lushaCompanyId", "companyId"),
        name=_text(item, "name", "companyName"),
        domain=_text(item, "domain", "emailDomain")
        or bare_domain(_text(domains, "email", "homepage"))
        or bare_domain(_text(item, "fqdn")),
        industry=_text(item, "mainIndustry")
        or _text(industry, "mainIndustry")
        or _text(item, "industryPrimaryGroup", "industry"),
        size=_read_range(item.get("companySize")) or _parse_range(_text(item, "employees")),
    )


def read_location(value: Json) -> Location:
    """Return the location in an object with camelCase or snake_case keys, or in a string."""
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
    """Return the error of an item in a response, or None if it has none."""
    error = as_object(item).get("error")
    if not error:
        return None
    # A bare text is both: the error has no name of its own.
    if isinstance(error, str):
        return ItemError(error, error)
    body = as_object(error)
    name = _text(body, "name", "code") or "ERROR"
    return ItemError(name, _text(body, "message") or name)


def is_plain_no_match(error: ItemError) -> bool:
    """Return whether an error only means that nothing was found."""
    return error.name in ("EMPTY_DATA", "NOT_FOUND", "3")


def bare_domain(url: str) -> str:
    """Return the host of any URL, domain or email address in lower case, without `www.`."""
    host = url.strip().lower().split("://")[-1].split("/")[0].split("@")[-1].split(":")[0]
    return host.removeprefix("www.")


def read_employer(item: dict[str, Json], company: Json, *, is_brief: bool) -> Company:
    """Return the employer of a person: an object of its own, or keys beside the person's."""
    nested = company or item.get("company")
    read = _read_brief_company if is_brief else read_company
    employer = read(nested) if isinstance(nested, dict) else Company()
    # A search returns the employer's id, name and domain among the person's own keys.
    if employer.id and employer.name and employer.domain:
        return employer
    return employer._replace(
        id=employer.id or _text(item, "companyId"),
        name=employer.name
        or _text(item, "companyName")
        or (nested if isinstance(nested, str) else ""),
        domain=employer.domain or bare_domain(_text(item, "companyDomain", "fqdn")),
    )


def _read_job(item: dict[str, Json]) -> tuple[str, str, tuple[str, ...]]:
    """Return job title, seniority and departments of a person."""
    job = item.get("jobTitle")
    # Either three keys of the person, or one object that has all three.
    if isinstance(job, str):
        # An enriched search result has a list of {id, value}.
        seniority = _names(item.get("seniority"), "value")
        return job, next(iter(seniority), ""), _names(item.get("departments"))
    details = as_object(job)
    return _text(details, "title"), _text(details, "seniority"), _names(details.get("departments"))


def _read_emails(item: dict[str, Json]) -> Iterator[Email]:
    """Yield the emails of a person, each address once."""
    for address, entry in _contact_entries(item, _EMAIL_LISTS, _EMAIL_KEYS):
        kind = _text(entry, "emailType", "type").lower()
        grade = _text(entry, "emailConfidence", "confidence")
        yield Email(address, kind, grade, *_read_origin(entry))


def _read_phones(item: dict[str, Json]) -> Iterator[Phone]:
    """Yield the phones of a person, each number once: do-not-call if one of its entries is."""
    entries = (as_object(value) for name in _PHONE_LISTS for value in _entries(item.get(name)))
    blocked = {
        _text(entry, *_PHONE_KEYS).lower() for entry in entries if entry.get("doNotCall") is True
    }
    for number, entry in _contact_entries(item, _PHONE_LISTS, _PHONE_KEYS):
        kind = _text(entry, "phoneType", "type").lower()
        yield Phone(number, kind, number.lower() in blocked, *_read_origin(entry))


def _read_origin(entry: dict[str, Json]) -> tuple[str, str]:
    """Return when an email or phone was updated, and its source."""
    return _text(entry, "updateDate"), _text(entry, "dataSource")


def _contact_entries(
    item: dict[str, Json], lists: tuple[str, ...], keys: tuple[str, ...]
) -> Iterator[tuple[str, dict[str, Json]]]:
    """Yield each address or number in the lists once, with its entry."""
    seen: set[str] = set()
    # A response may have the same address under both keys.
    for value in (value for name in lists for value in _entries(item.get(name))):
        entry = {keys[0]: value} if isinstance(value, str) else as_object(value)
        text = _text(entry, *keys)
        if text and text.lower() not in seen:
            seen.add(text.lower())
            yield text, entry


def _entries(value: Json) -> list[Json]:
    """Return a list unchanged, and one text as a list."""
    return [value] if isinstance(value, str) else as_list(value)


def _text(item: dict[str, Json], *keys: str) -> str:
    """Return the first value under `keys` that is a text or a number, as text, or ""."""
    for key in keys:
        value = item.get(key)
        if value:
            if isinstance(value, str):
                return value
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                return str(value)
        # 0 is a value, for example an id.
        elif value == 0 and value is not False:
            return str(value)
    return ""


def number_at(item: dict[str, Json], key: str) -> int | None:
    """Return the number under `key` as an integer, or None if it isn't a number."""
    value = item.get(key)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    # JSON allows 1e999, which is infinite in Python.
    return int(value) if abs(value) < 1e18 else None


def _names(value: Json, key: str = "name") -> tuple[str, ...]:
    """Return a list of texts or of `{key}` objects, or one text, as a tuple of texts."""
    names = (
        entry if isinstance(entry, str) else _text(as_object(entry), key)
        for entry in _entries(value)
    )
    return tuple(name for name in names if name)


def _link(value: Json) -> str:
    """Return a URL: the text itself, or `url` of an object."""
    return value if isinstance(value, str) else _text(as_object(value), "url")


def _read_range(value: Json) -> tuple[int, int] | None:
    """Return (min, max) of `[min, max]` or `{min, max}`, or None if neither is a number."""
    if isinstance(value, list) and value:
        pair = {"min": value[0], "max": value[1] if len(value) > 1 else None}
    else:
        pair = as_object(value)
    low, high = number_at(pair, "min"), number_at(pair, "max")
    return None if low is None and high is None else (low or 0, high or 0)


def _parse_range(text: str) -> tuple[int, int] | None:
    """Return (min, max) of a text such as `201 - 500`, or None for another text."""
    ends = [read_integer(part.strip().replace(",", "")) for part in text.split("-")]
    match ends:
        case [int(low), int(high)]:
            return low, high
        case _:
            return None
