"""Render a help topic as plain text."""

from collections.abc import Iterator

from lusha_cli.docs.help_topics.topic import CodeBlock, DefinitionTable, Topic, TopicPart
from lusha_cli.output.wrapping import wrap, wrap_command

# With fewer columns beside the terms, the meaning is written below its term.
MIN_MEANING_WIDTH = 24


def topic_text(topic: Topic, *, width: int) -> str:
    """Return the topic in lines of at most `width` columns, except for longer words."""
    blocks = ["\n".join(_wrap(f"{topic.name}: {topic.meaning}", width))]
    blocks += ["\n".join(_part_lines(part, width)) for part in topic.parts]
    return "\n\n".join(blocks)


def _part_lines(part: TopicPart, width: int) -> Iterator[str]:
    if isinstance(part, str):
        yield from _wrap(part, width)
    elif isinstance(part, CodeBlock):
        for code_line in part.lines:
            yield from (f"  {line}" for line in wrap_command(code_line, width - 2))
    else:
        yield from _table_lines(part, width)


def _table_lines(table: DefinitionTable, width: int) -> Iterator[str]:
    term_width = max(len(term) for term, _ in (table.titles, *table.rows))
    meaning_width = width - term_width - 4
    rules = (
        "-" * term_width,
        "-" * min(meaning_width, max(len(meaning) for _, meaning in table.rows)),
    )
    for term, meaning in (table.titles, rules, *table.rows):
        if meaning_width < MIN_MEANING_WIDTH:
            yield f"  {term}"
            yield from (f"      {line}" for line in _wrap(meaning, width - 6))
            continue
        first, *rest = _wrap(meaning, meaning_width) or [""]
        yield f"  {term:<{term_width}}  {first}".rstrip()
        yield from (f"  {'':<{term_width}}  {line}" for line in rest)


def _wrap(text: str, width: int) -> list[str]:
    return wrap(text, max(width, 20), break_words=False) if text else []
