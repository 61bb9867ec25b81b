"""The context of one command: its environment, its credentials, its client and its budget.

Commands reach the API through `AppContext.call` and `AppContext.send`; tests replace the whole
context.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from lusha_cli.billing.budget import CreditBudget
from lusha_cli.billing.price_cache import PriceCache
from lusha_cli.context.environment import Environment
from lusha_cli.errors import (
    EndpointRetired,
    Forbidden,
    Interrupted,
    InvalidApiKey,
    LushaError,
    UsageError,
)
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.api.client import Client
    from lusha_cli.api.endpoints import Endpoint
    from lusha_cli.api.rate_limiter import RateLimiters
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.api.request_log import RequestLogger
    from lusha_cli.api.v2_compat.router import VersionRouter
    from lusha_cli.billing.charge_history import ChargeHistory
    from lusha_cli.billing.estimate import Estimate
    from lusha_cli.config.credentials import Credentials, KeyringBackend, ResolvedKey
    from lusha_cli.privacy.suppression_filter import SuppressionFilter
    from lusha_cli.sandbox.app import Options as SandboxOptions
    from lusha_cli.sandbox.app import Sandbox


class AppContext:
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
        self._load_keyring = load_keyring
        self._keyring_timeout = keyring_timeout
        self._deferred_notes: list[str] = []
        self._sandboxes: list[Sandbox] = []

    @classmethod
    def from_process(cls) -> "AppContext":
        """Return the context of the running process."""
        return cls(Environment.from_process())

    def close(self) -> None:
        """Close the sandboxes that were opened."""
        while self._sandboxes:
            self._sandboxes.pop().close()

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
        """Return the API key in use. Raises MissingApiKey if there is none."""
        if self.env.in_sandbox:
            return self.credentials.sandbox_key()
        self.env.settings.check_profile()
        key = self.credentials.require(self.env.settings.profile)
        self.env.redactor.add_key(key.value)
        return key

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
        `allow_paid_retry` replaces the rule of --retry-paid for single requests.
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

        api = "sandbox" if self.env.in_sandbox else self.env.settings.get("base_url")
        return VersionRouter(
            self.env.state,
            version=self.env.settings.get("api_version"),
            # V2 may be retired for one account and not yet for another.
            location=f"{api} {self.env.settings.profile}",
            now=self.env.clock.now,
            note=self.defer_note,
            price=self.price,
            allow_paid_retry=self._allow_paid_retry,
        )

    # Prices.

    @cached_property
    def price_cache(self) -> PriceCache:
        """Return the price list of the account in use."""
        return PriceCache(
            self.env.response_cache, account=self._account_key, fetch=self._fetch_prices
        )

    @cached_property
    def charge_history(self) -> "ChargeHistory":
        """Return the charges of the account that exceeded their estimates."""
        from lusha_cli.billing.charge_history import ChargeHistory

        def account() -> str | None:
            key = self._account_key()
            return key and f"{'sandbox' if self.env.in_sandbox else get('base_url')} {key}"

        get = self.env.settings.get
        return ChargeHistory(
            self.env.state, account=account, now=self.env.clock.now, report=self.env.info
        )

    def _account_key(self) -> str | None:
        """Return the key in use, which identifies the account, or None without one."""
        try:
            return self.api_key.value
        except LushaError:
            return None

    def _fetch_prices(self) -> Json:
        """Return the account's price list, or None if it has none. Raises LushaError."""
        from lusha_cli.api.endpoints import ACCOUNT_PLAN
        from lusha_cli.api.request import ApiRequest

        # Prices aren't worth waiting for a retry.
        client = self.make_client(lambda: self.api_key.value, max_wait=0)
        request = ApiRequest(ACCOUNT_PLAN.method, ACCOUNT_PLAN.path, {}, None, ACCOUNT_PLAN)
        try:
            response = client.send(request)
        except LushaError as error:
            if not isinstance(error, InvalidApiKey):
                self.env.info(
                    f"Using the published prices: your account's could not be read. {error.message}"
                )
            raise
        pricing = response.get("pricing") if isinstance(response, dict) else None
        if pricing is None:
            self.env.info("Using the published prices: the API did not return your account's.")
        return pricing

    def price(self, request: "ApiRequest") -> "Estimate":
        """Return the worst-case cost of one request on its own API version."""
        priced = self.price_cache.price_request(request)
        return self.charge_history.adjust(priced, priced.cost)

    def estimate(self, request: "ApiRequest", *, raw: bool = False) -> "Estimate":
        """Return the worst-case cost of a request: the one function for every purpose.

        It knows the account's prices, the API version that serves the request (the dearer of both
        while that isn't known), and what earlier responses charged. With `raw` the request stays on
        its version.
        """
        return self.price(request) if raw else self.version_router.estimate(request)

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

    # Sending requests.

    def call(
        self,
        endpoint: "Endpoint",
        *,
        query: dict[str, Json] | None = None,
        body: Json = None,
        path: dict[str, str] | None = None,
    ) -> Json:
        """Send one request to `endpoint` with `send` and return the parsed response.

        `path` holds the values of the names in braces in the endpoint's path.
        """
        from urllib.parse import quote

        from lusha_cli.api.request import ApiRequest

        # A slash in a value must not lead to another path.
        values = {name: quote(value, safe="") for name, value in (path or {}).items()}
        url_path = endpoint.path.format(**values) if values else endpoint.path
        return self.send(ApiRequest(endpoint.method, url_path, query or {}, body, endpoint))

    def send(self, request: "ApiRequest", *, raw: bool = False, approved: bool = False) -> Json:
        """Return the parsed body of the response; its charge is reported by `flush_notes`.

        A V2 request is served by V3 once V2 is retired. With `raw` it is sent unchanged, and the
        suppression list isn't checked. `approved` means that the command has called `approve` for
        all of its requests. Raises Suppressed, and the errors of `approve`.
        """
        self.redact_request(request)
        if not raw:
            self.check_suppression([request])
        cost = self.estimate(request, raw=raw)
        if approved:
            # A charge since the approval may have shown that the rest is dearer.
            self.check_budget(cost)
        else:
            self.approve(request, cost, raw=raw)
        if raw:
            try:
                return self._send_and_charge(request)
            except EndpointRetired as error:
                raise (error.raw_error or error) from None
        body = self.version_router.send(
            request,
            self._send_and_charge,
            before=lambda v3_cost: self._approve_switch(v3_cost, approved=cost),
        )
        if warning := self.suppression_filter.warning(request, body):
            self.defer_note(warning)
        return body

    def _send_and_charge(self, request: "ApiRequest") -> Json:
        """Send one request and record its charge in the budget."""
        if request.is_free:
            return self.price_cache.update_from(request, self._send(request))
        request, estimate = self.price_cache.price_request(request), self.price(request)
        try:
            body = self._send(request)
        except EndpointRetired as error:
            # V3 takes over, but V2 may have charged the attempts whose responses were lost.
            if error.unanswered:
                self.budget.record_unanswered(request, estimate)
            raise
        except LushaError as error:
            self._record_lost_responses(request, estimate, error)
            raise
        self.record_charge(request, body, estimate=estimate, unanswered=self.client.unanswered)
        return body

    def _send(self, request: "ApiRequest") -> Json:
        try:
            return self.client.send(request)
        except Forbidden as error:
            from lusha_cli.api.plan_features import add_plan_hint

            add_plan_hint(error, request.query, request.body)
            raise

    def _record_lost_responses(
        self, request: "ApiRequest", estimate: "Estimate", error: LushaError
    ) -> None:
        """Count the attempts of a failed request that may have been charged."""
        lost = self.client.unanswered
        # An idempotent request is charged once, however often it was sent.
        for _ in range(min(lost, 1) if request.is_idempotent else lost):
            self.budget.record_unanswered(request, estimate)
        if lost and isinstance(error, Interrupted):
            error.message = f"{error.message} The request may have been charged {estimate}."

    def record_charge(
        self, request: "ApiRequest", body: Json, *, estimate: "Estimate", unanswered: int = 0
    ) -> None:
        """Count the charge of a response, and remember it if it exceeds the estimate."""
        charge = self.budget.record_charge(request, body, estimate=estimate, unanswered=unanswered)
        if charge is not None and charge.is_exact:
            self.charge_history.record(request, body, published=request.cost, charge=charge)

    # Consent.

    def approve(
        self,
        request: "ApiRequest",
        cost: "Estimate | None" = None,
        *,
        requests: int | None = 1,
        raw: bool = False,
    ) -> None:
        """Return if `requests` like this one may be sent at `cost`, the total of all of them.

        Raises DryRun if the request is only to be shown, BudgetExceeded if the cost could be more
        than --max-credits leaves, UsageError if the answer would be lost or nobody can be asked,
        and ConfirmationDeclined.
        """
        cost = self.estimate(request, raw=raw) if cost is None else cost
        self.raise_dry_run(request, cost, requests=requests, raw=raw)
        self.check_budget(cost)
        if self.env.is_stdout_closed and not request.is_free:
            raise UsageError(
                "Standard output is closed: the result would be paid for and lost.",
                hint="Redirect it, for example to a file: > FILE",
            )
        self.confirm_cost(cost)

    def confirm_cost(self, cost: "Estimate", *, note: str = "") -> None:
        """Ask before spending more than `confirm_above` credits, or an unknown number.

        A --max-credits that covers the cost is consent, and so is --yes. `note` is printed in the
        prompt.
        """
        limit = self.env.settings.get("confirm_above")
        if not cost.is_unbounded and (not cost.credits or 0 < limit >= cost.credits):
            return
        cap = self.env.settings.find("max_credits")
        # A cap in the configuration file was not set for this call.
        is_capped = cap.value is not None and cap.source in ("flag", "environment")
        if is_capped and self.budget.allows(cost, 1, self.env.settings.get("max_credits")):
            return
        self.env.confirm(f"{cost.sentence}{note}", hint=cost.hint)

    def _approve_switch(self, cost: "Estimate", *, approved: "Estimate") -> None:
        """Approve the cost of V3 in place of V2, where it is above the cost that was approved."""
        self.check_budget(cost)
        is_dearer = (cost.credits or 0) > (approved.credits or 0)
        if is_dearer or (cost.is_unbounded and not approved.is_unbounded):
            self.confirm_cost(cost)

    @property
    def is_dry_run(self) -> bool:
        """Return whether requests are printed instead of sent (--dry-run, --curl)."""
        return bool(self.env.settings.get("dry_run") or self.env.settings.get("curl"))

    def raise_dry_run(
        self,
        request: "ApiRequest",
        cost: "Estimate",
        *,
        requests: int | None = 1,
        raw: bool = False,
    ) -> None:
        """Raise DryRun with the request and its cost if requests are only to be printed."""
        if self.is_dry_run:
            from lusha_cli.api.dry_run import DryRun

            plan = None if raw else self.version_router.v3_plan(request)
            if plan:
                request, requests = plan.first, requests and requests * plan.requests
            base_url = self.env.settings.get("base_url")
            raise DryRun(request, base_url=base_url, cost=cost, requests=requests)

    def check_suppression(self, requests: "Sequence[ApiRequest]") -> None:
        """Raise Suppressed if one of the requests looks up a person on the suppression list."""
        for request in requests:
            self.redact_request(request)
        self.suppression_filter.check(requests)

    def redact_request(self, request: "ApiRequest") -> None:
        """Redact the personal data of a request from all messages, with --redact-pii."""
        if self.env.settings.get("redact_pii"):
            self.env.redactor.add_personal_data([request.query, request.body])

    def check_budget(self, cost: "Estimate") -> None:
        """Raise BudgetExceeded if `cost` could be more than --max-credits leaves."""
        setting = self.env.settings.find("max_credits")
        self.budget.check(cost, self.env.settings.get("max_credits"), source=setting.source)

    def _allow_paid_retry(self, request: "ApiRequest", unanswered: int) -> bool:
        """Return whether a request may be repeated after `unanswered` attempts that may be charged.

        It may with --retry-paid, as far as the budget covers all of the attempts.
        """
        if not self.env.settings.get("retry_paid"):
            return False
        # Each lost response may have been charged, and the next attempt may be too.
        return self.budget.allows(
            self.price(request), unanswered + 1, self.env.settings.get("max_credits")
        )

    # Messages after the result.

    def defer_note(self, text: str) -> None:
        """Print `text` to stderr after the result."""
        self._deferred_notes.append(text)

    def take_charge_note(self) -> str:
        """Return what was charged as a note such as `not charged`, and no longer report it.

        Returns "" if nothing that costs credits was sent.
        """
        is_free = self.budget.is_exact and not self.budget.spent and not self.budget.is_unknown
        sentences = self.budget.summary()
        if sentences and is_free:
            return "not charged"
        return "; ".join(f"{text[:1].lower()}{text[1:].rstrip('.')}" for text in sentences)

    def flush_notes(self) -> None:
        """Print the deferred notes and the charges."""
        self._deferred_notes += self.budget.summary()
        while self._deferred_notes:
            self.env.info(self._deferred_notes.pop(0))
