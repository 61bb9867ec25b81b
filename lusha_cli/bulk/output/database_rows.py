"""The rows that are written to databases, and which of their columns."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lusha_cli.bulk.columns import COMPANY_COLUMNS, PERSON_COLUMNS, Column
from lusha_cli.bulk.output.column_options import select_columns
from lusha_cli.bulk.output.database_model import COLUMNS, TableKind
from lusha_cli.bulk.record_types import RecordType, ResponseItem
from lusha_cli.bulk.run.results import OutputRow
from lusha_cli.json_text import dump_json
from lusha_cli.json_types import Json, as_object, get_object
from lusha_cli.models import Company, Person, read_employer
from lusha_cli.output.row_expanders import read_signal, signal_items
from lusha_cli.parsing.emails import email_hash

Row = dict[str, Json]

# Columns that a table lacks only if the user made it, and selected the columns to write.
EXTRA_COLUMNS = frozenset(("email_hash", "fetched_at"))
# A selection of --data-columns fills these tables only if it has one of these columns.
_LIST_SOURCES: Mapping[TableKind, frozenset[str]] = {
    "contact_emails": frozenset(("emails",)),
    "contact_phones": frozenset(("phones", "do_not_call")),
    "signals": frozenset(),
}
# Companies in memory that aren't written again unchanged.
_STORED_COMPANIES = 1000
_UNSELECTABLE_COLUMNS = ("id", "fetched_at")
# The output columns that fill a database column of another name.
_CONTACT_SOURCES = {
    "in_eu": ("eu_contact",),
    "email_hash": ("work_email", "private_email", "emails", "email_hash"),
}
_COMPANY_SOURCES = {
    "size_min": ("company_size",),
    "size_max": ("company_size",),
    "revenue_min": ("company_revenue",),
    "revenue_max": ("company_revenue",),
}


def sources_of(kind: TableKind, column: str) -> tuple[str, ...]:
    """Return the names of --data-columns that fill a column of a table; none if it always is."""
    if kind in _LIST_SOURCES:
        return tuple(_LIST_SOURCES[kind])
    if kind == "runs" or column in _UNSELECTABLE_COLUMNS:
        return ()
    if kind == "contacts":
        return _CONTACT_SOURCES.get(column, (column,))
    return _COMPANY_SOURCES.get(column, (f"company_{column}",))


def is_optional(kind: TableKind) -> bool:
    """Return whether a selection of --data-columns may leave out a table."""
    return kind in _LIST_SOURCES


def written_columns(record_type: RecordType, names: Sequence[str]) -> dict[TableKind, list[str]]:
    """Return the columns to write by table, in the order of writing; `names` are of --data-columns.

    Companies come before the people that refer to them.
    """
    selected = {
        column.name.removeprefix("lusha_") for column in select_columns(record_type.columns, names)
    }

    def is_written(kind: TableKind, column: str) -> bool:
        sources = sources_of(kind, column)
        return not names or not sources or not selected.isdisjoint(sources)

    kinds: set[TableKind] = {"companies", "runs"}
    if record_type.is_about_people:
        kinds |= {"contacts"}
        # Of a company, people's own table has the id.
        if selected <= {*COLUMNS["contacts"], "eu_contact", "person_id", "location"}:
            kinds -= {"companies"}
    lists: tuple[TableKind, ...] = ("contact_emails", "contact_phones")
    if record_type.is_about_people:
        kinds.update(kind for kind in lists if not names or selected & _LIST_SOURCES[kind])
    if not names:
        kinds |= {"signals"}
    return {
        kind: [column for column in columns if is_written(kind, column)]
        for kind, columns in COLUMNS.items()
        if kind in kinds
    }


def matched_rows(
    record_type: RecordType, rows: Iterable[OutputRow], *, has_all_companies: bool
) -> Iterator[tuple[TableKind, Row]]:
    """Yield (table, row) of every matched person and company that has an id.

    `has_all_companies`: also yield companies of which only the id is known.
    """
    # By id: the people of one response often have the same company.
    written: dict[str, tuple[Company, Json, str]] = {}
    # Row by row: one may match what was found where another one with the same item doesn't.
    for row in rows:
        outcome, found = row.outcome, row.found
        if outcome.status != "matched" or found is None:
            continue
        response_item: ResponseItem = outcome.response_item
        item, company_item = response_item
        person: Person | None = None
        if record_type.is_about_people:
            item, person = get_object(item, "data"), found.record
            # The record of a row has a brief one.
            company = read_employer(item, company_item, is_brief=False)
        else:
            company, company_item = found.record, item
        is_written = company.id and (company.name or has_all_companies)
        version = (company, company_item, outcome.fetched_at)
        if is_written and written.get(company.id) != version:
            if len(written) >= _STORED_COMPANIES:
                written.clear()
            written[company.id] = version
            yield "companies", _company_row(company, outcome.fetched_at)
            yield from _signal_rows(company_item, {"company": company.id}, outcome.fetched_at)
        if person and person.id:
            yield "contacts", _contact_row(person, outcome.fetched_at)
            yield from _email_rows(person, outcome.fetched_at)
            yield from _phone_rows(person, outcome.fetched_at)
            yield from _signal_rows(item, {"contact": person.id}, outcome.fetched_at)


def _contact_row(person: Person, fetched_at: str) -> Row:
    texts = _column_texts(PERSON_COLUMNS, "lusha_", person)
    # An address of another type than work identifies the person too.
    email = texts["work_email"] or next((email.address for email in person.emails), "")
    values = {
        **texts,
        "id": person.id,
        "email_hash": email_hash(str(email)) or None,
        "in_eu": None if person.location.in_eu is None else int(person.location.in_eu),
        "fetched_at": fetched_at,
    }
    return {name: values[name] for name in COLUMNS["contacts"]}


def _email_rows(person: Person, fetched_at: str) -> Iterator[tuple[TableKind, Row]]:
    for email in person.emails:
        yield (
            "contact_emails",
            {
                "contact": person.id,
                "address": email.address,
                "kind": email.kind,
                "confidence": email.confidence,
                "hash": email_hash(email.address),
                "fetched_at": fetched_at,
            },
        )


def _phone_rows(person: Person, fetched_at: str) -> Iterator[tuple[TableKind, Row]]:
    for phone in person.phones:
        yield (
            "contact_phones",
            {
                "contact": person.id,
                "number": phone.number,
                "kind": phone.kind,
                "do_not_call": int(phone.do_not_call),
                "fetched_at": fetched_at,
            },
        )


def _signal_rows(holder: Json, owner: Row, fetched_at: str) -> Iterator[tuple[TableKind, Row]]:
    """Yield the signals of a person or company; `owner` has its id."""
    item = as_object(holder)
    for signal_type, signal_item in signal_items(item, item.get("signals")):
        signal = read_signal(signal_type, signal_item)
        id_ = signal_item.get("signalId")
        if not id_:
            # It is the same one as long as its data is.
            facts = dump_json([owner, signal_type, signal_item], sort_keys=True)
            id_ = hashlib.sha256(facts.encode()).hexdigest()[:32]
        yield (
            "signals",
            {
                "id": str(id_),
                "contact": owner.get("contact"),
                "company": owner.get("company"),
                "type": signal_type,
                "date": signal.date,
                "kind": signal.kind,
                "summary": signal.summary,
                "url": signal.url,
                "data": dump_json(signal_item, ensure_ascii=False),
                "fetched_at": fetched_at,
            },
        )


def _company_row(company: Company, fetched_at: str) -> Row:
    size, revenue = company.size or (None, None), company.revenue or (None, None)
    values = {
        **_column_texts(COMPANY_COLUMNS, "lusha_company_", company),
        "size_min": size[0],
        # 0 means no upper bound.
        "size_max": size[1] or None,
        "employees": company.employees_on_linkedin,
        "revenue_min": revenue[0],
        "revenue_max": revenue[1] or None,
        "funding_total": company.funding_total,
        "fetched_at": fetched_at,
    }
    return {name: values[name] for name in COLUMNS["companies"]}


def _column_texts(columns: Iterable[Column], prefix: str, record: object) -> Row:
    """Return the texts of output columns, by name without the prefix."""
    return {column.name.removeprefix(prefix): column.value(record) for column in columns}
