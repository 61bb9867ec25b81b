"""Keep people on the suppression list out of a run."""

from collections.abc import Callable

from lusha_cli.json_types import Json
from lusha_cli.privacy.identifiers import person_identifiers, result_identifiers
from lusha_cli.privacy.suppression_list import EMPTY_LIST, SuppressionSnapshot

Item = tuple[str, Json]

SUPPRESSED_ERROR = "on the suppression list"
WITHHELD_ERROR = "the response is about a person on the suppression list"


class SuppressionPartition:
    """Separate items of suppressed people from the others.

    `snapshot` returns the current suppression list. False where that list is empty.
    """

    def __init__(self, snapshot: Callable[[], SuppressionSnapshot] = lambda: EMPTY_LIST) -> None:
        self._snapshot = snapshot

    def __bool__(self) -> bool:
        return bool(self._snapshot())

    def matches(self, item: Json) -> bool:
        """Return whether a response item is about a suppressed person."""
        return self._snapshot().contains_any(result_identifiers(item))

    def split(self, items: list[Item]) -> tuple[list[Item], list[Item]]:
        """Split items (id, payload) into those to send and those of suppressed people."""
        # Read for every batch: the list may change during a run.
        snapshot = self._snapshot()
        if not snapshot:
            return items, []
        allowed: list[Item] = []
        suppressed: list[Item] = []
        for item in items:
            (suppressed if snapshot.contains_any(person_identifiers(item[1])) else allowed).append(
                item
            )
        return allowed, suppressed
