"""Read the log: in steps for its sinks and the printer, or completely for a replay."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from lusha_cli.errors import UsageError
from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.delivery_log import (
    LOG_ERRORS,
    DeliveryLog,
    log_error,
    not_a_log_error,
)
from lusha_cli.webhooks.log.jsonl import LogLineMissing, decode_line
from lusha_cli.webhooks.log.location import LogLocation
from lusha_cli.webhooks.log.rotation import rotated_file
from lusha_cli.webhooks.log.tables import APPLICATION_ID, COLUMNS, ROTATED_FILE


class PendingDelivery(NamedTuple):
    """A delivery that a sink has not received yet, and the entity it is about."""

    number: int
    entity: str


class LogReader:
    """A read-only connection to `log` for one thread, limited to `types` (empty: all types)."""

    def __init__(self, log: DeliveryLog, types: Sequence[str] = ()) -> None:
        self._log = log
        self._types = list(types)
        self._db = _connect_read_only(log.location)

    def close(self) -> None:
        """Close the database connection."""
        self._db.close()

    def next_deliveries(self, after: int, *, limit: int) -> list[tuple[int, Delivery | None]]:
        """Return deliveries with a number above `after`, as (number, delivery).

        The delivery is None when its line is missing.
        """
        query = (
            f"SELECT {COLUMNS}, {ROTATED_FILE} FROM deliveries WHERE n > ? {self._type_condition} "
            "ORDER BY n LIMIT ?"
        )
        rows = self._db.execute(query, (after, *self._types, limit)).fetchall()
        return [(row[0], self._delivery_or_none(row)) for row in rows]

    def get(self, number: int) -> Delivery:
        """Return one delivery. Raises LogLineMissing if it was deleted, or its line is missing."""
        return self._read_delivery(self._row(number))

    def pending(self, target: str, *, after: int, limit: int) -> list[PendingDelivery]:
        """Return deliveries with a number above `after` that have no outcome at a sink."""
        query = f"SELECT n, entity {self._pending_rows} ORDER BY n LIMIT ?"
        rows = self._db.execute(query, (after, *self._types, target, limit))
        return [PendingDelivery(*row) for row in rows]

    def count_pending(self, target: str, *, after: int) -> int:
        """Count the deliveries above the number `after` that have no outcome at a sink."""
        query = f"SELECT count(*) {self._pending_rows}"
        (count,) = self._db.execute(query, (after, *self._types, target)).fetchone()
        return int(count)

    def is_finished(self, target: str, number: int) -> bool:
        """Return whether a sink has finished a delivery, or started after it."""
        query = (
            "SELECT EXISTS (SELECT 1 FROM targets WHERE name = ?1 AND first > ?2) OR "
            "EXISTS (SELECT 1 FROM outcomes WHERE target = ?1 AND n = ?2)"
        )
        return bool(self._db.execute(query, (target, number)).fetchone()[0])

    @property
    def _type_condition(self) -> str:
        return f"AND type IN ({', '.join('?' * len(self._types))})" if self._types else ""

    @property
    def _pending_rows(self) -> str:
        return (
            f"FROM deliveries WHERE n > ? {self._type_condition} AND NOT EXISTS "
            "(SELECT 1 FROM outcomes WHERE outcomes.target = ? AND outcomes.n = deliveries.n)"
        )

    def _delivery_or_none(self, row: tuple[Any, ...]) -> Delivery | None:
        try:
            return self._read_delivery(row)
        except LogLineMissing:
            return None

    def _row(self, number: int) -> tuple[Any, ...]:
        query = f"SELECT {COLUMNS}, {ROTATED_FILE} FROM deliveries WHERE n = ?"
        row = self._db.execute(query, (number,)).fetchone()
        if row is None:
            raise LogLineMissing
        return tuple(row)

    def _read_delivery(self, row: tuple[Any, ...]) -> Delivery:
        number, id_, *_, body, at, length, file = row
        if file is not None:
            return _read_rotated(LogLocation(
                rotated_file(self._log.location, file), self._log.location.is_sqlite
            ), id_, at, length)  # fmt: skip
        if body is not None:
            return _delivery_from_row(row)
        log_file = self._log.jsonl_file
        if log_file is None:
            raise LogLineMissing
        try:
            return _checked(log_file.read(at, length), id_)
        except LogLineMissing:
            # It may have been rotated since the row was read.
            row = self._row(number)
            if row[-1] is None:
                raise
            return self._read_delivery(row)


def _read_rotated(location: LogLocation, id_: str, at: int | None, length: int | None) -> Delivery:
    """Return a delivery from a rotated file. Raises LogLineMissing if it isn't there."""
    try:
        if at is not None:
            with location.file.open("rb") as file:
                file.seek(at)
                return _checked(decode_line(file.read(length)), id_)
        with closing(_connect_read_only(location)) as db:
            row = db.execute(f"SELECT {COLUMNS} FROM deliveries WHERE id = ?", (id_,)).fetchone()
    # It was deleted, compressed or moved.
    except (OSError, sqlite3.OperationalError) as error:
        raise LogLineMissing from error
    if row is None:
        raise LogLineMissing
    return _delivery_from_row(row)


def _checked(delivery: Delivery | None, id_: str) -> Delivery:
    # If another program rewrote the log, the offset may hold another delivery.
    if delivery is None or delivery.id != id_:
        raise LogLineMissing
    return delivery


def read_log(location: LogLocation) -> Iterator[Delivery]:
    """Yield the deliveries of a log in order, even while a server writes it.

    Raises UsageError if the log does not exist, DeliveryLogError if it cannot be read.
    """
    try:
        yield from _read_rows(location) if location.is_sqlite else _read_lines(location)
    except FileNotFoundError as error:
        raise UsageError(
            f"The log {location} does not exist.",
            hint="Use the log of `lusha webhooks listen` (its --out).",
        ) from error
    except LOG_ERRORS as error:
        raise log_error(location, error) from error


def count_deliveries(location: LogLocation) -> int:
    """Return about how many deliveries a log has, without reading them; 0 if that isn't known."""
    try:
        if not location.is_sqlite:
            with location.file.open("rb") as file:
                return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
        with closing(_connect_read_only(location)) as db:
            (count,) = db.execute("SELECT count(*) FROM deliveries WHERE body NOTNULL").fetchone()
            return int(count)
    except LOG_ERRORS:
        return 0


def _read_rows(location: LogLocation) -> Iterator[Delivery]:
    location.file.open("rb").close()  # raises FileNotFoundError, which SQLite would not
    with closing(_connect_read_only(location)) as db:
        if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            raise not_a_log_error(location)
        # Deliveries without a body were moved to a rotated file.
        query = f"SELECT {COLUMNS} FROM deliveries WHERE body NOTNULL ORDER BY n"
        for row in db.execute(query):
            yield _delivery_from_row(row)


def _read_lines(location: LogLocation) -> Iterator[Delivery]:
    with location.file.open("rb") as file:
        for index, line in enumerate(file):
            delivery = decode_line(line)
            if delivery is not None:
                yield delivery
            # A first line without its end may be one that is being written.
            elif not index and line.endswith(b"\n"):
                raise not_a_log_error(location)


def _connect_read_only(location: LogLocation) -> sqlite3.Connection:
    """Open a connection that cannot write."""
    uri = f"{location.database.absolute().as_uri()}?mode=ro"
    # Some readers are opened in the main thread and used in another.
    return sqlite3.connect(uri, uri=True, timeout=10, check_same_thread=False)


def _delivery_from_row(row: tuple[Any, ...]) -> Delivery:
    _, id_, type_, entity, received, timestamp, signature, body, *_ = row
    content = body.encode("utf-8") if isinstance(body, str) else body
    return Delivery(id_, type_, entity, received, timestamp, signature, content)
