"""Writing what was found into a database: people and companies by Lusha's ids, and the runs."""

import hashlib
import os
import tempfile
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from lusha_cli.bulk.output.database_urls import Target, read_url, shown
from lusha_cli.bulk.output.dialects import Database, DatabaseFailure, postgres, sqlite
from lusha_cli.bulk.record_types import COMPANY, PERSON, Found, Kind
from lusha_cli.bulk.run.results import Results
from lusha_cli.errors import LushaError, UsageError
from lusha_cli.json_types import Json
from lusha_cli.models import Company, Person, read_company, read_person

# The layout of the tables; a database of an older one is brought to it.
VERSION = 1

_NUMBERS = {"in_eu", "size_min", "size_max", "employees", "revenue_min", "revenue_max",
            "funding_total", "rows", "matched", "credits"}  # fmt: skip
_TIMES = {"fetched_at", "ended"}
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
_INDEXED = ("email_hash", "linkedin_url", "domain")

JOINT = "; "


class _Undo(Exception):
    """Ends a rehearsal, so that the database is as it was."""


def check_database(url: str, kind: Kind | None = None) -> None:
    """Raise UsageError where the database could not be written, before anything is paid for.

    Rehearses it: makes the tables, puts no rows into them, and takes all back.
    """
    target = read_url(url)
    where = target.where
    if isinstance(where, Path) and not os.path.exists(where):
        _check_folder(url, Path(os.path.realpath(where)).parent)
        # What there is not yet is rehearsed elsewhere: nobody's new file is in the way.
        where = Path(":memory:")
    try:
        with suppress(_Undo), _opened(target._replace(where=where)) as db:
            _check_version(db, url)
            tables = _tables(target, kind, url)
            _prepare(db, tables)
            for table, columns in tables.items():
                names = ", ".join(columns)
                db.execute(_upsert(table, columns, f'SELECT {names} FROM "{table}" WHERE 1 = 0'))
            raise _Undo
    except DatabaseFailure as error:
        raise UsageError(f"--out {shown(url)}: {error}.") from error


def _check_folder(url: str, folder: Path) -> None:
    if not os.path.isdir(folder):
        raise UsageError(f"--out {url}: there is no folder {folder}.")
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise UsageError(
            f"--out {url}: the folder {folder} cannot be written to ({error.strerror})."
        ) from error


def _opened(target: Target) -> AbstractContextManager[Database]:
    """The database; all that the block does, or nothing."""
    if isinstance(target.where, Path):
        return sqlite(target.where)
    return postgres(target.where, target.secrets)


def _tables(target: Target, kind: Kind | None, url: str) -> dict[str, tuple[str, ...]]:
    """The tables and their columns: of people, of companies, of runs, in this order."""
    contacts, companies = "contacts", "companies"
    if kind is COMPANY:
        companies = target.table or companies
    else:
        contacts = target.table or contacts
    if contacts == companies:
        raise UsageError(f"--out {shown(url)}: the name {contacts} is kept for another table.")
    return {contacts: _CONTACT_COLUMNS, companies: _COMPANY_COLUMNS, "runs": _RUN_COLUMNS}


def write_database(url: str, kind: Kind, results: Results, run: dict[str, Json]) -> None:
    """Put what was found into the database of `url`, all of it or nothing.

    Who or what is there already is brought up to date; `run` is the row of the table of runs.
    Raises LushaError where the database does not take it.
    """
    target = read_url(url)
    tables = _tables(target, kind, url)
    contacts, companies, _ = tables
    try:
        with _opened(target) as db:
            _check_version(db, url)
            _prepare(db, tables)
            for table, row in _rows(kind, results, contacts, companies):
                _put(db, table, row)
            _put(db, "runs", run)
    except DatabaseFailure as error:
        raise LushaError(
            f"Cannot write {shown(url)}: {error}.", hint="The database is as it was."
        ) from error


def _check_version(db: Database, url: str) -> None:
    """Raise UsageError for a database of a later version than this one's."""
    if not db.columns("lusha_schema"):
        return
    version = db.execute("SELECT max(version) FROM lusha_schema").fetchone()[0]
    if (version or 0) > VERSION:
        raise UsageError(
            f"{shown(url)} was written by a later version of lusha.", hint="Upgrade lusha-cli."
        )


def _prepare(db: Database, tables: dict[str, tuple[str, ...]]) -> None:
    """Make the tables, columns and indexes that there are not yet."""
    number = db.types["number"]
    db.execute(f"CREATE TABLE IF NOT EXISTS lusha_schema (version {number} NOT NULL)")
    db.execute("DELETE FROM lusha_schema")
    db.execute("INSERT INTO lusha_schema VALUES (?)", (VERSION,))
    for table, columns in tables.items():
        db.execute(f'CREATE TABLE IF NOT EXISTS "{table}" (id {db.types["text"]} PRIMARY KEY)')
        there = db.columns(table)
        for name in columns:
            if name not in there:
                kind = "number" if name in _NUMBERS else "time" if name in _TIMES else "text"
                db.execute(f'ALTER TABLE "{table}" ADD COLUMN {name} {db.types[kind]}')
            if name in _INDEXED:
                db.execute(f'CREATE INDEX IF NOT EXISTS "{table}_{name}" ON "{table}" ({name})')


def _put(db: Database, table: str, row: dict[str, Json]) -> None:
    """Insert a row, or bring the one with its id up to date."""
    marks = ", ".join("?" * len(row))
    values = tuple(_storable(value) for value in row.values())
    db.execute(_upsert(table, row, f"VALUES ({marks})"), values)


def _upsert(table: str, names: Collection[str], rows: str) -> str:
    """The statement that inserts `rows`, or brings those with their ids up to date.

    What is not known this time stays as it was: the company of a contact tells little of it.
    """
    news = ", ".join(
        f'{name} = coalesce(excluded.{name}, "{table}".{name})' for name in names if name != "id"
    )
    return (
        f'INSERT INTO "{table}" ({", ".join(names)}) {rows} ON CONFLICT (id) DO UPDATE SET {news}'
    )


def _storable(value: Json) -> Json:
    """A value as databases take it: no empty text, no NUL, nothing without bytes in UTF-8."""
    if not isinstance(value, str):
        return value
    return value.replace("\0", "").encode("utf-8", "replace").decode() or None


def _rows(
    kind: Kind, results: Results, contacts: str, companies: str
) -> Iterator[tuple[str, dict[str, Json]]]:
    """The people and companies that were found, who have an id, with their tables."""
    for _, outcome in results.outcomes():
        if outcome.status != "matched":
            continue
        found: Found = outcome.answer
        if kind is not PERSON:
            company = read_company(found.item)
        else:
            person = read_person(found.item.get("data"), found.company)
            company = person.company
            if person.id:
                yield contacts, _contact(person, outcome.fetched_at)
        if company.id and company.name:
            yield companies, _company(company, outcome.fetched_at)


def _contact(person: Person, fetched_at: str) -> dict[str, Json]:
    emails = [email.address for email in person.emails]
    by_kind = {email.kind: email.address for email in reversed(person.emails)}
    phones = {p.kind: p.number for p in reversed(person.phones) if not p.do_not_call}
    named = (by_kind.get("work") or next(iter(emails), "")).lower().encode("utf-8", "replace")
    return {
        "id": person.id,
        "full_name": person.full_name,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "job_title": person.title,
        "seniority": person.seniority,
        "departments": JOINT.join(person.departments),
        "work_email": by_kind.get("work"),
        "private_email": by_kind.get("private"),
        "emails": JOINT.join(emails),
        "email_hash": hashlib.sha256(named).hexdigest() if named else None,
        "mobile_phone": phones.get("mobile"),
        "direct_phone": phones.get("direct"),
        "phones": JOINT.join(phone.number for phone in person.phones),
        "do_not_call": JOINT.join(p.number for p in person.phones if p.do_not_call),
        "city": person.location.city,
        "state": person.location.state,
        "country": person.location.country,
        "in_eu": None if person.location.in_eu is None else int(person.location.in_eu),
        "linkedin_url": person.linkedin,
        "company_id": person.company.id or None,
        "fetched_at": fetched_at,
    }


def _company(company: Company, fetched_at: str) -> dict[str, Json]:
    size, revenue = company.size or (None, None), company.revenue or (None, None)
    return {
        "id": company.id,
        "name": company.name,
        "domain": company.domain,
        "website": company.website,
        "description": company.description,
        "industry": company.industry,
        "sub_industry": company.sub_industry,
        "size_min": size[0],
        # 0 is an open end.
        "size_max": size[1] or None,
        "employees": company.employees_on_linkedin,
        "revenue_min": revenue[0],
        "revenue_max": revenue[1] or None,
        "founded": company.founded,
        "type": company.kind,
        "city": company.location.city,
        "state": company.location.state,
        "country": company.location.country,
        "linkedin_url": company.linkedin,
        "technologies": JOINT.join(company.technologies),
        "specialities": JOINT.join(company.specialities),
        "funding_total": company.funding_total,
        "fetched_at": fetched_at,
    }
