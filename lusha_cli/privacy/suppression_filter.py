"""The check of requests and responses against the suppression list."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lusha_cli.errors import Suppressed, SuppressionListError
from lusha_cli.json_types import Json
from lusha_cli.privacy.identifiers import (
    looks_up_people,
    request_identifiers,
    response_identifiers,
    returns_people,
)

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.privacy.suppression_list import SuppressionList

# How many suppressed people an error names.
_MAX_NAMED = 5


class SuppressionFilter:
    """Rejects requests that look up people on a suppression list; without one, allows all."""

    def __init__(self, suppression_list: "SuppressionList | None") -> None:
        self._list = suppression_list

    def check(self, requests: "Iterable[ApiRequest]") -> None:
        """Raise Suppressed if one of the requests identifies a person on the list."""
        lookups = [request for request in requests if looks_up_people(_operation(request))]
        if self._list is None or not lookups or not (snapshot := self._list.snapshot()):
            return
        people: list[list[str]] = []
        for request in lookups:
            people += request_identifiers(_operation(request), request.query, request.body)
        if suppressed := [person for person in people if snapshot.contains_any(person)]:
            raise Suppressed(_message(suppressed, total=len(people)))

    def warning(self, request: "ApiRequest", response: Json) -> str:
        """Return a warning about people on the list in a response to a search; "" if none are."""
        if self._list is None or not returns_people(_operation(request)):
            return ""
        try:
            snapshot = self._list.snapshot()
        except SuppressionListError as error:
            # The response is paid for: better shown than lost.
            return f"Warning: {error.message}"
        if not snapshot:
            return ""
        number = sum(map(snapshot.contains_any, response_identifiers(response)))
        if not number:
            return ""
        people = "1 person" if number == 1 else f"{number:,} people"
        return f"Warning: the response includes {people} on the suppression list. Do not use it."


def _operation(request: "ApiRequest") -> str:
    """Return the name of a request's operation, or "" for a path that isn't in the list."""
    return request.endpoint.name if request.endpoint else ""


def _message(suppressed: Sequence[Sequence[str]], *, total: int) -> str:
    """Return the error that names the suppressed among `total` people of a request."""
    values = [identifiers[0].partition(":")[2] for identifiers in suppressed[:_MAX_NAMED]]
    names = ", ".join(values) + (", …" if len(suppressed) > _MAX_NAMED else "")
    if total == 1:
        return f"{names} is on the suppression list. Nothing was sent."
    number = len(suppressed)
    are = "is" if number == 1 else "are"
    return (
        f"{number:,} of {total:,} people {are} on the suppression list: {names}. Nothing was sent."
    )
