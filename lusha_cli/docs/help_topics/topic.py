"""The building blocks of a help topic."""

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


class Topic(NamedTuple):
    """One topic: its name, its subject, and its paragraphs, tables and examples."""

    name: str
    meaning: str
    parts: tuple[TopicPart, ...]

    def as_dict(self) -> dict[str, Json]:
        """Return the topic as a JSON object, with the table rows keyed by column title."""
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
