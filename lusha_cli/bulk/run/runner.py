"""Send the items of a run concurrently, within a budget, and record the responses."""

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import KW_ONLY, dataclass
from typing import NamedTuple

from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.journal import NO_BATCH, Journal, RequestBatch
from lusha_cli.bulk.run.outcomes import batch_charge, parse_outcomes
from lusha_cli.bulk.suppression import SUPPRESSED_ERROR, SuppressionPartition
from lusha_cli.errors import (
    BudgetExceeded,
    Interrupted,
    LegallyRestricted,
    LushaError,
    NetworkError,
    RejectedError,
    ServerError,
)
from lusha_cli.json_types import Json

# After this many consecutive failures the API is down: the rows aren't the cause. After this many
# consecutive rejections of single rows the options are invalid, not the rows.
MAX_CONSECUTIVE_FAILURES = 3
MAX_CONSECUTIVE_REJECTIONS = 10

# Limit of the API per endpoint; with more workers the rate limiter would only wait.
REQUESTS_PER_SECOND = 25
MAX_WORKERS = 16


class SendResult(NamedTuple):
    """The body of a response, and the seconds until it arrived.

    `was_lost`: the response to an earlier attempt was lost; that attempt may have been charged.
    """

    body: Json
    was_lost: bool = False
    seconds: float = 0.0


@dataclass(eq=False)
class Runner:
    """Sends batches and records their responses in `journal`.

    `send` posts one body or raises a LushaError; several threads call it. `timestamp` returns the
    current time. `on_answer` receives finished items, matched items and total credits after each
    response. `workers` is the number of concurrent requests (None: by response time).
    `may_resend`: requests whose response was lost may be sent again. Items of suppressed people
    are never sent.
    """

    record_type: RecordType
    journal: Journal
    _: KW_ONLY
    options: dict[str, Json]
    worst_case: Callable[[int], int]
    send: Callable[[Json], SendResult]
    timestamp: Callable[[], str]
    max_credits: int | None
    workers: int | None
    may_resend: bool
    suppression: SuppressionPartition
    on_answer: Callable[[int, int, int], None]
    on_interrupt: Callable[[], None]

    def __post_init__(self) -> None:
        self._budget = math.inf if self.max_credits is None else self.max_credits
        self._latency = 0.0
        self._consecutive_failures = self._consecutive_rejections = 0
        self._reserved_credits = 0
        self._pending: dict[Future[SendResult], RequestBatch] = {}
        self._bisected: deque[RequestBatch] = deque()
        self.credits = 0
        self.requests = 0
        self.resent = 0
        self.aborted = (0, 0)
        self.is_exact = True

    def run(self, batches: Iterable[RequestBatch]) -> LushaError | None:
        """Send all batches; return the error that stopped it early, or None."""
        pool = ThreadPoolExecutor(self.workers or MAX_WORKERS)
        try:
            return self._send_batches(iter(batches), pool)
        finally:
            # After a second Ctrl-C, requests in flight must not delay the exit.
            pool.shutdown(wait=False, cancel_futures=True)

    def _send_batches(
        self, batches: Iterator[RequestBatch], pool: ThreadPoolExecutor
    ) -> LushaError | None:
        failure: LushaError | None = None
        try:
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
                    break
        except LushaError as error:
            failure = error
        except KeyboardInterrupt:
            failure = Interrupted("Interrupted.")
            self.on_interrupt()
        return self._drain(failure)

    def _drain(self, failure: LushaError | None) -> LushaError | None:
        """Wait for the requests in flight; a second Ctrl-C stops immediately."""
        # Requests in flight may have been charged, so their responses have to be recorded.
        while self._pending:
            try:
                self._collect_next()
            except LushaError as error:
                failure = failure or error
            except KeyboardInterrupt:
                batches = self._pending.values()
                self.aborted = (
                    len(batches),
                    sum(self.worst_case(len(batch.items)) for batch in batches),
                )
                return failure if isinstance(failure, Interrupted) else Interrupted("Interrupted.")
        return failure

    def _next_batch(self, batches: Iterator[RequestBatch]) -> RequestBatch | None:
        """Return the next batch to send; halves of rejected batches come first."""
        if self._bisected:
            return self._bisected.popleft()
        for batch in batches:
            if not batch.is_resent or self.may_resend:
                allowed_batch = self._without_suppressed(batch)
                if allowed_batch.items:
                    self.resent += batch.is_resent
                    return allowed_batch
                self._finish_batch(batch)
                continue
            # A retry may be charged twice, so only the user may allow it.
            charge = (self.worst_case(len(batch.items)), False)
            error = "sent, and no answer came"
            self._record_status(batch, status="unknown", error=error, charge=charge)
            self.journal.mark_answered(batch.number)
        return None

    def _without_suppressed(self, batch: RequestBatch) -> RequestBatch:
        """Return the batch without suppressed people, and record those as blocked."""
        items, suppressed = self.suppression.split(batch.items)
        if not suppressed:
            return batch
        # An earlier attempt whose response was lost may have been charged.
        charge = (self.worst_case(len(suppressed)) * batch.is_resent, not batch.is_resent)
        self.journal.record_answer(
            batch._replace(items=suppressed),
            received_at="",
            status="blocked",
            error=SUPPRESSED_ERROR,
            charge=charge,
        )
        self._add_charge(*charge)
        self.on_answer(len(suppressed), 0, self.credits)
        return batch._replace(items=items)

    def _max_pending(self) -> int:
        """Return the number of concurrent requests that uses the allowed rate fully."""
        if self.workers:
            return self.workers
        return max(1, min(MAX_WORKERS, math.ceil(REQUESTS_PER_SECOND * self._latency)))

    def _submit(self, batch: RequestBatch, pool: ThreadPoolExecutor) -> None:
        """Reserve the worst-case credits of a batch, and send it. Raises BudgetExceeded."""
        max_credits = self.worst_case(len(batch.items))
        while self._pending and self.credits + self._reserved_credits + max_credits > self._budget:
            # Its charge may be lower than the reserved credits.
            self._collect_next()
        if self.credits + self._reserved_credits + max_credits > self._budget:
            raise BudgetExceeded(
                f"The next request may cost {max_credits} credits; --max-credits allows "
                f"{self._budget - self.credits:.0f} more.",
                hint="Raise --max-credits to enrich the rows that were skipped.",
            )
        self._reserved_credits += max_credits
        self.requests += 1
        if batch.number != NO_BATCH:
            self.journal.mark_sent(batch.number)
        request = self.record_type.build_request(batch.items, self.options)
        self._pending[pool.submit(self.send, request)] = batch

    def _collect_next(self) -> None:
        """Record the next response. Raises the error that must stop the run."""
        done, _ = wait(self._pending, return_when=FIRST_COMPLETED)
        for future in sorted(done, key=lambda completed: self._pending[completed].number):
            batch = self._pending.pop(future)
            self._reserved_credits -= self.worst_case(len(batch.items))
            try:
                self._handle_response(batch, future)
            except LushaError as error:
                if batch.number != NO_BATCH and not error.response_lost:
                    self.journal.mark_unsent(batch.number)
                raise
            self._finish_batch(batch)

    def _handle_response(self, batch: RequestBatch, future: "Future[SendResult]") -> None:
        try:
            result = future.result()
        except (RejectedError, LegallyRestricted) as error:
            self._consecutive_failures = 0
            self._bisect(batch, error)
        except (ServerError, NetworkError) as error:
            self._record_failure(batch, error)
        else:
            self._latency = (
                (self._latency * 3 + result.seconds) / 4 if self._latency else result.seconds
            )
            self._consecutive_failures = self._consecutive_rejections = 0
            self._record_response(
                batch._replace(is_resent=batch.is_resent or result.was_lost), result.body
            )

    def _bisect(self, batch: RequestBatch, error: LushaError) -> None:
        """Split a rejected batch to find the invalid item; the others are sent without it."""
        if len(batch.items) > 1:
            middle = len(batch.items) // 2
            # The first half goes next, so that the invalid item is isolated early.
            for half in (batch.items[middle:], batch.items[:middle]):
                self._bisected.appendleft(batch._replace(items=half))
            return
        status = "blocked" if isinstance(error, LegallyRestricted) else "invalid"
        self._record_status(batch, status=status, error=error.message)
        self._consecutive_rejections += 1
        if self._consecutive_rejections == MAX_CONSECUTIVE_REJECTIONS:
            raise error

    def _record_failure(self, batch: RequestBatch, error: LushaError) -> None:
        # The API may have charged it before it failed, so it counts.
        charge = (self.worst_case(len(batch.items)), False)
        self._record_status(batch, status="error", error=error.message, charge=charge)
        self._consecutive_failures += 1
        if self._consecutive_failures == MAX_CONSECUTIVE_FAILURES:
            raise error

    def _record_response(self, batch: RequestBatch, body: Json) -> None:
        received_at, item_ids = self.timestamp(), [id_ for id_, _ in batch.items]
        outcomes = parse_outcomes(
            self.record_type, item_ids, body, received_at, is_resent=batch.is_resent
        )
        charge = batch_charge(
            self.record_type, body, outcomes, worst_case=self.worst_case, is_resent=batch.is_resent
        )
        self.journal.record_answer(batch, received_at=received_at, body=body, charge=charge)
        self._add_charge(*charge)
        matched = sum(outcome.status == "matched" for outcome in outcomes.values())
        self.on_answer(len(item_ids), matched, self.credits)

    def _record_status(
        self, batch: RequestBatch, *, status: str, error: str, charge: tuple[int, bool] = (0, True)
    ) -> None:
        self.journal.record_answer(
            batch, received_at=self.timestamp(), status=status, error=error, charge=charge
        )
        self._add_charge(*charge)
        self.on_answer(len(batch.items), 0, self.credits)

    def _add_charge(self, charged_credits: int, is_exact: bool) -> None:
        self.credits += charged_credits
        self.is_exact = self.is_exact and is_exact

    def _finish_batch(self, batch: RequestBatch) -> None:
        """Mark a batch as answered when no other part of it is pending."""
        others = (*self._pending.values(), *self._bisected)
        if batch.number != NO_BATCH and all(other.number != batch.number for other in others):
            self.journal.mark_answered(batch.number)
