"""Start, resume and export bulk runs: the body of `person bulk`, `company bulk` and `runs`."""

import os
from typing import TYPE_CHECKING, Any

from lusha_cli.billing.estimate import count, counted
from lusha_cli.commands.bulk.confirm import (
    confirm_plan,
    format_run_summary,
    format_status_counts,
    raise_dry_run,
    run_with_progress,
)
from lusha_cli.commands.bulk.open_run import api_name, lock_run, open_or_create_run, open_run
from lusha_cli.commands.bulk.run_options import (
    check_flags,
    check_stored_output,
    parse_mapping,
    parse_output_options,
    stdout_format,
)
from lusha_cli.context.app_context import World
from lusha_cli.errors import (
    DamagedJournal,
    Interrupted,
    JournalFailure,
    LushaError,
    UsageError,
)
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.bulk.output.column_options import OutputOptions
    from lusha_cli.bulk.plan import RunSummary
    from lusha_cli.bulk.record_types import RecordType
    from lusha_cli.bulk.run.run import BulkRun
    from lusha_cli.bulk.run.runs import LockedRun


def enrich(
    world: World,
    record_type: "RecordType",
    source: str | None,
    *,
    out: str | None,
    request_options: dict[str, Any],
    input_options: dict[str, Any],
    run_options: dict[str, Any],
    output_options: dict[str, Any],
) -> Json:
    """Enrich the file `source` after confirmation; write it to `out`, else to stdout.

    Responses are stored in a journal, so the same command resumes the run. Returns the projection
    of --sample. Raises the error that ended the run early, or RowsFailed, after everything was
    written.
    """
    from lusha_cli.bulk.input.readers import open_binary, sha256_of
    from lusha_cli.bulk.run.runs import Runs, run_id

    if source is None:
        raise UsageError("No INPUT is named.", hint="Name a file, - for stdin, or --body FILE.")
    check_flags(world, record_type, out)
    if run_options["sample"] and run_options["retry"]:
        raise UsageError("--sample and --retry contradict each other.", hint="Leave out one.")
    parsed_output_options = parse_output_options(record_type, output_options)
    input_options = {**input_options, "mapping": parse_mapping(input_options["map"] or [])}
    del input_options["map"]
    with open_binary(source, world.stdin_bytes if source == "-" else None) as input_file:
        if world.only_shows:
            with open_run(
                world,
                record_type,
                source,
                input_file=input_file,
                options=request_options,
                **input_options,
            ) as bulk_run:
                _print_notes(world, bulk_run)
                raise_dry_run(world, record_type, bulk_run)
        digest = sha256_of(input_file)
        run = run_id(
            record_type,
            digest,
            api=api_name(world),
            options=request_options,
            input_options=input_options,
        )
        runs = Runs(world.state_folder / "runs")
        with (
            lock_run(world, runs, run, run_options) as locked_run,
            open_or_create_run(
                locked_run,
                world,
                record_type,
                source,
                input_file=input_file,
                request_options=request_options,
                input_options=input_options,
            ) as bulk_run,
        ):
            bulk_run.put(digest=digest, reading=input_options)
            runs.update_completions(world.words, {run: f"{record_type.nouns[0]} {source}"})
            if run_options.get("sample"):
                return _run_sample(world, record_type, bulk_run, locked_run, run_options)
            _execute(
                world,
                record_type,
                bulk_run,
                locked_run,
                out=out,
                run_options=run_options,
                output_options=parsed_output_options,
            )
    return None


def resume(
    world: World,
    run_prefix: str,
    *,
    out: str | None,
    run_options: dict[str, Any],
    output_options: dict[str, Any],
) -> None:
    """Resume a run from its journal, without its input."""
    from lusha_cli.bulk.run.runs import Runs, record_type_of

    runs = Runs(world.state_folder / "runs")
    run = runs.find(run_prefix)
    with lock_run(world, runs, run, {"fresh": None, **run_options}) as locked_run:
        description = _check_not_damaged(runs.describe(locked_run.id))
        if description["where"] != api_name(world):
            raise UsageError(
                f"The run {locked_run.id} was of another API or profile: {description['where']}.",
                hint="Name the same --profile, --sandbox and --base-url.",
            )
        record_type = record_type_of(description)
        check_flags(world, record_type, out)
        if out is None and description["out"]:
            check_stored_output(description["out"], record_type, locked_run)
        with open_run(
            world,
            record_type,
            description["source"],
            options=description["options"],
            journal_file=locked_run.journal_file,
        ) as bulk_run:
            _execute(
                world,
                record_type,
                bulk_run,
                locked_run,
                out=out or description["out"],
                run_options=run_options,
                output_options=parse_output_options(record_type, output_options),
            )


def export(
    world: World, run_prefix: str, *, out: str | None, output_options: dict[str, Any]
) -> None:
    """Write the current results of a run without sending requests."""
    from lusha_cli.bulk.output.database_urls import mask_password
    from lusha_cli.bulk.run.runs import Runs, record_type_of

    runs = Runs(world.state_folder / "runs")
    run = runs.find(run_prefix)
    description = _check_not_damaged(runs.describe(run))
    record_type = record_type_of(description)
    check_flags(world, record_type, out)
    with open_run(
        world,
        record_type,
        description["source"],
        options=description["options"],
        journal_file=runs.journal_file(run),
    ) as bulk_run:
        format_name = None if out else stdout_format(world, bulk_run)
        parsed_output_options = parse_output_options(record_type, output_options)
        statuses = _write_output(world, bulk_run, run, out, format_name, parsed_output_options)
    destination = f" Written to {mask_password(out)}." if out else ""
    world.note(format_status_counts(statuses) + destination)


def _check_not_damaged(description: dict[str, Json]) -> dict[str, Json]:
    """Return the description of a run. Raises DamagedJournal if its journal is damaged."""
    if description["state"] == "damaged":
        raise DamagedJournal(description["why"], hint=description["goOn"])
    return description


def _execute(
    world: World,
    record_type: "RecordType",
    bulk_run: "BulkRun",
    locked_run: "LockedRun",
    *,
    out: str | None,
    run_options: dict[str, Any],
    output_options: "OutputOptions",
) -> None:
    """Confirm the plan, send pending items, and write the output."""
    from lusha_cli.bulk.output.rows import failed_rows_error, unmatched_rows_error
    from lusha_cli.bulk.output.writers import absolute_target

    _print_notes(world, bulk_run)
    if run_options.get("retry"):
        bulk_run.select(run_options["retry"])
    format_name = None if out else stdout_format(world, bulk_run)
    _confirm(world, record_type, bulk_run, locked_run)
    bulk_run.put(out=absolute_target(out) if out else None)
    summary = run_with_progress(world, record_type, bulk_run, run_options)
    _raise_if_stopped(summary, record_type, bulk_run, locked_run)
    replaces_file = out is not None and os.path.isfile(out)
    try:
        statuses = _write_output(world, bulk_run, locked_run.id, out, format_name, output_options)
    except KeyboardInterrupt as error:
        raise _interrupted_error(bulk_run, record_type, locked_run) from error
    except LushaError as error:
        error.hint = f"{error.hint} Nothing is lost: lusha runs export {locked_run.id} --out FILE"
        raise
    bulk_run.put(statuses=statuses)
    world.note(format_run_summary(summary, statuses, out, replaces=replaces_file))
    failure = summary.failure or failed_rows_error(statuses)
    if failure is None and run_options.get("fail_on_miss"):
        failure = unmatched_rows_error(statuses)
    if failure:
        raise failure


def _raise_if_stopped(
    summary: "RunSummary",
    record_type: "RecordType",
    bulk_run: "BulkRun",
    locked_run: "LockedRun",
) -> None:
    """Raise the error of a run that can't write its output: journal failure or interruption."""
    if isinstance(summary.failure, JournalFailure):
        failure = summary.failure
        failure.hint = f"{failure.hint} Then go on with: lusha runs resume {locked_run.id}"
        raise failure
    if isinstance(summary.failure, Interrupted):
        raise _interrupted_error(bulk_run, record_type, locked_run, aborted=summary.aborted)


def _run_sample(
    world: World,
    record_type: "RecordType",
    bulk_run: "BulkRun",
    locked_run: "LockedRun",
    run_options: dict[str, Any],
) -> dict[str, Json]:
    """Send a sample of the rows, and return its projection to all rows."""
    from lusha_cli.bulk.run.sampling import project_sample

    items = bulk_run.select_sample(run_options["sample"], seed=run_options["sample_seed"] or 0)
    _confirm(world, record_type, bulk_run, locked_run)
    summary = run_with_progress(world, record_type, bulk_run, run_options)
    if summary.failure:
        raise summary.failure
    world.note_later(f"Charged up to {count(summary.credits)}.")
    world.note_later("The same command without --sample goes on, and uses what the sample brought.")
    return project_sample(bulk_run.outcomes_of(items), total_items=bulk_run.plan.items)


def _confirm(
    world: World, record_type: "RecordType", bulk_run: "BulkRun", locked_run: "LockedRun"
) -> None:
    """Confirm the plan; delete the journal of a run that was never started."""
    try:
        confirm_plan(world, record_type, bulk_run)
    except (LushaError, KeyboardInterrupt):
        if bulk_run.is_unstarted:
            locked_run.delete()
        raise


def _print_notes(world: World, bulk_run: "BulkRun") -> None:
    for note in bulk_run.notes:
        world.note(note)


def _write_output(
    world: World,
    bulk_run: "BulkRun",
    run: str,
    out: str | None,
    format_name: str | None,
    output_options: "OutputOptions",
) -> dict[str, int]:
    if out is not None:
        return bulk_run.write_output(out, output_options=output_options, run_id=run)
    return bulk_run.write_stream(
        world.stdout, format_name=format_name or bulk_run.format, output_options=output_options
    )


def _interrupted_error(
    bulk_run: "BulkRun",
    record_type: "RecordType",
    locked_run: "LockedRun",
    *,
    aborted: tuple[int, int] = (0, 0),
) -> Interrupted:
    """Return the error of an interrupted run; `aborted`: requests in flight, and their credits."""
    answered = counted(bulk_run.answered_count, *record_type.nouns)
    requests, max_credits = aborted
    aborted_text = ""
    if requests:
        aborted_requests = counted(requests, "request was", "requests were")
        aborted_text = (
            f" {aborted_requests} cut off, and may have been charged up to {count(max_credits)}."
        )
    return Interrupted(
        f"Interrupted; nothing was written. {answered} of {bulk_run.plan.items:,} answered."
        f"{aborted_text}",
        hint=f"Go on with: lusha runs resume {locked_run.id}   (or the same command again)",
    )
