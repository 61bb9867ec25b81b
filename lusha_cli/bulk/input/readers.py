"""Read csv, tsv, jsonl, json and xlsx files of any size row by row."""

import csv
import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from lusha_cli.bulk.input.gzip import open_gzip
from lusha_cli.bulk.input.json_array import iter_array_items, reject_constant
from lusha_cli.bulk.input.text_format import (
    DELIMITERS,
    decode_error,
    detect_delimiter,
    detect_encoding,
    open_text,
)
from lusha_cli.bulk.input.xlsx import open_sheet
from lusha_cli.errors import LushaError, UsageError
from lusha_cli.json_types import Json

FORMATS = ("csv", "tsv", "jsonl", "json")
XLSX = "xlsx"
INPUT_FORMATS = (*FORMATS, XLSX)
TABULAR_FORMATS = ("csv", "tsv")

_CHUNK_BYTES = 1 << 16
_MAX_FIELD_CHARACTERS = 1 << 24


class Row(NamedTuple):
    """One row of an input: its cells, and an error if their number is wrong."""

    cells: dict[str, Json]
    problem: str | None = None


class Input(NamedTuple):
    """An open input. Messages use `name`; `notes` report the detected format."""

    name: str
    format: str
    rows: Iterator[Row]
    notes: list[str]
    text: IO[Any]

    def __enter__(self) -> "Input":
        return self

    def __exit__(self, *_: object) -> None:
        self.text.close()


def open_input(
    source: str,
    *,
    file: IO[bytes] | None = None,
    format: str | None = None,  # noqa: A002 - the flag's name
    delimiter: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
) -> Input:
    """Open `file`, or the path `source`, as `format` or the format of its suffix.

    Raises UsageError if it is missing, empty, binary or of an unknown format. Errors in later rows
    are raised while reading `rows`, with line and column.
    """
    name = "standard input" if source == "-" else source
    file = open_binary(source) if file is None else file
    try:
        format_name = format or detect_format(source)
        decompressed = open_gzip(file, name)
        file, compression_note = (file, "") if decompressed is None else (decompressed, "gzip, ")
        if format_name == XLSX:
            return _open_workbook(file, name, sheet, compression_note)
        encoding_name = encoding or detect_encoding(file, name)
        text = open_text(file, encoding_name, name)
        notes = [f"{name}: {compression_note}{format_name}, {encoding_name.removesuffix('-sig')}"]
        if format_name in TABULAR_FORMATS:
            delimiter = "\t" if format_name == "tsv" else delimiter
            delimiter = detect_delimiter(text, name) if delimiter is None else delimiter
            if len(delimiter) != 1 or delimiter in '\r\n"':
                raise UsageError(f"--delimiter: {delimiter!r} is not one character such as ;")
            notes[0] += f", {DELIMITERS.get(delimiter, repr(delimiter))} between the cells"
            rows = _read_csv_rows(text, delimiter, name)
        else:
            read_rows = _read_jsonl_rows if format_name == "jsonl" else _read_json_rows
            rows = read_rows(text, name)
    except BaseException:
        file.close()
        raise
    return Input(name, format_name, rows, notes, text)


def _open_workbook(file: IO[bytes], name: str, sheet: str | None, compression_note: str) -> Input:
    """Open a workbook as if it were a csv file."""
    title, lines = open_sheet(file, name, sheet)
    columns = _parse_header(next(lines, []), name)
    if not columns:
        raise UsageError(f"{name} is empty.", hint="INPUT needs a header and at least one row.")
    # Workbooks leave out empty cells at the end of a row: that isn't a ragged row.
    padded = ([*cells, *[""] * (len(columns) - len(cells))] for cells in lines)
    rows = (_make_row(cells, columns, f"row {n}") for n, cells in enumerate(padded, start=2))
    return Input(name, "csv", rows, [f"{name}: {compression_note}xlsx, sheet {title}"], file)


def detect_format(source: str) -> str:
    """Return the format of the suffix of `source`. Raises UsageError for another suffix."""
    path = Path(source)
    path = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    suffix = path.suffix.lower().removeprefix(".")
    format_name = {"ndjson": "jsonl", "txt": "csv", "xls": XLSX}.get(suffix, suffix)
    if format_name not in INPUT_FORMATS:
        display_name = "standard input" if source == "-" else source
        raise UsageError(
            f"The format of {display_name} is not known.",
            hint=f"Add --format: {', '.join(INPUT_FORMATS)}.",
        )
    return format_name


def open_binary(source: str, stdin: IO[bytes] | None = None) -> IO[bytes]:
    """Open `source`, a path or - for `stdin`, as a seekable binary file.

    Raises UsageError if the file is missing or unreadable.
    """
    return _spool_stdin(stdin) if source == "-" else _open_file(source)


def sha256_of(file: IO[bytes]) -> str:
    """Return the SHA-256 of a file as hex digits, and rewind the file."""
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK_BYTES):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _spool_stdin(stdin: IO[bytes] | None) -> IO[bytes]:
    """Copy standard input into a seekable temporary file."""
    assert stdin is not None
    # Hashing and importing both read the input, and stdin can only be read once.
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by whoever reads it
    try:
        shutil.copyfileobj(stdin, file)
    except OSError as error:
        file.close()
        raise LushaError(
            f"Cannot keep standard input in {tempfile.gettempdir()}: {error.strerror}.",
            hint="Free some space, or set TMPDIR to a folder that has more.",
        ) from error
    file.seek(0)
    return file


def _open_file(source: str) -> IO[bytes]:
    try:
        return open(source, "rb")
    except OSError as error:
        raise UsageError(f"{source}: {error.strerror}.", hint="Check the name of INPUT.") from error


def _read_csv_rows(text: io.TextIOWrapper, delimiter: str, name: str) -> Iterator[Row]:
    # The default of csv is 131,072 characters per cell.
    csv.field_size_limit(_MAX_FIELD_CHARACTERS)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    lines = _read_csv_lines(reader, name)
    columns = _parse_header(next(lines, []), name)
    for cells in lines:
        yield _make_row(cells, columns, f"line {reader.line_num}")


def _make_row(cells: list[str], columns: list[str], location: str) -> Row:
    """Build a row of a table, with an error if its cells don't match the header."""
    problem = None
    if len(cells) != len(columns):
        problem = f"{location}: {len(cells)} of {len(columns)} cells"
        extra_cells = [cell for cell in cells[len(columns) :] if cell]
        if extra_cells:
            problem += f"; left over: {', '.join(map(repr, extra_cells))}"
        cells += [""] * (len(columns) - len(cells))
    # Surplus cells are dropped here, and reported in `problem`.
    return Row(dict(zip(columns, cells, strict=False)), problem)


def _read_csv_lines(reader: Any, name: str) -> Iterator[list[str]]:
    """Yield the lines of a csv reader that aren't blank."""
    try:
        for cells in reader:
            if cells:
                yield cells
    except csv.Error as error:
        raise UsageError(
            f"{name}, line {reader.line_num}: {error}.",
            hint='A quote in a cell is written twice (""), and every quote is closed.',
        ) from error
    except UnicodeError as error:
        raise decode_error(name, reader.line_num + 1, error) from error


def _parse_header(header: list[str], name: str) -> list[str]:
    columns = [cell.strip() or f"column {n}" for n, cell in enumerate(header, start=1)]
    positions: dict[str, int] = {}
    for number, column in enumerate(columns, start=1):
        if column in positions:
            raise UsageError(
                f"{name}, line 1: the columns {positions[column]} and {number} are both "
                f"named {column!r}.",
                hint="Give one of them another name.",
            )
        positions[column] = number
    return columns


def _read_jsonl_rows(text: io.TextIOWrapper, name: str) -> Iterator[Row]:
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


def _read_json_rows(text: io.TextIOWrapper, name: str) -> Iterator[Row]:
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
