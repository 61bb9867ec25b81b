"""Rows of a run that may be other people: report them, and accept them."""

from typing import TYPE_CHECKING

from lusha_cli.cli.results import CommandResult
from lusha_cli.cli.shape_options import load_shaper
from lusha_cli.commands.bulk.open_run import lock_run, open_run
from lusha_cli.commands.bulk.run_options import check_not_input, check_stored_output
from lusha_cli.commands.bulk.status_counts import format_status_counts
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import JournalCorrupted, UsageError
from lusha_cli.output.layouts.layout import RAW_LAYOUT
from lusha_cli.output.number_format import pluralize

if TYPE_CHECKING:
    from lusha_cli.bulk.output.column_options import OutputOptions
    from lusha_cli.bulk.record_types import RecordType
    from lusha_cli.bulk.run.run import BulkRun


def print_mismatches(
    context: AppContext,
    record_type: "RecordType",
    run: str,
    statuses: dict[str, int],
    out: str | None,
) -> None:
    """Print how many rows may be other people, where their data is, and how to accept it."""
    from lusha_cli.bulk.output.database_urls import is_database_url
    from lusha_cli.bulk.output.writers import review_path

    number = statuses.get("mismatch", 0)
    if not number:
        return
    one, several = record_type.nouns
    rows = f"{number:,} rows may be other {several}"
    if number == 1:
        rows = f"1 row may be another {one}"
    if out and not is_database_url(out):
        place = f"The data found is in {review_path(out)}."
    else:
        place = f"The data found was left out. To review it: lusha runs export {run} --out FILE"
    context.env.info(f"{rows}. {place}")
    context.env.info(f"To accept {'it' if number == 1 else 'them'}: lusha runs accept {run}")


def accept(
    context: AppContext, run_prefix: str, *, rows: list[range], out: str | None
) -> CommandResult | None:
    """Accept rows of a run, all without `rows`, and write its output again.

    Nothing is sent. With --json, returns a summary.
    """
    from lusha_cli.bulk.output.writers import absolute_target, check_output_writable
    from lusha_cli.bulk.run.runs import Runs, record_type_of

    runs = Runs(context.env.state_folder / "runs")
    with lock_run(context, runs, runs.find(run_prefix)) as locked_run:
        description = runs.describe(locked_run.id)
        if description["state"] == "damaged":
            raise JournalCorrupted(description["error"], hint=description["hint"])
        _check_rows(rows, description["rows"])
        record_type = record_type_of(description)
        with open_run(
            context,
            record_type,
            description["source"],
            options=description["options"],
            journal_file=locked_run.journal_file,
            is_sending=False,
        ) as bulk_run:
            output_options = _stored_output_options(context, bulk_run)
            if out is not None:
                check_output_writable(out, record_type, output_options.columns)
                source = bulk_run.get("source_path") or bulk_run.get("source")
                check_not_input(context, out, source, bulk_run.get("digest") or "")
            elif description["out"]:
                out = description["out"]
                if description["shape"]:
                    context.shaper = load_shaper(str(description["shape"]))
                check_stored_output(out, record_type, locked_run, output_options)
            number = bulk_run.output.accept(rows, min_match=output_options.min_match)
            if not out:
                accepted = pluralize(number, "row", "rows")
                export = f"lusha runs export {locked_run.id} --out FILE"
                context.env.info(f"Accepted {accepted}. Run: {export}")
                statuses = None
            else:
                statuses = bulk_run.output.write(
                    out,
                    output_options=output_options,
                    shaper=context.shaper,
                    run_id=locked_run.id,
                )
                bulk_run.put(out=absolute_target(out), statuses=statuses)
    return _report(context, locked_run.id, number, statuses, out)


def _report(
    context: AppContext, run: str, accepted: int, statuses: dict[str, int] | None, out: str | None
) -> CommandResult | None:
    from lusha_cli.bulk.output.database_urls import mask_password

    written = mask_password(out) if out and statuses is not None else None
    if context.env.json_requested:
        left = None if statuses is None else statuses.get("mismatch", 0)
        body = {"run": run, "accepted": accepted, "mismatched": left, "output": written}
        return CommandResult(body, layout=RAW_LAYOUT)
    if statuses is not None:
        rows = pluralize(accepted, "row", "rows")
        counts = format_status_counts(statuses)
        context.env.info(f"Accepted {rows}. {counts} Written to {written}.")
    return None


def _stored_output_options(context: AppContext, bulk_run: "BulkRun") -> "OutputOptions":
    """Return the options by which the run was written last."""
    from lusha_cli.bulk.output.column_options import OutputOptions

    # Journals of earlier versions have none.
    stored = bulk_run.get("outputOptions") or {"min_match": context.env.settings.get("min_match")}
    return OutputOptions(**stored)


def _check_rows(rows: list[range], count: int) -> None:
    """Raise UsageError for rows that the run doesn't have."""
    last = max((range_[-1] for range_ in rows), default=0)
    if last > count:
        raise UsageError(
            f"--rows: there is no row {last:,}. The run has {pluralize(count, 'row', 'rows')}.",
            hint="The column lusha_row of the review file has the numbers.",
        )
