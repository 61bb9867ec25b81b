"""The SQLite file of a journal: its tables, and the stored properties of the run."""

import json
import os
import sqlite3
from pathlib import Path

from lusha_cli.errors import JournalCorrupted, JournalWriteError, LushaError
from lusha_cli.json_types import Json

_APPLICATION_ID = 0x4C555202
_TABLES = (
    # Properties of the run as JSON.
    "meta (name TEXT PRIMARY KEY, value TEXT) STRICT",
    # Rows as JSON: [cells, item (negative: a duplicate of it; 0: none), status, error].
    "chunks (n INTEGER PRIMARY KEY, rows TEXT) STRICT",
    # Payloads of the items n * size + 1 to n * size + size; planned, sent or answered.
    "batches (n INTEGER PRIMARY KEY, payloads TEXT, state TEXT, sendings INTEGER) STRICT",
    # The response to items of one batch (comma-separated), or status and error without one.
    "answers (batch INTEGER, items TEXT, status TEXT, error TEXT, body TEXT, resent INTEGER, "
    "at TEXT) STRICT",
    # Items sent apart from their batch, and the answer (rowid) that applies to them.
    "singles (item INTEGER PRIMARY KEY, answer INTEGER) STRICT",
    # Credits of all requests, in order.
    "charges (credits INTEGER, exact INTEGER) STRICT",
    # The items by the key of their payload, by which later runs find their answers.
    "item_keys (key BLOB PRIMARY KEY, item INTEGER) STRICT, WITHOUT ROWID",
)


class JournalDatabase:
    """The database in `file`, created if it is missing.

    A new database has an open transaction until `end_import`.
    Raises JournalCorrupted if the file isn't a journal, JournalWriteError if it can't be used.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        try:
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
            self._connection = sqlite3.connect(file, isolation_level=None)
        except (sqlite3.Error, OSError) as error:
            raise self._unusable_error(error) from error
        try:
            self._prepare()
        except LushaError:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        self.execute("PRAGMA journal_mode = WAL")
        # Committed data survives a killed process; only a power failure can lose the last commits.
        self.execute("PRAGMA synchronous = NORMAL")
        (application_id,) = self.execute("PRAGMA application_id").fetchone()
        if application_id == _APPLICATION_ID:
            return
        if application_id or self.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise self._damaged_error("it is not a journal of this version")
        self.execute("BEGIN")
        for table in _TABLES:
            self.execute(f"CREATE TABLE {table}")
        # Without this index every batch would scan all answers.
        self.execute("CREATE INDEX answers_of_a_batch ON answers (batch)")
        self.execute(f"PRAGMA application_id = {_APPLICATION_ID}")

    def end_import(self) -> None:
        """Commit the imported input."""
        self.execute("COMMIT")

    def execute(self, statement: str, values: tuple[Json, ...] = ()) -> sqlite3.Cursor:
        """Execute a statement with ? placeholders. Raises JournalCorrupted or JournalWriteError."""
        try:
            return self._connection.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise self._unusable_error(error) from error
        except sqlite3.DatabaseError as error:
            raise self._damaged_error(error) from error

    def get(self, name: str) -> Json:
        """Return a property of the run, or None."""
        row = self.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, **properties: Json) -> None:
        """Store properties of the run."""
        for name, value in properties.items():
            self.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, json.dumps(value)))

    def close(self) -> None:
        """Close the file; an open transaction is rolled back."""
        self._connection.close()

    def _damaged_error(self, error: object) -> JournalCorrupted:
        return JournalCorrupted(
            f"The journal {self._file} cannot be read: {error}.",
            hint=f"Remove it with: lusha runs delete {self._file.stem}",
        )

    def _unusable_error(self, error: object) -> LushaError:
        return JournalWriteError(
            f"The journal {self._file} cannot be used: {error}.",
            hint="Free some space, or set LUSHA_STATE_DIR to another folder.",
        )


def close_journal_file(file: Path) -> None:
    """Move all data of a journal into its main file, which can then be replaced.

    Raises JournalWriteError while another process uses it, JournalCorrupted if it is damaged.
    """
    database = JournalDatabase(file)
    try:
        # Else SQLite would apply the -wal file, which stays, to the journal that replaces this one.
        database.execute("PRAGMA journal_mode = DELETE")
    finally:
        database.close()
