"""The alternatives of rows: other identifiers of the same record, such as further emails.

A row with alternatives has a chain of items: its first one, then the others in order. The items of
a chain that no row has as its first are held back: they are sent only to find a row that was not
found by the earlier ones.
"""

import json
from collections.abc import Callable, Collection, Iterator, Sequence

from lusha_cli.bulk.run.journal_database import JournalDatabase
from lusha_cli.bulk.suppression import Item, SuppressionPartition
from lusha_cli.json_types import Json

Chain = list[int]


class ChainStore:
    """The chains of items in the journal `database`."""

    def __init__(self, database: JournalDatabase) -> None:
        self._execute = database.execute

    def add(self, chain: Chain) -> None:
        """Store a chain, once."""
        added = self._execute("INSERT OR IGNORE INTO chains VALUES (NULL, ?)", (json.dumps(chain),))
        if added.rowcount:
            for item in chain:
                self._execute("INSERT INTO chain_items VALUES (?, ?)", (item, added.lastrowid))

    def all(self) -> Iterator[Chain]:
        """Yield the distinct chains, in the order of their first rows."""
        for (items,) in self._execute("SELECT items FROM chains ORDER BY id"):
            yield json.loads(items)

    def chains_with(self, item: int) -> list[Chain]:
        """Return the chains that have an item; none if no row with alternatives has it."""
        rows = self._execute(
            "SELECT items FROM chain_items JOIN chains ON id = chain WHERE item = ?", (item,)
        )
        return [json.loads(items) for (items,) in rows]

    def items(self) -> set[int]:
        """Return the items of all chains."""
        return {item for (item,) in self._execute("SELECT item FROM chain_items")}

    def renumber(self, numbers: dict[int, int]) -> None:
        """Change item numbers."""
        chains = list(self.all())
        self._execute("DELETE FROM chains")
        self._execute("DELETE FROM chain_items")
        for chain in chains:
            self.add([numbers.get(item, item) for item in chain])


class AlternativeImporter:
    """Give the alternatives in the rows of a new journal their item numbers, from `first_item` on.

    `find_or_add` returns the item of a payload: an earlier one, or the proposed number. `add_batch`
    stores the payloads of a batch of `size` items that are held back.
    """

    def __init__(
        self,
        chains: ChainStore,
        *,
        size: int,
        first_item: int,
        find_or_add: Callable[[Json, int], int],
        add_batch: Callable[[int, list[Json]], None],
    ) -> None:
        self._chains = chains
        self._size = size
        self._next_item = self._first_item = first_item
        self._find_or_add = find_or_add
        self._add_batch = add_batch
        self._payloads: list[Json] = []

    @property
    def count(self) -> int:
        """Return the number of items that are held back."""
        return self._next_item - self._first_item

    def convert(self, rows: list[Json]) -> bool:
        """Replace the payloads in rows by item numbers; return whether rows changed."""
        is_changed = False
        for row in rows:
            if not has_alternatives(row):
                continue
            first, numbers = abs(row[1]), list(map(self._number, row.pop()))
            others = [number for number in dict.fromkeys(numbers) if number != first]
            is_changed = True
            if others:
                row.append(others)
                self._chains.add([first, *others])
        return is_changed

    def _number(self, payload: Json) -> int:
        number = self._find_or_add(payload, self._next_item)
        if number == self._next_item:
            self._next_item += 1
            self._payloads.append(payload)
            if len(self._payloads) == self._size:
                self.finish()
        return number

    def finish(self) -> None:
        """Store the last batch."""
        if self._payloads:
            first = self._next_item - len(self._payloads)
            self._add_batch((first - 1) // self._size, self._payloads)
            self._payloads = []

    def add_plain_rows(self, rows: list[Json], members: Collection[int]) -> None:
        """Store that rows without alternatives have some of the items that chains have too."""
        for row in rows:
            item = abs(row[1])
            if item in members and not has_alternatives(row):
                self._chains.add([item])


def has_alternatives(row: Sequence[Json]) -> bool:
    """Return whether a stored row, [cells, item, …], has alternatives at its end."""
    return bool(row[1]) and len(row) > 2


class ChainSuppression:
    """Separates suppressed people by all identifiers in their rows, not only the sent ones.

    A person isn't looked up by one email if another email in the same cell is suppressed.
    `payloads_of` yields the payloads of items.
    """

    def __init__(
        self,
        suppression: SuppressionPartition,
        chains: ChainStore | None,
        payloads_of: Callable[[Collection[int]], Iterator[Item]],
    ) -> None:
        self._suppression = suppression
        self._chains = chains
        self._payloads_of = payloads_of

    def split(self, items: list[Item]) -> tuple[list[Item], list[Item]]:
        """Split items (id, payload) into those to send and those of suppressed people."""
        allowed, suppressed = self._suppression.split(items)
        if self._chains is None or not self._suppression:
            return allowed, suppressed
        blocked = [item for item in allowed if self.blocks_item(int(item[0]))]
        return [item for item in allowed if item not in blocked], [*suppressed, *blocked]

    def blocks_item(self, item: int) -> bool:
        """Return whether every row with an item has something of a suppressed person."""
        chains = self._chains.chains_with(item) if self._chains and self._suppression else []
        return bool(chains) and all(map(self.blocks, chains))

    def blocks(self, chain: Chain) -> bool:
        """Return whether a chain has something of a suppressed person."""
        if not self._suppression:
            return False
        return bool(self._suppression.split(list(self._payloads_of(chain)))[1])
