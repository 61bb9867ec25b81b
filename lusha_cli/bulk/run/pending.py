"""The items of a run that are to be sent, in rounds: first those of the rows, then alternatives."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from itertools import islice

from lusha_cli.bulk.run.alternatives import Chain, ChainSuppression
from lusha_cli.bulk.run.cached_parts import RequestSize
from lusha_cli.bulk.run.journal import NO_BATCH, Journal, RequestBatch
from lusha_cli.bulk.run.outcomes import Outcome
from lusha_cli.bulk.run.results import Results
from lusha_cli.bulk.run.sampling import sample_rows
from lusha_cli.bulk.suppression import SuppressionPartition


class PendingItems:
    """The items of `journal` without an outcome, or a selection of items.

    `results` reads the outcomes. With `try_all`, the alternatives of rows that were not found are
    sent in further rounds.
    """

    def __init__(
        self,
        journal: Journal,
        suppression: SuppressionPartition,
        results: Callable[[], Results],
        *,
        try_all: bool,
    ) -> None:
        self.journal = journal
        self.try_all = try_all and journal.has_alternatives
        self._suppression = suppression
        self._results = results
        self._selected: list[int] | None = None
        self._selected_items: set[int] | None = None
        self._selected_chains: list[Chain] | None = None
        # Alternatives to try again whatever their outcome was, and those that this process sent.
        self._stale: set[int] = set()
        self._attempted: set[int] = set()

    @property
    def is_selection(self) -> bool:
        """Return whether only some of the items were selected to be sent."""
        return self._selected is not None

    # Selecting.

    def select(
        self, statuses: Collection[str], may_resend: Callable[[str], bool] = lambda _: True
    ) -> int:
        """Select only the items of rows with one of these statuses; incomplete ones as errors.

        Leaves out the items that may already be charged over an API version for which `may_resend`
        returns False; returns their number.
        """
        selected = sorted(self._ended_items(statuses))
        uncertain = self.journal.sendings.uncertain_items()
        self._selected = [
            item for item in selected if item not in uncertain or may_resend(uncertain[item])
        ]
        self._selected_items = set(self._selected)
        return len(selected) - len(self._selected)

    def _ended_items(self, statuses: Collection[str]) -> set[int]:
        """Return the items to send again for rows with one of these statuses."""

        def is_selected(outcome: Outcome) -> bool:
            return outcome.status in statuses or ("error" in statuses and outcome.is_incomplete)

        results, self._selected_chains = self._results(), []
        members = self.journal.chains.items() if self.journal.has_alternatives else set()
        items = {
            item
            for item, outcome in results.outcomes()
            if item not in members and is_selected(outcome)
        }
        for chain in self.journal.chains.all():
            number, outcome = results.outcome_of_chain(chain)
            if outcome is None or not is_selected(outcome):
                continue
            self._selected_chains.append(chain)
            if outcome.status == "not_found":
                # From the first on: the others are tried again only if that isn't found.
                self._stale.update(chain[1:])
                number = chain[0]
            items.add(number)
        self._stale -= items
        return items

    def select_sample(self, size: int, *, seed: int) -> list[Chain]:
        """Select only the items of `size` rows spread over the input; return their chains."""
        rows = self.journal.get("plan")["rows"]
        chains = self.journal.chains_of_rows(sample_rows(rows, min(size, rows), seed=seed))
        results = self._results()
        firsts = dict.fromkeys(chain[0] for chain in chains)
        self._selected = sorted(item for item in firsts if results.outcome_of(item) is None)
        self._selected_items = set(self._selected)
        self._selected_chains = [chain for chain in chains if len(chain) > 1]
        # Rows with the same first item count once.
        return list({chain[0]: chain for chain in reversed(chains)}.values())[::-1]

    # Sending.

    def rounds(self) -> Iterator[Iterator[RequestBatch]]:
        """Yield the batches of each round; a round depends on the outcomes of those before it."""
        yield self.batches()
        while self.try_all and (items := self._next_alternatives()):
            self._attempted |= items
            self._stale -= items
            yield self._batches_of(sorted(items))

    def batches(self) -> Iterator[RequestBatch]:
        """Yield the batches of the first round."""
        if self._selected is None:
            return self.journal.pending_batches()
        return self._batches_of(self._selected)

    def _batches_of(self, items: list[int]) -> Iterator[RequestBatch]:
        groups: dict[str, list[int]] = {}
        for item in items:
            groups.setdefault(self.journal.parts.field(item), []).append(item)
        for field, members in groups.items():
            payloads = self.journal.items_by_number(members)
            while batch_items := list(islice(payloads, self.journal.size)):
                yield RequestBatch(NO_BATCH, batch_items, field=field)

    def _next_alternatives(self) -> set[int]:
        """Return the next alternative of every row that was not found so far."""
        results, items = self._results(), set()
        for chain in self._open_chains():
            for number in chain:
                outcome = self._outcome_of(number, results)
                if outcome is None and number != chain[0] and number not in self._attempted:
                    items.add(number)
                if outcome is None or outcome.status != "not_found":
                    break
        return items

    def first_batch(self) -> RequestBatch:
        """Return the batch that is sent first, without suppressed people; perhaps an empty one."""
        suppression = self._chain_suppression()
        rounds = [self.batches()]
        if self.try_all:
            rounds.append(self._batches_of(sorted(self._next_alternatives())))
        for batches in rounds:
            for batch in batches:
                if allowed := suppression.split(batch.items)[0]:
                    return batch._replace(items=allowed)
        return RequestBatch(NO_BATCH, [])

    # Counting.

    def sizes(self) -> tuple[list[RequestSize], int]:
        """Return the size of each request of the first round, and the number of suppressed ones."""
        doubts = self.journal.sendings.doubts()
        if self._suppression or doubts:
            suppression = self._chain_suppression()
            sizes: list[RequestSize] = []
            blocked = 0
            for batch in self.batches():
                allowed, suppressed = suppression.split(batch.items)
                # Items in doubt are sent apart from the others.
                doubtful = sum(int(id_) in doubts for id_, _ in allowed)
                counts = doubtful, len(allowed) - doubtful
                sizes += [RequestSize(count, batch.field) for count in counts if count]
                blocked += len(suppressed)
            return sizes, blocked
        if self._selected is None:
            return list(self.journal.pending_sizes()), 0
        fields = Counter(map(self.journal.parts.field, self._selected))
        return [size for each in fields.items() for size in self._sizes_of(*each)], 0

    def alternative_sizes(self) -> list[RequestSize]:
        """Return the size of each later request if no row is found."""
        if not self.try_all:
            return []
        results, doubts = self._results(), self.journal.sendings.doubts()
        counts: Counter[tuple[int, bool, str]] = Counter()
        counted: set[int] = set()
        for chain in self._open_chains():
            for depth, number in enumerate(chain):
                outcome = self._outcome_of(number, results)
                if self._is_in_first_round(number, outcome) or number in counted:
                    continue
                if outcome is not None and outcome.status != "not_found":
                    break
                if depth and outcome is None:
                    counted.add(number)
                    counts[depth, number in doubts, self.journal.parts.field(number)] += 1
        return [
            size for (*_, field), count in counts.items() for size in self._sizes_of(field, count)
        ]

    def _sizes_of(self, field: str, items: int) -> list[RequestSize]:
        """Return the sizes of the requests that reveal a field of this number of items."""
        full_batches, remainder = divmod(items, self.journal.size)
        numbers = [self.journal.size] * full_batches + [remainder] * (remainder > 0)
        return [RequestSize(number, field) for number in numbers]

    def _is_in_first_round(self, item: int, outcome: Outcome | None) -> bool:
        if self._selected_items is not None:
            return item in self._selected_items
        return outcome is None and not self.journal.is_alternative(item)

    def _outcome_of(self, item: int, results: Results) -> Outcome | None:
        return None if item in self._stale else results.outcome_of(item)

    def _open_chains(self) -> Iterator[Chain]:
        """Yield the chains to try, without those of suppressed people."""
        suppression = self._chain_suppression()
        chains = self.journal.chains.all() if self._selected_chains is None else None
        for chain in self._selected_chains or () if chains is None else chains:
            if len(chain) > 1 and not suppression.blocks(chain):
                yield chain

    def _chain_suppression(self) -> ChainSuppression:
        return self.journal.chain_suppression(self._suppression)
