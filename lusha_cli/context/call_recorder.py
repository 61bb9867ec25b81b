"""Record the paid requests of a command in the ledger."""

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from lusha_cli.billing.charge_history import count_results, request_item_count
from lusha_cli.billing.charges import Charge
from lusha_cli.billing.ledger import Call, Ledger, Settlement
from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json
from lusha_cli.privacy.company_identifiers import company_identifiers, looks_up_companies
from lusha_cli.privacy.identifiers import (
    looks_up_people,
    request_identifiers,
    response_identifiers,
    returns_people,
)

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.estimate import Estimate
    from lusha_cli.context.services import Services
    from lusha_cli.context.spending import Reserved, SpendingBudget

# The operation of a path that isn't in the list: the path itself may name a person.
UNLISTED = "(unlisted path)"


class OpenCall:
    """A paid request that is being sent, and what is reserved for it."""

    # Not a dataclass: importing those takes longer than recording a call.
    def __init__(
        self,
        ledger: Ledger,
        spending: "SpendingBudget",
        reserved: "Reserved",
        request: "ApiRequest",
        items: int,
        estimate: "Estimate",
        started: float,
        now: Callable[[], float],
    ) -> None:
        self.ledger = ledger
        self.spending = spending
        self.reserved = reserved
        self.request = request
        self.items = items
        self.estimate = estimate
        self.started = started
        self.now = now
        self._is_open = True

    def cover(self, attempts: int) -> bool:
        """Reserve the worst case of several attempts; return whether the budget allows them.

        An idempotent request is charged once, however often it is sent.
        """
        if attempts < 2 or self.request.is_idempotent:
            return True
        return self.spending.extend(self.reserved, (self.estimate.credits or 0) * attempts)

    def close(self) -> None:
        """End the request; unless it is settled, it stays pending with its reservation."""
        if self._is_open:
            self._is_open = False
            self.spending.end()

    def settle(self, charge: Charge | None, response: Json) -> None:
        """Record the total charge of the request, None if it isn't known, after its response."""
        identifiers = []
        if returns_people(_operation(self.request)):
            identifiers = [each for person in response_identifiers(response) for each in person]
        results = min(count_results(response), self.items) if self.items else 0
        self._settle(charge, "ok", results=results, identifiers=identifiers)

    def fail(self, error: LushaError, *, lost_attempts: int) -> None:
        """Record that the request failed after attempts that may have been charged."""
        charge: Charge | None = Charge(
            (self.estimate.credits or 0) * lost_attempts, not lost_attempts
        )
        if lost_attempts and self.estimate.is_unbounded:
            charge = None
        self._settle(charge, "unanswered" if lost_attempts else error.code)

    def _settle(
        self,
        charge: Charge | None,
        outcome: str,
        *,
        results: int = 0,
        identifiers: "list[str] | tuple[()]" = (),
    ) -> None:
        seconds = self.now() - self.started
        if self.reserved.id is not None:
            settlement = Settlement(charge, outcome, seconds, results, identifiers)
            self.ledger.settle(self.reserved.id, settlement)
        # After the ledger, so that a process that is killed in between leaves it high.
        self.spending.settle(self.reserved, charge and charge.credits)
        self.close()


class CallRecorder:
    """Records the paid requests of the command of `services`. Safe to use from threads."""

    def __init__(self, services: "Services") -> None:
        self._ledger = services.ledger
        self._spending = services.spending
        self._clock = services.env.clock
        self._profile = services.env.settings.profile
        self._account = services.account_hash or ""
        self._command = services.command
        self._run = services.run_id

    def begin(
        self, request: "ApiRequest", estimate: "Estimate", *, waits: bool = False
    ) -> OpenCall:
        """Record a paid request, and reserve its cost in the budget, before it is sent.

        With `waits`, it may wait for the charges of other requests of the command. Raises
        BudgetExceeded and BudgetUnavailable, but only if a budget is set.
        """
        endpoint = request.endpoint
        call = Call(
            at=self._clock.now(),
            profile=self._profile,
            user=self._user,
            account=self._account,
            command=self._command,
            operation=_operation(request) or f"{request.method} {UNLISTED}",
            version=_version(request),
            run=self._run,
            items=request_item_count(request) if endpoint else 0,
            identifiers=_request_identifiers(request),
            estimate=estimate.credits,
            is_bounded=not estimate.is_unbounded,
        )
        reserved = self._spending.reserve(call, estimate, waits=waits)
        monotonic = self._clock.monotonic
        return OpenCall(
            self._ledger, self._spending, reserved, request, call.items, estimate,
            monotonic(), monotonic,
        )  # fmt: skip

    @cached_property
    def _user(self) -> str:
        """Return the name of the user of the operating system."""
        with suppress(ImportError, KeyError, OSError):
            import pwd

            return pwd.getpwuid(os.getuid()).pw_name
        with suppress(OSError):
            return os.getlogin()
        return ""


def _operation(request: "ApiRequest") -> str:
    return request.endpoint.name if request.endpoint else ""


def _version(request: "ApiRequest") -> str:
    """Return the API version of a request: v2 or v3, or "" for a path without one."""
    if request.endpoint is not None and request.endpoint.family != "shared":
        return request.endpoint.family
    version = request.path.strip("/").partition("/")[0].lower()
    return version if version in ("v2", "v3") else ""


def _request_identifiers(request: "ApiRequest") -> list[str]:
    """Return the identifiers of the people and companies that a request looks up."""
    operation = _operation(request)
    if looks_up_people(operation):
        people = request_identifiers(operation, request.query, request.body)
        return [identifier for person in people for identifier in person]
    if request.endpoint is not None and looks_up_companies(operation):
        path = request.endpoint.items_path
        return list(company_identifiers(request.query, request.body, items_path=path))
    return []
