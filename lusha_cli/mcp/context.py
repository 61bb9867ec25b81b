"""The context of the MCP server: that of the Python client, with the charge of each tool call."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from lusha_cli.api.endpoints import ACCOUNT_PLAN
from lusha_cli.billing.price_cache import MAX_AGE as PRICES_MAX_AGE
from lusha_cli.client.context import ClientContext, ClientEnvironment
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.environment import Environment
from lusha_cli.errors import (
    BudgetExceeded,
    BudgetUnavailable,
    ConfirmationRequired,
    Interrupted,
    LushaError,
)
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.charges import Charge
    from lusha_cli.billing.estimate import Estimate

NO_CONSENT = (
    "Only free tools work, as the server was started without --max-credits. Ask the user to add "
    "it: lusha mcp --max-credits N"
)
SESSION_BUDGET = "The limit is for this session. It resets when the user restarts the server."
# Seconds between two questions for the credits left, of which the API answers 5 a minute.
_PAUSE = 60.0


class ServerEnvironment(ClientEnvironment):
    """The environment of a server, made from that of its command, which prints its messages."""

    def __init__(self, env: Environment) -> None:
        super().__init__(
            env.variables,
            env.flags,
            clock=env.clock,
            config_folder=env.config_folder,
            state_folder=env.state_folder,
            cache_folder=env.cache_folder,
        )
        # The key, which is read here, must not be in the messages printed there.
        self.redactor = env.redactor
        self._command_env = env
        self._printing = threading.Lock()

    def print_stderr(self, text: str, *, kind: str = "log") -> None:
        """Print a message to stderr; stdout has the protocol only."""
        with self._printing:
            self._command_env.print_stderr(text, kind=kind)


class ToolCall:
    """One call of a tool: what it was charged, and whether its client has cancelled it."""

    def __init__(self) -> None:
        self.credits = 0
        self.is_exact = True
        self.is_cancelled = False

    def add(self, credits_: int, *, is_exact: bool) -> None:
        """Count a charge."""
        self.credits += credits_
        self.is_exact = self.is_exact and is_exact


class ServerContext(ClientContext):
    """The context of a server: all calls of its tools share one budget."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(ServerEnvironment(context.env))
        self.command = context.command
        # With the keyring of the command.
        self.credentials = context.credentials
        self._next_question = 0.0
        self._priced_at = self.env.clock.monotonic()

    def prepare(self) -> None:
        """Make the shared services; a server that runs for days fetches the prices each day."""
        now = self.env.clock.monotonic()
        with self.lock:
            if now - self._priced_at > PRICES_MAX_AGE:
                self._priced_at = now
                self.__dict__.pop("price_cache", None)
            super().prepare()

    def budget_use(self) -> list[Json]:
        """Return what is used of each limit of the setting `budget`."""
        with suppress(BudgetUnavailable):
            return [
                {
                    "budget": str(use.spending_limit.limit),
                    "used": use.used,
                    "left": use.left,
                    "resetsAt": use.resets_at,
                }
                for use in self.spending.uses()
            ]
        return []

    def ask_credits_left(self) -> None:
        """Ask the API for the credits left, free of charge, unless they are known."""
        now = self.env.clock.monotonic()
        with self.lock:
            is_due = self.balance.left() is None and now >= self._next_question
            if is_due:
                self._next_question = now + _PAUSE
        if is_due:
            with suppress(LushaError, OSError):
                self.call(ACCOUNT_PLAN)

    @contextmanager
    def track(self, call: ToolCall) -> Iterator[None]:
        """Count what this thread is charged in `call`."""
        self._thread.call = call
        try:
            yield
        finally:
            self._thread.call = None

    @property
    def _call(self) -> ToolCall:
        # Other than in a call, prices may be fetched, free of charge.
        return getattr(self._thread, "call", None) or ToolCall()

    def price(self, request: "ApiRequest") -> "Estimate":
        """Return the worst-case cost of one request on its own API version."""
        if getattr(self._thread, "has_published_prices", False):
            return self.charge_history.adjust(request, request.cost)
        return super().price(request)

    def estimate_published(self, request: "ApiRequest") -> "Estimate":
        """Return the worst-case cost at the published prices, without waiting for other threads."""
        self._thread.has_published_prices = True
        try:
            return self.version_router.estimate(request)
        finally:
            self._thread.has_published_prices = False

    def confirm_cost(self, cost: "Estimate", *, note: str = "") -> None:
        """Return if --max-credits, which is the consent, was passed for this server.

        Raises ConfirmationRequired. A cap in the configuration file was not set for agents.
        """
        cap = self.env.settings.find("max_credits")
        is_capped = cap.value is not None and cap.source in ("flag", "environment")
        if is_capped or not (cost.credits or cost.is_unbounded):
            return
        raise ConfirmationRequired(f"{cost.sentence}{note} Nothing was sent.", hint=NO_CONSENT)

    def check_budget(self, cost: "Estimate") -> None:
        """Raise BudgetExceeded for a cost above the budget, Interrupted for a cancelled call."""
        if self._call.is_cancelled:
            raise Interrupted("The call was cancelled.")
        try:
            super().check_budget(cost)
        except BudgetExceeded as error:
            error.hint = SESSION_BUDGET
            raise

    def _record_lost_responses(
        self, request: "ApiRequest", estimate: "Estimate", error: LushaError
    ) -> int:
        lost = super()._record_lost_responses(request, estimate, error)
        self._call.add((estimate.credits or 0) * lost, is_exact=not lost)
        return lost

    def _record_charge(
        self, request: "ApiRequest", body: Json, *, estimate: "Estimate"
    ) -> "Charge | None":
        charge = super()._record_charge(request, body, estimate=estimate)
        credits_ = (estimate.credits or 0) if charge is None else charge.credits
        self._call.add(credits_, is_exact=bool(charge and charge.is_exact))
        return charge
