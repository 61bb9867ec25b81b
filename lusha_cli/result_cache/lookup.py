"""A request of which the cache may have the results of some items."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from lusha_cli.errors import NoMatch
from lusha_cli.json_types import Json, as_object
from lusha_cli.result_cache.entries import Entry
from lusha_cli.result_cache.identity import Identity
from lusha_cli.result_cache.operations import Operation, Options

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest


class Rest(NamedTuple):
    """A request for items that the cache lacks, by their positions in the whole request.

    `fields` are those to ask for; None: all that the request asks for.
    """

    request: "ApiRequest"
    items: Mapping[int, Json]
    fields: frozenset[str] | None


class Lookup:
    """What the cache has for a request, and the requests for the rest.

    `entries` are complete, and `partial` ones lack some of the fields. `keys` are those of the
    entries in the store. `oldest` is when the oldest cached part was received (Unix time).
    """

    # Not a dataclass: importing those takes longer than a lookup.
    def __init__(
        self,
        request: "ApiRequest",
        operation: Operation | None,
        options: Options,
        shape: str,
        items: list[Json],
        identities: list[Identity],
    ) -> None:
        self.request = request
        self.operation = operation
        self.options = options
        self.shape = shape
        self.items = items
        self.identities = identities
        self.entries: dict[int, Entry] = {}
        self.partial: dict[int, Entry] = {}
        self.suppressed: list[int] = []
        self.rests: list[Rest] = []
        self.oldest: float | None = None
        self.hits = 0
        self.page: Json = None
        self._responses: list[Json] = []
        self._others: list[Json] = []

    @property
    def is_complete(self) -> bool:
        """Return whether nothing has to be sent."""
        return not self.rests

    @property
    def no_match(self) -> NoMatch | None:
        """Return the error of a cached lookup that found nothing, or None."""
        entry = self.entries.get(0)
        error = as_object(entry.value).get("noMatch") if entry and entry.is_miss else None
        return NoMatch(error["message"], status=error["status"]) if error else None

    @property
    def requests(self) -> "list[ApiRequest]":
        """Return the requests to send."""
        return [rest.request for rest in self.rests]

    def add(
        self, response: Json, entries: Mapping[int, Entry], others: Iterable[Json] = ()
    ) -> None:
        """Add the response to a part of the request: its results, and `others` about nobody."""
        self._responses.append(response)
        self._others.extend(others)
        self.entries.update(entries)
        if self.operation is None:
            self.page = response

    @property
    def body(self) -> Json:
        """Return the response to the whole request, without what is missing."""
        if self.operation is None:
            return self.page
        is_whole = len(self._responses) == 1 and not self.hits and not self.partial
        if is_whole and self.rests[0].request == self.request:
            return self._responses[0]
        entries = [
            self.entries[position].value if position in self.entries else None
            for position in range(len(self.items))
        ]
        frame = _join(self._responses)
        return self.operation.response(self.items, entries, frame, self._others)


def _join(responses: list[Json]) -> Json:
    """Return the first of several responses with the credits of all of them."""
    if len(responses) < 2:
        return responses[0] if responses else None
    billings = [as_object(as_object(response).get("billing")) for response in responses]
    charges: list[Json] = [billing.get("creditsCharged") for billing in billings]
    if not all(isinstance(charge, (int, float)) for charge in charges):
        return responses[0]
    billing = {**billings[0], "creditsCharged": sum(charges)}
    merged = {**as_object(responses[0]), "billing": billing}
    for key in ("contacts", "companies"):
        if key in merged:
            merged[key] = {k: v for body in responses for k, v in as_object(body.get(key)).items()}
    return merged
