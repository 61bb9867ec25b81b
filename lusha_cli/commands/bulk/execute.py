"""Execute an opened run: confirm it, send its items, and write its output."""

import os
from functools import partial
from typing import TYPE_CHECKING, Any

from lusha_cli.billing.estimate import format_credits
from lusha_cli.billing.receipt import receipt
from lusha_cli.cli.results import CommandResult
from lusha_cli.commands.bulk.confirm import (
    confirm_plan,
    format_run_summary,
    is_free_to_resend,
    run_with_progress,
)
from lusha_cli.commands.bulk.fallback import run_fallback
from lusha_cli.commands.bulk.json_summary import json_summary, wants_json_summary
from lusha_cli.commands.bulk.mismatches import print_mismatches
from lusha_cli.commands.bulk.open_run import OpenRun
from lusha_cli.commands.bulk.run_options import shape_to_store, stdout_format
from lusha_cli.context.app_context import AppContext
from lusha_cli.context.streams import PlainTextStream
from lusha_cli.errors import Interrupted, JournalWriteError, LushaError, PartialFailure, UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.number_format import pluralize

if TYPE_CHECKING:
    from lusha_cli.bulk.output.column_options import OutputOptions
    from lusha_cli.bulk.plan import RunSummary
    from lusha_cli.bulk.run.run import BulkRun


def execute(
    run: OpenRun, *, out: str | None, run_options: dict[str, Any], output_options: "OutputOptions"
) -> CommandResult | None:
    """Confirm the plan, send pending items, and write the output.

    Returns a summary if the output isn't on stdout, and JSON was requested.
    """
    from lusha_cli.bulk.output.rows import failed_rows_error, unmatched_rows_error
    from lusha_cli.bulk.output.writers import absolute_target

    context, bulk_run, run_id = run.context, run.bulk_run, run.locked_run.id
    print_notes(context, bulk_run)
    if run_options.get("retry"):
        # Before confirmation, which has to show the cost of these rows alone.
        _select_for_retry(run, run_options["retry"])
    # A date that the rows lack must fail before the run is charged.
    bulk_run.output.make_filler(output_options)
    # A wrong -o must fail before the run is charged, not when its output is written.
    format_name = None if out else stdout_format(context, bulk_run.format)
    _confirm(run)
    # `runs resume` writes to the same output from any folder.
    bulk_run.put(
        out=absolute_target(out) if out else None,
        outputOptions=output_options._asdict(),
        shape=shape_to_store(context),
    )
    is_json = wants_json_summary(context, out)
    summary = run_with_progress(context, run.record_type, bulk_run, run_options)
    left = context.balance.left()
    describe = partial(json_summary, bulk_run, run_id, output=out, summary=summary, left=left,
                       shaper=context.shaper)  # fmt: skip
    # Check before writing, which creates the file.
    replaces_file = out is not None and os.path.isfile(out)
    try:
        _raise_if_stopped(run, summary)
        fallback_failure = _run_fallback(run, summary, run_options, output_options)
        statuses = _write_results(run, out, format_name, output_options)
    except LushaError as error:
        if is_json:
            return describe(statuses=None, failure=error)
        raise
    bulk_run.put(statuses=statuses)
    if not is_json:
        context.env.info(
            format_run_summary(
                summary,
                statuses,
                out,
                replaces=replaces_file,
                lost_surcharge=bulk_run.lost_surcharge,
                left=left,
                cached=(bulk_run.get("cached") or [0])[0],
            )
        )
        print_shape_notes(context, out, run_id)
        print_mismatches(context, run.record_type, run_id, statuses, out)
    # The error comes last, so that everything that was paid for is written first.
    failure = _incomplete_error(run, summary) or summary.failure or fallback_failure
    failure = failure or failed_rows_error(statuses)
    if failure is None and run_options.get("fail_on_miss"):
        failure = unmatched_rows_error(statuses)
    if is_json:
        return describe(statuses=statuses, failure=failure)
    if failure:
        raise failure
    return None


def _run_fallback(
    run: OpenRun,
    summary: "RunSummary",
    run_options: dict[str, Any],
    output_options: "OutputOptions",
) -> PartialFailure | None:
    """Pass rows to the command of --fallback, unless the run failed; return its failure."""
    if summary.failure:
        return None
    try:
        return run_fallback(run, run_options, output_options)
    except KeyboardInterrupt as error:
        raise _interrupted_error(run) from error


def _write_results(
    run: OpenRun, out: str | None, format_name: str | None, output_options: "OutputOptions"
) -> dict[str, int]:
    """Write the output; return row counts by status. An error names the run, which has it all."""
    run_id = run.locked_run.id
    try:
        return write_output(run.context, run.bulk_run, run_id, out, format_name, output_options)
    except KeyboardInterrupt as error:
        raise _interrupted_error(run) from error
    except LushaError as error:
        error.hint = (
            f"{error.hint} The results are stored. Run: lusha runs export {run_id} --out FILE"
        )
        raise


def _raise_if_stopped(run: OpenRun, summary: "RunSummary") -> None:
    """Raise the error of a run that can't write its output: journal failure or interruption."""
    if isinstance(summary.failure, JournalWriteError):
        failure = summary.failure
        failure.hint = f"{failure.hint} Then run: lusha runs resume {run.locked_run.id}"
        raise failure
    if isinstance(summary.failure, Interrupted):
        raise _interrupted_error(run, aborted=summary.aborted)


def _select_for_retry(run: OpenRun, statuses: list[str]) -> None:
    """Select the rows of --retry-status, without those that would be charged a second time.

    Raises UsageError if that leaves none.
    """
    context, retry_paid = run.context, bool(run.context.env.settings.get("allow_double_charge"))

    def may_resend(api: str) -> bool:
        return retry_paid or is_free_to_resend(context, run.record_type, api)

    if not (refused := run.bulk_run.select(statuses, may_resend)):
        return
    items = pluralize(refused, *run.record_type.nouns)
    message = f"{items} may already have been charged, and would be charged again."
    if not run.bulk_run.plan.sent:
        raise UsageError(
            message, hint="Nothing was sent. To resend them, add --allow-double-charge."
        )
    context.env.info(f"{message} To resend them, add --allow-double-charge.")


def _incomplete_error(run: OpenRun, summary: "RunSummary") -> PartialFailure | None:
    """Return the error of a run with incomplete rows, or None.

    A run that another error stopped reports that one, unless that made the rows incomplete.
    """
    number = run.bulk_run.incomplete_count
    if not number or (summary.failure and not summary.incomplete):
        return None
    items = pluralize(number, *run.record_type.nouns)
    reason = f" {summary.failure.message}" if summary.failure else ""
    hint = summary.failure.hint if summary.failure else None
    return PartialFailure(
        f"The data of {items} is incomplete: a later request failed.{reason}",
        hint=hint or "See the lusha_error column for the reason of each row.",
    )


def run_sample(run: OpenRun, run_options: dict[str, Any], *, min_match: int) -> dict[str, Json]:
    """Send a sample of the rows, and return its projection to all rows."""
    from lusha_cli.bulk.run.sampling import project_sample

    context, bulk_run = run.context, run.bulk_run
    # The projection has no records.
    context.shaper = None
    items = bulk_run.select_sample(run_options["sample"], seed=run_options["sample_seed"] or 0)
    _confirm(run)
    summary = run_with_progress(context, run.record_type, bulk_run, run_options)
    if summary.failure:
        raise summary.failure
    context.defer_note(
        receipt(
            summary.credits,
            is_exact=summary.is_exact,
            left=context.balance.left(),
            surcharge=bulk_run.lost_surcharge,
        )
    )
    context.defer_note(
        "Run the same command without --sample to continue with the results of the sample."
    )
    outcomes = bulk_run.outcomes_of(items, min_match=min_match)
    return project_sample(outcomes, total_items=bulk_run.plan.items)


def _confirm(run: OpenRun) -> None:
    """Confirm the plan; only then does a new journal take the place of an earlier one."""
    confirm_plan(run.context, run.record_type, run.bulk_run)
    run.commit()
    run.context.run_id = run.locked_run.id


def print_notes(context: AppContext, bulk_run: "BulkRun") -> None:
    """Print what was detected in the input."""
    for note in bulk_run.notes:
        context.env.info(note)


def write_output(
    context: AppContext,
    bulk_run: "BulkRun",
    run: str,
    out: str | None,
    format_name: str | None,
    output_options: "OutputOptions",
) -> dict[str, int]:
    """Write the rows to `out`, else to stdout; return row counts by status."""
    if out is not None:
        return bulk_run.output.write(
            out, output_options=output_options, shaper=context.shaper, run_id=run
        )
    format_name = format_name or bulk_run.format
    return bulk_run.output.write_stream(
        PlainTextStream(context.env.stdout),
        format_name=format_name,
        output_options=output_options,
        shaper=context.shaper,
    )


def print_shape_notes(context: AppContext, out: str | None, run_id: str) -> None:
    """Print which rows and values the shape left out, and where the rows are."""
    if context.shaper is None:
        return
    where = f"The rows are in the run: lusha runs export {run_id}"
    if out is not None:
        from lusha_cli.bulk.output.writers import review_path

        where = f"Written to {review_path(out)}."
    for note in context.shaper.notes(where):
        context.env.info(note)


def _interrupted_error(run: OpenRun, *, aborted: tuple[int, int] = (0, 0)) -> Interrupted:
    """Return the error of an interrupted run; `aborted`: requests in flight, and their credits."""
    bulk_run = run.bulk_run
    completed = pluralize(bulk_run.answered_count, *run.record_type.nouns)
    requests, max_credits = aborted
    aborted_text = ""
    if requests:
        aborted_requests = pluralize(requests, "request was", "requests were")
        worst_case = format_credits(max_credits)
        aborted_text = (
            f" {aborted_requests} interrupted and may have been charged up to {worst_case}"
            f"{bulk_run.lost_surcharge}."
        )
    return Interrupted(
        f"Interrupted. No output was written. {completed} of {bulk_run.plan.items:,} have results."
        f"{aborted_text}",
        hint=f"Run the same command again, or run: lusha runs resume {run.locked_run.id}",
    )
