"""What the cache needs of a place to store its entries."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from lusha_cli.result_cache.entries import Record, StoredEntry, StoreUnreachable


class Store(Protocol):
    """Where entries are stored. Every method may raise StoreUnusable."""

    has_addresses: bool

    @property
    def is_gone(self) -> bool:
        """Return whether a server can't be reached; it then finds nothing and raises nothing."""

    def find(self, shape: str, keys: Sequence[bytes]) -> dict[bytes, StoredEntry]:
        """Return the entry of each key; those of ambiguous keys are left out."""

    def get(self, keys: Sequence[bytes]) -> dict[bytes, StoredEntry]:
        """Return entries by their own keys."""

    def put(self, records: Sequence[Record], *, longest: float, now: float) -> None:
        """Store entries; those older than the `longest` maximum age (seconds) may be removed."""

    def delete(self, keys: Sequence[bytes]) -> None:
        """Delete entries by their own keys."""

    def entries(self) -> Iterator[tuple[str, float, StoredEntry]]:
        """Yield all entries: shape, time, entry."""

    def count_hits(self, number: int) -> None:
        """Count entries that were served."""

    def close(self) -> None:
        """Close the store. Raises nothing."""


def check_reachable(store: Store) -> None:
    """Raise StoreUnreachable for a lost server: it may have more than was found."""
    if store.is_gone:
        raise StoreUnreachable("the server can't be reached")
