"""Validation of requests against the schemas of their operations."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from lusha_cli.api.schema import SCHEMAS
from lusha_cli.api.schema.types import TEXT, Schema
from lusha_cli.parsing.numbers import read_integer
from lusha_cli.sandbox.http import ApiError

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def validate(operation: str, value: Any) -> dict[str, Any]:
    """Return the body or query unchanged. Raises ApiError 400 with all validation errors."""
    # All errors at once, as the API reports them.
    errors = list(_validation_errors(value, SCHEMAS[operation], "body"))
    if errors:
        raise ApiError(400, "Validation failed", errors=errors)
    content: dict[str, Any] = value
    return content


def parse_query(operation: str, pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Convert the values of a query to the types of the schema; join repeated lists."""
    params: dict[str, Any] = {}
    properties = SCHEMAS[operation].properties
    for name, text in pairs:
        schema = properties.get(name, TEXT)
        if schema.kind == "list":
            params.setdefault(name, []).extend(text.split(","))
        else:
            params[name] = _parse_value(text, schema)
    return params


def _parse_value(text: str, schema: Schema) -> Any:
    """Convert a value to the type of `schema`, if possible."""
    if schema.kind == "boolean":
        return {"true": True, "false": False}.get(text, text)
    # A value that can't be converted stays a text, so that the validation reports it by name.
    if schema.kind == "integer" and (number := read_integer(text)) is not None:
        return number
    return text


def _validation_errors(value: Any, schema: Schema, name: str) -> Any:
    if schema.kind == "object":
        yield from _object_errors(value, schema, name)
    elif schema.kind == "list":
        yield from _list_errors(value, schema, name)
    elif schema.kind == "boolean":
        if not isinstance(value, bool):
            yield f"{name} must be a boolean value"
    elif schema.kind in ("integer", "number"):
        types = int if schema.kind == "integer" else (int, float)
        # A bool is an int in Python, but not in JSON.
        if isinstance(value, bool) or not isinstance(value, types):
            yield f"{name} must be {'an integer' if schema.kind == 'integer' else 'a'} number"
        elif not schema.minimum <= value <= schema.maximum:
            yield f"{name} must be from {schema.minimum} to {schema.maximum}"
    elif not isinstance(value, str):
        yield f"{name} must be a string"
    elif schema.kind == "day" and not _is_day(value):
        yield f"{name} must be a date of the form YYYY-MM-DD"
    elif schema.kind == "uri" and not _is_url(value):
        yield f"{name} must be a URL address"
    elif schema.kind == "email" and not _EMAIL.fullmatch(value):
        yield f"{name} must be an email"
    elif schema.maximum and not schema.minimum <= len(value) <= schema.maximum:
        yield f"{name} must be {schema.minimum} to {schema.maximum} characters long"
    elif schema.choices and value not in schema.choices:
        yield f"{name} must be one of: {', '.join(schema.choices)}"


def _object_errors(value: Any, schema: Schema, name: str) -> Any:
    if not isinstance(value, dict):
        yield f"{name} must be an object"
        return
    for key, inner in value.items():
        if key not in schema.properties:
            # The API rejects unknown properties, so that a misspelled option must fail here too.
            yield f"property {key} should not exist"
        else:
            yield from _validation_errors(inner, schema.properties[key], key)
    for key in schema.required:
        if value.get(key, "") == "":
            yield f"{key} should not be empty"


def _list_errors(value: Any, schema: Schema, name: str) -> Any:
    if not isinstance(value, list):
        yield f"{name} must be an array"
        return
    if len(value) < schema.minimum or (schema.maximum and len(value) > schema.maximum):
        maximum = f" to {schema.maximum}" if schema.maximum else " or more"
        yield f"{name} must contain {schema.minimum}{maximum} items"
    for inner in value:
        yield from _validation_errors(inner, schema.item, name)


def _is_day(text: str) -> bool:
    try:
        # fromisoformat also accepts 20260131 and week dates, which the API doesn't.
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_url(text: str) -> bool:
    """Return whether a text is a web URL in ASCII."""
    try:
        parts = urlsplit(text)
        # Reading the port raises ValueError if it isn't a number.
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_web and text.isascii() and text.isprintable() and " " not in text
