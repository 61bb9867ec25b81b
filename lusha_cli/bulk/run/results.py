"""Read the outcomes of a run from its journal."""

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.journal import Journal, StoredAnswer
from lusha_cli.bulk.run.outcomes import Outcome, add_error, parse_outcomes
from lusha_cli.bulk.suppression import WITHHELD_ERROR, SuppressionPartition
from lusha_cli.json_types import Json

# Rows are read in the order of their batches, except for some duplicates: a small cache is enough.
_CACHED_BATCHES = 16


class OutputRow(NamedTuple):
    """A row to write: input cells, outcome, and whether an earlier row was charged for it."""

    cells: Json
    outcome: Outcome
    is_duplicate: bool


@dataclass(eq=False)
class Results:
    """The outcomes of the items of a journal that isn't written to meanwhile.

    Data about suppressed people is withheld.
    """

    record_type: RecordType
    journal: Journal
    suppression: SuppressionPartition | None = None
    _cache: OrderedDict[int, dict[str, Outcome]] = field(default_factory=OrderedDict, init=False)

    def rows(self, *, default: Outcome) -> Iterator[OutputRow]:
        """Yield every row once, in input order; `default` is the outcome of unanswered items."""
        for chunk in self.journal.chunks():
            for cells, item, *unsent_outcome in chunk:
                if not item:
                    yield OutputRow(cells, Outcome(*unsent_outcome), False)
                    continue
                outcomes = self._outcomes_of_batch((abs(item) - 1) // self.journal.size)
                yield OutputRow(cells, outcomes.get(str(abs(item)), default), item < 0)

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
        if self.suppression:
            outcomes = {
                id_: self._withhold_suppressed(outcome) for id_, outcome in outcomes.items()
            }
        self._cache[batch] = outcomes
        if len(self._cache) > _CACHED_BATCHES:
            self._cache.popitem(last=False)
        return outcomes

    def _outcomes_of_answer(self, answer: StoredAnswer) -> dict[str, Outcome]:
        if answer.body is None:
            outcome = Outcome(answer.status, answer.error, fetched_at=answer.received_at)
            return dict.fromkeys(answer.item_ids, outcome)
        outcomes = parse_outcomes(
            self.record_type,
            answer.item_ids,
            json.loads(answer.body),
            answer.received_at,
            is_resent=bool(answer.resent),
        )
        if answer.error:
            outcomes = add_error(outcomes, answer.error)
        return outcomes

    def _withhold_suppressed(self, outcome: Outcome) -> Outcome:
        """Return the outcome, without its response item if that is about a suppressed person."""
        if not (
            outcome.response_item
            and self.suppression
            and self.suppression.matches(outcome.response_item.item)
        ):
            return outcome
        return outcome._replace(status="blocked", error=WITHHELD_ERROR, response_item=None)
