"""The results of a fallback command, as stored in the journal of a run."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.fallback_item import build_item, complete_item
from lusha_cli.bulk.run.journal_database import JournalDatabase
from lusha_cli.bulk.run.outcomes import Outcome

# The separator of two sources of one row.
_BOTH = "; "


class StoredFallback(NamedTuple):
    """The result for an item: its source, and the values of data columns, none if not found."""

    source: str
    values: dict[str, str]
    received_at: str


class FallbackStore:
    """The results of fallback commands in a journal, by item."""

    def __init__(self, database: JournalDatabase) -> None:
        self._execute = database.execute

    def __bool__(self) -> bool:
        """Return whether the journal has results."""
        return self._execute("SELECT 1 FROM fallbacks LIMIT 1").fetchone() is not None

    def add(self, item: int, result: StoredFallback) -> None:
        """Store the result for an item."""
        values = (item, result.source, json.dumps(result.values), result.received_at)
        self._execute("INSERT OR REPLACE INTO fallbacks VALUES (?, ?, ?, ?)", values)

    def get(self, item: int) -> StoredFallback | None:
        """Return the result for an item, or None if it wasn't passed on."""
        row = self._execute(
            "SELECT source, data, at FROM fallbacks WHERE item = ?", (item,)
        ).fetchone()
        return StoredFallback(row[0], json.loads(row[1]), row[2]) if row else None

    def all(self) -> Iterator[tuple[int, StoredFallback]]:
        """Yield the results by item."""
        rows = self._execute("SELECT item, source, data, at FROM fallbacks").fetchall()
        for item, source, data, received_at in rows:
            yield item, StoredFallback(source, json.loads(data), received_at)

    def delete(self, item: int) -> None:
        """Delete the result for an item."""
        self._execute("DELETE FROM fallbacks WHERE item = ?", (item,))

    def apply(self, record_type: RecordType, item: int, outcome: Outcome) -> Outcome:
        """Return the outcome of an item with the data that a fallback command found for it."""
        if outcome.status not in ("matched", "not_found"):
            return outcome
        result = self.get(item)
        if result is None or not result.values:
            return outcome
        if outcome.status == "not_found":
            return outcome._replace(
                status="matched",
                error="",
                response_item=build_item(record_type, result.values),
                fetched_at=result.received_at,
                source=result.source,
            )
        completed = complete_item(record_type, outcome.response_item, result.values)
        if completed == outcome.response_item:
            return outcome
        return outcome._replace(response_item=completed, source=f"api{_BOTH}{result.source}")
