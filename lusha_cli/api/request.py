"""A request to the API, before it is sent."""

from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from lusha_cli.api.endpoints import PER_SECOND, Endpoint, Limit
from lusha_cli.billing.estimate import Estimate, estimate
from lusha_cli.json_types import Json


class ApiRequest(NamedTuple):
    """A request to make.

    `endpoint` is its row in the list of operations, or None for a path outside the list. `serves`
    is the operation that it serves in place of V2's, or as a step of several.
    """

    method: str
    path: str
    query: dict[str, Json]
    body: Json = None
    endpoint: Endpoint | None = None
    serves: str = ""

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
    def parameters(self) -> dict[str, Json]:
        """Return the query with that of the path; a repeated name has a list."""
        parameters: dict[str, Json] = {}
        pairs = parse_qsl(self.path.partition("?")[2], keep_blank_values=True)
        for name, value in [*pairs, *self.query.items()]:
            name = name.removesuffix("[]")
            parameters[name] = [parameters[name], value] if name in parameters else value
        return {name: _flatten(value) for name, value in parameters.items()}

    @property
    def cost(self) -> Estimate:
        """Return the worst-case cost at the prices of the endpoint."""
        return estimate(self.endpoint, self.parameters, self.body)

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


def _flatten(value: Json) -> Json:
    """Return a list without lists in it; other values are returned unchanged."""
    if not isinstance(value, list):
        return value
    entries = [_flatten(entry) for entry in value]
    return [item for entry in entries for item in (entry if isinstance(entry, list) else [entry])]


def _query_text(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
