"""Delete old deliveries from a log in a SQLite database, even while a listener writes it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

from lusha_cli.storage.sqlite_files import delete_database, erase_log, transaction, truncate_log
from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.delivery_log import LOG_ERRORS, log_error, not_a_log_error
from lusha_cli.webhooks.log.location import LogLocation, listener_lock
from lusha_cli.webhooks.log.reader import read_log
from lusha_cli.webhooks.log.rotation import ROTATED_VERSION, temporary_file
from lusha_cli.webhooks.log.tables import APPLICATION_ID


def open_for_expiry(location: LogLocation) -> sqlite3.Connection:
    """Return a connection to an existing log. Raises UsageError if it isn't one, sqlite3.Error."""
    uri = f"{location.file.absolute().as_uri()}?mode=rw"
    db = sqlite3.connect(uri, uri=True, timeout=10, isolation_level=None)
    try:
        if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            raise not_a_log_error(location)
        # The bytes of deleted rows are overwritten.
        db.execute("PRAGMA secure_delete = ON")
    except BaseException:
        db.close()
        raise
    return db


def _is_rotated(db: sqlite3.Connection) -> bool:
    """Return whether no listener writes a log, which has the deliveries moved from another."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return bool(version == ROTATED_VERSION)


def find_deliveries(
    location: LogLocation, is_about: Callable[[Delivery], bool]
) -> Iterator[Delivery]:
    """Yield the deliveries about a person. Raises DeliveryLogError."""
    return (delivery for delivery in read_log(location) if is_about(delivery))


def _moved_ids(db: sqlite3.Connection, is_about: Callable[[Delivery], bool]) -> list[str]:
    """Return the ids of the moved deliveries whose entity is a person: their bodies are elsewhere.

    Each is left in the log to recognize a repeated delivery.
    """
    rows = db.execute("SELECT id, type, entity FROM deliveries WHERE body IS NULL").fetchall()
    return [
        row[0] for row in rows if is_about(Delivery(row[0], row[1], row[2], 0.0, "", "", b"{}"))
    ]


def forget_deliveries(location: LogLocation, is_about: Callable[[Delivery], bool]) -> int:
    """Delete the deliveries about a person; return how many.

    Nothing of them is left in the file then. Raises DeliveryLogError.
    """
    try:
        with closing(open_for_expiry(location)) as db:
            ids = [delivery.id for delivery in find_deliveries(location, is_about)]
            with transaction(db):
                for id_ in [*ids, *_moved_ids(db, is_about)]:
                    number = "SELECT n FROM deliveries WHERE id = ?"
                    db.execute(f"DELETE FROM outcomes WHERE n = ({number})", (id_,))
                    db.execute("DELETE FROM deliveries WHERE id = ?", (id_,))
            # Also after a crash between the two: what was deleted must not stay in the log.
            erase_log(db)
            return len(ids)
    except LOG_ERRORS as error:
        raise log_error(location, error) from error


def delete_incomplete_copy(location: LogLocation) -> None:
    """Delete the copy of a rotation that was interrupted, unless a listener is making it.

    Raises DeliveryLogError.
    """
    copy = temporary_file(location.file)
    if not copy.exists():
        return
    lock = listener_lock(location)
    try:
        if lock.acquire("lusha privacy forget") is None:
            copy.unlink(missing_ok=True)
            lock.release()
    except LOG_ERRORS as error:
        raise log_error(location, error) from error


def delete_deliveries(location: LogLocation, before: float, *, is_dry_run: bool) -> int:
    """Delete the deliveries that were received before a Unix time; return how many.

    Those that a sink hasn't received are deleted too, and a rotated log that is empty then. With
    `is_dry_run` they are only counted.
    Raises DeliveryLogError, and UsageError for a file that isn't a log.
    """
    try:
        with closing(open_for_expiry(location)) as db:
            old = "FROM deliveries WHERE received < ?"
            # A moved delivery counts in its rotated file.
            query = f"SELECT count(*) {old} AND body NOTNULL"
            if is_dry_run:
                return int(db.execute(query, (before,)).fetchone()[0])
            with transaction(db):
                (deleted,) = db.execute(query, (before,)).fetchone()
                db.execute(f"DELETE {old}", (before,))
                db.execute("DELETE FROM outcomes WHERE n NOT IN (SELECT n FROM deliveries)")
            if deleted:
                truncate_log(db)
            is_empty = _is_rotated(db) and not db.execute("SELECT 1 FROM deliveries").fetchone()
        if is_empty:
            delete_database(location.file)
        return int(deleted)
    except LOG_ERRORS as error:
        raise log_error(location, error) from error
