"""The rows that are written to databases, and which of their columns."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from lusha_cli.bulk.columns import COMPANY_COLUMNS, PERSON_COLUMNS, Column
from lusha_cli.bulk.output.column_options import select_columns
from lusha_cli.bulk.record_types import RecordType, ResponseItem
from lusha_cli.bulk.run.outcomes import Outcome
from lusha_cli.bulk.run.results import Results
from lusha_cli.json_types import Json
from lusha_cli.models import Company, Person, read_company, read_person

TableKind = Literal["companies", "contacts", "runs"]
Row = dict[str, Json]

NUMBER_COLUMNS = frozenset(("in_eu", "size_min", "size_max", "employees", "revenue_min",
            "revenue_max", "funding_total", "rows", "matched", "credits"))  # fmt: skip
TIME_COLUMNS = frozenset(("fetched_at", "ended"))
# Columns that a table lacks only if the user made it, and selected the columns to write.
EXTRA_COLUMNS = frozenset(("email_hash", "fetched_at"))
COLUMNS: dict[TableKind, tuple[str, ...]] = {
    "contacts": (
        "id", "full_name", "first_name", "last_name", "job_title", "seniority", "departments",
        "work_email", "private_email", "emails", "email_hash", "mobile_phone", "direct_phone",
        "phones", "do_not_call", "city", "state", "country", "in_eu", "linkedin_url", "company_id",
        "fetched_at",
    ),
    "companies": (
        "id", "name", "domain", "website", "description", "industry", "sub_industry", "size_min",
        "size_max", "employees", "revenue_min", "revenue_max", "founded", "type", "city", "state",
        "country", "linkedin_url", "technologies", "specialities", "funding_total", "fetched_at",
    ),
    "runs": ("id", "source", "rows", "matched", "credits", "ended"),
}  # fmt: skip
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
    if kind == "runs" or column in _UNSELECTABLE_COLUMNS:
        return ()
    if kind == "contacts":
        return _CONTACT_SOURCES.get(column, (column,))
    return _COMPANY_SOURCES.get(column, (f"company_{column}",))


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

    kinds: tuple[TableKind, ...] = ("companies", "runs")
    if record_type.is_about_people:
        kinds = ("companies", "contacts", "runs")
        # Of a company, people's own table has the id.
        if selected <= {*COLUMNS["contacts"], "eu_contact", "person_id", "location"}:
            kinds = ("contacts", "runs")
    return {
        kind: [column for column in COLUMNS[kind] if is_written(kind, column)] for kind in kinds
    }


def matched_rows(
    record_type: RecordType, results: Results, *, has_all_companies: bool
) -> Iterator[tuple[TableKind, Row]]:
    """Yield (table, row) of every matched person and company that has an id.

    `has_all_companies`: also yield companies of which only the id is known.
    """
    # Row by row: one may match what was found where another one with the same item doesn't.
    for row in results.rows(default=Outcome("skipped")):
        outcome = row.outcome
        if outcome.status != "matched":
            continue
        response_item: ResponseItem = outcome.response_item
        person = None
        if record_type.is_about_people:
            person = read_person(response_item.item.get("data"), response_item.company)
        company = person.company if person else read_company(response_item.item)
        if company.id and (company.name or has_all_companies):
            yield "companies", _company_row(company, outcome.fetched_at)
        if person and person.id:
            yield "contacts", _contact_row(person, outcome.fetched_at)


def _contact_row(person: Person, fetched_at: str) -> Row:
    texts = _column_texts(PERSON_COLUMNS, "lusha_", person)
    # An address of another type than work identifies the person too.
    email = texts["work_email"] or next((email.address for email in person.emails), "")
    email_bytes = email.lower().encode("utf-8", "replace")
    values = {
        **texts,
        "id": person.id,
        "email_hash": hashlib.sha256(email_bytes).hexdigest() if email_bytes else None,
        "in_eu": None if person.location.in_eu is None else int(person.location.in_eu),
        "fetched_at": fetched_at,
    }
    return {name: values[name] for name in COLUMNS["contacts"]}


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
