"""Sending the items of a run in batches, and what each answer means for each item."""

import math
from collections.abc import Callable
from typing import Any

from lusha_cli.api.costs import reveals
from lusha_cli.bulk.kinds import Found, Kind, Payload
from lusha_cli.bulk.spool import Outcome, Spool
from lusha_cli.charges import read_credits
from lusha_cli.errors import (
    Blocked,
    BudgetExceeded,
    LushaError,
    NetworkError,
    RejectedError,
    ServerError,
)
from lusha_cli.records import Company, read_company, read_error

Json = Any
Batch = list[tuple[str, Payload]]

# So many batches that fail in a row mean that the API is down, not that a row is odd; so many rows
# refused in a row, each sent alone, that it is the options and not the rows that are refused.
MOST_FAILURES = 3
MOST_REFUSALS = 10


class Runner:
    """Sends the items of `spool` and settles them.

    `send` posts one body and returns the answer's, or raises a LushaError; `stamp` says the time.
    `on_batch` is told rows of the file done, matched ones, and credits, after each batch.
    """

    def __init__(
        self,
        kind: Kind,
        spool: Spool,
        *,
        options: dict[str, Json],
        send: Callable[[Json], Json],
        stamp: Callable[[], str],
        max_credits: int | None,
        on_batch: Callable[[int, int, int], None],
    ) -> None:
        self._kind = kind
        self._spool = spool
        self._options = options
        self._send = send
        self._stamp = stamp
        self._budget = math.inf if max_credits is None else max_credits
        self._on_batch = on_batch
        self._failures = 0
        self._refusals = 0
        self.credits = 0
        self.requests = 0
        self.is_exact = True

    def run(self) -> LushaError | None:
        """Send all; returns the error that stopped it early, if one did."""
        try:
            for batch in self._spool.batches(self._kind.endpoint.batch or 1):
                self._settle(batch)
        except LushaError as error:
            reason = f"not sent: {error.message}"
            self._spool.skip_rest(reason)
            return error
        return None

    def _settle(self, batch: Batch) -> None:
        """Send one batch and keep the outcomes. Raises the error that must stop the run."""
        most = self.at_most(len(batch))
        if self.credits + most > self._budget:
            raise BudgetExceeded(
                f"The next request may cost {most} credits; --max-credits allows "
                f"{self._budget - self.credits:.0f} more.",
                hint="Raise --max-credits to enrich the rows that were skipped.",
            )
        self.requests += 1
        try:
            body = self._send(self._kind.request(batch, self._options))
        except (RejectedError, Blocked) as error:
            self._failures = 0
            self._divide(batch, error)
            return
        except (ServerError, NetworkError) as error:
            # It may have been charged all the same: nobody knows, so it counts.
            self.credits += most
            self.is_exact = False
            self._fail(batch, error)
            return
        self._failures = self._refusals = 0
        self._keep(batch, body)

    def at_most(self, items: int) -> int:
        """The most credits that a request of so many items can cost."""
        emails, phones = reveals(self._options)
        return self._kind.endpoint.cost.at_most(items, emails=emails, phones=phones)

    def _divide(self, batch: Batch, error: LushaError) -> None:
        """Find the item that made the API refuse a batch; the others are sent without it."""
        if len(batch) > 1:
            middle = len(batch) // 2
            self._settle(batch[:middle])
            self._settle(batch[middle:])
            return
        status = "blocked" if isinstance(error, Blocked) else "invalid"
        self._finish([(batch[0][0], Outcome(status, error.message, fetched_at=self._stamp()))])
        self._refusals += 1
        if self._refusals == MOST_REFUSALS:
            raise error

    def _fail(self, batch: Batch, error: LushaError) -> None:
        self._finish([(id_, Outcome("error", error.message)) for id_, _ in batch])
        self._failures += 1
        if self._failures == MOST_FAILURES:
            raise error

    def _keep(self, batch: Batch, body: Json) -> None:
        now = self._stamp()
        # The API's order means nothing: an answer belongs to the id that it carries.
        answers = dict(self._kind.found(body))
        outcomes = [
            (id_, self._outcome(answers[id_], now))
            if id_ in answers
            else (id_, Outcome("error", "the answer does not mention this row", fetched_at=now))
            for id_, _ in batch
        ]
        told = read_credits(body)
        charged = sum(outcome.credits > 0 for _, outcome in outcomes)
        # Rows that the answer leaves out may have been charged: nobody knows, so they count.
        unknown = sum(id_ not in answers for id_, _ in batch)
        reckoned = sum(outcome.credits for _, outcome in outcomes) + self.at_most(unknown)
        reckoned += -(-charged // 25) * self._kind.endpoint.cost.started_25
        self.is_exact = self.is_exact and bool(told and told.exact)
        self.credits += told.charged if told and told.exact else reckoned
        self._finish(outcomes)

    def _finish(self, outcomes: list[tuple[str, Outcome]]) -> None:
        self._spool.settle(outcomes)
        matched = sum(outcome.status == "matched" for _, outcome in outcomes)
        self._on_batch(len(outcomes), matched, self.credits)

    def _outcome(self, found: Found, now: str) -> Outcome:
        item = found.item if isinstance(found.item, dict) else {}
        error = read_error(item)
        if error:
            return Outcome(_status_of(error.name), error.message, fetched_at=now)
        # A company is the item itself, and may lack any of its parts, its name too.
        has_data = bool(item.get("data")) or read_company(item)._replace(id="") != Company()
        if not has_data:
            return Outcome("not_found", "the API has no data", fetched_at=now)
        # An item that does not say whether it was charged counts as charged.
        cost = 0 if item.get("isCreditCharged") is False else self._kind.credits(item)
        return Outcome("matched", "", cost, found, now)


def _status_of(name: str) -> str:
    """The status for the API's name of an item's error."""
    word = name.upper()
    if "COMPLIANCE" in word or "GDPR" in word:
        return "blocked"
    if "INVALID" in word:
        return "invalid"
    return "not_found" if word in ("EMPTY_DATA", "NOT_FOUND", "3") else "error"
