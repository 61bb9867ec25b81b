"""Move the deliveries of a log that is too large into a file of their own.

The database of the log keeps a row for each moved delivery, so that a repeated one is recognized,
and a sink that hasn't received it reads it from the rotated file.

A row of `rotations` with `is_done` 0 is written before the file appears. After a crash, the file
shows whether the rotation has to be finished or never happened.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from lusha_cli.storage.atomic_files import fsync_directory
from lusha_cli.storage.file_targets import create_private_file
from lusha_cli.storage.sqlite_files import transaction
from lusha_cli.webhooks.log.location import LogLocation
from lusha_cli.webhooks.log.tables import COLUMNS, PAGE_SIZE, ROTATED_FILE, create_tables

# Seconds in which a delivery may be repeated: until then its id stays in the database.
_REPEAT_PERIOD = 7 * 86400.0
# The size of a delivery in a database, without its body.
_ROW_BYTES = 300
# The user_version of a database with moved deliveries, which no listener writes.
ROTATED_VERSION = 1


class RotationOptions(NamedTuple):
    """The size in bytes above which a log is rotated, and the clock that names the files."""

    size: int
    now: Callable[[], float]


class LogRotation:
    """The rotation of the log at `location` with the database `db`; without `options`, never."""

    def __init__(
        self, location: LogLocation, db: sqlite3.Connection, options: RotationOptions | None
    ) -> None:
        self._location = location
        self._db = db
        self._options = options
        self._max_size = options.size if options else 0
        # The bytes of the deliveries in the database.
        self._size = self._stored_size() if options and location.is_sqlite else 0

    def count(self, body: bytes) -> None:
        """Add the size of a delivery that was stored in the database."""
        self._size += len(body) + _ROW_BYTES

    def is_due(self, file_size: int | None) -> bool:
        """Return whether the log is too large; `file_size` is that of a JSON Lines log."""
        size = self._size if file_size is None else file_size
        return self._options is not None and size > self._max_size

    def postpone(self) -> None:
        """After a failure, wait until the log is a tenth larger."""
        self._max_size += self._max_size // 10

    def move(self, last: int) -> None:
        """Move all deliveries up to the number `last` into a new file.

        `recover` has to follow, also after an error. Raises sqlite3.Error or OSError.
        """
        assert self._options is not None
        rotated = _free_name(self._location, self._options.now())
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("INSERT INTO rotations VALUES (?, ?, 0)", (last, rotated.name))
        if self._location.is_sqlite:
            self._move_rows(rotated, last)
        else:
            os.rename(os.path.realpath(self._location.file), rotated)
        fsync_directory(rotated.parent)

    def recover(self) -> None:
        """Finish the rotation if its file was moved, else cancel it. Raises sqlite3.Error."""
        begun = self._db.execute("SELECT last, file FROM rotations WHERE NOT is_done").fetchone()
        if begun is None:
            return
        if self._location.is_sqlite:
            temporary_file(self._location.file).unlink(missing_ok=True)
        if rotated_file(self._location, begun[1]).exists():
            self._finish(begun[0])
        else:
            self._db.execute("DELETE FROM rotations WHERE NOT is_done")
        if not self._location.is_sqlite:
            self._db.execute("PRAGMA synchronous = NORMAL")

    def _finish(self, last: int) -> None:
        with transaction(self._db):
            self._db.execute("UPDATE rotations SET is_done = 1")
            self._db.execute(
                "UPDATE deliveries SET body = NULL WHERE n <= ? AND body NOTNULL", (last,)
            )
            self._db.execute("DELETE FROM lines")
            self._delete_old_rows(last)
        self._size = 0
        if self._options:
            self._max_size = self._options.size

    def _delete_old_rows(self, last: int) -> None:
        """Delete the rows that are too old to be repeated and that no sink waits for."""
        execute = self._db.execute
        before = execute("SELECT max(received) FROM deliveries").fetchone()[0] or 0.0
        before -= _REPEAT_PERIOD
        (first_pending,) = execute("SELECT min(first) FROM targets").fetchone()
        is_old = "DELETE FROM deliveries WHERE received < ? AND"
        execute(f"{is_old} n <= ? AND n < ?", (before, last, first_pending or last + 1))
        for (name,) in execute("SELECT file FROM rotations").fetchall():
            # Those in a file that was deleted can't be sent any more.
            if not rotated_file(self._location, name).exists():
                execute(f"{is_old} {ROTATED_FILE} = ?", (before, name))
        execute("DELETE FROM outcomes WHERE n NOT IN (SELECT n FROM deliveries)")

    def _move_rows(self, rotated: Path, last: int) -> None:
        """Copy the deliveries to a database, which gets its name once it is complete."""
        temporary = temporary_file(self._location.file)
        temporary.unlink(missing_ok=True)
        create_private_file(temporary)
        # Meanwhile no other process erases a delivery, which would stay in the copy.
        with transaction(self._db):
            with closing(sqlite3.connect(temporary, uri=True, isolation_level=None)) as copy:
                copy.execute(f"PRAGMA page_size = {PAGE_SIZE}")
                copy.execute("PRAGMA synchronous = FULL")
                copy.execute("PRAGMA fullfsync = ON")
                live = f"{self._location.file.absolute().as_uri()}?mode=ro"
                copy.execute("ATTACH ? AS live", (live,))
                copy.execute("BEGIN")
                create_tables(copy, user_version=ROTATED_VERSION)
                copy.execute(
                    f"INSERT INTO deliveries ({COLUMNS}) SELECT {COLUMNS} FROM live.deliveries "
                    "WHERE n <= ? AND body NOTNULL",
                    (last,),
                )
                copy.execute("COMMIT")
            os.rename(temporary, rotated)

    def _stored_size(self) -> int:
        query = f"SELECT sum(length(CAST(body AS BLOB)) + {_ROW_BYTES}) FROM deliveries"
        return int(self._db.execute(query).fetchone()[0] or 0)


def rotated_files(location: LogLocation) -> list[tuple[Path, int]]:
    """Return the rotated files of a log, each with the number of its last delivery.

    They may be deleted. Raises sqlite3.Error.
    """
    if not location.database.exists():
        return []
    uri = f"{location.database.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True, timeout=10)) as db:
        # The file may be another program's, or a log of an earlier version.
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'rotations'").fetchone():
            return []
        rows = db.execute("SELECT file, last FROM rotations WHERE is_done ORDER BY last")
        return [(rotated_file(location, name), last) for name, last in rows]


def rotated_file(location: LogLocation, name: str) -> Path:
    """Return the path of a rotated file, which is beside the file of the log."""
    return Path(os.path.realpath(location.file)).with_name(name)


def temporary_file(file: Path) -> Path:
    """Return the file to which the deliveries of a database are copied first."""
    return file.with_name(f"{file.name}.rotating")


def _free_name(location: LogLocation, now: float) -> Path:
    """Return the path of a new rotated file, such as log-20261201T120000Z.jsonl."""
    time = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
    stem, suffix, number = location.file.stem, location.file.suffix, 1
    rotated = rotated_file(location, f"{stem}-{time}{suffix}")
    while os.path.lexists(rotated):
        number += 1
        rotated = rotated.with_name(f"{stem}-{time}-{number}{suffix}")
    return rotated
