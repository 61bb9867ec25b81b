"""Write matched people and companies, keyed by Lusha's ids, and runs to a database."""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from lusha_cli.bulk.columns import COMPANY_COLUMNS, PERSON_COLUMNS, Column
from lusha_cli.bulk.output.database_urls import DatabaseUrl, mask_password, parse_database_url
from lusha_cli.bulk.output.dialects import Database, DatabaseFailure, open_postgres, open_sqlite
from lusha_cli.bulk.output.folders import check_folder
from lusha_cli.bulk.record_types import RecordType, ResponseItem
from lusha_cli.bulk.run.results import Results
from lusha_cli.errors import LushaError, UsageError
from lusha_cli.json_types import Json
from lusha_cli.models import Company, Person, read_company, read_person

# Version of the tables; older databases are migrated when written.
SCHEMA_VERSION = 1

_NUMBER_COLUMNS = {"in_eu", "size_min", "size_max", "employees", "revenue_min", "revenue_max",
            "funding_total", "rows", "matched", "credits"}  # fmt: skip
_TIME_COLUMNS = {"fetched_at", "ended"}
_CONTACT_COLUMNS = (
    "id", "full_name", "first_name", "last_name", "job_title", "seniority", "departments",
    "work_email", "private_email", "emails", "email_hash", "mobile_phone", "direct_phone",
    "phones", "do_not_call", "city", "state", "country", "in_eu", "linkedin_url", "company_id",
    "fetched_at",
)  # fmt: skip
_COMPANY_COLUMNS = (
    "id", "name", "domain", "website", "description", "industry", "sub_industry", "size_min",
    "size_max", "employees", "revenue_min", "revenue_max", "founded", "type", "city", "state",
    "country", "linkedin_url", "technologies", "specialities", "funding_total", "fetched_at",
)  # fmt: skip
_RUN_COLUMNS = ("id", "source", "rows", "matched", "credits", "ended")
_INDEXED_COLUMNS = ("email_hash", "linkedin_url", "domain")


class _Rollback(Exception):
    """Ends a trial transaction, so that it is rolled back."""


def check_database(url: str, record_type: RecordType | None = None) -> None:
    """Raise UsageError if the database can't be written. Called before anything is charged.

    Creates the tables and inserts no rows in a transaction that is rolled back.
    """
    database_url = parse_database_url(url)
    location = database_url.location
    if isinstance(location, Path) and not os.path.exists(location):
        check_folder(url, Path(os.path.realpath(location)).parent)
        # Try in memory, so that no file is created before there is data.
        location = Path(":memory:")
    try:
        with suppress(_Rollback), _open_database(database_url._replace(location=location)) as db:
            _check_version(db, url)
            tables = _table_columns(database_url, record_type, url)
            _create_tables(db, tables)
            for table, columns in tables.items():
                names = ", ".join(columns)
                db.execute(
                    _upsert_statement(table, columns, f'SELECT {names} FROM "{table}" WHERE 1 = 0')
                )
            raise _Rollback
    except DatabaseFailure as error:
        raise UsageError(f"--out {mask_password(url)}: {error}.") from error


def _open_database(database_url: DatabaseUrl) -> AbstractContextManager[Database]:
    """Open the database; the block is one transaction."""
    if isinstance(database_url.location, Path):
        return open_sqlite(database_url.location)
    return open_postgres(database_url.location, database_url.secrets)


def _table_columns(
    database_url: DatabaseUrl, record_type: RecordType | None, url: str
) -> dict[str, tuple[str, ...]]:
    """Return the tables with their columns: people, companies and runs, in this order."""
    contacts, companies = "contacts", "companies"
    if record_type is not None and not record_type.is_about_people:
        companies = database_url.table or companies
    else:
        contacts = database_url.table or contacts
    if contacts == companies:
        raise UsageError(
            f"--out {mask_password(url)}: the name {contacts} is kept for another table."
        )
    return {contacts: _CONTACT_COLUMNS, companies: _COMPANY_COLUMNS, "runs": _RUN_COLUMNS}


def write_database(
    url: str, record_type: RecordType, results: Results, run_row: dict[str, Json]
) -> None:
    """Write the matched rows to the database of `url` in one transaction.

    Updates existing people and companies. `run_row` is the row of the table of runs.
    Raises LushaError if the database rejects it.
    """
    database_url = parse_database_url(url)
    tables = _table_columns(database_url, record_type, url)
    contacts, companies, _ = tables
    try:
        with _open_database(database_url) as db:
            _check_version(db, url)
            _create_tables(db, tables)
            for table, row in _matched_rows(record_type, results, contacts, companies):
                _upsert_row(db, table, row)
            _upsert_row(db, "runs", run_row)
    except DatabaseFailure as error:
        raise LushaError(
            f"Cannot write {mask_password(url)}: {error}.", hint="The database is as it was."
        ) from error


def _check_version(db: Database, url: str) -> None:
    """Raise UsageError if a later version of lusha wrote the database."""
    if not db.columns("lusha_schema"):
        return
    version = db.execute("SELECT max(version) FROM lusha_schema").fetchone()[0]
    if (version or 0) > SCHEMA_VERSION:
        raise UsageError(
            f"{mask_password(url)} was written by a later version of lusha.",
            hint="Upgrade lusha-cli.",
        )


def _create_tables(db: Database, tables: dict[str, tuple[str, ...]]) -> None:
    """Create missing tables, columns and indexes."""
    number_type = db.types["number"]
    db.execute(f"CREATE TABLE IF NOT EXISTS lusha_schema (version {number_type} NOT NULL)")
    db.execute("DELETE FROM lusha_schema")
    db.execute("INSERT INTO lusha_schema VALUES (?)", (SCHEMA_VERSION,))
    for table, columns in tables.items():
        db.execute(f'CREATE TABLE IF NOT EXISTS "{table}" (id {db.types["text"]} PRIMARY KEY)')
        existing = db.columns(table)
        for name in columns:
            if name not in existing:
                column_type = db.types[_column_type(name)]
                db.execute(f'ALTER TABLE "{table}" ADD COLUMN {name} {column_type}')
            if name in _INDEXED_COLUMNS:
                db.execute(f'CREATE INDEX IF NOT EXISTS "{table}_{name}" ON "{table}" ({name})')


def _column_type(name: str) -> str:
    if name in _NUMBER_COLUMNS:
        return "number"
    return "time" if name in _TIME_COLUMNS else "text"


def _upsert_row(db: Database, table: str, row: dict[str, Json]) -> None:
    """Insert a row, or update the one with the same id."""
    placeholders = ", ".join("?" * len(row))
    values = tuple(_to_storable(value) for value in row.values())
    db.execute(_upsert_statement(table, row, f"VALUES ({placeholders})"), values)


def _upsert_statement(table: str, names: Collection[str], rows: str) -> str:
    """Return the statement that inserts `rows`, or updates those with the same ids.

    Null never overwrites a value: the company inside a contact has few of the fields.
    """
    assignments = ", ".join(
        f'{name} = coalesce(excluded.{name}, "{table}".{name})' for name in names if name != "id"
    )
    return (
        f'INSERT INTO "{table}" ({", ".join(names)}) {rows} '
        f"ON CONFLICT (id) DO UPDATE SET {assignments}"
    )


def _to_storable(value: Json) -> Json:
    """Return a value that every database accepts: no empty text, NUL or lone surrogate."""
    if not isinstance(value, str):
        return value
    return value.replace("\0", "").encode("utf-8", "replace").decode() or None


def _matched_rows(
    record_type: RecordType, results: Results, contacts: str, companies: str
) -> Iterator[tuple[str, dict[str, Json]]]:
    """Yield (table, row) of every matched person and company that has an id."""
    for _, outcome in results.outcomes():
        if outcome.status != "matched":
            continue
        response_item: ResponseItem = outcome.response_item
        if not record_type.is_about_people:
            company = read_company(response_item.item)
        else:
            person = read_person(response_item.item.get("data"), response_item.company)
            company = person.company
            if person.id:
                yield contacts, _contact_row(person, outcome.fetched_at)
        if company.id and company.name:
            yield companies, _company_row(company, outcome.fetched_at)


def _contact_row(person: Person, fetched_at: str) -> dict[str, Json]:
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
    return {name: values[name] for name in _CONTACT_COLUMNS}


def _company_row(company: Company, fetched_at: str) -> dict[str, Json]:
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
    return {name: values[name] for name in _COMPANY_COLUMNS}


def _column_texts(columns: Iterable[Column], prefix: str, record: object) -> dict[str, Json]:
    """Return the texts of output columns, by name without the prefix."""
    return {column.name.removeprefix(prefix): column.value(record) for column in columns}
