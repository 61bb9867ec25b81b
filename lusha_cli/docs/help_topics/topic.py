"""The building blocks of a help topic."""

from collections.abc import Callable
from typing import NamedTuple

from lusha_cli.json_types import Json


class DefinitionTable(NamedTuple):
    """A table of two columns: their titles and the rows."""

    titles: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


class CodeBlock(NamedTuple):
    """Lines to type, shown unchanged."""

    lines: tuple[str, ...]


TopicPart = str | DefinitionTable | CodeBlock
TopicParts = tuple[TopicPart, ...]


class Topic(NamedTuple):
    """One topic: its name, its subject, and its paragraphs, tables and examples.

    `make_parts` is called only for a topic that is shown: some load every command. The help of a
    topic with `make_document` is that document, unchanged; the parts then describe it.
    """

    name: str
    meaning: str
    make_parts: Callable[[], TopicParts]
    make_document: Callable[[], str] | None = None

    @property
    def parts(self) -> TopicParts:
        """Return the paragraphs, tables and examples in their order."""
        return self.make_parts()

    def as_dict(self) -> dict[str, Json]:
        """Return the topic as a JSON object, with the table rows keyed by column title."""
        parts = self.parts
        return {
            "topic": self.name,
            "meaning": self.meaning,
            "text": [part for part in parts if isinstance(part, str)],
            "rows": [
                dict(zip(part.titles, row, strict=True))
                for part in parts
                if isinstance(part, DefinitionTable)
                for row in part.rows
            ],
            "examples": [
                line for part in parts if isinstance(part, CodeBlock) for line in part.lines
            ],
        }
