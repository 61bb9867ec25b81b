"""Read the outcomes of a run from its journal."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.alternatives import Chain
from lusha_cli.bulk.run.journal import Journal, StoredAnswer
from lusha_cli.bulk.run.outcomes import Outcome, add_error, parse_outcomes
from lusha_cli.bulk.suppression import SUPPRESSED_ERROR, WITHHELD_ERROR, SuppressionPartition
from lusha_cli.json_types import Json
from lusha_cli.privacy.person_filter import EU_ERROR, PersonFilter

# Rows are read in the order of their batches, except for some duplicates: a small cache is enough.
_CACHED_BATCHES = 16


class OutputRow(NamedTuple):
    """A row to write: input cells, outcome, and whether an earlier row was charged for it.

    `item` is the number of the item that the outcome is of, 0 for none.
    """

    cells: Json
    outcome: Outcome
    is_duplicate: bool
    item: int = 0


@dataclass(eq=False)
class Results:
    """The outcomes of the items of a journal that isn't written to meanwhile.

    Data about suppressed people is withheld, and what `person_filter` leaves out.
    """

    record_type: RecordType
    journal: Journal
    suppression: SuppressionPartition | None = None
    person_filter: PersonFilter | None = None
    _cache: OrderedDict[int, dict[str, Outcome]] = field(default_factory=OrderedDict, init=False)

    def __post_init__(self) -> None:
        self._has_fallbacks = bool(self.journal.fallbacks)
        self._tries_alternatives = bool(self.journal.get("tryAll"))
        suppression = self.suppression or SuppressionPartition()
        self._chain_suppression = self.journal.chain_suppression(suppression)

    def rows(self, *, default: Outcome) -> Iterator[OutputRow]:
        """Yield every row once, in input order; `default` is the outcome of unanswered items."""
        shown: set[int] = set()
        for chunk in self.journal.chunks():
            for cells, item, *details in chunk:
                if not item:
                    yield OutputRow(cells, Outcome(*details), False)
                elif details:
                    yield self._row_with_alternatives(cells, item, details[0], default, shown)
                else:
                    outcomes = self._outcomes_of_batch((abs(item) - 1) // self.journal.size)
                    found = outcomes.get(str(abs(item)), default)
                    yield OutputRow(cells, found, item < 0, abs(item))

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
        outcomes = {}
        for stored_answer in self.journal.stored_answers(batch):
            # Later answers replace earlier ones.
            outcomes.update(self._outcomes_of_answer(stored_answer))
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
        if answer.status:
            outcome = Outcome(answer.status, answer.error, fetched_at=answer.received_at)
            return dict.fromkeys(answer.item_ids, outcome)
        outcomes = parse_outcomes(
            self.record_type,
            answer.item_ids,
            answer.body,
            answer.received_at,
            is_resent=bool(answer.resent),
        )
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
