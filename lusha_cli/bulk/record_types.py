"""The two record types of bulk runs: input fields, requests, responses, columns."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from lusha_cli.api.endpoints import COMPANY_BULK, PERSON_BULK, Endpoint
from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.translation import Translation
from lusha_cli.billing.charges import company_credits, data_point_credits
from lusha_cli.billing.cost import Cost
from lusha_cli.bulk.columns import COMPANY_COLUMNS, PERSON_COLUMNS, Column, values_of
from lusha_cli.bulk.found_records import FoundRecord
from lusha_cli.bulk.input.column_mapping import COMPANY_FIELDS, PERSON_FIELDS, Field
from lusha_cli.bulk.input.person_names import join_name
from lusha_cli.bulk.matching import match_company_item, match_contact
from lusha_cli.bulk.usual_people import read_usual_person
from lusha_cli.json_types import Json, as_object, get_in, get_object
from lusha_cli.matching.score import Match
from lusha_cli.models import read_company, read_person
from lusha_cli.parsing.identifiers import is_v3_id
from lusha_cli.parsing.invalid_value import InvalidValue, quoted

Payload = dict[str, Json]


class NothingToReveal(InvalidValue):
    """A row that already has all the data to reveal."""


class ResponseItem(NamedTuple):
    """One item of a response, and its company where the response lists companies separately."""

    item: Json
    company: Json = None


class RecordType(NamedTuple):
    """Everything that differs between bulk runs of people and of companies.

    `build_payload` turns a row's valid values by field into its payload, without the id, or raises
    InvalidValue; `build_v3_payload`, where set, does so for a run that V3 serves, which has ids of
    its own. `build_request` builds a body from items (id, payload) and options. `parse_response`
    yields (id, ResponseItem) of a body, and `build_response` builds a body with one of them only.
    `item_credits` returns the credits of a charged item at the endpoint's prices. `read_found`
    returns the person or company of a response item, and `match` how it matches the payload of its
    row, or the name where the payload has none. `request_steps`, where set, sends a body in several
    requests. `sample_payload` is an item, and `sample_steps` returns the requests for a number of
    items, to estimate their cost.
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
    read_found: Callable[[ResponseItem], FoundRecord]
    match: Callable[[Payload, FoundRecord, ResponseItem, str], Match | None]
    sample_payload: Payload
    request_steps: Callable[[Json], Translation] | None = None
    sample_steps: Callable[[int, dict[str, Json]], list[ApiRequest]] | None = None
    build_v3_payload: Callable[[Mapping[str, str]], Payload] | None = None

    def column_values(self, record: Any) -> dict[str, str]:
        """Return the texts of all data columns of a person or company."""
        return values_of(record, self.columns)

    @property
    def command(self) -> str:
        """Return the command that sends its items."""
        return f"{self.nouns[0]} bulk"

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


def _drop_v3_id(values: Mapping[str, str], field: str) -> tuple[Mapping[str, str], str]:
    """Return the values without a V3 ID, which V2 doesn't accept, and the error about it."""
    id_ = values.get(field)
    if id_ is None or not is_v3_id(id_):
        return values, ""
    rest = {name: value for name, value in values.items() if name != field}
    return rest, (
        f"{quoted(id_)} is a V3 ID, which API V2 doesn't accept: put V3 IDs in a separate "
        "file and add --api-version v3"
    )


# (key of the API, field that holds its value)
_PERSON_KEYS = (("email", "email"), ("linkedinUrl", "linkedin_url"), ("location", "location"))
_EXTRA_COMPANY_KEYS = (
    ("jobTitle", "job_title"),
    ("fqdn", "company_fqdn"),
    ("companySocialId", "company_social_id"),
)


def build_person_payload(values: Mapping[str, str], *, is_v3: bool = False) -> Payload:
    """Return the payload of a person, `{personId?, fullName?, email?, …, companies?}`.

    Raises InvalidValue if the values don't identify anyone.
    """
    problem = ""
    if "person_id" in values and not is_v3:
        values, problem = _drop_v3_id(values, "person_id")
    full_name = join_name(values)
    company: Payload = {}
    if "company_name" in values:
        company["name"] = values["company_name"]
    if "company_domain" in values:
        company["domain"] = values["company_domain"]
    is_identified = "email" in values or "linkedin_url" in values or "person_id" in values
    if not is_identified and not (full_name and company):
        raise InvalidValue(problem or _missing_identifier_message(values, full_name, company))
    payload: Payload = {}
    if "person_id" in values:
        payload["personId"] = values["person_id"]
    if full_name:
        payload["fullName"] = full_name
    for name, key in _PERSON_KEYS:
        if key in values:
            payload[name] = values[key]
    if company:
        company["isCurrent"] = True
        for name, key in _EXTRA_COMPANY_KEYS:
            if key in values:
                company[name] = values[key]
        payload["companies"] = [company]
    return payload


def _missing_identifier_message(values: Mapping[str, str], full_name: str, company: Payload) -> str:
    if full_name:
        return "the company is missing: add a company name or domain"
    if company or "first_name" in values or "last_name" in values:
        return "the full name is missing: add a first and last name, an email or a LinkedIn URL"
    return "no identifier: add an email, a LinkedIn URL, or a name and a company"


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
    problem = ""
    if "company_id" in values and not is_v3:
        values, problem = _drop_v3_id(values, "company_id")
    if not ("domain" in values or "name" in values or "company_id" in values):
        raise InvalidValue(problem or "no identifier: add a domain, a company name or a company ID")
    keys = (("companyId", "company_id"), ("domain", "domain"), ("name", "name"), ("fqdn", "fqdn"))
    return {name: values[key] for name, key in keys if key in values}


def _build_company_request(items: list[tuple[str, Payload]], options: dict[str, Json]) -> Json:
    return {"companies": [{"id": id_, **payload} for id_, payload in items], **options}


def _parse_company_response(body: Json) -> Iterator[tuple[str, ResponseItem]]:
    for id_, item in as_object(body).items():
        yield id_, ResponseItem(item)


def _build_company_response(id_: str, entry: ResponseItem) -> Json:
    return {id_: entry.item}


def _read_person(entry: ResponseItem) -> FoundRecord:
    data, company = entry.item.get("data"), entry.company
    return FoundRecord(
        lambda: read_person(data, company, is_brief=True), read_usual_person(data, company)
    )


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
    read_found=_read_person,
    match=lambda payload, found, entry, name: match_contact(
        payload, found.person, entry.item.get("data"), name
    ),
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
    read_found=lambda entry: FoundRecord(lambda: read_company(entry.item)),
    match=lambda payload, found, _, name: match_company_item(  # noqa: ARG005
        payload, found.record
    ),
    sample_payload={"domain": "company.example"},
    build_v3_payload=partial(_build_company_payload, is_v3=True),
)
