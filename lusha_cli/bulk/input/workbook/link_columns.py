"""Columns for the link targets of the cells of a sheet, where they differ from the text."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple
from urllib.parse import unquote

_SAMPLE_ROWS = 100


class LinkedRow(NamedTuple):
    """A row of a sheet: its number, its texts, and links by index of the text."""

    number: int
    texts: list[str]
    links: dict[int, str]


def link_value(target: str) -> str:
    """Return the email or URL that a link leads to, or "" for another one."""
    scheme, _, rest = target.partition(":")
    if scheme.lower() == "mailto":
        return unquote(rest.partition("?")[0]).strip()
    return target.strip() if scheme.lower() in ("http", "https") else ""


def add_link_columns(rows: Iterator[LinkedRow]) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the texts of every row, with columns for links behind the others.

    They are called `NAME (link)`, or `NAME (email)` if the links lead to emails. A column has one
    if most of its cells below the first linked one link to something that they don't show.
    """
    sample = list(islice(rows, _SAMPLE_ROWS))
    columns = {
        index: header for index in _linked_columns(sample) if (header := _find(sample, index))
    }
    width = max((len(row.texts) for row in sample), default=0)
    for position, row in enumerate(chain(sample, rows)):
        texts = row.texts
        if columns:
            width = max(width, len(texts))
            texts = [*texts, *[""] * (width - len(texts))]
            for index, (header_position, heading) in columns.items():
                texts.append(heading if position == header_position else row.links.get(index, ""))
        yield row.number, texts


def _linked_columns(sample: list[LinkedRow]) -> list[int]:
    """Return the indexes of the columns that need another one for their links."""
    indexes = sorted({index for row in sample for index in row.links})
    columns = []
    for index in indexes:
        first = next(n for n, row in enumerate(sample) if index in row.links)
        below = [row for row in sample[first:] if index < len(row.texts) and row.texts[index]]
        hiding = [row for row in below if _hides(row, index)]
        if len(hiding) * 2 > len(below):
            columns.append(index)
    return columns


def _hides(row: LinkedRow, index: int) -> bool:
    link = row.links.get(index, "")
    return bool(link) and _bare(link) != _bare(row.texts[index])


def _bare(text: str) -> str:
    """Return a URL or an email without the parts that people leave out when they type it."""
    bare = text.strip().lower().removeprefix("mailto:")
    return bare.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


def _find(sample: list[LinkedRow], index: int) -> tuple[int, str] | None:
    """Return the position and the new heading of the header of a column, or None above all."""
    first = next(n for n, row in enumerate(sample) if index in row.links)
    for position in range(first - 1, -1, -1):
        texts = sample[position].texts
        if index < len(texts) and texts[index]:
            links = [row.links[index] for row in sample if index in row.links]
            kind = "link" if any("://" in link for link in links) else "email"
            return position, f"{texts[index].strip()} ({kind})"
    return None
