"""The two kinds of bulk run: what a row means, how it is sent, what comes back."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from lusha_cli.api.endpoints import COMPANY_BULK, PERSON_BULK, Endpoint
from lusha_cli.api.v2_compat.translation import Translation
from lusha_cli.billing.charges import company_credits, data_point_credits
from lusha_cli.billing.cost import Cost
from lusha_cli.bulk.columns import (
    COMPANY_COLUMNS,
    PERSON_COLUMNS,
    Column,
    company_values,
    person_values,
)
from lusha_cli.bulk.input.column_mapping import COMPANY_FIELDS, PERSON_FIELDS, Field
from lusha_cli.json_types import Json
from lusha_cli.parsing.identifiers import (
    InvalidValue,
    normalize_domain,
    normalize_email,
    normalize_id,
    normalize_linkedin,
)

Payload = dict[str, Json]


class NothingToReveal(InvalidValue):
    """A row that has all the data that is to be revealed."""


class Found(NamedTuple):
    """One item of an answer: the item itself, and a company that the answer keeps beside it."""

    item: Json
    company: Json = None


class Kind(NamedTuple):
    """One kind of bulk run.

    `identify` makes of a row's fields what is sent for it, without the id, or raises
    InvalidValue; `request` makes a body of items (id, payload) and options; `found` yields
    (id, Found) of an answer's body; `credits` is what an item cost if it was charged, at the
    endpoint's prices; `values` fills the data columns. Where there are `steps`, they send a body in
    several requests.
    """

    nouns: tuple[str, str]
    endpoint: Endpoint
    fields: tuple[Field, ...]
    columns: tuple[Column, ...]
    identify: Callable[[Mapping[str, str]], Payload]
    request: Callable[[list[tuple[str, Payload]], dict[str, Json]], Json]
    found: Callable[[Json], Iterator[tuple[str, Found]]]
    credits: Callable[[Json, Cost], int]
    values: Callable[[Found], dict[str, str]]
    steps: Callable[[Json], Translation] | None = None


def _cleaned(
    values: Mapping[str, str], cleaners: Mapping[str, Callable[[str], str]]
) -> tuple[dict[str, str], list[str]]:
    """The values that can be used, cleaned, and what is wrong with the others."""
    good, problems = {}, []
    for name, clean in cleaners.items():
        if values.get(name):
            try:
                good[name] = clean(values[name])
            except InvalidValue as error:
                problems.append(str(error))
    return good, problems


def _tidy(text: str) -> str:
    return " ".join(text.split())


_PERSON_CLEANERS = {
    "email": normalize_email,
    "linkedin_url": normalize_linkedin,
    "person_id": normalize_id,
    "company_domain": normalize_domain,
    "full_name": _tidy,
    "first_name": _tidy,
    "last_name": _tidy,
    "company_name": _tidy,
    "company_fqdn": _tidy,
    "company_social_id": _tidy,
    "job_title": _tidy,
    "location": _tidy,
}
# What the API calls it, and the field that holds it.
_EMPLOYER = (("name", "company_name"), ("domain", "company_domain"))
_ABOUT_EMPLOYER = (
    ("jobTitle", "job_title"),
    ("fqdn", "company_fqdn"),
    ("companySocialId", "company_social_id"),
)


def identify_person(values: Mapping[str, str]) -> Payload:
    good, problems = _cleaned(values, _PERSON_CLEANERS)
    parts = [good[part] for part in ("first_name", "last_name") if part in good]
    full_name = _joined(*parts) if len(parts) == 2 else good.get("full_name")
    company = {name: good[key] for name, key in _EMPLOYER if key in good}
    if not ({"email", "linkedin_url", "person_id"} & set(good) or (full_name and company)):
        raise InvalidValue("; ".join(problems) or _missing(full_name, company, parts))
    payload: Payload = {
        name: value
        for name, value in (
            ("personId", good.get("person_id")),
            ("fullName", full_name),
            ("email", good.get("email")),
            ("linkedinUrl", good.get("linkedin_url")),
            ("location", good.get("location")),
        )
        if value
    }
    if company:
        about = {name: good[key] for name, key in _ABOUT_EMPLOYER if key in good}
        payload["companies"] = [{**company, "isCurrent": True, **about}]
    return payload


def _joined(first: str, last: str) -> str:
    """The full name; a column taken for the last name may hold all of it."""
    is_whole = last.casefold().startswith(f"{first} ".casefold())
    return last if is_whole else f"{first} {last}"


def _missing(full_name: str | None, company: Payload, parts: list[str]) -> str:
    if full_name:
        return "the company is missing: a name needs a company (name or domain)"
    if company or parts:
        return "the full name is missing: give first and last name, an e-mail or a LinkedIn URL"
    return "nobody is named: give an e-mail, a LinkedIn URL, or a name and a company"


def _person_request(items: list[tuple[str, Payload]], options: dict[str, Json]) -> Json:
    body: Payload = {"contacts": [{"contactId": id_, **payload} for id_, payload in items]}
    return {**body, "metadata": options} if options else body


def _people_found(body: Json) -> Iterator[tuple[str, Found]]:
    holder = body if isinstance(body, dict) else {}
    contacts, companies = holder.get("contacts"), holder.get("companies")
    known = companies if isinstance(companies, dict) else {}
    for id_, item in (contacts if isinstance(contacts, dict) else {}).items():
        data = item.get("data") if isinstance(item, dict) else None
        company = known.get(str(data.get("companyId"))) if isinstance(data, dict) else None
        yield id_, Found(item, company)


def _identify_company(values: Mapping[str, str]) -> Payload:
    cleaners = {
        "domain": normalize_domain,
        "name": _tidy,
        "company_id": normalize_id,
        "fqdn": _tidy,
    }
    good, problems = _cleaned(values, cleaners)
    if not {"domain", "name", "company_id"} & set(good):
        raise InvalidValue(
            "; ".join(problems) or "no company is named: give a domain, a name or a company id"
        )
    names = (("companyId", "company_id"), ("domain", "domain"), ("name", "name"), ("fqdn", "fqdn"))
    return {name: good[key] for name, key in names if key in good}


def _company_request(items: list[tuple[str, Payload]], options: dict[str, Json]) -> Json:
    return {"companies": [{"id": id_, **payload} for id_, payload in items], **options}


def _companies_found(body: Json) -> Iterator[tuple[str, Found]]:
    for id_, item in (body if isinstance(body, dict) else {}).items():
        yield id_, Found(item)


PERSON = Kind(
    nouns=("person", "people"),
    endpoint=PERSON_BULK,
    fields=PERSON_FIELDS,
    columns=PERSON_COLUMNS,
    identify=identify_person,
    request=_person_request,
    found=_people_found,
    credits=data_point_credits,
    values=lambda found: person_values(found.item, found.company),
)
COMPANY = Kind(
    nouns=("company", "companies"),
    endpoint=COMPANY_BULK,
    fields=COMPANY_FIELDS,
    columns=COMPANY_COLUMNS,
    identify=_identify_company,
    request=_company_request,
    found=_companies_found,
    credits=company_credits,
    values=lambda found: company_values(found.item),
)
