"""Read the rows of a jsonl or json file."""

import io
import json
from collections.abc import Iterator

from lusha_cli.bulk.input.encodings import decode_error
from lusha_cli.bulk.input.json_array import iter_array_items, reject_constant
from lusha_cli.bulk.input.table import Row
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json


def read_jsonl_rows(text: io.TextIOWrapper, name: str) -> Iterator[Row]:
    number = 0
    try:
        for number, line in enumerate(text, start=1):
            if line.strip():
                yield Row(
                    _require_object(_parse_json_line(line, name, number), f"{name}, line {number}")
                )
    except UnicodeError as error:
        raise decode_error(name, number + 1, error) from error


def _parse_json_line(line: str, name: str, number: int) -> Json:
    try:
        return json.loads(line, parse_constant=reject_constant)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{name}, line {number}, column {error.colno}: not valid JSON ({error.msg})."
        ) from error
    except ValueError as error:  # Python's own limit, not JSON's: 4,300 digits.
        raise UsageError(f"{name}, line {number}: a number has too many digits.") from error
    except RecursionError as error:
        raise UsageError(f"{name}, line {number}: nested too deeply.") from error


def read_json_rows(text: io.TextIOWrapper, name: str) -> Iterator[Row]:
    try:
        for number, item in enumerate(iter_array_items(text, name), start=1):
            yield Row(_require_object(item, f"{name}, item {number}"))
    except UnicodeError as error:
        raise decode_error(name, 1, error) from error
    except RecursionError as error:
        raise UsageError(f"{name}: nested too deeply.") from error


def _require_object(value: Json, location: str) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise UsageError(f'{location}: an object was expected, such as {{"email": …}}.')
    return value
