"""Read the outcomes of a run from its journal."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lusha_cli.bulk.found_records import FoundRecord
from lusha_cli.bulk.record_types import Payload, RecordType
from lusha_cli.bulk.run.accepted_rows import AcceptedRows
from lusha_cli.bulk.run.alternatives import Chain
from lusha_cli.bulk.run.cached_parts import PART, CachedPart, add_part
from lusha_cli.bulk.run.journal import Journal, StoredAnswer
from lusha_cli.bulk.run.outcomes import CACHE, Outcome, add_error, parse_outcomes
from lusha_cli.bulk.run.stated_names import StatedNames
from lusha_cli.bulk.suppression import SUPPRESSED_ERROR, WITHHELD_ERROR, SuppressionPartition
from lusha_cli.json_types import Json
from lusha_cli.matching.score import Match
from lusha_cli.privacy.person_filter import EU_ERROR, PersonFilter

# Rows are read in the order of their batches, except for some duplicates: a small cache is enough.
_CACHED_BATCHES = 16


class OutputRow(NamedTuple):
    """A row to write: input cells, outcome, and whether an earlier row was charged for it.

    `item` is the number of the item that the outcome is of, 0 for none. Rows are numbered from 1.
    `found` is the person or company of the outcome, `match` how it matches what the row states.
    """

    cells: Json
    outcome: Outcome
    is_duplicate: bool
    item: int = 0
    number: int = 0
    found: FoundRecord | None = None
    match: Match | None = None


@dataclass(eq=False)
class Results:
    """The outcomes of the items of a journal that isn't written to meanwhile.

    Data about suppressed people is withheld, and what `person_filter` leaves out. Rows whose match
    is below `min_match` have the status `mismatch`, unless the user accepted them.
    """

    record_type: RecordType
    journal: Journal
    suppression: SuppressionPartition | None = None
    person_filter: PersonFilter | None = None
    min_match: int = 0
    _cache: OrderedDict[int, dict[str, Outcome]] = field(default_factory=OrderedDict, init=False)
    _payloads: OrderedDict[int, dict[str, Payload]] = field(default_factory=OrderedDict, init=False)

    def __post_init__(self) -> None:
        self._names = StatedNames(self.journal)
        self._has_fallbacks = bool(self.journal.fallbacks)
        self._tries_alternatives = bool(self.journal.get("tryAll"))
        suppression = self.suppression or SuppressionPartition()
        self._chain_suppression = self.journal.chain_suppression(suppression)

    def rows(self, *, default: Outcome, only: Iterable[int] | None = None) -> Iterator[OutputRow]:
        """Yield every row once, in input order; `default` is the outcome of unanswered items.

        With `only`, yields only the rows with these numbers, in their order.
        """
        shown: set[int] = set()
        accepted_numbers = AcceptedRows(self.journal.database).numbers()
        accepted = next(accepted_numbers, 0)
        wanted_numbers = iter(only or ())
        wanted = next(wanted_numbers, 0)
        number = 0
        for chunk in self.journal.chunks():
            for cells, item, *details in chunk:
                number += 1
                if not item:
                    row = OutputRow(cells, Outcome(*details), False)
                elif details:
                    row = self._row_with_alternatives(cells, item, details[0], default, shown)
                else:
                    outcomes = self._outcomes_of_batch((abs(item) - 1) // self.journal.size)
                    found = outcomes.get(str(abs(item)), default)
                    row = OutputRow(cells, found, item < 0, abs(item))
                is_accepted = accepted == number
                if is_accepted:
                    accepted = next(accepted_numbers, 0)
                if only is not None:
                    if number != wanted:
                        continue
                    wanted = next(wanted_numbers, 0)
                if row.outcome.response_item:
                    yield self._compare(row, number, is_accepted=is_accepted)
                else:
                    yield row._replace(number=number)

    def _compare(self, row: OutputRow, number: int, *, is_accepted: bool) -> OutputRow:
        """Return a row with the record found, and how it matches the statement of the row."""
        cells, outcome, is_duplicate, item = row[:4]
        found = self.record_type.read_found(outcome.response_item)
        payload = self._payload_of(item)
        name = "" if "fullName" in payload else self._names.of(cells)
        match = self.record_type.match(payload, found, outcome.response_item, name)
        if match and match.score < self.min_match and not is_accepted:
            outcome = outcome._replace(status="mismatch")
        return OutputRow(cells, outcome, is_duplicate, item, number, found, match)

    def _payload_of(self, item: int) -> Payload:
        """Return the payload of an item, from a small cache by batch."""
        batch = (item - 1) // self.journal.size
        payloads = self._payloads.get(batch)
        if payloads is None:
            items = map(int, self._outcomes_of_batch(batch))
            payloads = self._payloads[batch] = dict(self.journal.items_by_number(items))
            if len(self._payloads) > _CACHED_BATCHES:
                self._payloads.popitem(last=False)
        return payloads[str(item)]

    def _row_with_alternatives(
        self, cells: Json, item: int, others: Chain, default: Outcome, shown: set[int]
    ) -> OutputRow:
        """Return a row; `shown` are the alternatives whose outcome an earlier row has."""
        chain = [abs(item), *others]
        if self._chain_suppression.blocks(chain):
            return OutputRow(cells, Outcome("blocked", SUPPRESSED_ERROR), False)
        number, outcome = self.outcome_of_chain(chain)
        is_duplicate = item < 0
        if number != chain[0]:
            # Items that aren't held back have a row of their own.
            is_duplicate = not self.journal.is_alternative(number) or number in shown
            shown.add(number)
        return OutputRow(cells, outcome or default, is_duplicate, number)

    def outcome_of(self, item: int) -> Outcome | None:
        """Return the outcome of an item, or None."""
        outcomes = self._outcomes_of_batch((item - 1) // self.journal.size)
        return outcomes.get(str(item))

    def outcome_of_chain(self, chain: Chain) -> tuple[int, Outcome | None]:
        """Return the item that a row with this chain was found by, and its outcome.

        It is the last one with an outcome if none was found, the first if it has none.
        """
        number, outcome = chain[0], self.outcome_of(chain[0])
        if self._tries_alternatives:
            for other in chain[1:]:
                if outcome is None or outcome.status != "not_found":
                    break
                if (next_outcome := self.outcome_of(other)) is None:
                    break
                number, outcome = other, next_outcome
        return number, outcome

    def judged_outcome_of_chain(self, chain: Chain) -> Outcome | None:
        """Return the outcome of a row with this chain, by its payload `mismatch` if it is low."""
        number, outcome = self.outcome_of_chain(chain)
        if outcome is None or not outcome.response_item:
            return outcome
        row = OutputRow([], outcome, False, number)
        return self._compare(row, 0, is_accepted=False).outcome

    def outcomes(self) -> Iterator[tuple[int, Outcome]]:
        """Yield the items that have an outcome, in order: (item number, outcome)."""
        for batch in self.journal.batch_numbers():
            outcomes = {
                int(id_): outcome for id_, outcome in self._outcomes_of_batch(batch).items()
            }
            yield from sorted(outcomes.items(), key=lambda pair: pair[0])

    def outcomes_in_batch(self, batch: int) -> Mapping[str, Outcome]:
        """Return the outcomes of the items in a batch, by id."""
        return self._outcomes_of_batch(batch)

    def _outcomes_of_batch(self, batch: int) -> Mapping[str, Outcome]:
        outcomes = self._cache.get(batch)
        if outcomes is not None:
            self._cache.move_to_end(batch)
            return outcomes
        outcomes, parts = {}, {}
        for stored_answer in self.journal.stored_answers(batch):
            found = self._outcomes_of_answer(stored_answer)
            if stored_answer.status.startswith(PART):
                field_ = stored_answer.status.removeprefix(PART)
                parts.update({id_: CachedPart(each, field_) for id_, each in found.items()})
            else:
                # Later answers replace earlier ones.
                outcomes.update(found)
        for id_ in parts.keys() & outcomes.keys():
            outcomes[id_] = add_part(outcomes[id_], parts[id_])
        if self._has_fallbacks:
            apply = self.journal.fallbacks.apply
            outcomes = {
                id_: apply(self.record_type, int(id_), outcome) for id_, outcome in outcomes.items()
            }
        if self.suppression:
            outcomes = {
                id_: self._withhold_suppressed(id_, outcome) for id_, outcome in outcomes.items()
            }
        if self.person_filter:
            outcomes = {id_: self._exclude(outcome) for id_, outcome in outcomes.items()}
        self._cache[batch] = outcomes
        if len(self._cache) > _CACHED_BATCHES:
            self._cache.popitem(last=False)
        return outcomes

    def _outcomes_of_answer(self, answer: StoredAnswer) -> dict[str, Outcome]:
        is_cached = answer.status.startswith(CACHE)
        # With a body, the status is only that it is cached, or a part of it.
        if answer.status not in ("", CACHE) and not answer.status.startswith(PART):
            status = answer.status.removeprefix(f"{CACHE}:")
            outcome = Outcome(status, answer.error, fetched_at=answer.received_at)
            outcome = outcome._replace(source=CACHE) if is_cached else outcome
            return dict.fromkeys(answer.item_ids, outcome)
        outcomes = parse_outcomes(
            self.record_type,
            answer.item_ids,
            answer.body,
            answer.received_at,
            is_resent=bool(answer.resent),
        )
        if is_cached:
            outcomes = {id_: each._replace(source=CACHE) for id_, each in outcomes.items()}
        if answer.error:
            outcomes = add_error(outcomes, answer.error)
        return outcomes

    def _exclude(self, outcome: Outcome) -> Outcome:
        """Return the outcome without the person or phones that the filter leaves out."""
        assert self.person_filter
        response_item = outcome.response_item
        if response_item is None:
            return outcome
        if self.person_filter.excludes(response_item.item):
            return outcome._replace(status="blocked", error=EU_ERROR, response_item=None)
        item = self.person_filter.apply(response_item.item).body
        return outcome._replace(response_item=response_item._replace(item=item))

    def _withhold_suppressed(self, id_: str, outcome: Outcome) -> Outcome:
        """Return the outcome, without its response item if that is about a suppressed person."""
        if not (
            outcome.response_item
            and self.suppression
            and (
                self.suppression.matches(outcome.response_item.item)
                or self._chain_suppression.blocks_item(int(id_))
            )
        ):
            return outcome
        return outcome._replace(status="blocked", error=WITHHELD_ERROR, response_item=None)


def accept_mismatches(results: Results, ranges: Collection[range]) -> int:
    """Accept rows whose match is too low, all of them without `ranges`; return their number."""
    numbers = [
        row.number
        for row in results.rows(default=Outcome("skipped"))
        if row.outcome.status == "mismatch"
        and (not ranges or any(row.number in range_ for range_ in ranges))
    ]
    AcceptedRows(results.journal.database).add(numbers)
    return len(numbers)
