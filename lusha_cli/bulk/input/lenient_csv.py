"""Read delimited text that isn't well-formed: one bad line is one bad record."""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress

from lusha_cli.bulk.input.limits import MAX_RECORD_BYTES
from lusha_cli.bulk.input.records import Record

# A record that isn't closed after so many lines isn't one.
_MAX_LINES = 10_000


class _Lines:
    """The lines of a text that a record is parsed from; unused ones are pushed back."""

    def __init__(self, lines: Iterator[str], delimiter: str, *, number: int) -> None:
        self._lines = lines
        self._pushed_back: deque[str] = deque()
        self._used: list[str] = []
        self._used_characters = 0
        self._spaced_quotes = _SpacedQuotes(delimiter)
        self.number = number

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self._used) >= _MAX_LINES:
            raise csv.Error(f"a quote is not closed within {_MAX_LINES:,} lines")
        line = self._pushed_back.popleft() if self._pushed_back else next(self._lines)
        self._used.append(line)
        self._used_characters += len(line)
        self.number += 1
        if self._used_characters > MAX_RECORD_BYTES:
            raise csv.Error(f"longer than {MAX_RECORD_BYTES >> 20} MB: a quote is not closed")
        return self._spaced_quotes.without_spaces(line)

    def take(self) -> list[str]:
        """Return the lines of a finished record."""
        used, self._used, self._used_characters = self._used, [], 0
        self._spaced_quotes.is_quoted = False
        return used

    def push_back(self, lines: list[str]) -> None:
        """Read these lines again."""
        self._pushed_back.extendleft(reversed(lines))
        self.number -= len(lines)


class _SpacedQuotes:
    """Removes the spaces around quoted cells, which csv treats as a part of the cell.

    `is_quoted`: the next line continues a quoted cell.
    """

    _QUOTE = re.compile(' *"')
    _BODY = re.compile('(?:[^"]|"")*')
    _SPACES = re.compile(" *")

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self.is_quoted = False

    def without_spaces(self, line: str) -> str:
        """Return a line without spaces around its quoted cells."""
        if self._delimiter == " " or not (self.is_quoted or '"' in line):
            return line
        parts: list[str] = []
        start = position = 0
        if not self.is_quoted:
            start, position = self._quoted_cell(line, 0)
        elif (end := self._closing_quote(line, 0)) is not None:
            position = end
        while not self.is_quoted:
            cell_end = line.find(self._delimiter, position)
            end = len(line.rstrip("\r\n")) if cell_end < 0 else cell_end
            if position > start and not line[position:end].strip(" "):
                parts.append(line[start:position])
                start = end
            if cell_end < 0:
                break
            parts.append(line[start : cell_end + 1])
            start, position = self._quoted_cell(line, cell_end + 1)
        return "".join([*parts, line[start:]])

    def _quoted_cell(self, line: str, start: int) -> tuple[int, int]:
        """Return where a cell begins and ends, as far as it is quoted.

        Without quotes, both are `start`.
        """
        quote = self._QUOTE.match(line, start)
        if quote is None:
            return start, start
        self.is_quoted = True
        end = self._closing_quote(line, quote.end())
        if end is None:
            return quote.end() - 1, len(line)
        is_cell = self._is_cell_end(line, end)
        return (quote.end() - 1, end) if is_cell else (start, start)

    def _closing_quote(self, line: str, start: int) -> int | None:
        """Return the position after the closing quote, or None; the cell is open then."""
        body = self._BODY.match(line, start)
        assert body is not None
        if body.end() == len(line):
            return None
        self.is_quoted = False
        return body.end() + 1

    def _is_cell_end(self, line: str, position: int) -> bool:
        spaces = self._SPACES.match(line, position)
        assert spaces is not None
        return line[spaces.end() : spaces.end() + 1] in ("", "\r", "\n", self._delimiter)


def usual_width(lines: list[str], delimiter: str) -> int:
    """Return the number of cells that most of the first records have."""
    widths: Counter[int] = Counter()
    with suppress(csv.Error):
        # A space before a quote isn't a part of the cell.
        for cells in csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True):
            if cells:
                widths[len(cells)] += 1
    if not widths:
        # The first line is malformed.
        widths.update(width for line in lines if (width := _width_of(line, delimiter)))
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _width_of(line: str, delimiter: str) -> int:
    """Return the number of cells of a line, or 0 if it isn't a record alone."""
    try:
        return len(next(csv.reader([line], delimiter=delimiter, strict=True), []))
    except csv.Error:
        return 0


def is_swallowing(lines: list[str], delimiter: str, width: int) -> bool:
    """Return whether lines within a record are records themselves: a quote isn't closed."""
    return any(_width_of(line, delimiter) == width for line in lines[1:])


def read_leniently(
    text: Iterator[str], delimiter: str, *, number: int, width: int
) -> Iterator[Record]:
    """Yield the records of a text, of which `number` lines were read before.

    A malformed line is a record with a problem, and the next line begins another one. `width` is
    the usual number of cells.
    """
    lines = _Lines(text, delimiter, number=number)
    while True:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            for cells in reader:
                used = lines.take()
                is_odd = len(used) > 1 and len(cells) != width > 1
                if is_odd and is_swallowing(used, delimiter, width):
                    yield _malformed(lines, used, delimiter, "a quote is not closed")
                    break
                if cells:
                    yield Record(lines.number, cells)
            else:
                return
        except csv.Error as error:
            used = lines.take()
            record = _read_escaped(lines, used, delimiter, width)
            yield record or _malformed(lines, used, delimiter, str(error))


def _malformed(lines: _Lines, used: list[str], delimiter: str, problem: str) -> Record:
    """Return the first of the used lines as a malformed record; the others are read again."""
    lines.push_back(used[1:])
    cells = used[0].rstrip("\r\n").split(delimiter)
    is_open = len(used) == 1 and used[0].count('"') % 2 == 1
    return Record(lines.number, cells, problem=problem, is_open=is_open)


def _read_escaped(lines: _Lines, used: list[str], delimiter: str, width: int) -> Record | None:
    r"""Return the record of lines with quotes escaped as \", as MySQL writes them, or None."""
    if not any('\\"' in line for line in used):
        return None
    lines.push_back(used)
    reader = csv.reader(lines, delimiter=delimiter, strict=True, escapechar="\\")
    try:
        cells = next(reader, [])
    except csv.Error:
        cells = []
    if len(cells) == width:
        lines.take()
        return Record(lines.number, cells)
    more = lines.take()
    lines.push_back(more)
    for _ in used:
        next(lines)
    lines.take()
    return None
