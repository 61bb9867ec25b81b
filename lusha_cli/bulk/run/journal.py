"""The journal of a run: input rows, payloads and every response, in one SQLite file.

A process may be killed at any moment: committed data stays, and the next process resumes there.
Rows are stored in chunks and responses as received, so that a row costs microseconds.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lusha_cli.bulk.run.alternatives import (
    Chain,
    ChainStore,
    ChainSuppression,
)
from lusha_cli.bulk.run.cached_parts import IS_PART, CachedParts, RequestSize
from lusha_cli.bulk.run.fallbacks import FallbackStore
from lusha_cli.bulk.run.journal_database import JournalDatabase
from lusha_cli.bulk.run.sendings import SendingStore
from lusha_cli.bulk.run.stored_rows import CHUNK_SIZE, RowStore
from lusha_cli.bulk.suppression import SuppressionPartition
from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json

# The batch number of items that are sent apart from their batch.
NO_BATCH = -1
_SELECT_ANSWER = "SELECT items, status, error, body, resent, at FROM answers"


class StoredAnswer(NamedTuple):
    """The stored response to items: a body, or a status and an error without one."""

    item_ids: list[str]
    status: str
    error: str
    body: Json
    resent: int
    received_at: str


class RequestBatch(NamedTuple):
    """Items of one batch that are sent in one request: (id, payload).

    `is_resent`: the response to an earlier request was lost, and its charge is not recorded.
    `stays_on_v2`: V2 may have charged an earlier request, so that V3 would charge again.
    `field` is the only one to reveal, as the others are cached; "" for all that is wanted.
    """

    number: int
    items: list[tuple[str, Json]]
    is_resent: bool = False
    stays_on_v2: bool = False
    field: str = ""

    @property
    def item_ids(self) -> list[str]:
        """Return the ids of the items."""
        return [id_ for id_, _ in self.items]


class Journal:
    """The journal in `file`, in batches of `size` items. Raises LushaError if it can't be used."""

    def __init__(self, file: Path, *, size: int) -> None:
        self._database = JournalDatabase(file)
        self._execute = self._database.execute
        self.sendings = SendingStore(self._database)
        self.chains = ChainStore(self._database)
        self.fallbacks = FallbackStore(self._database)
        self.parts = CachedParts(self._database)
        try:
            # Batches of an existing journal keep their size.
            self.size: int = self.get("size") or size
        except LushaError:
            self._database.close()
            raise
        self._rows = RowStore(self._database, self.chains, size=self.size)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    @property
    def database(self) -> JournalDatabase:
        """Return the database of the journal."""
        return self._database

    # Properties of the run.

    @property
    def is_planned(self) -> bool:
        """Return whether all rows of the input are stored."""
        return self.get("plan") is not None

    def get(self, name: str) -> Json:
        """Return a property of the run, or None."""
        return self._database.get(name)

    def put(self, **properties: Json) -> None:
        """Store properties of the run."""
        self._database.put(**properties)

    # Import: every row of the input, once, in one transaction.

    def add_row(self, cells: Json, payload: Json, alternatives: Sequence[Json] = ()) -> None:
        """Add a row with its payload; rows with equal payloads share one item.

        The `alternatives` are other payloads, to try in order if it isn't found by the first.
        """
        self._rows.add(cells, payload, alternatives)

    def add_unsent_row(self, cells: Json, *, status: str, error: str) -> None:
        """Add a row that will not be sent."""
        self._rows.add_unsent(cells, status, error)

    def finish_planning(self, **properties: Json) -> None:
        """Write the last rows and the plan; from now on the run can be resumed."""
        self.put(plan=self._rows.finish(), size=self.size, **properties)
        self._database.end_import()

    @property
    def has_alternatives(self) -> bool:
        """Return whether rows have alternatives."""
        return "firstAlternative" in (self.get("plan") or {})

    def is_alternative(self, item: int) -> bool:
        """Return whether an item is held back, as no row has it as its first."""
        first: int | None = self.get("plan").get("firstAlternative")
        return first is not None and item >= first

    # Sending.

    def pending_batches(self) -> Iterator[RequestBatch]:
        """Yield the items without a result, batch by batch."""
        numbers = self._execute(
            "SELECT n FROM batches WHERE state NOT IN ('answered', 'held') ORDER BY n"
        ).fetchall()
        for (number,) in numbers:
            batch = self._pending_batch(number)
            if batch.items:
                yield batch
            else:
                self.mark_answered(number)

    def held_batches(self) -> Iterator[RequestBatch]:
        """Yield the alternatives without a result that are held back, batch by batch."""
        for (number,) in self._execute("SELECT n FROM batches WHERE state = 'held'").fetchall():
            yield self._pending_batch(number)

    def chain_suppression(self, suppression: SuppressionPartition) -> ChainSuppression:
        """Return the separation of suppressed people by all alternatives of their rows."""
        chains = self.chains if self.has_alternatives else None
        return ChainSuppression(suppression, chains, self.items_by_number)

    def _pending_batch(self, number: int) -> RequestBatch:
        """Return the items of a batch that have no result."""
        packed, sendings = self._execute(
            "SELECT payloads, sendings FROM batches WHERE n = ?", (number,)
        ).fetchone()
        payloads = self._database.unpack(packed)
        first = number * self.size + 1
        answered_ids = {
            id_
            for (ids,) in self._execute(
                f"SELECT items FROM answers WHERE batch = ? AND NOT {IS_PART}", (number,)
            )
            for id_ in ids.split(",")
        }
        answered_ids |= {str(item) for item, _ in self._select_singles(number)}
        items = [(str(first + n), payload) for n, payload in enumerate(payloads)]
        pending = [item for item in items if item[0] not in answered_ids]
        # A batch has items that lack the same field only.
        field = self.parts.field(int(pending[0][0])) if pending else ""
        return RequestBatch(number, pending, is_resent=sendings > 0, field=field)

    def pending_sizes(self) -> Iterator[RequestSize]:
        """Yield the size of each pending request."""
        untouched = self._execute(
            "SELECT n FROM batches WHERE state = 'planned' AND n NOT IN "
            "(SELECT (item - 1) / ? FROM singles UNION SELECT batch FROM answers) ORDER BY n",
            (self.size,),
        ).fetchall()
        last = self._execute("SELECT max(n) FROM batches WHERE state != 'held'").fetchone()[0]
        full_batches = {n for (n,) in untouched if n != last}
        yield from (RequestSize(self.size) for _ in full_batches)
        unanswered = self._execute(
            "SELECT n FROM batches WHERE state NOT IN ('answered', 'held')"
        ).fetchall()
        for (number,) in unanswered:
            if number not in full_batches and (batch := self._pending_batch(number)).items:
                yield RequestSize(len(batch.items), batch.field)

    def items_by_number(self, numbers: Iterable[int]) -> Iterator[tuple[str, Json]]:
        """Yield the items with these numbers, in order: (id, payload)."""
        positions = sorted(number - 1 for number in numbers)
        payloads = self._stored_entries("SELECT payloads FROM batches", positions, self.size)
        for position, payload in zip(positions, payloads, strict=True):
            yield str(position + 1), payload

    def _stored_entries(self, select: str, positions: list[int], size: int) -> Iterator[Json]:
        """Yield entries of JSON lists of `size` entries, by their sorted positions from 0."""
        loaded_number, entries = -1, []
        for position in positions:
            number, index = divmod(position, size)
            if number != loaded_number:
                row = self._execute(f"{select} WHERE n = ?", (number,)).fetchone()
                loaded_number, entries = number, self._database.unpack(row[0])
            yield entries[index]

    def record_answer(
        self,
        batch: RequestBatch,
        *,
        received_at: str,
        body: Json = None,
        text: bytes | None = None,
        status: str = "",
        error: str = "",
        charge: tuple[int, bool],
        sendings: Sequence[int] = (),
        api: str | None = None,
    ) -> bool:
        """Store the response to a batch, or status and error of its items, and its charge.

        `text` is the JSON of the body, if it is known. `charge` has the credits, and whether the
        API stated them. `sendings` are the requests that this resolves. `api` is the API version,
        if a repetition may be charged again. Returns False if the requests were resolved before.
        """
        packed = None if status else self._database.pack(body, text)
        # In one transaction: a response without its charge would make the total too low.
        with self._database.transaction():
            if not self.sendings.close(sendings, charge):
                return False
            outcome = (status, error, packed, int(batch.is_resent), received_at)
            inserted = self._execute(
                "INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)",
                (batch.number, ",".join(batch.item_ids), *outcome),
            )
            assert inserted.lastrowid
            if api is not None:
                self.sendings.mark_uncertain(inserted.lastrowid, api)
            if batch.number == NO_BATCH:
                for id_ in batch.item_ids:
                    values = (int(id_), inserted.lastrowid)
                    self._execute("INSERT OR REPLACE INTO singles VALUES (?, ?)", values)
        return True

    def mark_answered(self, batch: int) -> None:
        """Mark a batch as completed: every item has an outcome."""
        self._execute("UPDATE batches SET state = 'answered' WHERE n = ?", (batch,))

    # Progress.

    def total_charged(self) -> tuple[int, bool]:
        """Return the credits of all requests of the run, and whether the API stated all of them.

        Requests without an outcome count with their possible charges.
        """
        total, is_exact = self._execute("SELECT sum(credits), min(exact) FROM charges").fetchone()
        unresolved, is_known = self.sendings.unresolved_charge()
        return (total or 0) + unresolved, bool(is_exact) and is_known

    def count_answered(self) -> int:
        """Return the number of items that have an outcome."""
        plan = self.get("plan")
        return plan["items"] - sum(size.items for size in self.pending_sizes()) if plan else 0

    def count_answered_rows(self) -> int:
        """Return the number of rows whose item has a result."""
        pending = {int(id_) for batch in self.pending_batches() for id_, _ in batch.items}
        pending |= self.refused_items()
        return sum(
            item != 0 and abs(item) not in pending
            for chunk in self.chunks()
            for _, item, *_ in chunk
        )

    def refused_items(self) -> set[int]:
        """Return the items that are not sent, as an earlier run may have been charged for them."""
        return set(self.sendings.uncertain_items()) if self.get("refusedDoubts") else set()

    def first_answer_at(self) -> str | None:
        """Return the time of the oldest response (ISO 8601), or None."""
        # Rows on the suppression list have an outcome without a time.
        received_at: str | None = self._execute(
            f"SELECT min(at) FROM answers WHERE at != '' AND NOT {IS_PART}"
        ).fetchone()[0]
        return received_at

    def last_answer_at(self) -> str | None:
        """Return the time of the last response (ISO 8601), or None."""
        received_at: str | None = self._execute(
            f"SELECT max(at) FROM answers WHERE NOT {IS_PART}"
        ).fetchone()[0]
        return received_at

    def count_batches_by_state(self) -> dict[str, int]:
        """Return the number of batches by state."""
        rows = self._execute(
            "SELECT state, count(*) FROM batches WHERE state != 'held' GROUP BY state"
        ).fetchall()
        return dict(rows)

    def _select_singles(self, batch: int) -> sqlite3.Cursor:
        first = batch * self.size + 1
        return self._execute(
            "SELECT item, answer FROM singles WHERE item BETWEEN ? AND ?",
            (first, first + self.size - 1),
        )

    # Results.

    def chains_of_rows(self, numbers: Iterable[int]) -> list[Chain]:
        """Return the items of rows, by row number from 0; rows without an item are left out."""
        rows = self._stored_entries("SELECT rows FROM chunks", sorted(numbers), CHUNK_SIZE)
        return [[abs(item), *(others[0] if others else ())] for _, item, *others in rows if item]

    def chunks(self) -> Iterator[list[Json]]:
        """Yield the rows of the input in order, in lists of [cells, item, status, error]."""
        for (rows,) in self._execute("SELECT rows FROM chunks ORDER BY n"):
            yield self._database.unpack(rows)

    def batch_numbers(self, *, with_held: bool = True) -> list[int]:
        """Return the numbers of the batches; of held ones only if wanted."""
        select = "SELECT n FROM batches WHERE state != 'held' OR ? ORDER BY n"
        return [number for (number,) in self._execute(select, (with_held,))]

    def stored_answers(self, batch: int) -> Iterator[StoredAnswer]:
        """Yield the results of items of a batch; later ones replace earlier ones."""
        for row in self._execute(f"{_SELECT_ANSWER} WHERE batch = ?", (batch,)).fetchall():
            yield self._read_answer(row)
        for item, rowid in self._select_singles(batch).fetchall():
            yield self.stored_answer(rowid)._replace(item_ids=[str(item)])

    def stored_answer(self, rowid: int) -> StoredAnswer:
        """Return a result by its rowid; entry i of it is about `item_ids[i]`."""
        select = f"{_SELECT_ANSWER} WHERE rowid = ?"
        return self._read_answer(self._execute(select, (rowid,)).fetchone())

    def _read_answer(self, row: tuple[Json, ...]) -> StoredAnswer:
        items, status, error, body, resent, received_at = row
        if body is not None:
            body = self._database.unpack(body)
        return StoredAnswer(items.split(","), status, error, body, resent, received_at)
