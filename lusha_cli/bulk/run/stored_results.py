"""Read results from the journals of runs, for the cache, which has only their addresses."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from lusha_cli.bulk.record_types import COMPANY, PERSON
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.bulk.run.results import Results
from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json
from lusha_cli.result_cache.entries import Address


def read_stored_results(folder: Path, addresses: Sequence[Address]) -> dict[Address, Json]:
    """Return the values at some addresses; those of deleted runs are missing."""
    by_run: dict[str, list[Address]] = {}
    for address in addresses:
        by_run.setdefault(address.run, []).append(address)
    values: dict[Address, Json] = {}
    for run, of_run in by_run.items():
        file = folder / f"{run}.db"
        try:
            if file.exists():
                with closing(Journal(file, size=1)) as journal:
                    values.update(_read(journal, of_run))
        except LushaError:
            continue  # a damaged journal is as good as none
    return values


def _read(journal: Journal, addresses: Iterable[Address]) -> dict[Address, Json]:
    find = "SELECT item FROM item_keys WHERE key = ?"
    items = {}
    for address in addresses:
        if row := journal.database.execute(find, (address.item,)).fetchone():
            items[address] = row[0]
    is_person = journal.get("kind") != COMPANY.nouns[0]
    results = Results(PERSON if is_person else COMPANY, journal)
    values: dict[Address, Json] = {}
    # In order: the items of one response are read together.
    for address, item in sorted(items.items(), key=lambda pair: pair[1]):
        outcome = results.outcome_of(item)
        if outcome and outcome.response_item and not outcome.is_incomplete:
            entry = outcome.response_item
            values[address] = (
                {"item": entry.item, "company": entry.company} if is_person else entry.item
            )
    return values
