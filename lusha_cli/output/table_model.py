"""Records as rows of text: what csv, tsv and tables have in common."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.models import bare_domain
from lusha_cli.output.json_path import MISSING, find
from lusha_cli.output.layouts.layout import Column
from lusha_cli.output.row_expanders import signal_summary


class Grid(NamedTuple):
    """Rows of text cells under headers; no headers where the records are bare values.

    `columns` says how each column is set, where anything is to be said of that.
    """

    headers: list[str]
    rows: list[list[str]]
    columns: Sequence[Column] = ()


def flat_grid(records: Sequence[Json], *, known: Sequence[str] = ()) -> Grid:
    """A row per record, a column per nested value; `known` heads the grid of no records."""
    flat = [dict(flattened(record)) for record in records]
    names = list(dict.fromkeys(name for row in flat for name in row))
    if not names:
        return Grid(list(known), [])
    rows = [[row.get(name, "") for name in names] for row in flat]
    return Grid(names if any(isinstance(r, dict) for r in records) else [], rows)


def table_grid(records: Sequence[Json], *, is_raw: bool) -> Grid:
    """A grid of whatever the records hold, as people read it: numbers but ids to the right.

    Unless it `is_raw`, the headers are written out.
    """
    grid = flat_grid(records)
    if not grid.headers:
        return grid
    columns = [
        Column(name, formatter="number" if _are_numbers(records, name) else "text")
        for name in grid.headers
    ]
    headers = grid.headers if is_raw else [column.title for column in columns]
    return Grid(headers, grid.rows, columns)


def _are_numbers(records: Sequence[Json], name: str) -> bool:
    found = (record.get(name) for record in records if isinstance(record, dict))
    values = [value for value in found if value is not None and not name.lower().endswith("id")]
    return bool(values) and all(type(value) in (int, float) for value in values)


def plain_grid(records: Sequence[Json]) -> Grid:
    """A row per record of any kind, which has no columns."""
    return Grid([], [[cell(record)] for record in records])


def column_grid(records: Sequence[Json], columns: Sequence[Column]) -> Grid:
    """A row per record with the cells that `columns` name, without columns that none fills."""
    filled = [c for c in columns if any(column_cell(record, c) for record in records)]
    rows = [[column_cell(record, column) for column in filled] for record in records]
    return Grid([column.title for column in filled], rows, filled)


def column_cell(record: Json, column: Column) -> str:
    """What a record has for a column, "" where it has nothing."""
    if column.formatter == "signal":
        return signal_summary(record) if isinstance(record, dict) else ""
    found = (find(record, path) for path in (column.key, *column.fallback_keys))
    text = _FORMATTERS.get(column.formatter, cell)(next(filter(cell, found), None))
    beside = cell(find(record, column.suffix_key)) if column.suffix_key else ""
    return " ".join(filter(None, (text, beside)))


def _phones(value: Json) -> str:
    """Phone numbers, each that must not be called marked as such."""
    numbers = value if isinstance(value, list) else [value]
    return "; ".join(filter(None, map(_phone, numbers)))


def _phone(value: Json) -> str:
    if not isinstance(value, dict):
        return cell(value)
    mark = " (do not call)" if value.get("doNotCall") is True else ""
    return f"{cell(value.get('number'))}{mark}"


def _reveals(value: Json) -> str:
    """What can be revealed, each with its credits."""
    fields = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return "; ".join(f"{cell(one.get('field'))} ({cell(one.get('credits'))})" for one in fields)


def _named(value: Json) -> str:
    """The values of a map with their names."""
    if not isinstance(value, dict):
        return cell(value)
    pairs = flattened(value) if value else ()
    return "; ".join(f"{name.replace('_', ' ')}: {text}" for name, text in pairs if text)


_FORMATTERS: Mapping[str, Callable[[Json], str]] = {
    "yes": lambda value: "yes" if cell(value) == "true" else "",
    "yes_no": lambda value: {"true": "yes", "false": "no"}.get(cell(value), cell(value)),
    "time": lambda value: cell(value)[:16].replace("T", " "),
    "domain": lambda value: bare_domain(cell(value)),
    "phones": _phones,
    "reveals": _reveals,
    "mapping": _named,
}


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
