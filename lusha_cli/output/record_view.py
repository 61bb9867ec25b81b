"""Show one record: its values by name, then the records that it holds as tables."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lusha_cli.json_types import Json, as_list, as_object
from lusha_cli.output.json_path import get_path
from lusha_cli.output.layouts.layout import Column, Layout, NestedTable, title_from_key
from lusha_cli.output.pairs import MIN_WIDTH, Pair, bold, pairs_text
from lusha_cli.output.table_model import (
    TableData,
    column_cell,
    column_table,
    derived_table,
    flatten,
    plain_table,
)
from lusha_cli.output.tables import break_at, table_text
from lusha_cli.output.terminal import Terminal
from lusha_cli.output.wrapping import wrap


class RecordView(NamedTuple):
    """Hold the parts of a record: names with values, and tables with titles."""

    pairs: list[Pair]
    tables: list[tuple[str, TableData]]


def record_text(record: dict[str, Json], layout: Layout, *, terminal: Terminal) -> str:
    """Return the record as text, an empty line between its parts."""
    view = _view_from_layout(record, layout)
    # A response of an undocumented shape fills no field of the layout: show all of it.
    if not (view.pairs or view.tables):
        _add_values(record, "", view, is_raw=layout.is_raw)
    texts = [pairs_text(view.pairs, terminal=terminal)] if view.pairs or not view.tables else []
    for title, table in view.tables:
        texts.append(f"{_heading(title, terminal)}\n{table_text(table, terminal=terminal)}")
    return "\n".join(texts)


def body_text(body: Json, layout: Layout, terminal: Terminal) -> str:
    """Return what the layout shows below a table: values and lists of the whole body.

    The values only for people: in a pipe, each line of a table is a record.
    """
    pairs = _field_pairs(body, layout.below) if terminal.is_terminal else []
    texts = [pairs_text(pairs, terminal=terminal)] if pairs else []
    for path, title in layout.lists:
        values = as_list(get_path(body, path))
        if values:
            table = table_text(plain_table(values), terminal=terminal)
            texts.append(f"{_heading(title, terminal)}\n{table}")
    return "".join(f"\n{text}" for text in texts)


def _field_pairs(record: Json, fields: Iterable[Column]) -> list[Pair]:
    """Return the fields that a record has values for."""
    texts = ((field, column_cell(record, field)) for field in fields)
    return [
        Pair(field.title, text, "" if field.no_wrap else break_at(field))
        for field, text in texts
        if text
    ]


def _heading(title: str, terminal: Terminal) -> str:
    text = terminal.sanitize(title)
    lines = wrap(text, max(terminal.width, MIN_WIDTH)) if terminal.is_terminal else [text]
    return "\n".join(bold(line, terminal) for line in lines)


def _view_from_layout(record: dict[str, Json], layout: Layout) -> RecordView:
    """Return the fields and tables of the layout that the record has values for."""
    pairs = _field_pairs(record, layout.fields)
    tables = []
    for nested in layout.tables:
        records = get_path(record, nested.path)
        if nested.key_field and isinstance(records, dict):
            records = list(_keyed_records(records, nested))
        table = column_table(as_list(records), nested.columns)
        if table.headers:
            tables.append((nested.title, table))
    return RecordView(pairs, tables)


def _keyed_records(records: dict[str, Json], nested: NestedTable) -> Iterator[dict[str, Json]]:
    """Yield the records of a map, each with its key and its note."""
    for key, entry in records.items():
        if isinstance(entry, dict):
            note = {"note": nested.notes[key]} if key in nested.notes else {}
            yield {nested.key_field: key, **entry, **note}


def _add_values(record: dict[str, Json], path: str, view: RecordView, *, is_raw: bool) -> None:
    """Add everything that the record holds; empty values only if the layout is raw."""

    def title(name: str) -> str:
        return name if is_raw else title_from_key(name)

    def add_table(name: str, rows: list[Json]) -> None:
        view.tables.append((title(name), derived_table(rows, is_raw=is_raw)))

    for key, value in record.items():
        name = f"{path}.{key}" if path else str(key)
        if _is_map(value):
            # A `name` of the entries would replace the key of the map.
            key_field = "key" if any("name" in entry for entry in value.values()) else "name"
            add_table(name, [{key_field: inner, **entry} for inner, entry in value.items()])
        elif isinstance(value, dict) and value:
            _add_values(value, name, view, is_raw=is_raw)
        elif _is_table(value):
            add_table(name, value)
        else:
            texts = flatten(value, name)
            view.pairs.extend(Pair(title(key), text) for key, text in texts if text or is_raw)


def _is_map(value: Json) -> bool:
    """Return whether a value is a map of three or more records with the same plain fields."""
    entries = list(as_object(value).values())
    if len(entries) < 3 or not all(isinstance(entry, dict) and entry for entry in entries):
        return False
    plain = not any(isinstance(inner, (dict, list)) for e in entries for inner in e.values())
    return plain and len({frozenset(entry) for entry in entries}) == 1


def _is_table(value: Json) -> bool:
    """Return whether a value is a list of two or more records; one reads better as values."""
    is_long = isinstance(value, list) and len(value) > 1
    return is_long and all(isinstance(item, dict) for item in value)
