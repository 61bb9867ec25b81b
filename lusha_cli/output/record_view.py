"""One record: its values by name, then as tables the records that it holds."""

from typing import NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.output.json_path import find
from lusha_cli.output.layouts.layout import Layout, title_from_key
from lusha_cli.output.table_model import Grid, column_cell, column_grid, flattened, table_grid
from lusha_cli.output.tables import NARROWEST, Pair, between, bold, pairs_text, table_text
from lusha_cli.output.terminal import Screen
from lusha_cli.output.wrapping import folded


class Parts(NamedTuple):
    """A record taken apart: names and values, and tables by name."""

    pairs: list[Pair]
    tables: list[tuple[str, Grid]]


def record_text(record: dict[str, Json], layout: Layout, *, screen: Screen) -> str:
    """The record as text, an empty line between its parts."""
    parts = _laid_out(record, layout)
    if not (parts.pairs or parts.tables):
        _take_apart(record, "", parts, is_raw=layout.is_raw)
    texts = [pairs_text(parts.pairs, screen=screen)] if parts.pairs or not parts.tables else []
    for name, grid in parts.tables:
        texts.append(f"{_heading(name, screen)}\n{table_text(grid, screen=screen)}")
    return "\n".join(texts)


def _heading(name: str, screen: Screen) -> str:
    text = screen.clean(name)
    lines = folded(text, max(screen.width, NARROWEST)) if screen.is_terminal else [text]
    return "\n".join(bold(line, screen) for line in lines)


def _laid_out(record: dict[str, Json], layout: Layout) -> Parts:
    """The fields and the tables that the layout names, as far as the record has them."""
    texts = ((field, column_cell(record, field)) for field in layout.fields)
    pairs = [
        Pair(field.title, text, "" if field.no_wrap else between(field))
        for field, text in texts
        if text
    ]
    tables = []
    for part in layout.tables:
        found = find(record, part.path)
        if part.key_field and isinstance(found, dict):
            entries = {key: one for key, one in found.items() if isinstance(one, dict)}
            found = [{part.key_field: key, **one} for key, one in entries.items()]
        grid = column_grid(found if isinstance(found, list) else [], part.columns)
        if grid.headers:
            tables.append((part.title, grid))
    return Parts(pairs, tables)


def _take_apart(record: dict[str, Json], above: str, parts: Parts, *, is_raw: bool) -> None:
    """All that the record holds; what is empty only where the layout is raw."""

    def titled(name: str) -> str:
        return name if is_raw else title_from_key(name)

    def add(name: str, rows: list[Json]) -> None:
        parts.tables.append((titled(name), table_grid(rows, is_raw=is_raw)))

    for key, value in record.items():
        name = f"{above}.{key}" if above else str(key)
        if _is_map(value):
            first = "key" if any("name" in entry for entry in value.values()) else "name"
            add(name, [{first: inner, **entry} for inner, entry in value.items()])
        elif isinstance(value, dict) and value:
            _take_apart(value, name, parts, is_raw=is_raw)
        elif _is_table(value):
            add(name, value)
        else:
            texts = flattened(value, name)
            parts.pairs.extend(Pair(titled(path), text) for path, text in texts if text or is_raw)


def _is_map(value: Json) -> bool:
    """Whether a value is records by name: three or more that have the same fields, all plain."""
    entries = list(value.values()) if isinstance(value, dict) else []
    if len(entries) < 3 or not all(isinstance(entry, dict) and entry for entry in entries):
        return False
    plain = not any(isinstance(inner, (dict, list)) for e in entries for inner in e.values())
    return plain and len({frozenset(entry) for entry in entries}) == 1


def _is_table(value: Json) -> bool:
    """Whether a value is a list of records; one alone reads better among the names and values."""
    is_many = isinstance(value, list) and len(value) > 1
    return is_many and all(isinstance(item, dict) for item in value)
