"""The entries of the cache: a result, when each part of it was received, and how it is stored."""

import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lusha_cli.json_text import dump_json, parse_json
from lusha_cli.json_types import Json

# The name of the data that every response has, beside the fields that are revealed one by one.
BASE = ""


class Entry(NamedTuple):
    """A cached result.

    `received` has the Unix time of each of its fields, and of the rest under BASE. `is_miss`: the
    API found nothing.
    """

    value: Json
    received: Mapping[str, float]
    is_miss: bool = False

    @property
    def at(self) -> float:
        """Return when the main part was received."""
        return self.received.get(BASE, 0.0)

    def fresh_fields(self, since: float) -> frozenset[str]:
        """Return the fields that were received since a Unix time; none if the rest is older."""
        if self.at < since:
            return frozenset()
        return frozenset(name for name, at in self.received.items() if at >= since)

    def oldest(self, fields: Iterable[str]) -> float:
        """Return when the oldest of the fields was received."""
        return min(self.received.get(name, self.at) for name in (BASE, *fields))


class Address(NamedTuple):
    """Where the journal of a run has a result: the run, and the key of the item's payload."""

    run: str
    item: bytes


class StoredEntry(NamedTuple):
    """An entry as a store has it: its key, its content, or the address of the content."""

    key: bytes
    content: bytes
    address: Address | None = None


class Record(NamedTuple):
    """What is written to a store: an entry, and the keys that find it.

    `exact` are the keys of requests, `identifiers` those of identifiers, with whether requests are
    served by them. `replaces` are the keys of entries that this one makes obsolete. With an
    `address`, the journal of a run has the value.
    """

    key: bytes
    shape: str
    at: float
    entry: Entry
    exact: tuple[bytes, ...]
    identifiers: tuple[tuple[bytes, bool], ...]
    replaces: tuple[bytes, ...] = ()
    address: Address | None = None


class StoreUnusable(Exception):
    """A store can't be read or written; the message is the reason."""

    # The remedies, for a lookup and for the commands on the cache itself.
    hint = "To use no cache, add --cache off."
    command_hint = "Run: lusha doctor"


class StoreUnreachable(StoreUnusable):
    """The server of a store can't be reached."""

    command_hint = "Check its URL: lusha config get cache_url"


class StoreDamaged(StoreUnusable):
    """The file of a store isn't a cache, or is broken."""

    hint = command_hint = "To delete it, run: lusha cache clear"


# Begin the content of an entry whose value is elsewhere; those of zlib begin with x. The names of
# its fields follow the time, or one letter for each of the usual fields.
_TIME_ONLY, _TIME_AND_LETTERS = b"t", b"l"
_LETTERS = {"emails": "e", "phones": "p"}
# Begins such a content without the time, where that is stored beside it.
_LETTERS_ONLY = b"e"


def encode_entry(entry: Entry) -> bytes:
    """Return the compressed content of an entry."""
    is_plain = BASE in entry.received and not entry.is_miss
    if entry.value is None and is_plain and len(set(entry.received.values())) == 1:
        fields, at = [name for name in entry.received if name != BASE], struct.pack(">d", entry.at)
        if _LETTERS.keys() >= set(fields):
            letters = "".join(letter for name, letter in _LETTERS.items() if name in fields)
            return _TIME_AND_LETTERS + at + letters.encode()
        return _TIME_ONLY + at + "\n".join(fields).encode("utf-8", "surrogatepass")
    document = [entry.value, dict(entry.received), int(entry.is_miss)]
    text = dump_json(document, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def without_time(content: bytes, at: float) -> bytes:
    """Return a content as it is stored beside the time of its entry."""
    prefix = _TIME_AND_LETTERS + struct.pack(">d", at)
    return _LETTERS_ONLY + content[9:] if content.startswith(prefix) else content


def with_time(content: bytes, at: float) -> bytes:
    """Return the content that `without_time` made shorter."""
    if not content.startswith(_LETTERS_ONLY):
        return content
    return _TIME_AND_LETTERS + struct.pack(">d", at) + content[1:]


def decode_entry(content: bytes) -> Entry | None:
    """Return the entry of a content, or None for one that is damaged."""
    try:
        if content.startswith((_TIME_ONLY, _TIME_AND_LETTERS)):
            (at,) = struct.unpack(">d", content[1:9])
            text = content[9:].decode("utf-8", "surrogatepass")
            if content.startswith(_TIME_AND_LETTERS):
                fields = [name for name, letter in _LETTERS.items() if letter in text]
            else:
                fields = text.split("\n")
            return Entry(None, dict.fromkeys([BASE, *fields], at))
        value, received, is_miss = parse_json(zlib.decompress(content))
        times = {str(name): float(at) for name, at in received.items()}
    except (zlib.error, struct.error, ValueError, TypeError, AttributeError, RecursionError):
        return None
    return Entry(value, times, bool(is_miss))
