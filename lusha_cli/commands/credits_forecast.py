"""The body of `lusha credits forecast`: the plan of a file, and what it will probably cost."""

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from lusha_cli.api.v2_compat.translation import to_kebab_case
from lusha_cli.billing.estimate import format_credits
from lusha_cli.cli.command import drop_unset
from lusha_cli.commands.bulk.open_run import RunEstimates, RunInput
from lusha_cli.commands.bulk.person_options import person_run
from lusha_cli.commands.bulk.run import open_plan
from lusha_cli.commands.bulk.run_options import check_run_options, parse_input_options
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.bulk.record_types import RecordType

# The operations that look up the rows of a file, and their single lookups.
OPERATIONS = {
    "person": ("person bulk", "person get", "contacts search-and-enrich"),
    "company": ("company bulk", "company get", "companies search-and-enrich"),
}
# The two steps of a run with --smart. Only the first one looks people up.
SEARCH_STEP, REVEAL_STEP = "contacts search", "contacts enrich"
# The options of companies.
_COMPANY_OPTIONS = ("signals", "signalsStartDate", "partialCompany")


class _History(NamedTuple):
    """The lookups of an account in the ledger: items, matches, and the credits of both."""

    items: int = 0
    matches: int = 0
    credits: int = 0


def forecast_file(
    context: AppContext,
    source: str,
    *,
    kind: str,
    input_options: dict[str, Any],
    run_options: dict[str, Any],
    search_first_options: dict[str, Any],
    enrichment: dict[str, Any],
) -> Json:
    """Return the plan of a file, its worst case, and the expected matches and credits.

    The options are those of the bulk command, by which its own --dry-run plans the same requests.
    """
    from lusha_cli.bulk.input.readers import is_stdin, open_binary

    reading, mapping = parse_input_options(input_options)
    check_run_options({"sample": None, "retry": None, **run_options})
    record_type, request_options = _run_of(context, kind, search_first_options, enrichment)
    with open_binary(source, context.env.stdin_bytes if is_stdin(source) else None) as file:
        run_input = RunInput(record_type, source, file, request_options, reading, mapping)
        with open_plan(context, run_input, run_options) as bulk_run:
            plan = bulk_run.plan
    history = _read_history(context, kind)
    expected: int | None = None
    matches: int | None = None
    if history.items:
        matches = round(plan.sent * history.matches / history.items)
        price = _relative_price(context, kind, record_type, request_options)
        expected = math.ceil(plan.sent * history.credits * price / history.items)
        if plan.cost.credits is not None:
            expected = min(expected, plan.cost.credits)
    elif plan.sent:
        context.defer_note(
            "The ledger has no lookups of this kind with this account, so only the worst case is "
            "known."
        )
    if plan.cost.surcharge:
        context.defer_note(f"The credits are without {plan.cost.surcharge}.")
    left = context.balance.left()
    if left is not None and expected is not None and expected > left.credits:
        context.defer_note(f"Warning: only {format_credits(left.credits)} left.")
    return {
        "kind": kind,
        "rows": plan.rows,
        "items": plan.items,
        "toSend": plan.sent,
        "requests": plan.requests,
        "cost": str(plan.cost),
        "worstCaseCredits": None if plan.cost.is_unbounded else plan.cost.credits,
        "expectedCredits": expected,
        "expectedMatches": matches,
        "matchRate": _ratio(history.matches, history.items),
        "creditsPerMatch": _ratio(history.credits, history.matches),
        "lookupsInLedger": history.items,
    }


def _run_of(
    context: AppContext,
    kind: str,
    search_first_options: dict[str, Any],
    enrichment: dict[str, Any],
) -> "tuple[RecordType, dict[str, Any]]":
    """Return the record type and the request options. Raises UsageError for those of the other."""
    from lusha_cli.bulk.record_types import COMPANY

    names = set(enrichment) - {"partialCompany"} if kind == "person" else set(_COMPANY_OPTIONS)
    wanted = drop_unset(enrichment)
    unsupported = wanted.keys() - names
    if kind == "company":
        unsupported |= drop_unset(search_first_options).keys()
    if unsupported:
        flag = f"--{to_kebab_case(min(unsupported)).replace('_', '-')}"
        raise UsageError(
            f"{flag} doesn't apply to {'people' if kind == 'person' else 'companies'}.",
            hint=f"See: lusha {kind} bulk --help",
        )
    if kind == "person":
        return person_run(context, wanted, search_first_options)
    return COMPANY, wanted


def _relative_price(
    context: AppContext, kind: str, record_type: "RecordType", request_options: dict[str, Any]
) -> float:
    """Return the worst case of a full request, relative to that of one without options."""
    from lusha_cli.bulk.run.runs import RECORD_TYPES

    size = record_type.endpoint.max_items or 1
    usual = RunEstimates(context, RECORD_TYPES[kind], {})(size).credits
    wanted = RunEstimates(context, record_type, request_options)(size).credits
    return wanted / usual if wanted is not None and usual else 1.0


def _read_history(context: AppContext, kind: str) -> _History:
    """Return the lookups of the account that have a response."""
    items = matches = credits_ = 0
    for call in context.ledger.calls(account=context.account_hash or ""):
        if call.outcome != "ok":
            continue
        is_step = kind == "person" and bool(call.run)
        if call.operation in OPERATIONS[kind] or (is_step and call.operation == SEARCH_STEP):
            items += call.items
            matches += call.results
            credits_ += call.credits
        elif is_step and call.operation == REVEAL_STEP:
            credits_ += call.credits
    return _History(items, matches, credits_)


def _ratio(number: int, total: int) -> float | None:
    return round(number / total, 4) if total else None
