"""The SQLite file of a journal: its tables, and the stored properties of the run."""

import json
import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lusha_cli.bulk.run.journal_values import (
    CompressedValues,
    Packed,
    TextValues,
    dictionary_for,
)
from lusha_cli.errors import JournalCorrupted, JournalWriteError, LushaError
from lusha_cli.json_types import Json
from lusha_cli.storage.file_targets import create_private_file
from lusha_cli.storage.sqlite_files import erase_log

_APPLICATION_ID = 0x4C555203
# Of version 0.4 and earlier, which stored values as text.
_TEXT_APPLICATION_ID = 0x4C555202
# What is left of a long write-ahead log after its data was moved to the main file.
_MAX_LOG_BYTES = 4 << 20
# VALUE is the type of columns with packed values.
_TABLES = (
    # Properties of the run as JSON.
    "meta (name TEXT PRIMARY KEY, value TEXT) STRICT",
    # Rows: [cells, item (negative: a duplicate of it; 0: none), status, error], or
    # [cells, item, other items] with alternatives.
    "chunks (n INTEGER PRIMARY KEY, rows VALUE) STRICT",
    # Payloads of the items n * size + 1 to n * size + size; planned, sent, answered or held (back).
    "batches (n INTEGER PRIMARY KEY, payloads VALUE, state TEXT, sendings INTEGER) STRICT",
    # The response to items of one batch (comma-separated), or status and error without one.
    "answers (batch INTEGER, items TEXT, status TEXT, error TEXT, body VALUE, resent INTEGER, "
    "at TEXT) STRICT",
    # Items sent apart from their batch, and the answer (rowid) that applies to them.
    "singles (item INTEGER PRIMARY KEY, answer INTEGER) STRICT",
    # Credits of all requests, in order.
    "charges (credits INTEGER, exact INTEGER) STRICT",
    # The items by the key of their payload, by which later runs find their results.
    "item_keys (key BLOB PRIMARY KEY, item INTEGER) STRICT, WITHOUT ROWID",
)
# Tables that journals of version 0.2 and earlier lack.
_NEW_TABLES = (
    # Requests without an outcome: what they may still be charged for, what was charged, and how
    # many of their HTTP requests may have been charged without a bound.
    "sendings (id INTEGER PRIMARY KEY, batch INTEGER, items TEXT, api TEXT, credits INTEGER, "
    "charged INTEGER, exact INTEGER, unbounded INTEGER) STRICT",
    # The API version of answers (rowid) to requests that may be charged if they are repeated.
    "uncertain (answer INTEGER PRIMARY KEY, api TEXT) STRICT",
    # Items that earlier runs may have been charged for, and over which API version.
    "doubts (item INTEGER PRIMARY KEY, api TEXT) STRICT",
    # The responses to the first steps of requests that have several, in order.
    "steps (sending INTEGER, body VALUE) STRICT",
    # The items of rows with alternatives, as a JSON list; of one item, if a row has it alone.
    "chains (id INTEGER PRIMARY KEY, items TEXT UNIQUE) STRICT",
    "chain_items (item INTEGER, chain INTEGER, PRIMARY KEY (item, chain)) STRICT, WITHOUT ROWID",
    # What fallback commands found for items: a source, and the values of data columns as JSON.
    "fallbacks (item INTEGER PRIMARY KEY, source TEXT, data TEXT, at TEXT) STRICT",
    # The rows, numbered from 1, whose match the user accepted.
    "accepted (row INTEGER PRIMARY KEY) STRICT",
)


class JournalDatabase:
    """The database in `file`, created if it is missing.

    A new database has an open transaction until `end_import`, and can't be used after a crash
    until `end_creation`.
    Raises JournalCorrupted if the file isn't a journal, JournalWriteError if it can't be used.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.RLock()
        try:
            create_private_file(file)
            # The threads that send requests record what they send; `_lock` separates them.
            self._connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        except (sqlite3.Error, OSError) as error:
            raise self._unusable_error(error) from error
        try:
            self._prepare()
        except LushaError:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        (application_id,) = self.execute("PRAGMA application_id").fetchone()
        # Committed data survives a killed process; only a power failure can lose the last commits.
        self.execute("PRAGMA synchronous = NORMAL")
        self._values: TextValues | CompressedValues = CompressedValues()
        if application_id == _APPLICATION_ID:
            self.end_creation()
            self._values = CompressedValues(self.get("dictionary") or "")
        elif application_id == _TEXT_APPLICATION_ID:
            self.end_creation()
            self._values = TextValues()
            for table in _NEW_TABLES:
                self._create_table(f"IF NOT EXISTS {table}")
        elif application_id or self.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise self._damaged_error("it is not a journal of this version")
        else:
            self._create()

    def _create(self) -> None:
        # The log would become as long as the whole input, and every byte be written twice.
        self.execute("PRAGMA journal_mode = OFF")
        self.execute("BEGIN")
        for table in (*_TABLES, *_NEW_TABLES):
            self._create_table(table)
        # Without this index every batch would scan all answers.
        self.execute("CREATE INDEX answers_of_a_batch ON answers (batch)")
        self.execute(f"PRAGMA application_id = {_APPLICATION_ID}")

    def _create_table(self, table: str) -> None:
        self.execute(f"CREATE TABLE {table.replace('VALUE', self._values.column_type)}")

    def end_import(self) -> None:
        """Commit the imported input."""
        self.execute("COMMIT")

    def end_creation(self) -> None:
        """Make every later transaction survive a crash."""
        self.execute("PRAGMA journal_mode = WAL")
        self.execute(f"PRAGMA journal_size_limit = {_MAX_LOG_BYTES}")

    def execute(self, statement: str, values: tuple[Json, ...] = ()) -> sqlite3.Cursor:
        """Execute a statement with ? placeholders. Raises JournalCorrupted or JournalWriteError."""
        try:
            with self._lock:
                return self._connection.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise self._unusable_error(error) from error
        except sqlite3.DatabaseError as error:
            raise self._damaged_error(error) from error

    def erase_log(self) -> None:
        """Remove the bytes of deleted rows from the write-ahead log. Raises JournalWriteError."""
        try:
            with self._lock:
                erase_log(self._connection)
        except sqlite3.OperationalError as error:
            raise self._unusable_error(error) from error

    def text(self, packed: Packed) -> bytes:
        """Return the JSON text of a stored value. Raises JournalCorrupted."""
        try:
            return self._values.text(packed)
        except zlib.error as error:
            raise self._damaged_error("a stored value is damaged") from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the statements of a block in one transaction; other threads wait until it ends."""
        with self._lock:
            self.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.execute("COMMIT")
            except BaseException:
                # A full disk, or Ctrl-C: an open transaction would make every later one fail.
                with suppress(sqlite3.Error):
                    self._connection.rollback()
                raise

    def get(self, name: str) -> Json:
        """Return a property of the run, or None."""
        row = self.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, **properties: Json) -> None:
        """Store properties of the run."""
        for name, value in properties.items():
            self.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, json.dumps(value)))

    def pack(self, value: Json, text: bytes | None = None) -> Packed:
        """Return a value as it is stored; `text` is its JSON if the caller has it."""
        return self._values.pack(value, text)

    def pack_result(self, body: Json) -> Packed:
        """Return a body with one result as it is stored; the first one is the dictionary."""
        if isinstance(self._values, CompressedValues) and self.get("dictionary") is None:
            dictionary = dictionary_for(body)
            self.put(dictionary=dictionary)
            self._values = CompressedValues(dictionary)
        return self._values.pack_similar(body)

    def unpack(self, packed: Packed) -> Json:
        """Return a stored value. Raises JournalCorrupted."""
        try:
            return self._values.unpack(packed)
        except (ValueError, zlib.error) as error:
            raise self._damaged_error("a stored value is damaged") from error

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
