"""Draw a card: one record as a headline and rows of label and value."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.output.cards.styled import Styled as Styled
from lusha_cli.output.cards.styled import cut, plain, render, rstrip
from lusha_cli.output.cell_formats import (
    LIST_FORMATTERS,
    SHORTENED_FORMATTERS,
    display_text,
    shorten,
)
from lusha_cli.output.hyperlinks import hyperlink
from lusha_cli.output.layouts.layout import Column, title_from_key
from lusha_cli.output.table_model import column_cell
from lusha_cli.output.terminal import Terminal
from lusha_cli.output.wrapping import ITEMS, WORDS, cell_width, pad, wrap_beside

_MAX_WIDTH = 100
_MIN_WIDTH = 24
_LABEL_WIDTH = 14
_GAP = 2


_NO_MARK = Styled("")


def dim(text: str) -> Styled:
    """Return text of less importance."""
    return Styled(text, "dim")


class _Line(NamedTuple):
    """A line of a card: the value in `pieces`, and what stands before it; "" without a label."""

    label: str | None
    pieces: list[Styled]
    mark: Styled = _NO_MARK
    no_wrap: bool = False


class Card:
    """Collect the lines of a card; every text that is added is sanitized here."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.glyphs = terminal.glyphs
        self._lines: list[_Line] = []

    @property
    def width(self) -> int:
        """Return the max cells of a line; without a terminal, more than any line has."""
        if not self.terminal.is_terminal:
            return 1_000_000
        return max(_MIN_WIDTH, min(self.terminal.width, _MAX_WIDTH))

    def line(self, *parts: Styled | str) -> None:
        """Add a line from the left edge, unless it is empty."""
        self._add(None, parts)

    def row(
        self, label: str, *parts: Styled | str, mark: Styled = _NO_MARK, no_wrap: bool = False
    ) -> None:
        """Add a value with its label, unless it is empty; label "" continues the row.

        `mark` stands before the label; if one row has a mark, all have one of the same width. A
        `no_wrap` value is on one line, however long, because it will be copied.
        """
        self._add(label, parts, mark, no_wrap=no_wrap)

    def rows(self, label: str, entries: Iterable[tuple[str, Sequence[Styled]]]) -> None:
        """Add values with one label, each with notes: aligned, or below it if too wide."""
        values = [(self.terminal.sanitize(text), notes) for text, notes in entries]
        text_width = max((cell_width(text) for text, _ in values), default=0)
        notes_width = max((sum(len(note.text) for note in notes) for _, notes in values), default=0)
        is_too_wide = _LABEL_WIDTH + text_width + _GAP + notes_width > self.width
        for number, (text, notes) in enumerate(values):
            space = Styled(" " * _GAP)
            if is_too_wide:
                self.row("" if number else label, text)
                self.row("", space, *notes)
            else:
                self.row("" if number else label, pad(text, text_width), space, *notes)

    def items(self, label: str, texts: Iterable[str]) -> None:
        """Add several texts; on a terminal the first ones, and how many more."""
        text = ITEMS.join(filter(None, texts))
        self.row(label, shorten(text) if self.terminal.is_terminal else text)

    def column(self, record: Json, column: Column) -> None:
        """Add the value that a record has in a column of a table, with the column's title."""
        text = column_cell(record, column)
        if column.formatter in LIST_FORMATTERS | SHORTENED_FORMATTERS:
            self.items(column.title, [text])
        else:
            self.row(column.title, text)

    def others(self, values: Mapping[str, Json]) -> None:
        """Add the values of a record that have no row of their own, by their keys."""
        texts = ((key, display_text(value)) for key, value in values.items())
        lines = [f"{title_from_key(key)}: {text}" for key, text in texts if text]
        for number, line in enumerate(lines):
            self.row("" if number else "Other", line)

    def gap(self) -> None:
        """Add an empty line between two parts."""
        if self._lines and self._lines[-1].pieces:
            self._lines.append(_Line(None, []))

    def joined(self, *texts: str) -> str:
        """Return the texts that are not empty, with a dot between them."""
        return f" {self.glyphs.dot} ".join(filter(None, texts))

    def draw(self) -> str:
        """Return the card as text, a newline at the end of each line."""
        text, color = "", self.terminal.color
        for head, pieces, value in self._wrapped_lines():
            line = rstrip(pieces)
            text += render(head if line else rstrip(head), color=color)
            linked = hyperlink(plain(line), value, self.terminal)
            text += f"{linked if linked != plain(line) else render(line, color=color)}\n"
        text = text.rstrip("\n")
        return text and f"{text}\n"

    def _add(
        self,
        label: str | None,
        parts: Sequence[Styled | str],
        mark: Styled = _NO_MARK,
        *,
        no_wrap: bool = False,
    ) -> None:
        styled = (Styled(part) if isinstance(part, str) else part for part in parts)
        pieces = [Styled(self._sanitize(text), style) for text, style in styled]
        if plain(pieces).strip():
            self._lines.append(_Line(label, pieces, mark, no_wrap))

    def _sanitize(self, text: str) -> str:
        """Return `text` sanitized, with the spaces around it unchanged."""
        # Terminal.sanitize() may strip the text, but these spaces align and separate the parts.
        core = text.strip(" ")
        return text.replace(core, self.terminal.sanitize(core), 1) if core else text

    def _wrapped_lines(self) -> Iterator[tuple[list[Styled], list[Styled], str]]:
        """Yield the label and the text of each line, and the whole value that it is a part of."""
        label_widths = (
            cell_width(line.mark.text) + cell_width(line.label) + _GAP
            for line in self._lines
            if line.label
        )
        value_indent = max(label_widths, default=0)
        for line in self._lines:
            label, value, mark = line.label, plain(line.pieces), line.mark
            indent = 0 if label is None else value_indent
            head = [mark, Styled(pad(label or "", indent - cell_width(mark.text)), "dim")]
            is_below, parts = self._wrap_value(value, indent, no_wrap=line.no_wrap)
            if is_below and label:
                yield head, [], value
                head = []
            start = 0
            for part in parts:
                # A break drops spaces, so the part has to be located in the styled value.
                content = part.lstrip(" ") if is_below else part
                start = value.index(content, start)
                end = start + len(content)
                if is_below:
                    head = [Styled(part.removesuffix(content))]
                yield head, cut(line.pieces, start, end), value
                head, start = [Styled(" " * indent)], end

    def _wrap_value(self, value: str, indent: int, *, no_wrap: bool) -> tuple[bool, list[str]]:
        """Return the lines of a value, and whether they stand below its label."""
        if not self.terminal.is_terminal:
            return False, [value]
        # What is to be copied may reach beyond the card, but not beyond the terminal.
        limit = self.terminal.width
        return wrap_beside(value, indent, self.width, "" if no_wrap else WORDS, max_width=limit)
