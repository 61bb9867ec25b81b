"""The budgets of one command: what is left, and the reservation of the cost of each request."""

import threading
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from lusha_cli.billing.spending_limits import (
    LimitUse,
    OverLimit,
    SpendingLimit,
    budget_error,
    check_use,
    measure,
)
from lusha_cli.errors import BudgetExceeded, BudgetUnavailable
from lusha_cli.parsing.budgets import parse_budget

if TYPE_CHECKING:
    from lusha_cli.billing.estimate import Estimate
    from lusha_cli.billing.ledger import Call
    from lusha_cli.billing.shared_budget import SharedBudget, SharedReservation, SharedUse
    from lusha_cli.context.services import Services

# Seconds between attempts to reach a server that can't be reached (`budget_offline = "local"`).
_OFFLINE_PAUSE = 30.0
# Seconds between checks for Ctrl-C while a request waits for the charges of others.
_POLL = 0.1


class Reserved(NamedTuple):
    """A call in the ledger (None: not recorded), and what is reserved for it on the server."""

    id: int | None
    shared: "list[SharedReservation]"


class SpendingBudget:
    """The budgets that the settings of `services` set. Safe to use from threads.

    `is_exceeding` means that the user has confirmed to exceed them: nothing is refused then, but
    everything is counted.
    """

    def __init__(self, services: "Services") -> None:
        self._services = services
        self._clock = services.env.clock
        self._changed = threading.Condition()
        self._open = 0
        self._settled = 0
        self._offline_until = 0.0
        self.is_exceeding = False

    @cached_property
    def limits(self) -> list[SpendingLimit]:
        """Return the limits of the environment, the profile and the top level of the file."""
        settings = self._services.env.settings
        limits = []
        for value, source in settings.find_all("budget"):
            siblings = parse_budget(value)
            # Otherwise another profile with the same key would have the whole budget again.
            profile = settings.profile if source == "profile" else None
            limits += [SpendingLimit(limit, profile, source, siblings) for limit in siblings]
        return limits

    def uses(self) -> list[LimitUse]:
        """Return the use of each limit. Raises BudgetUnavailable."""
        if not self.limits:
            return []
        local = self._services.ledger.use(self.limits, at=self._clock.now())
        if (shared := self._use_shared()) is None:
            return local
        # The server also has what others spent, and the ledger what a server has lost.
        return [
            max(here, there, key=lambda use: use.used)
            for here, there in zip(local, _shared_uses(self.limits, shared), strict=True)
        ]

    def tightest(self) -> LimitUse | None:
        """Return the limit with the fewest credits left, if there is a budget."""
        return min(self.uses(), key=lambda use: use.left, default=None)

    def find_exceeded(self, estimate: "Estimate") -> LimitUse | None:
        """Return the first limit that a cost would exceed. Raises BudgetUnavailable."""
        uses = self.uses()
        if estimate.is_unbounded:
            return next(iter(uses), None)
        return next((use for use in uses if not use.allows(estimate.credits or 0)), None)

    # The cost of a request.

    def reserve(self, call: "Call", estimate: "Estimate", *, waits: bool) -> Reserved:
        """Count the worst case of a request, and record it in the ledger, before it is sent.

        With `waits`, it waits for the charges of this command's other requests, if they may leave
        enough. Raises BudgetExceeded and BudgetUnavailable.
        """
        limits = [] if self.is_exceeding else self.limits
        if limits and estimate.is_unbounded:
            raise self.error(self.uses()[0], estimate)
        while True:
            with self._changed:
                settled = self._settled
            try:
                reserved = self._reserve(call, limits)
            except OverLimit as over:
                if not (waits and self._wait_for_charge(settled)):
                    raise self.error(over.use, estimate) from None
            else:
                with self._changed:
                    self._open += 1
                return reserved

    def extend(self, reserved: Reserved, credits_: int) -> bool:
        """Raise the worst case of a request to `credits_`, unless that exceeds a limit."""
        limits = [] if self.is_exceeding else self.limits
        more = credits_ - sum(each.credits for each in reserved.shared)
        try:
            shared = self._reserve_shared(more, limits) if reserved.shared else []
            reserved.shared.extend(shared)
            if reserved.id is not None:
                ledger, now = self._services.ledger, self._clock.now()
                ledger.extend(reserved.id, credits_, limits, at=now)
        # What the server reserved stays until the request is settled.
        except (OverLimit, BudgetUnavailable):
            return False
        return True

    def settle(self, reserved: Reserved, charged: int | None) -> None:
        """Replace what the server reserved by the charge, or leave it if that isn't known."""
        if reserved.shared and charged is not None:
            assert self.shared_budget is not None
            self.shared_budget.settle(reserved.shared, charged)

    def end(self) -> None:
        """Count that a request has ended, whose charge others may wait for."""
        with self._changed:
            self._open -= 1
            self._settled += 1
            self._changed.notify_all()

    def _reserve(self, call: "Call", limits: list[SpendingLimit]) -> Reserved:
        ledger, credits_ = self._services.ledger, call.estimate or 0
        shared = self._reserve_shared(credits_, limits)
        try:
            id_ = ledger.reserve(call, limits) if limits else ledger.begin(call)
        except BaseException:
            if shared:
                assert self.shared_budget is not None
                self.shared_budget.settle(shared, 0)
            raise
        return Reserved(id_, shared)

    def _wait_for_charge(self, settled: int) -> bool:
        """Wait until another request is settled; return whether one is, or was, after `settled`."""
        with self._changed:
            while self._settled == settled and self._open:
                self._changed.wait(_POLL)
                # Raises Interrupted after Ctrl-C.
                self._clock.sleep(0)
            return self._settled != settled

    def error(self, use: LimitUse, estimate: "Estimate") -> BudgetExceeded:
        """Return the error for a cost that would exceed a limit."""
        env = self._services.env
        return budget_error(
            use, estimate, profile=env.settings.profile, is_interactive=env.is_interactive
        )

    # The budget of a team.

    @cached_property
    def shared_budget(self) -> "SharedBudget | None":
        """Return the counters of the team's budget, if `ledger_url` is set."""
        env = self._services.env
        url = env.settings.get("ledger_url")
        if url is None:
            return None
        from urllib.parse import unquote, urlsplit

        from lusha_cli.billing.shared_budget import SharedBudget

        env.redactor.add_key(unquote(urlsplit(url).password or ""))
        # Not the base URL, as another spelling of it would have the whole budget again.
        prefix = "sandbox " if env.in_sandbox else ""
        return SharedBudget(url, account=f"{prefix}{self._services.account_hash}")

    def close(self) -> None:
        """Close the connections to the server."""
        if self.__dict__.get("shared_budget") is not None:
            self.__dict__["shared_budget"].close()

    @property
    def _server(self) -> "SharedBudget | None":
        is_paused = self._clock.monotonic() < self._offline_until
        return None if is_paused else self.shared_budget

    def _use_shared(self) -> "SharedUse | None":
        from lusha_cli.billing.shared_budget import ServerUnavailable

        if (server := self._server) is None:
            return None
        try:
            return server.use()
        except ServerUnavailable as error:
            self._go_offline(error)
            return None

    def _reserve_shared(
        self, credits_: int, limits: list[SpendingLimit]
    ) -> "list[SharedReservation]":
        """Reserve credits on the server of the team, if there is one.

        Without a budget, they are counted all the same for those who have one.
        """
        if (server := self._server) is None or credits_ <= 0:
            return []
        from lusha_cli.billing.shared_budget import ServerUnavailable

        lowest = {
            each.limit.unit: each.limit.credits
            for each in sorted(limits, key=lambda each: -each.limit.credits)
        }
        try:
            reservation, use = server.reserve(credits_, lowest)
        except ServerUnavailable as error:
            self._go_offline(error)
            return []
        if reservation is not None:
            return [reservation]
        uses = _shared_uses(limits, use)
        check_use(uses, credits_)
        raise OverLimit(min(uses, key=lambda each: each.left), credits_)  # pragma: no cover

    def _go_offline(self, reason: Exception) -> None:
        """Count on this machine only for a while. Raises BudgetUnavailable unless that is set."""
        settings = self._services.env.settings
        why = f"the server of the shared budget (ledger_url) can't be used: {reason}."
        if settings.get("budget_offline") != "local":
            raise BudgetUnavailable(
                f"The budget can't be checked, as {why} Nothing was sent.",
                hint="Check the server. To count on this machine only, "
                "run: lusha config set budget_offline local",
            )
        if not self._offline_until:
            self._services.env.info(f"Warning: {why} Only this machine's requests are counted.")
        self._offline_until = self._clock.monotonic() + _OFFLINE_PAUSE


def _shared_uses(limits: list[SpendingLimit], use: "SharedUse") -> list[LimitUse]:
    return measure(limits, use.at, lambda each, _: use.used[each.limit.unit])
