"""What the account pays for each action, as far as that was told in the last hour."""

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lusha_cli.api.endpoints import Endpoint
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.prices import Price
    from lusha_cli.storage.response_cache import Copies

from lusha_cli.json_types import Json

# So long a price list counts as known, in seconds.
HOUR = 3600.0


class PriceList:
    """The prices of one account, kept in `copies`; `whose` tells it from other accounts."""

    def __init__(self, copies: "Copies", *, whose: str) -> None:
        self._copies = copies
        self._name = f"prices-{hashlib.sha256(whose.encode()).hexdigest()[:16]}"

    def __bool__(self) -> bool:
        return bool(self._prices)

    @cached_property
    def _prices(self) -> "dict[str, Price]":
        from lusha_cli.billing.prices import read_prices

        return read_prices(self._copies.get(self._name, max_age=HOUR))

    def row(self, row: "Endpoint") -> "Endpoint":
        """An operation at the account's prices; at the published ones where these are not known."""
        from lusha_cli.billing.prices import priced

        return row if row.is_free else priced(row, self._prices)

    def call(self, call: "ApiRequest") -> "ApiRequest":
        """A call at the account's prices."""
        return call._replace(endpoint=call.endpoint and self.row(call.endpoint))

    def learn(self, call: "ApiRequest", answer: Json) -> Json:
        """The answer to a call; where it is the account's plan, its price list is kept."""
        if call.endpoint and call.endpoint.name == "account plan" and isinstance(answer, dict):
            self._copies.put(self._name, answer.get("pricing"))
        return answer
