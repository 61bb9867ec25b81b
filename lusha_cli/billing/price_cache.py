"""The price list of the account in use: fetched once a day, else the published prices."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from lusha_cli.errors import Interrupted, LushaError
from lusha_cli.json_types import Json, as_object

if TYPE_CHECKING:
    from lusha_cli.api.endpoints import Endpoint
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.prices import PriceList
    from lusha_cli.storage.response_cache import ResponseCache

# How long a price list is used before it is fetched again, in seconds.
MAX_AGE = 86_400.0
# How long after a failed fetch the next one is made, in seconds.
RETRY_AGE = 3_600.0
_ANY_AGE = float("inf")


class AccountPrices(NamedTuple):
    """The prices of an account; `is_outdated` if the list couldn't be fetched for over a day."""

    prices: "PriceList"
    is_outdated: bool = False


class PriceCache:
    """The price list of one account, in `cache`.

    `account` returns a hash of the account's key, or None without a key.
    `fetch` returns the `pricing` of `account plan`, or None if it has none, or raises LushaError.
    """

    def __init__(
        self,
        cache: "ResponseCache",
        *,
        account: Callable[[], str | None],
        fetch: Callable[[], Json],
    ) -> None:
        self._cache = cache
        self._account = account
        self._fetch = fetch

    @cached_property
    def current(self) -> AccountPrices:
        """Return the account's prices, fetched if none are cached or they are older than a day."""
        from lusha_cli.billing.prices import read_prices

        if self._name is None:
            return AccountPrices({})
        fresh = self._cache.get(self._name, max_age=MAX_AGE)
        if fresh is None and self._may_fetch():
            fresh = self._fetch_and_cache()
        if fresh is not None:
            return AccountPrices(read_prices(fresh))
        old = self._cache.get(self._name, max_age=_ANY_AGE)
        return AccountPrices(read_prices(old), is_outdated=True)

    @property
    def cached(self) -> tuple[Json, float] | None:
        """Return the price list of any age and when it was fetched (Unix time), if it is cached."""
        if self._name is None:
            return None
        pricing = self._cache.get(self._name, max_age=_ANY_AGE)
        fetched = self._cache.fetched_at(self._name)
        return None if pricing is None or fetched is None else (pricing, fetched)

    @cached_property
    def _name(self) -> str | None:
        """Return the name of the cached list."""
        account = self._account()
        return account and f"prices-{account}"

    def _may_fetch(self) -> bool:
        """Return whether the last failed fetch is long enough ago."""
        return self._cache.get(f"{self._name}-failed", max_age=RETRY_AGE) is None

    def _fetch_and_cache(self) -> Json:
        try:
            pricing = self._fetch()
        except Interrupted:
            # It ends the command, which would continue with a paid request.
            raise
        except LushaError as error:
            # Offline, the next call tries again; an account without access doesn't ask each time.
            if error.status in (403, 404):
                self._cache.put(f"{self._name}-failed", True)
            return None
        if isinstance(pricing, dict):
            self._put(pricing)
            return pricing
        self._cache.put(f"{self._name}-failed", True)
        return None

    def _put(self, pricing: Json) -> None:
        if self._name is not None:
            self._cache.put(self._name, pricing)

    def price_endpoint(self, endpoint: "Endpoint") -> "Endpoint":
        """Return the endpoint at the account's prices."""
        if endpoint.is_free:
            return endpoint
        from lusha_cli.billing.prices import with_account_prices

        prices, is_outdated = self.current
        return with_account_prices(endpoint, prices, is_outdated=is_outdated)

    def price_request(self, request: "ApiRequest") -> "ApiRequest":
        """Return the request at the account's prices."""
        return request._replace(endpoint=request.endpoint and self.price_endpoint(request.endpoint))

    def update_from(self, request: "ApiRequest", response: Json) -> Json:
        """Return the response unchanged; cache the price list of a response to `account plan`."""
        is_plan = request.endpoint is not None and request.endpoint.name == "account plan"
        pricing = as_object(response).get("pricing") if is_plan else None
        if isinstance(pricing, dict):
            self._put(pricing)
        return response
