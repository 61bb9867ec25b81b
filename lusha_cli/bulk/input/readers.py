"""Read csv, tsv, jsonl, json and xlsx files of any size row by row."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from lusha_cli.bulk.input.delimited import read_delimited_rows
from lusha_cli.bulk.input.gzip import open_gzip
from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.bulk.input.json_rows import read_json_rows, read_jsonl_rows
from lusha_cli.bulk.input.table import Row, read_table
from lusha_cli.bulk.input.text_format import (
    DELIMITERS,
    detect_delimiter,
    detect_encoding,
    open_text,
)
from lusha_cli.bulk.input.xlsx import open_sheet
from lusha_cli.errors import LushaError, UsageError

FORMATS = ("csv", "tsv", "jsonl", "json")
XLSX = "xlsx"
INPUT_FORMATS = (*FORMATS, XLSX)
TABULAR_FORMATS = ("csv", "tsv")
DETECT_ALL = InputOptions()

_CHUNK_BYTES = 1 << 16


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
    options: InputOptions = DETECT_ALL,
    *,
    file: IO[bytes] | None = None,
) -> Input:
    """Open `file`, or the path `source`, as the options say, or the suffix and the content.

    Raises UsageError if it is missing, empty, binary or of an unknown format. Errors in later rows
    are raised while reading `rows`, with line and column.
    """
    name = "standard input" if source == "-" else source
    file = open_binary(source) if file is None else file
    try:
        format_name = options.format or detect_format(source)
        decompressed = open_gzip(file, name)
        file, compression_note = (file, "") if decompressed is None else (decompressed, "gzip, ")
        if format_name == XLSX:
            return _open_workbook(file, name, options, compression_note)
        encoding_name = options.encoding or detect_encoding(file, name)
        text = open_text(file, encoding_name, name)
        notes = [f"{name}: {compression_note}{format_name}, {encoding_name.removesuffix('-sig')}"]
        if format_name in TABULAR_FORMATS:
            delimiter = "\t" if format_name == "tsv" else options.delimiter
            delimiter = detect_delimiter(text, name) if delimiter is None else delimiter
            if len(delimiter) != 1 or delimiter in '\r\n"':
                raise UsageError(f"--delimiter: {delimiter!r} is not one character such as ;")
            notes[0] += f", {DELIMITERS.get(delimiter, repr(delimiter))} between the cells"
            rows = read_delimited_rows(text, delimiter, name)
        else:
            read_rows = read_jsonl_rows if format_name == "jsonl" else read_json_rows
            rows = read_rows(text, name)
    except BaseException:
        file.close()
        raise
    return Input(name, format_name, rows, notes, text)


def _open_workbook(
    file: IO[bytes], name: str, options: InputOptions, compression_note: str
) -> Input:
    """Open a workbook as if it were a csv file."""
    title, records = open_sheet(file, name, options.sheet)
    rows = read_table(records, name)
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
