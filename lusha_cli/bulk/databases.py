"""Writing what was found into a database: people and companies by Lusha's ids, and the runs."""

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from lusha_cli.bulk.kinds import PERSON, Found, Kind
from lusha_cli.bulk.results import Results
from lusha_cli.errors import LushaError, UsageError
from lusha_cli.records import Company, Person, read_company, read_person

Json = Any

# The layout of the tables; a database of an older one is brought to it.
VERSION = 1

_CONTACT_COLUMNS = {
    "id": "TEXT PRIMARY KEY", "full_name": "TEXT", "first_name": "TEXT", "last_name": "TEXT",
    "job_title": "TEXT", "seniority": "TEXT", "departments": "TEXT", "work_email": "TEXT",
    "private_email": "TEXT", "emails": "TEXT", "email_hash": "TEXT", "mobile_phone": "TEXT",
    "direct_phone": "TEXT", "phones": "TEXT", "do_not_call": "TEXT", "city": "TEXT",
    "state": "TEXT", "country": "TEXT", "in_eu": "INTEGER", "linkedin_url": "TEXT",
    "company_id": "TEXT", "fetched_at": "TEXT",
}  # fmt: skip
_COMPANY_COLUMNS = {
    "id": "TEXT PRIMARY KEY", "name": "TEXT", "domain": "TEXT", "website": "TEXT",
    "description": "TEXT", "industry": "TEXT", "sub_industry": "TEXT", "size_min": "INTEGER",
    "size_max": "INTEGER", "employees": "INTEGER", "revenue_min": "INTEGER",
    "revenue_max": "INTEGER", "founded": "TEXT", "type": "TEXT", "city": "TEXT", "state": "TEXT",
    "country": "TEXT", "linkedin_url": "TEXT", "technologies": "TEXT", "specialities": "TEXT",
    "funding_total": "INTEGER", "fetched_at": "TEXT",
}  # fmt: skip
_RUN_COLUMNS = {
    "id": "TEXT PRIMARY KEY", "source": "TEXT", "rows": "INTEGER", "matched": "INTEGER",
    "credits": "INTEGER", "ended": "TEXT",
}  # fmt: skip
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,62}")
JOINT = "; "


class Target(NamedTuple):
    """The database of a URL, and the name of its table of people, or of companies."""

    file: Path
    table: str | None


def is_url(out: str) -> bool:
    """Whether --out names a database."""
    return "://" in out


def read_url(url: str) -> Target:
    """The database that `sqlite:///FILE[?table=NAME]` names. Raises UsageError."""
    parts = urlsplit(url)
    if parts.scheme != "sqlite":
        raise UsageError(
            f"--out {parts.scheme}://…: there is no such database here.",
            hint="Such as: --out sqlite:///crm.db",
        )
    path = unquote(parts.path).removeprefix("/")
    if parts.netloc or not path:
        raise UsageError(
            f"--out {url}: no file is named.",
            hint="Three slashes, then the file: sqlite:///crm.db, or sqlite:////tmp/crm.db",
        )
    query = parse_qs(parts.query)
    if query.keys() - {"table"}:
        raise UsageError(f"--out {url}: only ?table=NAME is known.")
    table = query.get("table", [None])[0]
    if table is not None and not _NAME.fullmatch(table):
        raise UsageError(f"--out {url}: {table!r} is no name of a table.")
    return Target(Path(path), table)


def check_database(url: str) -> None:
    """Raise UsageError where the database could not be written, before anything is paid for."""
    target = read_url(url)
    if not target.file.absolute().parent.is_dir():
        raise UsageError(f"--out {url}: there is no folder {target.file.absolute().parent}.")
    is_new = not target.file.exists()
    try:
        with closing(_opened(target.file)) as db:
            db.execute("BEGIN IMMEDIATE")
            _check_version(db, target.file)
            db.execute("ROLLBACK")
    except (sqlite3.Error, OSError) as error:
        raise UsageError(f"--out {url}: {error}.") from error
    finally:
        if is_new:
            target.file.unlink(missing_ok=True)


def write_database(url: str, kind: Kind, results: Results, run: dict[str, Json]) -> None:
    """Put what was found into the database of `url`, all of it or nothing.

    Who or what is there already is brought up to date; `run` is the row of the table of runs.
    Raises LushaError where the database does not take it.
    """
    target = read_url(url)
    contacts, companies = "contacts", "companies"
    if kind is PERSON:
        contacts = target.table or contacts
    else:
        companies = target.table or companies
    try:
        with closing(_opened(target.file)) as db, db:
            db.execute("BEGIN IMMEDIATE")
            _check_version(db, target.file)
            _prepare(db, contacts, companies)
            for table, row in _rows(kind, results, contacts, companies):
                _put(db, table, row)
            _put(db, "runs", run)
    except sqlite3.Error as error:
        raise LushaError(
            f"Cannot write {target.file}: {error}.", hint="The database is as it was."
        ) from error


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, isolation_level=None, timeout=30)


def _check_version(db: sqlite3.Connection, file: Path) -> None:
    """Raise UsageError for a database of a later version than this one's."""
    found = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'lusha_schema'").fetchone()
    version = db.execute("SELECT max(version) FROM lusha_schema").fetchone()[0] if found else 0
    if (version or 0) > VERSION:
        raise UsageError(
            f"{file} was written by a later version of lusha.", hint="Upgrade lusha-cli."
        )


def _prepare(db: sqlite3.Connection, contacts: str, companies: str) -> None:
    """Make the tables and columns that there are not yet."""
    tables = {contacts: _CONTACT_COLUMNS, companies: _COMPANY_COLUMNS, "runs": _RUN_COLUMNS}
    db.execute("CREATE TABLE IF NOT EXISTS lusha_schema (version INTEGER NOT NULL)")
    if not db.execute("SELECT 1 FROM lusha_schema").fetchone():
        db.execute("INSERT INTO lusha_schema VALUES (?)", (VERSION,))
    for table, columns in tables.items():
        listed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
        db.execute(f"CREATE TABLE IF NOT EXISTS {table} ({listed})")
        there = {row[1] for row in db.execute(f"PRAGMA table_info({table})")}
        for name, kind in columns.items():
            if name not in there:
                db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    for table, column in (
        (contacts, "email_hash"), (contacts, "linkedin_url"), (companies, "domain"),
        (companies, "linkedin_url"),
    ):  # fmt: skip
        db.execute(f"CREATE INDEX IF NOT EXISTS {table}_{column} ON {table} ({column})")
    db.execute("UPDATE lusha_schema SET version = ?", (VERSION,))


def _put(db: sqlite3.Connection, table: str, row: dict[str, Json]) -> None:
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    # What is not known this time stays as it was: the company of a contact tells little of it.
    news = ", ".join(
        f"{name} = coalesce(nullif(excluded.{name}, ''), {table}.{name})"
        for name in row
        if name != "id"
    )
    db.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {news}",
        tuple(row.values()),
    )


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
    named = (by_kind.get("work") or next(iter(emails), "")).lower()
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
        "email_hash": hashlib.sha256(named.encode()).hexdigest() if named else None,
        "mobile_phone": phones.get("mobile"),
        "direct_phone": phones.get("direct"),
        "phones": JOINT.join(phone.number for phone in person.phones),
        "do_not_call": JOINT.join(p.number for p in person.phones if p.do_not_call),
        "city": person.location.city,
        "state": person.location.state,
        "country": person.location.country,
        "in_eu": person.location.in_eu,
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
