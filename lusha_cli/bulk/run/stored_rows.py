"""Store the rows of an input in a new journal, and the items that are to be sent for them."""

import hashlib
import json
from collections.abc import Iterator, Sequence

from lusha_cli.bulk.run.alternatives import AlternativeImporter, ChainStore
from lusha_cli.bulk.run.journal_database import JournalDatabase
from lusha_cli.json_types import Json

CHUNK_SIZE = 200

# json.dumps would create an encoder for each row.
_encode_payload = json.JSONEncoder(sort_keys=True, ensure_ascii=False).encode


def payload_key(payload: Json) -> bytes:
    """Return the key of a payload; payloads that identify the same record have equal keys."""
    encoded = _encode_payload(payload)
    # Case doesn't matter in names, but it does in the codes of some LinkedIn URLs.
    identity = f"{encoded.casefold()}{payload.get('linkedinUrl')}"
    return hashlib.blake2b(identity.encode("utf-8", "replace"), digest_size=16).digest()


class RowStore:
    """Stores rows in chunks, and the payloads of their items in batches of `size`, in a journal."""

    def __init__(self, database: JournalDatabase, chains: ChainStore, *, size: int) -> None:
        self._execute, self._pack = database.execute, database.pack
        self._unpack = database.unpack
        self._chains = chains
        self._size = size
        self._row_count = self._item_count = self._alternative_rows = 0
        self._chunk_rows: list[Json] = []
        self._batch_payloads: list[Json] = []

    def add(self, cells: Json, payload: Json, alternatives: Sequence[Json] = ()) -> None:
        """Add a row with its payload; rows with equal payloads share one item.

        The `alternatives` are other payloads, to try in order if it isn't found by the first.
        """
        item = self._item_count + 1
        if (first_item := self._find_or_add_item(payload, item)) == item:
            self._item_count = item
            self._batch_payloads.append(payload)
            if len(self._batch_payloads) == self._size:
                self._write_batch()
        else:
            item = -first_item
        row: list[Json] = [cells, item]
        if alternatives:
            self._alternative_rows += 1
            row.append(list(alternatives))
        self._append_row(row)

    def _find_or_add_item(self, payload: Json, number: int) -> int:
        """Return the item of a payload, which becomes `number` if it is new."""
        key = payload_key(payload)
        if self._execute("INSERT OR IGNORE INTO item_keys VALUES (?, ?)", (key, number)).rowcount:
            return number
        row = self._execute("SELECT item FROM item_keys WHERE key = ?", (key,)).fetchone()
        return int(row[0])

    def add_unsent(self, cells: Json, status: str, error: str) -> None:
        """Add a row that will not be sent."""
        self._append_row([cells, 0, status, error])

    def _append_row(self, row: list[Json]) -> None:
        self._row_count += 1
        self._chunk_rows.append(row)
        if len(self._chunk_rows) == CHUNK_SIZE:
            self._write_chunk()

    def _write_chunk(self) -> None:
        number = (self._row_count - 1) // CHUNK_SIZE
        self._execute("INSERT INTO chunks VALUES (?, ?)", (number, self._pack(self._chunk_rows)))
        self._chunk_rows = []

    def _write_batch(self) -> None:
        number = (self._item_count - 1) // self._size
        self._insert_batch(number, self._batch_payloads)
        self._batch_payloads = []

    def _insert_batch(self, number: int, payloads: list[Json], state: str = "planned") -> None:
        values = (number, self._pack(payloads), state)
        self._execute("INSERT INTO batches VALUES (?, ?, ?, 0)", values)

    def finish(self) -> dict[str, Json]:
        """Store the last rows, and return the plan: how many rows and items there are."""
        if self._chunk_rows:
            self._write_chunk()
        if self._batch_payloads:
            self._write_batch()
        plan: dict[str, Json] = {"rows": self._row_count, "items": self._item_count}
        if self._alternative_rows:
            plan.update(self._number_alternatives())
        return plan

    def _chunks(self) -> Iterator[list[Json]]:
        for (rows,) in self._execute("SELECT rows FROM chunks ORDER BY n"):
            yield self._unpack(rows)

    def _number_alternatives(self) -> dict[str, int]:
        """Give alternatives their item numbers; return the properties of the plan about them."""
        # Moving unanswered items into full batches needs numbers between these and the others.
        # Those that lack a field only are in up to two more incomplete batches.
        batches = 2 * -(-self._item_count // self._size) + 2
        first_item = batches * self._size + 1
        importer = AlternativeImporter(
            self._chains,
            size=self._size,
            first_item=first_item,
            find_or_add=self._find_or_add_item,
            add_batch=lambda number, payloads: self._insert_batch(number, payloads, "held"),
        )
        for number, rows in enumerate(self._chunks()):
            if importer.convert(rows):
                values = (self._pack(rows), number)
                self._execute("UPDATE chunks SET rows = ? WHERE n = ?", values)
        importer.finish()
        members = self._chains.items()
        for rows in self._chunks():
            importer.add_plain_rows(rows, members)
        return {
            "alternatives": importer.count,
            "firstAlternative": first_item,
            "alternativeRows": self._alternative_rows,
        }
