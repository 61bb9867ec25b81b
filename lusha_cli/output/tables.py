"""Tables for people: columns side by side, or one record below the other where they do not fit."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from lusha_cli.output.hyperlinks import linked
from lusha_cli.output.layouts.layout import Column
from lusha_cli.output.table_model import Grid
from lusha_cli.output.terminal import Screen
from lusha_cli.output.wrapping import ITEMS, WORDS, folded, padded, parted, width_of

_GAP = "  "
NARROWEST = 24
_LONG = 16
"""The longest word, in cells, that is never broken, but for lack of any other way."""
_NARROW = 10
"""The narrowest column that text of several words is folded into."""


class Pair(NamedTuple):
    """A name and a value of one record, and what the value may be folded at; "" for nothing."""

    name: str
    value: str
    between: str = WORDS


def table_text(grid: Grid, *, screen: Screen) -> str:
    """A table of `grid`; on a terminal no line is wider than it, elsewhere nothing is folded."""
    if not grid.rows:
        return "No results.\n"
    columns = grid.columns or [Column("")] * len(grid.headers or grid.rows[0])
    rows = [_cleaned(row, screen) for row in grid.rows]
    grid = Grid(_cleaned(grid.headers, screen), rows, columns)
    for breaks in (False, True):
        for shown in _ways(grid):
            widths = _widths(shown, screen, breaks=breaks)
            if widths:
                return _lines(_aligned(shown, widths, screen))
    return _lines(_stacked(grid, screen))


def pairs_text(pairs: Sequence[Pair], *, screen: Screen) -> str:
    """Names and values of one record, one pair a line."""
    if not pairs:
        return "No results.\n"
    clean = [Pair(screen.clean(n), screen.clean(value), between) for n, value, between in pairs]
    return _lines(_listed(clean, screen))


def _lines(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _cleaned(row: list[str], screen: Screen) -> list[str]:
    return [screen.clean(text) for text in row]


def _ways(grid: Grid) -> Iterator[Grid]:
    """The grid, and where it has spare columns, the grid without them."""
    yield grid
    kept = [number for number, column in enumerate(grid.columns) if not column.optional]
    if len(kept) < len(grid.columns):
        headers = [grid.headers[number] for number in kept]
        rows = [[row[number] for number in kept] for row in grid.rows]
        yield Grid(headers, rows, [grid.columns[number] for number in kept])


def _widths(grid: Grid, screen: Screen, *, breaks: bool) -> list[int] | None:
    """How wide each column becomes; None where they cannot stand side by side.

    Headers are never folded; cells only down to what can be read, and within a word, where that
    `breaks` at all, only a long one.
    """
    heads = [width_of(head) for head in grid.headers] or [1] * len(grid.rows[0])
    columns = list(zip(*grid.rows, strict=True))
    cells = [max(map(width_of, column)) for column in columns]
    if not screen.is_terminal:
        return [max(pair) for pair in zip(heads, cells, strict=True)]
    room = max(screen.width, NARROWEST) - len(_GAP) * (len(cells) - 1)
    least = [max(pair) for pair in zip(heads, _longest_parts(grid, breaks=breaks), strict=True)]

    def capped(most: int) -> list[int]:
        return [max(low, min(cell, most)) for low, cell in zip(least, cells, strict=True)]

    most = max(min(max(cells), room), _NARROW)
    fits = (capped(cap) for cap in range(most, _NARROW - 1, -1))
    fit = next((fit for fit in fits if sum(fit) <= room), None)
    return fit if fit in (None, cells) else list(map(_tightened, fit, heads, columns, grid.columns))


def _tightened(width: int, head: int, texts: Sequence[str], column: Column) -> int:
    """As much of a column's width as its folded texts take."""
    lines = (line for text in texts for line in folded(text, width, between(column)))
    return max(head, *map(width_of, lines))


def _longest_parts(grid: Grid, *, breaks: bool) -> Iterator[int]:
    """The cells that the longest part of each column takes."""
    for column, texts in zip(grid.columns, zip(*grid.rows, strict=True), strict=True):
        parts = {part for text in texts for part in parted(text, between(column))}
        longest = max(map(width_of, parts))
        yield min(longest, _LONG) if breaks and not column.no_wrap else longest


def between(column: Column) -> str:
    """What a cell may be folded at."""
    has_items = column.no_wrap or column.formatter in ("phones", "reveals", "mapping")
    return ITEMS if has_items else WORDS


def _aligned(grid: Grid, widths: list[int], screen: Screen) -> Iterator[str]:
    def line(row: list[str]) -> Iterator[str]:
        cells = [
            folded(text, width, between(column))
            for text, width, column in zip(row, widths, grid.columns, strict=True)
        ]
        for parts in zip_longest(*cells, fillvalue=""):
            written = list(map(justified, parts, row, widths, grid.columns))
            while written and not written[-1].strip():
                written.pop()
            yield _GAP.join(written).rstrip()

    def justified(part: str, text: str, width: int, column: Column) -> str:
        space = padded("", width - width_of(part))
        shown = linked(part, text, screen)
        return space + shown if column.formatter == "number" else shown + space

    if grid.headers:
        yield from (bold(head, screen) for head in line(grid.headers))
        if screen.is_terminal:
            yield _GAP.join(screen.glyphs.rule * width for width in widths)
    for row in grid.rows:
        yield from line(row)


def _stacked(grid: Grid, screen: Screen) -> Iterator[str]:
    headers = grid.headers or [str(number) for number, _ in enumerate(grid.rows[0])]
    for number, row in enumerate(grid.rows):
        if number:
            yield ""
        places = map(between, grid.columns)
        yield from _listed([Pair(*pair) for pair in zip(headers, row, places, strict=True)], screen)


def _listed(pairs: Sequence[Pair], screen: Screen) -> Iterator[str]:
    """Lines of names and values, the values under each other."""
    width = max(screen.width, NARROWEST) if screen.is_terminal else 0
    label = max(width_of(pair.name) for pair in pairs)
    if width:
        label = min(label, width - len(_GAP) - _LONG)
    for name, value, at in pairs:
        names = folded(name, label)
        values = folded(value, width - label - len(_GAP), at) if width and at else [value]
        for left, text in zip_longest(names, values, fillvalue=""):
            shown = linked(text, value, screen)
            yield f"{bold(padded(left, label), screen)}{_GAP}{shown}".rstrip()


def bold(text: str, screen: Screen) -> str:
    """`text` in bold where there is colour."""
    return f"\x1b[1m{text}\x1b[0m" if screen.color and text.strip() else text
