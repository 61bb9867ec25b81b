"""The context of a client: as that of a command, but without streams, and for many threads."""

import io
import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from lusha_cli.config.setting_definitions import Value
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.environment import Environment
from lusha_cli.errors import ConfirmationRequired
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.api.client import Client
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.estimate import Estimate
    from lusha_cli.context.call_recorder import OpenCall

LOGGER = logging.getLogger("lusha_cli")
# Without a handler, logging would print warnings to stderr.
LOGGER.addHandler(logging.NullHandler())

# Variables that would print a request instead of sending it.
_PREVIEWS = ("LUSHA_DRY_RUN", "LUSHA_CURL", "LUSHA_CODE")


class ClientEnvironment(Environment):
    """An environment that logs its messages, and never prompts."""

    def __init__(
        self, variables: Mapping[str, str], flags: Mapping[str, Value], **outside: Any
    ) -> None:
        """Take the variables, the parameters of the client, and what Environment takes."""
        kept = {name: value for name, value in variables.items() if name not in _PREVIEWS}
        super().__init__(
            variables=kept, stdin=None, stdout=io.StringIO(), stderr=io.StringIO(), **outside
        )
        self.flags.update({name: value for name, value in flags.items() if value is not None})

    def print_stderr(self, text: str, *, kind: str = "log") -> None:
        """Log a message: notices as information, requests (verbose, debug) for debugging."""
        level = logging.INFO if kind == "notice" else logging.DEBUG
        LOGGER.log(level, "%s", self.redactor.redact(text))

    def confirm(
        self,
        statement: str,
        *,
        hint: str | None = None,
        outcome: str = "Nothing was sent.",  # noqa: ARG002 - the signature of the base class
    ) -> None:
        """Return if the program has confirmed all costs. Raises ConfirmationRequired."""
        if not self.settings.get("yes"):
            advice = "Pass max_credits=N or confirm=True to Lusha()."
            if hint:
                advice = f"{hint}\nTo accept any cost, pass confirm=True to Lusha()."
            raise ConfirmationRequired(f"{statement} Nothing was sent.", hint=advice)

    def prompt(self, statement: str, *, outcome: str = "Nothing was sent.") -> None:
        """Raise ConfirmationRequired: a program can't exceed a budget (LUSHA_OVER_BUDGET)."""
        raise ConfirmationRequired(f"{statement} {outcome}")


class ClientContext(AppContext):
    """The context of a client. Safe to use from threads, each of which has its own connection."""

    env: ClientEnvironment

    def __init__(self, env: ClientEnvironment) -> None:
        self._thread = threading.local()
        super().__init__(env)
        self.command = "python"
        self._clients: list[Client] = []
        self._settled = threading.Condition(threading.RLock())
        self._reserved: list[int] = []

    @property
    def client(self) -> "Client":
        """Return the client of this thread."""
        made: Client | None = getattr(self._thread, "client", None)
        if made is None:
            with self._settled:
                made = self.make_client(lambda: self.api_key.value)
                self._clients.append(made)
            self._thread.client = made
        return made

    @property
    def open_call(self) -> "OpenCall | None":
        """Return the paid request that this thread is sending."""
        return getattr(self._thread, "open_call", None)

    @open_call.setter
    def open_call(self, call: "OpenCall | None") -> None:
        self._thread.open_call = call

    def prepare(self) -> None:
        """Make the services that threads share. Raises MissingApiKey without a key."""
        with self._settled:
            for name in (
                "api_key", "account_hash", "version_router", "price_cache", "balance",
                "charge_history", "ledger", "spending", "call_recorder", "allowed_requests",
                "suppression_filter", "rate_limiter", "result_cache",
            ):  # fmt: skip
                getattr(self, name)

    def estimate(self, request: "ApiRequest", *, raw: bool = False) -> "Estimate":
        """Return the worst-case cost; the account's prices are fetched by one thread only."""
        with self._settled:
            return super().estimate(request, raw=raw)

    def _send_and_charge(self, request: "ApiRequest") -> Json:
        with self._reserve(request):
            try:
                return super()._send_and_charge(request)
            finally:
                with self._settled:
                    for text in self.budget.summary(self.balance.left):
                        self.env.info(text)

    @contextmanager
    def _reserve(self, request: "ApiRequest") -> Iterator[None]:
        """Reserve the worst-case cost, so that requests in flight can't exceed the cap together.

        While they may, wait until one of them is charged.
        """
        if request.is_free:
            yield
            return
        cap = self.env.settings.get("max_credits")
        with self._settled:
            while True:
                # The price may rise while this waits.
                credits_ = self.price(request).credits or 0
                total = self.budget.spent + sum(self._reserved) + credits_
                if cap is None or not self._reserved or total <= cap:
                    break
                self._settled.wait()
            self._reserved.append(credits_)
        try:
            yield
        finally:
            with self._settled:
                self._reserved.remove(credits_)
                self._settled.notify_all()

    def defer_note(self, text: str) -> None:
        """Log a note."""
        self.env.info(text)

    def close(self) -> None:
        """Close connections, sandboxes and files."""
        with self._settled:
            while self._clients:
                self._clients.pop().close()
            super().close()
