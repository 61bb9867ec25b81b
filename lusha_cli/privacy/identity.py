"""All identifiers of one person, and the search for them in stored data."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from lusha_cli.json_types import Json
from lusha_cli.parsing.identifiers import InvalidValue, find_emails
from lusha_cli.privacy.identifiers import (
    make_identifier,
    parse_identifier,
    person_identifiers,
    result_identifiers,
)

# What is below these keys is about companies, whose IDs can equal those of people.
_COMPANY_KEYS = frozenset(("company", "companies", "previousCompany", "currentCompany"))
_WORD_SEPARATORS = r"[\s<>()\[\]{}\"',;|]+"
_PHONE = r"\+[0-9][0-9 ().\-/]{5,24}[0-9]"
# A shorter one is in too many texts.
_MIN_LOCAL_PART = 4
_NOT_DIGITS = bytes(set(range(256)) - set(b"0123456789"))


class PersonIdentity:
    """The identifiers of one person (see `privacy.identifiers`), to which more may be added.

    Colleagues may share a phone. So a phone that was added later identifies the person only where
    there is no other identifier.
    """

    def __init__(self, identifiers: Iterable[str]) -> None:
        self._identifiers: dict[str, None] = {}
        self._needles: list[bytes] = []
        self._numbers: list[bytes] = []
        self._is_searchable = True
        self.add(identifiers)
        self._given = frozenset(self._identifiers)

    def __len__(self) -> int:
        return len(self._identifiers)

    def __iter__(self) -> Iterator[str]:
        return iter(self._identifiers)

    def add(self, identifiers: Iterable[str]) -> None:
        """Add identifiers of the same person."""
        for identifier in identifiers:
            if identifier not in self._identifiers:
                self._identifiers[identifier] = None
                self._add_needle(*identifier.split(":", 1))

    def matches(self, identifiers: Sequence[str]) -> bool:
        """Return whether the identifiers of a stored person are those of this person."""
        known = [identifier for identifier in identifiers if identifier in self._identifiers]
        if all(identifier.startswith("phone:") for identifier in known):
            is_all = all(identifier.startswith("phone:") for identifier in identifiers)
            return bool(known) and (is_all or not self._given.isdisjoint(known))
        return True

    def may_be_in(self, text: bytes) -> bool:
        """Return whether a text, such as JSON, may contain an identifier of the person.

        Much faster than parsing the text. False is certain.
        """
        if not self._is_searchable:
            return True
        lowered = text.lower()
        if any(needle in lowered for needle in self._needles):
            return True
        if not self._numbers:
            return False
        # Phone numbers are written with spaces and signs.
        digits = text.translate(None, _NOT_DIGITS)
        return any(number in digits for number in self._numbers)

    def is_about(self, value: dict[str, Json]) -> bool:
        """Return whether an object of a request or response is about the person."""
        return self.matches([*person_identifiers(value), *result_identifiers(value)])

    def objects_in(self, value: Json) -> Iterator[dict[str, Json]]:
        """Yield the outermost objects about the person in a request or response."""
        if isinstance(value, dict):
            if self.is_about(value):
                yield value
                return
            for key, entry in value.items():
                if key not in _COMPANY_KEYS:
                    yield from self.objects_in(entry)
        elif isinstance(value, list):
            for entry in value:
                yield from self.objects_in(entry)

    def erase_from(self, value: Json) -> Json:
        """Return a part of a request or response without the objects about the person in it."""
        if isinstance(value, list):
            return [self.erase_from(entry) for entry in value if not self._is_object(entry)]
        if not isinstance(value, dict):
            return value
        return {
            key: entry if key in _COMPANY_KEYS else self.erase_from(entry)
            for key, entry in value.items()
            if key in _COMPANY_KEYS or not self._is_object(entry)
        }

    def _is_object(self, value: Json) -> bool:
        return isinstance(value, dict) and self.is_about(value)

    def is_in_text(self, text: str) -> bool:
        """Return whether a text that users typed, such as a cell, names the person."""
        is_possible = self.may_be_in(text.encode("utf-8", "surrogatepass"))
        return is_possible and self.matches(text_identifiers(text))

    def _add_needle(self, kind: str, value: str) -> None:
        if kind == "phone":
            self._numbers.append(re.sub("[^0-9]", "", value).encode())
            return
        needle = value
        if kind == "linkedin":
            # JSON may escape slashes.
            needle = value.rstrip("/").rpartition("/")[2]
        elif kind == "email":
            # The sign between them may be written as %40, and a domain in two ways.
            local_part, _, domain = value.rpartition("@")
            needle = local_part if len(local_part) >= _MIN_LOCAL_PART else domain
        is_plain = needle.isascii() and "%" not in needle and "xn--" not in needle
        if not is_plain or not needle or json.dumps(needle) != f'"{needle}"':
            # It may be written in several ways, so that only parsing shows whether it is there.
            self._is_searchable = False
            return
        self._needles.append(needle.lower().encode())


def text_identifiers(text: str) -> list[str]:
    """Return the identifiers of people in a text that users typed, such as a cell of a file.

    Also those among other words, as in `ask ada@firm.example`.
    """
    words = [text, *re.split(_WORD_SEPARATORS, text), *re.findall(_PHONE, text)]
    identifiers = [make_identifier("email", email) for email in find_emails(text)]
    for word in dict.fromkeys(words):
        with suppress(InvalidValue):
            identifiers.append(parse_identifier(word))
    return identifiers
