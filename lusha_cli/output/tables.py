"""Draw tables for people: columns side by side, or records below each other if too wide."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from lusha_cli.output.cell_formats import (
    LIST_FORMATTERS,
    ONE_LINE_FORMATTERS,
    SHORTENED_FORMATTERS,
    shorten,
    summarize,
)
from lusha_cli.output.hyperlinks import hyperlink
from lusha_cli.output.layouts.layout import Column
from lusha_cli.output.number_format import pluralize
from lusha_cli.output.pairs import GAP, MIN_WIDTH, Pair, bold, join_lines, pair_lines
from lusha_cli.output.table_model import TableData
from lusha_cli.output.terminal import Terminal
from lusha_cli.output.wrapping import (
    ITEMS,
    WORDS,
    cell_width,
    pad,
    split_breakable,
    unbreakable_width,
    wrap,
)

_MIN_BREAKABLE_WORD = 16
"""The longest item, in cells, that is broken only if there is no other way."""
_MIN_WRAPPED_COLUMN = 10
"""The width of the narrowest column that text of several words is wrapped into."""
_MIN_COLUMN_WITH_OPTIONAL = 20
"""The same if an optional column could be left out instead."""

_MAX_OPTIONAL_LINES = 7
"""The most lines that an optional cell may take."""
_RIGHT_ALIGNED = ("number", "score", "size")

_FOLDED = 0
"""The width of a column that stands below the rows instead of beside the others."""

_MAX_SPARE_WIDTH = 6
"""How many cells a column of a table that comes in pages is wider than its first page needs."""


def table_text(table: TableData, *, terminal: Terminal) -> str:
    """Return the table; without a terminal nothing is wrapped.

    A line is wider than the terminal only if something to copy is: an id, an address, a command.
    """
    if not table.rows:
        return "No results.\n"
    table = _sanitize_table(table, terminal)
    fitted = _fit(table, terminal)
    if fitted is None:
        return join_lines(_stacked_lines(table, terminal))
    hidden = len(table.columns) - len(fitted[0].columns)
    return join_lines(_aligned_lines(*fitted, terminal)) + _hidden_note(hidden, terminal)


def _hidden_note(hidden: int, terminal: Terminal) -> str:
    """Return the number of columns left out, and how to see them."""
    if not hidden:
        return ""
    columns = pluralize(hidden, "column", "columns")
    text = f"+{columns}: widen the terminal or pass -o json"
    lines = wrap(text, max(terminal.width, MIN_WIDTH))
    return join_lines(f"\x1b[2m{line}\x1b[0m" if terminal.color else line for line in lines)


class TablePages:
    """A table whose rows come page by page.

    A page continues the table before it if its rows fit into the same columns; otherwise it is a
    new table, with headers of its own. Below each table is the number of columns that are left out.
    """

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._is_first = True
        self._shown: TableData | None = None
        self._widths: list[int] = []
        self._hidden: set[str] = set()

    def text_of(self, page: TableData) -> str:
        """Return the text of the next page, which has rows."""
        page = _sanitize_table(page, self._terminal)
        rows = self._continued_rows(page)
        if rows is not None and self._shown is not None:
            table = TableData([], rows, self._shown.columns)
            self._hidden |= set(page.headers) - set(self._shown.headers)
            return join_lines(_aligned_lines(table, self._widths, self._terminal))
        gap, self._is_first = "" if self._is_first else f"{self.end()}\n", False
        fitted = _fit(page, self._terminal)
        if fitted is None:
            self._shown = None
            return gap + join_lines(_stacked_lines(page, self._terminal))
        self._shown, widths = fitted
        self._hidden = set(page.headers) - set(self._shown.headers)
        self._widths = self._with_spare_width(widths)
        return gap + join_lines(_aligned_lines(self._shown, self._widths, self._terminal))

    def end(self) -> str:
        """Return the line below the table so far, and reset the columns that are left out."""
        hidden, self._hidden = self._hidden, set()
        return _hidden_note(len(hidden), self._terminal)

    def _with_spare_width(self, widths: list[int]) -> list[int]:
        """Return the widths with room for the longer values of later pages."""
        if not self._terminal.is_terminal:
            return widths
        count = len(list(filter(None, widths)))
        spare = self._terminal.width - sum(widths) - len(GAP) * (count - 1)
        extra = max(0, min(spare // count, _MAX_SPARE_WIDTH))
        return [width + extra if width else _FOLDED for width in widths]

    def _continued_rows(self, page: TableData) -> list[list[str]] | None:
        """Return the rows of a page in the columns shown; None if they don't fit into these."""
        if self._shown is None:
            return None
        required = {
            header
            for header, column in zip(page.headers, page.columns, strict=False)
            if not column.optional
        }
        if not page.headers or not required <= set(self._shown.headers):
            return None
        rows = [
            [
                dict(zip(page.headers, row, strict=True)).get(name, "")
                for name in self._shown.headers
            ]
            for row in page.rows
        ]
        table = TableData([], rows, self._shown.columns)
        parts = _longest_part_widths(table, break_words=False)
        widths = zip(parts, self._widths, strict=True)
        fits = all(part <= width for part, width in widths if width != _FOLDED)
        return rows if fits else None


def _fit(table: TableData, terminal: Terminal) -> tuple[TableData, list[int]] | None:
    """Return the columns that fit side by side, with their widths; None if they don't."""
    required = [number for number, column in enumerate(table.columns) if not column.optional]
    foldable = [number for number in required if table.columns[number].can_fold]
    # Breaking items between their words comes last, after moving ids below their rows.
    for break_words, folded in ((False, []), (False, foldable), (True, []), (True, foldable)):
        measures = _measure(table, break_words=break_words)
        numbers = [number for number in required if number not in folded]
        widths = _column_widths(measures, numbers, terminal)
        if widths is None:
            continue
        for number in (number for number, _ in enumerate(measures) if number not in required):
            # An optional column isn't worth it if the others become hard to read, but an id is.
            wider = sorted((*numbers, number))
            is_first = number < min(required, default=0)
            min_cap = _MIN_WRAPPED_COLUMN if is_first else _MIN_COLUMN_WITH_OPTIONAL
            fitted = _column_widths(measures, wider, terminal, min_cap)
            if fitted is None:
                continue
            width = fitted[wider.index(number)]
            if measures[number].natural <= _MAX_OPTIONAL_LINES * width:
                numbers, widths = wider, fitted
        shrunk = _shrink_columns(
            _select_columns(table, numbers), widths, [measures[number] for number in numbers]
        )
        width_of = {**dict.fromkeys(folded, _FOLDED), **dict(zip(numbers, shrunk, strict=True))}
        shown = sorted(width_of)
        return _select_columns(table, shown), [width_of[number] for number in shown]
    return None


def _sanitize_table(table: TableData, terminal: Terminal) -> TableData:
    """Return a table with its text sanitized, and a column for each of its headers."""
    columns = table.columns or [Column("")] * len(table.headers or table.rows[0])
    # Sanitize before measuring: an escaped character takes more cells.
    rows = [_sanitize_row(row, terminal) for row in table.rows]
    if terminal.is_terminal:
        rows = [list(map(_shorten_list, row, columns)) for row in rows]
    return TableData(_sanitize_row(table.headers, terminal), rows, columns)


def _shorten_list(text: str, column: Column) -> str:
    """Return a cell with the first of its items, if it would take many lines."""
    if column.formatter in ONE_LINE_FORMATTERS:
        return summarize(text)
    return shorten(text) if column.formatter in SHORTENED_FORMATTERS else text


def _sanitize_row(row: list[str], terminal: Terminal) -> list[str]:
    return [terminal.sanitize(text) for text in row]


def _select_columns(table: TableData, numbers: Sequence[int]) -> TableData:
    """Return the table with these columns only."""
    if len(numbers) == len(table.columns):
        return table
    headers = [table.headers[number] for number in numbers]
    rows = [[row[number] for number in numbers] for row in table.rows]
    return TableData(headers, rows, [table.columns[number] for number in numbers])


class _Measure(NamedTuple):
    """Hold the width of a column's header, of its longest cell, and of its longest part."""

    header: int
    natural: int
    part: int


def _measure(table: TableData, *, break_words: bool) -> list[_Measure]:
    headers = [cell_width(header) for header in table.headers] or [1] * len(table.rows[0])
    headers = list(map(max, headers, (column.min_width for column in table.columns)))
    naturals = [max(map(cell_width, column)) for column in zip(*table.rows, strict=True)]
    parts = _longest_part_widths(table, break_words=break_words)
    return list(map(_Measure, headers, naturals, parts))


def _column_widths(
    measures: Sequence[_Measure],
    numbers: Sequence[int],
    terminal: Terminal,
    min_cap: int = _MIN_WRAPPED_COLUMN,
) -> list[int] | None:
    """Return the widths of the columns `numbers`; None if they do not fit side by side.

    Headers are never wrapped; cells only down to `min_cap`.
    """
    chosen = [measures[number] for number in numbers]
    if not terminal.is_terminal:
        return [max(measure.header, measure.natural) for measure in chosen]
    available = max(terminal.width, MIN_WIDTH) - len(GAP) * (len(chosen) - 1)
    natural_widths = [measure.natural for measure in chosen]
    # One cap for all columns, so that only the widest ones are wrapped.
    max_cap = max(min(max(natural_widths, default=0), available), min_cap)
    for cap in range(max_cap, min_cap - 1, -1):
        widths = [max(item.header, item.part, min(item.natural, cap)) for item in chosen]
        if sum(widths) <= available:
            return widths
    return None


def _shrink_columns(
    table: TableData, widths: Sequence[int], measures: Sequence[_Measure]
) -> list[int]:
    """Return the widths that the columns really take once their texts are wrapped."""
    columns = zip(*table.rows, strict=True)
    return [
        width
        if width >= measure.natural
        else _shrink_to_lines(width, measure.header, texts, column)
        for width, measure, texts, column in zip(
            widths, measures, columns, table.columns, strict=True
        )
    ]


def _shrink_to_lines(width: int, header_width: int, texts: Sequence[str], column: Column) -> int:
    """Return the width that the wrapped texts of a column really take."""
    lines = (line for text in texts for line in wrap(text, width, break_at(column)))
    return max(header_width, *map(cell_width, lines))


def _longest_part_widths(table: TableData, *, break_words: bool) -> Iterator[int]:
    """Yield the width of the longest part of each column."""
    for column, texts in zip(table.columns, zip(*table.rows, strict=True), strict=True):
        parts = {part for text in texts for part in split_breakable(text, break_at(column))}
        longest = max(map(cell_width, parts))
        if break_words and not column.no_wrap:
            # What is to be copied is never broken.
            unbreakable = max(map(unbreakable_width, parts))
            longest = max(min(longest, _MIN_BREAKABLE_WORD), unbreakable)
        yield longest


def break_at(column: Column) -> str:
    """Return where a cell of this column may be broken: at WORDS or ITEMS."""
    has_items = column.no_wrap or column.formatter in LIST_FORMATTERS | SHORTENED_FORMATTERS
    return ITEMS if has_items else WORDS


def _aligned_lines(table: TableData, widths: list[int], terminal: Terminal) -> Iterator[str]:
    """Yield the lines of a table whose columns stand side by side, or below their row."""
    beside = [number for number, width in enumerate(widths) if width != _FOLDED]
    indent = " " * (widths[beside[0]] + len(GAP)) if len(beside) < len(widths) else ""
    available = max(terminal.width, MIN_WIDTH) - len(indent)

    def row_lines(row: list[str]) -> Iterator[str]:
        cells = [wrap(row[n], widths[n], break_at(table.columns[n])) for n in beside]
        for parts in zip_longest(*cells, fillvalue=""):
            aligned = list(map(align, parts, beside, (row[number] for number in beside)))
            while aligned and not aligned[-1].strip():
                aligned.pop()
            yield GAP.join(aligned).rstrip()
        for text, width, column in zip(row, widths, table.columns, strict=True):
            if width == _FOLDED and text:
                lines = wrap(text, available, break_at(column))
                yield from (f"{indent}{line}".rstrip() for line in lines)

    def align(part: str, number: int, text: str) -> str:
        width, column = widths[number], table.columns[number]
        # Measured without the link, whose escape sequences take no cells.
        space = pad("", width - cell_width(part))
        linked = hyperlink(part, text, terminal)
        return space + linked if column.formatter in _RIGHT_ALIGNED else linked + space

    if table.headers:
        yield from (bold(line, terminal) for line in row_lines(table.headers))
        if terminal.is_terminal:
            yield GAP.join(terminal.glyphs.rule * widths[number] for number in beside)
    for row in table.rows:
        yield from row_lines(row)


def _stacked_lines(table: TableData, terminal: Terminal) -> Iterator[str]:
    """Yield the lines of a table as records below each other."""
    headers = table.headers or [str(number) for number, _ in enumerate(table.rows[0])]
    breaks = [break_at(column) for column in table.columns]
    for number, row in enumerate(table.rows):
        if number:
            yield ""
        pairs = [Pair(*pair) for pair in zip(headers, row, breaks, strict=True)]
        yield from pair_lines([pair for pair in pairs if pair.value] or pairs, terminal)
