"""Follow the names of a JMESPath expression through a value, to find those that it doesn't have."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lusha_cli.errors import NothingMatched, UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.field_names import list_names, nothing_matched, suggestion
from lusha_cli.output.jmespath_query import parse_query, run_query
from lusha_cli.suggestions import is_typo

_Node = dict[str, Any]
# These return items of their first argument.
_SELECTING_FUNCTIONS = ("sort_by", "sort", "reverse", "to_array", "not_null")


class MissingName(NamedTuple):
    """A name of an expression that isn't where it is looked up, and the names that are."""

    name: str
    known: tuple[str, ...]


class NameTrace:
    """The names of an expression in a value: the number that exist, the missing ones by node."""

    def __init__(self, tree: _Node, value: Json) -> None:
        self.found = 0
        self.missing: dict[int, MissingName] = {}
        self._walk(tree, [value])

    def _walk(self, node: _Node, values: list[Json]) -> list[Json]:
        """Return all values that a node can have, if `values` are those it is applied to."""
        children = node["children"]
        match node["type"]:
            case "field":
                return self._field(node, values)
            case "identity" | "current":
                return values
            case "index":
                lists = (value for value in values if isinstance(value, list) and value)
                return [_item_at(node["value"], list_) for list_ in lists]
            case "subexpression" | "index_expression" | "pipe":
                for child in children:
                    values = self._walk(child, values)
                return values
            case "slice":
                return values
            case "flatten":
                holders = self._walk(children[0], values)
                return [[item for inner in _items(holders) for item in _flat(inner)]]
            case "projection" | "value_projection" | "filter_projection":
                return [self._project(node, values)]
            case "function_expression":
                return self._function(node, values)
            case "or_expression" | "and_expression":
                return [item for child in children for item in self._walk(child, values)]
            case _:
                for child in children:
                    self._walk(child, values)
                return []

    def _field(self, node: _Node, values: list[Json]) -> list[Json]:
        name, objects = node["value"], [value for value in values if isinstance(value, dict)]
        results: list[Json] = []
        for value in objects:
            if name in value:
                results.append(value[name])
            # The example of a map by id has another id.
            elif name.isdecimal() and value and all(key.isdecimal() for key in value):
                results += value.values()
        self.found += bool(results)
        # What is empty here may have the name elsewhere.
        if not results and any(value not in (None, [], {}) for value in values):
            known = dict.fromkeys(key for value in objects[:100] for key in value)
            self.missing[id(node)] = MissingName(name, tuple(known))
        return results

    def _project(self, node: _Node, values: list[Json]) -> list[Json]:
        left, right, *condition = node["children"]
        holders = self._walk(left, values)
        if node["type"] == "value_projection":
            items = [item for held in holders if isinstance(held, dict) for item in held.values()]
        else:
            items = list(_items(holders))
        for child in condition:
            self._walk(child, items)
        return self._walk(right, items)

    def _function(self, node: _Node, values: list[Json]) -> list[Json]:
        arguments = [child for child in node["children"] if child["type"] != "expref"]
        results = [self._walk(child, values) for child in arguments]
        items = list(_items(value for result in results for value in result))
        for child in node["children"]:
            if child["type"] == "expref":
                self._walk(child["children"][0], items)
        if node["value"] in _SELECTING_FUNCTIONS:
            return [value for result in results for value in result]
        return items if node["value"] in ("max_by", "min_by") else []


def unmatched_query(
    expression: str, value: Json, result: Json, documented: Json
) -> NothingMatched | None:
    """Return the error of an expression that selects nothing because of a name, or None.

    A name of the `documented` result isn't wrong, though this one lacks it.
    """
    tree = parse_query(expression)
    trace = NameTrace(tree, value)
    if not trace.missing or (trace.found and not _is_empty(result)):
        return None
    unknown = NameTrace(tree, documented).missing if documented else trace.missing
    missing = next((name for node, name in trace.missing.items() if node in unknown), None)
    if missing is None:
        return None
    where = suggestion([missing.name], missing.known)
    error = nothing_matched(f"--query matches nothing: no field `{missing.name}`.{where}", [])
    error.hint = f"Available fields: {list_names(missing.known)}" if missing.known else None
    return error


def check_query_names(expression: str, documented: Json) -> None:
    """Raise UsageError for an expression that can't match, because of a mistyped name in it."""
    trace = NameTrace(parse_query(expression), documented)
    mistyped = [
        missing
        for missing in trace.missing.values()
        if any(is_typo(missing.name, name) for name in missing.known)
    ]
    if not mistyped or (trace.found and not _is_empty(_run(documented, expression))):
        return
    name, known = mistyped[0]
    raise UsageError(
        f"--query: unknown field `{name}`.{suggestion([name], known)}",
        hint=f"Nothing was sent. Available fields: {list_names(known)}",
    )


def _run(documented: Json, expression: str) -> Json:
    try:
        return run_query(documented, expression)
    except UsageError:
        return None


def _item_at(position: int, values: list[Json]) -> Json:
    """Return the item at a position, or the first one of a list that is too short."""
    is_in_list = -len(values) <= position < len(values)
    return values[position if is_in_list else 0]


def _items(values: Any) -> Iterator[Json]:
    return (item for value in values if isinstance(value, list) for item in value)


def _flat(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list) else [value]


def _is_empty(value: Json) -> bool:
    """Return whether a result has no value: null, or a list or object of such values."""
    if isinstance(value, dict):
        return all(map(_is_empty, value.values()))
    return all(map(_is_empty, value)) if isinstance(value, list) else value is None
