"""The tables of a database that a run writes: find them, and create missing ones."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from lusha_cli.bulk.output.database_rows import (
    EXTRA_COLUMNS,
    NUMBER_COLUMNS,
    TIME_COLUMNS,
    TableKind,
)
from lusha_cli.bulk.output.dialects import Database, DatabaseFailure, quoted
from lusha_cli.json_types import Json

# Version of the tables; older databases are migrated when written.
SCHEMA_VERSION = 1

_INDEXED_COLUMNS = frozenset(("email_hash", "linkedin_url", "domain"))


class TableFailure(DatabaseFailure):
    """A table that can't store the rows of a run.

    `columns` are those of ours without which it would take them, none if it is the table itself.
    `column` is the one that the database named, and `remedy` a fix for the table.
    `is_missing`: it lacks these columns.
    """

    def __init__(
        self,
        message: str,
        kind: TableKind,
        table: str,
        columns: Collection[str] = (),
        *,
        column: str | None = None,
        remedy: str,
        is_missing: bool = False,
    ) -> None:
        super().__init__(message, column)
        self.kind = kind
        self.table = table
        self.columns = columns
        self.remedy = remedy
        self.is_missing = is_missing


class Table(NamedTuple):
    """A table of the database, by its own spelling.

    `columns` maps our columns to the names in the table. The `required` ones are texts that must
    not be null, and are empty instead.
    """

    name: str
    columns: Mapping[str, str]
    required: Collection[str] = ()

    def upsert(self, names: Collection[str]) -> str:
        """Return the statement that inserts a row, or updates the one with the same id.

        Null and empty text never overwrite a value: the company inside a contact has few fields.
        """
        table = quoted(self.name)
        assignments = []
        for name in names:
            column = quoted(self.columns[name])
            value = f"excluded.{column}"
            if name in self.required:
                value = f"nullif({value}, '')"
            if name != "id":
                assignments.append(f"{column} = coalesce({value}, {table}.{column})")
        columns = ", ".join(quoted(self.columns[name]) for name in names)
        id_column = quoted(self.columns["id"])
        updates = ", ".join(assignments) or f"{id_column} = excluded.{id_column}"
        return (
            f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(names))}) "
            f"ON CONFLICT ({id_column}) DO UPDATE SET {updates}"
        )

    def values(self, row: Mapping[str, Json], encoding: str) -> tuple[Json, ...]:
        """Return the values of a row as the database accepts them."""
        return tuple(
            "" if value is None and name in self.required else value
            for name, value in (
                (name, _to_storable(value, encoding)) for name, value in row.items()
            )
        )


def _to_storable(value: Json, encoding: str) -> Json:
    """Return a value that every database accepts: no empty text, NUL or unknown character."""
    if not isinstance(value, str):
        return value
    return value.replace("\0", "").encode(encoding, "replace").decode(encoding) or None


def prepare_tables(
    db: Database,
    names: Mapping[TableKind, str],
    columns: Mapping[TableKind, list[str]],
    *,
    is_selection: bool,
) -> dict[TableKind, Table]:
    """Find the tables, and create missing tables, columns and indexes.

    `is_selection`: only the `columns` that were named are added to a table of the user.
    """
    created = False
    tables: dict[TableKind, Table] = {}
    for kind, wanted in columns.items():
        name = find_name(names[kind], db.tables(names[kind]), what="tables")
        created |= name is None
        if name is None:
            name = names[kind].lower()
            _create_table(db, kind, name)
            tables[kind], _ = _complete_table(db, kind, name, wanted)
        else:
            skipped = EXTRA_COLUMNS if is_selection else frozenset[str]()
            tables[kind], added = _complete_table(db, kind, name, wanted, skipped=skipped)
            created |= added
    _store_version(db, is_migrated=created)
    return tables


def _create_table(db: Database, kind: TableKind, name: str) -> None:
    try:
        _define(db, f"CREATE TABLE {quoted(name)}", f"(id {db.types['text']} PRIMARY KEY)")
    except DatabaseFailure as failure:
        remedy = "ask for the privilege to create tables"
        raise TableFailure(str(failure), kind, name, remedy=remedy) from failure


def find_name(name: str, existing: Iterable[str], *, what: str) -> str | None:
    """Return the existing name that equals `name`, ignoring case, or None.

    An exact match is preferred. Raises DatabaseFailure for several others.
    """
    matches = [other for other in existing if other.lower() == name.lower()]
    if name in matches:
        return name
    if len(matches) > 1:
        spellings = " and ".join(quoted(other) for other in sorted(matches))
        raise DatabaseFailure(f"{name} matches several {what}: {spellings}")
    return matches[0] if matches else None


def _complete_table(
    db: Database, kind: TableKind, name: str, wanted: list[str], *, skipped: Collection[str] = ()
) -> tuple[Table, bool]:
    """Add missing columns to a table, except the `skipped` ones; return whether some were added.

    Raises TableFailure.
    """
    existing = db.columns(name)
    found = {
        column: find_name(column, existing, what=f"columns of {name}") or "" for column in wanted
    }
    missing = [column for column, actual in found.items() if not actual and column not in skipped]
    try:
        for column in missing:
            column_type = db.types[_column_type(column)]
            _define(db, f"ALTER TABLE {quoted(name)} ADD COLUMN {quoted(column)}", column_type)
            if column in _INDEXED_COLUMNS:
                index = quoted(f"{name}_{column}")
                _define(db, f"CREATE INDEX IF NOT EXISTS {index}", f"ON {quoted(name)} ({column})")
    except DatabaseFailure as failure:
        remedy = f"ask for the privilege to alter {name}"
        raise TableFailure(
            str(failure), kind, name, missing, remedy=remedy, is_missing=True
        ) from failure
    found.update((column, column) for column in missing)
    columns = {column: actual for column, actual in found.items() if actual}
    required = {
        column
        for column, actual in columns.items()
        if existing.get(actual) and column != "id" and _column_type(column) == "text"
    }
    return Table(name, columns, required), bool(missing)


def _define(db: Database, action: str, definition: str) -> None:
    """Run a statement that creates something; a failure names the action."""
    try:
        db.execute(f"{action} {definition}")
    except DatabaseFailure as failure:
        shown = action.replace('"', "")
        raise DatabaseFailure(f"{shown}: {failure}") from failure


def stored_version(db: Database) -> int | None:
    """Return the version of lusha's tables, or None if the database doesn't state it."""
    if not db.tables("lusha_schema"):
        return None
    version: int | None = db.execute("SELECT max(version) FROM lusha_schema").fetchone()[0]
    return version or 0


def _store_version(db: Database, *, is_migrated: bool) -> None:
    """Store the version, unless the tables were made by others and lack nothing."""
    version = stored_version(db)
    if version == SCHEMA_VERSION or (version is None and not is_migrated):
        return
    if version is None:
        number = db.types["number"]
        _define(db, "CREATE TABLE lusha_schema", f"(version {number} NOT NULL)")
    db.execute("DELETE FROM lusha_schema")
    db.execute("INSERT INTO lusha_schema VALUES (?)", (SCHEMA_VERSION,))


def _column_type(name: str) -> str:
    if name in NUMBER_COLUMNS:
        return "number"
    return "time" if name in TIME_COLUMNS else "text"
