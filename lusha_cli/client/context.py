"""The context of a client: as that of a command, but without streams, and for many threads."""

import io
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from lusha_cli.config.setting_definitions import Value
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.environment import Environment
from lusha_cli.errors import ConfirmationRequired
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest

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
        super().__init__(env)
        self.command = "python"

    def prepare(self) -> None:
        """Make the services that threads share. Raises MissingApiKey without a key."""
        with self.lock:
            for name in (
                "api_key", "account_hash", "version_router", "price_cache", "balance",
                "charge_history", "ledger", "spending", "call_recorder", "allowed_requests",
                "suppression_filter", "rate_limiter", "result_cache",
            ):  # fmt: skip
                getattr(self, name)

    def _send_and_charge(self, request: "ApiRequest") -> Json:
        try:
            return super()._send_and_charge(request)
        finally:
            with self.lock:
                for text in self.budget.summary(self.balance.left):
                    self.env.info(text)

    def defer_note(self, text: str) -> None:
        """Log a note."""
        self.env.info(text)
