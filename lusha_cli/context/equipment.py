"""What one command asks the API with: keys, sandbox, client, limits, prices, made on first use."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lusha_cli.billing.budget import CreditBudget
from lusha_cli.billing.price_cache import PriceCache
from lusha_cli.context.environment import Surroundings

if TYPE_CHECKING:
    from lusha_cli.api.client import Client
    from lusha_cli.api.rate_limiter import RateLimiters
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.api.request_log import RequestLogger
    from lusha_cli.api.v2_compat.router import VersionRouter
    from lusha_cli.config.credentials import Credentials, KeyringBackend, ResolvedKey
    from lusha_cli.privacy.suppression_filter import SuppressionFilter
    from lusha_cli.sandbox.app import Options as SandboxOptions
    from lusha_cli.sandbox.app import Sandbox


class Equipment(Surroundings):
    """The surroundings of a command, and what it asks the API with."""

    def __init__(
        self,
        *,
        load_keyring: "Callable[[], KeyringBackend] | None" = None,
        keyring_timeout: float = 3.0,
        **surroundings: Any,
    ) -> None:
        super().__init__(**surroundings)
        self.purse = CreditBudget()
        self._later: list[str] = []
        self._sandboxes: list[Sandbox] = []
        self._load_keyring = load_keyring
        self._keyring_timeout = keyring_timeout

    @cached_property
    def keys(self) -> "Credentials":
        """The API keys of this user."""
        from lusha_cli.config.credentials import Credentials

        return Credentials(
            env=self.env,
            folder=self.config_folder,
            state=self.state,
            load_backend=self._load_keyring,
            timeout=self._keyring_timeout,
        )

    @cached_property
    def sandbox(self) -> "Sandbox":
        """The embedded sandbox, with its state in the state folder."""
        return self.make_sandbox(None)

    def make_sandbox(self, options: "SandboxOptions | None") -> "Sandbox":
        """A sandbox with its state in the state folder."""
        from lusha_cli.sandbox.app import Options, Sandbox

        file = self.state_folder / "sandbox.db"
        made = Sandbox(file, clock=self.clock, options=options or Options())
        self._sandboxes.append(made)
        return made

    def close(self) -> None:
        """Let go of what was opened on the way."""
        while self._sandboxes:
            self._sandboxes.pop().close()

    @cached_property
    def client(self) -> "Client":
        """The client, with the key of the profile in use."""
        return self.client_with(lambda: self.key.value)

    @cached_property
    def key(self) -> "ResolvedKey":
        """The key in use; raises KeyMissing where there is none."""
        from lusha_cli.config.credentials import ResolvedKey
        from lusha_cli.errors import MissingApiKey

        if self.in_sandbox:
            named = self.env.get("LUSHA_API_KEY", "").strip()
            # A real key stays out of it; the sandbox's own names pick a plan.
            return ResolvedKey(named if named.startswith("sandbox") else "sandbox", "sandbox")
        self.settings.check_profile()
        profile = self.settings.profile
        found = self.keys.find(profile)
        if found is None:
            raise MissingApiKey(f"There is no API key for the profile {profile!r}.")
        self.redactor.add_key(found.value)
        return found

    @cached_property
    def limits(self) -> "RateLimiters":
        """The pace of requests, shared with every process of this user."""
        from lusha_cli.api.rate_limiter import RateLimiters

        return RateLimiters(self.state_folder / "limits", self.clock)

    def make_trace(self, *, in_run: bool = False) -> "RequestLogger":
        """What tells of requests on stderr, as far as the settings want it told."""
        from lusha_cli.api.request_log import RequestLogger

        get = self.settings.get
        return RequestLogger(
            self.say,
            now=self.clock.now,
            level=2 if get("debug") else int(get("verbose")),
            quiet=get("quiet"),
            prefix="sandbox " if self.in_sandbox else get("base_url"),
            hide_query=get("redact_pii"),
            in_run=in_run,
        )

    def client_with(
        self,
        key: "Callable[[], str]",
        *,
        max_wait: float | None = None,
        timeout: float | None = None,
        trace: "RequestLogger | None" = None,
        noticed: "Callable[[ApiRequest, Mapping[str, str]], None] | None" = None,
    ) -> "Client":
        """A client that uses `key`; with less patience than the settings have where it is said.

        `noticed` sees the headers of each answer, in place of what tells of V2's end.
        """
        from lusha_cli.api.auth import AuthSchemeStore
        from lusha_cli.api.client import Client

        get = self.settings.get
        patience = 0.0 if get("no_wait") else get("max_wait")
        adapter = None
        if self.in_sandbox:
            from lusha_cli.sandbox.adapter import make_adapter

            adapter = make_adapter(self.sandbox)
        return Client(
            base_url=get("base_url"),
            key=key,
            schemes=AuthSchemeStore(self.state, get("auth_scheme")),
            limits=self.limits,
            clock=self.clock,
            trace=trace or self.make_trace(),
            timeout=get("timeout") if timeout is None else min(timeout, get("timeout")),
            max_wait=patience if max_wait is None else min(max_wait, patience),
            allow_paid_retry=self._may_pay_again,
            jitter=_jitter,
            on_response=noticed or self.bridge.on_response_headers,
            adapter=adapter,
        )

    @cached_property
    def bridge(self) -> "VersionRouter":
        """What sends the calls of V2 over V3 where V2 is retired."""
        from lusha_cli.api.v2_compat.router import VersionRouter

        where = "sandbox" if self.in_sandbox else self.settings.get("base_url")
        return VersionRouter(
            self.state,
            version=self.settings.get("api_version"),
            location=f"{where} {self.settings.profile}",
            now=self.clock.now,
            note=self.note_later,
            with_prices=self.prices.price_request,
            allow_paid_retry=self._may_pay_again,
        )

    @cached_property
    def prices(self) -> PriceCache:
        """What the account pays for each action."""
        named = self.env.get("LUSHA_API_KEY", "").strip()
        whose = f"key {named}" if named else f"profile {self.settings.profile}"
        return PriceCache(self.copies, account=whose)

    @cached_property
    def guard(self) -> "SuppressionFilter":
        """What keeps people on the suppression list from being looked up."""
        from lusha_cli.privacy.suppression_filter import SuppressionFilter

        return SuppressionFilter(
            None if self.settings.get("ignore_suppression") else self.suppression
        )

    def _may_pay_again(self, call: "ApiRequest", lost: int) -> bool:
        """Whether a call may be sent again after so many tries that may have been charged."""
        if not self.settings.get("retry_paid"):
            return False
        cost = self.prices.price_request(call).cost
        return self.purse.allows(cost, lost + 1, self.settings.get("max_credits"))

    def note_later(self, text: str) -> None:
        """A line on stderr after the result."""
        self._later.append(text)


def _jitter() -> float:
    import random

    return random.random()
