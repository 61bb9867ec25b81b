"""JSON that the user gives: in a file, on standard input, or in a flag."""

import json
from pathlib import Path

from lusha_cli.context.app_context import World
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json


def read_json(text: bytes, *, said_by: str) -> Json:
    """The JSON in `text`; UsageError naming `said_by`, line and column where it is not."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{said_by} is not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})."
        ) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{said_by} is not valid JSON: {error}.") from error


def read_json_from(world: World, source: str, *, flag: str) -> Json:
    """The JSON in the file `source`, or in stdin for `-`; UsageError where it is none."""
    said_by = f"{flag} {source}"
    return read_json(read_bytes_from(world, source, said_by=said_by), said_by=said_by)


def read_bytes_from(world: World, source: str, *, said_by: str) -> bytes:
    """What is in the file `source`, or in stdin for `-`; UsageError where it cannot be read."""
    if source == "-":
        return world.stdin_bytes.read()
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise UsageError(f"{said_by}: {error.strerror}.") from error


def body_of(world: World, source: str | None, given: dict[str, Json]) -> dict[str, Json]:
    """The body of a request: the JSON object in `source`, if any, with `given` put over it.

    Objects in objects are put together; everything else of `given` replaces what was there.
    """
    if source is None:
        return given
    content = read_json_from(world, source, flag="--body")
    if not isinstance(content, dict):
        raise UsageError(f"--body {source} is not a JSON object.")
    return _over(content, given)


def _over(below: dict[str, Json], above: dict[str, Json]) -> dict[str, Json]:
    merged = dict(below)
    for name, value in above.items():
        old = merged.get(name)
        if isinstance(value, dict) and old is not None:
            if not isinstance(old, dict):
                raise UsageError(f"--body: {name} is no object.")
            value = _over(old, value)
        merged[name] = value
    return merged
