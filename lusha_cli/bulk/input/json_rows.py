"""Read the rows of a jsonl or json file."""

import io
import json
from collections.abc import Iterator

from lusha_cli.bulk.input.encodings import decode_error
from lusha_cli.bulk.input.json_envelope import iter_records, records_in
from lusha_cli.bulk.input.json_scanner import SMALL_CHARACTERS, JsonScanner
from lusha_cli.bulk.input.limits import MAX_DEPTH
from lusha_cli.bulk.input.line_list import list_row
from lusha_cli.bulk.input.records import Row
from lusha_cli.bulk.json_numbers import number_decoder
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json

# Byte order marks of files that were joined, and the end-of-file mark of DOS.
_PADDING = "\ufeff\x1a \t\r\n"


def read_jsonl_rows(text: io.TextIOWrapper, name: str) -> Iterator[Row]:
    """Yield a row for each line of a jsonl text, or for each record of a page on a line."""
    number = 0
    decoder = number_decoder()
    try:
        for number, line in enumerate(text, start=1):
            for value in _parse_json_line(decoder, line.strip(_PADDING), name, number):
                records = records_in(value)
                if records is None and isinstance(value, dict):
                    yield Row(value)
                    continue
                for record in [value] if records is None else records:
                    yield _make_row(record, f"{name}, line {number}")
    except UnicodeError as error:
        raise decode_error(name, number + 1, error) from error


def _parse_json_line(decoder: json.JSONDecoder, line: str, name: str, number: int) -> list[Json]:
    """Return the values on a line: one, or none on a blank line."""
    # The scanner is slower, and finds what is wrong.
    if len(line) <= SMALL_CHARACTERS and line.count("[") + line.count("{") <= MAX_DEPTH:
        try:
            return [decoder.decode(line)]
        except json.JSONDecodeError:
            pass
    scanner = JsonScanner(io.StringIO(line), name, line=number)
    values: list[Json] = []
    while following := scanner.peek():
        if values and following == ",":
            raise UsageError(
                f"{name}, line {number}: unexpected comma after an object.",
                hint="Remove the commas between the objects, or wrap them all in [ and ].",
            )
        values.append(scanner.read_value())
    return values


def read_json_rows(text: io.TextIOWrapper, name: str) -> Iterator[Row]:
    """Yield the rows of a JSON text: its objects, or its strings that are identifiers."""
    try:
        for number, item in enumerate(iter_records(JsonScanner(text, name)), start=1):
            yield _make_row(item, f"{name}, item {number}")
    except UnicodeError as error:
        raise decode_error(name, 1, error) from error


def flat_cells(cells: dict[str, Json]) -> dict[str, Json]:
    """Return the cells of a row and those one level below, such as `properties.email`."""
    objects = [name for name, value in cells.items() if isinstance(value, dict)]
    # Most rows have none, and need no copy.
    flat = dict(cells) if objects else cells
    for name in objects:
        for key, item in cells[name].items():
            if not isinstance(item, (dict, list)):
                flat.setdefault(f"{name}.{key}", item)
    return flat


def _make_row(value: Json, location: str) -> Row:
    if isinstance(value, str):
        return list_row(value)
    if not isinstance(value, dict):
        raise UsageError(f'{location}: expected an object, such as {{"email": …}}.')
    return Row(value)
