"""Connections to SQLite and Postgres behind one interface."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lusha_cli.bulk.output.database_model import ColumnType, quoted
from lusha_cli.json_types import Json
from lusha_cli.optional_dependencies import missing_dependency
from lusha_cli.storage.output_files import resolve_database
from lusha_cli.storage.state_store import reason

if TYPE_CHECKING:
    import psycopg

CONNECT_TIMEOUT_SECONDS = 10
# The name of a SQLite database without a file.
IN_MEMORY = Path(":memory:")
MAX_MESSAGE_LENGTH = 200
_ADVISORY_LOCK_ID = 0x4C555348
# The column that a message names: `contacts.owner`, or `column "owner"`.
_SQLITE_COLUMN = re.compile(
    r'(?:constraint failed:|column) (?:[^ .]+\.(?P<a>[^ .,]+)$|"(?P<b>[^"]+)")'
)
# psycopg quotes the operating system, as in "[Errno -2] Name or service not known".
_ERROR_NUMBER = re.compile(r"\[Errno -?\d+\] ")
SQLITE_TYPES: Mapping[ColumnType, str] = {"text": "TEXT", "number": "INTEGER", "time": "TEXT"}
POSTGRES_TYPES: Mapping[ColumnType, str] = {
    "text": "text",
    "number": "bigint",
    "time": "timestamptz",
}
_POSTGRES_COLUMN = re.compile(r'column "([^"]+)"')


class Database(NamedTuple):
    """An open database within a transaction.

    `execute` runs a statement with ? placeholders, and raises DatabaseFailure. `execute_many` runs
    it for each of several rows. `row_source` returns the source of rows of a statement that inserts
    them into columns of a table, and `insert` runs it with the rows. `tables` returns the tables
    and views that have a name, ignoring case. `tables_with` returns the tables with some columns
    that may be read and updated. `columns` returns the columns of a table, and whether each must
    not be null. `refers_to` returns whether a table has a foreign key to another.
    `count_violations` checks the constraints of a table that are checked at the end of the
    transaction otherwise; it returns how many rows violate them, or raises DatabaseFailure.
    `types` maps text, number and time to column types. `encoding` is the encoding of its text.
    """

    execute: Callable[..., Any]
    execute_many: Callable[[str, Sequence[Sequence[Json]]], None]
    row_source: Callable[[str, Sequence[str]], str]
    insert: Callable[[str, Sequence[Sequence[Json]]], None]
    tables: Callable[[str], list[str]]
    tables_with: Callable[[Sequence[str]], list[str]]
    columns: Callable[[str], dict[str, bool]]
    refers_to: Callable[[str, str], bool]
    count_violations: Callable[[str], int]
    types: Mapping[ColumnType, str]
    encoding: str = "utf-8"

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Undo the statements of the block at its end, also after a failure."""
        self.execute("SAVEPOINT trial")
        try:
            yield
        except BaseException:
            # A trigger may have ended the transaction itself.
            with suppress(DatabaseFailure):
                self._end_trial()
            raise
        self._end_trial()

    def _end_trial(self) -> None:
        self.execute("ROLLBACK TO SAVEPOINT trial")
        self.execute("RELEASE SAVEPOINT trial")


class DatabaseFailure(Exception):
    """An error of the database; its message may be shown. `column` is the column it names."""

    def __init__(self, message: str, column: str | None = None) -> None:
        # Later lines quote statements and whole rows.
        first_line = next(iter(message.strip().splitlines()), "").rstrip(".")
        if len(first_line) > MAX_MESSAGE_LENGTH:
            first_line = f"{first_line[:MAX_MESSAGE_LENGTH]}…"
        super().__init__(first_line)
        self.column = column


@contextmanager
def open_sqlite(file: Path) -> Iterator[Database]:
    """Open a SQLite database; the block is one transaction. Raises DatabaseFailure."""
    try:
        target = file if file == IN_MEMORY else resolve_database(file)
        connection = sqlite3.connect(target, isolation_level=None, timeout=30)
    except OSError as error:
        raise DatabaseFailure(reason(error)) from error
    except sqlite3.Error as error:
        raise _sqlite_failure(error) from error
    try:
        # SQLite checks foreign keys only where asked, and other programs may.
        connection.execute("PRAGMA foreign_keys = ON")
        # Take the write lock now: a read lock cannot be upgraded once another process has written.
        connection.execute("BEGIN IMMEDIATE")
        yield _sqlite_database(connection)
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise _sqlite_failure(error) from error
    finally:
        # Closing rolls back an open transaction.
        connection.close()


def _sqlite_failure(error: sqlite3.Error) -> DatabaseFailure:
    match = _SQLITE_COLUMN.search(str(error))
    return DatabaseFailure(str(error), match and (match["a"] or match["b"]))


def _sqlite_database(connection: sqlite3.Connection) -> Database:
    def run(method: Callable[..., Any], statement: str, values: Sequence[Any]) -> Any:
        # ROLLBACK in a trigger or constraint ends the transaction; later rows would stay.
        if not connection.in_transaction:
            raise DatabaseFailure("the database ended the transaction")
        try:
            return method(statement, values)
        except sqlite3.Error as error:
            raise _sqlite_failure(error) from error

    def execute(statement: str, values: Sequence[Json] = ()) -> Any:
        return run(connection.execute, statement, values)

    def execute_many(statement: str, rows: Sequence[Sequence[Json]]) -> None:
        run(connection.executemany, statement, rows)

    def row_source(_: str, columns: Sequence[str]) -> str:
        return f"VALUES ({', '.join('?' * len(columns))})"

    def tables(name: str) -> list[str]:
        found = execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
            "AND name = ? COLLATE NOCASE",
            (name,),
        )
        return [row[0] for row in found]

    def tables_with(names: Sequence[str]) -> list[str]:
        found = execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return [
            table
            for (table,) in found.fetchall()
            if {column.lower() for column in columns(table)}.issuperset(names)
        ]

    def columns(table: str) -> dict[str, bool]:
        # Unlike table_info, this has generated columns too.
        rows = execute(f"PRAGMA table_xinfo({quoted(table)})")
        return {row[1]: bool(row[3]) for row in rows}

    def refers_to(table: str, other: str) -> bool:
        rows = execute(f"PRAGMA foreign_key_list({quoted(table)})").fetchall()
        return any(row[2].lower() == other.lower() for row in rows)

    def count_violations(table: str) -> int:
        return len(execute(f"PRAGMA foreign_key_check({quoted(table)})").fetchall())

    return Database(
        execute,
        execute_many,
        row_source,
        execute_many,
        tables,
        tables_with,
        columns,
        refers_to,
        count_violations,
        SQLITE_TYPES,
    )


def _to_text(cell: Json) -> str | None:
    """Return a cell as text, which Postgres reads as the type of its column."""
    return cell if cell is None or isinstance(cell, str) else str(cell)


@contextmanager
def open_postgres(url: str, secrets: Mapping[str, str]) -> Iterator[Database]:
    """Open a Postgres database; the block is one transaction.

    `secrets` are passed apart from the URL, so that no error message can quote them.
    Raises DatabaseFailure, or UsageError if psycopg isn't installed.
    """
    try:
        import psycopg
    except ImportError as error:
        raise missing_dependency("psycopg[binary]", what="Writing to Postgres") from error
    connect_options: dict[str, Any] = {"connect_timeout": CONNECT_TIMEOUT_SECONDS, **secrets}
    try:
        with psycopg.connect(url, **connect_options) as connection:
            # One process at a time: concurrent CREATE TABLE statements can fail.
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (_ADVISORY_LOCK_ID,))
            yield _postgres_database(connection)
    except psycopg.Error as error:
        raise _postgres_failure(error) from error


def _postgres_failure(error: "psycopg.Error") -> DatabaseFailure:
    message = error.diag.message_primary or _ERROR_NUMBER.sub("", str(error))
    match = _POSTGRES_COLUMN.search(message)
    return DatabaseFailure(message, error.diag.column_name or (match and match[1]) or None)


def _with_placeholders(statement: str) -> bytes:
    """Return a statement with the placeholders of psycopg."""
    return statement.replace("%", "%%").replace("?", "%s").encode()


def _postgres_database(connection: "psycopg.Connection[Any]") -> Database:
    import psycopg

    def execute(statement: str, values: Sequence[Json] = ()) -> Any:
        try:
            return connection.execute(_with_placeholders(statement), values)
        except psycopg.Error as error:
            raise _postgres_failure(error) from error

    def execute_many(statement: str, rows: Sequence[Sequence[Json]]) -> None:
        try:
            # In pipeline mode: row by row, each would wait for the network.
            connection.cursor().executemany(_with_placeholders(statement), rows)
        except psycopg.Error as error:
            raise _postgres_failure(error) from error

    def row_source(table: str, columns: Sequence[str]) -> str:
        found = execute(
            # Without its length: a cast would shorten a text that is too long.
            "SELECT attname, format_type(atttypid, -1) FROM pg_attribute "
            "WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped",
            (quoted(table),),
        )
        types = dict(found.fetchall())
        arrays = ", ".join(f"?::{types[column]}[]" for column in columns)
        return f"SELECT * FROM unnest({arrays})"

    def insert(statement: str, rows: Sequence[Sequence[Json]]) -> None:
        # A list for each column: a placeholder for each cell takes much longer.
        execute(statement, [list(map(_to_text, column)) for column in zip(*rows, strict=True)])

    # The catalog, as information_schema hides what the role has no rights on.
    def tables(name: str) -> list[str]:
        rows = execute(
            "SELECT relname FROM pg_class WHERE lower(relname) = lower(?) "
            "AND relkind IN ('r', 'p', 'v', 'm', 'f') AND pg_table_is_visible(oid)",
            (name,),
        )
        return [row[0] for row in rows]

    def tables_with(names: Sequence[str]) -> list[str]:
        rows = execute(
            "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid "
            "WHERE relkind IN ('r', 'p') AND NOT relispartition AND pg_table_is_visible(attrelid) "
            "AND lower(attname) = ANY(?) AND attnum > 0 AND NOT attisdropped "
            "AND has_table_privilege(attrelid, 'SELECT') "
            "AND has_table_privilege(attrelid, 'UPDATE') "
            "GROUP BY relname HAVING count(*) = ? ORDER BY relname",
            (list(names), len(names)),
        )
        return [row[0] for row in rows]

    def columns(table: str) -> dict[str, bool]:
        rows = execute(
            "SELECT attname, attnotnull FROM pg_attribute "
            "WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
            (quoted(table),),
        )
        return dict(rows.fetchall())

    def refers_to(table: str, other: str) -> bool:
        row = execute(
            "SELECT count(*) FROM pg_constraint WHERE contype = 'f' "
            "AND conrelid = ?::regclass AND confrelid = ?::regclass",
            (quoted(table), quoted(other)),
        ).fetchone()
        return bool(row[0])

    def count_violations(_: str) -> int:
        execute("SET CONSTRAINTS ALL IMMEDIATE")
        return 0

    return Database(
        execute,
        execute_many,
        row_source,
        insert,
        tables,
        tables_with,
        columns,
        refers_to,
        count_violations,
        POSTGRES_TYPES,
        connection.info.encoding,
    )
