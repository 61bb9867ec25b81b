"""The fields of V2's responses and their sources in V3, read from `data/v2_fields.tsv`.

A row there is a shape, its fields, their type as in `vendor_schemas`, and their source: a path in
each of V3's `results`, or in V3's response if it begins with "/"; "=" for what a response always
has; "! why" for what V3 does not have. "{}" stands for the field, "{last}" for its last name, "*"
for any key. A type with a capital is another shape, whose fields "&" takes in.
"""

import csv
from collections.abc import Iterator
from typing import NamedTuple

from tests.contract.vendor_schemas import Shapes, shapes_of
from tests.support.paths import TEST_DATA


class V2Field(NamedTuple):
    """A field by its path: its type, and its source in V3."""

    path: str
    type: str
    source: str

    @property
    def is_constant(self) -> bool:
        """Return whether every response has the field, whatever V3 returns."""
        return self.source == "="

    @property
    def unavailable(self) -> str:
        """Return why V3 has no source for the field, "" if it has one."""
        return self.source[2:] if self.source.startswith("! ") else ""


def _read_shapes() -> dict[str, list[V2Field]]:
    shapes: dict[str, list[V2Field]] = {}
    with (TEST_DATA / "v2_fields.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            for path in row["field"].split(","):
                last = path.rpartition(".")[2]
                source = row["source"].replace("{last}", last).replace("{}", path)
                shapes.setdefault(row["shape"], []).append(V2Field(path, row["type"], source))
    return shapes


_SHAPES = _read_shapes()


def v2_fields(operation: str) -> list[V2Field]:
    """Return the fields of an operation's response."""
    return list(_fields(operation, ""))


def v2_response_shapes(operation: str) -> Shapes:
    """Return the allowed content of an operation's response, by path."""
    return shapes_of({field.path: field.type for field in v2_fields(operation)})


def _fields(shape: str, prefix: str) -> Iterator[V2Field]:
    for path, type_, source in _SHAPES[shape]:
        if path.endswith("&"):
            yield from _fields(type_, prefix + path[:-1])
            continue
        kind, comma, flags = type_.removeprefix("list of ").partition(",")
        if kind not in _SHAPES:
            yield V2Field(prefix + path, type_, source)
            continue
        is_list = type_.startswith("list of ")
        yield V2Field(prefix + path, f"{'list of ' * is_list}object{comma}{flags}", source or "=")
        yield from _fields(kind, f"{prefix}{path}{'[]' * is_list}.")
