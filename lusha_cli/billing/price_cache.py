"""The account's prices, cached for an hour."""

from functools import cached_property
from typing import TYPE_CHECKING

from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.api.endpoints import Endpoint
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.prices import Price
    from lusha_cli.storage.response_cache import ResponseCache

# How long a cached price list is used, in seconds.
MAX_AGE = 3600.0


class PriceCache:
    """The prices of one account, in `cache`; `account` is a text that is unique to the account.

    It is false while no prices are cached.
    """

    def __init__(self, cache: "ResponseCache", *, account: str) -> None:
        self._cache = cache
        # `account` may contain an API key, which must not become a file name.
        import hashlib

        self._name = f"prices-{hashlib.sha256(account.encode()).hexdigest()[:16]}"

    def __bool__(self) -> bool:
        return bool(self._prices)

    @cached_property
    def _prices(self) -> "dict[str, Price]":
        from lusha_cli.billing.prices import read_prices

        return read_prices(self._cache.get(self._name, max_age=MAX_AGE))

    def price_endpoint(self, endpoint: "Endpoint") -> "Endpoint":
        """Return the endpoint at the account's prices, or at the published ones if not cached."""
        from lusha_cli.billing.prices import with_account_prices

        return endpoint if endpoint.is_free else with_account_prices(endpoint, self._prices)

    def price_request(self, request: "ApiRequest") -> "ApiRequest":
        """Return the request at the account's prices."""
        return request._replace(endpoint=request.endpoint and self.price_endpoint(request.endpoint))

    def update_from(self, request: "ApiRequest", response: Json) -> Json:
        """Return the response unchanged; cache the price list of a response to `account plan`."""
        is_plan = request.endpoint is not None and request.endpoint.name == "account plan"
        if is_plan and isinstance(response, dict):
            self._cache.put(self._name, response.get("pricing"))
        return response
