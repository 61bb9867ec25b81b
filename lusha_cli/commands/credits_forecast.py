"""The body of `lusha credits forecast`: the plan of a file, and what it will probably cost."""

import math
from typing import Any, NamedTuple

from lusha_cli.billing.estimate import format_credits
from lusha_cli.commands.bulk.open_run import RunInput
from lusha_cli.commands.bulk.run import open_plan
from lusha_cli.commands.bulk.run_options import parse_input_options
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json

# The operations that look up the rows of a file, and their single lookups.
OPERATIONS = {
    "person": ("person bulk", "person get", "contacts search-and-enrich"),
    "company": ("company bulk", "company get", "companies search-and-enrich"),
}


class _History(NamedTuple):
    """The lookups of an account in the ledger: items, matches, and the credits of both."""

    items: int = 0
    matches: int = 0
    credits: int = 0


def forecast_file(
    context: AppContext, source: str, *, kind: str, input_options: dict[str, Any]
) -> Json:
    """Return the plan of a file, its worst case, and the expected matches and credits."""
    from lusha_cli.bulk.input.readers import is_stdin, open_binary
    from lusha_cli.bulk.run.runs import RECORD_TYPES

    reading, mapping = parse_input_options(input_options)
    record_type = RECORD_TYPES[kind]
    with open_binary(source, context.env.stdin_bytes if is_stdin(source) else None) as file:
        run_input = RunInput(record_type, source, file, {}, reading, mapping)
        with open_plan(context, run_input, {}) as bulk_run:
            plan = bulk_run.plan
    history = _read_history(context, kind)
    expected: int | None = None
    matches: int | None = None
    if history.items:
        matches = round(plan.sent * history.matches / history.items)
        expected = math.ceil(plan.sent * history.credits / history.items)
        if plan.cost.credits is not None and not plan.cost.is_unbounded:
            expected = min(expected, plan.cost.credits)
    elif plan.sent:
        context.defer_note(
            "The ledger has no lookups of this kind with this account, so only the worst case is "
            "known."
        )
    left = context.balance.left()
    if left is not None and expected is not None and expected > left.credits:
        context.defer_note(f"Warning: only {format_credits(left.credits)} left.")
    return {
        "kind": kind,
        "rows": plan.rows,
        "items": plan.items,
        "toSend": plan.sent,
        "requests": plan.requests,
        "worstCaseCredits": plan.cost.credits,
        "expectedCredits": expected,
        "expectedMatches": matches,
        "matchRate": _ratio(history.matches, history.items),
        "creditsPerMatch": _ratio(history.credits, history.matches),
        "lookupsInLedger": history.items,
    }


def _read_history(context: AppContext, kind: str) -> _History:
    """Return the lookups of the account that have a response."""
    items = matches = credits_ = 0
    for call in context.ledger.calls(account=context.account_hash or ""):
        if call.operation in OPERATIONS[kind] and call.outcome == "ok":
            items += call.items
            matches += call.results
            credits_ += call.credits
    return _History(items, matches, credits_)


def _ratio(number: int, total: int) -> float | None:
    return round(number / total, 4) if total else None
