"""The context of a handler: a validated request with its account, and the credit meter."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from lusha_cli.clock import Clock
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.plans import Plan
from lusha_cli.sandbox.prices import PriceList, whole
from lusha_cli.sandbox.state import Account, note_entity

# How far back signals go by default.
DEFAULT_SIGNAL_PERIOD = timedelta(days=182)


class DeferredWork(Exception):
    """Raised by a handler that needs the result of `work`, which must run without the state lock.

    The changes of the handler are rolled back, and it is called again with the result.
    """

    def __init__(self, name: str, work: Callable[[], Any]) -> None:
        super().__init__(name)
        self.name = name
        self.work = work


class RequestContext(NamedTuple):
    """A validated request of `operation`, with its parameters and the state of the sandbox.

    `path` has the parameters of its path; `now` is Unix time; `nonce` is unique per request of the
    operation; `outcomes` has the results of deferred work, by name. `faults` happen to the response
    after the request is charged.
    """

    operation: str
    params: dict[str, Any]
    account: Account
    plan: Plan
    prices: PriceList
    db: sqlite3.Connection
    now: int
    seed: int
    nonce: int
    path: dict[str, str]
    delays: list[float]
    faults: list[str]
    outcomes: dict[str, Any]
    clock: Clock

    @property
    def today(self) -> date:
        """Return the day of the request (UTC)."""
        return datetime.fromtimestamp(self.now, UTC).date()

    def pause(self, seconds: float) -> None:
        """Delay the response."""
        self.delays.append(seconds)

    def run_outside_transaction(self, name: str, work: Callable[[], Any]) -> Any:
        """Return the result of `work`, which runs without the state lock.

        Raises DeferredWork until it has run.
        """
        if name not in self.outcomes:
            raise DeferredWork(name, work)
        return self.outcomes[name]

    def since(self, start_date: str | None) -> date:
        """Parse the start date of signals; six months ago by default."""
        return date.fromisoformat(start_date) if start_date else self.today - DEFAULT_SIGNAL_PERIOD

    def check_signals(self) -> None:
        """Raise ApiError 403 if the plan has no signals."""
        if not self.plan.signals:
            raise ApiError(403, "Signals are not supported on your current plan")

    def check_dnc(self) -> None:
        """Raise ApiError 403 if the plan can't exclude contacts on a do-not-call list."""
        if not self.plan.dnc:
            raise ApiError(403, "Exclude DNC is not supported on your current plan")


def format_timestamp(seconds: float) -> str:
    """Format a Unix time as the API does."""
    text = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


class CreditMeter:
    """The charge of a request; an account pays for each data point only once."""

    def __init__(self, context: RequestContext) -> None:
        self._context = context
        self._prices = context.prices
        # Counted per action instead of added up: a price may be per several results.
        self._counts: Counter[str] = Counter()
        self._items = 0

    def reveal(self, entity: str, points: Mapping[str, str]) -> bool:
        """Charge the new data points of an entity; return whether any was charged.

        `points` has the action of each data point.
        """
        context = self._context
        actions = [
            action
            for point, action in points.items()
            # Another seed has other data under the same ids, which has not been paid for.
            if context.account.reveal(f"{context.seed}/{entity}/{point}")
        ]
        charged = sum(self.charge(action) for action in actions)
        is_charged = not all(map(self._prices.is_free, actions))
        self._items += is_charged
        note_entity(context.db, entity, charged=whole(charged))
        return is_charged

    def charge(self, action: str, quantity: int = 1) -> float:
        """Charge results of an action, also if they were charged before; return what they add."""
        before = self._prices.charge(action, self._counts[action])
        self._counts[action] += quantity
        return whole(self._prices.charge(action, self._counts[action]) - before)

    def charge_bulk(self, action: str) -> float:
        """Charge the price of a search for the items that were charged."""
        return self.charge(action, self._items)

    def settle(self) -> float:
        """Charge the total to the account, and return it.

        Raises ApiError 402 if the account has too few credits.
        """
        charges = (self._prices.charge(action, count) for action, count in self._counts.items())
        total = whole(sum(charges))
        account = self._context.account
        if total > account.remaining or account.total == 0:
            raise ApiError(402, "Not enough credits for this operation")
        if total:
            account.charge(total, operation=self._context.operation)
        return total
