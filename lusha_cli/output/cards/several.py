"""Draw the cards of a few people or companies, and a line for each item without data."""

from collections.abc import Sequence
from typing import Literal

from lusha_cli.json_types import Json, as_object
from lusha_cli.models import read_error
from lusha_cli.output.cards.card import Card, Styled, dim
from lusha_cli.output.cards.company import draw_company
from lusha_cli.output.cards.item import NEVER_SHOWN, REFERENCE_KEYS, error_text
from lusha_cli.output.cards.person import draw_person
from lusha_cli.output.cell_formats import display_text
from lusha_cli.output.terminal import Terminal

MAX_CARDS = 3
"""The most results that are drawn as cards; a table is easier to read for more."""
_NAME_KEYS = (*REFERENCE_KEYS, "fullName", "name", "personId", "id")


def cards_text(
    records: Sequence[Json], kind: Literal["person", "company"], *, terminal: Terminal
) -> str | None:
    """Return the cards of some records; None if they are better shown as a table."""
    if not records or not all(isinstance(record, dict) for record in records):
        return None
    items = [_flatten(record) for record in records]
    found = [item for item in items if _has_data(item)]
    if len(found) > MAX_CARDS:
        return None
    draw = draw_person if kind == "person" else draw_company
    rule, missing = Card(terminal), Card(terminal)
    rule.line(dim(terminal.glyphs.rule * rule.width))
    cards = rule.draw().join(draw(item, terminal=terminal) for item in found)
    for number, item in enumerate(items, 1):
        if not _has_data(item):
            missing.line(Styled(_name(item) or f"#{number}", "bold"), f": {_reason(item)}")
    return "\n".join(filter(None, (cards, missing.draw())))


def _flatten(record: dict[str, Json]) -> dict[str, Json]:
    """Return a record with its `data`, if it has some, among its own keys."""
    data = record.get("data")
    if not isinstance(data, dict):
        return record
    own = {key: value for key, value in record.items() if key != "data"}
    filled = {key: value for key, value in data.items() if value is not None}
    return {**own, **filled}


def _has_data(item: dict[str, Json]) -> bool:
    """Return whether an item has more than ids, a reference and an error."""
    others = set(item) - NEVER_SHOWN - {"id", "personId", "companyId", "data"}
    return any(display_text(item[key]) for key in others)


def _name(item: dict[str, Json]) -> str:
    texts = (display_text(as_object(item).get(key)) for key in _NAME_KEYS)
    return next(filter(None, texts), "")


def _reason(item: dict[str, Json]) -> str:
    error = read_error(item)
    return error_text(error) if error else "no data"
