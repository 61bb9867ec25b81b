"""People of a run who are on the suppression list: they are never sent."""

from collections.abc import Callable

from lusha_cli.json_types import Json
from lusha_cli.privacy.identifiers import person_identifiers, result_identifiers
from lusha_cli.privacy.suppression_list import EMPTY_LIST, SuppressionSnapshot

Item = tuple[str, Json]

ON_THE_LIST = "on the suppression list"
WITHHELD = "the answer is about somebody on the suppression list"


class Objections:
    """What sorts items by whether their people objected; `listed` says who did, as of now.

    False where nobody did.
    """

    def __init__(self, listed: Callable[[], SuppressionSnapshot] = lambda: EMPTY_LIST) -> None:
        self._listed = listed

    def __bool__(self) -> bool:
        return bool(self._listed())

    def concern(self, item: Json) -> bool:
        """Whether the person of whom an answer has `item` objected."""
        return self._listed().contains_any(result_identifiers(item))

    def sorted(self, items: list[Item]) -> tuple[list[Item], list[Item]]:
        """The items (id, payload) to send, and those whose people objected."""
        listed = self._listed()
        if not listed:
            return items, []
        free: list[Item] = []
        objected: list[Item] = []
        for item in items:
            (objected if listed.contains_any(person_identifiers(item[1])) else free).append(item)
        return free, objected
