"""The durable log of deliveries, and the progress of each sink.

A SQLite database holds everything. For a JSON Lines log, the database is only an index: all of it
but the outcomes can be rebuilt from the lines.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from lusha_cli.errors import DeliveryLogError, DeliveryLogLocked, UsageError
from lusha_cli.storage.atomic_files import fsync_directory
from lusha_cli.storage.file_targets import create_private_file
from lusha_cli.storage.output_files import resolve_database
from lusha_cli.storage.sqlite_files import transaction
from lusha_cli.storage.state_store import reason
from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.jsonl import JsonlLogFile, LogLine, encode_line
from lusha_cli.webhooks.log.location import LogLocation, listener_lock
from lusha_cli.webhooks.log.rotation import LogRotation, RotationOptions
from lusha_cli.webhooks.log.tables import (
    APPLICATION_ID,
    COLUMNS,
    LAST_NUMBER,
    PAGE_SIZE,
    ROTATIONS,
    create_tables,
)

_COLUMN_COUNT = COLUMNS.count(",") + 1
# Old versions of SQLite accept at most 999 values in one statement.
_ROWS_PER_INSERT = 900 // _COLUMN_COUNT

LOG_ERRORS = (sqlite3.Error, OSError)


class Outcome(NamedTuple):
    """The outcome of one delivery at a sink (`target` is the sink's name).

    `state` is "delivered" or "lost"; `finished_at` is Unix time in seconds.
    """

    target: str
    number: int
    state: str
    attempts: int
    finished_at: float


class DeliveryLog:
    """The log at `location`, written by this process alone, and rotated with `rotation`.

    `notify` receives a message about every repair. Raises DeliveryLogLocked when another process
    writes the log, and DeliveryLogError when the log cannot be used.
    """

    def __init__(
        self,
        location: LogLocation,
        *,
        notify: Callable[[str], None],
        rotation: RotationOptions | None = None,
    ) -> None:
        self.location = location
        self.jsonl_file: JsonlLogFile | None = None
        self.last_number = 0
        self._is_rotating = False
        self._fingerprint = ""
        self._append_offset: int | None = None
        self._lock = listener_lock(location)
        self._acquire_lock()
        try:
            self._db = self._open_database()
            try:
                self._prepare(notify, rotation)
            except BaseException:
                self._db.close()
                if self.jsonl_file:
                    self.jsonl_file.close()
                raise
        except BaseException as error:
            self._lock.release()
            if isinstance(error, LOG_ERRORS):
                raise log_error(location, error) from error
            raise

    def close(self) -> None:
        """Close the files and release the lock."""
        with suppress(sqlite3.Error):
            self._db.close()
        if self.jsonl_file:
            self.jsonl_file.close()
        self._lock.release()

    def append(
        self, deliveries: Sequence[Delivery], outcomes: Iterable[Outcome] = ()
    ) -> list[bool]:
        """Write all deliveries and outcomes to disk, or none of them.

        Returns for each delivery whether it was new. Raises sqlite3.Error or OSError.
        """
        if self._is_rotating:
            self._end_rotation()
        self._db.execute("BEGIN IMMEDIATE")
        self._append_offset = None
        try:
            seen_ids = self._existing_ids([delivery.id for delivery in deliveries])
            new_flags = []
            for delivery in deliveries:
                new_flags.append(delivery.id not in seen_ids)
                # A group may hold a delivery and its retry.
                seen_ids.add(delivery.id)
            new_deliveries = [
                delivery for delivery, is_new in zip(deliveries, new_flags, strict=True) if is_new
            ]
            self._write_new(new_deliveries)
            rows = "INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?)"
            self._db.executemany(rows, outcomes)
            self._db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            # The senders get a 503 and send again, so the lines must not stay in the log.
            if self.jsonl_file and self._append_offset is not None:
                with suppress(OSError):
                    self.jsonl_file.truncate(self._append_offset)
            raise
        self.last_number += len(new_deliveries)
        if self.jsonl_file is None:
            for delivery in new_deliveries:
                self._rotation.count(delivery.body)
        return new_flags

    def rotate_if_due(self) -> None:
        """Move the deliveries into a new file if the log is too large. Call it after `append`.

        Raises sqlite3.Error or OSError; the next `append` then finishes or cancels the rotation.
        """
        if not self._rotation.is_due(self.jsonl_file.size if self.jsonl_file else None):
            return
        self._is_rotating = True
        try:
            self._rotation.move(self.last_number)
            self._end_rotation()
        except LOG_ERRORS:
            self._rotation.postpone()
            raise

    def _end_rotation(self) -> None:
        self._rotation.recover()
        log_file = self.jsonl_file
        # Readers use the old file until the database names it.
        if log_file and not log_file.is_at(self.location.file):
            self.jsonl_file = JsonlLogFile(self.location.file)
            self._fingerprint = ""
            log_file.close()
        self._is_rotating = False

    def first_pending(self, target: str, *, from_start: bool) -> int:
        """Return the number of the first delivery that a sink may not have finished.

        A sink that is new to this log starts with the next delivery, or with the first one if
        `from_start` is set.
        """
        default_first = 1 if from_start else self.last_number + 1
        self._db.execute("INSERT OR IGNORE INTO targets VALUES (?, ?)", (target, default_first))
        (first,) = self._db.execute(
            "SELECT first FROM targets WHERE name = ?", (target,)
        ).fetchone()
        return int(first)

    def checkpoint(self, target: str, first: int) -> None:
        """Record that a sink has finished every delivery before `first`."""
        self._db.execute("UPDATE targets SET first = ? WHERE name = ?", (first, target))

    def _existing_ids(self, ids: Sequence[str]) -> set[str]:
        existing: set[str] = set()
        for start in range(0, len(ids), 900):
            chunk = ids[start : start + 900]
            query = f"SELECT id FROM deliveries WHERE id IN ({_placeholders(len(chunk))})"
            existing.update(id_ for (id_,) in self._db.execute(query, chunk))
        return existing

    def _write_new(self, deliveries: Sequence[Delivery]) -> None:
        if not deliveries:
            return
        if self.jsonl_file is None:
            spans: list[tuple[int | None, int | None]] = [(None, None)] * len(deliveries)
        else:
            lines = [encode_line(delivery) for delivery in deliveries]
            offsets = self.jsonl_file.append(lines)
            self._append_offset = offsets[0]
            spans = [(at, len(line)) for at, line in zip(offsets, lines, strict=True)]
        self._insert(zip(deliveries, spans, strict=True), first=self.last_number + 1)
        if self.jsonl_file is not None:
            self._store_index_state(self.jsonl_file)

    def _insert(
        self,
        rows: "Iterable[tuple[Delivery, tuple[int | None, int | None]]]",
        *,
        first: int,
    ) -> None:
        """Insert deliveries in large statements, because each one waits for the other threads."""
        numbered = enumerate(rows, first)
        while chunk := list(islice(numbered, _ROWS_PER_INSERT)):
            values: list[object] = []
            for n, (delivery, (at, length)) in chunk:
                *fields, body = delivery
                values += [n, *fields, _sql_body(body) if at is None else None, at, length]
            row = f"({_placeholders(_COLUMN_COUNT)})"
            self._db.execute(
                f"INSERT INTO deliveries VALUES {', '.join([row] * len(chunk))}", values
            )

    def _acquire_lock(self) -> None:
        try:
            holder = self._lock.acquire("lusha webhooks listen")
        except OSError as error:
            raise log_error(self.location, error) from error
        if holder:
            raise DeliveryLogLocked(
                f"Another listener is writing to {self.location}.",
                hint="Stop the other listener, or use another log with --out FILE.jsonl.",
            )

    def _open_database(self) -> sqlite3.Connection:
        file = self.location.database
        is_new = not file.exists()
        # SQLite would create a file that others may read; deliveries hold personal data.
        create_private_file(resolve_database(file))
        if is_new:
            fsync_directory(file.parent)
        return sqlite3.connect(file, timeout=10, isolation_level=None, check_same_thread=False)

    def _prepare(self, notify: Callable[[str], None], rotation: RotationOptions | None) -> None:
        execute = self._db.execute
        (application_id,) = execute("PRAGMA application_id").fetchone()
        if application_id != APPLICATION_ID:
            if application_id or execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise not_a_log_error(self.location)
            if self.location.is_sqlite:
                execute(f"PRAGMA page_size = {PAGE_SIZE}")
            # WAL lets sinks read during a write. It cannot be set within a transaction.
            execute("PRAGMA journal_mode = WAL")
            with transaction(self._db):
                create_tables(self._db)
        execute(f"CREATE TABLE IF NOT EXISTS {ROTATIONS}")
        # A JSONL log is itself durable: what a power failure removes from its index is reread.
        execute(f"PRAGMA synchronous = {'FULL' if self.location.is_sqlite else 'NORMAL'}")
        # On macOS, fsync alone leaves data in the cache of the drive.
        execute("PRAGMA fullfsync = ON")
        # The bodies that were moved to a rotated file must not stay in free pages of this one.
        execute("PRAGMA secure_delete = ON")
        self._rotation = LogRotation(self.location, self._db, rotation)
        self._rotation.recover()
        if not self.location.is_sqlite:
            self.jsonl_file = JsonlLogFile(self.location.file)
            self._update_index(self.jsonl_file, notify)
        (self.last_number,) = execute(LAST_NUMBER).fetchone()

    def _update_index(self, jsonl_file: JsonlLogFile, notify: Callable[[str], None]) -> None:
        """Index the lines added since the last run; rebuild the index for another file."""
        # A crash may leave part of a line, which was never acknowledged.
        torn_bytes = jsonl_file.truncate_torn_tail()
        if torn_bytes:
            notify(f"{self.location}: removed the incomplete last line ({torn_bytes} bytes).")
        fingerprint, size = self._db.execute("SELECT * FROM lines").fetchone() or ("", 0)
        if jsonl_file.size < size or (size and fingerprint != _file_fingerprint(jsonl_file)):
            notify(f"{self.location} was replaced or truncated, so it is indexed again.")
            for table in ("deliveries", "targets", "outcomes", "lines", "rotations"):
                self._db.execute(f"DELETE FROM {table}")
            size = 0
        entries = self._own_lines(jsonl_file.scan(size), notify)
        while chunk := list(islice(entries, 1000)):
            self._index_lines(chunk)
        self._store_index_state(jsonl_file)

    def _index_lines(self, entries: list[tuple[LogLine, Delivery]]) -> None:
        self._db.execute("BEGIN")
        (last,) = self._db.execute(LAST_NUMBER).fetchone()
        existing = self._existing_ids([delivery.id for _, delivery in entries])
        # Reversed, so that the first of several lines with one id wins.
        first_by_id = {delivery.id: (line, delivery) for line, delivery in reversed(entries)}
        rows = [
            (delivery, (line.offset, line.length))
            for line, delivery in sorted(first_by_id.values(), key=lambda pair: pair[0].offset)
            if delivery.id not in existing
        ]
        self._insert(rows, first=last + 1)
        # Lines move when deliveries are erased.
        self._db.executemany(
            "UPDATE deliveries SET at = ?, length = ? WHERE id = ?",
            [
                (line.offset, line.length, id_)
                for id_, (line, _) in first_by_id.items()
                if id_ in existing
            ],
        )
        self._db.execute("COMMIT")

    def _own_lines(
        self, lines: Iterator[LogLine], notify: Callable[[str], None]
    ) -> Iterator[tuple[LogLine, Delivery]]:
        foreign_count = 0
        for line in lines:
            if line.delivery is not None:
                yield line, line.delivery
            elif line.offset == 0:
                raise not_a_log_error(self.location)
            else:
                foreign_count += 1
        if foreign_count:
            notify(f"{self.location}: lines that aren't deliveries were ignored ({foreign_count}).")

    def _store_index_state(self, jsonl_file: JsonlLogFile) -> None:
        if not self._fingerprint and jsonl_file.size:
            self._fingerprint = _file_fingerprint(jsonl_file)
        self._db.execute("DELETE FROM lines")
        self._db.execute("INSERT INTO lines VALUES (?, ?)", (self._fingerprint, jsonl_file.size))


def log_error(location: LogLocation, error: Exception) -> DeliveryLogError:
    """Return the error for a log that cannot be used, with the system's reason."""
    return DeliveryLogError(f"The log {location} cannot be used: {reason(error)}.")


def not_a_log_error(location: LogLocation) -> UsageError:
    """Return the error for a file that is not a delivery log."""
    return UsageError(
        f"{location.database if location.is_sqlite else location.file} isn't a delivery log.",
        hint="Use another file. This one was not changed.",
    )


def _file_fingerprint(jsonl_file: JsonlLogFile) -> str:
    return hashlib.sha256(jsonl_file.fingerprint()).hexdigest()


def _sql_body(body: bytes) -> str | bytes:
    """Return the body as text if it is UTF-8, so that SQL can search it."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body


def _placeholders(count: int) -> str:
    return ", ".join("?" * count)
