"""Read csv, tsv, jsonl, json and xlsx files, and lists, of any size row by row."""

import hashlib
import io
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from lusha_cli.bulk.input.borrowed_file import BorrowedFile
from lusha_cli.bulk.input.delimited import read_delimited_rows
from lusha_cli.bulk.input.encodings import detect_encoding, named_encoding, open_text
from lusha_cli.bulk.input.file_signatures import XLSX, binary_format
from lusha_cli.bulk.input.format_detection import LIST, detect_format, suffix_format
from lusha_cli.bulk.input.gzip import is_gzip, open_gzip
from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.bulk.input.json_rows import read_json_rows, read_jsonl_rows
from lusha_cli.bulk.input.limits import limit_lines
from lusha_cli.bulk.input.line_list import read_list_rows
from lusha_cli.bulk.input.records import Row
from lusha_cli.bulk.input.table import read_table
from lusha_cli.bulk.input.text_format import DELIMITERS, choose_delimiter
from lusha_cli.bulk.input.xlsx import open_sheet
from lusha_cli.errors import LushaError, UsageError

TABULAR_FORMATS = ("csv", "tsv")
DETECT_ALL = InputOptions()

_CHUNK_BYTES = 1 << 16
_STDIN = "-"
_STDIN_NAMES = (_STDIN, "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")


class Input(NamedTuple):
    """An open input. Messages use `name`; `notes` report the detected format.

    `format` is that of the output for it. `headings` has the headings that differ from their
    columns, by column, from the first row on. `doubt` is why the encoding is unlikely.
    `has_formulas`: cells may be formulas without a value. Reading `rows` may add notes.
    """

    name: str
    format: str
    rows: Iterator[Row]
    notes: list[str]
    text: IO[Any]
    headings: dict[str, str]
    doubt: str = ""
    has_formulas: bool = False

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
    """Open `file`, or the path `source`, in the format of the options or of its content.

    Raises UsageError if it is missing, empty, binary or of an unknown format. Errors in later rows
    are raised while reading `rows`, with line and column.
    """
    name = input_name(source)
    file = open_binary(source) if file is None else file
    try:
        decompressed = open_gzip(file, name)
        file, compression = (file, "") if decompressed is None else (decompressed, "gzip, ")
        format_name = options.format or detect_format(file, source, name)
        notes = [f"{name}: {compression}{format_name}", *_suffix_notes(source, format_name)]
        if format_name == XLSX:
            # Reading a workbook jumps, for which gzip would begin again each time.
            file = file if decompressed is None else _spool(file, name)
            return _open_workbook(file, name, options, notes)
        return _open_text(file, name, format_name, options, notes)
    except BaseException:
        file.close()
        raise


def _open_text(
    file: IO[bytes], name: str, format_name: str, options: InputOptions, notes: list[str]
) -> Input:
    """Open a text in a format, and add to the notes how it is encoded and separated."""
    _check_text(file, name, format_name)
    file = limit_lines(file, name, format_name)
    is_strict = options.strict or format_name not in TABULAR_FORMATS
    if options.encoding:
        encoding = named_encoding(file, options.encoding, name)
    else:
        encoding = detect_encoding(file, name, is_strict=is_strict)
    text = open_text(file, encoding, name)
    notes[0] += f", {encoding.name.removesuffix('-sig')}"
    headings: dict[str, str] = {}
    if format_name in TABULAR_FORMATS:
        delimiter = choose_delimiter(text, name, options, is_tsv=format_name == "tsv")
        notes[0] += f", delimiter: {DELIMITERS.get(delimiter, repr(delimiter))}"
        rows = read_delimited_rows(text, delimiter, name, options, notes, headings)
    elif format_name == LIST:
        rows = read_list_rows(text, name, notes)
    else:
        rows = (read_jsonl_rows if format_name == "jsonl" else read_json_rows)(text, name)
    notes += filter(None, [encoding.guess])
    output_format = "csv" if format_name == LIST else format_name
    return Input(name, output_format, rows, notes, text, headings, encoding.doubt)


def _open_workbook(file: IO[bytes], name: str, options: InputOptions, notes: list[str]) -> Input:
    """Open a workbook as if it were a csv file."""
    sheet = open_sheet(file, name, options.sheet, notes)
    headings: dict[str, str] = {}
    rows = read_table(sheet.records, name, options, notes, headings)
    return Input(name, "csv", rows, notes, file, headings, has_formulas=True)


def _suffix_notes(source: str, format_name: str) -> list[str]:
    """Return a note if the content isn't in the format that the suffix suggests."""
    expected = suffix_format(source)
    if expected in (None, format_name):
        return []
    return [f"Read as {format_name}: its name suggests {expected}, but it contains {format_name}."]


def _check_text(file: IO[bytes], name: str, format_name: str) -> None:
    """Raise UsageError if --format names a text format, and the file isn't text."""
    actual = binary_format(file)
    if actual is not None:
        raise UsageError(f"{name} is {actual}, not {format_name}.", hint="Leave out --format.")


def input_name(source: str) -> str:
    """Return the name of a source for messages."""
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
            raise UsageError(f"{source} is a device, not a file.", hint="Check the path.")
        return _spool(file, source)
    finally:
        file.close()


def _is_harmless_device(source: str, file: IO[bytes]) -> bool:
    return source == os.devnull or file.isatty()


def digest_of(file: IO[bytes], source: str, options: InputOptions) -> str:
    """Return the SHA-256 of an open input as hex digits, and rewind it.

    Raises UsageError for one that can't be read, or as soon as a line is over the limit: an endless
    file isn't read to the end.
    """
    name = input_name(source)
    format_name = options.format
    if not is_gzip(file):
        format_name = format_name or detect_format(file, source, name)
        if format_name != XLSX:
            _check_text(file, name, format_name)
            borrowed = io.BufferedReader(BorrowedFile(file))
            return sha256_of(limit_lines(borrowed, name, format_name))
    return sha256_of(file)


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
            f"Cannot store {name} in {tempfile.gettempdir()}: {error.strerror}.",
            hint="Free some space, or set TMPDIR to a folder on a larger disk.",
        ) from error
    except BaseException:
        file.close()
        raise
    return file


def _open_file(source: str) -> IO[bytes]:
    try:
        return open(source, "rb")
    except OSError as error:
        raise UsageError(f"{source}: {error.strerror}.", hint="Check the path.") from error
