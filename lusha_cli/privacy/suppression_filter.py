"""What stands between calls and people on the suppression list."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lusha_cli.errors import Suppressed, SuppressionUnusable
from lusha_cli.privacy import identifiers

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.privacy.suppression_list import Suppression

from lusha_cli.json_types import Json

_MOST_TOLD = 5


class Guard:
    """Keeps calls from looking up people who are on `suppression`; None lets everything pass."""

    def __init__(self, suppression: "Suppression | None") -> None:
        self._suppression = suppression

    def check(self, calls: "Iterable[ApiRequest]") -> None:
        """Raise Suppressed where one of the calls names somebody on the list."""
        named = [(_name(call), call) for call in calls if identifiers.names_people(_name(call))]
        if self._suppression is None or not named or not (listed := self._suppression.now()):
            return
        people: list[list[str]] = []
        for operation, call in named:
            people += identifiers.named_in(operation, call.query, call.body)
        if held := [names for names in people if listed.holds(names)]:
            raise Suppressed(_told(held, of=len(people)))

    def warning(self, call: "ApiRequest", answer: Json) -> str:
        """What to say of an answer that has somebody on the list, who was not named; or ""."""
        if self._suppression is None or not identifiers.brings_people(_name(call)):
            return ""
        try:
            listed = self._suppression.now()
        except SuppressionUnusable as error:
            # The answer is paid for: better shown than lost.
            return f"Warning: {error.message}"
        found = sum(map(listed.holds, identifiers.names_in(answer))) if listed else 0
        who = "1 person" if found == 1 else f"{found:,} people"
        return f"Warning: the answer has {who} on the suppression list: do not use it." * bool(
            found
        )


def _name(call: "ApiRequest") -> str:
    return call.endpoint.name if call.endpoint else ""


def _told(held: Sequence[Sequence[str]], *, of: int) -> str:
    """Who of so many people is on the list, to be left out."""
    texts = [names[0].partition(":")[2] for names in held[:_MOST_TOLD]]
    who = ", ".join(texts) + (", …" if len(held) > _MOST_TOLD else "")
    if of == 1:
        return f"{who} is on the suppression list. Nothing was sent."
    are = "is" if len(held) == 1 else "are"
    return f"{len(held):,} of {of:,} people {are} on the suppression list: {who}. Nothing was sent."
