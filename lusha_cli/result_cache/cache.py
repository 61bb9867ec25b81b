"""Find the results of requests in the cache, and store those of new responses."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json, as_object
from lusha_cli.result_cache.entries import (
    BASE,
    Address,
    Entry,
    Record,
    StoredEntry,
    StoreUnusable,
    decode_entry,
)
from lusha_cli.result_cache.identity import Identity, person_result_identifiers
from lusha_cli.result_cache.keys import CacheKeys
from lusha_cli.result_cache.lookup import Lookup, Rest
from lusha_cli.result_cache.operations import Operation, Options
from lusha_cli.result_cache.records import (
    make_page_record,
    make_record,
    merge_entries,
    without_value,
)
from lusha_cli.result_cache.registry import find_operation, page_text
from lusha_cli.result_cache.store import Store, check_reachable

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest

PAGE_SHAPE = "page"
# Seconds by which the clocks of machines that share a server may differ.
_CLOCK_SKEW = 3600.0
T = TypeVar("T")


class ResultCache:
    """The cache of one account, for a command that accepts results up to an age in seconds.

    `miss_age` is that of misses. With `is_refresh`, nothing is found, and new results replace the
    old ones. `is_suppressed` returns whether any of some identifiers is on the suppression list.
    `resolve` returns the values that journals of runs have. `warn` prints a sentence. Safe to use
    from several threads if the store is.
    """

    def __init__(
        self,
        store: Store,
        keys: CacheKeys,
        *,
        now: Callable[[], float],
        max_age: float,
        miss_age: float,
        is_refresh: bool,
        is_suppressed: Callable[[Iterable[str]], bool],
        resolve: Callable[[Sequence[Address]], dict[Address, Json]],
        warn: Callable[[str], None],
    ) -> None:
        self._store = store
        self._keys = keys
        self._now = now
        self._max_age = max_age
        self._miss_age = miss_age
        self._is_refresh = is_refresh
        self._is_suppressed = is_suppressed
        self._resolve = resolve
        self._warn = warn
        self._is_off = False
        self._preloaded: dict[tuple[str, bytes], StoredEntry | None] = {}

    def close(self) -> None:
        """Close the store."""
        self._store.close()

    # Finding.

    def find(self, request: "ApiRequest") -> Lookup | None:
        """Return what the cache has for a request, or None if its results aren't cached."""
        text = page_text(request)
        if text is not None:
            return self._find_page(request, text)
        operation = find_operation(request.endpoint.name) if request.endpoint else None
        items = operation.items(request) if operation else []
        if operation is None or not items:
            return None
        options = operation.options(request)
        shape = f"{operation.kind} {options.variant}".strip()
        identities = [operation.identity(item) for item in items]
        lookup = Lookup(request, operation, options, shape, items, identities)
        if not self._is_refresh:
            self._find_items(lookup, operation)
        self._add_rests(lookup, operation)
        return lookup

    def preload(self, requests: "Iterable[ApiRequest]") -> None:
        """Read what `find` will need for requests, in as few steps as possible."""
        keys: dict[str, dict[bytes, None]] = {}
        for request in requests:
            operation = find_operation(request.endpoint.name) if request.endpoint else None
            if operation is None or self._is_refresh:
                continue
            shape = f"{operation.kind} {operation.options(request).variant}".strip()
            identities = map(operation.identity, operation.items(request))
            wanted = [key for identity in identities for key in self._keys_of(shape, identity)]
            keys.setdefault(shape, {}).update(dict.fromkeys(wanted))
        self._preloaded = {}
        for shape, of_shape in keys.items():
            found = self._find_stored(shape, list(of_shape))
            self._preloaded.update({(shape, key): found.get(key) for key in of_shape})

    def _keys_of(self, shape: str, identity: Identity) -> list[bytes]:
        """Return the keys that may find an item, that of all its parts first."""
        singles = map(self._keys.identifier, identity.identifiers)
        return [self._keys.exact(shape, identity.exact), *singles]

    def _find_page(self, request: "ApiRequest", text: str) -> Lookup:
        assert request.endpoint is not None
        shape = f"{PAGE_SHAPE} {request.endpoint.name}"
        identity = Identity(text, (), is_alone=True)
        lookup = Lookup(request, None, Options("", frozenset()), shape, [request.body], [identity])
        key = self._keys.exact(shape, text)
        found = {} if self._is_refresh else self._find_stored(shape, [key])
        entry = self._decode_fresh(found.get(key), self._resolve_all(found.values()))
        if entry is None:
            lookup.rests = [Rest(request, {0: request.body}, None)]
            return lookup
        lookup.page, lookup.oldest, lookup.hits = _free_page(entry.value), entry.at, 1
        self._count_hits(1)
        return lookup

    def _find_items(self, lookup: Lookup, operation: Operation) -> None:
        keys = [self._keys_of(lookup.shape, identity) for identity in lookup.identities]
        found = self._find_stored(lookup.shape, list(dict.fromkeys(chain.from_iterable(keys))))
        stored: dict[int, StoredEntry] = {}
        for position, (exact, *singles) in enumerate(keys):
            if match := found.get(exact) or _agreed([found.get(key) for key in singles]):
                stored[position] = match
        values = self._resolve_all(stored.values())
        obsolete = []
        for position, match in stored.items():
            entry = self._decode_fresh(match, values)
            if entry is None:
                continue
            # Only the same request is sure to find nothing.
            if entry.is_miss and match is not found.get(keys[position][0]):
                continue
            if (
                operation.is_about_people
                and not entry.is_miss
                and self._is_suppressed(
                    [*operation.identifiers(entry.value), *lookup.identities[position].identifiers]
                )
            ):
                lookup.suppressed.append(position)
                obsolete.append(match.key)
                continue
            self._use(lookup, operation, position, entry)
        lookup.hits = len(lookup.entries)
        if obsolete:
            self._call(lambda: self._store.delete(obsolete), None)
        self._count_hits(lookup.hits)

    def _use(self, lookup: Lookup, operation: Operation, position: int, entry: Entry) -> None:
        """Use a cached entry as far as it has the fields of the request, and only those."""
        fields = lookup.options.fields
        fresh = entry.fresh_fields(self._now() - self._max_age)
        has_all = entry.is_miss or fields <= fresh
        used = fields & fresh
        if not has_all and not used:
            return
        unwanted = frozenset(entry.received) - fields - {BASE}
        value = entry.value if entry.is_miss else operation.strip(entry.value, unwanted)
        chosen = lookup.entries if has_all else lookup.partial
        received = {BASE: entry.at, **{name: entry.received[name] for name in used}}
        chosen[position] = entry._replace(value=value, received=received)
        oldest = entry.oldest(used)
        lookup.oldest = oldest if lookup.oldest is None else min(lookup.oldest, oldest)

    def _add_rests(self, lookup: Lookup, operation: Operation) -> None:
        """Add the requests for the items that aren't complete, by the fields that they lack."""
        groups: dict[frozenset[str] | None, dict[int, Json]] = {}
        for position, item in enumerate(lookup.items):
            if position in lookup.entries or position in lookup.suppressed:
                continue
            fields = None
            if position in lookup.partial:
                fields = lookup.options.fields - frozenset(lookup.partial[position].received)
            groups.setdefault(fields, {})[position] = item
        lookup.rests = [
            Rest(operation.rest(lookup.request, items, fields), items, fields)
            for fields, items in groups.items()
        ]

    def _decode_fresh(
        self, stored: StoredEntry | None, values: Mapping[Address, Json]
    ) -> Entry | None:
        """Return an entry that isn't too old, or None."""
        entry = decode_entry(stored.content) if stored else None
        if entry is None or stored is None:
            return None
        if stored.address is not None:
            if stored.address not in values:
                return None
            entry = entry._replace(value=values[stored.address])
        age = self._now() - entry.at
        limit = self._miss_age if entry.is_miss else self._max_age
        return entry if -_CLOCK_SKEW <= age <= limit else None

    def _resolve_all(self, stored: Iterable[StoredEntry]) -> dict[Address, Json]:
        addresses = {entry.address for entry in stored if entry.address is not None}
        return self._resolve(sorted(addresses)) if addresses else {}

    def _find_stored(self, shape: str, keys: Sequence[bytes]) -> dict[bytes, StoredEntry]:
        if all((shape, key) in self._preloaded for key in keys):
            pairs = ((key, self._preloaded[shape, key]) for key in keys)
            return {key: entry for key, entry in pairs if entry}
        nothing: dict[bytes, StoredEntry] = {}
        return self._call(lambda: self._store.find(shape, keys), nothing)

    def _count_hits(self, number: int) -> None:
        if number:
            self._call(lambda: self._store.count_hits(number), None)

    def export(self) -> Iterator[tuple[str, Entry]]:
        """Yield all readable entries with their shape, without those of suppressed people."""
        stored = list(self._store.entries())
        check_reachable(self._store)
        values = self._resolve_all(entry for _, _, entry in stored)
        for shape, _, each in stored:
            entry = decode_entry(each.content)
            if entry is None or (each.address is not None and each.address not in values):
                continue
            if each.address is not None:
                entry = entry._replace(value=values[each.address])
            result = as_object(entry.value).get("item", entry.value)
            if not self._is_suppressed(person_result_identifiers(result)):
                yield shape, entry

    # Storing.

    def add(self, lookup: Lookup, rest: Rest, response: Json) -> None:
        """Add the response to a part of a request to its lookup, and store its results."""
        operation, now = lookup.operation, self._now()
        if operation is None:
            lookup.add(response, {})
            identity = lookup.identities[0]
            record = make_page_record(self._keys, lookup.shape, identity, response, at=now)
            self._put([record])
            return
        entries: dict[int, Entry] = {}
        records: list[Record] = []
        is_cacheable = operation.is_cacheable(response)
        for position, value in operation.entries(rest.items, response).items():
            is_miss = operation.is_miss(value)
            asked = lookup.options.fields if rest.fields is None else rest.fields
            received = {BASE: now, **({} if is_miss else dict.fromkeys(asked, now))}
            entry = Entry(value, received, is_miss)
            entry = merge_entries(operation, lookup.partial.get(position), entry)
            entries[position] = entry
            if is_cacheable and (is_miss or operation.has_data(value)):
                identity = lookup.identities[position]
                records.append(make_record(self._keys, operation, lookup.shape, identity, entry))
        lookup.add(response, entries, operation.others(rest.items, response))
        self._put(self._with_earlier(operation, records))

    def add_no_match(self, lookup: Lookup, message: str, status: int | None) -> None:
        """Store the error of a lookup that found nothing."""
        if lookup.operation is None:
            return
        value = {"noMatch": {"message": message, "status": status}}
        entry = Entry(value, {BASE: self._now()}, is_miss=True)
        identity = lookup.identities[0]
        self._put([make_record(self._keys, lookup.operation, lookup.shape, identity, entry)])

    def add_from_run(
        self, request: "ApiRequest", response: Json, addresses: Mapping[int, Address | None]
    ) -> None:
        """Store the results that a run has received for some positions of its request.

        A store on this machine gets only the addresses of those that the journal of the run has.
        """
        operation = find_operation(request.endpoint.name) if request.endpoint else None
        if operation is None:
            return
        options, now = operation.options(request), self._now()
        shape = f"{operation.kind} {options.variant}".strip()
        items = dict(enumerate(operation.items(request)))
        records = []
        for position, value in operation.entries(items, response).items():
            is_miss = operation.is_miss(value)
            if position not in addresses or not (is_miss or operation.has_data(value)):
                continue
            received = {BASE: now, **({} if is_miss else dict.fromkeys(options.fields, now))}
            identity, entry = operation.identity(items[position]), Entry(value, received, is_miss)
            record = make_record(self._keys, operation, shape, identity, entry)
            records.append(record._replace(address=None if is_miss else addresses[position]))
        merged = self._with_earlier(operation, records)
        self._put(map(without_value, merged) if self._store.has_addresses else merged)

    def _with_earlier(self, operation: Operation, records: list[Record]) -> list[Record]:
        """Return records with the fields that the stored entries have, and the new ones lack."""
        if not records:
            return []
        nothing: dict[bytes, StoredEntry] = {}
        found = self._call(lambda: self._store.get([each.key for each in records]), nothing)
        values = self._resolve_all(found.values())
        merged = []
        for record in records:
            earlier = self._decode_fresh(found.get(record.key), values)
            if earlier and not set(earlier.received) <= set(record.entry.received):
                entry = merge_entries(operation, earlier, record.entry)
                record = record._replace(entry=entry, address=None)
            merged.append(record)
        return merged

    def _put(self, records: Iterable[Record]) -> None:
        longest, records = max(self._max_age, self._miss_age), list(records)
        if records:
            self._preloaded = {}
            self._call(lambda: self._store.put(records, longest=longest, now=self._now()), None)

    def _call(self, use: Callable[[], T], default: T) -> T:
        """Use the store; if that fails, warn once and continue without it."""
        if self._is_off:
            return default
        try:
            return use()
        except StoreUnusable as error:
            self._is_off = True
            self._warn(
                f"Warning: the cache can't be used: {error}. Continuing without it. {error.hint}"
            )
        except LushaError:
            self._is_off = True
            raise
        return default


def _agreed(matches: list[StoredEntry | None]) -> StoredEntry | None:
    """Return the entry that all identifiers of an item lead to, or None."""
    keys = {match.key if match else None for match in matches}
    return matches[0] if len(keys) == 1 else None


def _free_page(body: Json) -> Json:
    """Return a page as if it were free of charge."""
    if isinstance(body, dict) and isinstance(body.get("billing"), dict):
        return {**body, "billing": {**body["billing"], "creditsCharged": 0}}
    return body
