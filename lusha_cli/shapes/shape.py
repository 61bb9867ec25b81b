"""A shape: the properties of a CRM's record, and where their values come from."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

Subject = Literal["people", "companies"]
Kind = Literal["text", "email", "phone", "url", "number", "date"]
JsonForm = Literal["flat", "hubspot", "document"]
RangeEnd = Literal["min", "max"]


class Picklist(NamedTuple):
    """The values that a property accepts, and those of others that stand for one of them.

    Both are by folded value. Without `values`, any value is accepted. A value that maps to ""
    is left out on purpose.
    """

    values: Mapping[str, str]
    mapping: Mapping[str, str]

    def find(self, value: str) -> str | None:
        """Return the accepted value, "" for one that is left out, or None for an unknown one."""
        folded = fold(value)
        if folded in self.mapping:
            return self.mapping[folded]
        return self.values.get(folded) if self.values else value


@lru_cache(maxsize=4096)
def fold(value: str) -> str:
    """Return a value as it is compared: `Food & Beverages` is `FOOD_BEVERAGES`."""
    spaced = "".join(letter if letter.isalnum() else " " for letter in value.casefold())
    return "".join(word for word in spaced.split() if word != "and")


class Property(NamedTuple):
    """One property of a record.

    Its value is the first usable one of `sources`, else `default`. `max_length` counts characters,
    those outside the basic plane twice, as Salesforce does; a property without a limit has 0.
    `range_end` is the end of a range that a number property takes.
    """

    name: str
    sources: tuple[str, ...] = ()
    kind: Kind = "text"
    max_length: int = 0
    is_required: bool = False
    default: str = ""
    picklist: Picklist | None = None
    range_end: RangeEnd = "min"


class Shape(NamedTuple):
    """The properties of a CRM's record about people or companies.

    `key` is the property that identifies a record. `json_form` is the form of JSON objects: the
    properties themselves, those of HubSpot's batch requests, or the API's document.
    """

    name: str
    subject: Subject
    about: str
    properties: tuple[Property, ...]
    key: str = ""
    json_form: JsonForm = "flat"

    @property
    def columns(self) -> list[str]:
        """Return the names of the properties."""
        return [item.name for item in self.properties]

    @property
    def is_document(self) -> bool:
        """Return whether its records are documents of people or companies, without properties."""
        return self.json_form == "document"
