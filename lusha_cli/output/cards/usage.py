"""Draw the credits of an account: a bar for each type, the forecast, and the rate limits."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from lusha_cli.json_types import Json, get_in, get_list, get_object
from lusha_cli.output.cards.card import Card, Styled
from lusha_cli.output.layouts.layout import title_from_key
from lusha_cli.output.number_format import format_decimal, format_number, pluralize
from lusha_cli.output.terminal import Terminal
from lusha_cli.output.time_format import format_time
from lusha_cli.output.wrapping import cell_width, pad, truncate
from lusha_cli.parsing.numbers import read_integer

_COUNTER_KEYS = ("used", "total", "remaining")
_MAX_NAME_WIDTH = 20
_MAX_BAR_WIDTH = 30
_MIN_BAR_WIDTH = 8
_WINDOW_LABELS = {"minute": "Per minute", "hourly": "Per hour", "daily": "Per day"}


class UsageCounter(NamedTuple):
    """Hold the numbers of one type of credit; None for a number that isn't in the response."""

    name: str
    used: int | None
    total: int | None
    remaining: int | None

    @property
    def share(self) -> float | None:
        """Return the used share, 0 to 1; None if it is not known."""
        if self.used is None or self.total is None:
            return None
        if self.total <= 0:
            return float(self.used > 0)
        return min(max(self.used / self.total, 0.0), 1.0)

    @property
    def summary(self) -> str:
        """Return the used and total credits in words."""
        if self.used is None:
            return f"{format_number(self.total)} in total" if self.total is not None else ""
        of_total = f" of {format_number(self.total)}" if self.total is not None else ""
        return f"{format_number(self.used)}{of_total} used"


def usage_card(body: Json, *, terminal: Terminal) -> str | None:
    """Return the bars of an account's usage; None if the response has no counters."""
    counters = list(_counters(get_object(body, "usage")))
    if not counters:
        return None
    card = Card(terminal)
    details = [
        *_forecast_rows(get_object(body, "forecast")),
        *_machine_rows(get_object(body, "thisMachine")),
        *_budget_rows(get_list(body, "budgets")),
        *_window_rows(get_object(body, "rateLimits")),
    ]
    label_width = max((cell_width(label) for label, _ in details), default=0)
    for name, parts in _aligned_rows(counters, card, label_width):
        card.row(name, *parts)
    card.gap()
    for label, text in details:
        card.row(label, text)
    return card.draw()


def main_counter(body: Json) -> UsageCounter | None:
    """Return the counter of an account's credits: the only one, else the one of that name."""
    counters = list(_counters(get_object(body, "usage")))
    named = (counter for counter in counters if counter.name == "credits")
    return counters[0] if len(counters) == 1 else next(named, None)


def _forecast_rows(forecast: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """Yield the renewal, the rate and the day of the last credit, those that are known."""
    today, started, renews, runs_out = (
        _read_day(forecast.get(key)) for key in ("time", "startedAt", "renewsAt", "runsOutAt")
    )
    rate = forecast.get("creditsPerDay")
    if renews and today:
        yield "Renewal", f"{renews}, in {pluralize((renews - today).days, 'day', 'days')}"
    if isinstance(rate, (int, float)) and started:
        number = "less than 0.01" if 0 < rate < 0.01 else format_decimal(rate)
        yield "Rate", f"{number} credits a day since {started}"
    if forecast.get("outlastsCycle"):
        yield "Runs out", "not before the renewal, at this rate"
    elif runs_out:
        days = (renews - runs_out).days if renews else 0
        before = f", {pluralize(days, 'day', 'days')} before the renewal" if days > 0 else ""
        yield "Runs out", f"{runs_out} at this rate{before}"


def _machine_rows(machine: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """Yield the credits that this machine has used since the renewal."""
    spent, share = _number(machine.get("credits")), machine.get("share")
    if spent is not None and isinstance(share, (int, float)):
        used = pluralize(spent, "credit", "credits")
        yield "This machine", f"{used}, {format_decimal(share * 100)}% of those used"


def _budget_rows(budgets: list[Json]) -> Iterator[tuple[str, str]]:
    """Yield the credits used of each budget, and when it resets."""
    for budget in budgets:
        period, resets_at = (get_in(budget, key) for key in ("period", "resetsAt"))
        used, limit = (_number(get_in(budget, key)) for key in ("used", "limit"))
        if used is not None and limit is not None:
            total = f"{format_number(used)} of {pluralize(limit, 'credit', 'credits')} used"
            yield "Budget", f"{total} this {period}, resets at {format_time(str(resets_at))}"


def _read_day(value: Json) -> date | None:
    if isinstance(value, str):
        with suppress(ValueError):
            return date.fromisoformat(value[:10])
    return None


def _window_rows(windows: dict[str, Json]) -> Iterator[tuple[str, str]]:
    """Yield the requests of each window of the rate limit."""
    for name, label in _WINDOW_LABELS.items():
        window = get_object(windows, name)
        used, limit, left = (_number(window.get(key)) for key in ("used", "limit", "remaining"))
        if limit is None or (used is None and left is None):
            continue
        used = limit - (left or 0) if used is None else used
        left = limit - used if left is None else left
        texts = f"{format_number(used)} of {format_number(limit)} requests used"
        yield label, f"{texts}, {format_number(left)} left"


def _counters(usage: dict[str, Json]) -> Iterator[UsageCounter]:
    """Yield the counters of a response that has one set of them, or several by name."""
    # `usage` is one set of counters for some accounts, and a map of named sets for others.
    for name, values in (("credits", usage), *usage.items()):
        if isinstance(values, dict):
            used, total, remaining = (_number(values.get(key)) for key in _COUNTER_KEYS)
            if total is None and used is not None and remaining is not None:
                total = used + remaining
            if remaining is None and used is not None and total is not None:
                remaining = total - used
            if not used is total is remaining is None:
                yield UsageCounter(name, used, total, remaining)


def _number(value: Json) -> int | None:
    if isinstance(value, str):
        return read_integer(value, max_digits=18)
    # The bound excludes infinity and NaN: int() fails for them.
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return int(value) if is_number and abs(value) < 1e18 else None


def _aligned_rows(
    counters: list[UsageCounter], card: Card, label_width: int
) -> Iterator[tuple[str, list[Styled]]]:
    """Yield the name of each counter with its bar and numbers, aligned in columns.

    `label_width` is the width of the longest label of other rows.
    """
    names = [
        truncate(card.terminal.sanitize(title_from_key(counter.name)), _MAX_NAME_WIDTH).rstrip()
        for counter in counters
    ]
    summaries = [counter.summary for counter in counters]
    remaining = [
        f"{format_number(counter.remaining)} left" if counter.remaining is not None else ""
        for counter in counters
    ]
    widths = [max(map(cell_width, column)) for column in (names, summaries, remaining)]
    widths[0] = max(widths[0], label_width)
    has_bars = any(counter.share is not None for counter in counters)
    # The gaps: 2 after the name, 2 after the bar, 3 before the remaining credits.
    bar_width = min(card.width - sum(widths) - 2 - 2 - 3 if has_bars else 0, _MAX_BAR_WIDTH)
    for number, counter in enumerate(counters):
        yield (
            names[number],
            [
                _bar(counter, bar_width, card),
                Styled(pad(summaries[number], widths[1])),
                Styled(remaining[number] and f"   {remaining[number]}", "bold"),
            ],
        )


def _bar(counter: UsageCounter, width: int, card: Card) -> Styled:
    """Return a bar in its colour, empty if it does not fit."""
    if width < _MIN_BAR_WIDTH:
        return Styled("")
    share = counter.share
    if share is None:
        return Styled(" " * (width + 2))
    # Rounded, but full only if nothing is left: a share of 0.001 % lights no block.
    full = width if share == 1 else min(int(share * width + 0.5), width - 1)
    style = "green" if share < 0.75 else "magenta" if share < 0.9 else "red"
    return Styled(f"{card.glyphs.full * full}{card.glyphs.empty * (width - full)}  ", style)
