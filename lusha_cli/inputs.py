"""JSON that the user gives: in a file, on standard input, or in a flag."""

import json
from pathlib import Path
from typing import Any

from lusha_cli.errors import UsageError
from lusha_cli.world import World

Json = Any


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
    if source == "-":
        return read_json(world.stdin_bytes.read(), said_by=f"{flag} -")
    try:
        text = Path(source).read_bytes()
    except OSError as error:
        raise UsageError(f"{flag} {source}: {error.strerror}.") from error
    return read_json(text, said_by=f"{flag} {source}")
