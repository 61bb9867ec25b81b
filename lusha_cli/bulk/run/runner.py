"""Send the items of a run concurrently, within a budget, and record the responses."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass

from lusha_cli.api.concurrency import ResponseTime, requests_in_flight
from lusha_cli.api.interrupts import UninterruptedSection
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.cached_parts import build_batch_request
from lusha_cli.bulk.run.in_flight import V3, InFlight, Sending
from lusha_cli.bulk.run.journal import NO_BATCH, Journal, RequestBatch
from lusha_cli.bulk.run.outcomes import Outcome
from lusha_cli.bulk.run.recorder import Recorder, SendResult
from lusha_cli.bulk.run.sendings import LostRequests
from lusha_cli.bulk.suppression import SuppressionPartition
from lusha_cli.errors import Interrupted, JournalWriteError, LushaError
from lusha_cli.json_types import Json

MAX_WORKERS = 64


@dataclass(eq=False)
class Runner:
    """Sends batches and records their responses in `journal`.

    `send` posts one body or raises a LushaError; several threads call it. It gets the `Sending` to
    report its HTTP requests to. `timestamp` returns the current time. `on_answer` receives finished
    items, matched items and total credits after each response. With `is_limited`, `send` may raise
    BudgetExceeded for a budget besides `max_credits`. `workers` is the number of
    concurrent requests (None: by response time). `worst_case` returns the maximum credits of a
    number of items and the field to reveal ("": all that is wanted), and may grow. `api_version`
    returns the API version that a request goes to. `is_free_to_resend` returns whether items whose
    request over a version was lost may be sent again free of charge; `retry_paid` allows it also
    where it is charged. Items of suppressed people are never sent. `on_response` receives each
    response once it is recorded.
    """

    record_type: RecordType
    journal: Journal
    _: KW_ONLY
    options: dict[str, Json]
    send: Callable[[Json, Sending], SendResult]
    timestamp: Callable[[], str]
    max_credits: int | None
    is_limited: bool
    workers: int | None
    worst_case: Callable[[int, str], int]
    api_version: Callable[[], str]
    is_free_to_resend: Callable[[str], bool]
    retry_paid: bool
    suppression: SuppressionPartition
    on_answer: Callable[[int, int, int], None]
    on_interrupt: Callable[[], None]
    on_response: Callable[[RequestBatch, Json, dict[str, Outcome]], None] = lambda *_: None

    def __post_init__(self) -> None:
        self._response_time = ResponseTime()
        self._pending: dict[Future[SendResult], Sending] = {}
        self._bisected: deque[RequestBatch] = deque()
        self._unrecorded: list[tuple[Sending, Future[SendResult]]] = []
        self._in_flight = InFlight(
            self.journal,
            price=self.worst_case,
            max_credits=self.max_credits,
            retry_paid=self.retry_paid,
        )
        self._lost = LostRequests(self.journal.sendings.all())
        self._recorder = Recorder(
            self.record_type,
            self.journal,
            self._in_flight,
            self._lost,
            options=self.options,
            is_free_to_resend=self.is_free_to_resend,
            timestamp=self.timestamp,
            on_answer=self.on_answer,
            on_response=self.on_response,
        )
        self._chain_suppression = self.journal.chain_suppression(self.suppression)
        self._uncertain: dict[int, str] | None = None
        self._doubts = self.journal.sendings.doubts()
        self.requests = 0
        self.resent = 0
        self.aborted = (0, 0)

    @property
    def credits(self) -> int:
        """Return the credits that this process may have been charged."""
        return self._in_flight.spent

    @property
    def incomplete(self) -> int:
        """Return the number of items whose data is incomplete, because a later step failed."""
        return self._recorder.incomplete

    def run(self, rounds: Iterable[Iterable[RequestBatch]]) -> LushaError | None:
        """Send the batches of all rounds; return the error that stopped it early, or None.

        A round begins when all responses of the one before it are recorded.
        """
        pool = ThreadPoolExecutor(self.workers or MAX_WORKERS)
        try:
            return self._send_rounds(iter(rounds), pool)
        finally:
            # After a second Ctrl-C, requests in flight must not delay the exit.
            pool.shutdown(wait=False, cancel_futures=True)

    def _send_rounds(
        self, rounds: Iterator[Iterable[RequestBatch]], pool: ThreadPoolExecutor
    ) -> LushaError | None:
        failure: LushaError | None = None
        try:
            for batches in rounds:
                self._send_batches(iter(batches), pool)
        except LushaError as error:
            failure = error
        except KeyboardInterrupt:
            failure = Interrupted("Interrupted.")
            self.on_interrupt()
        return self._drain(failure)

    def _send_batches(self, batches: Iterator[RequestBatch], pool: ThreadPoolExecutor) -> None:
        while True:
            while len(self._pending) >= self._max_pending():
                self._collect_next()
            batch = self._next_batch(batches)
            if batch is not None:
                self._submit(batch, pool)
            elif self._pending:
                # A rejection adds two halves to send.
                self._collect_next()
            else:
                return

    def _drain(self, failure: LushaError | None) -> LushaError | None:
        """Wait for the requests in flight; a second Ctrl-C stops immediately."""
        # Requests in flight may have been charged, so their responses have to be recorded.
        while self._pending:
            try:
                self._collect_next()
            except LushaError as error:
                failure = failure or error
            except KeyboardInterrupt:
                self.aborted = (len(self._pending), self._in_flight.reserved)
                return failure if isinstance(failure, Interrupted) else Interrupted("Interrupted.")
        # The disk may have space again, and these responses were paid for.
        for sending, future in self._unrecorded:
            with suppress(LushaError):
                self._recorder.record(sending, future)
                self._finish_batch(sending.batch)
        return failure

    def _next_batch(self, batches: Iterator[RequestBatch]) -> RequestBatch | None:
        """Return the next batch to send; halves of rejected batches come first."""
        if self._bisected:
            return self._bisected.popleft()
        for batch in batches:
            with UninterruptedSection():
                allowed_batch = self._without_doubts(
                    self._without_suppressed(self._without_lost(batch))
                )
            self._recorder.report()
            if allowed_batch.items:
                self.resent += allowed_batch.is_resent
                return allowed_batch
            self._finish_batch(batch)
        return None

    def _without_lost(self, batch: RequestBatch) -> RequestBatch:
        """Return the batch without items that would be charged twice; record those as unknown."""
        refused: list[tuple[str, Json]] = []
        lost_apis: set[str] = set()
        for item in batch.items:
            api = self._lost.api_of(item[0])
            if api is None and batch.is_resent:
                api = ""  # journals of version 0.2 and earlier don't have it
            if api is None:
                continue
            # A retry may be charged twice, so only the user may allow it.
            if self.retry_paid or self.is_free_to_resend(api):
                lost_apis.add(api)
            else:
                refused.append(item)
        if refused:
            self._recorder.record_unknown(batch._replace(items=refused))
        is_uncertain = bool(lost_apis - {V3}) or self._has_uncertain(batch)
        return batch._replace(
            items=[item for item in batch.items if item not in refused] if refused else batch.items,
            is_resent=bool(lost_apis),
            stays_on_v2=is_uncertain and not self.retry_paid,
        )

    def _without_doubts(self, batch: RequestBatch) -> RequestBatch:
        """Return the batch, or only the items in doubt of earlier runs; the others go next.

        Those that would be charged again are recorded as unknown.
        """
        if self.retry_paid or not any(int(id_) in self._doubts for id_ in batch.item_ids):
            return batch
        others: list[tuple[str, Json]] = []
        doubtful: list[tuple[str, Json]] = []
        for item in batch.items:
            api = self._doubts.get(int(item[0]))
            if api is None or self._lost.api_of(item[0]) is not None:
                others.append(item)
            elif self.is_free_to_resend(api):
                doubtful.append(item)
            else:
                self._recorder.record_doubtful(batch._replace(items=[item]), api)
        if not doubtful:
            return batch._replace(items=others)
        # Together they would stay on V2, or become unknown once that is retired.
        if others:
            self._bisected.append(batch._replace(items=others))
        return batch._replace(items=doubtful, stays_on_v2=True)

    def _has_uncertain(self, batch: RequestBatch) -> bool:
        """Return whether a batch of selected items has some that V2 may have charged."""
        if batch.number != NO_BATCH:
            return False
        if self._uncertain is None:
            self._uncertain = self.journal.sendings.uncertain_items()
        return any(int(id_) in self._uncertain for id_ in batch.item_ids)

    def _without_suppressed(self, batch: RequestBatch) -> RequestBatch:
        """Return the batch without suppressed people, and record those as blocked."""
        items, suppressed = self._chain_suppression.split(batch.items)
        if suppressed:
            self._recorder.record_suppressed(batch._replace(items=suppressed))
        return batch._replace(items=items)

    def _max_pending(self) -> int:
        """Return the number of concurrent requests that uses the allowed rate fully."""
        # What a response costs is certain only once one has come: until then, a wrong price must
        # not be multiplied by the number of workers.
        has_limit = self.max_credits is not None or self.is_limited
        if has_limit and not self._recorder.is_confirmed:
            return 1
        if self.workers:
            return self.workers
        return requests_in_flight(self._response_time.seconds, most=MAX_WORKERS)

    def _submit(self, batch: RequestBatch, pool: ThreadPoolExecutor) -> None:
        """Record a batch as sent, and send it. Raises BudgetExceeded."""
        while self._pending and not self._in_flight.fits(
            self._in_flight.worst_case(len(batch.items), batch.field)
        ):
            # Its charge may be lower than the reserved credits.
            self._collect_next()
        # The API charges an identical request together with the lost one.
        replaced = [
            loss
            for loss in self._lost.covered_by(batch.item_ids)
            if loss.item_ids == batch.item_ids and self.is_free_to_resend(loss.api)
        ]
        request = build_batch_request(self.record_type, batch, self.options)
        api = self.api_version()
        with UninterruptedSection():
            sending = self._in_flight.open(batch, api=api, replaces=replaced)
            self._lost.remove(replaced)
            self.requests += 1
            self._pending[pool.submit(self.send, request, sending)] = sending

    def _collect_next(self) -> None:
        """Record the next response. Raises the error that must stop the run."""
        done, _ = wait(self._pending, return_when=FIRST_COMPLETED)
        try:
            for future in sorted(done, key=lambda completed: self._pending[completed].id):
                with UninterruptedSection():
                    self._record(future)
        finally:
            # Outside, as a terminal may block.
            self._recorder.report()

    def _record(self, future: Future[SendResult]) -> None:
        """Record a response. Raises the error that must stop the run."""
        sending = self._pending.pop(future)
        try:
            halves = self._recorder.record(sending, future)
        except JournalWriteError:
            if future.exception() is None:
                self._unrecorded.append((sending, future))
            raise
        self._bisected.extendleft(reversed(halves))
        if future.exception() is None:
            self._response_time.add(future.result().seconds)
        if not halves:
            self._finish_batch(sending.batch)

    def _finish_batch(self, batch: RequestBatch) -> None:
        """Mark a batch as completed when no other part of it is pending."""
        numbers = [sending.batch.number for sending in self._pending.values()]
        numbers += [other.number for other in self._bisected]
        if batch.number != NO_BATCH and batch.number not in numbers:
            self.journal.mark_answered(batch.number)
