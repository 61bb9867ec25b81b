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
from lusha_cli.storage.locks import Lock
from lusha_cli.storage.salted_hash import write_private_file
from lusha_cli.storage.sqlite_files import overwrite_deleted
from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.delivery_log import APPLICATION_ID, LOG_ERRORS, log_error
from lusha_cli.webhooks.log.jsonl import decode_line
from lusha_cli.webhooks.log.location import LogLocation


def forget_lines(
    location: LogLocation,
    is_about: Callable[[Delivery], bool],
    may_be_in: Callable[[bytes], bool],
) -> int:
    """Delete the deliveries about a person; return how many.

    Lines that aren't deliveries are deleted if `may_be_in` finds the person in them. Sinks keep
    their progress. Raises DeliveryLogLocked while a listener writes the log, and DeliveryLogError
    if it can't be written. Then the log is unchanged.
    """
    try:
        with _locked(location):
            file = resolve_target(location.file)
            temporary = file.with_name(f"{file.name}.forgetting")
            number = _copy_others(file, temporary, is_about, may_be_in)
            if number:
                # A listener that starts after a crash reads the log from its beginning, and finds
                # the deliveries that it knows.
                _forget_offsets(location.database)
                shutil.copymode(file, temporary)
                os.replace(temporary, file)
                fsync_directory(file.parent)
            temporary.unlink(missing_ok=True)
            if location.database.exists():
                _update_index(location.database, file)
                overwrite_deleted(location.database, may_be_in, is_changed=number > 0)
            return number
    except LOG_ERRORS as error:
        raise log_error(location, error) from error


@contextmanager
def _locked(location: LogLocation) -> Iterator[None]:
    lock = Lock(location.file.with_name(f"{location.file.name}.lock"))
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
        db.execute("BEGIN IMMEDIATE")
        yield db
        db.execute("COMMIT")


def _forget_offsets(index: Path) -> None:
    with _open_index(index) as db:
        if db:
            db.execute("DELETE FROM lines")


def _update_index(index: Path, file: Path) -> None:
    """Store where the lines are now, and delete the rows of those that are gone."""
    with _open_index(index) as db, file.open("rb") as stream:
        if db:
            db.execute("CREATE TEMP TABLE spans (id TEXT PRIMARY KEY, at INTEGER, length INTEGER)")
            db.executemany("INSERT OR IGNORE INTO spans VALUES (?, ?, ?)", _spans(stream))
            db.execute(
                "UPDATE deliveries SET (at, length) = (SELECT at, length FROM spans "
                "WHERE spans.id = deliveries.id) WHERE id IN (SELECT id FROM spans)"
            )
            db.execute("DELETE FROM deliveries WHERE id NOT IN (SELECT id FROM spans)")
            db.execute("DELETE FROM outcomes WHERE n NOT IN (SELECT n FROM deliveries)")
            # The next listener reads the log from its beginning.
            db.execute("DELETE FROM lines")


def _spans(stream: IO[bytes]) -> Iterator[tuple[str, int, int]]:
    offset = 0
    for line in stream:
        if (delivery := decode_line(line)) is not None:
            yield delivery.id, offset, len(line)
        offset += len(line)
