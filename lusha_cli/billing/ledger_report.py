"""Report the calls of the ledger as records, and their totals by day, command and so on."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from lusha_cli.billing.ledger import PENDING, RecordedCall
from lusha_cli.clock import format_utc
from lusha_cli.json_types import Json

# What totals can be grouped by, and the group of a call. Days are those of the local time.
GROUPS: dict[str, Callable[[RecordedCall], str]] = {
    "day": lambda call: local_day(call.at).isoformat(),
    "command": lambda call: call.command,
    "profile": lambda call: call.profile,
    "run": lambda call: call.run,
    "operation": lambda call: call.operation,
}


def local_day(at: float) -> date:
    """Return the local date of a Unix time."""
    return datetime.fromtimestamp(at).astimezone().date()


def start_of_day(day: date) -> float:
    """Return the Unix time at which a local day begins."""
    return datetime(day.year, day.month, day.day).astimezone().timestamp()


def call_record(call: RecordedCall) -> dict[str, Json]:
    """Return a call as a record; `credits` is its charge, or its estimate while it is pending."""
    return {
        "time": format_utc(call.at),
        "profile": call.profile,
        "user": call.user,
        "command": call.command,
        "operation": call.operation,
        "apiVersion": call.version or None,
        "run": call.run or None,
        "items": call.items,
        "results": call.results,
        "estimate": call.estimate,
        "credits": None if is_unknown(call) else call.credits,
        "creditsAreExact": call.is_exact,
        "outcome": call.outcome,
        "seconds": round(call.seconds, 3),
    }


def is_unknown(call: RecordedCall) -> bool:
    """Return whether neither a charge nor a bound of a call is known."""
    return call.charge is None and (call.estimate is None or not call.is_bounded)


def totals_by(name: str, calls: Iterable[RecordedCall]) -> list[dict[str, Json]]:
    """Return the totals of calls, grouped by `name` of GROUPS.

    Days are in order, the latest first; other groups by their credits, the highest first.
    `unknownCharges` counts calls that are in no total, as their charge isn't known.
    """
    totals: dict[str, dict[str, Any]] = {}
    for call in calls:
        group = GROUPS[name](call)
        if group not in totals:
            totals[group] = {
                name: group or None, "calls": 0, "items": 0, "results": 0, "credits": 0,
                "creditsAreExact": True, "pending": 0, "unknownCharges": 0,
            }  # fmt: skip
        total = totals[group]
        total["calls"] += 1
        total["items"] += call.items
        total["results"] += call.results
        total["credits"] += call.credits
        total["creditsAreExact"] = total["creditsAreExact"] and call.is_exact
        total["pending"] += call.outcome == PENDING
        total["unknownCharges"] += is_unknown(call)
    if name == "day":
        return sorted(totals.values(), key=lambda total: str(total["day"]), reverse=True)
    return sorted(totals.values(), key=lambda total: -total["credits"])


def credits_per_day(calls: Iterable[RecordedCall], *, days: int) -> tuple[date, list[int]] | None:
    """Return the first of the last `days` days that have calls, and the credits of each day.

    Returns None without calls.
    """
    by_day: dict[date, int] = {}
    for call in calls:
        day = local_day(call.at)
        by_day[day] = by_day.get(day, 0) + call.credits
    if not by_day:
        return None
    last = max(by_day)
    first = max(min(by_day), last - timedelta(days=days - 1))
    number = (last - first).days + 1
    return first, [by_day.get(first + timedelta(days=place), 0) for place in range(number)]
