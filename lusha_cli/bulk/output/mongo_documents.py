"""The documents that are written to MongoDB: those of the API, with a key of ours."""

from collections.abc import Iterable, Iterator
from typing import Any

from lusha_cli.bulk.record_types import RecordType, ResponseItem
from lusha_cli.bulk.run.results import OutputRow
from lusha_cli.json_types import Json, as_object, get_object
from lusha_cli.models import Company, Person, read_company, read_employer, read_person
from lusha_cli.parsing.emails import email_hash

Document = dict[str, Any]
# BSON has integers of 64 bits.
_MAX_INTEGER = 2**63


def document_of(record_type: RecordType, entry: ResponseItem, *, fetched_at: Any) -> Document:
    """Return the document of a found item: a contact with its company, or a company.

    `fetched_at` is the time of the response, in the type that the target needs.
    """
    if not record_type.is_about_people:
        return company_document(entry.item, read_company(entry.item), fetched_at=fetched_at)
    data = get_object(entry.item, "data")
    person = read_person(data, entry.company)
    document = contact_document(data, person, fetched_at=fetched_at)
    if entry.company is not None and "company" not in document:
        document["company"] = to_bson(entry.company)
    return document


def contact_document(data: Json, person: Person, *, fetched_at: Any) -> Document:
    """Return the document of a contact, in the API's shape."""
    added = {
        "emailHashes": [email_hash(email.address) for email in person.emails],
        "companyId": person.company.id,
        "companyDomain": person.company.domain,
        "linkedinUrl": person.linkedin,
    }
    return _document(data, person.id, added, fetched_at)


def company_document(item: Json, company: Company, *, fetched_at: Any) -> Document:
    """Return the document of a company, in the API's shape."""
    added = {"domain": company.domain, "linkedinUrl": company.linkedin}
    return _document(item, company.id, added, fetched_at)


def _document(item: Json, id_: str, added: dict[str, Json], fetched_at: Any) -> Document:
    lusha = {name: to_bson(value) for name, value in added.items() if value}
    values = {name: value for name, value in to_bson(item).items() if name != "_id"}
    return {"_id": to_bson(id_), **values, "lusha": {**lusha, "fetchedAt": fetched_at}}


def matched_documents(
    record_type: RecordType, rows: Iterable[OutputRow]
) -> Iterator[tuple[str, Document, str]]:
    """Yield (collection, document, time) of every matched person and company that has an id."""
    for row in rows:
        outcome, found = row.outcome, row.found
        if outcome.status != "matched" or found is None:
            continue
        time = outcome.fetched_at
        item, company_item = outcome.response_item
        if record_type.is_about_people:
            data = get_object(item, "data")
            person: Person = found.record
            if person.id:
                yield "contacts", contact_document(data, person, fetched_at=time), time
            # The record of a row has a brief one.
            company = read_employer(data, company_item, is_brief=False)
            company_item = company_item or data.get("company")
        else:
            company, company_item = found.record, item
        # Of some, only the id is known.
        if company.id and company.name:
            document = company_document(as_object(company_item), company, fetched_at=time)
            yield "companies", document, time


def to_bson(value: Json) -> Any:
    """Return a value of the API as MongoDB accepts it, in names too."""
    if isinstance(value, dict):
        return {_to_name(name): to_bson(item) for name, item in value.items()}
    if isinstance(value, list):
        return [to_bson(item) for item in value]
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, int) and not -_MAX_INTEGER <= value < _MAX_INTEGER:
        return str(value)
    return value


def _to_name(name: str) -> str:
    """Return a name that isn't a path or an operator."""
    text = name.replace("\0", "").replace(".", "_")
    return to_bson(f"_{text[1:]}" if text.startswith("$") else text) or "_"
