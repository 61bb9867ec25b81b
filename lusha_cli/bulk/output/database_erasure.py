"""Find one person in the tables that runs wrote to a database, and delete their rows."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from lusha_cli.bulk.columns import VALUE_SEPARATOR
from lusha_cli.bulk.output.database_model import COLUMNS, TableKind, key_of, quoted
from lusha_cli.bulk.output.database_tables import find_name
from lusha_cli.bulk.output.database_urls import DatabaseUrl, mask_password, parse_database_url
from lusha_cli.bulk.output.databases import open_database
from lusha_cli.bulk.output.dialects import Database, DatabaseFailure
from lusha_cli.errors import LushaError, UsageError
from lusha_cli.json_types import Json
from lusha_cli.parsing.emails import email_hash
from lusha_cli.parsing.identifiers import InvalidValue
from lusha_cli.privacy.file_names import is_in_name
from lusha_cli.privacy.identifiers import make_identifier
from lusha_cli.privacy.identity import PersonIdentity
from lusha_cli.storage.sqlite_files import overwrite_deleted
from lusha_cli.storage.state_store import reason

# Rows read at once.
_BATCH_SIZE = 1000
# The kinds of identifiers in the columns. One with several values separates them.
_IDENTIFIERS = {
    "id": "contact",
    "contact": "contact",
    "work_email": "email",
    "private_email": "email",
    "emails": "email",
    "address": "email",
    "mobile_phone": "phone",
    "direct_phone": "phone",
    "phones": "phone",
    "do_not_call": "phone",
    "number": "phone",
    "linkedin_url": "linkedin",
}
_HASHES = ("email_hash", "hash")
# In the order of deleting: before the rows that they refer to.
_LISTS: tuple[TableKind, ...] = ("signals", "contact_phones", "contact_emails")


class Source(NamedTuple):
    """A table of ours: its name, and the names of its columns by ours."""

    kind: TableKind
    name: str
    columns: dict[str, str]


class StoredRow(NamedTuple):
    """A row about a person: its table, its values by column, and the identifiers in it.

    `key` has the values of the columns that identify it. A row of the runs is only about a file
    whose name has an identifier.
    """

    source: Source
    key: dict[str, Json]
    values: dict[str, Json]
    identifiers: list[str]


class DatabaseErasure:
    """The data of one person in the database of `url`. Raises LushaError if it can't be used."""

    def __init__(self, url: str, identity: PersonIdentity) -> None:
        self._url = parse_database_url(url)
        self._shown = mask_password(url)
        self._identity = identity

    def find(self) -> list[StoredRow]:
        """Return the rows in all tables that have an identifier of the person."""
        self._check_file()
        try:
            with open_database(self._url) as db:
                return self._find(db, _sources(db, self._url))
        except DatabaseFailure as failure:
            raise LushaError(f"Cannot read {self._shown}: {failure}.") from failure

    def erase(self) -> int:
        """Delete the rows of the person in one transaction; return how many.

        Of SQLite, nothing of them is left in the file then.
        """
        self._check_file()
        try:
            with open_database(self._url) as db:
                if isinstance(self._url.location, Path):
                    db.execute("PRAGMA secure_delete = ON")
                rows = self._find_all(db)
                for row in rows:
                    _delete(db, row)
        except DatabaseFailure as failure:
            raise LushaError(
                f"Cannot erase from {self._shown}: {failure}.", hint="The database is unchanged."
            ) from failure
        if isinstance(self._url.location, Path):
            self._overwrite(self._url.location, is_changed=bool(rows))
        return len(rows)

    def _overwrite(self, file: Path, *, is_changed: bool) -> None:
        try:
            overwrite_deleted(file, self._identity.may_be_in, is_changed=is_changed)
        except (sqlite3.Error, OSError) as error:
            raise LushaError(
                f"The rows in {self._shown} are deleted, but their bytes can't be overwritten: "
                f"{reason(error)}.",
                hint="Close the other programs that use the file.",
            ) from error

    def _check_file(self) -> None:
        location = self._url.location
        # Opening would create it.
        if isinstance(location, Path) and not location.is_file():
            raise UsageError(f"--in {self._shown}: the file does not exist.")

    def _find_all(self, db: Database) -> list[StoredRow]:
        """Return the rows of the person, also those to which identifiers in other rows lead."""
        sources = _sources(db, self._url)
        found: list[StoredRow] = []
        known = -1
        while len(self._identity) != known:
            known = len(self._identity)
            found = self._find(db, sources)
            for row in found:
                self._identity.add(row.identifiers)
        return found

    def _find(self, db: Database, sources: Sequence[Source]) -> list[StoredRow]:
        if not sources:
            raise UsageError(
                f"{self._shown} has no table that lusha wrote.",
                hint="Leave it out, or add ?table=NAME to its URL.",
            )
        return [row for source in sources for row in self._rows_of(db, source)]

    def _rows_of(self, db: Database, source: Source) -> Iterator[StoredRow]:
        emails = [each.partition(":")[2] for each in self._identity if each.startswith("email:")]
        hashes = set(map(email_hash, emails))
        for rows in _read_batches(db, source):
            # Most rows are about others, and this is much faster than parsing them.
            if self._may_be_in(rows, hashes):
                for row in rows:
                    if self._may_be_in([row], hashes):
                        yield from self._row_about(row, source, hashes)

    def _may_be_in(self, rows: list[tuple[Json, ...]], hashes: set[str]) -> bool:
        text = "\n".join(cell for row in rows for cell in row if isinstance(cell, str))
        is_hashed = any(each in text for each in hashes)
        return is_hashed or self._identity.may_be_in(text.encode("utf-8", "replace"))

    def _row_about(
        self, row: tuple[Json, ...], source: Source, hashes: set[str]
    ) -> Iterator[StoredRow]:
        """Yield a row if it is about the person."""
        values = dict(zip(source.columns, row, strict=True))
        found: list[str] = []
        if source.kind == "runs":
            is_about = is_in_name(str(values["source"] or ""), self._identity)
        else:
            found = _identifiers_of(values)
            has_hash = any(values.get(column) in hashes for column in _HASHES)
            is_about = has_hash or self._identity.matches(found)
        if is_about:
            key = {source.columns[name]: values[name] for name in key_of(source.kind)}
            yield StoredRow(source, key, values, found)


def _sources(db: Database, url: DatabaseUrl) -> list[Source]:
    """Return the tables of ours, in the order of deleting."""
    return list(_find_sources(db, url))


def _find_sources(db: Database, url: DatabaseUrl) -> Iterator[Source]:
    for kind in _LISTS:
        if (name := find_name(kind, db.tables(kind), what="tables")) is not None:
            columns = _columns_of(db, kind, name)
            if set(COLUMNS[kind]) <= set(columns):
                yield Source(kind, name, columns)
    # Contacts may be in tables of any name.
    tables = db.tables_with(("id", "email_hash", "fetched_at"))
    if url.table is not None:
        named = find_name(url.table, db.tables(url.table), what="tables")
        if named is not None and named not in tables:
            tables.append(named)
    for name in tables:
        columns = _columns_of(db, "contacts", name)
        if "id" in columns:
            yield Source("contacts", name, columns)
    if (name := find_name("runs", db.tables("runs"), what="tables")) is not None:
        columns = _columns_of(db, "runs", name)
        if set(COLUMNS["runs"]) <= set(columns):
            yield Source("runs", name, columns)


def _columns_of(db: Database, kind: TableKind, table: str) -> dict[str, str]:
    existing = db.columns(table)
    found = {
        column: find_name(column, existing, what=f"columns of {table}") for column in COLUMNS[kind]
    }
    return {column: actual for column, actual in found.items() if actual}


def _read_batches(db: Database, source: Source) -> Iterator[list[tuple[Json, ...]]]:
    """Yield lists of the rows that lusha wrote to a table, in the order of their keys."""
    key = [quoted(source.columns[name]) for name in key_of(source.kind)]
    conditions = [f"{key[0]} IS NOT NULL"]
    # Another program's rows in the same table have no time.
    if "fetched_at" in source.columns:
        conditions.append(f"{quoted(source.columns['fetched_at'])} IS NOT NULL")
    select = f"SELECT {', '.join(map(quoted, source.columns.values()))} FROM {quoted(source.name)}"
    order = f"ORDER BY {', '.join(key)} LIMIT {_BATCH_SIZE}"
    after: Sequence[Json] = ()
    while True:
        placeholders = ", ".join("?" * len(key))
        further = [f"({', '.join(key)}) > ({placeholders})"] if after else []
        where = " AND ".join((*conditions, *further))
        rows = db.execute(f"{select} WHERE {where} {order}", after).fetchall()
        yield rows
        if len(rows) < _BATCH_SIZE:
            return
        last = dict(zip(source.columns, rows[-1], strict=True))
        after = [last[name] for name in key_of(source.kind)]


def _identifiers_of(values: dict[str, Json]) -> list[str]:
    found = []
    # The id of a signal isn't that of a person.
    names = [name for name in _IDENTIFIERS if name != "id" or "contact" not in values]
    for name in names:
        text = values.get(name)
        # In the table of phones, this is 0 or 1.
        if isinstance(text, str):
            for value in text.split(VALUE_SEPARATOR.strip()):
                with suppress(InvalidValue):
                    found.append(make_identifier(_IDENTIFIERS[name], value.strip()))
    return found


def _delete(db: Database, row: StoredRow) -> None:
    condition = " AND ".join(f"{quoted(column)} = ?" for column in row.key)
    values = list(row.key.values())
    table = quoted(row.source.name)
    if row.source.kind == "runs":
        column = quoted(row.source.columns["source"])
        db.execute(f"UPDATE {table} SET {column} = NULL WHERE {condition}", values)
    else:
        db.execute(f"DELETE FROM {table} WHERE {condition}", values)
