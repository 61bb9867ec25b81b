"""Sending the items of a run: several requests at a time, within a budget, into the journal."""

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import NamedTuple

from lusha_cli.billing.estimate import max_request_credits
from lusha_cli.bulk.record_types import Kind
from lusha_cli.bulk.run.journal import APART, Journal, Part
from lusha_cli.bulk.run.outcomes import charge_of, outcomes_of
from lusha_cli.bulk.suppression import ON_THE_LIST, Objections
from lusha_cli.errors import (
    Blocked,
    BudgetExceeded,
    Interrupted,
    LushaError,
    NetworkError,
    RejectedError,
    ServerError,
)
from lusha_cli.json_types import Json

# So many requests that fail in a row mean that the API is down, not that a row is odd; so many rows
# refused in a row, each sent alone, that it is the options and not the rows that are refused.
MOST_FAILURES = 3
MOST_REFUSALS = 10

# The API takes 25 requests a second; more at once than this fill no rate that it allows.
RATE = 25
MOST_JOBS = 16


class Sent(NamedTuple):
    """The body of an answer, and the seconds that it took.

    `was_lost`: an earlier try of the same request may have been charged, and brought no answer.
    """

    body: Json
    was_lost: bool = False
    seconds: float = 0.0


class Runner:
    """Sends parts and keeps their answers in `journal`.

    `send` posts one body, or raises a LushaError; it is called from several threads. `stamp` says
    the time. `on_answer` is told items done, matched ones, and credits, after each answer. `jobs`
    are requests at a time; None chooses them by how long answers take. `may_resend`: what was
    sent before and was never answered may be sent again. Who is among the `objections` is not sent.
    """

    def __init__(
        self,
        kind: Kind,
        journal: Journal,
        *,
        options: dict[str, Json],
        send: Callable[[Json], Sent],
        stamp: Callable[[], str],
        max_credits: int | None,
        jobs: int | None,
        may_resend: bool,
        objections: Objections,
        on_answer: Callable[[int, int, int], None],
        on_interrupt: Callable[[], None],
    ) -> None:
        self._kind = kind
        self._journal = journal
        self._options = options
        self._send = send
        self._stamp = stamp
        self._budget = math.inf if max_credits is None else max_credits
        self._jobs = jobs
        self._may_resend = may_resend
        self._objections = objections
        self._on_answer = on_answer
        self._on_interrupt = on_interrupt
        self._latency = 0.0
        self._failures = self._refusals = 0
        self._reserved = 0
        self._pending: dict[Future[Sent], Part] = {}
        self._divided: deque[Part] = deque()
        self.credits = 0
        self.requests = 0
        self.resent = 0
        self.cut = (0, 0)
        self.is_exact = True

    def run(self, parts: Iterable[Part]) -> LushaError | None:
        """Send all; returns the error that stopped it early, if one did."""
        pool = ThreadPoolExecutor(self._jobs or MOST_JOBS)
        try:
            return self._run(iter(parts), pool)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _run(self, parts: Iterator[Part], pool: ThreadPoolExecutor) -> LushaError | None:
        failure: LushaError | None = None
        try:
            while True:
                while len(self._pending) >= self._at_once():
                    self._settle_next()
                part = self._next(parts)
                if part is not None:
                    self._submit(part, pool)
                elif self._pending:
                    self._settle_next()  # it may be divided
                else:
                    break
        except LushaError as error:
            failure = error
        except KeyboardInterrupt:
            failure = Interrupted("Interrupted.")
            self._on_interrupt()
        return self._drain(failure)

    def _drain(self, failure: LushaError | None) -> LushaError | None:
        """Wait for the requests in flight; a second Ctrl-C stops at once."""
        while self._pending:
            try:
                self._settle_next()
            except LushaError as error:
                failure = failure or error
            except KeyboardInterrupt:
                parts = self._pending.values()
                self.cut = (len(parts), sum(self.max_credits(len(part.items)) for part in parts))
                return failure if isinstance(failure, Interrupted) else Interrupted("Interrupted.")
        return failure

    def _next(self, parts: Iterator[Part]) -> Part | None:
        """What to send next: first what parts that were refused are divided into."""
        if self._divided:
            return self._divided.popleft()
        for part in parts:
            if not part.is_resent or self._may_resend:
                allowed = self._allowed(part)
                if allowed.items:
                    self.resent += part.is_resent
                    return allowed
                self._close(part)
                continue
            # Sending it again may be charged again: that is for the user to say.
            charge = (self.max_credits(len(part.items)), False)
            why = "sent, and no answer came"
            self._finish(part, status="unknown", error=why, charge=charge)
            self._journal.end_batch(part.batch)
        return None

    def _allowed(self, part: Part) -> Part:
        """A part without the people who objected; these are done with."""
        items, objected = self._objections.sorted(part.items)
        if not objected:
            return part
        # What was sent before, and never answered, may have been charged.
        charge = (self.max_credits(len(objected)) * part.is_resent, not part.is_resent)
        self._journal.answered(
            part._replace(items=objected), at="", status="blocked", error=ON_THE_LIST, charge=charge
        )
        self._count(*charge)
        self._on_answer(len(objected), 0, self.credits)
        return part._replace(items=items)

    def _at_once(self) -> int:
        """How many requests may be under way: as many as fill the allowed rate."""
        if self._jobs:
            return self._jobs
        return max(1, min(MOST_JOBS, math.ceil(RATE * self._latency)))

    def _submit(self, part: Part, pool: ThreadPoolExecutor) -> None:
        """Reserve the worst case of a part, and send it. Raises BudgetExceeded."""
        most = self.max_credits(len(part.items))
        while self._pending and self.credits + self._reserved + most > self._budget:
            self._settle_next()  # it may have cost less than was reserved
        if self.credits + self._reserved + most > self._budget:
            raise BudgetExceeded(
                f"The next request may cost {most} credits; --max-credits allows "
                f"{self._budget - self.credits:.0f} more.",
                hint="Raise --max-credits to enrich the rows that were skipped.",
            )
        self._reserved += most
        self.requests += 1
        if part.batch != APART:
            self._journal.sending(part.batch)
        request = self._kind.request(part.items, self._options)
        self._pending[pool.submit(self._send, request)] = part

    def _settle_next(self) -> None:
        """Keep the next answer that comes. Raises the error that must stop the run."""
        done, _ = wait(self._pending, return_when=FIRST_COMPLETED)
        for future in sorted(done, key=lambda one: self._pending[one].batch):
            part = self._pending.pop(future)
            self._reserved -= self.max_credits(len(part.items))
            try:
                self._settle(part, future)
            except LushaError as error:
                if part.batch != APART and not error.was_lost:
                    self._journal.unsent(part.batch)
                raise
            self._close(part)

    def _settle(self, part: Part, future: "Future[Sent]") -> None:
        try:
            sent = future.result()
        except (RejectedError, Blocked) as error:
            self._failures = 0
            self._divide(part, error)
        except (ServerError, NetworkError) as error:
            self._fail(part, error)
        else:
            self._latency = (
                (self._latency * 3 + sent.seconds) / 4 if self._latency else sent.seconds
            )
            self._failures = self._refusals = 0
            self._keep(part._replace(is_resent=part.is_resent or sent.was_lost), sent.body)

    def max_credits(self, items: int) -> int:
        """Return the max credits for a request with `items` items."""
        return max_request_credits(self._kind.endpoint.cost, items, self._options)

    def _divide(self, part: Part, error: LushaError) -> None:
        """Find the item that made the API refuse a part; the others are sent without it."""
        if len(part.items) > 1:
            middle = len(part.items) // 2
            # The first half goes next: soon an item is alone.
            for half in (part.items[middle:], part.items[:middle]):
                self._divided.appendleft(part._replace(items=half))
            return
        status = "blocked" if isinstance(error, Blocked) else "invalid"
        self._finish(part, status=status, error=error.message)
        self._refusals += 1
        if self._refusals == MOST_REFUSALS:
            raise error

    def _fail(self, part: Part, error: LushaError) -> None:
        # It may have been charged all the same: nobody knows, so it counts.
        charge = (self.max_credits(len(part.items)), False)
        self._finish(part, status="error", error=error.message, charge=charge)
        self._failures += 1
        if self._failures == MOST_FAILURES:
            raise error

    def _keep(self, part: Part, body: Json) -> None:
        at, ids = self._stamp(), [id_ for id_, _ in part.items]
        outcomes = outcomes_of(self._kind, ids, body, at, is_resent=part.is_resent)
        charge = charge_of(
            self._kind, body, outcomes, max_credits=self.max_credits, is_resent=part.is_resent
        )
        self._journal.answered(part, at=at, body=body, charge=charge)
        self._count(*charge)
        matched = sum(outcome.status == "matched" for outcome in outcomes.values())
        self._on_answer(len(ids), matched, self.credits)

    def _finish(
        self, part: Part, *, status: str, error: str, charge: tuple[int, bool] = (0, True)
    ) -> None:
        self._journal.answered(part, at=self._stamp(), status=status, error=error, charge=charge)
        self._count(*charge)
        self._on_answer(len(part.items), 0, self.credits)

    def _count(self, charged: int, exact: bool) -> None:
        self.credits += charged
        self.is_exact = self.is_exact and exact

    def _close(self, part: Part) -> None:
        """End the batch of a part when nothing of it is open any more."""
        others = (*self._pending.values(), *self._divided)
        if part.batch != APART and all(other.batch != part.batch for other in others):
            self._journal.end_batch(part.batch)
