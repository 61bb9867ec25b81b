"""The parameters of each method, and the request that their values make."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lusha_cli.api.endpoints import Endpoint
from lusha_cli.api.schema import SCHEMAS
from lusha_cli.api.schema.types import TEXT, Schema
from lusha_cli.api.schema.webhooks import BODILESS
from lusha_cli.client.pages import PAGES
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json

# Objects whose members are parameters themselves, as they are options of the commands.
_FLAT = ("metadata", "options", "pagination", "pages", "owner", "signals")
# Members of these objects whose parameter has another name than the member.
_NAMES = {
    ("pagination", "size"): "page_size",
    ("pages", "size"): "page_size",
    ("owner", "email"): "owner",
    ("signals", "types"): "signals",
}


class Parameter(NamedTuple):
    """A parameter of a method: its place in the request (path, query or body), and its schema.

    `keys` is its path in the place. If there is a `setting`, it is the default. A parameter that
    is required and has neither must be passed.
    """

    name: str
    place: str
    keys: tuple[str, ...]
    schema: Schema
    is_required: bool = False
    setting: str = ""
    default: Json = None


class RequestParts(NamedTuple):
    """The values of a request, by their place."""

    path: dict[str, str]
    query: dict[str, Json]
    body: Json


def snake_case(name: str) -> str:
    """Return a name of the API or of a command as a name in Python: `person_id`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").lower()


def method_parameters(endpoint: Endpoint) -> list[Parameter]:
    """Return the parameters of a method: those of the path, the required ones, the others."""
    found = list(_parameters(endpoint))
    return sorted(found, key=lambda item: (item.place != "path", not item.is_required))


def iterator_parameters(endpoint: Endpoint) -> list[Parameter]:
    """Return the parameters of the method that yields records: without those of pages."""
    pages = ("limit", "offset") if not PAGES[endpoint.name].body_key else ("page", "page_size")
    return [item for item in method_parameters(endpoint) if item.name not in pages]


def _parameters(endpoint: Endpoint) -> Iterator[Parameter]:
    for name in re.findall(r"{(.*?)}", endpoint.path):
        yield Parameter(snake_case(name), "path", (name,), TEXT, is_required=True)
    schema = SCHEMAS[endpoint.name]
    properties: Mapping[str, Schema] = schema.properties or {}
    place = "query" if _has_query(endpoint, properties) else "body"
    for name, inner in properties.items():
        is_table_owner = place == "query" and name == "email" and " tables " in endpoint.name
        if name in _FLAT and inner.kind == "object":
            yield from _members(endpoint, name, inner, place)
        elif is_table_owner:
            yield Parameter("owner", place, (name,), inner, setting="owner")
        else:
            yield Parameter(snake_case(name), place, (name,), inner, name in schema.required)


def _members(endpoint: Endpoint, name: str, schema: Schema, place: str) -> Iterator[Parameter]:
    spec = PAGES.get(endpoint.name)
    is_page = spec is not None and spec.body_key == name
    defaults = {"page": 0, "size": spec.default_size} if spec and is_page else {}
    for member, inner in schema.properties.items():
        yield Parameter(
            _NAMES.get((name, member), snake_case(member)),
            place,
            (name, member),
            inner,
            setting="owner" if name == "owner" else "",
            default=defaults.get(member),
        )


def _has_query(endpoint: Endpoint, properties: Mapping[str, Schema]) -> bool:
    """Return whether the parameters of an operation are sent in the query."""
    is_bodiless = endpoint.method == "DELETE" and "owner" not in properties
    return endpoint.method == "GET" or is_bodiless or endpoint.name in BODILESS


def request_parts(endpoint: Endpoint, values: Mapping[str, Any]) -> RequestParts:
    """Return the parts of a request for the values of its parameters; None is left out."""
    parts: dict[str, dict[str, Any]] = {"path": {}, "query": {}, "body": {}}
    for item in method_parameters(endpoint):
        value = values.get(item.name)
        if value is None:
            continue
        if item.place == "path":
            parts["path"][item.keys[0]] = _path_value(item.name, value)
            continue
        target = parts[item.place]
        for key in item.keys[:-1]:
            target = target.setdefault(key, {})
        target[item.keys[-1]] = to_json(value, item.schema)
    has_body = endpoint.method != "GET" and not _has_query(
        endpoint, SCHEMAS[endpoint.name].properties or {}
    )
    return RequestParts(parts["path"], parts["query"], parts["body"] if has_body else None)


def _path_value(name: str, value: Any) -> str:
    text = str(value)
    # They would make the path that of another operation.
    if text.strip() in ("", ".", ".."):
        raise UsageError(f"{name} is {text!r}, which isn't a valid value.")
    return text


def to_json(value: Any, schema: Schema | None) -> Json:
    """Return a value as JSON: dates as texts, IDs that are numbers as texts if the API wants that.

    Members that the schema doesn't have are sent as well.
    """
    if hasattr(value, "isoformat"):
        return value.isoformat()[:10] if schema and schema.kind == "day" else value.isoformat()
    if isinstance(value, Mapping):
        members = (schema and schema.properties) or {}
        return {name: to_json(item, members.get(name)) for name, item in value.items()}
    # One text is as good as a list of it, which a type checker can't tell apart.
    if isinstance(value, str) and schema and schema.kind == "list":
        return [value]
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_json(item, schema.item if schema else None) for item in value]
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number and schema and schema.kind == "text" else value
