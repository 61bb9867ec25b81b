"""A topic as plain text."""

import textwrap
from collections.abc import Iterator

from lusha_cli.docs.help_topics.topic import CodeBlock, TopicPart, DefinitionTable, Topic
from lusha_cli.output.command_wrapping import folded

# Less than this beside the terms, and a row's meaning goes under its term.
MIN_MEANING_WIDTH = 24


def topic_text(topic: Topic, *, width: int) -> str:
    """The topic in lines of at most `width` columns, where no word is longer."""
    blocks = ["\n".join(_folded(f"{topic.name}: {topic.meaning}", width))]
    blocks += ["\n".join(_lines(part, width)) for part in topic.parts]
    return "\n\n".join(blocks)


def _lines(part: TopicPart, width: int) -> Iterator[str]:
    if isinstance(part, str):
        yield from _folded(part, width)
    elif isinstance(part, CodeBlock):
        for whole in part.lines:
            yield from (f"  {line}" for line in folded(whole, width - 2))
    else:
        yield from _rows(part, width)


def _rows(terms: DefinitionTable, width: int) -> Iterator[str]:
    left = max(len(term) for term, _ in (terms.titles, *terms.rows))
    room = width - left - 4
    rules = ("-" * left, "-" * min(room, max(len(meaning) for _, meaning in terms.rows)))
    for term, meaning in (terms.titles, rules, *terms.rows):
        if room < MIN_MEANING_WIDTH:
            yield f"  {term}"
            yield from (f"      {line}" for line in _folded(meaning, width - 6))
            continue
        first, *rest = _folded(meaning, room) or [""]
        yield f"  {term:<{left}}  {first}".rstrip()
        yield from (f"  {'':<{left}}  {line}" for line in rest)


def _folded(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(width, 20), break_long_words=False, break_on_hyphens=False)
