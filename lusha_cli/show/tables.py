"""Tables for people: columns side by side, or one record below the other where they do not fit."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from lusha_cli.show.folding import folded, padded, width_of
from lusha_cli.show.grid import Grid
from lusha_cli.show.screen import Screen

_GAP = "  "
NARROWEST = 24
_READABLE = 16
"""The narrowest column, in cells, that long text may be folded into."""
_NARROW = 12
"""The same where no word has to be broken."""


def table_text(grid: Grid, *, screen: Screen, right: Sequence[int] = ()) -> str:
    """A table of `grid`, the columns numbered in `right` set to the right.

    On a terminal no line is wider than it; elsewhere nothing is folded.
    """
    if not grid.rows:
        return "No results.\n"
    grid = Grid(_cleaned(grid.headers, screen), [_cleaned(row, screen) for row in grid.rows])
    widths = _widths(grid, screen)
    lines = _aligned(grid, widths, screen, right) if widths else _stacked(grid, screen)
    return "".join(f"{line}\n" for line in lines)


def pairs_text(pairs: Sequence[tuple[str, str]], *, screen: Screen) -> str:
    """Names and values of one record, one pair a line."""
    if not pairs:
        return "No results.\n"
    clean = [(screen.clean(name), screen.clean(value)) for name, value in pairs]
    return "".join(f"{line}\n" for line in _listed(clean, screen))


def _cleaned(row: list[str], screen: Screen) -> list[str]:
    return [screen.clean(text) for text in row]


def _widths(grid: Grid, screen: Screen) -> list[int]:
    """How wide each column becomes; none where they cannot stand side by side.

    Headers are never folded; cells only down to what can be read, and within a word only where
    there is no other way.
    """
    heads = [width_of(head) for head in grid.headers] or [1] * len(grid.rows[0])
    columns = list(zip(*grid.rows, strict=True))
    cells = [max(map(width_of, column)) for column in columns]
    words = [max(map(width_of, " ".join(column).split()), default=1) for column in columns]

    def capped(least: Sequence[int], most: int) -> list[int]:
        return [max(low, min(cell, most)) for low, cell in zip(least, cells, strict=True)]

    if not screen.is_terminal:
        return capped(heads, max(cells))
    room = max(screen.width, NARROWEST) - len(_GAP) * (len(cells) - 1)
    most = max(min(max(cells), room), _READABLE)
    unbroken = [max(head, word) for head, word in zip(heads, words, strict=True)]
    ways = ((unbroken, _NARROW), (heads, _READABLE))
    fits = (capped(low, cap) for low, least in ways for cap in range(most, least - 1, -1))
    return next((fit for fit in fits if sum(fit) <= room), [])


def _aligned(grid: Grid, widths: list[int], screen: Screen, right: Sequence[int]) -> Iterator[str]:
    def line(row: list[str]) -> Iterator[str]:
        cells = (folded(text, width) for text, width in zip(row, widths, strict=True))
        for part in zip_longest(*cells, fillvalue=""):
            yield _GAP.join(
                padded("", width - width_of(text)) + text
                if number in right
                else padded(text, width)
                for number, (text, width) in enumerate(zip(part, widths, strict=True))
            ).rstrip()

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
        yield from _listed(list(zip(headers, row, strict=True)), screen)


def _listed(pairs: Sequence[tuple[str, str]], screen: Screen) -> Iterator[str]:
    """Lines of names and values, the values under each other."""
    width = max(screen.width, NARROWEST) if screen.is_terminal else 0
    label = max(width_of(name) for name, _ in pairs)
    if width:
        label = min(label, width - len(_GAP) - _READABLE)
    for name, value in pairs:
        names = folded(name, label)
        values = folded(value, width - label - len(_GAP)) if width else [value]
        for left, text in zip_longest(names, values, fillvalue=""):
            yield f"{bold(padded(left, label), screen)}{_GAP}{text}".rstrip()


def bold(text: str, screen: Screen) -> str:
    """`text` in bold where there is colour."""
    return f"\x1b[1m{text}\x1b[0m" if screen.color and text.strip() else text
