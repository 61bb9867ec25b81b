"""Add the signals of a person or a company to a card."""

from collections.abc import Iterator
from typing import NamedTuple

from lusha_cli.json_types import Json, as_list
from lusha_cli.output.cards.card import Card, dim
from lusha_cli.output.json_path import get_path
from lusha_cli.output.layouts.layout import title_from_key
from lusha_cli.output.row_expanders import SIGNAL_DATE_KEYS, first_text, signal_summary

_SIGNAL_KEYS = (*SIGNAL_DATE_KEYS, "signalId")
_MAX_ROWS = 6


class _Signal(NamedTuple):
    date: str
    type: str
    summary: str


def add_signals(card: Card, body: Json, record: Json) -> None:
    """Add the newest signals, wherever the response has them."""
    signals = sorted(_signals(body, record), key=lambda signal: signal.date, reverse=True)
    card.gap()
    # Signals may have been charged, so redirected output has all of them.
    count = _MAX_ROWS if card.terminal.is_terminal else len(signals)
    for number, signal in enumerate(signals[:count]):
        label = "" if number else "Signals"
        date = f"{signal.date}  " if signal.date else ""
        card.row(label, dim(date), card.joined(title_from_key(signal.type), signal.summary))
    if len(signals) > count:
        card.row("", dim(f"+{len(signals) - count} more"))


def _signals(body: Json, record: Json) -> Iterator[_Signal]:
    """Yield the signals: items of lists that have the date or id of a signal."""
    holders = (record, get_path(record, "signals"), get_path(body, "contact.signals"))
    for holder in (holder for holder in holders if isinstance(holder, dict)):
        for signal_type, items in holder.items():
            for item in as_list(items):
                if isinstance(item, dict) and not item.keys().isdisjoint(_SIGNAL_KEYS):
                    date = first_text(item, *SIGNAL_DATE_KEYS)
                    yield _Signal(date, signal_type, signal_summary(item))
