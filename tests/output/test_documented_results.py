"""Every value of a documented result is shown, or left out on purpose.

`documented_results.json` has a result of each operation with every documented field, and
`left_out.tsv` the fields that no card or table shows: operation, path, reason.
"""

import copy
import csv
import inspect
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, NamedTuple

import pytest
import typer.main

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.api.schema.results import documented_results
from lusha_cli.cli.app import build
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Layout
from lusha_cli.output.render import Terminal, render
from tests.support.paths import TEST_DATA

pytestmark = pytest.mark.slow

RESULTS = documented_results()
OPERATIONS = [row.name for row in ENDPOINTS]
# Wide enough for every column, as in a pipe; and a usual terminal.
PIPE, TERMINAL = 0, 80


class LeftOut(NamedTuple):
    """An operation and a path, both of which may be patterns, and the reason."""

    operation: str
    path: str
    reason: str

    def matches(self, operation: str, path: str) -> bool:
        return fnmatchcase(operation, self.operation) and fnmatchcase(path, self.path)


def read_left_out() -> list[LeftOut]:
    with (TEST_DATA / "left_out.tsv").open(encoding="utf-8", newline="") as file:
        return [LeftOut(*row) for row in list(csv.reader(file, delimiter="\t"))[1:]]


LEFT_OUT = read_left_out()


@cache
def layouts() -> dict[str, Layout]:
    """Return the layout of each command."""
    found: dict[str, Layout] = {}

    def visit(node: Any, path: str) -> None:
        for name, inner in getattr(node, "commands", {}).items():
            visit(inner, f"{path} {name}".strip())
        if not hasattr(node, "commands"):
            run = inspect.unwrap(node.callback, stop=lambda f: "layout" in f.__code__.co_freevars)
            layout = inspect.getclosurevars(run).nonlocals.get("layout")
            found[path] = RAW_LAYOUT if layout is None else layout

    visit(typer.main.get_command(build()), "")
    return found


def leaves(value: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*steps, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*steps, number))
    elif value is not None:
        yield steps


def path_of(steps: tuple[str | int, ...]) -> str:
    """Return a path without positions, and with `*` for the keys of a map."""
    names = ("*" if str(step) == "7001" else step for step in steps if isinstance(step, str))
    return ".".join(names)


def changed(body: Any, steps: tuple[str | int, ...]) -> Any:
    """Return the body with another value at one place."""
    body = copy.deepcopy(body)
    holder = body
    for step in steps[:-1]:
        holder = holder[step]
    value = holder[steps[-1]]
    if isinstance(value, bool):
        holder[steps[-1]] = not value
    elif isinstance(value, (int, float)):
        holder[steps[-1]] = value * 7 + 3
    else:
        # The beginning and the end, as a shortened text shows only one of them.
        holder[steps[-1]] = f"9{value}9"
    return body


def shown(body: Any, layout: Layout, width: int) -> str:
    texts: list[str] = []
    terminal = Terminal(width, color=False, encoding="utf-8")
    render(body, layout=layout, output="table", write=texts.append, terminal=terminal)
    return "".join(texts)


@cache
def hidden_paths(operation: str, width: int) -> set[str]:
    """Return the paths whose values make no difference to what is shown."""
    body, layout = RESULTS[operation], layouts()[operation]
    text = shown(body, layout, width)
    hidden: dict[str, bool] = {}
    for steps in leaves(body):
        is_hidden = shown(changed(body, steps), layout, width) == text
        path = path_of(steps)
        hidden[path] = hidden.get(path, True) and is_hidden
    return {path for path, is_hidden in hidden.items() if is_hidden}


def hidden_everywhere(operation: str) -> set[str]:
    """Return what neither a pipe, where a table is complete, nor a terminal shows."""
    return hidden_paths(operation, PIPE) & hidden_paths(operation, TERMINAL)


def is_left_out(operation: str, path: str) -> bool:
    return any(row.matches(operation, path) for row in LEFT_OUT)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_documented_result_is_shown_or_left_out(operation: str) -> None:
    hidden = {p for p in hidden_everywhere(operation) if not is_left_out(operation, p)}
    assert not hidden, f"not shown, nor in left_out.tsv: {sorted(hidden)}"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_documented_result_on_a_terminal_lacks_only_optional_columns(operation: str) -> None:
    layout = layouts()[operation]
    columns = (*layout.columns, *(column for table in layout.tables for column in table.columns))
    optional = [column for column in columns if column.optional]
    keys = {key for column in optional for key in (column.key, *column.fallback_keys)}
    missing = hidden_paths(operation, TERMINAL) - hidden_paths(operation, PIPE)
    required = {path for path in missing if not any(key in path for key in keys)}
    assert not required, f"not shown on {TERMINAL} columns: {sorted(required)}"


@pytest.mark.parametrize(
    "operation",
    [
        "person get", "person bulk", "company get", "company bulk", "prospecting contact enrich",
        "prospecting company enrich", "contacts enrich", "contacts search-and-enrich",
        "contacts job", "companies enrich", "companies search-and-enrich",
    ],
)  # fmt: skip
def test_card_shows_every_field(operation: str) -> None:
    layout = layouts()[operation]
    assert layout.card or layout.cards
    dropped = {p for p in hidden_paths(operation, TERMINAL) if not is_left_out(operation, p)}
    assert not dropped


def test_left_out_has_no_field_that_is_shown() -> None:
    hidden = {operation: hidden_everywhere(operation) for operation in OPERATIONS}
    unneeded = [
        row
        for row in LEFT_OUT
        if not any(row.matches(name, path) for name, paths in hidden.items() for path in paths)
    ]
    assert not unneeded


NESTED = (
    ["first text", "second text"],
    {"inner": {"deep": 1}, "texts": ["a", "b"]},
    [{"name": "first"}, {"name": "second"}],
    [{"size": 1, "more": {"x": [1]}}, {"size": 2}],
    [[1, 2], {"a": None}],
)


def with_nested(value: Any, nested: Any) -> Any:
    """Return a body in which every plain value is a nested one."""
    if isinstance(value, dict):
        return {key: with_nested(inner, nested) for key, inner in value.items()}
    return [with_nested(inner, nested) for inner in value] if isinstance(value, list) else nested


@pytest.mark.parametrize("operation", OPERATIONS)
def test_unknown_nested_value_is_not_shown_as_json(operation: str) -> None:
    layout = layouts()[operation]
    for nested in NESTED:
        body = with_nested(RESULTS[operation], nested)
        for width in (PIPE, TERMINAL):
            text = shown(body, layout, width)
            assert not re.search(r'[{\[]["{\[]|[}\]][}\]]', text), text
            assert width == PIPE or max(map(len, text.splitlines())) <= width
