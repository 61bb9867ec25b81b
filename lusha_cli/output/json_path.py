"""Dotted paths into JSON values."""

from collections.abc import Iterator

from lusha_cli.json_types import Json

MISSING = object()
"""What `find` returns where the path leads nowhere; None is a value of its own."""


def find(value: Json, path: str) -> Json:
    """The value at a dotted path, or MISSING.

    A number picks an item of a list; any other name is looked up in each of its items and
    gives the list of what was found.
    """
    for done, part in enumerate(parts := path.split(".")):
        if isinstance(value, dict):
            value = value.get(part, MISSING)
        elif isinstance(value, list) and part.isdecimal():
            value = value[int(part)] if int(part) < len(value) else MISSING
        elif isinstance(value, list):
            rest = ".".join(parts[done:])
            found = [item for entry in value if (item := find(entry, rest)) is not MISSING]
            return found or MISSING
        else:
            return MISSING
    return value


def known_paths(value: Json, prefix: str = "") -> Iterator[str]:
    """Every path that leads somewhere, list numbers left out."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{prefix}{key}"
            yield from known_paths(inner, f"{prefix}{key}.")
    elif isinstance(value, list):
        for item in value:
            yield from known_paths(item, prefix)


def text_at(value: Json, path: str) -> str:
    """The text at a dotted path, "" where there is none."""
    found = find(value, path)
    return found if isinstance(found, str) else ""


def texts_at(value: Json, path: str) -> list[str]:
    """The texts of the list at a dotted path."""
    found = find(value, path)
    return [t for t in found if isinstance(t, str) and t] if isinstance(found, list) else []
