"""Add the signals of a person or a company to a card."""

from lusha_cli.json_types import Json, as_object
from lusha_cli.output.cards.card import Card, dim
from lusha_cli.output.json_path import get_path
from lusha_cli.output.layouts.layout import title_from_key
from lusha_cli.output.row_expanders import signals_of
from lusha_cli.output.time_format import format_time

_MAX_ROWS = 12


def add_signals(card: Card, body: Json, record: Json) -> None:
    """Add the newest signals, wherever the response has them."""
    holders = (record, get_path(record, "signals"), get_path(body, "contact.signals"))
    signals = sorted(signals_of(*holders), key=lambda signal: signal.date, reverse=True)
    card.gap()
    # Signals may have been charged, so redirected output has all of them.
    count = _MAX_ROWS if card.terminal.is_terminal else len(signals)
    for number, signal in enumerate(signals[:count]):
        label = "" if number else "Signals"
        date = f"{format_time(signal.date)}  " if signal.date else ""
        text = card.joined(title_from_key(signal.type), signal.kind, signal.summary)
        card.row(label, dim(date), text)
        card.row("", signal.url)
    if len(signals) > count:
        card.row("", dim(f"+{len(signals) - count} more"))


def signal_keys(record: Json) -> set[str]:
    """Return the keys of a record under which its signals are."""
    items = as_object(record).items()
    return {"signals", *(key for key, value in items if any(signals_of({key: value})))}
