"""Move the unanswered items of a planned journal into full batches."""

from collections.abc import Iterator, Mapping

from lusha_cli.bulk.run.alternatives import has_alternatives
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.json_types import Json


def collect_unanswered(
    journal: Journal, answered: set[int], fields: Mapping[int, str]
) -> dict[int, int]:
    """Move items that share a batch with completed ones to new batches; mark the others completed.

    Else each request of a sorted file would have a few items only. Items that lack one of the
    `fields` are in batches of their own, as their requests ask for that one only. Runs within the
    caller's transaction. Returns the new numbers of moved items by their former ones.
    """
    execute = journal.database.execute
    # Last those that lack all: a batch without any result before the last one counts as full.
    moved: dict[str, list[tuple[int, Json]]] = {"emails": [], "phones": [], "": []}
    first_batch = 0
    for batch, items in _batches(journal):
        unanswered = [item for item in items if item[0] not in answered]
        is_uniform = len({fields.get(item, "") for item, _ in unanswered}) == 1
        # Only the last batch may be incomplete.
        if is_uniform and len(unanswered) == len(items) == journal.size:
            first_batch = batch + 1
            continue
        for item in unanswered:
            moved[fields.get(item[0], "")].append(item)
        if len(unanswered) == len(items):
            execute("DELETE FROM batches WHERE n = ?", (batch,))
        else:
            journal.mark_answered(batch)
            first_batch = batch + 1
    numbers: dict[int, int] = {}
    batches = [
        group[start : start + journal.size]
        for group in moved.values()
        for start in range(0, len(group), journal.size)
    ]
    for batch, items in enumerate(batches, first_batch):
        execute(
            "INSERT INTO batches (n, payloads, state, sendings) VALUES (?, ?, 'planned', 0)",
            (batch, journal.database.pack([payload for _, payload in items])),
        )
        first_item = batch * journal.size + 1
        numbers.update((item, first_item + n) for n, (item, _) in enumerate(items))
    _renumber(journal, numbers)
    return numbers


def _batches(journal: Journal) -> Iterator[tuple[int, list[tuple[int, Json]]]]:
    """Yield the batches in order: number, and items as (number, payload)."""
    batches = "SELECT n, payloads FROM batches WHERE n = ?"
    for number in journal.batch_numbers(with_held=False):
        _, payloads = journal.database.execute(batches, (number,)).fetchone()
        items = enumerate(journal.database.unpack(payloads), start=number * journal.size + 1)
        yield number, list(items)


def _renumber(journal: Journal, numbers: dict[int, int]) -> None:
    """Change item numbers in rows and keys."""
    execute = journal.database.execute
    for chunk, rows in enumerate(journal.chunks() if numbers else ()):
        is_changed = False
        for row in rows:
            # Negative: a duplicate of an item. 0: no item.
            number = numbers.get(abs(row[1]))
            if number:
                row[1], is_changed = number if row[1] > 0 else -number, True
            if has_alternatives(row):
                row[2] = [numbers.get(item, item) for item in row[2]]
                is_changed = True
        if is_changed:
            execute("UPDATE chunks SET rows = ? WHERE n = ?", (journal.database.pack(rows), chunk))
    if numbers:
        journal.chains.renumber(numbers)
        for key, item in execute("SELECT key, item FROM item_keys").fetchall():
            if item in numbers:
                execute("UPDATE item_keys SET item = ? WHERE key = ?", (numbers[item], key))
