"""JSON input: from a file, standard input or a flag."""

import json

from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json

# Responses of the API are smaller, and requests take far less.
MAX_BYTES = 32 << 20


def read_json_from(context: AppContext, source: str, *, flag: str) -> Json:
    """Return the JSON value in the file `source`, or in stdin for `-`. Raises UsageError."""
    source_name = f"{flag} {source}"
    text = read_bytes_from(context, source, source_name=source_name)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        position = f"line {error.lineno}, column {error.colno}"
        raise UsageError(f"{source_name} is not valid JSON: {error.msg} ({position}).") from error
    except (UnicodeDecodeError, RecursionError) as error:
        # Deeply nested JSON exhausts the parser's stack.
        raise UsageError(f"{source_name} is not valid JSON: {error}.") from error


def read_bytes_from(context: AppContext, source: str, *, source_name: str) -> bytes:
    """Return the bytes of the file `source`, or of stdin for `-`.

    Raises UsageError, also for an input without end.
    """
    try:
        if source == "-":
            content = context.env.stdin_bytes.read(MAX_BYTES + 1)
        else:
            with open(source, "rb") as file:
                content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{source_name}: {error.strerror}.") from error
    if len(content) > MAX_BYTES:
        raise UsageError(f"{source_name} is longer than {MAX_BYTES >> 20} MB.")
    return content


def merge_body(context: AppContext, source: str | None, params: dict[str, Json]) -> dict[str, Json]:
    """Return the body of a request: the JSON object in `source`, if any, updated by `params`.

    Nested objects are merged; any other value of `params` replaces the one in the file.
    """
    if source is None:
        return params
    content = read_json_from(context, source, flag="--body")
    if not isinstance(content, dict):
        raise UsageError(f"--body {source} is not a JSON object.")
    return _merge(content, params)


def _merge(base: dict[str, Json], updates: dict[str, Json]) -> dict[str, Json]:
    merged = dict(base)
    for name, value in updates.items():
        old = merged.get(name)
        # Flags refine a file: one more filter must not drop those of the file.
        if isinstance(value, dict) and old is not None:
            if not isinstance(old, dict):
                raise UsageError(f"--body: {name} is not a JSON object.")
            value = _merge(old, value)
        merged[name] = value
    return merged
