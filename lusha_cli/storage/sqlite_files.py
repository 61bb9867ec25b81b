"""SQLite databases: transactions, the files, and the bytes of deleted rows."""

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

# What SQLite adds to the name of a database for its write-ahead log and its shared memory.
LOG_SUFFIXES = ("-wal", "-shm")
_CHUNK_BYTES = 1 << 20
# Longer than any identifier: one may begin in a chunk and end in the next.
_OVERLAP_BYTES = 1 << 10


@contextmanager
def transaction(db: "sqlite3.Connection") -> "Iterator[None]":
    """Exclude all other writers from the statements of a block, and commit them together."""
    import sqlite3

    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        # A full disk may have ended the transaction already. If the rollback fails too, the first
        # error is the one to report.
        with suppress(sqlite3.Error):
            db.rollback()
        raise


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


def overwrite_deleted(
    file: Path, may_be_in: "Callable[[bytes], bool]", *, is_changed: bool
) -> None:
    """Remove deleted rows from the free space of a database and from its log.

    The database is rewritten if rows were deleted (`is_changed`), or `may_be_in` finds something in
    its bytes, as after a crash. Raises sqlite3.Error, also while another program uses what was
    deleted, and OSError.
    """
    import sqlite3
    from contextlib import closing

    uri = f"{file.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=10, isolation_level=None)) as db:
        erase_log(db)
        if is_changed or _may_be_in_files(file, may_be_in):
            db.execute("VACUUM")
            erase_log(db)


def _may_be_in_files(file: Path, may_be_in: "Callable[[bytes], bool]") -> bool:
    files = [Path(f"{file}{suffix}") for suffix in ("", "-wal", "-journal")]
    return any(_may_be_in_file(each, may_be_in) for each in files if each.exists())


def _may_be_in_file(file: Path, may_be_in: "Callable[[bytes], bool]") -> bool:
    with file.open("rb") as stream:
        end = b""
        while chunk := stream.read(_CHUNK_BYTES):
            if may_be_in(end + chunk):
                return True
            end = chunk[-_OVERLAP_BYTES:]
    return False
