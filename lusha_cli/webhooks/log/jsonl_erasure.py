"""Delete deliveries from a JSON Lines log, which is rewritten whole or not at all."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from lusha_cli.errors import DeliveryLogLocked
from lusha_cli.storage.atomic_files import fsync_directory
from lusha_cli.storage.file_targets import resolve_target
from lusha_cli.storage.salted_hash import write_private_file
from lusha_cli.storage.sqlite_files import overwrite_deleted, transaction
from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.delivery_log import LOG_ERRORS, log_error
from lusha_cli.webhooks.log.jsonl import decode_line
from lusha_cli.webhooks.log.location import LogLocation, listener_lock
from lusha_cli.webhooks.log.rotation import rotated_files
from lusha_cli.webhooks.log.tables import APPLICATION_ID


def forget_lines(
    location: LogLocation,
    is_about: Callable[[Delivery], bool],
    may_be_in: Callable[[bytes], bool],
) -> int:
    """Delete the deliveries about a person, also from rotated files; return how many.

    Lines that aren't deliveries are deleted if `may_be_in` finds the person in them. Sinks keep
    their progress. Raises DeliveryLogLocked while a listener writes the log, and DeliveryLogError
    if it can't be written. Then the file is unchanged.
    """
    index = location.database
    try:
        with _locked(location):
            number, last_rotated = 0, 0
            for rotated, last in rotated_files(location):
                if rotated.exists():
                    number += _rewrite(rotated, index, is_about, may_be_in)
                    _update_index(index, rotated, after=last_rotated, last=last)
                last_rotated = last
            number += _rewrite(resolve_target(location.file), index, is_about, may_be_in)
            if index.exists():
                _update_index(index, location.file, after=last_rotated)
                overwrite_deleted(index, may_be_in, is_changed=number > 0)
            return number
    except LOG_ERRORS as error:
        raise log_error(location, error) from error


def _rewrite(
    file: Path,
    index: Path,
    is_about: Callable[[Delivery], bool],
    may_be_in: Callable[[bytes], bool],
) -> int:
    """Replace a file by one without the deliveries about a person; return their number."""
    temporary = file.with_name(f"{file.name}.forgetting")
    number = _copy_others(file, temporary, is_about, may_be_in)
    if number:
        # A listener that starts after a crash reads the log from its beginning, and finds the
        # deliveries that it knows.
        _forget_offsets(index)
        shutil.copymode(file, temporary)
        os.replace(temporary, file)
        fsync_directory(file.parent)
    temporary.unlink(missing_ok=True)
    return number


@contextmanager
def _locked(location: LogLocation) -> Iterator[None]:
    lock = listener_lock(location)
    if holder := lock.acquire("lusha privacy forget"):
        raise DeliveryLogLocked(f"{location} is in use by {holder}.", hint="Stop the listener.")
    try:
        yield
    finally:
        lock.release()


def _copy_others(
    file: Path,
    temporary: Path,
    is_about: Callable[[Delivery], bool],
    may_be_in: Callable[[bytes], bool],
) -> int:
    """Copy the lines that aren't about a person; return the number of the others."""
    number = 0
    # Only its owner may read it.
    write_private_file(temporary, b"")
    with file.open("rb") as source, temporary.open("wb") as target:
        for line in source:
            delivery = decode_line(line)
            if may_be_in(line) if delivery is None else is_about(delivery):
                number += 1
            else:
                target.write(line)
        target.flush()
        os.fsync(target.fileno())
    return number


@contextmanager
def _open_index(file: Path) -> Iterator[sqlite3.Connection | None]:
    """Open the index of a log for a transaction; yield None if it has none."""
    if not file.exists():
        yield None
        return
    uri = f"{file.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=10, isolation_level=None)) as db:
        if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            yield None
            return
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")
        with transaction(db):
            yield db


def _forget_offsets(index: Path) -> None:
    with _open_index(index) as db:
        if db:
            db.execute("DELETE FROM lines")


def _update_index(index: Path, file: Path, *, after: int, last: int | None = None) -> None:
    """Store where the lines are now, and delete the rows of those that are gone.

    The file has the deliveries with numbers above `after`, up to `last` if it is a rotated one.
    """
    # SQLite has no larger number.
    numbers = (after, 2**63 - 1 if last is None else last)
    with _open_index(index) as db, file.open("rb") as stream:
        if db:
            db.execute("CREATE TEMP TABLE spans (id TEXT PRIMARY KEY, at INTEGER, length INTEGER)")
            db.executemany("INSERT OR IGNORE INTO spans VALUES (?, ?, ?)", _spans(stream))
            db.execute(
                "UPDATE deliveries SET (at, length) = (SELECT at, length FROM spans "
                "WHERE spans.id = deliveries.id) "
                "WHERE n > ? AND n <= ? AND id IN (SELECT id FROM spans)",
                numbers,
            )
            db.execute(
                "DELETE FROM deliveries WHERE n > ? AND n <= ? AND id NOT IN "
                "(SELECT id FROM spans)",
                numbers,
            )
            db.execute("DELETE FROM outcomes WHERE n NOT IN (SELECT n FROM deliveries)")
            # The next listener reads the log from its beginning.
            db.execute("DELETE FROM lines")


def _spans(stream: IO[bytes]) -> Iterator[tuple[str, int, int]]:
    offset = 0
    for line in stream:
        if (delivery := decode_line(line)) is not None:
            yield delivery.id, offset, len(line)
        offset += len(line)
