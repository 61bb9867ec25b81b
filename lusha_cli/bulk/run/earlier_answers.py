"""Copy the results of earlier runs into a new journal, so that no row is paid for twice.

Rows whose response was lost, or is incomplete, may be charged already although they lack data. They
are sent again only where that is free, or with --allow-double-charge.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import NamedTuple

from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.cached_parts import PART, CachedPart
from lusha_cli.bulk.run.cached_results import CachedResults
from lusha_cli.bulk.run.item_order import collect_unanswered
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.bulk.run.journal_values import Packed
from lusha_cli.bulk.run.outcomes import CACHE, Outcome
from lusha_cli.bulk.run.recorder import IN_DOUBT_ERROR
from lusha_cli.bulk.run.results import Results
from lusha_cli.bulk.run.stored_rows import payload_key
from lusha_cli.bulk.suppression import SuppressionPartition
from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json

# Outcomes of the other statuses may differ the next time.
REUSABLE_STATUSES = frozenset(("matched", "not_found", "invalid", "blocked"))


class Scope(NamedTuple):
    """Everything but the row itself that its result depends on.

    `where` is the API and the profile, `account` a hash of the key ("" if it isn't known).
    """

    kind: str
    where: str
    account: str
    options: dict[str, Json]

    def includes(self, journal: Journal) -> bool:
        """Return whether the results of a journal are those of this scope."""
        if not journal.is_planned or (journal.get("options") or {}) != self.options:
            return False
        # Journals of earlier versions don't name the account.
        account = journal.get("account") or self.account
        where = (journal.get("kind"), journal.get("where"), account)
        return where == (self.kind, self.where, self.account)


class _Found(NamedTuple):
    """What an earlier journal has about an item: its outcome, and the API version in doubt.

    `doubt` is None if no request for it may have been charged without a complete outcome.
    """

    outcome: Outcome | None
    doubt: str | None

    @property
    def is_complete(self) -> bool:
        """Return whether the outcome has all data that was requested, or needs none."""
        outcome = self.outcome
        return (
            outcome is not None
            and outcome.status in REUSABLE_STATUSES
            and not outcome.is_incomplete
        )

    @property
    def has_data(self) -> bool:
        """Return whether a part of the requested data is there."""
        return self.outcome is not None and self.outcome.is_incomplete


@dataclass(frozen=True)
class EarlierAnswers:
    """The results in the journals of earlier runs, the latest run first.

    Results received before `not_before` (ISO 8601) are not reused, and none if `is_fresh`.
    `may_resend` returns whether an item that may have been charged over an API version, and has no
    complete result, may be sent again. Items without a result get one of the `cached` ones.
    """

    journal_files: Iterable[Path]
    scope: Scope
    may_resend: Callable[[str], bool]
    not_before: str = ""
    is_fresh: bool = False
    cached: CachedResults | None = None

    def copy_to(
        self, journal: Journal, record_type: RecordType, suppression: SuppressionPartition
    ) -> None:
        """Store the results of items of a planned journal in it, with their original time.

        Their charge isn't that of this run. Items in doubt that may not be sent again are stored as
        unknown, or with the part of their data that was received. People on the suppression list
        have no result.
        """
        excluded = _suppressed_items(journal, suppression)
        plan = journal.get("plan")
        item_count = plan["items"] + plan.get("alternatives", 0)
        answered: set[int] = set()
        doubts: dict[int, _Found] = {}
        with journal.database.transaction():
            for file in self.journal_files:
                if len(answered) + len(excluded) == item_count:
                    break
                known = answered | excluded
                for item, found in self._findings_in(file, journal, record_type, known):
                    if self._is_reusable(found):
                        answered.add(item)
                        doubts.pop(item, None)
                        assert found.outcome
                        _store_outcome(journal, record_type, item, found.outcome)
                    elif found.doubt is None and found.is_complete and item not in doubts:
                        # The outcome is too old, and resolves all doubts of earlier runs.
                        excluded.add(item)
                    elif found.doubt is not None and not (item in doubts and not found.has_data):
                        doubts[item] = found
            if self.cached and not self.is_fresh:
                for item, outcome in self.cached.find(journal, record_type, answered | excluded):
                    answered.add(item)
                    doubts.pop(item, None)
                    _store_outcome(journal, record_type, item, outcome)
                if self.cached.number:
                    journal.put(cached=[self.cached.number, self.cached.oldest])
            parts = self.cached.parts if self.cached else {}
            parts = {item: part for item, part in parts.items() if item not in doubts}
            numbers = self._store_doubts(journal, record_type, answered, doubts, parts)
            for item, part in parts.items():
                number = numbers.get(item, item)
                _store_outcome(journal, record_type, number, part.outcome, f"{PART}{part.field}")
            if parts:
                journal.put(parts=len(parts))

    def _is_reusable(self, found: _Found) -> bool:
        # Rows on the suppression list have an outcome without a time.
        return (
            not self.is_fresh
            and found.is_complete
            and found.outcome is not None
            and found.outcome.fetched_at >= (self.not_before or "0")
        )

    def _store_doubts(
        self,
        journal: Journal,
        record_type: RecordType,
        answered: set[int],
        doubts: dict[int, _Found],
        parts: dict[int, CachedPart],
    ) -> dict[int, int]:
        """Store the items in doubt, and move the ones to send to full batches.

        Returns the new numbers of moved items.
        """
        if self.is_fresh:
            journal.put(paidAgain=len(doubts))
            return {}
        apis = {item: found.doubt or "" for item, found in doubts.items()}
        resent = {item: api for item, api in apis.items() if self.may_resend(api)}
        refused = {item: found for item, found in doubts.items() if item not in resent}
        for item, found in refused.items():
            unknown = Outcome("unknown", IN_DOUBT_ERROR)
            outcome = found.outcome if found.outcome and found.has_data else unknown
            answer = _store_outcome(journal, record_type, item, outcome)
            journal.sendings.mark_uncertain(answer, apis[item])
        numbers: dict[int, int] = {}
        if answered or refused or parts:
            fields = {item: part.field for item, part in parts.items()}
            numbers = collect_unanswered(journal, answered | set(refused), fields)
        journal.sendings.add_doubts({numbers.get(item, item): api for item, api in resent.items()})
        reused = len(answered) + sum(found.has_data for found in refused.values())
        journal.put(reused=reused, refusedDoubts=len(refused))
        return numbers

    def _findings_in(
        self, file: Path, journal: Journal, record_type: RecordType, excluded: set[int]
    ) -> Iterator[tuple[int, _Found]]:
        """Yield the findings of a journal file about items: (item of `journal`, finding)."""
        try:
            earlier = Journal(file, size=1)
        except LushaError:
            return
        try:
            if self.scope.includes(earlier):
                yield from _findings(earlier, journal, record_type, excluded)
        except LushaError:
            # A damaged journal: what was read of it until here is valid.
            return
        finally:
            earlier.close()


def _findings(
    earlier: Journal, journal: Journal, record_type: RecordType, excluded: set[int]
) -> Iterator[tuple[int, _Found]]:
    # The credits of an answer aren't charged again, so they need not be computed.
    results = Results(record_type._replace(item_credits=lambda *_: 0), earlier)
    charged, doubts = earlier.sendings.possibly_charged_items(), earlier.sendings.doubts()
    matches = _matching_items(earlier, journal)
    pairs = sorted(pair for pair in matches if pair[1] not in excluded)
    for batch, pairs_of_batch in groupby(pairs, lambda pair: (pair[0] - 1) // earlier.size):
        outcomes = results.outcomes_in_batch(batch)
        for earlier_item, item in pairs_of_batch:
            outcome = outcomes.get(str(earlier_item))
            doubt = charged.get(earlier_item)
            if outcome is None and doubt is None:
                doubt = doubts.get(earlier_item)
            if outcome or doubt is not None:
                yield item, _Found(outcome, doubt)


def _store_outcome(
    journal: Journal, record_type: RecordType, item: int, outcome: Outcome, status: str = ""
) -> int:
    """Store the outcome of an item, without a charge; return its rowid."""
    own_status, *content = _stored_outcome(journal, record_type, str(item), outcome)
    inserted = journal.database.execute(
        "INSERT INTO answers (batch, items, status, error, body, resent, at) "
        "VALUES (?, ?, ?, ?, ?, 0, ?)",
        (
            (item - 1) // journal.size,
            str(item),
            status or own_status,
            *content,
            outcome.fetched_at,
        ),
    )
    return inserted.lastrowid or 0


def _suppressed_items(journal: Journal, suppression: SuppressionPartition) -> set[int]:
    """Return the numbers of the items of people on the suppression list."""
    if not suppression:
        return set()
    split = journal.chain_suppression(suppression).split
    batches = [journal.pending_batches(), journal.held_batches()]
    return {int(id_) for batch in chain(*batches) for id_, _ in split(batch.items)[1]}


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
        for item, payload in enumerate(journal.database.unpack(payloads), start=first):
            yield payload_key(payload), item


def _stored_outcome(
    journal: Journal, record_type: RecordType, id_: str, outcome: Outcome
) -> tuple[str, str, Packed | None]:
    """Return status, error and body to store; the body has only this item, and no charge."""
    entry, is_cached = outcome.response_item, outcome.source == CACHE
    if entry is None:
        status = f"{CACHE}:{outcome.status}" if is_cached else outcome.status
        return status, outcome.error, None
    free_entry = entry._replace(item={**entry.item, "isCreditCharged": False})
    # An incomplete outcome keeps its error.
    body = record_type.build_response(id_, free_entry)
    status = CACHE if is_cached else ""
    return status, outcome.error, journal.database.pack_result(body)
