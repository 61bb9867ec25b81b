"""Random requests and responses, drawn from their schemas.

Every strategy draws small values first, so that a failure is reported by a small one.
"""

import string
from collections.abc import Iterator
from datetime import UTC, date, datetime
from fnmatch import fnmatchcase
from typing import Any

from hypothesis import strategies as st

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.api.schema import SCHEMAS
from lusha_cli.api.schema.types import Schema
from lusha_cli.api.schema.webhooks import BODILESS
from tests.contract.v2_fields import v2_response_shapes
from tests.contract.vendor_schemas import Shape, Shapes, response_shapes

Values = st.SearchStrategy[Any]

# How many optional properties and items a value has: all of them would be slow to draw.
MAX_OPTIONAL, MAX_ITEMS = 5, 3
_LABELS = st.text(string.ascii_lowercase, min_size=1, max_size=8)
# Every character but half of a surrogate pair, which JSON in UTF-8 can't have.
_CHARACTERS = st.characters(exclude_categories=["Cs"])
_INTEGERS = st.integers(0, 2**53)
_NUMBERS = st.one_of(
    _INTEGERS, st.floats(-1e12, 1e12, allow_nan=False).map(lambda number: round(number, 3))
)
_DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(date.isoformat)
_EMAILS = st.builds("{}.{}@{}.example".format, _LABELS, _LABELS, _LABELS)
_URLS = st.builds("https://{}.example/{}".format, _LABELS, _LABELS)
_TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)).map(
    lambda time: time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
)
_FORMATS: dict[str, Values] = {
    "any": st.one_of(st.text(_CHARACTERS, max_size=8), _INTEGERS, st.lists(_LABELS, max_size=2)),
    "boolean": st.booleans(),
    "day": _DAYS,
    "email": _EMAILS,
    "time": _TIMES,
    "uri": _URLS,
    "uuid": st.uuids(version=4).map(str),
}

# The vendor's schemas require nothing of many responses, not even their records; its examples
# always have these members, and a response without them is refused. The first pattern counts.
_ALWAYS = {
    "company get": "data", "company bulk": "1", "prospecting contact *": "contacts",
    "prospecting company *": "companies", "signals options": "signals",
    "signals contacts *": "contacts", "signals companies *": "companies",
    "recommendations contacts": "contacts", "recommendations companies": "companies",
    "webhooks update": "id", "account plan": "credits", "account icp-profiles": "results",
    "* tables delete": "status",
    "contacts job": "status", "* tables remove-column": "removed", "* tables *": "data",
    "* signal-types": "signalTypes", "* recommendation-filters": "targetIcp",
    "* filters": "availableFilters", "* signal-filters": "availableFilters",
    "*filter-values": "values", "contacts *": "results", "companies *": "results",
}  # fmt: skip


def response_schema(operation: str) -> Shapes:
    """Return the documented content of an operation's response, by path."""
    try:
        return response_shapes(operation)
    except KeyError:
        return v2_response_shapes(operation)


def request_bodies(operation: str) -> Values:
    """Return a strategy of the valid bodies, or queries, of an operation."""
    return _value(SCHEMAS[operation], is_required=True)


def client_bodies(operation: str) -> Values:
    """Return a strategy of the bodies that the client sends: an unlisted value may be right."""
    return _value(SCHEMAS[operation], is_required=True, is_open=True)


def responses(operation: str) -> Values:
    """Return a strategy of the valid responses of an operation."""
    shapes = response_schema(operation)
    if next(iter(shapes)).startswith("[]"):
        return st.lists(_shaped(shapes, "[]"), max_size=MAX_ITEMS)
    patterns = (name for name in _ALWAYS if fnmatchcase(operation, name))
    member = _ALWAYS.get(next(patterns, ""))
    if member is None:
        return _object(shapes, "")
    # The companies of the response have their ids in the request as keys.
    path = "*" if member == "1" else member
    values = _documented(shapes, path, shapes[path])
    if member == "values":
        values = st.lists(values, max_size=MAX_ITEMS)
    return st.builds(lambda body, value: {**body, member: value}, _object(shapes, ""), values)


def _value(schema: Schema, *, is_required: bool = False, is_open: bool = False) -> Values:
    match schema.kind:
        case "object":
            fields = {
                name: _value(inner, is_required=name in schema.required, is_open=is_open)
                for name, inner in (schema.properties or {}).items()
            }
            return _dictionary(fields, set(schema.required))
        case "list":
            # An empty list is as good as none where the property is required.
            minimum = max(schema.minimum, int(is_required))
            item = _value(schema.item, is_required=True, is_open=is_open)
            return st.lists(item, min_size=minimum, max_size=minimum + 2)
        case "integer":
            return st.integers(schema.minimum, schema.maximum)
        case "number":
            return st.integers(schema.minimum, 1_000) | st.just(schema.minimum + 0.5)
        case "text":
            if schema.choices:
                listed = st.sampled_from(schema.choices)
                return listed | _LABELS if is_open else listed
            minimum = max(schema.minimum, int(is_required))
            return st.text(_CHARACTERS, min_size=minimum, max_size=minimum + 10)
    return _FORMATS[schema.kind]


def _dictionary(fields: dict[str, Values], required: set[str]) -> Values:
    optional = [name for name in fields if name not in required]

    def with_some(names: list[str]) -> Values:
        return st.fixed_dictionaries(
            {name: inner for name, inner in fields.items() if name in required or name in names}
        )

    if not optional:
        return st.fixed_dictionaries(fields)
    some = st.lists(st.sampled_from(optional), unique=True, max_size=MAX_OPTIONAL)
    return some.flatmap(with_some)


def _object(shapes: Shapes, prefix: str) -> Values:
    names = list(_names(shapes, prefix))
    required = {name for name in names if shapes[prefix + name].is_required}
    fields = {name: _shaped(shapes, prefix + name) for name in names if name != "*"}
    values = _dictionary(fields, required)
    if "*" not in names:
        return values
    keyed = st.dictionaries(_LABELS, _shaped(shapes, f"{prefix}*"), max_size=MAX_ITEMS)
    return st.builds(lambda some, more: {**more, **some}, values, keyed)


def _names(shapes: Shapes, prefix: str) -> Iterator[str]:
    for path in shapes:
        name = path.removeprefix(prefix)
        if path.startswith(prefix) and name and not {".", "["} & set(name):
            yield name


def _shaped(shapes: Shapes, path: str) -> Values:
    shape = shapes[path]
    values = _documented(shapes, path, shape)
    return st.none() | values if shape.may_be_null else values


def _documented(shapes: Shapes, path: str, shape: Shape) -> Values:
    match shape.kind:
        case "object":
            return _object(shapes, f"{path}.")
        case "list":
            minimum, maximum = shape.least or 0, min(shape.most or MAX_ITEMS, MAX_ITEMS)
            return st.lists(_shaped(shapes, f"{path}[]"), min_size=minimum, max_size=maximum)
        case "integer":
            return st.integers(shape.least or 0, shape.most or 2**53)
        case "number":
            return _NUMBERS if shape.most is None else st.floats(shape.least or 0, shape.most)
        case "string":
            if shape.choices:
                return st.sampled_from(sorted(shape.choices))
            return st.text(_CHARACTERS, max_size=12)
    return _FORMATS[shape.kind]


def invalid_bodies(operation: str) -> Values:
    """Return a strategy of bodies, or queries, of an operation that have one thing wrong."""
    schema, row = SCHEMAS[operation], BY_NAME[operation]
    is_query = row.method == "GET" or operation in BODILESS

    def with_one_mistake(body: Any) -> Values:
        return st.sampled_from(list(_mistakes(body, schema, is_query=is_query)))

    return request_bodies(operation).flatmap(with_one_mistake)


def _mistakes(value: Any, schema: Schema, *, is_query: bool) -> Iterator[Any]:
    """Yield a value with one mistake each."""
    match schema.kind:
        case "object":
            yield {**value, "notDocumented": 1}
            for name in schema.required:
                yield {key: inner for key, inner in value.items() if key != name}
            for name, inner in value.items():
                for wrong in _mistakes(inner, schema.properties[name], is_query=is_query):
                    yield {**value, name: wrong}
        case "list":
            # Every value of a query is a text, and a list there is one with commas.
            if not is_query:
                yield {"not": "a list"}
            if schema.maximum:
                yield (value or [""]) * (schema.maximum + 1)
            for index, inner in enumerate(value):
                for wrong in _mistakes(inner, schema.item, is_query=is_query):
                    yield [*value[:index], wrong, *value[index + 1 :]]
        case "boolean":
            yield "perhaps"
        case "integer" | "number":
            yield from ("many", schema.minimum - 1, schema.maximum + 1)
        case "day":
            yield from ("2026-02-30", "yesterday", 20260101)
        case "email":
            yield from ("nobody", "a b@firm.example", "ada@", 7)
        case "uri":
            yield from ("firm.example", "ftp://firm.example", 7)
        case _:
            if not is_query:
                yield 7
            if schema.choices:
                yield "none of the choices"
            elif schema.maximum:
                yield "x" * (schema.maximum + 1)
