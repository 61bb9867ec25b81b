"""Text in pieces that each have a style; importing rich would take as long as Typer."""

from collections.abc import Sequence
from typing import NamedTuple

# The parameters of the escape sequence for each word of a style.
_CODES = {"bold": 1, "dim": 2, "reverse": 7, "red": 31, "green": 32, "yellow": 33, "magenta": 35}


class Styled(NamedTuple):
    """Hold a piece of text and its style, such as `bold red`, used if there is colour."""

    text: str
    style: str = ""

    def render(self, *, color: bool) -> str:
        """Return the text, in its style with `color`."""
        if not (color and self.style and self.text):
            return self.text
        codes = ";".join(str(_CODES[word]) for word in self.style.split())
        return f"\x1b[{codes}m{self.text}\x1b[0m"


def plain(pieces: Sequence[Styled]) -> str:
    """Return the text of pieces without their styles."""
    return "".join(piece.text for piece in pieces)


def render(pieces: Sequence[Styled], *, color: bool) -> str:
    """Return the text of pieces, in their styles with `color`."""
    return "".join(piece.render(color=color) for piece in pieces)


def cut(pieces: Sequence[Styled], start: int, end: int) -> list[Styled]:
    """Return the part of pieces from the character `start` up to `end`."""
    parts, at = [], 0
    for text, style in pieces:
        part = text[max(0, start - at) : max(0, end - at)]
        parts.append(Styled(part, style))
        at += len(text)
    return [part for part in parts if part.text]


def rstrip(pieces: Sequence[Styled]) -> list[Styled]:
    """Return pieces without the spaces at their end."""
    return cut(pieces, 0, len(plain(pieces).rstrip()))
