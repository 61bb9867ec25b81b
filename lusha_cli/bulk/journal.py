"""The journal of a run: its rows, what is sent for them, and every answer, in one SQLite file.

A process may be killed at any moment: what was committed stays, and the next one goes on there.
Rows are kept in chunks and answers as they came, so that a row costs microseconds.
"""

import hashlib
import json
import os
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from lusha_cli.errors import DamagedJournal, LushaError

Json = Any

CHUNK = 200
_DECODED = 16
_MARK = 0x4C555201
_TABLES = (
    "meta (name TEXT PRIMARY KEY, value TEXT) STRICT",
    # Rows as JSON: [cells, item (negative: a duplicate of it; 0: none), status, error].
    "chunks (n INTEGER PRIMARY KEY, rows TEXT) STRICT",
    # What is sent for the items n * size + 1 to n * size + size; planned, sent or answered.
    "batches (n INTEGER PRIMARY KEY, payloads TEXT, state TEXT, sendings INTEGER) STRICT",
    # An answer to items of one batch (comma-separated), or why there is none.
    "answers (batch INTEGER, items TEXT, status TEXT, error TEXT, body TEXT, resent INTEGER, "
    "at TEXT) STRICT",
    # Outcomes of single items, sent apart from their batch; they count before the batch's.
    "singles (item INTEGER PRIMARY KEY, status TEXT, error TEXT, body TEXT, at TEXT) STRICT",
    # Credits of all requests, in order.
    "charges (credits INTEGER, exact INTEGER) STRICT",
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

    cells: Json
    outcome: Outcome
    is_duplicate: bool


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
        self._decoded: OrderedDict[int, dict[str, Outcome]] = OrderedDict()
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
            raise DamagedJournal("it is not a journal of this version")
        self._do("BEGIN")
        for table in _TABLES:
            self._do(f"CREATE TABLE {table}")
        self._do(f"PRAGMA application_id = {_MARK}")
        self._do("CREATE TEMP TABLE seen (key BLOB PRIMARY KEY, item INTEGER)")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _unusable(self, error: object) -> LushaError:
        return LushaError(
            f"The journal {self.file} cannot be used: {error}.",
            hint="Free some space, or set LUSHA_STATE_DIR to another folder.",
        )

    def _do(self, statement: str, values: tuple[Json, ...] = ()) -> sqlite3.Cursor:
        try:
            return self._db.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise self._unusable(error) from error
        except sqlite3.DatabaseError as error:
            raise DamagedJournal(str(error)) from error

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
        text = json.dumps(payload, sort_keys=True, ensure_ascii=False)
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
            "(SELECT (item - 1) / ? FROM singles) ORDER BY n",
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
        if part.batch < 0:
            for id_, _ in part.items:
                self._do(
                    "INSERT OR REPLACE INTO singles VALUES (?, ?, ?, ?, ?)",
                    (int(id_), status, error, text, at),
                )
            self._decoded.clear()
        else:
            self._do(
                "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)",
                (part.batch, part.ids, status, error, text, int(part.is_resent), at),
            )
            self._decoded.pop(part.batch, None)
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

    def rows(self, decode: "Decode", *, otherwise: Outcome) -> Iterator[Enriched]:
        """Every row, once, in the order of the input; `otherwise` is for items without an answer.

        `decode` reads the outcomes of items off an answer.
        """
        for (text,) in self._do("SELECT rows FROM chunks ORDER BY n"):
            for cells, item, *own in json.loads(text):
                if not item:
                    yield Enriched(cells, Outcome(*own), False)
                    continue
                outcomes = self._outcomes((abs(item) - 1) // self.size, decode)
                yield Enriched(cells, outcomes.get(str(abs(item)), otherwise), item < 0)

    def outcomes(self, decode: "Decode") -> Iterator[tuple[int, Outcome]]:
        """The items that have an outcome, in order."""
        for (number,) in self._do("SELECT n FROM batches ORDER BY n").fetchall():
            for id_, outcome in sorted(
                self._outcomes(number, decode).items(), key=lambda pair: int(pair[0])
            ):
                yield int(id_), outcome

    def _outcomes(self, batch: int, decode: "Decode") -> Mapping[str, Outcome]:
        found = self._decoded.get(batch)
        if found is not None:
            self._decoded.move_to_end(batch)
            return found
        found = {}
        for ids, status, error, body, resent, at in self._do(
            "SELECT items, status, error, body, resent, at FROM answers WHERE batch = ?", (batch,)
        ):
            items = ids.split(",")
            if body is None:
                found.update(dict.fromkeys(items, Outcome(status, error, fetched_at=at)))
            else:
                found.update(decode(items, json.loads(body), at, bool(resent)))
        for item, status, error, body, at in self._singles_of(
            batch, "item, status, error, body, at"
        ):
            if body is None:
                found[str(item)] = Outcome(status, error, fetched_at=at)
            else:
                found.update(decode([str(item)], json.loads(body), at, False))
        self._decoded[batch] = found
        if len(self._decoded) > _DECODED:
            self._decoded.popitem(last=False)
        return found


Decode = Callable[[list[str], Json, str, bool], dict[str, Outcome]]
