"""The check of a request against what its operation takes."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

from lusha_cli.api.schema import SCHEMAS
from lusha_cli.api.schema.types import TEXT, Schema
from lusha_cli.sandbox.http import ApiError


def validate(operation: str, value: Any) -> dict[str, Any]:
    """The body or query, as it is. Raises Refusal 400 that lists all that is wrong with it."""
    errors = list(_validation_errors(value, SCHEMAS[operation], "body"))
    if errors:
        raise ApiError(400, "Validation failed", errors=errors)
    content: dict[str, Any] = value
    return content


def parse_query(operation: str, pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """A query with its values in the types of the operation: lists gathered, booleans read."""
    found: dict[str, Any] = {}
    properties = SCHEMAS[operation].properties
    for name, text in pairs:
        spec = properties.get(name, TEXT)
        if spec.kind == "list":
            found.setdefault(name, []).extend(text.split(","))
        else:
            found[name] = _parse_value(text, spec)
    return found


def _parse_value(text: str, spec: Schema) -> Any:
    """A text of a query in the type of `spec`, where it can be read as that."""
    if spec.kind == "boolean":
        return {"true": True, "false": False}.get(text, text)
    if spec.kind == "integer" and text.isascii() and text.isdecimal() and len(text) < 16:
        return int(text)
    return text


def _validation_errors(value: Any, spec: Schema, name: str) -> Any:
    if spec.kind == "object":
        yield from _object_errors(value, spec, name)
    elif spec.kind == "list":
        yield from _list_errors(value, spec, name)
    elif spec.kind == "boolean":
        if not isinstance(value, bool):
            yield f"{name} must be a boolean value"
    elif spec.kind in ("integer", "number"):
        kinds = int if spec.kind == "integer" else (int, float)
        if isinstance(value, bool) or not isinstance(value, kinds):
            yield f"{name} must be {'an integer' if spec.kind == 'integer' else 'a'} number"
        elif not spec.minimum <= value <= spec.maximum:
            yield f"{name} must be from {spec.minimum} to {spec.maximum}"
    elif not isinstance(value, str):
        yield f"{name} must be a string"
    elif spec.kind == "day" and not _is_day(value):
        yield f"{name} must be a date of the form YYYY-MM-DD"
    elif spec.kind == "uri" and not _is_url(value):
        yield f"{name} must be a URL address"
    elif spec.maximum and not spec.minimum <= len(value) <= spec.maximum:
        yield f"{name} must be {spec.minimum} to {spec.maximum} characters long"
    elif spec.choices and value not in spec.choices:
        yield f"{name} must be one of: {', '.join(spec.choices)}"


def _object_errors(value: Any, spec: Schema, name: str) -> Any:
    if not isinstance(value, dict):
        yield f"{name} must be an object"
        return
    for key, inner in value.items():
        if key not in spec.properties:
            yield f"property {key} should not exist"
        else:
            yield from _validation_errors(inner, spec.properties[key], key)
    for key in spec.required:
        if value.get(key, "") == "":
            yield f"{key} should not be empty"


def _list_errors(value: Any, spec: Schema, name: str) -> Any:
    if not isinstance(value, list):
        yield f"{name} must be an array"
        return
    if len(value) < spec.minimum or (spec.maximum and len(value) > spec.maximum):
        most = f" to {spec.maximum}" if spec.maximum else " or more"
        yield f"{name} must contain {spec.minimum}{most} items"
    for inner in value:
        yield from _validation_errors(inner, spec.item, name)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_url(text: str) -> bool:
    """Whether it is an address of the web, in ASCII."""
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return known and text.isascii() and text.isprintable() and " " not in text
