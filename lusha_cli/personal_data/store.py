"""A place that holds personal data: its contents, and the deletion of old ones."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from lusha_cli.json_types import Json
from lusha_cli.privacy.identity import PersonIdentity


class StoreStatus(NamedTuple):
    """What a store holds: entries, bytes on the disk, and the times of the oldest and newest.

    Times are Unix times, or None for an empty store. `location` is a file or folder.
    """

    name: str
    location: Path
    entries: int = 0
    size: int = 0
    oldest: float | None = None
    newest: float | None = None


class Finding(NamedTuple):
    """Data about a person in a store: its place there, and the data itself.

    `place` is a run, a file, or the time of a call. `identifiers` are all that the data has of the
    person.
    """

    store: str
    place: str
    data: Json
    identifiers: Sequence[str] = ()


class Place(Protocol):
    """A place that may hold data about a person. `name` is its name in findings and errors."""

    name: str

    def find(self, identity: PersonIdentity) -> Iterator[Finding]:
        """Yield the data about a person. Raises LushaError if the place can't be read."""
        ...


class ErasablePlace(Place, Protocol):
    """A place from which a person can be erased."""

    def forget(self, identity: PersonIdentity) -> int:
        """Erase a person; return the number of entries that were erased or changed.

        Nothing of them is left in the files then. Raises LushaError if that isn't possible; calling
        it again finishes what was interrupted.
        """
        ...


class Store(ErasablePlace, Protocol):
    """A place of this machine that holds personal data and expires.

    `name` is its kind in the setting `retention`, and `nouns` name an entry, singular and plural.
    """

    nouns: tuple[str, str]

    def status(self) -> StoreStatus:
        """Return what the store holds. Raises LushaError if it can't be read."""
        ...

    def purge(self, before: float, *, is_dry_run: bool) -> int:
        """Delete the entries from before a Unix time; return how many.

        With `is_dry_run` they are only counted. Raises LushaError if it can't be written.
        """
        ...


def time_span(times: list[float]) -> tuple[float | None, float | None]:
    """Return the oldest and the newest of some times."""
    return (min(times), max(times)) if times else (None, None)
