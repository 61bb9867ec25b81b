"""The files of a SQLite database: their size, their deletion, and the bytes of deleted rows."""

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

# What SQLite adds to the name of a database for its write-ahead log and its shared memory.
LOG_SUFFIXES = ("-wal", "-shm")


def files_size(*files: Path) -> int:
    """Return the total size of files with those that SQLite adds to them, in bytes."""
    size = 0
    for file in files:
        for suffix in ("", *LOG_SUFFIXES):
            with suppress(OSError):
                size += os.stat(f"{file}{suffix}").st_size
    return size


def delete_database(file: Path) -> None:
    """Delete a database that may be missing. Raises OSError."""
    # The database last: SQLite would apply a log that is left to the next one of this name.
    for suffix in (*LOG_SUFFIXES, ""):
        with suppress(FileNotFoundError):
            os.unlink(f"{file}{suffix}")


def truncate_log(db: "sqlite3.Connection") -> bool:
    """Move the write-ahead log of a database into its file, and empty it.

    Returns False if another program is reading the log, which then still has the bytes of deleted
    rows. Raises sqlite3.Error.
    """
    is_busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_busy


def erase_log(db: "sqlite3.Connection") -> None:
    """Remove the bytes of deleted rows from the write-ahead log.

    Raises sqlite3.OperationalError if another program is reading the log.
    """
    if not truncate_log(db):
        import sqlite3

        raise sqlite3.OperationalError("another program is reading it")
