"""The requests of a run in flight, and the credits reserved for them; used by several threads.

Every step is in the journal before its HTTP request leaves, and its charge as soon as the response
arrives, so that a killed process leaves at least a record of the possible charges.
"""

import math
import threading
from collections.abc import Callable

from lusha_cli.billing.charges import Charge
from lusha_cli.billing.estimate import format_credits
from lusha_cli.bulk.run.journal import Journal, RequestBatch
from lusha_cli.bulk.run.sendings import StoredSending
from lusha_cli.errors import BudgetExceeded, LushaError, NetworkError, ServerError
from lusha_cli.json_types import Json

V2, V3 = "v2", "v3"


class ResendRefused(NetworkError):
    """A request whose earlier response was lost would be charged again if it were sent."""


class InFlight:
    """The requests in flight of one process.

    `price` returns the worst-case credits of a number of items and the field to reveal ("": all
    that is wanted), and may grow. `retry_paid` allows requests that may be charged twice. `spent`
    counts the credits of this process.
    """

    def __init__(
        self,
        journal: Journal,
        *,
        price: Callable[[int, str], int],
        max_credits: int | None,
        retry_paid: bool,
    ) -> None:
        self.journal = journal
        self.max_credits = math.inf if max_credits is None else max_credits
        self.retry_paid = retry_paid
        self.spent = 0
        self.lock = threading.RLock()
        self._price = price
        self._dearest_item = 0.0
        self._surcharge = ""
        self._sendings: list[Sending] = []

    def worst_case(self, item_count: int, field: str = "") -> int:
        """Return the worst-case cost of a request with this number of items, as known so far."""
        dearest = math.ceil(item_count * self._dearest_item)
        return max(self._price(item_count, field), dearest) if item_count else 0

    def learn(self, item_count: int, charged: int, field: str) -> None:
        """Use the charge of a response for all later estimates if it was above its own."""
        if item_count and charged > self.worst_case(item_count, field):
            self._dearest_item = charged / item_count

    @property
    def reserved(self) -> int:
        """Return the worst-case credits of all requests in flight, at the present prices."""
        with self.lock:
            return sum(sending.worst_case for sending in self._sendings)

    def fits(self, credits_: int = 0) -> bool:
        """Return whether the cap covers all requests in flight, and `credits_` on top."""
        with self.lock:
            return self.spent + self.reserved + credits_ <= self.max_credits

    def budget_error(self, credits_: int) -> BudgetExceeded:
        """Return the error for a request of `credits_` that the cap doesn't cover."""
        pending = f" and up to {self.reserved:,} more in flight" if self.reserved else ""
        return BudgetExceeded(
            f"The next request may cost {format_credits(credits_)}, but --max-credits is "
            f"{self.max_credits:,.0f}, with {self.spent:,} charged so far{pending}.",
            hint="Raise --max-credits to enrich the skipped rows.",
        )

    def open(self, batch: RequestBatch, *, api: str, replaces: list[StoredSending]) -> "Sending":
        """Record a request before it leaves. Raises BudgetExceeded if the cap doesn't cover it."""
        with self.lock:
            worst_case = self.worst_case(len(batch.items), batch.field)
            if not self.fits(worst_case):
                raise self.budget_error(worst_case)
            # What is replaced was charged together with this request, if at all.
            floor = sum(old.credits + old.charged for old in replaces)
            unbounded_floor = max((old.unbounded for old in replaces), default=0)
            credits_ = max(worst_case, floor)
            id_ = self.journal.sendings.add(
                batch.number,
                batch.item_ids,
                api=api,
                max_credits=credits_,
                replaces=[old.id for old in replaces],
            )
            floors = (floor, unbounded_floor)
            sending = Sending(self, batch, id_, api=api, max_credits=credits_, floors=floors)
            self._sendings.append(sending)
            return sending

    def note_surcharge(self, surcharge: str) -> None:
        """Record the charges without a bound of the requests of the run."""
        if surcharge != self._surcharge:
            self.journal.put(surcharge=surcharge)
            self._surcharge = surcharge

    def close(self, sending: "Sending", charged: int) -> None:
        """Replace the reservation of a request by its charge."""
        with self.lock:
            if sending in self._sendings:
                self._sendings.remove(sending)
                self.spent += charged


class Sending:
    """One request of a run, sent in one or several HTTP requests (steps).

    `charged` counts the charges of its completed steps, `lost` the possible charges of attempts
    without a response, `unbounded` how many of those have no bound. `floors` are the last two of
    the requests that this one repeats. A sender that reports no steps is treated as one step.
    """

    def __init__(
        self,
        in_flight: InFlight,
        batch: RequestBatch,
        id_: int,
        *,
        api: str,
        max_credits: int,
        floors: tuple[int, int],
    ) -> None:
        self.batch = batch
        self.id = id_
        self.api = api
        self.charged = self.lost = self.unbounded = 0
        self.is_exact = True
        self._in_flight = in_flight
        # What the requests that this one repeats may have been charged.
        self._floor, self._unbounded_floor = floors
        # The credits of the step that is under way.
        self._step = max_credits
        self._has_steps = self._is_step_unbounded = False
        # A step without a bound may be charged even if its known credits are 0.
        self._is_step_open = True

    @property
    def worst_case(self) -> int:
        """Return the worst-case charge of the request in total, at the present prices."""
        whole = self._in_flight.worst_case(len(self.batch.items), self.batch.field)
        return self.lost + max(whole, self.charged + self._step)

    @property
    def stored(self) -> StoredSending:
        """Return the request in the form of the journal."""
        return StoredSending(
            self.id,
            self.batch.number,
            self.batch.item_ids,
            self.api,
            max(self.lost + self._step, self._floor),
            self.charged,
            self.is_exact and not self._is_step_open,
            max(
                self.unbounded + (self._is_step_unbounded and self._is_step_open),
                self._unbounded_floor,
            ),
        )

    def begin_step(self, api: str, credits_: int, *, surcharge: str = "") -> None:
        """Record an HTTP request of up to `credits_` before it leaves.

        `surcharge` describes charges without a bound that may come on top.
        Raises BudgetExceeded if the cap doesn't cover it, ResendRefused if V2 may have charged the
        same items already and `api` is V3.
        """
        with self._in_flight.lock:
            crosses = api == V3 and self.batch.stays_on_v2
            if crosses and not self._in_flight.retry_paid:
                raise _crossing_error()
            self._step, self._has_steps = credits_, True
            self._is_step_unbounded = bool(surcharge)
            self._is_step_open = False
            if not self._in_flight.fits():
                self._step = 0
                raise self._in_flight.budget_error(credits_)
            self.api, self._is_step_open = api, True
            if surcharge:
                self._in_flight.note_surcharge(surcharge)
            self._store()

    def allow_retry(self, credits_: int, unanswered: int) -> bool:
        """Return whether a step may be sent again after that many lost responses.

        Each of them may have been charged, and the next attempt may be too.
        """
        if not self._in_flight.retry_paid:
            return False
        with self._in_flight.lock:
            before = self._step
            self._step = max(before, credits_ * (unanswered + 1))
            if not self._in_flight.fits():
                self._step = before
                return False
            self._store()
            return True

    def end_step(
        self,
        stated: Charge | None,
        *,
        credits_: int = 0,
        lost_attempts: int = 0,
        response: Json = None,
    ) -> None:
        """Record the charge of a response: None if it isn't stated.

        The earlier `lost_attempts` may have been charged `credits_` each in addition. `response` is
        stored if more steps may follow: a process that is killed meanwhile must not lose it.
        """
        with self._in_flight.lock:
            if response is not None:
                self._in_flight.journal.sendings.add_step(self.id, response)
            self.charged += stated.credits if stated else self._step
            self.is_exact = self.is_exact and stated is not None and stated.is_exact
            # What it repeats was charged together with it.
            self._unbounded_floor = 0
            self._close_step(credits_, lost_attempts)

    def fail_step(self, credits_: int, attempts: int) -> None:
        """Record that a step failed after `attempts` that may have been charged `credits_` each."""
        with self._in_flight.lock:
            self.is_exact = self.is_exact and not attempts
            self._close_step(credits_, attempts)

    def _close_step(self, credits_: int, lost_attempts: int) -> None:
        self.lost += credits_ * lost_attempts
        self.unbounded += lost_attempts * self._is_step_unbounded
        self._step, self._is_step_open = 0, False
        self._store()

    def charge(self, computed: Charge) -> Charge:
        """Return the charge of the response, of which `computed` is the one read from its body."""
        is_exact = (self.is_exact or not self._has_steps) and not self.lost
        if self._has_steps and is_exact and not self.batch.is_resent:
            return Charge(self.charged, is_exact=True)
        stated = self.charged if self.is_exact else 0
        return Charge(max(computed.credits, stated) + self.lost, computed.is_exact and is_exact)

    def charge_after(self, error: LushaError) -> Charge:
        """Return the possible charge of a request that ended with an error."""
        if self._has_steps:
            stored = self.stored
            credits_ = stored.credits + stored.charged
            return Charge(credits_, is_exact=stored.is_exact and not stored.credits)
        # Without steps, only the kind of the error shows whether the API may have charged it.
        is_lost = isinstance(error, (ServerError, NetworkError)) or error.response_lost
        if is_lost and not isinstance(error, ResendRefused):
            return Charge(max(self._step, self._floor), is_exact=False)
        return Charge(self._floor, is_exact=not self._floor)

    def _store(self) -> None:
        self._in_flight.journal.sendings.update(self.stored)


def _crossing_error() -> ResendRefused:
    error = ResendRefused(
        "API V2 was retired after the response was lost.",
        hint="V3 would charge again. To send it anyway, add --allow-double-charge.",
    )
    error.response_lost = True
    return error
