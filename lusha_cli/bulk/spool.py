"""A run's rows and items on disk, so that memory does not grow with the file."""

import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lusha_cli.errors import LushaError

Json = Any

_TABLES = (
    "CREATE TABLE rows (n INTEGER PRIMARY KEY, cells TEXT, item INTEGER, status TEXT, error TEXT)",
    "CREATE TABLE items (id INTEGER PRIMARY KEY, key BLOB UNIQUE, first_row INTEGER, "
    "payload TEXT, status TEXT, error TEXT, credits INTEGER, answer TEXT, fetched_at TEXT)",
)


class Outcome(NamedTuple):
    """What became of an item: a `lusha_status`, why, its credits, the answer, and when."""

    status: str
    error: str = ""
    credits: int = 0
    answer: Json = None
    fetched_at: str = ""


class Enriched(NamedTuple):
    """A row on its way out: its own cells, its outcome, and whether an earlier row paid."""

    cells: dict[str, Json]
    outcome: Outcome
    is_duplicate: bool


class Spool:
    """The rows of one input in order, and the distinct items among them."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="lusha-"))
        self._db = sqlite3.connect(self._folder / "spool.db", isolation_level=None)
        self._rows = 0
        try:
            for line in (
                "PRAGMA journal_mode = OFF",
                "PRAGMA synchronous = OFF",
                *_TABLES,
                "BEGIN",
            ):
                self._do(line)
        except LushaError:
            self.close()
            raise

    def close(self) -> None:
        """Remove all of it."""
        self._db.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _do(self, statement: str, values: tuple[Json, ...] = ()) -> sqlite3.Cursor:
        """Run a statement. Raises LushaError where the temporary folder does not take it."""
        try:
            return self._db.execute(statement, values)
        except sqlite3.Error as error:
            raise LushaError(
                f"Cannot keep the rows in {self._folder}: {error}.",
                hint="Free some space, or set TMPDIR to a folder that has more.",
            ) from error

    def add(self, cells: dict[str, Json], payload: Json) -> None:
        """Add a row that means `payload`; rows with equal payloads share one item."""
        text = json.dumps(payload, sort_keys=True, ensure_ascii=False)
        # Names are the same in any case; the codes in some LinkedIn links are not.
        identity = f"{text.casefold()}{payload.get('linkedinUrl')}"
        key = hashlib.sha256(identity.encode("utf-8", "replace")).digest()
        self._rows += 1
        added = self._do(
            "INSERT OR IGNORE INTO items (key, first_row, payload) VALUES (?, ?, ?)",
            (key, self._rows, text),
        )
        if added.rowcount:
            item = added.lastrowid
        else:
            (item,) = self._do("SELECT id FROM items WHERE key = ?", (key,)).fetchone()
        self._insert_row(cells, item, None, None)

    def add_unsent(self, cells: dict[str, Json], *, status: str, error: str) -> None:
        """Add a row that will not be sent."""
        self._rows += 1
        self._insert_row(cells, None, status, error)

    def _insert_row(
        self, cells: dict[str, Json], item: int | None, status: str | None, error: str | None
    ) -> None:
        self._do(
            "INSERT INTO rows VALUES (?, ?, ?, ?, ?)",
            (self._rows, json.dumps(cells), item, status, error),
        )

    def count(self) -> tuple[int, int, dict[str, int]]:
        """Rows, items, and the rows that will not be sent by status."""
        (items,) = self._do("SELECT count(*) FROM items").fetchone()
        unsent = self._do(
            "SELECT status, count(*) FROM rows WHERE item IS NULL GROUP BY status"
        ).fetchall()
        return self._rows, items, dict(unsent)

    def batches(self, size: int) -> Iterator[list[tuple[str, Json]]]:
        """The items without an outcome, (id, payload), `size` at a time."""
        last = 0
        while True:
            rows = self._do(
                "SELECT id, payload FROM items WHERE id > ? AND status IS NULL ORDER BY id LIMIT ?",
                (last, size),
            ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield [(str(id_), json.loads(payload)) for id_, payload in rows]

    def settle(self, outcomes: Iterable[tuple[str, Outcome]]) -> None:
        """Keep what became of items."""
        for id_, o in outcomes:
            self._do(
                "UPDATE items SET status = ?, error = ?, credits = ?, answer = ?, fetched_at = ? "
                "WHERE id = ?",
                (o.status, o.error, o.credits, json.dumps(o.answer), o.fetched_at, int(id_)),
            )

    def skip_rest(self, reason: str) -> None:
        """Mark all items without an outcome as skipped."""
        self._do(
            "UPDATE items SET status = 'skipped', error = ?, credits = 0 WHERE status IS NULL",
            (reason,),
        )

    def rows(self) -> Iterator[Enriched]:
        """Every row, once, in the order of the input."""
        found = self._do(
            "SELECT rows.n, cells, rows.status, rows.error, first_row, items.status, items.error, "
            "credits, answer, fetched_at "
            "FROM rows LEFT JOIN items ON items.id = rows.item ORDER BY rows.n"
        )
        for n, cells, own_status, own_error, first, status, error, charged, answer, at in found:
            if own_status is not None:
                yield Enriched(json.loads(cells), Outcome(own_status, own_error), False)
                continue
            outcome = Outcome(status, error, charged, json.loads(answer or "null"), at or "")
            yield Enriched(json.loads(cells), outcome, n != first)

    def statuses(self) -> dict[str, int]:
        """How many rows have each status."""
        return dict(
            self._do(
                "SELECT coalesce(rows.status, items.status), count(*) "
                "FROM rows LEFT JOIN items ON items.id = rows.item GROUP BY 1"
            )
        )
