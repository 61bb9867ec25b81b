"""One record of any shape: its values by name, then as tables the records that it holds."""

from typing import NamedTuple

from lusha_cli.records import Json
from lusha_cli.show.folding import folded
from lusha_cli.show.grid import flat_grid, flattened
from lusha_cli.show.screen import Screen
from lusha_cli.show.tables import NARROWEST, bold, pairs_text, table_text


class Parts(NamedTuple):
    """A record taken apart: names and values, and lists of records by name."""

    pairs: list[tuple[str, str]]
    tables: list[tuple[str, list[Json]]]


def parts_text(record: dict[str, Json], *, screen: Screen) -> str:
    """The record as text, an empty line between its parts."""
    parts = Parts([], [])
    _take_apart(record, "", parts)
    texts = [pairs_text(parts.pairs, screen=screen)] if parts.pairs or not parts.tables else []
    for name, rows in parts.tables:
        texts.append(f"{_heading(name, screen)}\n{table_text(flat_grid(rows), screen=screen)}")
    return "\n".join(texts)


def _heading(name: str, screen: Screen) -> str:
    text = screen.clean(name)
    lines = folded(text, max(screen.width, NARROWEST)) if screen.is_terminal else [text]
    return "\n".join(bold(line, screen) for line in lines)


def _take_apart(record: dict[str, Json], above: str, parts: Parts) -> None:
    for key, value in record.items():
        name = f"{above}.{key}" if above else str(key)
        if _is_map(value):
            first = "key" if any("name" in entry for entry in value.values()) else "name"
            rows = [{first: inner, **entry} for inner, entry in value.items()]
            parts.tables.append((name, rows))
        elif isinstance(value, dict) and value:
            _take_apart(value, name, parts)
        elif _is_table(value):
            parts.tables.append((name, value))
        else:
            parts.pairs.extend(flattened(value, name))


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
