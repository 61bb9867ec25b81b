"""Read who an earlier result is about: the people and companies of its records, in order."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from lusha_cli.api.signal_types import CONTACT_SIGNALS, EVENTS
from lusha_cli.json_types import Json, as_list, as_object
from lusha_cli.parsing import identifiers
from lusha_cli.parsing.numbers import read_integer


class Entry(NamedTuple):
    """The identifiers in one record of an earlier result; an empty text is an unknown one.

    `kind` is contact or company, or "" for a bare text (`text`) or an unknown record. `search_id`
    is an ID that is valid only together with `request_id`, that of its search. The record of
    somebody who was not found is `is_missing`; the IDs of an `is_v3` one are tokens of V3.
    """

    kind: str = ""
    text: str = ""
    person_id: str = ""
    company_id: str = ""
    search_id: str = ""
    request_id: str = ""
    subscription_id: str = ""
    linkedin_url: str = ""
    email: str = ""
    full_name: str = ""
    first_name: str = ""
    last_name: str = ""
    company_name: str = ""
    domain: str = ""
    company_linkedin_url: str = ""
    is_missing: bool = False
    is_v3: bool = False


class Shape(NamedTuple):
    """A shape of records: those with one of `keys` are of `kind`.

    `paths` are the dotted paths of each identifier, the best one first. Other systems have records
    like those of a `is_common` shape: they count only with a sign that Lusha made them.
    """

    kind: str
    keys: str
    paths: dict[str, str]
    is_common: bool = False


_PERSON = {
    "linkedin_url": "socialLinks.linkedin linkedinUrl",
    "email": "emailAddresses.0.email emails.0.email emails.0.address emails.0 email",
    "full_name": "fullName name",
    "first_name": "firstName",
    "last_name": "lastName",
    "company_name": "company.name companyName currentCompanyName",
    "domain": "company.domain company.fqdn fqdn company.domains.homepage currentDomain",
    "company_linkedin_url": "company.socialLinks.linkedin company.social.linkedin.url",
}
# The first shape that fits counts.
SHAPES = (
    # Rows of `person bulk` and `company bulk`; their other columns are those of the input.
    Shape(
        "contact",
        "lusha_person_id lusha_full_name lusha_work_email lusha_emails lusha_linkedin_url",
        {
            "person_id": "lusha_person_id",
            "company_id": "lusha_company_id",
            "linkedin_url": "lusha_linkedin_url",
            "email": "lusha_work_email lusha_private_email",
            "full_name": "lusha_full_name",
            "first_name": "lusha_first_name",
            "last_name": "lusha_last_name",
            "company_name": "lusha_company_name",
            "domain": "lusha_company_domain",
        },
    ),
    Shape(
        "company",
        "lusha_company_id lusha_company_domain lusha_company_name lusha_company_linkedin_url",
        {
            "company_id": "lusha_company_id",
            "company_name": "lusha_company_name",
            "domain": "lusha_company_domain",
            "company_linkedin_url": "lusha_company_linkedin_url",
        },
    ),
    # Contacts enriched from a search of V2: their IDs are those of the search.
    Shape(
        "contact",
        "isSuccess",
        {
            "search_id": "id",
            "person_id": "data.personId",
            "company_id": "data.companyId data.company.companyId",
            **{
                name: " ".join(f"data.{path}" for path in paths.split())
                for name, paths in _PERSON.items()
            },
        },
    ),
    # V2: lookups, searches, lookalikes, recommendations and signals of contacts.
    Shape(
        "contact",
        "personId contactId",
        {
            "person_id": "personId contactId",
            "search_id": "contactId",
            "company_id": "companyId company.companyId currentCompanyId",
            **_PERSON,
        },
    ),
    # V3: every result about contacts, and the rows of their tables.
    Shape(
        "contact",
        "firstName lastName fullName company promotion companyChange newCompany",
        {"person_id": "id", "company_id": "company.id companyId", **_PERSON},
        is_common=True,
    ),
    # V2 and V3: every result about companies, and the rows of their tables.
    Shape(
        "company",
        "companyId lushaCompanyId name companyName domain fqdn",
        {
            "company_id": "lushaCompanyId companyId id",
            "search_id": "id",
            "company_name": "name companyName",
            "domain": "domain fqdn domains.homepage emailDomain",
            "company_linkedin_url":
                "socialLinks.linkedin social.linkedin.url social.linkedin linkedinUrl",
        },
        is_common=True,
    ),
)  # fmt: skip
# Members of our own records that those of other systems don't have.
_OUR_KEYS = frozenset(
    "companyId lushaCompanyId has canReveal fqdn socialLinks employeeCount signalScore icpFitScore "
    "recommendation promotion companyChange newCompany".split()
)
# Members beside the records of a response.
_ENVELOPE_KEYS = frozenset(
    "requestId billing dedupeSessionId creditsCharged creditCharged startDate".split()
)
_LIST_KEYS = ("results", "contacts", "companies", "data")
# Where tokens of V3 are; those under the names of V2 are for V2.
_V3_IDS = ("id", "company.id", "lusha_person_id", "lusha_company_id")
# Alone in a record, or above the only column, they stand for a bare text.
BARE_KEYS = ("id", "email", "domain", "fqdn", "linkedinUrl")
COLUMNS = frozenset(
    path for shape in SHAPES for paths in shape.paths.values() for path in paths.split()
) | {"id", "entityId", "subscription.id", "isSuccess", "lushaCompanyId", "newCompany"}


class _Record(NamedTuple):
    value: Json
    request_id: str = ""
    is_ours: bool = False


def read_entries(document: Json) -> list[Entry]:
    """Return an entry for each record of an earlier result, parsed from JSON, in their order.

    The signals of one person or company are one entry. The rows of a table are a list of objects.
    """
    entries = [_read_record(record) for record in _one_per_subject(list(_records(document)))]
    return list(filter(None, entries))


def _records(document: Json, request_id: str = "", *, is_ours: bool = False) -> Iterator[_Record]:
    """Yield the records in a document; `request_id` is that of the search around them."""
    if isinstance(document, list):
        for item in document:
            yield from _records(item, request_id, is_ours=is_ours)
        return
    if not isinstance(document, dict):
        yield _Record(document)
        return
    is_ours = is_ours or bool(_ENVELOPE_KEYS & document.keys())
    if isinstance(contact := document.get("contact"), dict):
        yield from _records(contact, is_ours=True)
        return
    lists = [key for key in _LIST_KEYS if _holds_records(document, key)]
    if lists:
        key = next((name for name in lists if document[name]), lists[0])
        # Only searches of V2 have IDs that belong to a search.
        search = document.get("requestId") if key in ("contacts", "companies") else None
        inherited = search if isinstance(search, str) else ""
        records = document[key]
        for item in records.values() if isinstance(records, dict) else records:
            yield from _records(item, inherited, is_ours=is_ours)
    elif document and _is_map(document):
        for item in document.values():
            yield from _records(item, is_ours=is_ours)
    elif isinstance(inner := document.get("data"), dict) and not document.keys() & {
        "isSuccess",
        "entityId",
    }:
        yield from _records(inner, request_id, is_ours=is_ours)
    else:
        yield _Record(document, request_id, is_ours)


def _holds_records(document: dict[str, Json], key: str) -> bool:
    value = document.get(key)
    # V2 answers with a map of records by the IDs that were sent.
    is_map = isinstance(value, dict) and (key != "data" and _is_map(value))
    return isinstance(value, list) or is_map


def _is_map(value: dict[str, Json]) -> bool:
    names = {name.partition(".")[0] for name in COLUMNS} | {"error", "data", "subscription"}
    return all(isinstance(item, dict) for item in value.values()) and not value.keys() & names


def _one_per_subject(records: list[_Record]) -> list[_Record]:
    """Return the records, and of the signals of one person or company only the newest one."""
    kept: dict[object, _Record] = {}
    for place, record in enumerate(records):
        value = as_object(record.value)
        is_signal = _get(value, "signal") in EVENTS
        ids = (_get(value, key) for key in ("personId", "companyId", "id"))
        subject: object = next(filter(None, ids), place) if is_signal else place
        other = as_object(kept[subject].value) if subject in kept else {}
        if subject not in kept or str(value.get("signalDate")) > str(other.get("signalDate")):
            kept[subject] = record
    return list(kept.values())


def _read_record(record: _Record) -> Entry | None:
    """Return the entry of a record, or None for an empty one."""
    value = record.value
    if not isinstance(value, dict):
        text = _to_text(value)
        return Entry(text=text) if text else None
    if isinstance(subscription := value.get("subscription"), dict):
        value = subscription
    if "entityId" in value:
        return _subscription(value)
    if "id" in value and isinstance(value.get("columns"), list):
        value = _table_row(value)
    if not value:
        return None
    if _is_missing(value):
        return Entry(is_missing=True)
    if len(value) == 1 and next(iter(value)) in BARE_KEYS:
        return Entry(text=_to_text(next(iter(value.values()))), request_id=record.request_id)
    token = _get(value, "id")
    is_ours = record.is_ours or bool(_OUR_KEYS & value.keys()) or identifiers.is_v3_id(token)
    is_ours = is_ours or _get(value, "signal") in EVENTS
    for shape in SHAPES:
        if set(shape.keys.split()) & value.keys() and (is_ours or not shape.is_common):
            return _read_shape(shape, _with_newest_event(value), record.request_id)
    return Entry(text=token if identifiers.is_v3_id(token) or is_ours else "")


def _read_shape(shape: Shape, value: dict[str, Json], request_id: str) -> Entry:
    found: dict[str, Any] = {}
    for name, paths in shape.paths.items():
        clean = _CLEANERS.get(name, str.strip)
        texts = (_clean(clean, _get(value, path)) for path in paths.split())
        found[name] = next(filter(None, texts), "")
    search = (_get(value, "requestId") or request_id) if found.get("search_id") else ""
    is_v3 = any(identifiers.is_v3_id(_get(value, path)) for path in _V3_IDS)
    return Entry(shape.kind, request_id=search, is_v3=is_v3, **found)


def _subscription(value: dict[str, Json]) -> Entry:
    kind, id_ = _get(value, "entityType"), _clean(_to_id, _get(value, "entityId"))
    # The ID of a delivery is that of the event.
    own = _get(value, "subscriptionId") or _get(value, "id")
    is_contact = kind == "contact"
    return Entry(
        kind,
        subscription_id=own,
        person_id=id_ if is_contact else "",
        company_id="" if is_contact else id_,
    )


def _table_row(value: dict[str, Json]) -> dict[str, Json]:
    """Return a row of a table with its cells by the names of their columns."""
    cells = (as_object(cell) for cell in value["columns"])
    return {"id": value["id"], **{str(cell.get("name")): cell.get("value") for cell in cells}}


def _with_newest_event(value: dict[str, Json]) -> dict[str, Json]:
    """Return a person's signals of V2 with the company of the newest one."""
    events = [event for name in CONTACT_SIGNALS for event in as_list(value.get(name))]
    newest = max(map(as_object, events), key=lambda event: str(event.get("signalDate")), default={})
    return {**newest, **value}


def _is_missing(value: dict[str, Json]) -> bool:
    status = value.get("lusha_status")
    is_failure = str(value.get("isSuccess")).lower() == "false"
    return bool(value.get("error")) or is_failure or status not in (None, "", "matched")


def _get(value: Json, path: str) -> str:
    for key in path.split("."):
        if isinstance(value, list):
            value = value[int(key)] if key.isdecimal() and int(key) < len(value) else None
        else:
            value = as_object(value).get(key)
    return _to_text(value)


def _to_text(value: Json) -> str:
    is_text = isinstance(value, (str, int)) and not isinstance(value, bool)
    return str(value).strip() if is_text else ""


def _to_id(text: str) -> str:
    """Return an ID of V2 or V3, or "" for another text."""
    is_id = read_integer(text, max_digits=20) is not None or identifiers.is_v3_id(text)
    return text if is_id else ""


def _clean(clean: Callable[[str], str], text: str) -> str:
    # Asterisks mask a value that wasn't revealed.
    if not text or "*" in text:
        return ""
    with suppress(identifiers.InvalidValue):
        return clean(text)
    return ""


_CLEANERS: dict[str, Callable[[str], str]] = {
    "person_id": _to_id,
    "company_id": _to_id,
    "linkedin_url": identifiers.normalize_linkedin,
    "email": identifiers.normalize_email,
    "domain": identifiers.normalize_domain,
    "company_linkedin_url": identifiers.normalize_company_linkedin,
}
