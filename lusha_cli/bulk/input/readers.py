"""Read csv, tsv, jsonl, json and xlsx files, and lists, of any size row by row."""

import hashlib
import io
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from typing import IO, Any, NamedTuple, cast

from lusha_cli.bulk.input.delimited import read_delimited_rows
from lusha_cli.bulk.input.file_signatures import XLSX, binary_format
from lusha_cli.bulk.input.format_detection import LIST, detect_format, suffix_format
from lusha_cli.bulk.input.gzip import open_gzip
from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.bulk.input.json_rows import read_json_rows, read_jsonl_rows
from lusha_cli.bulk.input.limits import LineLimitReader
from lusha_cli.bulk.input.line_list import read_list_rows
from lusha_cli.bulk.input.table import Row, read_table
from lusha_cli.bulk.input.text_format import (
    DELIMITERS,
    detect_delimiter,
    detect_encoding,
    open_text,
)
from lusha_cli.bulk.input.xlsx import open_sheet
from lusha_cli.errors import LushaError, UsageError

TABULAR_FORMATS = ("csv", "tsv")
DETECT_ALL = InputOptions()

_CHUNK_BYTES = 1 << 16
_STDIN = "-"
_STDIN_NAMES = (_STDIN, "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")
_DELIMITER_NAMES = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


class Input(NamedTuple):
    """An open input. Messages use `name`; `notes` report the detected format.

    `format` is that of the output for it. Reading `rows` may add notes.
    """

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
    """Open `file`, or the path `source`, as the options say, or the content.

    Raises UsageError if it is missing, empty, binary or of an unknown format. Errors in later rows
    are raised while reading `rows`, with line and column.
    """
    name = input_name(source)
    file = open_binary(source) if file is None else file
    try:
        decompressed = open_gzip(file, name)
        file, compression_note = (file, "") if decompressed is None else (decompressed, "gzip, ")
        format_name = options.format or detect_format(file, source, name)
        if format_name == XLSX:
            # Reading a workbook jumps, for which gzip would begin again each time.
            file = file if decompressed is None else _spool(file, name)
            return _open_workbook(file, name, options, compression_note)
        _check_text(file, name, format_name)
        if format_name != "json":
            file = cast(IO[bytes], io.BufferedReader(LineLimitReader(file, name)))
        encoding_name = options.encoding or detect_encoding(file, name)
        text = open_text(file, encoding_name, name)
        notes = [f"{name}: {compression_note}{format_name}, {encoding_name.removesuffix('-sig')}"]
        rows = _read_text(text, name, format_name, options, notes)
        notes += _suffix_notes(source, format_name)
    except BaseException:
        file.close()
        raise
    return Input(name, "csv" if format_name == LIST else format_name, rows, notes, text)


def _read_text(
    text: io.TextIOWrapper, name: str, format_name: str, options: InputOptions, notes: list[str]
) -> Iterator[Row]:
    """Return the rows of a text in a format, and add to the notes how they are separated."""
    if format_name == LIST:
        return read_list_rows(text, name, notes)
    if format_name in ("json", "jsonl"):
        return (read_jsonl_rows if format_name == "jsonl" else read_json_rows)(text, name)
    delimiter = "\t" if format_name == "tsv" else options.delimiter
    delimiter = detect_delimiter(text, name) if delimiter is None else delimiter
    delimiter = _DELIMITER_NAMES.get(delimiter.lower(), delimiter)
    if len(delimiter) != 1 or delimiter in '\r\n"':
        raise UsageError(f"--delimiter: {delimiter!r} is not one character such as ;")
    notes[0] += f", {DELIMITERS.get(delimiter, repr(delimiter))} between the cells"
    return read_delimited_rows(text, delimiter, name)


def _open_workbook(
    file: IO[bytes], name: str, options: InputOptions, compression_note: str
) -> Input:
    """Open a workbook as if it were a csv file."""
    sheet = open_sheet(file, name, options.sheet)
    sheet.notes.insert(0, f"{name}: {compression_note}xlsx, sheet {sheet.title}")
    sheet.notes.extend(_suffix_notes(name, XLSX))
    return Input(name, "csv", read_table(sheet.records, name), sheet.notes, file)


def _suffix_notes(source: str, format_name: str) -> list[str]:
    """Return a note if the content isn't what the suffix says."""
    expected = suffix_format(source)
    if expected in (None, format_name):
        return []
    return [f"Its name says {expected}, its content is {format_name}: read as {format_name}."]


def _check_text(file: IO[bytes], name: str, format_name: str) -> None:
    """Raise UsageError if --format names a text format, and the file isn't text."""
    actual = binary_format(file)
    if actual is not None:
        raise UsageError(f"{name} is {actual}, not {format_name}.", hint="Leave out --format.")


def input_name(source: str) -> str:
    """Return what messages call a source."""
    return "standard input" if is_stdin(source) else source


def is_stdin(source: str) -> bool:
    """Return whether a source stands for standard input."""
    return source in _STDIN_NAMES


def open_binary(source: str, stdin: IO[bytes] | None = None) -> IO[bytes]:
    """Open `source`, a path or - for `stdin`, as a seekable binary file.

    Pipes are copied to a temporary file. Raises UsageError if the file is missing or unreadable.
    """
    if is_stdin(source) and stdin is not None:
        return _spool(stdin, "standard input")
    file = _open_file(source)
    mode = os.fstat(file.fileno()).st_mode
    if stat.S_ISREG(mode):
        return file
    try:
        if not (stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or _is_harmless_device(source, file)):
            raise UsageError(f"{source} is a device, not a file.", hint="Check the name of INPUT.")
        return _spool(file, source)
    finally:
        file.close()


def _is_harmless_device(source: str, file: IO[bytes]) -> bool:
    return source == os.devnull or file.isatty()


def sha256_of(file: IO[bytes]) -> str:
    """Return the SHA-256 of a file as hex digits, and rewind the file."""
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK_BYTES):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _spool(stream: IO[bytes], name: str) -> IO[bytes]:
    """Copy a stream into a seekable temporary file."""
    # Hashing, detecting the format and importing all read the input; a pipe can be read once.
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by whoever reads it
    try:
        shutil.copyfileobj(stream, file)
        file.seek(0)
    except OSError as error:
        file.close()
        raise LushaError(
            f"Cannot keep {name} in {tempfile.gettempdir()}: {error.strerror}.",
            hint="Free some space, or set TMPDIR to a folder that has more.",
        ) from error
    except BaseException:
        file.close()
        raise
    return file


def _open_file(source: str) -> IO[bytes]:
    try:
        return open(source, "rb")
    except OSError as error:
        raise UsageError(f"{source}: {error.strerror}.", hint="Check the name of INPUT.") from error
