"""A request to the API, before it is sent."""

from typing import NamedTuple
from urllib.parse import urlencode

from lusha_cli.api.endpoints import PER_SECOND, Endpoint, Limit
from lusha_cli.billing.estimate import Estimate, estimate
from lusha_cli.json_types import Json


class ApiRequest(NamedTuple):
    """A request to make.

    `endpoint` is its row in the list of operations, or None for a path outside the list.
    """

    method: str
    path: str
    query: dict[str, Json]
    body: Json = None
    endpoint: Endpoint | None = None

    @property
    def target(self) -> str:
        """Return the path with its query: booleans in lower case, a list as repeated names."""
        pairs = [
            (name, _query_text(item))
            for name, value in self.query.items()
            for item in (value if isinstance(value, list) else [value])
        ]
        # Some paths of `lusha api` already have a query.
        separator = "&" if "?" in self.path else "?"
        return f"{self.path}{separator}{urlencode(pairs)}" if pairs else self.path

    @property
    def cost(self) -> Estimate:
        """Return the worst-case cost."""
        return estimate(self.endpoint, self.query, self.body)

    @property
    def is_idempotent(self) -> bool:
        """Return whether sending it again after a lost response is free of charge."""
        return self.endpoint.is_idempotent if self.endpoint else self.method == "GET"

    @property
    def is_free(self) -> bool:
        """Return whether it is known to cost nothing."""
        return bool(self.endpoint and self.endpoint.is_free)

    @property
    def limit(self) -> Limit:
        """Return the published rate limit."""
        return self.endpoint.limit if self.endpoint else PER_SECOND

    @property
    def rate_limit_key(self) -> str:
        """Return the name it is counted under: its operation, or the group of the operation."""
        row = self.endpoint
        return (row.limit.group or row.name) if row else f"{self.method} {self.path}"


def _query_text(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
