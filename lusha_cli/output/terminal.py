"""Describe the stream that output is written to: width, colour, encoding, links."""

from typing import NamedTuple

from lusha_cli.output.sanitize import can_encode, escape_to_single_line, escape_unencodable


class Glyphs(NamedTuple):
    """Hold the drawing characters, each one cell wide."""

    dot: str = "·"
    full: str = "█"
    empty: str = "░"
    rule: str = "─"


ASCII_GLYPHS = Glyphs(dot="|", full="#", empty=".", rule="-")


class Terminal(NamedTuple):
    """Describe the stream that a response is written to.

    `width` is in columns, 0 if the stream is not a terminal: then nothing is wrapped. With
    `links`, URLs are written as links.
    """

    width: int
    color: bool
    encoding: str
    links: bool = False

    @property
    def is_terminal(self) -> bool:
        """Return whether the stream is a terminal, read by a person."""
        return self.width > 0

    @property
    def glyphs(self) -> Glyphs:
        """Return the drawing characters that the stream can show."""
        # All or none: a drawing must not mix the two sets.
        glyphs = Glyphs()
        return glyphs if can_encode("".join(glyphs), self.encoding) else ASCII_GLYPHS

    def sanitize(self, text: str) -> str:
        """Return `text` on one line, with control and unencodable characters escaped."""
        return escape_unencodable(escape_to_single_line(text), self.encoding)
