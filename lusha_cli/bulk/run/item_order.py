"""Reorder the items of a planned journal."""

import json
from collections.abc import Iterator

from lusha_cli.bulk.run.journal import Journal
from lusha_cli.json_types import Json


def move_to_front(journal: Journal, items: set[int]) -> dict[int, int]:
    """Move `items` to the first batches, and the others to batches of their own.

    The order is kept otherwise. Returns the new number of each item, or an empty dict if no batch
    mixed both kinds. Else each request of a sorted file would have a few items only. Runs within
    the caller's transaction.
    """
    if not _is_mixed(journal, items):
        return {}
    all_items = [number for number, _ in _numbered_payloads(journal, "batches")]
    numbers = {item: number for number, item in enumerate(sorted(items), start=1)}
    # The last batch of `items` stays incomplete.
    first_other = (len(items) + journal.size - 1) // journal.size * journal.size + 1
    others = (item for item in all_items if item not in items)
    numbers.update((item, number) for number, item in enumerate(others, start=first_other))
    _write_batches(journal, items)
    _renumber_rows(journal, numbers)
    _renumber_keys(journal, numbers)
    return numbers


def _is_mixed(journal: Journal, items: set[int]) -> bool:
    """Return whether a batch has some of `items` and some others."""
    kinds: dict[int, bool] = {}
    for number, _ in _numbered_payloads(journal, "batches"):
        batch = (number - 1) // journal.size
        if kinds.setdefault(batch, number in items) != (number in items):
            return True
    return False


def _numbered_payloads(journal: Journal, table: str) -> Iterator[tuple[int, Json]]:
    """Yield the items in order: (number, payload)."""
    for batch, payloads in journal.database.execute(f"SELECT n, payloads FROM {table} ORDER BY n"):
        yield from enumerate(json.loads(payloads), start=batch * journal.size + 1)


def _write_batches(journal: Journal, items: set[int]) -> None:
    execute = journal.database.execute
    execute("CREATE TEMP TABLE planned AS SELECT n, payloads FROM batches")
    execute("DELETE FROM batches")
    batch = 0
    for is_first in (True, False):
        payloads: list[Json] = []
        for number, payload in _numbered_payloads(journal, "planned"):
            if (number in items) == is_first:
                payloads.append(payload)
            if len(payloads) == journal.size:
                _write_batch(journal, batch, payloads)
                batch, payloads = batch + 1, []
        if payloads:
            _write_batch(journal, batch, payloads)
            batch += 1
    execute("DROP TABLE planned")


def _write_batch(journal: Journal, batch: int, payloads: list[Json]) -> None:
    journal.database.execute(
        "INSERT INTO batches (n, payloads, state, sendings) VALUES (?, ?, 'planned', 0)",
        (batch, json.dumps(payloads)),
    )


def _renumber_rows(journal: Journal, numbers: dict[int, int]) -> None:
    execute = journal.database.execute
    for (chunk,) in execute("SELECT n FROM chunks").fetchall():
        (text,) = execute("SELECT rows FROM chunks WHERE n = ?", (chunk,)).fetchone()
        rows = json.loads(text)
        for row in rows:
            # Negative: a duplicate of an item. 0: no item.
            if row[1]:
                row[1] = numbers[row[1]] if row[1] > 0 else -numbers[-row[1]]
        execute("UPDATE chunks SET rows = ? WHERE n = ?", (json.dumps(rows), chunk))


def _renumber_keys(journal: Journal, numbers: dict[int, int]) -> None:
    execute = journal.database.execute
    for key, item in execute("SELECT key, item FROM item_keys").fetchall():
        execute("UPDATE item_keys SET item = ? WHERE key = ?", (numbers[item], key))
