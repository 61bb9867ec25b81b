"""The cached results of people and companies."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lusha_cli.clock import timestamp
from lusha_cli.errors import LushaError
from lusha_cli.personal_data.store import Finding, StoreStatus, time_span
from lusha_cli.privacy.identifiers import result_identifiers
from lusha_cli.privacy.identity import PersonIdentity
from lusha_cli.result_cache.entries import StoreUnusable, decode_entry
from lusha_cli.result_cache.store import check_reachable

if TYPE_CHECKING:
    from lusha_cli.result_cache.keys import CacheKeys
    from lusha_cli.result_cache.redis_store import RedisStore
    from lusha_cli.result_cache.sqlite_store import SqliteStore


class CachedResultStore:
    """The cache of results. Without the `keys` of an account, only its contents are searched."""

    name = "cache"
    nouns = ("cached result", "cached results")

    def __init__(self, store: "SqliteStore | RedisStore", keys: "CacheKeys | None") -> None:
        self._store = store
        self._keys = keys

    def status(self) -> StoreStatus:
        """Return what the store holds. Raises LushaError if it can't be read."""
        with self._translated():
            times = [at for _, at, _ in self._store.entries()]
            size = self._store.size if times else 0
        location = Path(self._store.location)
        return StoreStatus(self.name, location, len(times), size, *time_span(times))

    def find(self, identity: PersonIdentity) -> Iterator[Finding]:
        """Yield the data about a person. Raises LushaError if the store can't be read."""
        with self._translated():
            stored = list(self._store.entries())
        for _, at, each in stored:
            if not _may_contain(each.content, identity):
                continue
            entry = decode_entry(each.content)
            place = timestamp(at)
            for person in identity.objects_in(entry.value if entry else None):
                yield Finding(self.name, place, person, result_identifiers(person))

    def forget(self, identity: PersonIdentity) -> int:
        """Erase a person; return the number of entries. Raises LushaError."""
        with self._translated():
            found = {
                each.key
                for _, _, each in self._store.entries()
                if _may_contain(each.content, identity)
            }
            if self._keys:
                found |= self._store.keys_of(map(self._keys.identifier, identity))
            self._store.delete(sorted(found))
            if found:
                self._store.erase()
        return len(found)

    def purge(self, before: float, *, is_dry_run: bool) -> int:
        """Delete the entries from before a Unix time; return how many. Raises LushaError."""
        with self._translated():
            old = [each.key for _, at, each in self._store.entries() if at < before]
            if old and not is_dry_run:
                self._store.delete(old)
                self._store.erase()
        return len(old)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
            check_reachable(self._store)
        except StoreUnusable as error:
            raise LushaError(f"The cache can't be used: {error}.") from error
        finally:
            self._store.close()


def _may_contain(content: bytes, identity: PersonIdentity) -> bool:
    """Return whether a content may be about a person."""
    with suppress(zlib.error):
        return bool(identity.may_be_in(zlib.decompress(content)))
    return False
