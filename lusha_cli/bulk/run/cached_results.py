"""Give items of a new run their results from the cache of results."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat.translation import run_translation
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.cached_parts import CachedPart
from lusha_cli.bulk.run.outcomes import CACHE, Outcome, parse_outcomes
from lusha_cli.clock import timestamp
from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json
from lusha_cli.result_cache.entries import BASE

if TYPE_CHECKING:
    from lusha_cli.api.v2_compat.translation import Translation
    from lusha_cli.bulk.run.journal import Journal, RequestBatch
    from lusha_cli.result_cache.cache import ResultCache
    from lusha_cli.result_cache.lookup import Lookup

SUPPRESSED_ERROR = "the cached result is about a person on the suppression list"


class NotCached(LushaError):
    """A request has to be sent, as not all of its results are cached."""


class CachedResults:
    """The results that `cache` has for the items of a run with these request options.

    `number` counts the items that got one, `oldest` is when the oldest was received (Unix time).
    `parts` are the items of which only the emails or the phones are cached.
    """

    def __init__(self, cache: "ResultCache", options: dict[str, Json]) -> None:
        self._cache = cache
        self._options = options
        self.number = 0
        self.oldest: float | None = None
        self.parts: dict[int, CachedPart] = {}

    def find(
        self, journal: "Journal", record_type: RecordType, known: set[int]
    ) -> Iterator[tuple[int, Outcome]]:
        """Yield the items of a planned journal, but for the `known` ones, that have a result."""
        for batch in chain(journal.pending_batches(), journal.held_batches()):
            items = [item for item in batch.items if int(item[0]) not in known]
            if not items:
                continue
            part = batch._replace(items=items)
            found = self._by_steps if record_type.request_steps else self._by_item
            for id_, outcome in found(part, record_type):
                self.number += outcome.status != "blocked"
                yield int(id_), outcome

    def _by_item(
        self, batch: "RequestBatch", record_type: RecordType
    ) -> Iterator[tuple[str, Outcome]]:
        lookup = self._cache.find(self._request(record_type, batch.items))
        if lookup is None or lookup.operation is None:
            return
        yield from self._blocked(batch, lookup)
        for position, entry in lookup.entries.items():
            id_, times = batch.item_ids[position], lookup.options.fields
            body = lookup.operation.response([lookup.items[position]], [entry.value], None)
            outcome = self._outcome(record_type, id_, body, entry.oldest(times))
            self._count(entry.oldest(times))
            yield id_, outcome
        for position, entry in lookup.partial.items():
            missing = lookup.options.fields - frozenset(entry.received)
            if len(missing) != 1:
                continue
            id_, times = batch.item_ids[position], frozenset(entry.received) - {BASE}
            body = lookup.operation.response([lookup.items[position]], [entry.value], None)
            outcome = self._outcome(record_type, id_, body, entry.oldest(times))
            if outcome.response_item:
                self.parts[int(id_)] = CachedPart(outcome, *missing)

    def _by_steps(
        self, batch: "RequestBatch", record_type: RecordType
    ) -> Iterator[tuple[str, Outcome]]:
        """Yield the items for which all steps are cached."""
        steps = record_type.request_steps
        assert steps
        self._preload([steps(self._request(record_type, [item]).body) for item in batch.items])
        for item in batch.items:
            sender = _CacheOnly(self._cache)
            try:
                body = run_translation(steps(self._request(record_type, [item]).body), sender.send)
            except NotCached:
                if sender.is_suppressed:
                    yield item[0], Outcome("blocked", SUPPRESSED_ERROR, source=CACHE)
                continue
            self._count(sender.oldest)
            yield item[0], self._outcome(record_type, item[0], body, sender.oldest)

    def _preload(self, translations: "list[Translation]") -> None:
        """Read what the steps may find in as few requests to the store as there are steps."""
        waiting = [(translation, next(translation, None)) for translation in translations]
        while requests := [request for _, request in waiting if request]:
            self._cache.preload(requests)
            waiting = [
                (translation, self._next_request(translation, request))
                for translation, request in waiting
                if request
            ]

    def _next_request(self, translation: "Translation", request: ApiRequest) -> ApiRequest | None:
        with suppress(NotCached, StopIteration):
            response = _CacheOnly(self._cache).send(request)
            following: ApiRequest = translation.send(response)
            return following
        return None

    def _request(self, record_type: RecordType, items: list[tuple[str, Json]]) -> ApiRequest:
        endpoint = record_type.endpoint
        body = record_type.build_request(items, self._options)
        return ApiRequest(endpoint.method, endpoint.path, {}, body, endpoint)

    def _blocked(self, batch: "RequestBatch", lookup: "Lookup") -> Iterator[tuple[str, Outcome]]:
        for position in lookup.suppressed:
            yield batch.item_ids[position], Outcome("blocked", SUPPRESSED_ERROR, source=CACHE)

    def _count(self, received: float) -> None:
        self.oldest = received if self.oldest is None else min(received, self.oldest)

    def _outcome(self, record_type: RecordType, id_: str, body: Json, received: float) -> Outcome:
        at = timestamp(received)
        free_type = record_type._replace(item_credits=lambda *_: 0)
        outcome = parse_outcomes(free_type, [id_], body, at, is_resent=False)[id_]
        return outcome._replace(source=CACHE)


class _CacheOnly:
    """Serves the steps of a request from the cache, and raises NotCached for others."""

    def __init__(self, cache: "ResultCache") -> None:
        self._cache = cache
        self.oldest = float("inf")
        self.is_suppressed = False

    def send(self, request: ApiRequest) -> Json:
        """Return the response to one step. Raises NotCached."""
        lookup = self._cache.find(request)
        if lookup is None or not lookup.is_complete or lookup.suppressed:
            self.is_suppressed = bool(lookup and lookup.suppressed)
            raise NotCached("Not cached.")
        self.oldest = min(self.oldest, lookup.oldest or self.oldest)
        return lookup.body
