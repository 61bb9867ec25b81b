"""Turn records into rows of text cells, for csv, tsv and tables."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lusha_cli.json_types import Json, as_list
from lusha_cli.models import bare_domain
from lusha_cli.output.json_path import MISSING, get_path
from lusha_cli.output.layouts.layout import Column
from lusha_cli.output.number_format import format_number
from lusha_cli.output.row_expanders import signal_summary


class TableData(NamedTuple):
    """Hold rows of text cells under headers; no headers if the records are plain values.

    `columns` says how each column is aligned and wrapped; empty for the default.
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
    table = flat_table(records)
    if not table.headers:
        return table
    columns = [
        Column(name, formatter="number" if _are_numbers(records, name) else "text")
        for name in table.headers
    ]
    headers = table.headers if is_raw else [column.title for column in columns]
    return TableData(headers, table.rows, columns)


def _are_numbers(records: Sequence[Json], name: str) -> bool:
    if name.lower().endswith("id"):
        return False
    values = (record.get(name) for record in records if isinstance(record, dict))
    # Exact types: for isinstance(), true and false are integers.
    types = {type(value) for value in values if value is not None}
    return bool(types) and types <= {int, float}


def plain_table(records: Sequence[Json]) -> TableData:
    """Return a row per record of any type, without columns."""
    return TableData([], [[cell_text(record)] for record in records])


def column_table(records: Sequence[Json], columns: Sequence[Column]) -> TableData:
    """Return a row per record with these columns, without those that no record fills."""
    filled = [c for c in columns if any(column_cell(record, c) for record in records)]
    rows = [[column_cell(record, column) for column in filled] for record in records]
    return TableData([column.title for column in filled], rows, filled)


def column_cell(record: Json, column: Column) -> str:
    """Return the text that a record has in a column, "" for no value."""
    if format_record := _RECORD_FORMATTERS.get(column.formatter):
        return format_record(record) if isinstance(record, dict) else ""
    values = (get_path(record, path) for path in (column.key, *column.fallback_keys))
    format_value = _FORMATTERS.get(column.formatter, cell_text)
    text = format_value(next(filter(cell_text, values), None))
    suffix = cell_text(get_path(record, column.suffix_key)) if column.suffix_key else ""
    return " ".join(filter(None, (text, suffix)))


def _format_phones(value: Json) -> str:
    """Return phone numbers, marked if they must not be called."""
    numbers = value if isinstance(value, list) else [value]
    return "; ".join(filter(None, map(_format_phone, numbers)))


def _format_phone(value: Json) -> str:
    if not isinstance(value, dict):
        return cell_text(value)
    mark = " (do not call)" if value.get("doNotCall") is True else ""
    return f"{cell_text(value.get('number'))}{mark}"


def _format_reveals(value: Json) -> str:
    """Return the fields that can be revealed, each with its credits."""
    return "; ".join(
        f"{cell_text(item.get('field'))} ({cell_text(item.get('credits'))})"
        for item in as_list(value)
        if isinstance(item, dict)
    )


def _format_mapping(value: Json) -> str:
    """Return the values of a map with their names."""
    if not isinstance(value, dict):
        return cell_text(value)
    pairs = flatten(value) if value else ()
    return "; ".join(f"{name.replace('_', ' ')}: {text}" for name, text in pairs if text)


def _format_price(record: dict[str, Json]) -> str:
    """Return a price of the API: `5 credits`, `1 credit per 5 results`."""
    credits_, quantity = record.get("credits"), record.get("perQuantity", 1)
    if not isinstance(credits_, (int, float)):
        return cell_text(credits_)
    price = f"{format_number(credits_)} {'credit' if credits_ == 1 else 'credits'}"
    return price if quantity == 1 else f"{price} per {cell_text(quantity)} results"


# Formatters of a whole record, whatever the column's key.
_RECORD_FORMATTERS: Mapping[str, Callable[[dict[str, Json]], str]] = {
    "signal": signal_summary,
    "price": _format_price,
}
_FORMATTERS: Mapping[str, Callable[[Json], str]] = {
    "yes": lambda value: "yes" if cell_text(value) == "true" else "",
    "yes_no": lambda value: {"true": "yes", "false": "no"}.get(cell_text(value), cell_text(value)),
    "time": lambda value: cell_text(value)[:16].replace("T", " "),
    "domain": lambda value: bare_domain(cell_text(value)),
    "phones": _format_phones,
    "reveals": _format_reveals,
    "mapping": _format_mapping,
}


def flatten(value: Json, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield dotted names and texts of a value: `{"a": {"b": 1}}` gives `("a.b", "1")`."""
    # An empty object inside a record still yields its name, or its column would vanish.
    if isinstance(value, dict) and (value or not name):
        items = [(str(key), inner) for key, inner in value.items()]
    elif isinstance(value, list) and (not name or not _is_flat(value)):
        items = [(str(position), inner) for position, inner in enumerate(value)]
    else:
        yield name or "value", cell_text(value)
        return
    for key, inner in items:
        yield from flatten(inner, f"{name}.{key}" if name else key)


def cell_text(value: Json) -> str:
    """Return a value as text; lists of plain values are joined, nested ones written as JSON."""
    if isinstance(value, str):
        return value
    if value is None or value is MISSING or value == [] or value == {}:
        return ""
    if isinstance(value, list) and _is_flat(value):
        return "; ".join(map(cell_text, value))
    return json.dumps(value, ensure_ascii=False)


def _is_flat(value: list[Json]) -> bool:
    return not any(isinstance(item, (dict, list)) for item in value)
