"""Read values at dotted paths in JSON."""

from collections.abc import Iterator

from lusha_cli.json_types import Json
from lusha_cli.parsing.numbers import read_integer

MISSING = object()
"""The result of `get_path` if nothing is at the path; None is a value of its own."""


def get_path(value: Json, path: str) -> Json:
    """Return the value at a dotted path, or MISSING.

    A number picks an item of a list; any other name is looked up in each of its items and
    gives the list of the matches.
    """
    parts = path.split(".")
    for depth, part in enumerate(parts):
        if isinstance(value, dict):
            value = value.get(part, MISSING)
        elif isinstance(value, list) and (position := read_integer(part)) is not None:
            value = value[position] if position < len(value) else MISSING
        elif isinstance(value, list):
            rest = ".".join(parts[depth:])
            items = (get_path(entry, rest) for entry in value)
            return [item for item in items if item is not MISSING] or MISSING
        else:
            return MISSING
    return value


def known_paths(value: Json, prefix: str = "") -> Iterator[str]:
    """Yield every path that has a value, without list positions."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{prefix}{key}"
            yield from known_paths(inner, f"{prefix}{key}.")
    elif isinstance(value, list):
        for item in value:
            yield from known_paths(item, prefix)


def text_at(value: Json, path: str) -> str:
    """Return the text at a dotted path, "" if there is no text."""
    text = get_path(value, path)
    return text if isinstance(text, str) else ""


def texts_at(value: Json, path: str) -> list[str]:
    """Return the texts of the list at a dotted path."""
    items = get_path(value, path)
    if not isinstance(items, list):
        return []
    return [item for item in items if isinstance(item, str) and item]
