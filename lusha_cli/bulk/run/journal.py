"""The journal of a run: its rows, what is sent for them, and every answer, in one SQLite file.

A process may be killed at any moment: what was committed stays, and the next one goes on there.
Rows are kept in chunks and answers as they came, so that a row costs microseconds.
"""

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lusha_cli.errors import DamagedJournal, JournalFailure, LushaError
from lusha_cli.json_types import Json

CHUNK = 200
# In place of a batch: items that are sent apart from theirs.
APART = -1
_MARK = 0x4C555202
_TABLES = (
    "meta (name TEXT PRIMARY KEY, value TEXT) STRICT",
    # Rows as JSON: [cells, item (negative: a duplicate of it; 0: none), status, error].
    "chunks (n INTEGER PRIMARY KEY, rows TEXT) STRICT",
    # What is sent for the items n * size + 1 to n * size + size; planned, sent or answered.
    "batches (n INTEGER PRIMARY KEY, payloads TEXT, state TEXT, sendings INTEGER) STRICT",
    # An answer to items of one batch (comma-separated), or why there is none.
    "answers (batch INTEGER, items TEXT, status TEXT, error TEXT, body TEXT, resent INTEGER, "
    "at TEXT) STRICT",
    # Items that were sent apart from their batch, and the answer (rowid) that counts for them.
    "singles (item INTEGER PRIMARY KEY, answer INTEGER) STRICT",
    # Credits of all requests, in order.
    "charges (credits INTEGER, exact INTEGER) STRICT",
)


# json.dumps would make an encoder for each row.
_written = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode


class Kept(NamedTuple):
    """An answer to items as the journal has it: a body, or a status and why there is none."""

    items: list[str]
    status: str
    error: str
    body: str | None
    resent: int
    at: str


class Part(NamedTuple):
    """Items of one batch that are sent in one request: (id, payload)."""

    batch: int
    items: list[tuple[str, Json]]
    is_resent: bool = False

    @property
    def ids(self) -> str:
        """The ids of the items, comma-separated."""
        return ",".join(id_ for id_, _ in self.items)


class Journal:
    """The journal in `file`, of batches of `size`. Raises LushaError where it cannot be used."""

    def __init__(self, file: Path, *, size: int) -> None:
        self.file = file
        self.size = size
        self._rows = self._items = 0
        self._chunk: list[Json] = []
        self._payloads: list[Json] = []
        self._ids: tuple[str, ...] = ()
        try:
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
            self._db = sqlite3.connect(file, isolation_level=None)
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error
        try:
            self._prepare()
            self.size = self.get("size") or size
        except LushaError:
            self._db.close()
            raise

    def _prepare(self) -> None:
        self._do("PRAGMA journal_mode = WAL")
        # What the system has taken survives the process; only a power cut could undo the last.
        self._do("PRAGMA synchronous = NORMAL")
        (mark,) = self._do("PRAGMA application_id").fetchone()
        if mark == _MARK:
            return
        if mark or self._do("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise self._damaged("it is not a journal of this version")
        self._do("BEGIN")
        for table in _TABLES:
            self._do(f"CREATE TABLE {table}")
        # Each batch looks its answers up: without this, all of them would be read each time.
        self._do("CREATE INDEX answers_of_a_batch ON answers (batch)")
        self._do(f"PRAGMA application_id = {_MARK}")
        self._do("CREATE TEMP TABLE seen (key BLOB PRIMARY KEY, item INTEGER) WITHOUT ROWID")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _damaged(self, error: object) -> DamagedJournal:
        return DamagedJournal(
            f"The journal {self.file} cannot be read: {error}.",
            hint=f"Remove it with: lusha runs delete {self.file.stem}",
        )

    def _unusable(self, error: object) -> LushaError:
        return JournalFailure(
            f"The journal {self.file} cannot be used: {error}.",
            hint="Free some space, or set LUSHA_STATE_DIR to another folder.",
        )

    def _do(self, statement: str, values: tuple[Json, ...] = ()) -> sqlite3.Cursor:
        try:
            return self._db.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error

    # What is known of the run as a whole.

    @property
    def is_planned(self) -> bool:
        """Whether all rows of the input are in it."""
        return self.get("plan") is not None

    def get(self, name: str) -> Json:
        """A fact of the run, or None."""
        row = self._do("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, **facts: Json) -> None:
        """Keep facts of the run."""
        for name, value in facts.items():
            self._do("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, json.dumps(value)))

    # Planning: every row of the input, once, in one transaction.

    def add(self, cells: Json, payload: Json) -> None:
        """Add a row that means `payload`; rows with equal payloads share one item."""
        text = _written(payload)
        # Names are the same in any case; the codes in some LinkedIn links are not.
        identity = f"{text.casefold()}{payload.get('linkedinUrl')}"
        key = hashlib.blake2b(identity.encode("utf-8", "replace"), digest_size=16).digest()
        number = self._items + 1
        if self._do("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, number)).rowcount:
            self._items = number
            self._payloads.append(payload)
            if len(self._payloads) == self.size:
                self._end_batch()
        else:
            (first,) = self._do("SELECT item FROM seen WHERE key = ?", (key,)).fetchone()
            number = -first
        self._add_row([cells, number])

    def add_unsent(self, cells: Json, *, status: str, error: str) -> None:
        """Add a row that will not be sent."""
        self._add_row([cells, 0, status, error])

    def _add_row(self, row: list[Json]) -> None:
        self._rows += 1
        self._chunk.append(row)
        if len(self._chunk) == CHUNK:
            self._end_chunk()

    def _end_chunk(self) -> None:
        number = (self._rows - 1) // CHUNK
        self._do("INSERT INTO chunks VALUES (?, ?)", (number, json.dumps(self._chunk)))
        self._chunk = []

    def _end_batch(self) -> None:
        number = (self._items - 1) // self.size
        payloads = json.dumps(self._payloads)
        self._do("INSERT INTO batches VALUES (?, ?, 'planned', 0)", (number, payloads))
        self._payloads = []

    def end_planning(self, **facts: Json) -> None:
        """Keep the last rows and the facts of the plan; from now on it can be gone on with."""
        if self._chunk:
            self._end_chunk()
        if self._payloads:
            self._end_batch()
        self.put(plan={"rows": self._rows, "items": self._items}, size=self.size, **facts)
        self._do("COMMIT")
        self._do("DROP TABLE seen")

    # Running.

    def parts(self) -> Iterator[Part]:
        """What is still to be sent, batch by batch."""
        numbers = self._do("SELECT n FROM batches WHERE state != 'answered' ORDER BY n").fetchall()
        for (number,) in numbers:
            part = self._part(number)
            if part.items:
                yield part
            else:
                self.end_batch(number)

    def _part(self, number: int) -> Part:
        """The items of a batch that have no answer."""
        text, sendings = self._do(
            "SELECT payloads, sendings FROM batches WHERE n = ?", (number,)
        ).fetchone()
        first = number * self.size + 1
        done = {
            id_
            for (ids,) in self._do("SELECT items FROM answers WHERE batch = ?", (number,))
            for id_ in ids.split(",")
        }
        done |= {str(item) for (item,) in self._singles_of(number, "item")}
        items = [(str(first + n), payload) for n, payload in enumerate(json.loads(text))]
        return Part(number, [i for i in items if i[0] not in done], is_resent=sendings > 0)

    def left(self) -> Iterator[int]:
        """How many items each request to come would have."""
        planned = self._do(
            "SELECT n FROM batches WHERE state = 'planned' AND n NOT IN "
            "(SELECT (item - 1) / ? FROM singles UNION SELECT batch FROM answers) ORDER BY n",
            (self.size,),
        ).fetchall()
        last = self._do("SELECT max(n) FROM batches").fetchone()[0]
        whole = {n for (n,) in planned if n != last}
        yield from (self.size for _ in whole)
        for (number,) in self._do("SELECT n FROM batches WHERE state != 'answered'").fetchall():
            if number not in whole and (items := len(self._part(number).items)):
                yield items

    def items(self, numbers: Iterable[int]) -> Iterator[tuple[str, Json]]:
        """Items by their numbers, in order: (id, payload)."""
        loaded, payloads = -1, []
        for number in sorted(numbers):
            batch = (number - 1) // self.size
            if batch != loaded:
                (text,) = self._do("SELECT payloads FROM batches WHERE n = ?", (batch,)).fetchone()
                loaded, payloads = batch, json.loads(text)
            yield str(number), payloads[(number - 1) % self.size]

    def sending(self, batch: int) -> None:
        """Note that items of a batch are about to be sent."""
        self._do("UPDATE batches SET state = 'sent', sendings = sendings + 1 WHERE n = ?", (batch,))

    def unsent(self, batch: int) -> None:
        """Take `sending` back: what was sent last was refused, and is charged nothing."""
        self._do(
            "UPDATE batches SET sendings = sendings - 1, state = CASE WHEN sendings = 1 AND "
            "n NOT IN (SELECT batch FROM answers) THEN 'planned' ELSE state END WHERE n = ?",
            (batch,),
        )

    def answered(
        self,
        part: Part,
        *,
        at: str,
        body: Json = None,
        status: str = "",
        error: str = "",
        charge: tuple[int, bool],
    ) -> None:
        """Keep the answer to a part, or the status and reason of all its items, and its charge."""
        text = None if status else json.dumps(body)
        self._do("BEGIN IMMEDIATE")
        added = self._do(
            "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)",
            (part.batch, part.ids, status, error, text, int(part.is_resent), at),
        )
        if part.batch == APART:
            for id_, _ in part.items:
                self._do(
                    "INSERT OR REPLACE INTO singles VALUES (?, ?)", (int(id_), added.lastrowid)
                )
        self._do("INSERT INTO charges VALUES (?, ?)", (charge[0], int(charge[1])))
        self._do("COMMIT")

    def end_batch(self, batch: int) -> None:
        """Note that every item of a batch has its answer."""
        self._do("UPDATE batches SET state = 'answered' WHERE n = ?", (batch,))

    def charged(self) -> tuple[int, bool]:
        """Credits of all requests of the run, and whether the number is the API's own."""
        total, exact = self._do("SELECT sum(credits), min(exact) FROM charges").fetchone()
        return total or 0, bool(exact)

    def done(self) -> int:
        """How many items have an outcome."""
        plan = self.get("plan")
        return plan["items"] - sum(self.left()) if plan else 0

    @property
    def is_untouched(self) -> bool:
        """Whether nothing of it was ever sent."""
        return (
            set(self.states()) <= {"planned"}
            and not self._do("SELECT count(*) FROM singles").fetchone()[0]
        )

    def last_answer(self) -> str | None:
        """When the last answer came."""
        found: str | None = self._do("SELECT max(at) FROM answers").fetchone()[0]
        return found

    def states(self) -> dict[str, int]:
        """How many batches are in each state."""
        return dict(self._do("SELECT state, count(*) FROM batches GROUP BY state").fetchall())

    def _singles_of(self, batch: int, columns: str) -> sqlite3.Cursor:
        first = batch * self.size + 1
        return self._do(
            f"SELECT {columns} FROM singles WHERE item BETWEEN ? AND ?",
            (first, first + self.size - 1),
        )

    # Reading what came of it.

    def items_of_rows(self, numbers: Iterable[int]) -> list[int]:
        """The items that rows, by their numbers from 0, mean; those that mean none are left out."""
        found: dict[int, None] = {}
        loaded, rows = -1, []
        for number in sorted(numbers):
            if number // CHUNK != loaded:
                loaded = number // CHUNK
                (text,) = self._do("SELECT rows FROM chunks WHERE n = ?", (loaded,)).fetchone()
                rows = json.loads(text)
            item = rows[number % CHUNK][1]
            if item:
                found[abs(item)] = None
        return list(found)

    def chunks(self) -> Iterator[list[Json]]:
        """The rows of the input, in order, a list at a time: [cells, item, status, error]."""
        for (text,) in self._do("SELECT rows FROM chunks ORDER BY n"):
            yield json.loads(text)

    def batches(self) -> list[int]:
        """The numbers of all batches."""
        return [number for (number,) in self._do("SELECT n FROM batches ORDER BY n").fetchall()]

    def answers(self, batch: int) -> Iterator[Kept]:
        """What is kept of the items of a batch; later ones count before earlier ones."""
        for row in self._do(f"{_ANSWER} WHERE batch = ?", (batch,)).fetchall():
            yield Kept(row[0].split(","), *row[1:])
        for item, rowid in self._singles_of(batch, "item, answer").fetchall():
            row = self._do(f"{_ANSWER} WHERE rowid = ?", (rowid,)).fetchone()
            yield Kept([str(item)], *row[1:])


_ANSWER = "SELECT items, status, error, body, resent, at FROM answers"
