"""The signals of a person or a company, as rows of a card."""

from collections.abc import Iterator

from lusha_cli.json_types import Json
from lusha_cli.output.cards.card import Card, dim
from lusha_cli.output.json_path import find
from lusha_cli.output.layouts.layout import title_from_key
from lusha_cli.output.row_expanders import DATES, first_text, signal_summary

_MARKS = (*DATES, "signalId")
_SHOWN = 6


def add_signals(card: Card, body: Json, record: Json) -> None:
    """The newest signals, wherever the answer keeps them."""
    found = sorted(_found(body, record), key=lambda signal: signal[0], reverse=True)
    card.gap()
    shown = _SHOWN if card.screen.is_terminal else len(found)
    for number, (date, kind, what) in enumerate(found[:shown]):
        label = "" if number else "Signals"
        card.row(label, dim(f"{date}  " if date else ""), card.joined(title_from_key(kind), what))
    if len(found) > shown:
        card.row("", dim(f"+{len(found) - shown} more"))


def _found(body: Json, record: Json) -> Iterator[tuple[str, str, str]]:
    """Date, kind and summary of each signal: lists of objects that carry a signal's date or id."""
    holders = (record, find(record, "signals"), find(body, "contact.signals"))
    for holder in (holder for holder in holders if isinstance(holder, dict)):
        for kind, items in holder.items():
            for item in items if isinstance(items, list) else ():
                if isinstance(item, dict) and not item.keys().isdisjoint(_MARKS):
                    yield first_text(item, *DATES), kind, signal_summary(item)
