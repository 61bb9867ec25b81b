"""Read the records of a csv or tsv file."""

import codecs
import csv
import io
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from itertools import islice

from lusha_cli.bulk.input.encodings import decode_error
from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.bulk.input.lenient_csv import read_leniently, usual_width
from lusha_cli.bulk.input.limits import MAX_RECORD_BYTES, check_width
from lusha_cli.bulk.input.records import Record, Row
from lusha_cli.bulk.input.table import read_table
from lusha_cli.output.sanitize import can_encode

_CHUNK_BYTES = 1 << 20
_SAMPLE_LINES = 200
# The end of a text in DOS.
_END_MARK = "\x1a"


def read_delimited_rows(
    text: io.TextIOWrapper,
    delimiter: str,
    name: str,
    options: InputOptions,
    notes: list[str],
    headings: dict[str, str],
) -> Iterator[Row]:
    """Yield the rows of a delimited text. The parameters are those of read_table."""
    records = _read_records(text, delimiter, name)
    if text.errors == "surrogateescape":
        records = _mark_damaged(records)
    return read_table(records, name, options, notes, headings)


def _read_records(text: io.TextIOWrapper, delimiter: str, name: str) -> Iterator[Record]:
    """Yield the records of a delimited text that aren't blank."""
    # The default of csv is 131,072 characters per cell.
    csv.field_size_limit(MAX_RECORD_BYTES)
    number = 0
    try:
        lines = list(islice(text, _SAMPLE_LINES))
        text.seek(0)
        for position, line in enumerate(lines, start=1):
            # Before the cells of such a line are parsed again and again.
            if '"' not in line:
                check_width(name, f"line {position}", line.count(delimiter) + 1)
        width = usual_width(lines, delimiter)
        if not _needs_repair(text, delimiter):
            read = yield from _read_quickly(text, delimiter, width)
            if read is None:
                return
            number = read
            text.seek(0)
        rest = islice(_without_end_mark(text), number, None)
        yield from read_leniently(rest, delimiter, number=number, width=width)
    except UnicodeError as error:
        raise decode_error(name, number + 1, error) from error


def _read_quickly(
    text: io.TextIOWrapper, delimiter: str, width: int
) -> Generator[Record, None, int | None]:
    """Yield the records up to a malformed one, and return the number of lines before it, or None.

    A record of several lines may be malformed too, if its number of cells isn't the usual one.
    """
    lines = _RecordLines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    try:
        for cells in reader:
            lines.characters = 0
            if (last := reader.line_num) > number + 1 and len(cells) != width:
                return number
            number = last
            if cells:
                yield Record(number, cells)
    except csv.Error:
        return number
    return None


class _RecordLines:
    """The lines of a text. Raises csv.Error for a record over the limit: a quote isn't closed."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.characters = 0
        self._text = text

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            self.characters += len(line)
            if self.characters > MAX_RECORD_BYTES:
                raise csv.Error("a record is too long")
            yield line


def _needs_repair(text: io.TextIOWrapper, delimiter: str) -> bool:
    """Return whether a text has spaces before quotes, or a mark at its end, and rewind it."""
    marks = [f'{before} "' for before in (delimiter, "\n", "\r", " ")]
    needles = [mark.encode(codec) for mark in marks for codec in _codecs_of(text.encoding, mark)]
    tail = b""
    text.seek(0)
    while chunk := bytes(text.buffer.read(_CHUNK_BYTES)):
        if any(needle in chunk or needle in tail + chunk[:16] for needle in needles):
            break
        tail = (tail + chunk)[-16:]
    text.seek(0)
    return bool(chunk) or tail.rstrip(b"\r\n\0").endswith(_END_MARK.encode())


def _codecs_of(encoding: str, characters: str) -> list[str]:
    """Return the codecs, without a byte order mark, by which a text may encode characters."""
    name = codecs.lookup(encoding).name
    wide = name.removesuffix("-le").removesuffix("-be")
    if wide in ("utf-16", "utf-32"):
        return [f"{wide}-le", f"{wide}-be"]
    with suppress(UnicodeEncodeError):
        characters.encode(name)
        return [name.removesuffix("-sig")]
    return []


def _without_end_mark(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines without the mark at the end of a DOS text."""
    previous = ""
    for line in lines:
        if previous:
            yield previous
        previous = line
    last = previous.rstrip("\r\n")
    previous = last.removesuffix(_END_MARK) if last.endswith(_END_MARK) else previous
    if previous:
        yield previous


def _mark_damaged(records: Iterator[Record]) -> Iterator[Record]:
    """Yield records; those with bytes that were invalid in the encoding have a problem."""
    for record in records:
        if not record.problem and not can_encode("".join(record.cells), "utf-8"):
            record = record._replace(problem="bytes that aren't valid UTF-8")
        yield record
