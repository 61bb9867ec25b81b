"""Delete old deliveries from a log in a SQLite database, even while a listener writes it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

from lusha_cli.storage.sqlite_files import erase_log, truncate_log
from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.delivery_log import (
    APPLICATION_ID,
    LOG_ERRORS,
    log_error,
    not_a_log_error,
)
from lusha_cli.webhooks.log.location import LogLocation
from lusha_cli.webhooks.log.reader import read_log


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


def find_deliveries(
    location: LogLocation, is_about: Callable[[Delivery], bool]
) -> Iterator[Delivery]:
    """Yield the deliveries about a person. Raises DeliveryLogError."""
    return (delivery for delivery in read_log(location) if is_about(delivery))


def forget_deliveries(location: LogLocation, is_about: Callable[[Delivery], bool]) -> int:
    """Delete the deliveries about a person; return how many.

    Nothing of them is left in the file then. Raises DeliveryLogError.
    """
    try:
        with closing(open_for_expiry(location)) as db:
            ids = [delivery.id for delivery in find_deliveries(location, is_about)]
            db.execute("BEGIN IMMEDIATE")
            for id_ in ids:
                number = "SELECT n FROM deliveries WHERE id = ?"
                db.execute(f"DELETE FROM outcomes WHERE n = ({number})", (id_,))
                db.execute("DELETE FROM deliveries WHERE id = ?", (id_,))
            db.execute("COMMIT")
            # Also after a crash between the two: what was deleted must not stay in the log.
            erase_log(db)
            return len(ids)
    except LOG_ERRORS as error:
        raise log_error(location, error) from error


def delete_deliveries(location: LogLocation, before: float, *, is_dry_run: bool) -> int:
    """Delete the deliveries that were received before a Unix time; return how many.

    Those that a sink hasn't received are deleted too. With `is_dry_run` they are only counted.
    Raises DeliveryLogError, and UsageError for a file that isn't a log.
    """
    try:
        with closing(open_for_expiry(location)) as db:
            if is_dry_run:
                query = "SELECT count(*) FROM deliveries WHERE received < ?"
                return int(db.execute(query, (before,)).fetchone()[0])
            db.execute("BEGIN IMMEDIATE")
            deleted = db.execute("DELETE FROM deliveries WHERE received < ?", (before,)).rowcount
            db.execute("DELETE FROM outcomes WHERE n NOT IN (SELECT n FROM deliveries)")
            db.execute("COMMIT")
            if deleted:
                truncate_log(db)
            return deleted
    except LOG_ERRORS as error:
        raise log_error(location, error) from error
