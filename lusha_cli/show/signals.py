"""The signals of a person or a company, as rows of a card."""

from collections.abc import Iterator

from lusha_cli.records import Json
from lusha_cli.show.card import Card, dim
from lusha_cli.show.columns import humanised
from lusha_cli.show.paths import find

_DATES = ("signalDate", "articlePublishedDate", "eventEffectiveDate")
_MARKS = (*_DATES, "signalId")
_SHOWN = 6


def add_signals(card: Card, body: Json, record: Json) -> None:
    """The newest signals, wherever the answer keeps them."""
    found = sorted(_found(body, record), key=lambda signal: signal[0], reverse=True)
    card.gap()
    shown = _SHOWN if card.screen.is_terminal else len(found)
    for number, (date, kind, what) in enumerate(found[:shown]):
        label = "" if number else "Signals"
        card.row(label, dim(f"{date}  " if date else ""), card.joined(humanised(kind), what))
    if len(found) > shown:
        card.row("", dim(f"+{len(found) - shown} more"))


def _found(body: Json, record: Json) -> Iterator[tuple[str, str, str]]:
    """Date, kind and summary of each signal: lists of objects that carry a signal's date or id."""
    holders = (record, find(record, "signals"), find(body, "contact.signals"))
    for holder in (holder for holder in holders if isinstance(holder, dict)):
        for kind, items in holder.items():
            for item in items if isinstance(items, list) else ():
                if isinstance(item, dict) and not item.keys().isdisjoint(_MARKS):
                    yield _first(item, *_DATES), kind, _summary(item)


def _summary(item: dict[str, Json]) -> str:
    """What happened, in the words or the numbers of the signal."""
    said = _first(item, "eventSummary", "articleTitle")
    if said:
        return said
    change = item.get("changeRatePercent")
    rate = f"{change:+g} %" if isinstance(change, (int, float)) else ""
    job = " at ".join(
        filter(None, (_first(item, "currentTitle"), _first(item, "currentCompanyName")))
    )
    before = _first(item, "previousCompanyName")
    where = ", ".join(filter(None, (_first(item, "department", "state"), _first(item, "country"))))
    return " ".join(filter(None, (job, f"(before: {before})" if before else "", where, rate)))


def _first(item: dict[str, Json], *keys: str) -> str:
    return next((value for key in keys if isinstance(value := item.get(key), str) and value), "")
