"""How long personal data is stored: the setting `retention`, and the deletion of older data."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from lusha_cli.personal_data.store import Store


class Purged(NamedTuple):
    """How many entries of a store were deleted, or would be."""

    store: Store
    entries: int


def purge(
    stores: Iterable[Store], ages: Mapping[str, int], *, now: float, is_dry_run: bool = False
) -> list[Purged]:
    """Delete the entries that are older than the age of their store in seconds.

    Stores without an age stay unchanged. Raises LushaError if one can't be written.
    """
    return [
        Purged(store, store.purge(now - ages[store.name], is_dry_run=is_dry_run))
        for store in stores
        if store.name in ages
    ]
