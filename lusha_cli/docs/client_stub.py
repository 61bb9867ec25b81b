"""The types of the Python client: `lusha_cli/client/groups.pyi`, which editors and mypy read."""

from collections.abc import Iterator, Mapping
from typing import Any

from lusha_cli.api.endpoints import ENDPOINTS, Endpoint
from lusha_cli.api.schema.results import documented_result
from lusha_cli.api.schema.types import Schema
from lusha_cli.cli.app import commands
from lusha_cli.client.groups import Words, method_words
from lusha_cli.client.pages import PAGES
from lusha_cli.client.parameters import Parameter, iterator_parameters, method_parameters

FILE = "lusha_cli/client/groups.pyi"

_HEAD = '''\
"""The methods of the client. Made by python -m lusha_cli.docs from the list of operations."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, Literal, Required, TypedDict

from lusha_cli.api.endpoints import Endpoint

Words = tuple[str, ...]
Call = Callable[[Endpoint, dict[str, Any]], Any]
Iterate = Callable[[Endpoint, dict[str, Any]], Iterator[Any]]

def method_words(name: str) -> Words: ...
'''
_SCALARS = {
    "text": "str", "boolean": "bool", "day": "str | date", "email": "str", "uri": "str",
    "integer": "int", "number": "float",
}  # fmt: skip


def client_stub() -> str:
    """Return the text of the stub file."""
    summaries = dict(commands())
    types = _Types()
    members: dict[Words, list[str]] = {(): []}
    for row in ENDPOINTS:
        *groups, method = method_words(row.name)
        for depth in range(len(groups)):
            holder, name = tuple(groups[:depth]), groups[depth]
            if tuple(groups[: depth + 1]) not in members:
                members[tuple(groups[: depth + 1])] = []
                members[holder].append(_property(name, _class_name((*holder, name))))
        summary = summaries[row.name]
        members[tuple(groups)].append(_method(row, method, types, summary))
        if row.name in PAGES:
            members[tuple(groups)].append(_iterator(row, method, types, summary))
    classes = [_group(words, found) for words, found in members.items() if words]
    constructor = (
        "    def __init__(self, call: Call, iterate: Iterate, words: Words = ()) -> None: ...\n"
    )
    root = f"class Groups:\n{constructor}{''.join(members[()])}"
    return "\n".join((_HEAD, *types.definitions, *classes, root))


class _Types:
    """The named types of a stub: each value of the same schema has one."""

    def __init__(self) -> None:
        self.definitions: list[str] = []
        self._names: dict[str, str] = {}

    def of(self, schema: Schema, name: str) -> str:
        """Return the type of a value; `name` is the camel case name of a new type."""
        if schema.kind == "list":
            return f"Sequence[{self.of(schema.item, _singular(name))}]"
        if schema.kind == "object":
            return self._named(schema, name, lambda new: self._typed_dict(schema, new))
        if schema.choices:
            choices = ", ".join(f'"{choice}"' for choice in schema.choices)
            # The API may get new values.
            return self._named(
                schema.choices, name, lambda new: f"{new} = Literal[{choices}] | str\n"
            )
        # IDs are numbers in some responses.
        is_id = schema.kind == "text" and name.endswith(("Id", "Ids"))
        return f"{_SCALARS[schema.kind]}{' | int' if is_id else ''}"

    def _named(self, value: object, name: str, define: Any) -> str:
        key = repr(value)
        if key not in self._names:
            taken = set(self._names.values())
            self._names[key] = name if name not in taken else f"{name}{len(taken)}"
            self.definitions.append(define(self._names[key]))
        return self._names[key]

    def _typed_dict(self, schema: Schema, name: str) -> str:
        properties: Mapping[str, Schema] = schema.properties or {}
        lines: list[str] = []
        for member, inner in properties.items():
            type_ = self.of(inner, name + member[:1].upper() + member[1:])
            is_required = member in schema.required
            lines.append(f"    {member}: {f'Required[{type_}]' if is_required else type_}\n")
        return f"class {name}(TypedDict, total=False):\n{''.join(lines)}"


def _method(row: Endpoint, name: str, types: _Types, summary: str) -> str:
    result = "list[Any]" if isinstance(documented_result(row.name), list) else "dict[str, Any]"
    arguments = _arguments(row, method_parameters(row), types)
    cost = "Free of charge." if row.is_free else "It costs credits."
    return _definition(name, arguments, result, f"{summary}\n\n{row.method} {row.path}. {cost}")


def _iterator(row: Endpoint, name: str, types: _Types, summary: str) -> str:
    arguments = _arguments(row, iterator_parameters(row), types, "limit: int | None = None")
    text = f"{summary}\n\nYield up to `limit` records, page by page."
    return _definition(f"iter_{name}", arguments, "Iterator[dict[str, Any]]", text)


def _arguments(
    row: Endpoint, parameters: list[Parameter], types: _Types, *more: str
) -> Iterator[str]:
    is_keyword = False
    prefix = "".join(word.title() for word in method_words(row.name)).replace("_", "")
    yield "self"
    for item in parameters:
        if item.place != "path" and not is_keyword:
            is_keyword = True
            yield "*"
        title = "".join(word.title() for word in item.name.split("_"))
        type_ = types.of(item.schema, prefix + title)
        if item.is_required:
            yield f"{item.name}: {type_}"
        else:
            default = "" if item.default is None else repr(item.default)
            yield (
                f"{item.name}: {type_} = {default}"
                if default
                else (f"{item.name}: {type_} | None = None")
            )
    if more and not is_keyword:
        yield "*"
    yield from more


def _definition(name: str, arguments: Iterator[str], result: str, text: str) -> str:
    found = list(arguments)
    line = f"    def {name}({', '.join(found)}) -> {result}:\n"
    if len(line) > 100:
        lines = "".join(f"        {argument},\n" for argument in found)
        line = f"    def {name}(\n{lines}    ) -> {result}:\n"
    indented = text.replace("\n\n", "\n\n        ")
    return f'{line}        """{indented}"""\n'


def _property(name: str, class_name: str) -> str:
    return f"    @property\n    def {name}(self) -> {class_name}: ...\n"


def _group(words: Words, members: list[str]) -> str:
    return f"class {_class_name(words)}:\n{''.join(members)}"


def _class_name(words: Words) -> str:
    return "".join(word.title() for word in words).replace("_", "") + "Methods"


def _singular(name: str) -> str:
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name.removesuffix("s") if not name.endswith("ss") else name
