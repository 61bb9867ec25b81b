"""The two kinds of databases, and what they do differently."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.optional_dependencies import missing

SECONDS_TO_CONNECT = 10
_LOCK = 0x4C555348


class Database(NamedTuple):
    """An open database within a transaction.

    `execute` runs a statement whose values are marked with ?; `columns` says which columns a
    table has, none where there is no such table; `types` are its names for kinds of values.
    """

    execute: Callable[..., Any]
    columns: Callable[[str], set[str]]
    types: dict[str, str]


class DatabaseFailure(Exception):
    """What a database says went wrong."""


@contextmanager
def sqlite(file: Path) -> Iterator[Database]:
    """The SQLite database in `file`; all of a block or nothing. Raises DatabaseFailure."""
    try:
        db = sqlite3.connect(file, isolation_level=None, timeout=30)
    except sqlite3.Error as error:
        raise DatabaseFailure(str(error)) from error
    try:
        db.execute("BEGIN IMMEDIATE")
        yield Database(
            db.execute,
            lambda table: {row[1] for row in db.execute(f'PRAGMA table_info("{table}")')},
            {"text": "TEXT", "number": "INTEGER", "time": "TEXT"},
        )
        db.execute("COMMIT")
    except sqlite3.Error as error:
        raise DatabaseFailure(str(error)) from error
    finally:
        # What was not committed is undone.
        db.close()


@contextmanager
def postgres(url: str, secrets: Mapping[str, str]) -> Iterator[Database]:
    """The Postgres database of `url`; all that the block does, or nothing.

    `secrets` are passwords, apart from the URL: no message about it can quote them.
    Raises DatabaseFailure, UsageError where psycopg is not installed.
    """
    try:
        import psycopg
    except ImportError as error:
        raise missing("psycopg[binary]", what="Writing to Postgres") from error
    more: dict[str, Any] = {"connect_timeout": SECONDS_TO_CONNECT, **secrets}
    try:
        with psycopg.connect(url, **more) as db:
            # One process at a time: two that make tables would be in each other's way.
            db.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))

            def execute(statement: str, values: Sequence[Json] = ()) -> Any:
                return db.execute(statement.replace("?", "%s").encode(), values)

            def columns(table: str) -> set[str]:
                found = execute(
                    "SELECT column_name FROM information_schema.columns "
                    "WHERE table_name = ? AND table_schema = ANY (current_schemas(false))",
                    (table,),
                )
                return {row[0] for row in found}

            yield Database(
                execute, columns, {"text": "text", "number": "bigint", "time": "timestamptz"}
            )
    except psycopg.Error as error:
        raise DatabaseFailure(" ".join(str(error).split())) from error
