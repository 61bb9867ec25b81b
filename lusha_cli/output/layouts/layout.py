"""Define how a response is shown: where its records are, and which columns a table has."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

Formatter = Literal[
    "text",
    "number",
    "bytes",
    "yes",
    "yes_no",
    "domain",
    "time",
    "signal",
    "phones",
    "preview",
    "has",
    "mapping",
    "price",
    "score",
    "list",
    "entries",
    "place",
    "places",
    "size",
    "money",
    "funding",
    "rounds",
    "traffic",
    "signals",
    "json",
]
_SPELLINGS = {"id": "ID", "ids": "IDs", "url": "URL", "linkedin": "LinkedIn"}


class Column(NamedTuple):
    """Describe one column of a table, or one line of a record.

    `key` is a dotted path into the record. Without a `header`, the title derives from it.
    `fallback_keys` are tried in order if `key` has no value; the value at `suffix_key` is
    appended. `formatter` is how the value is written for people. A `no_wrap` value is not
    broken, because it will be copied. An `optional` column is left out if the terminal is too
    narrow for it; the first ones are more important. One that `can_fold` stands on a line of its
    own below the row instead. A column is at least `min_width` cells wide.
    """

    key: str
    header: str = ""
    fallback_keys: tuple[str, ...] = ()
    suffix_key: str = ""
    formatter: Formatter = "text"
    no_wrap: bool = False
    optional: bool = False
    can_fold: bool = False
    min_width: int = 1

    @property
    def title(self) -> str:
        """Return the text above the column."""
        return self.header or title_from_key(self.key)


class NestedTable(NamedTuple):
    """Describe a list of records inside a record, shown as a table below it.

    With a `key_field`, it may be a map of records: each key is added to its record by that name,
    and so is the note that `notes` has for the key, as `note`.
    """

    path: str
    title: str
    columns: tuple[Column, ...]
    key_field: str = ""
    notes: Mapping[str, str] = MappingProxyType({})


class Rows(NamedTuple):
    """Describe the rows that --last selects: their kind, the command for them, and its purpose.

    The ids of a search that `is_search_only` are known to this command alone.
    """

    kind: Literal["contacts", "companies"]
    next_command: str = ""
    purpose: str = ""
    is_search_only: bool = False


class Layout(NamedTuple):
    """Describe how a response is shown and where its records are.

    `records_path` is the dotted path to the record, or to the list or map of records; "" is the
    body itself. A map of records (`{"17": {…}, "18": {…}}`) is read as one only with a
    `key_field`: each key is added to its record by that name. `expand` names the row expander for
    records that hold several rows each. `inherit_key` is a value of the body that each record
    gets too, because it is needed with it. A table leaves out `columns` that no record fills;
    without any, they derive from the records. A single record is shown by `fields` as lines of
    name and value, then by `tables`; without any, by everything that it holds, with the API's
    own names if the layout `is_raw`. A `card` replaces all of these; it is drawn for a failed
    command only if it `shows_failure`. A few records are `cards` on a terminal, each in place of
    a row. A table with `rows` to select numbers them.
    """

    records_path: str = ""
    columns: tuple[Column, ...] = ()
    fields: tuple[Column, ...] = ()
    tables: tuple[NestedTable, ...] = ()
    below: tuple[Column, ...] = ()
    lists: tuple[tuple[str, str], ...] = ()
    related: tuple[str, str] | None = None
    card: Literal["person", "company", "usage", "checks"] | None = None
    cards: Literal["person", "company"] | None = None
    key_field: str = ""
    expand: Literal["signals", "sub_industries", "cells", "contacts"] | None = None
    inherit_key: str = ""
    shows_failure: bool = False
    is_raw: bool = False
    rows: Rows | None = None


RAW_LAYOUT = Layout(is_raw=True)


def columns(*columns: Column | str, formatter: Formatter = "text") -> tuple[Column, ...]:
    """Return columns; a text is short for several with this formatter: "id, fullName:Name"."""
    return tuple(
        column
        for item in columns
        for column in ([item] if isinstance(item, Column) else _parse_columns(item, formatter))
    )


def _parse_columns(text: str, formatter: Formatter) -> Iterator[Column]:
    for item in text.split(", "):
        key, _, header = item.partition(":")
        yield Column(key, header, formatter=formatter)


def title_from_key(key: str) -> str:
    """Return a key as a title: `company.linkedinUrl` becomes `Company LinkedIn URL`.

    The months of a signal are a word: `headcountIncrease3m` becomes `Headcount increase 3m`.
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z]|\d+m$)|[._]", " ", key)
    text = " ".join(_SPELLINGS.get(word, word) for word in spaced.lower().split())
    return text[:1].upper() + text[1:] or key


def optional(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Return columns that are left out if the terminal is too narrow for them."""
    return tuple(column._replace(optional=True) for column in columns)
