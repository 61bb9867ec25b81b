"""The two record types of bulk runs: input fields, requests, responses, columns."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from lusha_cli.api.endpoints import COMPANY_BULK, PERSON_BULK, Endpoint
from lusha_cli.api.request import ApiRequest
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
from lusha_cli.json_types import Json, as_object, get_in, get_object
from lusha_cli.parsing.identifiers import (
    InvalidValue,
    NotACompanyDomain,
    is_v3_id,
    normalize_domain,
    normalize_email,
    normalize_id,
    normalize_linkedin,
)

Payload = dict[str, Json]


class NothingToReveal(InvalidValue):
    """A row that already has all the data to reveal."""


class ResponseItem(NamedTuple):
    """One item of a response, and its company where the response lists companies separately."""

    item: Json
    company: Json = None


class RecordType(NamedTuple):
    """Everything that differs between bulk runs of people and of companies.

    `build_payload` turns a row's fields into its payload, without the id, or raises InvalidValue;
    `build_v3_payload`, where set, does so for a run that V3 serves, which has ids of its own.
    `build_request` builds a body from items (id, payload) and options. `parse_response` yields
    (id, ResponseItem) of a body, and `build_response` builds a body with one of them only.
    `item_credits` returns the credits of a charged item at the endpoint's prices. `column_values`
    fills the data columns. `request_steps`, where set, sends a body in several requests.
    `sample_payload` is an item, and `sample_steps` returns the requests for a number of items, to
    estimate their cost.
    """

    nouns: tuple[str, str]
    endpoint: Endpoint
    fields: tuple[Field, ...]
    columns: tuple[Column, ...]
    build_payload: Callable[[Mapping[str, str]], Payload]
    build_request: Callable[[list[tuple[str, Payload]], dict[str, Json]], Json]
    parse_response: Callable[[Json], Iterator[tuple[str, ResponseItem]]]
    build_response: Callable[[str, ResponseItem], Json]
    item_credits: Callable[[Json, Cost], int]
    column_values: Callable[[ResponseItem], dict[str, str]]
    sample_payload: Payload
    request_steps: Callable[[Json], Translation] | None = None
    sample_steps: Callable[[int, dict[str, Json]], list[ApiRequest]] | None = None
    build_v3_payload: Callable[[Mapping[str, str]], Payload] | None = None

    @property
    def is_about_people(self) -> bool:
        """Return whether the items are people, not companies."""
        return self.nouns == PERSON.nouns

    def served_by_v3(self) -> "RecordType":
        """Return the record type for a run that V3 serves."""
        return self._replace(build_payload=self.build_v3_payload or self.build_payload)

    def sample_requests(self, items: int, options: dict[str, Json]) -> list[ApiRequest]:
        """Return requests that cost as much as those of `items` items."""
        if self.sample_steps:
            return self.sample_steps(items, options)
        samples = [(str(number), self.sample_payload) for number in range(1, items + 1)]
        body = self.build_request(samples, options)
        return [ApiRequest(self.endpoint.method, self.endpoint.path, {}, body, self.endpoint)]


def _clean_values(
    values: Mapping[str, str], cleaners: Mapping[str, Callable[[str], str]]
) -> tuple[dict[str, str], list[str]]:
    """Return the valid values, cleaned, and the errors of the others."""
    cleaned, problems = {}, []
    for name, clean in cleaners.items():
        if values.get(name):
            try:
                cleaned[name] = clean(values[name])
            except InvalidValue as error:
                problems.append(str(error))
    return cleaned, problems


def _collapse_spaces(text: str) -> str:
    return " ".join(text.split())


def _clean_fqdn(text: str) -> str:
    """Return a host unchanged, unless it is of a social site. Raises NotACompanyDomain."""
    try:
        normalize_domain(text)
    except NotACompanyDomain:
        raise
    except InvalidValue:
        pass
    return _collapse_spaces(text)


def _v2_id(text: str) -> str:
    """Return an id as V2 takes it. Raises InvalidValue."""
    if is_v3_id(text.strip()):
        raise InvalidValue(
            f"{text.strip()[:40]!r} is an ID of V3, which V2 of the API does not take: put such "
            "rows into a file of their own, and add --api-version v3."
        )
    return normalize_id(text)


def _v3_id(text: str) -> str:
    """Return an id as V3 takes it: a token of its own, or V2's number. Raises InvalidValue."""
    return text.strip() if is_v3_id(text.strip()) else normalize_id(text)


_PERSON_CLEANERS = {
    "email": normalize_email,
    "linkedin_url": normalize_linkedin,
    "person_id": _v2_id,
    "company_domain": normalize_domain,
    "full_name": _collapse_spaces,
    "first_name": _collapse_spaces,
    "last_name": _collapse_spaces,
    "company_name": _collapse_spaces,
    "company_fqdn": _clean_fqdn,
    "company_social_id": _collapse_spaces,
    "job_title": _collapse_spaces,
    "location": _collapse_spaces,
}
# (key of the API, field that holds its value)
_COMPANY_KEYS = (("name", "company_name"), ("domain", "company_domain"))
_EXTRA_COMPANY_KEYS = (
    ("jobTitle", "job_title"),
    ("fqdn", "company_fqdn"),
    ("companySocialId", "company_social_id"),
)


def build_person_payload(values: Mapping[str, str], *, is_v3: bool = False) -> Payload:
    """Return the payload of a person, `{personId?, fullName?, email?, …, companies?}`.

    Raises InvalidValue if the values don't identify anyone.
    """
    cleaners = _PERSON_CLEANERS | ({"person_id": _v3_id} if is_v3 else {})
    cleaned, problems = _clean_values(values, cleaners)
    name_parts = [cleaned[part] for part in ("first_name", "last_name") if part in cleaned]
    full_name = _join_full_name(*name_parts) if len(name_parts) == 2 else cleaned.get("full_name")
    company = {name: cleaned[key] for name, key in _COMPANY_KEYS if key in cleaned}
    if not ({"email", "linkedin_url", "person_id"} & set(cleaned) or (full_name and company)):
        raise InvalidValue(
            "; ".join(problems) or _missing_identifier_message(full_name, company, name_parts)
        )
    payload: Payload = {
        name: value
        for name, value in (
            ("personId", cleaned.get("person_id")),
            ("fullName", full_name),
            ("email", cleaned.get("email")),
            ("linkedinUrl", cleaned.get("linkedin_url")),
            ("location", cleaned.get("location")),
        )
        if value
    }
    if company:
        extra_fields = {name: cleaned[key] for name, key in _EXTRA_COMPANY_KEYS if key in cleaned}
        payload["companies"] = [{**company, "isCurrent": True, **extra_fields}]
    return payload


def _join_full_name(first: str, last: str) -> str:
    """Join first and last name; a last-name column may already hold the full name."""
    is_full_name = last.casefold().startswith(f"{first} ".casefold())
    return last if is_full_name else f"{first} {last}"


def _missing_identifier_message(
    full_name: str | None, company: Payload, name_parts: list[str]
) -> str:
    if full_name:
        return "the company is missing: a name needs a company (name or domain)"
    if company or name_parts:
        return "the full name is missing: give first and last name, an e-mail or a LinkedIn URL"
    return "nobody is named: give an e-mail, a LinkedIn URL, or a name and a company"


def _build_person_request(items: list[tuple[str, Payload]], options: dict[str, Json]) -> Json:
    body: Payload = {"contacts": [{"contactId": id_, **payload} for id_, payload in items]}
    return {**body, "metadata": options} if options else body


def _parse_person_response(body: Json) -> Iterator[tuple[str, ResponseItem]]:
    companies = get_object(body, "companies")
    for id_, item in get_object(body, "contacts").items():
        # `companyId` may be a number, but the keys of `companies` are strings.
        company_id = str(get_in(item, "data", "companyId"))
        yield id_, ResponseItem(item, companies.get(company_id))


def _build_person_response(id_: str, entry: ResponseItem) -> Json:
    company_id = str(get_in(entry.item, "data", "companyId"))
    companies = {} if entry.company is None else {company_id: entry.company}
    return {"contacts": {id_: entry.item}, "companies": companies}


def _build_company_payload(values: Mapping[str, str], *, is_v3: bool = False) -> Payload:
    cleaners = {
        "domain": normalize_domain,
        "name": _collapse_spaces,
        "company_id": _v3_id if is_v3 else _v2_id,
        "fqdn": _clean_fqdn,
    }
    cleaned, problems = _clean_values(values, cleaners)
    if not {"domain", "name", "company_id"} & set(cleaned):
        raise InvalidValue(
            "; ".join(problems) or "no company is named: give a domain, a name or a company id"
        )
    keys = (("companyId", "company_id"), ("domain", "domain"), ("name", "name"), ("fqdn", "fqdn"))
    return {name: cleaned[key] for name, key in keys if key in cleaned}


def _build_company_request(items: list[tuple[str, Payload]], options: dict[str, Json]) -> Json:
    return {"companies": [{"id": id_, **payload} for id_, payload in items], **options}


def _parse_company_response(body: Json) -> Iterator[tuple[str, ResponseItem]]:
    for id_, item in as_object(body).items():
        yield id_, ResponseItem(item)


def _build_company_response(id_: str, entry: ResponseItem) -> Json:
    return {id_: entry.item}


PERSON = RecordType(
    nouns=("person", "people"),
    endpoint=PERSON_BULK,
    fields=PERSON_FIELDS,
    columns=PERSON_COLUMNS,
    build_payload=build_person_payload,
    build_request=_build_person_request,
    parse_response=_parse_person_response,
    build_response=_build_person_response,
    item_credits=data_point_credits,
    column_values=lambda entry: person_values(entry.item, entry.company),
    sample_payload={"email": "someone@company.example"},
    build_v3_payload=partial(build_person_payload, is_v3=True),
)
COMPANY = RecordType(
    nouns=("company", "companies"),
    endpoint=COMPANY_BULK,
    fields=COMPANY_FIELDS,
    columns=COMPANY_COLUMNS,
    build_payload=_build_company_payload,
    build_request=_build_company_request,
    parse_response=_parse_company_response,
    build_response=_build_company_response,
    item_credits=company_credits,
    column_values=lambda entry: company_values(entry.item),
    sample_payload={"domain": "company.example"},
    build_v3_payload=partial(_build_company_payload, is_v3=True),
)
