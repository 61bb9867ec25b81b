"""The services of one command: credentials, client, prices, version router and privacy."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from lusha_cli.billing.budget import CreditBudget
from lusha_cli.billing.price_cache import PriceCache
from lusha_cli.config.hash_keys import KeyringHashKeys
from lusha_cli.context.environment import Environment
from lusha_cli.context.waits import WAITING as WAITING
from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json, as_object, get_object

if TYPE_CHECKING:
    from lusha_cli.api.client import Client
    from lusha_cli.api.rate_limiter import RateLimiters
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.api.request_log import RequestLogger
    from lusha_cli.api.v2_compat.router import VersionRouter
    from lusha_cli.billing.balance import CreditBalance
    from lusha_cli.billing.charge_history import ChargeHistory
    from lusha_cli.billing.estimate import Estimate
    from lusha_cli.billing.ledger import Ledger
    from lusha_cli.config.credentials import Credentials, KeyringBackend, ResolvedKey
    from lusha_cli.context.allowed_requests import AllowedRequests
    from lusha_cli.context.call_recorder import CallRecorder, OpenCall
    from lusha_cli.context.spending import SpendingBudget
    from lusha_cli.privacy.suppression_filter import SuppressionFilter
    from lusha_cli.result_cache.cache import ResultCache
    from lusha_cli.sandbox.app import Options as SandboxOptions
    from lusha_cli.sandbox.app import Sandbox
    from lusha_cli.shapes.shaper import Shaper


class Services:
    """The parts that one invocation uses to run a command; each is created on first use."""

    def __init__(
        self,
        env: Environment,
        *,
        load_keyring: "Callable[[], KeyringBackend] | None" = None,
        keyring_timeout: float = 3.0,
    ) -> None:
        self.env = env
        self.budget = CreditBudget()
        # Shows the records of one response of several at once; None if they are shown at the end.
        self.show_records: Callable[[Json], None] | None = None
        # The names of the items of the request whose response is shown next, or of all requests.
        self.item_names: list[str] = []
        # The command line without `lusha`.
        self.argv: list[str] = []
        # The command's name, such as `person get`, and whether it got a response of the API.
        self.command = ""
        self.has_api_result = False
        # The paid request that is being sent, except those of a bulk run.
        self.open_call: OpenCall | None = None
        # Shapes the records of the result, with --shape.
        self.shaper: Shaper | None = None
        # The bulk run that the requests belong to.
        self.run_id = ""
        self._load_keyring = load_keyring
        self._keyring_timeout = keyring_timeout
        env.hash_keys = KeyringHashKeys(lambda: self.credentials, lambda: env.settings)
        self._deferred_notes: list[str] = []
        self._sandboxes: list[Sandbox] = []

    def close(self) -> None:
        """Close the sandboxes and files that were opened."""
        while self._sandboxes:
            self._sandboxes.pop().close()
        for name in ("ledger", "spending", "result_cache"):
            if opened := self.__dict__.get(name):
                opened.close()

    # Credentials.

    @cached_property
    def credentials(self) -> "Credentials":
        """Return the store of this user's API keys."""
        from lusha_cli.config.credentials import Credentials

        return Credentials(
            env=self.env.variables,
            folder=self.env.config_folder,
            state=self.env.state,
            load_backend=self._load_keyring,
            timeout=self._keyring_timeout,
        )

    @cached_property
    def api_key(self) -> "ResolvedKey":
        """Return the API key in use. Raises MissingApiKey if no key is set."""
        if self.env.in_sandbox:
            return self.credentials.sandbox_key()
        self.env.settings.check_profile()
        key = self.credentials.require(self.env.settings.profile)
        self.env.redactor.add_key(key.value)
        return key

    @property
    def api_name(self) -> str:
        """Return the API in use: its base URL, or `sandbox`."""
        return "sandbox" if self.env.in_sandbox else str(self.env.settings.get("base_url"))

    @cached_property
    def account_hash(self) -> str | None:
        """Return a hash of the key in use, which identifies the account, or None without a key."""
        try:
            key = self.api_key.value
        except LushaError:
            # A dry run needs no key; anything else reports the error before its first request.
            return None
        import hashlib

        return hashlib.sha256(key.encode()).hexdigest()[:16]

    # The API.

    @cached_property
    def sandbox(self) -> "Sandbox":
        """Return the embedded sandbox, with its state in the state folder."""
        return self.make_sandbox(None)

    def make_sandbox(self, options: "SandboxOptions | None") -> "Sandbox":
        """Return a sandbox with its state in the state folder."""
        from lusha_cli.sandbox.app import Options, Sandbox

        file = self.env.state_folder / "sandbox.db"
        sandbox = Sandbox(file, clock=self.env.clock, options=options or Options())
        self._sandboxes.append(sandbox)
        return sandbox

    @cached_property
    def client(self) -> "Client":
        """Return the client that uses the key of the current profile."""
        return self.make_client(lambda: self.api_key.value)

    def make_client(
        self,
        key: Callable[[], str],
        *,
        max_wait: float | None = None,
        timeout: float | None = None,
        logger: "RequestLogger | None" = None,
        on_response: "Callable[[ApiRequest, Mapping[str, str]], None] | None" = None,
        allow_paid_retry: "Callable[[ApiRequest, int], bool] | None" = None,
    ) -> "Client":
        """Return a client that sends `key`.

        `max_wait` and `timeout` are in seconds and can only shorten those of the settings.
        `allow_paid_retry` replaces the rule of --allow-double-charge for single requests.
        `on_response` gets the headers of each response; by default they are checked for the
        retirement of V2.
        """
        from lusha_cli.api.auth import AuthSchemeStore
        from lusha_cli.api.client import Client

        get = self.env.settings.get
        longest_wait = 0.0 if get("no_wait") else get("max_wait")
        adapter = None
        if self.env.in_sandbox:
            from lusha_cli.sandbox.adapter import make_adapter

            adapter = make_adapter(self.sandbox)
        return Client(
            base_url=get("base_url"),
            key=key,
            permit=self.allowed_requests.check,
            schemes=AuthSchemeStore(self.env.state, get("auth_scheme")),
            rate_limiters=self.rate_limiter,
            clock=self.env.clock,
            logger=logger or self.make_request_logger(),
            timeout=get("timeout") if timeout is None else min(timeout, get("timeout")),
            max_wait=longest_wait if max_wait is None else min(max_wait, longest_wait),
            allow_paid_retry=allow_paid_retry or self._allow_paid_retry,
            on_response=on_response or self.version_router.on_response_headers,
            adapter=adapter,
        )

    @cached_property
    def allowed_requests(self) -> "AllowedRequests":
        """Return what the setting `allow` permits."""
        from lusha_cli.context.allowed_requests import AllowedRequests

        return AllowedRequests(self)

    @cached_property
    def rate_limiter(self) -> "RateLimiters":
        """Return the rate limiter, which all processes of this user share."""
        from lusha_cli.api.rate_limiter import RateLimiters

        return RateLimiters(self.env.state_folder / "limits", self.env.clock)

    def make_request_logger(self, *, in_run: bool = False) -> "RequestLogger":
        """Return the logger of requests (-v, --debug); `in_run` is for a bulk run."""
        from lusha_cli.api.request_log import RequestLogger

        get = self.env.settings.get
        return RequestLogger(
            self.env.print_stderr,
            now=self.env.clock.now,
            level=2 if get("debug") else int(get("verbose")),
            quiet=get("quiet"),
            prefix="sandbox " if self.env.in_sandbox else get("base_url"),
            hide_query=get("redact_pii"),
            in_run=in_run,
        )

    @cached_property
    def version_router(self) -> "VersionRouter":
        """Return the router that serves V2 requests over V3 once V2 is retired."""
        from lusha_cli.api.v2_compat.router import VersionRouter

        return VersionRouter(
            self.env.state,
            version=self.env.settings.get("api_version"),
            # V2 may be retired for one account and not yet for another.
            location=f"{self.api_name} {self.env.settings.profile}",
            now=self.env.clock.now,
            note=self.defer_note,
            price=self.price,
            allow_paid_retry=self._allow_paid_retry,
        )

    # Prices.

    @cached_property
    def price_cache(self) -> PriceCache:
        """Return the price list of the account in use."""
        from lusha_cli.context.price_fetch import fetch_prices

        return PriceCache(
            self.env.response_cache,
            account=lambda: self.account_hash,
            fetch=lambda: fetch_prices(self),
        )

    @cached_property
    def charge_history(self) -> "ChargeHistory":
        """Return the charges of the account that exceeded their estimates."""
        from lusha_cli.billing.charge_history import ChargeHistory

        return ChargeHistory(
            self.env.state,
            api=self.api_name,
            account=lambda: self.account_hash,
            now=self.env.clock.now,
            report=self.env.info,
        )

    @cached_property
    def ledger(self) -> "Ledger":
        """Return the ledger of paid requests; the sandbox, whose credits are free, has its own."""
        from lusha_cli.billing.ledger import Ledger

        return Ledger(self.env.api_state_folder, warn=self.env.info)

    @cached_property
    def spending(self) -> "SpendingBudget":
        """Return the budgets that limit the paid requests of all commands."""
        from lusha_cli.context.spending import SpendingBudget

        return SpendingBudget(self)

    @cached_property
    def call_recorder(self) -> "CallRecorder":
        """Return the recorder of the command's paid requests."""
        from lusha_cli.context.call_recorder import CallRecorder

        return CallRecorder(self)

    @cached_property
    def balance(self) -> "CreditBalance":
        """Return the balance of the account, if it is known without a request."""
        from lusha_cli.billing.balance import CreditBalance

        return CreditBalance(
            self.env.cache_folder / "balances.json",
            account=lambda: self.account_hash and f"{self.api_name} {self.account_hash}",
            now=self.env.clock.now,
            sleep=self.env.clock.sleep,
        )

    def remember_balance(self, response: Json) -> None:
        """Store the credits left that a response states, if it does."""
        from lusha_cli.billing.charges import read_credits_left

        credits_left = read_credits_left(response)
        if credits_left is not None:
            self.balance.state(credits_left)

    def remember_plan(self, response: Json) -> None:
        """Store what a response of `account plan` states: the plan, and the credits left."""
        self.remember_balance(response)
        if (plan := get_object(response, "plan")) and self.account_hash:
            self.env.response_cache.put(f"plan-{self.account_hash}", plan)

    @property
    def cached_plan(self) -> dict[str, Json]:
        """Return the account's plan as cached within the last day, or nothing."""
        return as_object(self.env.response_cache.get(f"plan-{self.account_hash}"))

    def price(self, request: "ApiRequest") -> "Estimate":
        """Return the worst-case cost of one request on its own API version."""
        priced = self.price_cache.price_request(request)
        return self.charge_history.adjust(priced, priced.cost)

    def estimate(self, request: "ApiRequest", *, raw: bool = False) -> "Estimate":
        """Return the worst-case cost of a request: the one function for every purpose.

        It knows the account's prices, the API version that serves the request (the higher cost of
        both while that isn't known), and the charges of earlier responses. With `raw` the request
        stays on its version.
        """
        return self.price(request) if raw else self.version_router.estimate(request)

    @cached_property
    def result_cache(self) -> "ResultCache | None":
        """Return the cache of results, or None if it is off or nobody is logged in."""
        if self.env.settings.get("cache") == "off" or not self.account_hash:
            return None
        from lusha_cli.context.result_cache import open_result_cache

        return open_result_cache(self)

    @cached_property
    def suppression_filter(self) -> "SuppressionFilter":
        """Return the filter that rejects requests about suppressed people."""
        from lusha_cli.privacy.suppression_filter import SuppressionFilter

        is_ignored = self.env.settings.get("ignore_suppression")
        return SuppressionFilter(None if is_ignored else self.env.suppression_list)

    @property
    def price_revision(self) -> int:
        """Return a number that changes whenever estimates may have changed."""
        return self.charge_history.revision + self.version_router.revision

    def _allow_paid_retry(self, request: "ApiRequest", unanswered: int) -> bool:
        """Return whether a request may be repeated after `unanswered` attempts that may be charged.

        It may with --allow-double-charge, as far as the budget covers all of the attempts.
        """
        if not self.env.settings.get("allow_double_charge"):
            return False
        # Each lost response may have been charged, and the next attempt may be too.
        cap = self.env.settings.get("max_credits")
        if not self.budget.allows(self.price(request), unanswered + 1, cap):
            return False
        # Sent to V3, it is a call of its own.
        return self.open_call is None or self.open_call.cover(unanswered + 1)

    def defer_note(self, text: str) -> None:
        """Print `text` to stderr after the result."""
        self._deferred_notes.append(text)
