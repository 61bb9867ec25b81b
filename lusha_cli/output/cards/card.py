"""A card: one record as a headline and rows of label and value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from lusha_cli.output.hyperlinks import linked
from lusha_cli.output.rich_console import make_console
from lusha_cli.output.terminal import Screen
from lusha_cli.output.wrapping import folded, padded, width_of

if TYPE_CHECKING:
    from rich.text import Text

_WIDEST = 100
_NARROWEST = 24
_LABELS = 14
_GAP = 2


class Styled(NamedTuple):
    """A piece of text and the rich style it has where there is colour."""

    text: str
    style: str = ""


_NO_MARK = Styled("")


def dim(text: str) -> Styled:
    """Text that stands back."""
    return Styled(text, "dim")


class Card:
    """Collects the lines of a card; every text that goes in is cleaned here, in one place."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.glyphs = screen.glyphs
        self._lines: list[tuple[str | None, Text, Styled]] = []

    @property
    def width(self) -> int:
        """The cells a line may take; without a terminal, more than any line has."""
        if not self.screen.is_terminal:
            return 1_000_000
        return max(_NARROWEST, min(self.screen.width, _WIDEST))

    def line(self, *parts: Styled | str) -> None:
        """A line from the left edge, left out where it is empty."""
        self._add(None, parts)

    def row(
        self, label: str, *parts: Styled | str, mark: Styled = _NO_MARK, is_whole: bool = False
    ) -> None:
        """A value behind its label, left out where it is empty; label "" continues the row.

        `mark` stands before the label; where one row has a mark, all have one of its width. What
        `is_whole` is not folded, however long: somebody will copy it.
        """
        self._add(label, parts, mark, is_whole=is_whole)

    def rows(self, label: str, entries: Iterable[tuple[str, Sequence[Styled]]]) -> None:
        """Several values behind one label, each with notes: aligned, or below where too wide."""
        values = [(self.screen.clean(main), notes) for main, notes in entries]
        widest = max((width_of(main) for main, _ in values), default=0)
        longest = max((sum(len(note.text) for note in notes) for _, notes in values), default=0)
        is_wide = _LABELS + widest + _GAP + longest > self.width
        for number, (main, notes) in enumerate(values):
            space = Styled(" " * _GAP)
            if is_wide:
                self.row("" if number else label, main)
                self.row("", space, *notes)
            else:
                self.row("" if number else label, padded(main, widest), space, *notes)

    def listing(self, label: str, names: Sequence[str], *, lines: int = 3) -> None:
        """Names between commas, on about so many lines, and how many more there are."""
        room = lines * (self.width - _LABELS) - 24
        shown = 0
        for name in names:
            room -= len(name) + 2
            if room < 0 and shown:
                break
            shown += 1
        more = f", +{len(names) - shown} more" if shown < len(names) else ""
        self.row(label, ", ".join(names[:shown]), dim(more))

    def gap(self) -> None:
        """An empty line between two parts."""
        from rich.text import Text

        if self._lines and self._lines[-1][1].plain:
            self._lines.append((None, Text(), _NO_MARK))

    def joined(self, *texts: str) -> str:
        """The texts that are not empty, a dot between them."""
        return f" {self.glyphs.dot} ".join(filter(None, texts))

    def draw(self) -> str:
        """The card as text, each line ended by a newline."""
        out, color = StringIO(), self.screen.color
        console = make_console(out, width=self.width, color=color, terminal=color)
        for head, line, whole in self._folded():
            line.rstrip()
            if not line.plain:
                head.rstrip()
            console.print(head, soft_wrap=True, highlight=False, end="")
            link = linked(line.plain, whole, self.screen)
            if link != line.plain:
                out.write(f"{link}\n")
            else:
                console.print(line, soft_wrap=True, highlight=False)
        return out.getvalue().rstrip("\n") + "\n"

    def _add(
        self,
        label: str | None,
        parts: Sequence[Styled | str],
        mark: Styled = _NO_MARK,
        *,
        is_whole: bool = False,
    ) -> None:
        from rich.text import Text

        styled = (Styled(part) if isinstance(part, str) else part for part in parts)
        value = Text.assemble(*((self._clean(text), style) for text, style in styled))
        if value.plain.strip():
            value.no_wrap = is_whole
            self._lines.append((label, value, mark))

    def _clean(self, text: str) -> str:
        """`text` cleaned, the spaces that hold it apart from its neighbours kept."""
        core = text.strip(" ")
        return text.replace(core, self.screen.clean(core), 1) if core else text

    def _folded(self) -> Iterator[tuple[Text, Text, str]]:
        """The label and the value of each line, and the whole text that the value is a part of."""
        from rich.text import Text

        widths = (width_of(m.text) + width_of(label) + _GAP for label, _, m in self._lines if label)
        indent = max(widths, default=0)
        for label, value, mark in self._lines:
            space = 0 if label is None else indent
            head = Text().append(mark.text, mark.style)
            head.append(padded(label or "", space - width_of(mark.text)), "dim")
            width = self.width - space
            at = 0
            for part in [value.plain] if value.no_wrap else folded(value.plain, width):
                at = value.plain.index(part, at)
                yield head, value[at : at + len(part)], value.plain
                head, at = Text(" " * space), at + len(part)
