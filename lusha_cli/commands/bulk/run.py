"""Start, resume and export bulk runs: the body of `person bulk`, `company bulk` and `runs`."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from lusha_cli.cli.results import CommandResult
from lusha_cli.cli.shape_options import load_shaper
from lusha_cli.commands.bulk.confirm import raise_dry_run
from lusha_cli.commands.bulk.execute import (
    execute,
    print_notes,
    print_shape_notes,
    run_sample,
    write_output,
)
from lusha_cli.commands.bulk.fallback import read_fallback
from lusha_cli.commands.bulk.json_summary import json_summary, wants_json_summary
from lusha_cli.commands.bulk.mismatches import print_mismatches
from lusha_cli.commands.bulk.open_run import (
    OpenRun,
    RunInput,
    add_answered_notes,
    api_name,
    find_earlier_answers,
    lock_run,
    open_or_create_run,
    open_run,
)
from lusha_cli.commands.bulk.run_options import (
    add_privacy_options,
    check_flags,
    check_not_input,
    check_run_options,
    check_stored_output,
    parse_input_options,
    parse_output_options,
    stdout_format,
)
from lusha_cli.commands.bulk.status_counts import format_status_counts
from lusha_cli.commands.privacy_stores import enforce_retention
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import JournalCorrupted, UsageError
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.bulk.output.column_options import OutputOptions
    from lusha_cli.bulk.record_types import RecordType
    from lusha_cli.bulk.run.run import BulkRun


def enrich(
    context: AppContext,
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

    Responses are stored in a journal, so the same command resumes the run, and other files with
    the same rows reuse them. Returns the projection of --sample. Raises the error that ended the
    run early, or that of failed rows, after everything was written. With --json and --out, returns
    a summary.
    """
    from lusha_cli.bulk.input.readers import is_stdin, open_binary

    if source is None:
        raise UsageError("INPUT is missing.", hint="Pass a file, - for stdin, or --body FILE.")
    parsed_output_options = parse_output_options(context, record_type, output_options)
    check_flags(context, record_type, out, parsed_output_options)
    check_run_options(run_options)
    # A missing program must fail before anything is paid.
    read_fallback(context, run_options)
    if context.env.settings.get("refresh"):
        run_options = {**run_options, "fresh": True}
    check_not_input(context, out, source)
    reading, mapping = parse_input_options(input_options)
    if not context.is_dry_run:
        enforce_retention(context)
    with open_binary(source, context.env.stdin_bytes if is_stdin(source) else None) as input_file:
        run_input = RunInput(record_type, source, input_file, request_options, reading, mapping)
        if context.is_dry_run:
            with open_plan(context, run_input, run_options) as bulk_run:
                raise_dry_run(context, record_type, bulk_run)
        return _run_file(context, run_input, out, run_options, parsed_output_options)


@contextmanager
def open_plan(
    context: AppContext, run_input: RunInput, run_options: dict[str, Any]
) -> "Iterator[BulkRun]":
    """Yield a run of an input that is only planned: it has a temporary journal and no lock."""
    record_type, source, file, request_options, input_options, mapping = run_input
    with open_run(
        context,
        record_type,
        source,
        input_file=file,
        options=request_options,
        input_options=input_options,
        mapping=mapping,
        earlier_answers=find_earlier_answers(context, record_type, request_options, run_options),
        try_all=bool(run_options.get("try_all")),
    ) as bulk_run:
        add_answered_notes(context, record_type, bulk_run)
        print_notes(context, bulk_run)
        yield bulk_run


def _run_file(
    context: AppContext,
    run_input: RunInput,
    out: str | None,
    run_options: dict[str, Any],
    output_options: "OutputOptions",
) -> Json:
    """Lock the run of an input, open or create its journal, and execute it."""
    from lusha_cli.bulk.input.effective_options import effective_options
    from lusha_cli.bulk.input.readers import digest_of
    from lusha_cli.bulk.run.runs import Runs, run_id

    record_type, source, file, request_options, input_options, mapping = run_input
    # The content identifies a run: a renamed file resumes it, and an edited one starts another run.
    digest, api = digest_of(file, source, input_options), api_name(context)
    reading = effective_options(source, file, input_options, mapping, record_type)
    run = run_id(record_type, digest, api=api, options=request_options, input_options=reading)
    runs = Runs(context.env.state_folder / "runs")
    with (
        lock_run(context, runs, run) as locked_run,
        open_or_create_run(context, run_input, locked_run, run_options) as bulk_run,
    ):
        bulk_run.put(digest=digest, reading={**input_options._asdict(), "mapping": mapping})
        add_answered_notes(context, record_type, bulk_run)
        opened = OpenRun(context, record_type, bulk_run, locked_run)
        if run_options.get("sample"):
            return run_sample(opened, run_options, min_match=output_options.min_match)
        return execute(opened, out=out, run_options=run_options, output_options=output_options)


def resume(
    context: AppContext,
    run_prefix: str,
    *,
    out: str | None,
    run_options: dict[str, Any],
    output_options: dict[str, Any],
) -> CommandResult | None:
    """Resume a run from its journal, without its input; return as `execute`."""
    from lusha_cli.bulk.run.runs import Runs, record_type_of

    runs = Runs(context.env.state_folder / "runs")
    run = runs.find(run_prefix)
    read_fallback(context, run_options)
    with lock_run(context, runs, run) as locked_run:
        description = _check_not_damaged(runs.describe(locked_run.id))
        # Otherwise another account would be charged, or sandbox data be mixed with real data.
        if description["api"] != api_name(context):
            raise UsageError(
                f"The run {locked_run.id} was started with another API or profile: "
                f"{description['api']}.",
                hint="Resume it with the same --profile, --sandbox and --base-url.",
            )
        record_type = record_type_of(description)
        # An output of another name may be for something else.
        if out is None and description["shape"] and context.shaper is None:
            context.shaper = load_shaper(str(description["shape"]))
        parsed_output_options = parse_output_options(context, record_type, output_options)
        check_flags(context, record_type, out, parsed_output_options)
        # Checked before a request is sent: the file or database may be gone by now.
        if out is None and description["out"]:
            check_stored_output(description["out"], record_type, locked_run, parsed_output_options)
        with open_run(
            context,
            record_type,
            description["source"],
            options=description["options"],
            journal_file=locked_run.journal_file,
            # None: as the earlier process did.
            try_all=run_options.get("try_all"),
        ) as bulk_run:
            check_not_input(context, out or description["out"], *_source_of(bulk_run))
            add_answered_notes(context, record_type, bulk_run)
            return execute(
                OpenRun(context, record_type, bulk_run, locked_run),
                out=out or description["out"],
                run_options=run_options,
                output_options=parsed_output_options,
            )


def export(
    context: AppContext,
    run_prefix: str,
    *,
    out: str | None,
    output_options: dict[str, Any],
    privacy_options: dict[str, Any],
) -> CommandResult | None:
    """Write the current results of a run without sending requests; return as `execute`."""
    from lusha_cli.bulk.output.database_urls import describe_target
    from lusha_cli.bulk.run.runs import Runs, record_type_of

    runs = Runs(context.env.state_folder / "runs")
    run = runs.find(run_prefix)
    description = _check_not_damaged(runs.describe(run))
    record_type = record_type_of(description)
    parsed_output_options = parse_output_options(context, record_type, output_options)
    parsed_output_options = add_privacy_options(
        context, out, parsed_output_options, **privacy_options
    )
    check_flags(context, record_type, out, parsed_output_options)
    with open_run(
        context,
        record_type,
        description["source"],
        options=description["options"],
        journal_file=runs.journal_file(run),
        is_sending=False,
    ) as bulk_run:
        check_not_input(context, out, *_source_of(bulk_run))
        format_name = None if out else stdout_format(context, bulk_run.format)
        statuses = write_output(context, bulk_run, run, out, format_name, parsed_output_options)
        if wants_json_summary(context, out):
            return json_summary(bulk_run, run, output=out, statuses=statuses, shaper=context.shaper)
    destination = f" Written to {describe_target(out)}." if out else ""
    context.env.info(format_status_counts(statuses) + destination)
    print_shape_notes(context, out, run)
    review = None if parsed_output_options.is_anonymous else out
    print_mismatches(context, record_type, run, statuses, review)
    return None


def _source_of(bulk_run: "BulkRun") -> tuple[str, str]:
    """Return the path of a run's input, or - for stdin, and the digest of its content."""
    # Journals of earlier versions have no absolute path.
    return bulk_run.get("source_path") or bulk_run.get("source"), bulk_run.get("digest") or ""


def _check_not_damaged(description: dict[str, Json]) -> dict[str, Json]:
    """Return the description of a run. Raises JournalCorrupted if its journal is damaged."""
    if description["state"] == "damaged":
        raise JournalCorrupted(description["error"], hint=description["hint"])
    return description
