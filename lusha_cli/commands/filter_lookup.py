"""Values of closed lists: looked up in a copy of the list, before anything is paid for."""

from typing import Any

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.value_lists import (
    COUNTRIES,
    ListValue,
    ValueList,
    closest_names,
    completion_words,
)
from lusha_cli.context.app_context import World
from lusha_cli.errors import (
    Forbidden,
    NetworkError,
    NoMatch,
    RateLimited,
    RejectedError,
    Retired,
    ServerError,
    UsageError,
)
from lusha_cli.json_types import Json

# A list is a help, not the errand: nobody waits long for one.
PATIENCE = 2.0


class Values:
    """Looks values up for one command line; each list is fetched at most once."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: dict[str, Json] = {}
        self._is_offline = False

    def find(self, vocabulary: ValueList, text: str, *, flag: str, hint: str = "") -> Json:
        """What the API takes for `text`. Raises UsageError where the list does not have it.

        Where the list is not to be had, the text itself, or the number that it is.
        """
        entries = self._entries(vocabulary)
        if not entries:
            sent = vocabulary.fallback_value(text)
            self._world.note(f"{flag} could not be checked: {sent!r} is sent.")
            return sent
        found = vocabulary.find(text, entries)
        if not found:
            near = ", ".join(closest_names(text, entries))
            raise UsageError(
                f"{flag}: {text!r} is not in the list.{f' Near: {near}.' if near else ''}",
                hint=f"{hint} See them all: lusha {vocabulary.command}".strip(),
            )
        if len(found) > 1:
            listed = ", ".join(f"{entry.value} ({entry.names[0]})" for entry in found)
            raise UsageError(f"{flag}: {text!r} may be any of {listed}.", hint="Give the id.")
        return found[0].value

    def _entries(self, vocabulary: ValueList) -> list[ListValue]:
        name = vocabulary.command
        if name not in self._known:
            self._known[name] = self._answer(vocabulary)
        return vocabulary.entries(self._known[name])

    def _answer(self, vocabulary: ValueList) -> Json:
        """The list as the API tells it: a copy, or a fresh one; None where there is neither."""
        kept = kept_list(self._world, vocabulary.command)
        if kept is not None or self._is_offline or self._world.only_shows:
            return kept
        endpoint = vocabulary.endpoint
        world = self._world
        client = world.client_with(lambda: world.key.value, max_wait=PATIENCE, timeout=PATIENCE)
        try:
            call = ApiRequest(endpoint.method, vocabulary.path, {}, None, endpoint)
            answer = world.bridge.send(call, client.send)
        except NetworkError:
            self._is_offline = True
            return None
        except (ServerError, RateLimited, Forbidden, NoMatch, RejectedError, Retired):
            return None
        keep_list(self._world, vocabulary.command, answer)
        return answer


def sub_filters(
    world: World,
    events: list[str] | None,
    departments: list[str] | None,
    places: list[Any] | None,
) -> dict[str, Json]:
    """The sub-filters of company signals that were given, as the API calls them."""
    values = Values(world)
    known = [
        {**place, "country": values.find(COUNTRIES, place["country"], flag="--hiring-by-location")}
        for place in places or []
    ]
    given = {
        "newsEventTypes": events,
        "hiringByDepartments": departments,
        "hiringByLocations": known,
    }
    return {name: value for name, value in given.items() if value}


def kept_list(world: World, operation: str) -> Json:
    """The copy of the list that the command `operation` tells, or None."""
    return world.copies.get(operation.replace(" ", "-"))


def keep_list(world: World, operation: str, answer: Json) -> None:
    """Keep a copy of the list that the command `operation` tells; an empty one is none."""
    values = answer.get("values") if isinstance(answer, dict) else answer
    if isinstance(values, list) and values:
        world.copies.put(operation.replace(" ", "-"), answer)
        keep_words(world, operation, answer)


def keep_words(world: World, operation: str, answer: Json) -> None:
    """Keep the words of a list for the completions of shells; the sandbox's only at first."""
    for name, words in completion_words(operation, answer):
        world.words.put(name, words, unless_there=world.in_sandbox)
