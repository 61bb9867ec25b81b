"""The cache that a team shares: a server that speaks the protocol of Redis, such as Valkey.

The server removes entries when they expire. One that can't be reached doesn't stop a command: what
this process has received is still found, and nothing else.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lusha_cli.errors import UsageError
from lusha_cli.optional_dependencies import missing_dependency
from lusha_cli.result_cache.entries import Record, StoredEntry, decode_entry, encode_entry
from lusha_cli.result_cache.keys import KEY_BYTES

_TIMEOUT = 3.0
# The entries that are also kept in memory.
_MAX_LOCAL = 20_000
_SCAN_COUNT = 1_000


class RedisStore:
    """The entries of an account on the server at `url`. Safe to use from threads.

    `warn` gets one sentence if the server can't be reached. Raises UsageError if the server
    rejects the password or isn't a Redis server.
    """

    has_addresses = False

    def __init__(self, url: str, *, account: str, warn: Callable[[str], None]) -> None:
        try:
            import redis
        except ImportError as error:
            raise missing_dependency("redis", what="cache_url") from error
        self._redis = redis
        self._url = url
        self._prefix = f"lusha:1:{account}:".encode()
        self._warn = warn
        self._lock = threading.Lock()
        self._is_gone = self._is_checked = False
        self._local: OrderedDict[bytes, StoredEntry] = OrderedDict()
        self._client: Any = redis.Redis.from_url(
            url, socket_timeout=_TIMEOUT, socket_connect_timeout=_TIMEOUT, retry=None
        )

    def find(self, shape: str, keys: Sequence[bytes]) -> dict[bytes, StoredEntry]:
        """Return the entry of each key."""
        names = {key: self._alias(shape, key) for key in keys}
        with self._lock:
            local = {key: self._local[name] for key, name in names.items() if name in self._local}
        others = [key for key in keys if key not in local]
        targets = self._use(lambda: self._client.mget([names[key] for key in others]), others)
        owners = {key: name for key, name in zip(others, targets or [], strict=False) if name}
        wanted = list(dict.fromkeys(owners.values()))
        contents = self._use(lambda: self._client.mget(wanted), wanted) or []
        by_name = {
            name: StoredEntry(name.removeprefix(self._prefix + b"e:"), _unpack(content).content)
            for name, content in zip(wanted, contents, strict=False)
            if content
        }
        found = {key: by_name[name] for key, name in owners.items() if name in by_name}
        return {**local, **found}

    def get(self, keys: Sequence[bytes]) -> dict[bytes, StoredEntry]:
        """Return entries by their own keys."""
        contents = self._use(lambda: self._client.mget(list(map(self._entry, keys))), keys) or []
        pairs = zip(keys, contents, strict=False)
        return {
            key: StoredEntry(key, _unpack(content).content) for key, content in pairs if content
        }

    def put(self, records: Sequence[Record], *, longest: float, now: float) -> None:
        """Store entries until the `longest` maximum age has passed since they were received."""
        encoded = [(record, encode_entry(record.entry)) for record in records]

        def write() -> None:
            pipeline = self._client.pipeline(transaction=False)
            for record, content in encoded:
                seconds = max(1, int(record.at + longest - now))
                self._put(pipeline, record, content, seconds)
            pipeline.execute()

        with self._lock:
            for record, content in encoded:
                entry = StoredEntry(record.key, content)
                for name in self._aliases(record):
                    self._local[name] = entry
                    self._local.move_to_end(name)
            while len(self._local) > _MAX_LOCAL:
                self._local.popitem(last=False)
        self._use(write, records)

    def delete(self, keys: Sequence[bytes]) -> None:
        """Delete entries by their own keys; what leads to them expires."""
        with self._lock:
            gone = [name for name, entry in self._local.items() if entry.key in keys]
            for name in gone:
                del self._local[name]
        self._use(lambda: self._client.delete(*map(self._entry, keys)), keys)

    def count_hits(self, number: int) -> None:
        """Count entries that were served."""
        self._use(lambda: self._client.incrby(self._prefix + b"hits", number), [number])

    def keys_of(self, identifiers: Iterable[bytes]) -> set[bytes]:
        """Return the keys of the entries that state any of these identifiers."""
        wanted = set(identifiers)
        return {
            name.removeprefix(self._prefix + b"e:")
            for name, content in self._scan()
            if not wanted.isdisjoint(_unpack(content).identifiers)
        }

    def serving_keys(self, keys: Iterable[bytes]) -> set[bytes]:
        """Return the keys of identifiers by which requests find these entries."""
        names = list(map(self._entry, keys))
        contents = self._use(lambda: self._client.mget(names), names) or []
        return {key for content in contents if content for key in _unpack(content).serving}

    def entries(self) -> Iterator[tuple[str, float, StoredEntry]]:
        """Yield all entries: shape, time, entry."""
        for name, content in self._scan():
            packed = _unpack(content)
            entry = decode_entry(packed.content)
            key = name.removeprefix(self._prefix + b"e:")
            yield packed.shape, entry.at if entry else 0.0, StoredEntry(key, packed.content)

    @property
    def hits(self) -> int:
        """Return how many entries were served."""
        return int(self._use(lambda: self._client.get(self._prefix + b"hits"), [1]) or 0)

    @property
    def size(self) -> int:
        """Return the size of the entries in bytes."""
        return sum(len(name) + len(content) for name, content in self._scan())

    @property
    def location(self) -> str:
        """Return the address of the server, without a password."""
        parts = urlsplit(self._url)
        host = parts.netloc.rpartition("@")[2]
        return f"{parts.scheme}://{host}{parts.path}"

    def clear(self) -> None:
        """Delete all entries of the account."""
        names = self._use(lambda: list(self._names(self._prefix + b"*")), [1]) or []
        for start in range(0, len(names), _SCAN_COUNT):
            part = names[start : start + _SCAN_COUNT]
            self._use(lambda part=part: self._client.delete(*part), part)  # type: ignore[misc]

    def erase(self) -> None:
        """Do nothing: the server has deleted the entries."""

    def close(self) -> None:
        """Close the connections. Raises nothing."""
        with suppress(self._redis.RedisError, OSError):
            self._client.close()

    @property
    def is_gone(self) -> bool:
        """Return whether the server can't be reached."""
        self._use(lambda: True, [1])
        return self._is_gone

    def _put(self, pipeline: Any, record: Record, content: bytes, seconds: int) -> None:
        for key in record.replaces:
            pipeline.delete(self._entry(key))
        pipeline.set(self._entry(record.key), _pack(record, content), ex=seconds)
        for name in self._aliases(record):
            pipeline.set(name, self._entry(record.key), ex=seconds)

    def _aliases(self, record: Record) -> list[bytes]:
        """Return the names under which requests find an entry."""
        serving = [key for key, serves in record.identifiers if serves]
        return [self._alias(record.shape, key) for key in (*record.exact, *serving)]

    def _alias(self, shape: str, key: bytes) -> bytes:
        import zlib

        return b"%sa:%08x:%s" % (self._prefix, zlib.crc32(shape.encode()), key)

    def _entry(self, key: bytes) -> bytes:
        return self._prefix + b"e:" + key

    def _scan(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield the names and contents of all entries."""
        names = self._use(lambda: list(self._names(self._prefix + b"e:*")), [1]) or []
        for start in range(0, len(names), _SCAN_COUNT):
            part = names[start : start + _SCAN_COUNT]
            contents = self._use(lambda part=part: self._client.mget(part), part) or []  # type: ignore[misc]
            yield from ((n, c) for n, c in zip(part, contents, strict=False) if c)

    def _names(self, pattern: bytes) -> Iterator[bytes]:
        return self._client.scan_iter(pattern, count=_SCAN_COUNT)  # type: ignore[no-any-return]

    def _use(self, use: Callable[[], Any], needed: Sequence[Any]) -> Any:
        """Return the result of the server; None for nothing needed, and once it is gone."""
        if self._is_gone or not needed:
            return None
        errors = self._redis.exceptions
        try:
            if not self._is_checked:
                self._client.ping()
                self._is_checked = True
            return use()
        except (errors.AuthenticationError, errors.InvalidResponse, errors.ResponseError) as error:
            if not self._is_checked:
                raise self._rejected(error) from None
            self._leave(error)
        except (errors.RedisError, OSError) as error:
            self._leave(error)
        return None

    def _rejected(self, error: Exception) -> UsageError:
        return UsageError(
            f"The cache server {self.location} rejected the connection: {_first_line(error)}.",
            hint="Correct its URL, with its password: lusha config set cache_url "
            "redis://USER:PASSWORD@HOST",
        )

    def _leave(self, error: Exception) -> None:
        with self._lock:
            was_gone, self._is_gone = self._is_gone, True
        if not was_gone:
            self._warn(
                f"Warning: the cache server {self.location} can't be used: {_first_line(error)}. "
                "Continuing without it."
            )


class _Packed(NamedTuple):
    """What the server has for an entry: the keys that forget it, its shape, its content.

    `serving` are those of the `identifiers` that requests find it by.
    """

    serving: list[bytes]
    identifiers: list[bytes]
    shape: str
    content: bytes


def _pack(record: Record, content: bytes) -> bytes:
    serving = [key for key, serves in record.identifiers if serves]
    others = [key for key, serves in record.identifiers if not serves]
    shape = record.shape.encode()
    lengths = (len(serving), len(serving) + len(others), len(shape))
    head = b"".join(length.to_bytes(2, "big") for length in lengths)
    return b"".join((head, *serving, *others, shape, content))


def _unpack(packed: bytes) -> _Packed:
    serving, keys, shape = (int.from_bytes(packed[n : n + 2], "big") for n in (0, 2, 4))
    start = 6 + KEY_BYTES * keys
    identifiers = [packed[n : n + KEY_BYTES] for n in range(6, start, KEY_BYTES)]
    end = start + shape
    text = packed[start:end].decode(errors="replace")
    return _Packed(identifiers[:serving], identifiers, text, packed[end:])


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
