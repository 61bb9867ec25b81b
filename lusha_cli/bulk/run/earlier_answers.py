"""Copy the answers of earlier runs into a new journal, so that no row is paid for twice."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.item_order import collect_unanswered
from lusha_cli.bulk.run.journal import Journal, payload_key
from lusha_cli.bulk.run.outcomes import Outcome
from lusha_cli.bulk.run.results import Results
from lusha_cli.bulk.suppression import SuppressionPartition
from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json

# Outcomes of the other statuses may differ the next time.
REUSABLE_STATUSES = frozenset(("matched", "not_found", "invalid", "blocked"))


class Scope(NamedTuple):
    """Everything but the row itself that its answer depends on.

    `where` is the API and the profile, `account` a hash of the key ("" if it isn't known).
    """

    kind: str
    where: str
    account: str
    options: dict[str, Json]

    def includes(self, journal: Journal) -> bool:
        """Return whether the answers of a journal are those of this scope."""
        if not journal.is_planned or (journal.get("options") or {}) != self.options:
            return False
        # Journals of earlier versions don't name the account.
        account = journal.get("account") or self.account
        where = (journal.get("kind"), journal.get("where"), account)
        return where == (self.kind, self.where, self.account)


@dataclass(frozen=True)
class EarlierAnswers:
    """The answers in the journals of earlier runs, the latest run first.

    Answers received before `not_before` (ISO 8601) are not reused.
    """

    journal_files: Iterable[Path]
    scope: Scope
    not_before: str = ""

    def copy_to(
        self, journal: Journal, record_type: RecordType, suppression: SuppressionPartition
    ) -> None:
        """Store the answers to items of a planned journal in it, with their original time.

        Their charge isn't that of this run. People on the suppression list have no answer.
        """
        execute = journal.database.execute
        excluded = _suppressed_items(journal, suppression)
        item_count, done = journal.get("plan")["items"], set(excluded)
        execute("BEGIN IMMEDIATE")
        for file in self.journal_files:
            if len(done) == item_count:
                break
            for item, outcome in self._outcomes_in(file, journal, record_type, done):
                done.add(item)
                execute(
                    "INSERT INTO answers (batch, items, status, error, body, resent, at) "
                    "VALUES (?, ?, ?, ?, ?, 0, ?)",
                    (
                        (item - 1) // journal.size,
                        str(item),
                        *_stored_outcome(record_type, str(item), outcome),
                        outcome.fetched_at,
                    ),
                )
        answered = done - excluded
        if answered:
            collect_unanswered(journal, answered)
        journal.put(reused=len(answered))
        execute("COMMIT")

    def _outcomes_in(
        self, file: Path, journal: Journal, record_type: RecordType, excluded: set[int]
    ) -> Iterator[tuple[int, Outcome]]:
        """Yield the reusable outcomes in a journal file: (item of `journal`, outcome)."""
        try:
            earlier = Journal(file, size=1)
        except LushaError:
            return
        try:
            if self.scope.includes(earlier):
                yield from self._reusable_outcomes(earlier, journal, record_type, excluded)
        except LushaError:
            # A damaged journal: what was read of it until here is valid.
            return
        finally:
            earlier.close()

    def _reusable_outcomes(
        self, earlier: Journal, journal: Journal, record_type: RecordType, excluded: set[int]
    ) -> Iterator[tuple[int, Outcome]]:
        # The credits of an answer aren't charged again, so they need not be computed.
        results = Results(record_type._replace(item_credits=lambda *_: 0), earlier)
        matches = _matching_items(earlier, journal)
        pairs = sorted(pair for pair in matches if pair[1] not in excluded)
        for batch, pairs_of_batch in groupby(pairs, lambda pair: (pair[0] - 1) // earlier.size):
            outcomes = results.outcomes_in_batch(batch)
            for earlier_item, item in pairs_of_batch:
                outcome = outcomes.get(str(earlier_item))
                # Rows on the suppression list have an outcome without a time.
                if (
                    outcome
                    and outcome.status in REUSABLE_STATUSES
                    and outcome.fetched_at >= (self.not_before or "0")
                ):
                    yield item, outcome


def _suppressed_items(journal: Journal, suppression: SuppressionPartition) -> set[int]:
    """Return the numbers of the items of people on the suppression list."""
    if not suppression:
        return set()
    batches = journal.pending_batches()
    return {int(id_) for batch in batches for id_, _ in suppression.split(batch.items)[1]}


def _matching_items(earlier: Journal, journal: Journal) -> Iterator[tuple[int, int]]:
    """Yield the numbers of items with equal keys: (item of `earlier`, item of `journal`)."""
    items_by_key = "SELECT key, item FROM item_keys"
    find_item = "SELECT item FROM item_keys WHERE key = ?"
    if not _has_keys(earlier):
        keys: Iterable[tuple[bytes, int]] = _computed_keys(earlier)
    elif earlier.get("plan")["items"] > journal.get("plan")["items"]:
        # A look-up per item of the smaller journal: a few rows don't read a long history.
        for key, item in journal.database.execute(items_by_key):
            if match := earlier.database.execute(find_item, (key,)).fetchone():
                yield match[0], item
        return
    else:
        keys = earlier.database.execute(items_by_key)
    for key, earlier_item in keys:
        if match := journal.database.execute(find_item, (key,)).fetchone():
            yield earlier_item, match[0]


def _has_keys(journal: Journal) -> bool:
    """Return whether a journal stores the keys of its items; those of earlier versions don't."""
    execute = journal.database.execute
    tables = execute("SELECT count(*) FROM sqlite_master WHERE name = 'item_keys'")
    return bool(tables.fetchone()[0] and execute("SELECT 1 FROM item_keys LIMIT 1").fetchone())


def _computed_keys(journal: Journal) -> Iterator[tuple[bytes, int]]:
    """Yield the keys of the items of a journal that doesn't store them."""
    for number, payloads in journal.database.execute("SELECT n, payloads FROM batches"):
        first = number * journal.size + 1
        for item, payload in enumerate(json.loads(payloads), start=first):
            yield payload_key(payload), item


def _stored_outcome(
    record_type: RecordType, id_: str, outcome: Outcome
) -> tuple[str, str, str | None]:
    """Return status, error and body to store; the body has only this item, and no charge."""
    entry = outcome.response_item
    if entry is None:
        return outcome.status, outcome.error, None
    free_entry = entry._replace(item={**entry.item, "isCreditCharged": False})
    return "", "", json.dumps(record_type.build_response(id_, free_entry))
