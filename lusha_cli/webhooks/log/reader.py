"""Reading the log: as its consumers go along it, and whole, for sending it again."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from lusha_cli.errors import UsageError
from lusha_cli.webhooks.deliveries import Delivery
from lusha_cli.webhooks.log.delivery_log import MARK, Log, Trouble, foreign, unusable
from lusha_cli.webhooks.log.jsonl import LineGone, read_line
from lusha_cli.webhooks.log.location import Place

_FIELDS = "n, id, type, entity, received, timestamp, signature, body, at, length"


class Waiting(NamedTuple):
    """A delivery that is still to go to a target, and whom it is about."""

    n: int
    entity: str


class Reader:
    """One thread's view of `log`; `types` are the types that it wants, all where empty."""

    def __init__(self, log: Log, types: Sequence[str] = ()) -> None:
        self._log = log
        self._types = list(types)
        self._db = _connected(log.place)

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    def after(self, n: int, *, limit: int) -> list[tuple[int, Delivery | None]]:
        """The next deliveries after the one with the number `n`; None where its line is gone."""
        query = f"SELECT {_FIELDS} FROM deliveries WHERE n > ? {self._wanted} ORDER BY n LIMIT ?"
        rows = self._db.execute(query, (n, *self._types, limit)).fetchall()
        return [(row[0], self._if_there(row)) for row in rows]

    def get(self, n: int) -> Delivery:
        """One delivery; raises LineGone where its line is."""
        query = f"SELECT {_FIELDS} FROM deliveries WHERE n = ?"
        return self._delivery(self._db.execute(query, (n,)).fetchone())

    def waiting(self, target: str, *, after: int, limit: int) -> list[Waiting]:
        """The next deliveries after `after` that have no outcome at a target yet."""
        query = f"SELECT n, entity {self._open_ones} ORDER BY n LIMIT ?"
        rows = self._db.execute(query, (after, *self._types, target, limit))
        return [Waiting(*row) for row in rows]

    def count_waiting(self, target: str, *, after: int) -> int:
        """How many deliveries after `after` have no outcome at a target yet."""
        query = f"SELECT count(*) {self._open_ones}"
        (count,) = self._db.execute(query, (after, *self._types, target)).fetchone()
        return int(count)

    @property
    def _wanted(self) -> str:
        return f"AND type IN ({', '.join('?' * len(self._types))})" if self._types else ""

    @property
    def _open_ones(self) -> str:
        return (
            f"FROM deliveries WHERE n > ? {self._wanted} AND NOT EXISTS (SELECT 1 FROM outcomes "
            "WHERE outcomes.target = ? AND outcomes.n = deliveries.n)"
        )

    def _if_there(self, row: tuple[Any, ...]) -> Delivery | None:
        try:
            return self._delivery(row)
        except LineGone:
            return None

    def _delivery(self, row: tuple[Any, ...]) -> Delivery:
        *_, at, length = row
        if at is None or self._log.lines is None:
            return _of_row(row)
        found = self._log.lines.read(at, length)
        if found.id != row[1]:
            raise LineGone
        return found


def read_log(place: Place) -> Iterator[Delivery]:
    """The deliveries of a log, in order; a listener may be writing it.

    Raises UsageError where there is none, DeliveryLogUnusable where it cannot be read.
    """
    try:
        yield from _rows(place) if place.is_sqlite else _lines(place)
    except FileNotFoundError as error:
        raise UsageError(
            f"There is no log {place}.", hint="Name the one that listen wrote to (its --out)."
        ) from error
    except Trouble as error:
        raise unusable(place, error) from error


def _rows(place: Place) -> Iterator[Delivery]:
    place.file.open("rb").close()  # tells plainly that there is no such file
    with closing(_connected(place)) as db:
        if db.execute("PRAGMA application_id").fetchone() != (MARK,):
            raise foreign(place)
        for row in db.execute(f"SELECT {_FIELDS} FROM deliveries ORDER BY n"):
            yield _of_row(row)


def _lines(place: Place) -> Iterator[Delivery]:
    with place.file.open("rb") as file:
        for number, line in enumerate(file):
            found = read_line(line)
            if found is not None:
                yield found
            elif not number and line.endswith(b"\n"):
                raise foreign(place)


def _connected(place: Place) -> sqlite3.Connection:
    """A connection that cannot write."""
    uri = f"{place.database.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=10, check_same_thread=False)


def _of_row(row: tuple[Any, ...]) -> Delivery:
    _, id_, type_, entity, received, timestamp, signature, body, *_ = row
    raw = body.encode("utf-8") if isinstance(body, str) else body
    return Delivery(id_, type_, entity, received, timestamp, signature, raw)
