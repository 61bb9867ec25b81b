"""The tables of a database that a run writes: find them, and create missing ones."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from lusha_cli.bulk.output.database_model import (
    SCHEMA_VERSION,
    VERSION_TABLE,
    TableKind,
    column_type,
    index_definitions,
    key_of,
    quoted,
    table_definition,
    version_definition,
)
from lusha_cli.bulk.output.database_rows import EXTRA_COLUMNS, Row
from lusha_cli.bulk.output.dialects import Database, DatabaseFailure
from lusha_cli.json_types import Json

# Rows sent at once.
BATCH_SIZE = 2000


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

    `columns` maps our columns to the names in the table, and `key` are those that identify a row.
    The `required` ones are texts that must not be null, and are empty instead.
    """

    name: str
    columns: Mapping[str, str]
    key: Sequence[str] = ("id",)
    required: Collection[str] = ()

    def upsert(self, db: Database, names: Collection[str]) -> str:
        """Return the statement that inserts rows, or updates those with the same keys.

        Null and empty text never overwrite a value: the company inside a contact has few fields.
        """
        table = quoted(self.name)
        assignments = []
        for name in names:
            column = quoted(self.columns[name])
            value = f"excluded.{column}"
            if name in self.required:
                value = f"nullif({value}, '')"
            if name not in self.key:
                assignments.append(f"{column} = coalesce({value}, {table}.{column})")
        columns = [self.columns[name] for name in names]
        key = [quoted(self.columns[name]) for name in self.key]
        updates = ", ".join(assignments) or f"{key[0]} = excluded.{key[0]}"
        return (
            f"INSERT INTO {table} ({', '.join(map(quoted, columns))}) "
            f"{db.row_source(self.name, columns)} "
            f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {updates}"
        )

    def values(self, row: Mapping[str, Json], encoding: str) -> dict[str, Json]:
        """Return a row with its values as the database accepts them."""
        stored = {name: _to_storable(value, encoding) for name, value in row.items()}
        for name in self.required:
            if name in stored and stored[name] is None:
                stored[name] = ""
        return stored


def _to_storable(value: Json, encoding: str) -> Json:
    """Return a value that every database accepts: no empty text, NUL or unknown character."""
    if not isinstance(value, str):
        return value
    if value.isascii() and "\0" not in value:
        return value or None
    return value.replace("\0", "").encode(encoding, "replace").decode(encoding) or None


class RowWriter:
    """Writes rows in batches: first those of the tables that others refer to."""

    def __init__(self, db: Database, tables: Mapping[TableKind, Table]) -> None:
        self._db = db
        self._tables = tables
        self._rows: dict[TableKind, dict[tuple[Json, ...], dict[str, Json]]] = {
            kind: {} for kind in tables
        }
        self._statements = {kind: table.upsert(db, table.columns) for kind, table in tables.items()}

    def add(self, kind: TableKind, row: Row) -> None:
        """Write a row soon. Rows of other tables are ignored."""
        if (table := self._tables.get(kind)) is None:
            return
        values = table.values({name: row[name] for name in table.columns}, self._db.encoding)
        key = tuple(values[name] for name in table.key)
        rows = self._rows[kind]
        if key in rows:
            # As the database does, which can't update a row twice in one statement.
            values = {
                name: rows[key][name] if value is None or value == "" else value
                for name, value in values.items()
            }
        rows[key] = values
        if len(rows) >= BATCH_SIZE:
            self.flush()

    def flush(self) -> None:
        """Write the rows that wait."""
        for kind, rows in self._rows.items():
            if not rows:
                continue
            cells = [list(row.values()) for row in rows.values()]
            self._db.insert(self._statements[kind], cells)
            rows.clear()


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
    tables: dict[TableKind, Table] = {}
    is_changed = False
    for kind, wanted in columns.items():
        skipped = EXTRA_COLUMNS if is_selection else frozenset[str]()
        tables[kind], changed = prepare_table(db, kind, names[kind], wanted, skipped=skipped)
        is_changed |= changed
    # The tables of others that lack nothing need no version.
    if is_changed and stored_version(db) is None:
        _define(db, f"CREATE TABLE {VERSION_TABLE}", version_definition(db.types))
        db.execute(f"INSERT INTO {VERSION_TABLE} VALUES (?)", (SCHEMA_VERSION,))
    return tables


def prepare_table(
    db: Database,
    kind: TableKind,
    name: str,
    columns: list[str],
    *,
    skipped: Collection[str] = (),
) -> tuple[Table, bool]:
    """Find a table, or create it; return whether the database changed.

    Missing columns are added, except the `skipped` ones.
    """
    found = find_name(name, db.tables(name), what="tables")
    if found is not None:
        return _complete_table(db, kind, found, columns, skipped=skipped)
    name = name.lower()
    try:
        _define(db, f"CREATE TABLE {quoted(name)}", table_definition(kind, columns, db.types))
        for action, definition in index_definitions(kind, name, columns):
            _define(db, action, definition)
    except DatabaseFailure as failure:
        remedy = "ask for the privilege to create tables"
        raise TableFailure(str(failure), kind, name, remedy=remedy) from failure
    return Table(name, {column: column for column in columns}, key_of(kind)), True


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
            type_ = db.types[column_type(kind, column)]
            _define(db, f"ALTER TABLE {quoted(name)} ADD COLUMN {quoted(column)}", type_)
        for action, definition in index_definitions(kind, name, missing):
            _define(db, action, definition)
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
        if existing.get(actual)
        and column not in key_of(kind)
        and column_type(kind, column) == "text"
    }
    return Table(name, columns, key_of(kind), required), bool(missing)


def _define(db: Database, action: str, definition: str) -> None:
    """Run a statement that creates something; a failure names the action."""
    try:
        db.execute(f"{action} {definition}")
    except DatabaseFailure as failure:
        shown = action.replace('"', "")
        raise DatabaseFailure(f"{shown}: {failure}") from failure


def stored_version(db: Database) -> int | None:
    """Return the version of lusha's tables, or None if the database doesn't state it."""
    if not db.tables(VERSION_TABLE):
        return None
    version: int | None = db.execute(f"SELECT max(version) FROM {VERSION_TABLE}").fetchone()[0]
    return version or 0
