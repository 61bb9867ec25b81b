"""Leave people in the EU and do-not-call phones out of results (--exclude-eu, --exclude-dnc)."""

from collections.abc import Iterator
from typing import NamedTuple

from lusha_cli.errors import NoMatch
from lusha_cli.json_types import Json, as_object, get_object
from lusha_cli.privacy.identifiers import looks_up_people

EU_ERROR = "in the EU, excluded by --exclude-eu"
_EU_KEYS = ("isEuContact", "is_eu_contact")
# What an entry without its person keeps: which lookup it belongs to, and the charge.
_KEPT_KEYS = ("id", "contactId", "clientReferenceId", "isCreditCharged", "creditsCharged")


class FilteredResponse(NamedTuple):
    """A response without the excluded data, and how many people and phones were left out.

    `others` is the number of people with data that stay.
    """

    body: Json
    people: int = 0
    phones: int = 0
    others: int = 0


class PersonFilter:
    """Leaves out people in the EU, as the API marks them, and phones on a do-not-call list.

    People without that mark stay. False if nothing is left out.
    """

    def __init__(self, *, exclude_eu: bool = False, exclude_dnc: bool = False) -> None:
        self._exclude_eu = exclude_eu
        self._exclude_dnc = exclude_dnc

    def __bool__(self) -> bool:
        return self._exclude_eu or self._exclude_dnc

    def excludes(self, item: Json) -> bool:
        """Return whether an item of a response is a person to leave out."""
        return self._exclude_eu and any(_read_eu_marks(item))

    def apply(self, body: Json, *, keep_places: bool = False) -> FilteredResponse:
        """Return a response without the excluded data; `body` itself stays unchanged.

        People in lists are dropped. With `keep_places`, an error takes the place of each, as the
        lists of lookups have one entry per lookup.
        """
        if not self:
            return FilteredResponse(body)
        numbers = set(_read_blocked_numbers(body)) if self._exclude_dnc else set()
        walk = _Walk(self, numbers, keep_places=keep_places)
        filtered = walk.value(body)
        return FilteredResponse(filtered, walk.people, len(walk.phones), walk.others)

    def apply_to(self, operation: str, body: Json) -> Json:
        """Return the response of an operation without the excluded data, for a program.

        Raises NoMatch for a lookup whose only people are left out.
        """
        is_lookup = looks_up_people(operation)
        filtered = self.apply(body, keep_places=is_lookup)
        if is_lookup and filtered.people and not filtered.others:
            raise NoMatch("People in the EU are left out (exclude_eu).")
        return filtered.body


class _Walk:
    """One pass over a response, and its counts."""

    def __init__(self, filter_: PersonFilter, numbers: set[str], *, keep_places: bool) -> None:
        self._filter = filter_
        self._numbers = numbers
        self._keep_places = keep_places
        self.people = self.others = 0
        self.phones: set[str] = set()

    def value(self, value: Json) -> Json:
        """Return a part of the response without the excluded data."""
        if isinstance(value, list):
            return list(self._entries(value))
        if not isinstance(value, dict):
            return value
        if self._filter.excludes(value):
            self.people += 1
            kept = {key: value[key] for key in _KEPT_KEYS if key in value}
            return {**kept, "error": {"name": "EXCLUDED", "message": f"The person is {EU_ERROR}."}}
        # The marks of a person are beside its data, or in it.
        self.others += any(True for _ in _read_eu_marks({**value, "data": None}))
        return {key: self.value(entry) for key, entry in value.items()}

    def _entries(self, entries: list[Json]) -> Iterator[Json]:
        for entry in entries:
            # A response may list the same number twice, once without the mark.
            number = _read_number(entry)
            if number in self._numbers:
                self.phones.add(number)
            elif not self._keep_places and self._filter.excludes(entry):
                self.people += 1
            else:
                yield self.value(entry)


def _read_eu_marks(item: Json) -> Iterator[bool]:
    """Yield the marks of a person: whether they are in the EU."""
    person = as_object(item)
    for holder in (person, get_object(person, "data")):
        for place in (holder, get_object(holder, "location")):
            yield from (place[key] is True for key in _EU_KEYS if key in place)


def _read_blocked_numbers(value: Json) -> Iterator[str]:
    """Yield the numbers in a response that are on a do-not-call list."""
    entries = value if isinstance(value, list) else as_object(value).values()
    for entry in entries:
        if as_object(entry).get("doNotCall") is True:
            yield _read_number(entry)
        elif isinstance(entry, (dict, list)):
            yield from _read_blocked_numbers(entry)


def _read_number(entry: Json) -> str:
    """Return the number of a phone: an object or text; "" for one without it."""
    number = entry
    if isinstance(entry, dict):
        number = entry.get("number", entry.get("phone"))
    return str(number) if isinstance(number, (str, int)) else ""
