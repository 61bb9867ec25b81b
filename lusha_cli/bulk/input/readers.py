"""Reading csv, tsv, jsonl and json files of any size, a row at a time."""

import codecs
import csv
import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, NamedTuple

from lusha_cli.bulk.input.gzip import inflated
from lusha_cli.bulk.input.json_array import array_items, refuse_constant
from lusha_cli.bulk.input.xlsx import sheet_rows
from lusha_cli.errors import LushaError, UsageError
from lusha_cli.json_types import Json

FORMATS = ("csv", "tsv", "jsonl", "json")
WORKBOOK = "xlsx"
INPUTS = (*FORMATS, WORKBOOK)
HEADED = ("csv", "tsv")
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}

_CHUNK = 1 << 16
_LARGEST_ITEM = 1 << 24
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


class Row(NamedTuple):
    """One row of an input: its own cells, and what is wrong with its shape, if anything."""

    cells: dict[str, Json]
    problem: str | None = None


class Input(NamedTuple):
    """An open input. `name` is how messages call it; `notes` tell what was detected."""

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
    """Read `file`, or the one that `source` names, as `format` or as its name says.

    Raises UsageError where it cannot be read: missing, empty, binary, of no known format. What is
    wrong further down is raised by the rows, naming line and column.
    """
    name = "standard input" if source == "-" else source
    file = raw_input(source) if file is None else file
    try:
        form = format or _format_of(source)
        packed = inflated(file, name)
        file, how = (file, "") if packed is None else (packed, "gzip, ")
        if form == WORKBOOK:
            return _workbook(file, name, sheet, how)
        found = encoding or _encoding_of(file, name)
        text = _decoded(file, found, name)
        notes = [f"{name}: {how}{form}, {found.removesuffix('-sig')}"]
        if form in HEADED:
            mark = "\t" if form == "tsv" else delimiter
            mark = _delimiter_of(text, name) if mark is None else mark
            if len(mark) != 1 or mark in '\r\n"':
                raise UsageError(f"--delimiter: {mark!r} is not one character such as ;")
            notes[0] += f", {DELIMITERS.get(mark, repr(mark))} between the cells"
            rows = _csv_rows(text, mark, name)
        else:
            rows = _jsonl_rows(text, name) if form == "jsonl" else _json_rows(text, name)
    except BaseException:
        file.close()
        raise
    return Input(name, form, rows, notes, text)


def _workbook(file: IO[bytes], name: str, sheet: str | None, how: str) -> Input:
    """The rows of a workbook, as those of a csv."""
    lines = sheet_rows(file, name, sheet)
    columns = _columns(next(lines, []), name)
    if not columns:
        raise UsageError(f"{name} is empty.", hint="INPUT needs a header and at least one row.")
    # A sheet has no ragged rows: cells at the end that are not there are empty.
    padded = ([*cells, *[""] * (len(columns) - len(cells))] for cells in lines)
    rows = (_row(cells, columns, f"row {n}") for n, cells in enumerate(padded, start=2))
    return Input(name, "csv", rows, [f"{name}: {how}xlsx, sheet {sheet or 1}"], file)


def _format_of(source: str) -> str:
    path = Path(source)
    path = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    suffix = path.suffix.lower().removeprefix(".")
    form = {"ndjson": "jsonl", "txt": "csv", "xls": WORKBOOK}.get(suffix, suffix)
    if form not in INPUTS:
        where = "standard input" if source == "-" else source
        raise UsageError(
            f"The format of {where} is not known.", hint=f"Add --format: {', '.join(INPUTS)}."
        )
    return form


def raw_input(source: str, stdin: IO[bytes] | None = None) -> IO[bytes]:
    """The bytes of `source`, a path or - for `stdin`, as a file that can be read twice.

    Raises UsageError where there is no such file.
    """
    return _spooled(stdin) if source == "-" else _opened(source)


def digest_of(file: IO[bytes]) -> str:
    """A digest of all of a file, which is then at its beginning again."""
    found = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


def _spooled(stdin: IO[bytes] | None) -> IO[bytes]:
    """Standard input as a file that can be read twice."""
    assert stdin is not None
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


def _opened(source: str) -> IO[bytes]:
    try:
        return open(source, "rb")
    except OSError as error:
        raise UsageError(f"{source}: {error.strerror}.", hint="Check the name of INPUT.") from error


def _encoding_of(file: IO[bytes], name: str) -> str:
    """The encoding: by its byte order mark, else UTF-8 where it decodes, else Windows-1252."""
    head = file.read(_CHUNK)
    if not head.strip():
        raise UsageError(f"{name} is empty.", hint="INPUT needs a header and at least one row.")
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    if b"\0" in head:
        raise UsageError(
            f"{name} is a binary file.", hint="Export it as csv first, then give that file."
        )
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while head:
            decoder.decode(head)
            head = file.read(_CHUNK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _decoded(file: IO[bytes], encoding: str, name: str) -> io.TextIOWrapper:
    file.seek(0)
    try:
        return io.TextIOWrapper(file, encoding=encoding, newline="")
    except LookupError as error:
        raise UsageError(f"{name} cannot be read as {encoding}: {error}.") from error


def _delimiter_of(text: io.TextIOWrapper, name: str) -> str:
    """The delimiter that stands most often in the header, outside quotes."""
    try:
        header = "".join(text.readline().split('"')[::2])
    except UnicodeError as error:
        raise _undecodable(name, 1, error) from error
    text.seek(0)
    return max(DELIMITERS, key=header.count)


def _csv_rows(text: io.TextIOWrapper, delimiter: str, name: str) -> Iterator[Row]:
    csv.field_size_limit(_LARGEST_ITEM)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    lines = _lines_of(reader, name)
    columns = _columns(next(lines, []), name)
    for cells in lines:
        yield _row(cells, columns, f"line {reader.line_num}")


def _row(cells: list[str], columns: list[str], where: str) -> Row:
    """A row of a table; one that has another number of cells than the header says so."""
    problem = None
    if len(cells) != len(columns):
        problem = f"{where}: {len(cells)} of {len(columns)} cells"
        spare = [cell for cell in cells[len(columns) :] if cell]
        if spare:
            problem += f"; left over: {', '.join(map(repr, spare))}"
        cells += [""] * (len(columns) - len(cells))
    return Row(dict(zip(columns, cells, strict=False)), problem)


def _lines_of(reader: Any, name: str) -> Iterator[list[str]]:
    """The lines of a csv reader that are not blank."""
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
        raise _undecodable(name, reader.line_num + 1, error) from error


def _columns(header: list[str], name: str) -> list[str]:
    columns = [cell.strip() or f"column {n}" for n, cell in enumerate(header, start=1)]
    seen: dict[str, int] = {}
    for number, column in enumerate(columns, start=1):
        if column in seen:
            raise UsageError(
                f"{name}, line 1: the columns {seen[column]} and {number} are both "
                f"named {column!r}.",
                hint="Give one of them another name.",
            )
        seen[column] = number
    return columns


def _jsonl_rows(text: io.TextIOWrapper, name: str) -> Iterator[Row]:
    number = 0
    try:
        for number, line in enumerate(text, start=1):
            if line.strip():
                yield Row(_object(_parsed(line, name, number), f"{name}, line {number}"))
    except UnicodeError as error:
        raise _undecodable(name, number + 1, error) from error


def _parsed(line: str, name: str, number: int) -> Json:
    try:
        return json.loads(line, parse_constant=refuse_constant)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{name}, line {number}, column {error.colno}: not valid JSON ({error.msg})."
        ) from error
    except ValueError as error:  # Python's own limit, not JSON's: 4,300 digits.
        raise UsageError(f"{name}, line {number}: a number has too many digits.") from error
    except RecursionError as error:
        raise UsageError(f"{name}, line {number}: nested too deeply.") from error


def _json_rows(text: io.TextIOWrapper, name: str) -> Iterator[Row]:
    try:
        for number, item in enumerate(array_items(text, name), start=1):
            yield Row(_object(item, f"{name}, item {number}"))
    except UnicodeError as error:
        raise _undecodable(name, 1, error) from error
    except RecursionError as error:
        raise UsageError(f"{name}: nested too deeply.") from error


def _object(value: Json, where: str) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise UsageError(f'{where}: an object was expected, such as {{"email": …}}.')
    return value


def _undecodable(name: str, line: int, error: UnicodeError) -> UsageError:
    encoding = getattr(error, "encoding", "this encoding")
    return UsageError(
        f"{name}, about line {line}: bytes that are not {encoding}.",
        hint="Name the encoding with --encoding, such as --encoding cp1252.",
    )
