"""Turn records into rows of text cells, for csv, tsv and tables."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.output.cell_formats import (
    FORMATTERS,
    RECORD_FORMATTERS,
    cell_text,
    display_text,
    is_flat,
)
from lusha_cli.output.json_path import get_path
from lusha_cli.output.layouts.layout import Column


class TableData(NamedTuple):
    """Hold rows of text cells under headers; no headers if the records are plain values.

    `columns` is how each column is aligned and wrapped; empty for the default.
    """

    headers: list[str]
    rows: list[list[str]]
    columns: Sequence[Column] = ()


def flat_table(records: Sequence[Json], *, known_keys: Sequence[str] = ()) -> TableData:
    """Return a row per record, a column per nested value; no records: only `known_keys`."""
    flat_records = [dict(flatten(record)) for record in records]
    # Read all records first: the header of a csv file needs the keys of the last one too.
    names = list(dict.fromkeys(name for record in flat_records for name in record))
    if not names:
        # A script that reads the header finds one even if the result is empty.
        return TableData(list(known_keys), [])
    rows = [[record.get(name, "") for name in names] for record in flat_records]
    return TableData(names if any(isinstance(record, dict) for record in records) else [], rows)


def derived_table(records: Sequence[Json], *, is_raw: bool) -> TableData:
    """Return a table of all that the records hold, numbers (but not ids) right-aligned.

    The headers are titles, or the keys themselves if it `is_raw`.
    """
    # A list of objects would take a column for each value of each object.
    table = flat_table(records if is_raw else [_name_nested(record) for record in records])
    if not table.headers:
        return table
    columns = [
        Column(name, formatter="number" if _are_numbers(records, name) else "text")
        for name in table.headers
    ]
    headers = table.headers if is_raw else [column.title for column in columns]
    return TableData(headers, table.rows, columns)


def _name_nested(value: Json) -> Json:
    """Return a value in which each list of objects is their names, or their number."""
    if isinstance(value, dict):
        return {key: _name_nested(inner) for key, inner in value.items()}
    is_nested = isinstance(value, list) and not is_flat(value)
    return display_text(value) if is_nested else value


def _are_numbers(records: Sequence[Json], name: str) -> bool:
    if name.lower().endswith("id"):
        return False
    values = (record.get(name) for record in records if isinstance(record, dict))
    # Exact types: for isinstance(), true and false are integers.
    types = {type(value) for value in values if value is not None}
    return bool(types) and types <= {int, float}


def plain_table(records: Sequence[Json]) -> TableData:
    """Return a row per record of any type, without columns."""
    return TableData([], [[display_text(record)] for record in records])


def number_rows(table: TableData, *, first: int = 1, width: int = 1) -> TableData:
    """Return the table with the numbers of its rows, from `first` on, as its first column."""
    column = Column("#", "#", formatter="number", min_width=width)
    rows = [[str(number), *row] for number, row in enumerate(table.rows, first)]
    return TableData(["#", *table.headers], rows, [column, *table.columns])


def column_table(records: Sequence[Json], columns: Sequence[Column]) -> TableData:
    """Return a row per record with these columns, without those that no record fills."""
    filled = [c for c in columns if any(column_cell(record, c) for record in records)]
    rows = [[column_cell(record, column) for column in filled] for record in records]
    return TableData([column.title for column in filled], rows, filled)


def column_cell(record: Json, column: Column) -> str:
    """Return the text that a record has in a column, "" for no value."""
    if format_record := RECORD_FORMATTERS.get(column.formatter):
        return format_record(record) if isinstance(record, dict) else ""
    values = (get_path(record, path) for path in (column.key, *column.fallback_keys))
    format_value = FORMATTERS.get(column.formatter, display_text)
    text = format_value(next(filter(cell_text, values), None))
    suffix = display_text(get_path(record, column.suffix_key)) if column.suffix_key else ""
    return " ".join(filter(None, (text, suffix)))


def flatten(value: Json, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield dotted names and texts of a value: `{"a": {"b": 1}}` gives `("a.b", "1")`."""
    # An empty object inside a record still yields its name, or its column would vanish.
    if isinstance(value, dict) and (value or not name):
        items = [(str(key), inner) for key, inner in value.items()]
    elif isinstance(value, list) and (not name or not is_flat(value)):
        items = [(str(position), inner) for position, inner in enumerate(value)]
    else:
        yield name or "value", cell_text(value)
        return
    for key, inner in items:
        yield from flatten(inner, f"{name}.{key}" if name else key)
