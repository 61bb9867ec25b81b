"""Shapes of V3 and webhook requests and responses, read from `data/v3_shapes.json`.

A line there is a type with its bounds and choices, and whether the property is required or may be
null: "list 1..100 of Offer, required", "string: private|shared", "day, null". A type with a capital
is another of the file's shapes; "&" takes in one whole; "*" is a property of any name; an operation
that begins with "*" is there for contacts and for companies.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from tests.support.paths import TEST_DATA

DATA = json.loads((TEST_DATA / "v3_shapes.json").read_text(encoding="utf-8"))
_SHAPES = DATA["shapes"]
_LINE = re.compile(
    r"(?:list(?P<length> \d*\.\.\d*)? of )?(?P<kind>\w+)(?P<bounds> \d*\.\.\d*)?"
    r"(?:: (?P<choices>[^,]+))?(?P<required>, required)?(?P<null>, null)?"
)


class Shape(NamedTuple):
    """A property: its type, and the bounds of a number or of a length."""

    kind: str
    is_required: bool = False
    may_be_null: bool = False
    least: int | None = None
    most: int | None = None
    choices: frozenset[str] = frozenset()


Shapes = dict[str, Shape]


def request_shapes(operation: str) -> Shapes:
    """Return the allowed query and body of an operation's request, by path."""
    result = _operation(operation)
    return shapes_of({**result.get("query", {}), **result.get("body", {})})


def path_choices(operation: str) -> Shapes:
    """Return the choices in the path of an operation, if the vendor lists them."""
    return shapes_of(_operation(operation).get("path", {}))


def response_shapes(operation: str) -> Shapes:
    """Return the allowed content of an operation's response, by path."""
    return shapes_of(_operation(operation)["answer"])


def shapes_of(lines: dict[str, str]) -> Shapes:
    """Return the shapes that lines of the file declare, by path."""
    return dict(_shapes(lines))


def parse_shape(line: str) -> Shape:
    """Return the shape that a line declares."""
    return shapes_of({"": line})[""]


def _operation(name: str) -> Any:
    operations = DATA["operations"]
    return operations[name] if name in operations else operations[f"* {name.split(' ', 1)[1]}"]


def _shapes(lines: dict[str, str], prefix: str = "") -> Iterator[tuple[str, Shape]]:
    for path, line in lines.items():
        if path == "&":
            yield from _shapes(_SHAPES[line], prefix)
        else:
            yield from _property(prefix + path, line)


def _property(path: str, line: str) -> Iterator[tuple[str, Shape]]:
    match = _LINE.fullmatch(line)
    assert match, f"{path}: {line}"
    message = (bool(match["required"]), bool(match["null"]))
    if line.startswith("list "):
        yield path, Shape("list", *message, *_bounds(match["length"]))
        path, message = f"{path}[]", (False, False)
    kind = match["kind"]
    choices = frozenset((match["choices"] or "").split("|")) - {""}
    names = _SHAPES.get(kind)
    if isinstance(names, str):
        kind, _, listed = names.partition(": ")
        choices = frozenset(listed.split("|"))
    if isinstance(names, dict):
        yield path, Shape("object", *message)
        yield from _shapes(names, f"{path}.")
    else:
        assert kind in KINDS, f"{path}: {line}"
        yield path, Shape(kind, *message, *_bounds(match["bounds"]), choices)


def _bounds(text: str | None) -> tuple[int | None, int | None]:
    least, _, maximum = (text or "..").strip().partition("..")
    return int(least) if least else None, int(maximum) if maximum else None


def _reads(read: Any, value: Any) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


KINDS: dict[str, Any] = {
    "any": lambda _: True,
    "object": lambda value: isinstance(value, dict),
    "list": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "number": _is_number,
    "integer": lambda value: _is_number(value) and isinstance(value, int),
    "string": lambda value: isinstance(value, str),
    "email": lambda value: isinstance(value, str) and re.fullmatch(r"[^@\s]+@[^@\s]+", value),
    "uri": lambda value: isinstance(value, str) and re.match(r"https?://[^/\s]+", value),
    "uuid": lambda value: isinstance(value, str) and _reads(UUID, value),
    "day": lambda value: isinstance(value, str) and _reads(date.fromisoformat, value),
    "time": lambda value: isinstance(value, str) and _reads(datetime.fromisoformat, value),
}


def find_mismatches(value: Any, shapes: Shapes, seen: set[str], path: str = "") -> Iterator[str]:
    """Return the parts of a value that no shape allows; add the matched paths to `seen`."""
    if path:
        seen.add(path)
        yield from (f"{path} {wrong}" for wrong in _wrong(value, shapes[path]))
        if shapes[path].kind == "any":
            return
    if isinstance(value, list):
        for item in value:
            yield from find_mismatches(item, shapes, seen, f"{path}[]")
    elif isinstance(value, dict):
        start = f"{path}." if path else ""
        for name, inner in value.items():
            key = next((key for key in (start + name, f"{start}*") if key in shapes), None)
            if key is None:
                yield f"{start}{name} is not documented"
            else:
                yield from find_mismatches(inner, shapes, seen, key)
        for key, shape in shapes.items():
            head, _, name = key.rpartition(".")
            if shape.is_required and head == path and name not in value:
                yield f"{key} is missing"


def _wrong(value: Any, shape: Shape) -> Iterator[str]:
    if value is None:
        if not shape.may_be_null and shape.kind != "any":
            yield "is null"
        return
    if not KINDS[shape.kind](value):
        yield f"is no {shape.kind}: {value!r}"
        return
    size = value if _is_number(value) else len(value) if isinstance(value, str | list) else None
    if size is not None and not (
        (shape.least is None or size >= shape.least) and (shape.most is None or size <= shape.most)
    ):
        yield f"is out of bounds: {value!r}"
    if shape.choices and value not in shape.choices:
        yield f"is none of the choices: {value!r}"
