"""The services of one command: credentials, sandbox, ledger, budgets, cache and privacy."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from lusha_cli.billing.budget import CreditBudget
from lusha_cli.config.hash_keys import KeyringHashKeys
from lusha_cli.context.environment import Environment
from lusha_cli.context.waits import WAITING as WAITING
from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json, as_object, get_object

if TYPE_CHECKING:
    from lusha_cli.api.rate_limiter import RateLimiters
    from lusha_cli.api.request_log import RequestLogger
    from lusha_cli.billing.balance import CreditBalance
    from lusha_cli.billing.charge_history import ChargeHistory
    from lusha_cli.billing.ledger import Ledger
    from lusha_cli.config.credentials import Credentials, KeyringBackend, ResolvedKey
    from lusha_cli.context.allowed_requests import AllowedRequests
    from lusha_cli.context.call_recorder import CallRecorder
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
        # Show the records of one response of several at once: of batches, whose document may get
        # more at the end, and of pages. None if they are shown at the end.
        self.show_records: Callable[[Json], bool] | None = None
        self.show_pages: Callable[[Json], bool] | None = None
        # The names of the items of the request whose response is shown next, or of all requests.
        self.item_names: list[str] = []
        # The command line without `lusha`.
        self.argv: list[str] = []
        # The command's name, such as `person get`, and whether it got a response of the API.
        self.command = ""
        self.has_api_result = False
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

    def defer_note(self, text: str) -> None:
        """Print `text` to stderr after the result."""
        self._deferred_notes.append(text)
