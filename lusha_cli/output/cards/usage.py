"""The credits of an account: a bar of used against total for each kind of credit."""

from collections.abc import Iterator
from math import ceil
from typing import NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.output.cards.card import Card, Styled
from lusha_cli.output.json_path import find
from lusha_cli.output.layouts.layout import title_from_key
from lusha_cli.output.number_format import counted
from lusha_cli.output.terminal import Screen
from lusha_cli.output.wrapping import folded, padded, width_of

_COUNTERS = ("used", "total", "remaining")
_LONGEST_NAME = 20
_LONGEST_BAR = 30
_SHORTEST_BAR = 8


class Counters(NamedTuple):
    """One kind of credit; a number is None where the answer does not tell it."""

    name: str
    used: int | None
    total: int | None
    left: int | None

    @property
    def share(self) -> float | None:
        """The part that is used, 0 to 1; None where it is not known."""
        if self.used is None or self.total is None:
            return None
        if self.total <= 0:
            return float(self.used > 0)
        return min(max(self.used / self.total, 0.0), 1.0)

    @property
    def figures(self) -> str:
        """Used and total in words."""
        if self.used is None:
            return f"{counted(self.total)} in all" if self.total is not None else ""
        of_total = f" of {counted(self.total)}" if self.total is not None else ""
        return f"{counted(self.used)}{of_total} used"


def usage_card(body: Json, *, screen: Screen) -> str | None:
    """The bars of an account's usage; None where the answer holds no counters."""
    usage = find(body, "usage")
    counters = list(_counters(usage if isinstance(usage, dict) else {}))
    if not counters:
        return None
    card = Card(screen)
    for name, parts in _aligned(counters, card):
        card.row(name, *parts)
    return card.draw()


def _counters(usage: dict[str, Json]) -> Iterator[Counters]:
    """The counters of an answer that holds one set of them, or several named ones."""
    for name, values in (("credits", usage), *usage.items()):
        if isinstance(values, dict):
            used, total, left = (_number(values.get(key)) for key in _COUNTERS)
            if total is None and used is not None and left is not None:
                total = used + left
            if left is None and used is not None and total is not None:
                left = total - used
            if not used is total is left is None:
                yield Counters(name, used, total, left)


def _number(value: Json) -> int | None:
    if isinstance(value, str) and value.isdecimal() and len(value) <= 18:
        return int(value)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return int(value) if is_number and abs(value) < 1e18 else None


def _aligned(counters: list[Counters], card: Card) -> Iterator[tuple[str, list[Styled]]]:
    """The name of each, and its bar and figures, under each other."""
    figures = [entry.figures for entry in counters]
    left = [f"{counted(entry.left)} left" if entry.left is not None else "" for entry in counters]
    names = [folded(card.screen.clean(title_from_key(c.name)), _LONGEST_NAME)[0] for c in counters]
    taken = [max(map(width_of, column)) for column in (names, figures, left)]
    has_bars = any(entry.share is not None for entry in counters)
    room = card.width - sum(taken) - 2 - 2 - 3 if has_bars else 0
    for number, entry in enumerate(counters):
        yield (
            names[number],
            [
                Styled(*_bar(entry, min(room, _LONGEST_BAR), card)),
                Styled(padded(figures[number], taken[1])),
                Styled(left[number] and f"   {left[number]}", "bold"),
            ],
        )


def _bar(entry: Counters, width: int, card: Card) -> tuple[str, str]:
    """A bar and its colour; no bar where there is no room for it."""
    if width < _SHORTEST_BAR:
        return "", ""
    share = entry.share
    if share is None:
        return " " * (width + 2), ""
    full = ceil(share * width)
    style = "green" if share < 0.75 else "magenta" if share < 0.9 else "red"
    return f"{card.glyphs.full * full}{card.glyphs.empty * (width - full)}  ", style
