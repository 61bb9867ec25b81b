"""The services of one command that reach the API: clients, versions of the API, and prices."""

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lusha_cli.billing.price_cache import PriceCache
from lusha_cli.context.environment import Environment
from lusha_cli.context.services import Services
from lusha_cli.errors import ClosedPipe, LushaError

if TYPE_CHECKING:
    from lusha_cli.api.client import Client
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.api.request_log import RequestLogger
    from lusha_cli.api.v2_compat.router import VersionRouter
    from lusha_cli.billing.estimate import Estimate
    from lusha_cli.context.call_recorder import OpenCall


class ApiServices(Services):
    """The services that reach the API. Safe to use from threads, each of which has its own client.

    `lock` guards what the threads change together.
    """

    def __init__(self, env: Environment, **options: Any) -> None:
        super().__init__(env, **options)
        self.lock = threading.RLock()
        self._thread = threading.local()
        self._clients: list[Client] = []

    def close(self) -> None:
        """Close the connections, sandboxes and files that were opened."""
        with self.lock:
            while self._clients:
                self._clients.pop().close()
            super().close()

    @property
    def client(self) -> "Client":
        """Return the client of this thread, with the key of the current profile."""
        made: Client | None = getattr(self._thread, "client", None)
        if made is None:
            made = self.make_client(lambda: self.api_key.value)
            with self.lock:
                self._clients.append(made)
            self._thread.client = made
        return made

    @client.setter
    def client(self, client: "Client") -> None:
        self._thread.client = client

    @property
    def response_seconds(self) -> float:
        """Return how long the last response of this thread took; 0.0 if it sent nothing."""
        made: Client | None = getattr(self._thread, "client", None)
        return made.seconds if made else 0.0

    @property
    def open_call(self) -> "OpenCall | None":
        """Return the paid request that this thread is sending, except those of a bulk run."""
        return getattr(self._thread, "open_call", None)

    @open_call.setter
    def open_call(self, call: "OpenCall | None") -> None:
        self._thread.open_call = call

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

    def stop_waiting(self) -> None:
        """Report that requests in flight are waited for, and end the waits of all threads."""
        # The terminal may be gone, as after SIGHUP.
        with suppress(ClosedPipe, LushaError):
            self.env.info("Waiting for requests in flight. Press Ctrl-C again to stop immediately.")
        # Otherwise a thread would sleep through its rate limit before it stops.
        self.env.clock.wake()

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
        # The prices of the account are fetched by one thread only.
        with self.lock:
            return self.price(request) if raw else self.version_router.estimate(request)

    @property
    def price_revision(self) -> int:
        """Return a number that changes whenever estimates may have changed."""
        return self.charge_history.revision + self.version_router.revision
