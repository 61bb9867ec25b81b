"""One request on its way through a handler: who asks, for what, and the bill."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from lusha_cli.clock import Clock
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.plans import Plan
from lusha_cli.sandbox.state import Account, note_entity

# How far back signals go where no day is named.
DEFAULT_SIGNAL_PERIOD = timedelta(days=182)


class DeferredWork(Exception):
    """A handler needs what only `work` brings, which must not be done while the state is held.

    What the handler did is undone; it is asked again once the work is done.
    """

    def __init__(self, name: str, work: Callable[[], Any]) -> None:
        super().__init__(name)
        self.name = name
        self.work = work


class RequestContext(NamedTuple):
    """A validated request of `operation` with its parameters, and the world that it meets.

    `path` are the values in its path; `now` is Unix time; `nonce` is another in each request;
    `outcomes` is what work brought that was done outside, by its name.
    """

    operation: str
    params: dict[str, Any]
    account: Account
    plan: Plan
    db: sqlite3.Connection
    now: int
    seed: int
    nonce: int
    path: dict[str, str]
    pauses: list[float]
    outcomes: dict[str, Any]
    clock: Clock

    @property
    def today(self) -> date:
        """The day of the request (UTC)."""
        return datetime.fromtimestamp(self.now, UTC).date()

    def pause(self, seconds: float) -> None:
        """Let the answer take longer."""
        self.pauses.append(seconds)

    def run_outside_transaction(self, name: str, work: Callable[[], Any]) -> Any:
        """What `work` brings, which is done while nobody holds the state.

        Raises Pending where it is still to be done.
        """
        if name not in self.outcomes:
            raise DeferredWork(name, work)
        return self.outcomes[name]

    def since(self, given: str | None) -> date:
        """The day from which signals count; six months ago where none is given."""
        return date.fromisoformat(given) if given else self.today - DEFAULT_SIGNAL_PERIOD

    def check_signals(self) -> None:
        """Raises Refusal 403 where the plan has no signals."""
        if not self.plan.signals:
            raise ApiError(403, "Signals are not supported on your current plan")


def format_timestamp(seconds: float) -> str:
    """A Unix time as the API writes it."""
    text = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


class CreditMeter:
    """What a request charges: each data point once for ever to one account."""

    def __init__(self, context: RequestContext) -> None:
        self._exchange = context
        self._total = 0
        self._items = 0

    def add(self, entity: str, points: dict[str, int]) -> bool:
        """Charge the points of an entity that are new; whether any was."""
        fresh = sum(
            cost
            for point, cost in points.items()
            if self._exchange.account.reveal(f"{self._exchange.seed}/{entity}/{point}")
        )
        self._total += fresh
        self._items += fresh > 0
        note_entity(self._exchange.db, entity, charged=fresh)
        return fresh > 0

    def charge(self, amount: int) -> int:
        """Charge an amount whether or not it was charged before; says the amount."""
        self._total += amount
        return amount

    def settle(self, *, per_25: bool = False) -> int:
        """Take the credits off the account, and say how many.

        Raises Refusal 402 where they do not suffice.
        """
        total = self._total + (-(-self._items // 25) if per_25 else 0)
        account = self._exchange.account
        if total > account.remaining or account.total == 0:
            raise ApiError(402, "Not enough credits for this operation")
        if total:
            account.charge(total, operation=self._exchange.operation)
        return total
