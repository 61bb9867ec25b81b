"""Records as rows of text: what csv, tsv and tables have in common."""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lusha_cli.records import Json, bare_domain
from lusha_cli.show.columns import Column
from lusha_cli.show.paths import MISSING, find
from lusha_cli.show.rows import signal_summary


class Grid(NamedTuple):
    """Rows of text cells under headers; no headers where the records are bare values."""

    headers: list[str]
    rows: list[list[str]]


def flat_grid(records: Sequence[Json], *, known: Sequence[str] = ()) -> Grid:
    """A row per record, a column per nested value; `known` heads the grid of no records."""
    flat = [dict(flattened(record)) for record in records]
    names = list(dict.fromkeys(name for row in flat for name in row))
    if not names:
        return Grid(list(known), [])
    rows = [[row.get(name, "") for name in names] for row in flat]
    return Grid(names if any(isinstance(r, dict) for r in records) else [], rows)


def plain_grid(records: Sequence[Json]) -> Grid:
    """A row per record of any kind, which has no columns."""
    return Grid([], [[cell(record)] for record in records])


def column_grid(records: Sequence[Json], columns: Sequence[Column]) -> Grid:
    """A row per record with the cells that `columns` name."""
    rows = [[column_cell(record, column) for column in columns] for record in records]
    return Grid([column.title for column in columns], rows)


def column_cell(record: Json, column: Column) -> str:
    """What a record has for a column, "" where it has nothing."""
    if column.form == "signal":
        return signal_summary(record) if isinstance(record, dict) else ""
    texts = (cell(find(record, path)) for path in (column.key, *column.otherwise))
    text = next(filter(None, texts), "")
    if column.form == "yes":
        return "yes" if text == "true" else ""
    if column.form == "time":
        return text[:16].replace("T", " ")
    return bare_domain(text) if column.form == "host" else text


def flattened(value: Json, name: str = "") -> Iterator[tuple[str, str]]:
    """Dotted names and texts of a value: `{"a": {"b": 1}}` gives `("a.b", "1")`."""
    if isinstance(value, dict) and (value or not name):
        items = [(str(key), inner) for key, inner in value.items()]
    elif isinstance(value, list) and (not name or not _is_flat(value)):
        items = [(str(position), inner) for position, inner in enumerate(value)]
    else:
        yield name or "value", cell(value)
        return
    for key, inner in items:
        yield from flattened(inner, f"{name}.{key}" if name else key)


def cell(value: Json) -> str:
    """One value as text; lists of plain values are joined, deeper ones written as JSON."""
    if isinstance(value, str):
        return value
    if value is None or value is MISSING or value == [] or value == {}:
        return ""
    if isinstance(value, list) and _is_flat(value):
        return "; ".join(map(cell, value))
    return json.dumps(value, ensure_ascii=False)


def _is_flat(value: list[Json]) -> bool:
    return not any(isinstance(item, (dict, list)) for item in value)
