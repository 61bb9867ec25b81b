"""How the data of a row is laid out: which columns, and what becomes of several values in one."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from lusha_cli.bulk.columns import JOINT, Column
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.suggestions import did_you_mean

Multi = Literal["first", "join", "explode"]

# What a spreadsheet takes for a formula; a number with its sign, or a phone number, is none.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[0-9 ().,/-]+")


class Shape(NamedTuple):
    """What the user wants: columns by name (empty: all), several values, and safe cells."""

    columns: Sequence[str] = ()
    multi: Multi = "join"
    is_safe: bool = False


PLAIN = Shape()


def chosen(columns: Sequence[Column], names: Sequence[str]) -> list[Column]:
    """The columns of these names, in their order; all where none is named. Raises UsageError."""
    known = {column.name.removeprefix("lusha_"): column for column in columns}
    wanted = [name.strip().removeprefix("lusha_") for text in names for name in text.split(",")]
    for name in wanted:
        if name not in known:
            raise UsageError(
                f"--columns: there is no column {name!r}{did_you_mean(name, known)}.",
                hint=f"There are: {', '.join(known)}.",
            )
    return [known[name] for name in dict.fromkeys(wanted)] or list(columns)


def headings(columns: Sequence[Column], multi: Multi, most: dict[str, int]) -> list[str]:
    """The headings of the columns: with explode one for each of the `most` values there are."""
    return [
        heading
        for column in columns
        for heading in (
            _numbered(column.name, most.get(column.name, 1))
            if multi == "explode" and column.is_list
            else [column.name]
        )
    ]


def shaped(columns: Sequence[Column], values: dict[str, str], multi: Multi) -> dict[str, str]:
    """The values of a row by heading."""
    found: dict[str, str] = {}
    for column in columns:
        text = values[column.name]
        if column.is_list and multi != "join":
            parts = text.split(JOINT) if text else []
            if multi == "explode":
                found.update(zip(_numbered(column.name, len(parts)), parts, strict=True))
                continue
            text = parts[0] if parts else ""
        found[column.name] = text
    return found


def count_values(columns: Sequence[Column], rows: Iterable[dict[str, str]]) -> dict[str, int]:
    """The most values that each column has in a row."""
    most = {column.name: 1 for column in columns if column.is_list}
    for values in rows:
        for name in most:
            most[name] = max(most[name], values[name].count(JOINT) + 1)
    return most


def safe(value: Json) -> Json:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def _numbered(name: str, count: int) -> list[str]:
    return [f"{name}_{number}" for number in range(1, count + 1)]
