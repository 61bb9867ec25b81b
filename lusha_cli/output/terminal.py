"""Where text is written to: how wide, in colour or not, and which characters it takes."""

from typing import NamedTuple

from lusha_cli.output.sanitize import can_encode, encodable, inert_line


class Glyphs(NamedTuple):
    """The drawing characters, each one cell wide."""

    dot: str = "·"
    dash: str = "\N{EN DASH}"
    full: str = "█"
    empty: str = "░"
    rule: str = "─"


ASCII = Glyphs(dot="|", dash="-", full="#", empty=".", rule="-")


class Screen(NamedTuple):
    """The stream that an answer is written to.

    `width` is in columns, 0 where the stream is not a terminal: nothing is folded there. `links`
    says that it shows URLs as links.
    """

    width: int
    color: bool
    encoding: str
    links: bool = False

    @property
    def is_terminal(self) -> bool:
        """Whether a person looks at it."""
        return self.width > 0

    @property
    def glyphs(self) -> Glyphs:
        """The drawing characters that it can show."""
        glyphs = Glyphs()
        return glyphs if can_encode("".join(glyphs), self.encoding) else ASCII

    def clean(self, text: str) -> str:
        """`text` on one line, without anything that it could not show or would obey."""
        return encodable(inert_line(text), self.encoding)
