"""Find the results of requests in the cache, and store those of new responses."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json, as_list, as_object
from lusha_cli.result_cache.entries import (
    BASE,
    Address,
    Entry,
    Record,
    StoredEntry,
    StoreUnusable,
    decode_entry,
    encode_entry,
)
from lusha_cli.result_cache.identity import (
    Identity,
    can_look_up,
    company_result_identifiers,
    person_result_identifiers,
)
from lusha_cli.result_cache.keys import CacheKeys
from lusha_cli.result_cache.lookup import Lookup, Rest
from lusha_cli.result_cache.operations import Operation, Options
from lusha_cli.result_cache.registry import find_operation, page_text

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest

PAGE_SHAPE = "page"
T = TypeVar("T")


class Store(Protocol):
    """Where entries are stored. Every method may raise StoreUnusable."""

    has_addresses: bool

    def find(self, shape: str, keys: Sequence[bytes]) -> dict[bytes, StoredEntry]:
        """Return the entry of each key; those of ambiguous keys are left out."""

    def get(self, keys: Sequence[bytes]) -> dict[bytes, StoredEntry]:
        """Return entries by their own keys."""

    def put(self, records: Sequence[Record], *, longest: float, now: float) -> None:
        """Store entries; those older than the `longest` maximum age (seconds) may be removed."""

    def delete(self, keys: Sequence[bytes]) -> None:
        """Delete entries by their own keys."""

    def count_hits(self, number: int) -> None:
        """Count entries that were served."""

    def close(self) -> None:
        """Close the store. Raises nothing."""


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

    @property
    def has_addresses(self) -> bool:
        """Return whether the store refers to the journals of runs."""
        return self._store.has_addresses

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
        keys = self._keys
        exact = [keys.exact(lookup.shape, identity.exact) for identity in lookup.identities]
        singles = [[keys.identifier(each) for each in identity.identifiers]
                   for identity in lookup.identities]  # fmt: skip
        wanted = dict.fromkeys([*exact, *(key for group in singles for key in group)])
        found = self._find_stored(lookup.shape, list(wanted))
        stored: dict[int, StoredEntry] = {}
        for position, key in enumerate(exact):
            if match := found.get(key) or _agreed([found.get(each) for each in singles[position]]):
                stored[position] = match
        values = self._resolve_all(stored.values())
        obsolete = []
        for position, match in stored.items():
            entry = self._decode_fresh(match, values)
            if entry is None:
                continue
            if entry.is_miss and match is not found.get(exact[position]):
                continue
            if operation.is_about_people and not entry.is_miss and self._is_suppressed(
                [*operation.identifiers(entry.value), *lookup.identities[position].identifiers]
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
        return entry if 0 <= age <= (self._miss_age if entry.is_miss else self._max_age) else None

    def _resolve_all(self, stored: Iterable[StoredEntry]) -> dict[Address, Json]:
        addresses = {entry.address for entry in stored if entry.address is not None}
        return self._resolve(sorted(addresses)) if addresses else {}

    def _find_stored(self, shape: str, keys: Sequence[bytes]) -> dict[bytes, StoredEntry]:
        return self._call(lambda: self._store.find(shape, keys), {})

    def _count_hits(self, number: int) -> None:
        if number:
            self._call(lambda: self._store.count_hits(number), None)

    # Storing.

    def add(self, lookup: Lookup, rest: Rest, response: Json) -> None:
        """Add the response to a part of a request to its lookup, and store its results."""
        operation, now = lookup.operation, self._now()
        if operation is None:
            lookup.add(rest, response, {})
            self._put([self._page_record(lookup, response)])
            return
        entries: dict[int, Entry] = {}
        records: list[Record] = []
        is_cacheable = operation.is_cacheable(response)
        for position, value in operation.entries(rest.items, response).items():
            is_miss = operation.is_miss(value)
            asked = lookup.options.fields if rest.fields is None else rest.fields
            received = {BASE: now, **({} if is_miss else dict.fromkeys(asked, now))}
            entry = Entry(value, received, is_miss)
            entry = _merge(operation, lookup.partial.get(position), entry)
            entries[position] = entry
            if is_cacheable and (is_miss or operation.has_data(value)):
                identity = lookup.identities[position]
                records.append(self._record(operation, lookup.shape, identity, entry))
        lookup.add(rest, response, entries)
        self._put([self._with_earlier(operation, record) for record in records])

    def add_no_match(self, lookup: Lookup, message: str, status: int | None) -> None:
        """Store that the API answered a lookup with an error that means that nothing was found."""
        if lookup.operation is None:
            return
        value = {"noMatch": {"message": message, "status": status}}
        entry = Entry(value, {BASE: self._now()}, is_miss=True)
        self._put([self._record(lookup.operation, lookup.shape, lookup.identities[0], entry)])

    def add_outcomes(
        self,
        request: "ApiRequest",
        values: Mapping[int, Json],
        *,
        address: Callable[[int], Address],
    ) -> None:
        """Store results that a run has received, by the position of their items in its request.

        A store on this machine gets their `address` only, as the journal of the run has them.
        """
        operation = find_operation(request.endpoint.name) if request.endpoint else None
        if operation is None:
            return
        options, now = operation.options(request), self._now()
        shape = f"{operation.kind} {options.variant}".strip()
        items = operation.items(request)
        records = []
        for position, value in values.items():
            is_miss = operation.is_miss(value)
            if not is_miss and not operation.has_data(value):
                continue
            received = {BASE: now, **({} if is_miss else dict.fromkeys(options.fields, now))}
            identity, entry = operation.identity(items[position]), Entry(value, received, is_miss)
            record = self._record(operation, shape, identity, entry)
            if self.has_addresses:
                content = encode_entry(entry._replace(value=None))
                record = record._replace(content=content, address=address(position))
            records.append(record)
        self._put(records)

    def _record(
        self, operation: Operation, shape: str, identity: Identity, entry: Entry
    ) -> Record:
        keys = self._keys
        stated = [] if entry.is_miss else operation.identifiers(entry.value)
        serving = [each for each in stated if can_look_up(each)]
        if identity.is_alone and not entry.is_miss:
            serving += identity.identifiers
        identifiers = dict.fromkeys([*stated, *identity.identifiers], False)
        identifiers.update(dict.fromkeys(serving, True))
        miss_key = keys.entry(shape, f"miss {identity.exact}")
        own_id = next((each for each in stated if each.startswith(("contact:", "company:"))), None)
        key = miss_key if entry.is_miss else keys.entry(shape, own_id or identity.exact)
        return Record(
            key,
            shape,
            entry.at,
            encode_entry(entry),
            (keys.exact(shape, identity.exact),),
            tuple((keys.identifier(each), serves) for each, serves in identifiers.items()),
            () if entry.is_miss else (miss_key,),
        )

    def _page_record(self, lookup: Lookup, response: Json) -> Record:
        """Return the record of a page of a search, to be found by the people in it too."""
        text, shape, now = lookup.identities[0].exact, lookup.shape, self._now()
        body = as_object(response)
        read = company_result_identifiers if "compan" in shape else person_result_identifiers
        results = as_list(body.get("results") or body.get("contacts") or body.get("companies"))
        stated = dict.fromkeys(each for result in results for each in read(result))
        return Record(
            self._keys.entry(shape, text),
            shape,
            now,
            encode_entry(Entry(response, {BASE: now})),
            (self._keys.exact(shape, text),),
            tuple((self._keys.identifier(each), False) for each in stated),
        )

    def _with_earlier(self, operation: Operation, record: Record) -> Record:
        """Return a record with the fields that the stored entry has, and a new one lacks."""
        entry = decode_entry(record.content)
        if entry is None or entry.is_miss or not operation.field_keys:
            return record
        found = self._call(lambda: self._store.get([record.key]), {}).get(record.key)
        values = self._resolve_all([found] if found else [])
        earlier = self._decode_fresh(found, values)
        if earlier is None or earlier.is_miss or set(earlier.received) <= set(entry.received):
            return record
        return record._replace(content=encode_entry(_merge(operation, earlier, entry)))

    def _put(self, records: Sequence[Record]) -> None:
        longest = max(self._max_age, self._miss_age)
        if records:
            self._call(lambda: self._store.put(records, longest=longest, now=self._now()), None)

    def _call(self, use: Callable[[], T], default: T) -> T:
        """Use the store; if that fails, warn once and continue without it."""
        if self._is_off:
            return default
        try:
            return use()
        except StoreUnusable as error:
            self._is_off = True
            self._warn(f"Warning: the cache can't be used: {error}. Continuing without it.")
        except LushaError:
            self._is_off = True
            raise
        return default


def _merge(operation: Operation, old: Entry | None, new: Entry) -> Entry:
    """Return the new entry with the fields that only the old one has."""
    if old is None or old.is_miss or new.is_miss or not operation.has_data(new.value):
        return new
    kept = frozenset(old.received) - frozenset(new.received)
    value = operation.merge(old.value, new.value, kept)
    return Entry(value, {**{name: old.received[name] for name in kept}, **new.received})


def _agreed(matches: list[StoredEntry | None]) -> StoredEntry | None:
    """Return the entry that all identifiers of an item lead to, or None."""
    keys = {match.key if match else None for match in matches}
    return matches[0] if len(keys) == 1 else None


def _free_page(body: Json) -> Json:
    """Return a page as if it were free of charge."""
    if isinstance(body, dict) and isinstance(body.get("billing"), dict):
        return {**body, "billing": {**body["billing"], "creditsCharged": 0}}
    return body
