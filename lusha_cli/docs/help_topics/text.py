"""A topic as plain text."""

from collections.abc import Iterator

from lusha_cli.docs.help_topics.topic import Lines, Part, Terms, Topic
from lusha_cli.output.wrapping import wrap, wrap_command

# Less than this beside the terms, and a row's meaning goes under its term.
NARROWEST = 24


def topic_text(topic: Topic, *, width: int) -> str:
    """The topic in lines of at most `width` columns, where no word is longer."""
    blocks = ["\n".join(_wrap(f"{topic.name}: {topic.meaning}", width))]
    blocks += ["\n".join(_lines(part, width)) for part in topic.parts]
    return "\n\n".join(blocks)


def _lines(part: Part, width: int) -> Iterator[str]:
    if isinstance(part, str):
        yield from _wrap(part, width)
    elif isinstance(part, Lines):
        for whole in part.lines:
            yield from (f"  {line}" for line in wrap_command(whole, width - 2))
    else:
        yield from _rows(part, width)


def _rows(terms: Terms, width: int) -> Iterator[str]:
    left = max(len(term) for term, _ in (terms.titles, *terms.rows))
    room = width - left - 4
    rules = ("-" * left, "-" * min(room, max(len(meaning) for _, meaning in terms.rows)))
    for term, meaning in (terms.titles, rules, *terms.rows):
        if room < NARROWEST:
            yield f"  {term}"
            yield from (f"      {line}" for line in _wrap(meaning, width - 6))
            continue
        first, *rest = _wrap(meaning, room) or [""]
        yield f"  {term:<{left}}  {first}".rstrip()
        yield from (f"  {'':<{left}}  {line}" for line in rest)


def _wrap(text: str, width: int) -> list[str]:
    return wrap(text, max(width, 20), break_words=False) if text else []
