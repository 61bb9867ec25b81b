"""What a topic of the help is made of."""

from typing import NamedTuple

from lusha_cli.json_types import Json


class DefinitionTable(NamedTuple):
    """A table of two columns: their titles, and the rows."""

    titles: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


class CodeBlock(NamedTuple):
    """Lines to type, shown as they are."""

    lines: tuple[str, ...]


TopicPart = str | DefinitionTable | CodeBlock


class Topic(NamedTuple):
    """One topic: its name, what it is about, and its paragraphs, tables and examples."""

    name: str
    meaning: str
    parts: tuple[TopicPart, ...]

    def as_dict(self) -> dict[str, Json]:
        """The topic for a script: its paragraphs, and the rows of its tables by their titles."""
        return {
            "topic": self.name,
            "meaning": self.meaning,
            "text": [part for part in self.parts if isinstance(part, str)],
            "rows": [
                dict(zip(part.titles, row, strict=True))
                for part in self.parts
                if isinstance(part, DefinitionTable)
                for row in part.rows
            ],
            "examples": [
                line for part in self.parts if isinstance(part, CodeBlock) for line in part.lines
            ],
        }
