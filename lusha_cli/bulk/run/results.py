"""What came of a run, read back from its journal."""

import json
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lusha_cli.bulk.record_types import Kind
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.bulk.run.outcomes import Outcome, outcomes_of
from lusha_cli.bulk.suppression import WITHHELD, Objections
from lusha_cli.json_types import Json

# Answers that are kept decoded: rows come in the order of their batches, duplicates seldom do not.
_DECODED = 16


class Enriched(NamedTuple):
    """A row on its way out: its own cells, its outcome, and whether an earlier row paid."""

    cells: Json
    outcome: Outcome
    is_duplicate: bool


class Results:
    """The outcomes of the items in a journal to which nothing is added any more.

    What an answer has about one of those who objected is withheld.
    """

    def __init__(self, kind: Kind, journal: Journal, objections: Objections | None = None) -> None:
        self._objections = objections
        self._kind = kind
        self._journal = journal
        self._decoded: OrderedDict[int, dict[str, Outcome]] = OrderedDict()

    def rows(self, *, otherwise: Outcome) -> Iterator[Enriched]:
        """Every row, once, in the order of the input; `otherwise` is for items without answer."""
        for chunk in self._journal.chunks():
            for cells, item, *own in chunk:
                if not item:
                    yield Enriched(cells, Outcome(*own), False)
                    continue
                outcomes = self._outcomes((abs(item) - 1) // self._journal.size)
                yield Enriched(cells, outcomes.get(str(abs(item)), otherwise), item < 0)

    def outcomes(self) -> Iterator[tuple[int, Outcome]]:
        """The items that have an outcome, in order."""
        for batch in self._journal.batches():
            found = {int(id_): outcome for id_, outcome in self._outcomes(batch).items()}
            yield from sorted(found.items(), key=lambda pair: pair[0])

    def _outcomes(self, batch: int) -> Mapping[str, Outcome]:
        found = self._decoded.get(batch)
        if found is not None:
            self._decoded.move_to_end(batch)
            return found
        found = {}
        for kept in self._journal.answers(batch):
            if kept.body is None:
                outcome = Outcome(kept.status, kept.error, fetched_at=kept.at)
                found.update(dict.fromkeys(kept.items, outcome))
            else:
                body, is_resent = json.loads(kept.body), bool(kept.resent)
                found.update(
                    outcomes_of(self._kind, kept.items, body, kept.at, is_resent=is_resent)
                )
        if self._objections:
            found = {id_: self._withheld(outcome) for id_, outcome in found.items()}
        self._decoded[batch] = found
        if len(self._decoded) > _DECODED:
            self._decoded.popitem(last=False)
        return found

    def _withheld(self, outcome: Outcome) -> Outcome:
        """An outcome without its answer, where that is about somebody who objected."""
        if not (
            outcome.answer and self._objections and self._objections.concern(outcome.answer.item)
        ):
            return outcome
        return outcome._replace(status="blocked", error=WITHHELD, answer=None)
