"""One bulk run: plan an input, send its items, write its output."""

import tempfile
from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from lusha_cli.billing.cost import Cost
from lusha_cli.billing.estimate import Estimate, sum_estimates
from lusha_cli.bulk.input.importer import RowImporter
from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.bulk.input.readers import DETECT_ALL, open_input
from lusha_cli.bulk.plan import Plan, RunSummary, build_plan
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.alternatives import Chain
from lusha_cli.bulk.run.cached_parts import build_batch_request, request_options
from lusha_cli.bulk.run.earlier_answers import EarlierAnswers
from lusha_cli.bulk.run.fallback import FallbackOptions, FallbackReport, FallbackRun
from lusha_cli.bulk.run.in_flight import V2, V3, Sending
from lusha_cli.bulk.run.journal import Journal, RequestBatch
from lusha_cli.bulk.run.outcomes import Outcome
from lusha_cli.bulk.run.pending import PendingItems
from lusha_cli.bulk.run.recorder import SendResult
from lusha_cli.bulk.run.results import Results
from lusha_cli.bulk.run.run_output import RunOutput
from lusha_cli.bulk.run.runner import Runner
from lusha_cli.bulk.suppression import SuppressionPartition
from lusha_cli.clock import timestamp
from lusha_cli.json_types import Json
from lusha_cli.output.number_format import pluralize
from lusha_cli.privacy.person_filter import PersonFilter


class BulkRun:
    """A planned run of one input, with its journal in `journal_file` or in a temporary folder.

    If the journal is already planned, the input isn't read again. `account_cost` returns the
    account's prices, and is called only if there are items to send; if they are unknown, the prices
    stored in the journal apply. `estimate` returns the worst-case cost of a request with a number
    of items that reveals a field ("": all that is wanted).
    """

    def __init__(
        self,
        record_type: RecordType,
        source: str,
        *,
        input_file: IO[bytes] | None = None,
        input_options: InputOptions = DETECT_ALL,
        mapping: Mapping[str, str] | None = None,
        options: dict[str, Json] | None = None,
        account_cost: Callable[[], Cost | None] = lambda: None,
        journal_file: Path | None = None,
        suppression: SuppressionPartition | None = None,
        person_filter: PersonFilter | None = None,
        earlier_answers: EarlierAnswers | None = None,
        estimate: Callable[[int, str], Estimate] | None = None,
        try_all: bool | None = None,
    ) -> None:
        """Import `source`, or the open `input_file`. Raises UsageError if it can't be read.

        Items with one of `earlier_answers` are not sent. With `try_all`, the alternatives of rows
        are tried if they aren't found; None: if an earlier process left some to try.
        """
        self._suppression = suppression or SuppressionPartition()
        self._person_filter = person_filter
        self._record_type = record_type
        self._options = options or {}
        self._estimate = estimate or self._estimate_at_known_prices
        self._account_cost = account_cost
        self._unsent_reason = "not sent"
        with ExitStack() as resources:
            if journal_file is None:
                folder = resources.enter_context(tempfile.TemporaryDirectory(prefix="lusha-"))
                journal_file = Path(folder) / "run.db"
            self._journal = Journal(journal_file, size=record_type.endpoint.max_items or 1)
            # Closing rolls back an unfinished import, so the next process starts it again.
            resources.callback(lambda: self._journal.close())
            if not self._journal.is_planned:
                with open_input(source, input_options, file=input_file) as input_:
                    RowImporter(record_type, self._journal, input_, mapping or {}).import_rows()
                if earlier_answers:
                    earlier_answers.copy_to(self._journal, record_type, self._suppression)
                self._journal.database.end_creation()
            self.format: str = self._journal.get("format")
            self.notes: list[str] = self._journal.get("notes")
            self._input_columns: list[str] = self._journal.get("columns")
            self._headings: dict[str, str] = self._journal.get("headings") or {}
            if try_all is None:
                try_all = bool(self._journal.get("triesPending"))
            self._pending = PendingItems(
                self._journal, self._suppression, lambda: self._results, try_all=try_all
            )
            self.plan = self._make_plan()
            self._resources = resources.pop_all()

    def __enter__(self) -> "BulkRun":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the journal, and delete it if it is temporary."""
        self._resources.close()

    def move_journal(self, file: Path, *, move: Callable[[], None]) -> None:
        """Close the journal, call `move`, which moves it to `file`, and open it there."""
        size = self._journal.size
        self._journal.close()
        move()
        self._journal = self._pending.journal = Journal(file, size=size)

    def _with_prices(self, cost: Cost | None) -> RecordType:
        """Return the record type with the known prices, and store them in the journal."""
        stored_cost = self._journal.get("cost")
        if cost is not None:
            # A later process may not know the prices of the account.
            self._journal.put(cost=list(cost))
        elif stored_cost is None:
            return self._record_type
        cost = cost or Cost(*stored_cost)
        return self._record_type._replace(endpoint=self._record_type.endpoint._replace(cost=cost))

    def _estimate_at_known_prices(self, items: int, field: str) -> Estimate:
        """Return the worst-case cost of a request with `items` items, at the endpoint's prices."""
        options = request_options(self._options, field)
        requests = self._record_type.sample_requests(items, options)
        return sum_estimates(request.cost for request in requests)

    def put(self, **facts: Json) -> None:
        """Store properties of the run in its journal."""
        self._journal.put(**facts)

    def get(self, name: str) -> Json:
        """Return a stored property of the run, or None."""
        return self._journal.get(name)

    @property
    def answered_count(self) -> int:
        """Return the number of items that have an outcome."""
        return self._journal.count_answered()

    @property
    def total_charged(self) -> tuple[int, bool]:
        """Return the credits that the run was charged so far, and whether that is exact."""
        return self._journal.total_charged()

    @property
    def untried_rows(self) -> int:
        """Return the number of rows with alternatives that are not tried."""
        is_tried = self._pending.try_all or self._journal.get("tryAll")
        return 0 if is_tried else self._journal.get("plan").get("alternativeRows", 0)

    @property
    def lost_surcharge(self) -> str:
        """Return the charges without a bound that failed requests may have had, or "".

        Such as `, plus 1 credit per signal delivered in 2 failed requests`.
        """
        number = self._journal.sendings.unbounded_losses()
        requests = pluralize(number, "failed request", "failed requests")
        return f", plus {self._journal.get('surcharge')} in {requests}" if number else ""

    def answered_rows(self) -> tuple[int, str]:
        """Return the number of rows that have a result, and the time of the oldest result."""
        oldest = self._journal.first_answer_at()
        return (0, "") if oldest is None else (self._journal.count_answered_rows(), oldest)

    def first_request(self) -> Json:
        """Return the body of the first request, without items if there is nothing to send."""
        return build_batch_request(self._record_type, self._pending.first_batch(), self._options)

    @property
    def first_request_credits(self) -> int:
        """Return the worst-case credits of the first request."""
        batch = self._pending.first_batch()
        items = len(batch.items)
        return (self._estimate(items, batch.field).credits or 0) if items else 0

    def run(
        self,
        send: Callable[[Json, Sending], SendResult],
        *,
        now: Callable[[], float],
        max_credits: int | None = None,
        is_limited: bool = False,
        workers: int | None = None,
        api_version: Callable[[], str] = lambda: V2,
        is_free_to_resend: Callable[[str], bool] | None = None,
        retry_paid: bool = False,
        on_answer: Callable[[int, int, int], None] = lambda *_: None,
        on_interrupt: Callable[[], None] = lambda: None,
        on_response: Callable[[RequestBatch, Json, dict[str, Outcome]], None] = lambda *_: None,
    ) -> RunSummary:
        """Send every item without an outcome, and return a summary even if an error stopped it.

        `now` returns the time in seconds since the epoch, `api_version` the API version of the
        next request. A run that `is_limited` has a budget besides `max_credits`.
        `is_free_to_resend` returns whether a request to a version may be repeated free of charge
        (None: if it is V2, and the endpoint is idempotent). `on_response` receives each response
        once it is recorded.
        """
        endpoint = self._record_type.endpoint
        runner = Runner(
            self._record_type,
            self._journal,
            options=self._options,
            send=send,
            timestamp=lambda: timestamp(now()),
            max_credits=max_credits,
            is_limited=is_limited,
            workers=workers,
            worst_case=lambda items, field: self._estimate(items, field).credits or 0,
            api_version=api_version,
            is_free_to_resend=is_free_to_resend
            or (lambda api: endpoint.is_idempotent and api != V3),
            retry_paid=retry_paid,
            suppression=self._suppression,
            on_answer=on_answer,
            on_interrupt=on_interrupt,
            on_response=on_response,
        )
        self._note_alternatives(is_finished=False)
        failure = runner.run(self._pending.rounds())
        if failure is None:
            self._note_alternatives(is_finished=True)
        self._unsent_reason = f"not sent: {failure.message}" if failure else "not sent"
        total_credits, is_exact = self.total_charged
        return RunSummary(
            runner.requests,
            runner.credits,
            total_credits,
            is_exact,
            runner.resent,
            runner.aborted,
            failure,
            runner.incomplete,
        )

    def run_fallback(self, options: FallbackOptions, now: Callable[[], float]) -> FallbackReport:
        """Pass the rows that lack data to another program, and store its results."""
        # A row with the data of another person isn't passed on: its data is to be reviewed.
        results = self._visible_results(0)
        fallback = FallbackRun(self._record_type, self._journal, results, options, now)
        return fallback.run(self._suppression)

    def _note_alternatives(self, *, is_finished: bool) -> None:
        """Record that the rows have the outcomes of alternatives, and whether all were tried."""
        if self._pending.try_all:
            self._journal.put(tryAll=True)
            if not self._pending.is_selection:
                self._journal.put(triesPending=not is_finished)

    def select(
        self, statuses: Collection[str], may_resend: Callable[[str], bool] = lambda _: True
    ) -> int:
        """Select only the items of rows with one of these statuses, as `PendingItems.select`."""
        refused = self._pending.select(statuses, may_resend)
        self.plan = self._make_plan()
        return refused

    @property
    def incomplete_count(self) -> int:
        """Return the number of items whose data is incomplete, because a later step failed."""
        if not self._journal.sendings.has_incomplete:
            return 0
        return sum(outcome.is_incomplete for _, outcome in self._results.outcomes())

    def select_sample(self, size: int, *, seed: int) -> list[Chain]:
        """Select only the items of `size` rows spread over the input; return their chains."""
        chains = self._pending.select_sample(size, seed=seed)
        self.plan = self._make_plan()
        return chains

    def outcomes_of(self, chains: Collection[Chain], *, min_match: int = 0) -> list[Outcome]:
        """Return the outcomes of rows with these chains, without unanswered ones."""
        results = Results(self._record_type, self._journal, min_match=min_match)
        outcomes = (results.judged_outcome_of_chain(chain) for chain in chains)
        return [outcome for outcome in outcomes if outcome is not None]

    @property
    def output(self) -> RunOutput:
        """Return the results in the form in which they are written."""
        return RunOutput(
            self._journal,
            self._record_type,
            self._visible_results,
            plan=self.plan,
            input_columns=self._input_columns,
            headings=self._headings,
            unsent_reason=self._unsent_reason,
        )

    @property
    def _results(self) -> Results:
        return Results(self._record_type, self._journal)

    def _visible_results(self, min_match: int) -> Results:
        """Return the results without data about suppressed and excluded people."""
        filters = self._suppression, self._person_filter
        return Results(self._record_type, self._journal, *filters, min_match)

    def _make_plan(self) -> Plan:
        sizes, blocked = self._pending.sizes()
        alternative_sizes = self._pending.alternative_sizes()
        is_sending = bool(sizes or alternative_sizes)
        self._record_type = self._with_prices(self._account_cost() if is_sending else None)
        return build_plan(
            self._journal.get("plan"),
            self._journal.get("unsent"),
            sizes=sizes,
            alternative_sizes=alternative_sizes,
            blocked=blocked,
            doubtful=sum(
                not self._journal.is_alternative(item) for item in self._journal.refused_items()
            ),
            estimate=self._estimate,
            is_selection=self._pending.is_selection,
        )
