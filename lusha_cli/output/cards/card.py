"""Draw a card: one record as a headline and rows of label and value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.output.cell_formats import (
    LIST_FORMATTERS,
    SHORTENED_FORMATTERS,
    display_text,
    shorten,
)
from lusha_cli.output.hyperlinks import hyperlink
from lusha_cli.output.layouts.layout import Column, title_from_key
from lusha_cli.output.rich_console import make_console
from lusha_cli.output.table_model import column_cell
from lusha_cli.output.terminal import Terminal
from lusha_cli.output.wrapping import ITEMS, WORDS, cell_width, pad, wrap_beside

if TYPE_CHECKING:
    from rich.text import Text

_MAX_WIDTH = 100
_MIN_WIDTH = 24
_LABEL_WIDTH = 14
_GAP = 2


class Styled(NamedTuple):
    """Hold a piece of text and its rich style, used if there is colour."""

    text: str
    style: str = ""


_NO_MARK = Styled("")


def dim(text: str) -> Styled:
    """Return text of less importance."""
    return Styled(text, "dim")


class Card:
    """Collect the lines of a card; every text that is added is sanitized here."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.glyphs = terminal.glyphs
        self._lines: list[tuple[str | None, Text, Styled]] = []

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
        from rich.text import Text

        if self._lines and self._lines[-1][1].plain:
            self._lines.append((None, Text(), _NO_MARK))

    def joined(self, *texts: str) -> str:
        """Return the texts that are not empty, with a dot between them."""
        return f" {self.glyphs.dot} ".join(filter(None, texts))

    def draw(self) -> str:
        """Return the card as text, a newline at the end of each line."""
        out, color = StringIO(), self.terminal.color
        console = make_console(out, width=self.width, color=color, is_terminal=color)
        for label, line, value in self._wrapped_lines():
            line.rstrip()
            if not line.plain:
                label.rstrip()
            # The lines are wrapped already; rich would also break those that have to stay whole.
            console.print(label, soft_wrap=True, highlight=False, end="")
            linked = hyperlink(line.plain, value, self.terminal)
            if linked != line.plain:
                out.write(f"{linked}\n")
            else:
                console.print(line, soft_wrap=True, highlight=False)
        text = out.getvalue().rstrip("\n")
        return text and f"{text}\n"

    def _add(
        self,
        label: str | None,
        parts: Sequence[Styled | str],
        mark: Styled = _NO_MARK,
        *,
        no_wrap: bool = False,
    ) -> None:
        from rich.text import Text

        styled = (Styled(part) if isinstance(part, str) else part for part in parts)
        value = Text.assemble(*((self._sanitize(text), style) for text, style in styled))
        if value.plain.strip():
            value.no_wrap = no_wrap
            self._lines.append((label, value, mark))

    def _sanitize(self, text: str) -> str:
        """Return `text` sanitized, with the spaces around it unchanged."""
        # Terminal.sanitize() may strip the text, but these spaces align and separate the parts.
        core = text.strip(" ")
        return text.replace(core, self.terminal.sanitize(core), 1) if core else text

    def _wrapped_lines(self) -> Iterator[tuple[Text, Text, str]]:
        """Yield the label and the text of each line, and the whole value that it is a part of."""
        from rich.text import Text

        label_widths = (
            cell_width(mark.text) + cell_width(label) + _GAP
            for label, _, mark in self._lines
            if label
        )
        value_indent = max(label_widths, default=0)
        for label, value, mark in self._lines:
            indent = 0 if label is None else value_indent
            head = Text().append(mark.text, mark.style)
            head.append(pad(label or "", indent - cell_width(mark.text)), "dim")
            is_below, parts = self._wrap_value(value, indent)
            if is_below and label:
                yield head, Text(), value.plain
                head = Text()
            start = 0
            for part in parts:
                # A break drops spaces, so the part has to be located in the styled value.
                content = part.lstrip(" ") if is_below else part
                start = value.plain.index(content, start)
                end = start + len(content)
                if is_below:
                    head = Text(part.removesuffix(content))
                yield head, value[start:end], value.plain
                head, start = Text(" " * indent), end

    def _wrap_value(self, value: Text, indent: int) -> tuple[bool, list[str]]:
        """Return the lines of a value, and whether they stand below its label."""
        if not self.terminal.is_terminal:
            return False, [value.plain]
        break_at = "" if value.no_wrap else WORDS
        # What is to be copied may reach beyond the card, but not beyond the terminal.
        limit = self.terminal.width
        return wrap_beside(value.plain, indent, self.width, break_at, max_width=limit)
