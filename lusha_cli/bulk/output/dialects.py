"""Connections to SQLite and Postgres behind one interface."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.optional_dependencies import missing_dependency

CONNECT_TIMEOUT_SECONDS = 10
_ADVISORY_LOCK_ID = 0x4C555348


class Database(NamedTuple):
    """An open database within a transaction.

    `execute` runs a statement with ? placeholders. `columns` returns the columns of a table, empty
    if it doesn't exist. `types` maps text, number and time to column types.
    """

    execute: Callable[..., Any]
    columns: Callable[[str], set[str]]
    types: dict[str, str]


class DatabaseFailure(Exception):
    """An error of the database; its message may be shown."""


@contextmanager
def open_sqlite(file: Path) -> Iterator[Database]:
    """Open a SQLite database; the block is one transaction. Raises DatabaseFailure."""
    try:
        connection = sqlite3.connect(file, isolation_level=None, timeout=30)
    except sqlite3.Error as error:
        raise DatabaseFailure(str(error)) from error
    try:
        # Take the write lock now: a read lock cannot be upgraded once another process has written.
        connection.execute("BEGIN IMMEDIATE")
        yield Database(
            connection.execute,
            lambda table: {row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')},
            {"text": "TEXT", "number": "INTEGER", "time": "TEXT"},
        )
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise DatabaseFailure(str(error)) from error
    finally:
        # Closing rolls back an open transaction.
        connection.close()


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

            def execute(statement: str, values: Sequence[Json] = ()) -> Any:
                return connection.execute(statement.replace("?", "%s").encode(), values)

            def columns(table: str) -> set[str]:
                rows = execute(
                    "SELECT column_name FROM information_schema.columns "
                    "WHERE table_name = ? AND table_schema = ANY (current_schemas(false))",
                    (table,),
                )
                return {row[0] for row in rows}

            yield Database(
                execute, columns, {"text": "text", "number": "bigint", "time": "timestamptz"}
            )
    except psycopg.Error as error:
        raise DatabaseFailure(" ".join(str(error).split())) from error
