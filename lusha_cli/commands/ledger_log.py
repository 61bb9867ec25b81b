"""The body of `lusha credits log`: calls of the ledger, or their totals."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import islice

from lusha_cli.billing.estimate import format_credits
from lusha_cli.billing.ledger import RecordedCall
from lusha_cli.billing.ledger_report import (
    call_record,
    credits_per_day,
    start_of_day,
    totals_by,
)
from lusha_cli.cli.command import CommandResult
from lusha_cli.cli.output_settings import output_format
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.local import CALLS_LAYOUT, call_totals_layout
from lusha_cli.output.sparkline import sparkline
from lusha_cli.parsing.invalid_value import InvalidValue
from lusha_cli.privacy.company_identifiers import make_company_identifier
from lusha_cli.privacy.identifiers import all_spellings, parse_identifier

DEFAULT_LIMIT = 50
# Days of the sparkline.
MAX_DAYS = 60


def show_log(
    context: AppContext,
    *,
    since: str | None,
    until: str | None,
    by: str | None,
    who: str | None,
    limit: int | None,
) -> CommandResult:
    """Return the calls from `since` to `until` (dates) about `who`, or their totals.

    On a terminal, a line with the credits of each day follows.
    """
    first = start_of_day(date.fromisoformat(since)) if since else 0.0
    end = start_of_day(date.fromisoformat(until) + timedelta(days=1)) if until else None
    identifiers = [] if who is None else _parse_who(context, who)

    def calls() -> Iterator[RecordedCall]:
        return context.ledger.calls(since=first, until=end, identifiers=identifiers)

    records: list[dict[str, Json]]
    if by:
        records = totals_by(by, calls())
        limit, layout = limit or len(records), call_totals_layout(by)
        number = len(records)
        records = records[:limit]
    else:
        limit, layout = limit or DEFAULT_LIMIT, CALLS_LAYOUT
        found = calls()
        records = [call_record(call) for call in islice(found, limit)]
        number = len(records) + sum(1 for _ in found)
    if number > len(records):
        context.defer_note(
            f"Showing {len(records):,} of {number:,} rows. To show more, add --limit N."
        )
    if output_format(context) == "table" and context.env.stdout.isatty():
        _add_sparkline(context, calls())
    return CommandResult(records, layout=layout)


def _add_sparkline(context: AppContext, calls: Iterator[RecordedCall]) -> None:
    days = max(1, min(MAX_DAYS, context.env.terminal_width - 20))
    if (found := credits_per_day(calls, days=days)) is None:
        return
    first, numbers = found
    last = first + timedelta(days=len(numbers) - 1)
    total = format_credits(sum(numbers))
    line = sparkline(numbers, encoding=context.env.stderr.encoding)
    context.defer_note(f"{line}  {total} from {first} to {last}")


def _parse_who(context: AppContext, who: str) -> list[str]:
    """Return the identifiers of a person or company under which calls may be recorded."""
    if context.env.settings.get("redact_pii"):
        context.env.redactor.add_personal_data([who])
    try:
        identifier = parse_identifier(who)
    except InvalidValue:
        with suppress(InvalidValue):
            return [make_company_identifier("domain", who)]
        raise UsageError(
            f"--who: {who[:80]!r} isn't an email, LinkedIn URL, domain or ID.",
            hint="For example: lusha credits log --who ada@firm.example",
        ) from None
    identifiers = all_spellings(identifier, who)
    kind, _, value = identifier.partition(":")
    # The ID may also be that of a company.
    return [*identifiers, f"company:{value}"] if kind == "contact" else identifiers
