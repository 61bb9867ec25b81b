"""Writing what was found into a database: people and companies by Lusha's ids, and the runs."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

from lusha_cli.bulk.dialects import Database, DatabaseFailure, postgres, sqlite
from lusha_cli.bulk.kinds import PERSON, Found, Kind
from lusha_cli.bulk.results import Results
from lusha_cli.errors import LushaError, UsageError
from lusha_cli.records import Company, Person, read_company, read_person

Json = Any

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

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,50}")
JOINT = "; "


class Target(NamedTuple):
    """A database, and the name of its table of people, or of companies.

    `where` is the file of a SQLite database, or the URL of a Postgres one.
    """

    where: Path | str
    table: str | None

    def open(self) -> AbstractContextManager[Database]:
        """The database; all that the block does, or nothing."""
        return sqlite(self.where) if isinstance(self.where, Path) else postgres(self.where)


def is_url(out: str) -> bool:
    """Whether --out names a database."""
    return "://" in out


def shown(out: str) -> str:
    """What --out names, without a password."""
    parts = urlsplit(out)
    if not is_url(out) or parts.password is None:
        return out
    host = parts.netloc.rpartition("@")[2]
    return parts._replace(netloc=f"{parts.username or ''}@{host}").geturl()


def read_url(url: str) -> Target:
    """The database of `sqlite:///FILE` or `postgresql://…`, with ?table=NAME. Raises UsageError."""
    parts = urlsplit(url)
    table = parse_qs(parts.query).get("table", [None])[0]
    if table is not None and not _NAME.fullmatch(table):
        raise UsageError(f"--out {shown(url)}: {table!r} is no name of a table.")
    rest = "&".join(pair for pair in parts.query.split("&") if not pair.startswith("table="))
    if parts.scheme in ("postgresql", "postgres"):
        return Target(parts._replace(query=rest).geturl(), table)
    if parts.scheme != "sqlite":
        raise UsageError(
            f"--out {parts.scheme}://…: there is no such database here.",
            hint="Such as: --out sqlite:///crm.db   or postgresql://host/name",
        )
    path = unquote(parts.path).removeprefix("/")
    if parts.netloc or not path:
        raise UsageError(
            f"--out {url}: no file is named.",
            hint="Three slashes, then the file: sqlite:///crm.db, or sqlite:////tmp/crm.db",
        )
    if rest:
        raise UsageError(f"--out {url}: only ?table=NAME is known.")
    return Target(Path(path), table)


def absolute_url(url: str) -> str:
    """The same database, whichever folder it is read from; without a password."""
    target = read_url(url)
    if not isinstance(target.where, Path):
        return shown(url)
    query = f"?table={target.table}" if target.table else ""
    return f"sqlite:///{quote(str(target.where.absolute()))}{query}"


def check_database(url: str) -> None:
    """Raise UsageError where the database could not be written, before anything is paid for."""
    target = read_url(url)
    file = target.where if isinstance(target.where, Path) else None
    if file is not None and not file.absolute().parent.is_dir():
        raise UsageError(f"--out {url}: there is no folder {file.absolute().parent}.")
    is_new = file is not None and not file.exists()
    try:
        with target.open() as db:
            _check_version(db, url)
    except DatabaseFailure as error:
        raise UsageError(f"--out {shown(url)}: {error}.") from error
    finally:
        if is_new and file is not None:
            file.unlink(missing_ok=True)


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
        with target.open() as db:
            _check_version(db, url)
            _prepare(db, {contacts: _CONTACT_COLUMNS, companies: _COMPANY_COLUMNS,
                          "runs": _RUN_COLUMNS})  # fmt: skip
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
        db.execute(f"CREATE TABLE IF NOT EXISTS {table} (id {db.types['text']} PRIMARY KEY)")
        there = db.columns(table)
        for name in columns:
            if name not in there:
                kind = "number" if name in _NUMBERS else "time" if name in _TIMES else "text"
                db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {db.types[kind]}")
            if name in _INDEXED:
                db.execute(f"CREATE INDEX IF NOT EXISTS {table}_{name} ON {table} ({name})")


def _put(db: Database, table: str, row: dict[str, Json]) -> None:
    """Insert a row, or bring the one with its id up to date.

    What is not known this time stays as it was: the company of a contact tells little of it.
    """
    known = {name: None if value == "" else value for name, value in row.items()}
    names, marks = ", ".join(known), ", ".join("?" * len(known))
    news = ", ".join(
        f"{name} = coalesce(excluded.{name}, {table}.{name})" for name in known if name != "id"
    )
    db.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {news}",
        tuple(known.values()),
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
