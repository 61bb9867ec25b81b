"""`lusha runs`: list, resume, export and delete the runs of files."""

from typing import Annotated, Any

from lusha_cli.cli import bulk_options
from lusha_cli.cli.command import CommandResult, command, group
from lusha_cli.cli.global_options import (
    BILLING_OPTIONS,
    EXCLUSION_OPTIONS,
    LOCAL_FLAGS,
    PEOPLE_FLAGS,
    SUPPRESSION_OPTIONS,
)
from lusha_cli.cli.options import ValueType, argument, flag, option, separated
from lusha_cli.cli.shape_options import SHAPE_OPTIONS
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import UsageError
from lusha_cli.output.layouts.local import RUN_LAYOUT, RUNS_LAYOUT
from lusha_cli.output.number_format import pluralize
from lusha_cli.parsing.ranges import parse_row_range

app = group("List, resume, export and delete runs of files.")

DELETE_FLAGS = {**LOCAL_FLAGS, "yes": BILLING_OPTIONS["yes"]}
RunArg = Annotated[str, argument("RUN", "ID of the run, or its first characters.")]


@command(app, "list", layout=RUNS_LAYOUT, flags=LOCAL_FLAGS, example="lusha runs list")
def list_runs(context: AppContext) -> list[dict[str, Any]]:
    """List the runs, latest first."""
    from lusha_cli.bulk.run.runs import Runs

    runs = Runs(context.env.state_folder / "runs")
    runs.update_completions(context.env.completion_cache)
    return [runs.describe(run) for run in runs.ids()]


@command(app, "show", layout=RUN_LAYOUT, flags=LOCAL_FLAGS, example="lusha runs show RUN")
def show(context: AppContext, run: RunArg) -> dict[str, Any]:
    """Show the progress and charge of a run, and how to resume it."""
    from lusha_cli.bulk.run.runs import Runs

    runs = Runs(context.env.state_folder / "runs")
    return runs.describe(runs.find(run))


@command(
    app,
    "resume",
    flags={**PEOPLE_FLAGS, **SHAPE_OPTIONS},
    option_groups={
        "fallback_options": bulk_options.FALLBACK_OPTIONS,
        "output_options": bulk_options.OUTPUT_OPTIONS,
    },
    example="lusha runs resume RUN --yes",
)
def resume(
    context: AppContext,
    run: RunArg,
    *,
    out: bulk_options.OutOpt = None,
    jobs: bulk_options.JobsOpt = None,
    retry: bulk_options.RetryOpt = None,
    try_all: bulk_options.TryAllOpt = None,
    fail_on_miss: bulk_options.FailOnMissOpt = None,
    fallback_options: dict[str, Any],
    output_options: dict[str, Any],
) -> CommandResult | None:
    """Resume a run."""
    # Imported here, as listing runs needs none of it.
    from lusha_cli.commands.bulk.run import resume

    run_options = {
        "jobs": jobs, "retry": retry, "try_all": try_all, "fail_on_miss": fail_on_miss,
        **fallback_options,
    }  # fmt: skip
    return resume(context, run, out=out, run_options=run_options, output_options=output_options)


@command(
    app,
    "export",
    flags={**LOCAL_FLAGS, **SUPPRESSION_OPTIONS, **EXCLUSION_OPTIONS, **SHAPE_OPTIONS},
    option_groups={
        "output_options": bulk_options.OUTPUT_OPTIONS,
        "privacy_options": bulk_options.PRIVACY_OPTIONS,
    },
    example="lusha runs export RUN --out out.csv",
)
def export(
    context: AppContext,
    run: RunArg,
    *,
    out: bulk_options.OutOpt = None,
    output_options: dict[str, Any],
    privacy_options: dict[str, Any],
) -> CommandResult | None:
    """Write the results of a run, without a request to the API."""
    from lusha_cli.commands.bulk.run import export

    return export(
        context, run, out=out, output_options=output_options, privacy_options=privacy_options
    )


@command(
    app,
    "accept",
    flags={**LOCAL_FLAGS, **SUPPRESSION_OPTIONS, **EXCLUSION_OPTIONS},
    example="lusha runs accept RUN",
)
def accept(
    context: AppContext,
    run: RunArg,
    *,
    rows: Annotated[
        list[Any] | None,
        option(
            "--rows",
            separated(ValueType("N|N-N", parse_row_range)),
            "Rows to accept, such as 3,7-9: lusha_row in the review file [all].",
        ),
    ] = None,
    everything: Annotated[bool, flag("--all", "Accept all rows.")] = False,
    out: bulk_options.OutOpt = None,
) -> CommandResult | None:
    """Accept rows that may be other people, free of charge.

    Their data goes into the output, which is written again. Nothing is sent.
    """
    if rows and everything:
        raise UsageError("--rows and --all can't be used together.", hint="Use only one of them.")
    from lusha_cli.commands.bulk.mismatches import accept

    return accept(context, run, rows=rows or [], out=out)


@command(app, "delete", flags=DELETE_FLAGS, example="lusha runs delete RUN --yes")
def delete(
    context: AppContext,
    run: Annotated[
        list[str] | None, argument("RUN...", "IDs of runs, or their first characters.")
    ] = None,
    *,
    everything: Annotated[bool, flag("--all", "Delete all runs.")] = False,
) -> None:
    """Delete runs with all their results and personal data."""
    from lusha_cli.bulk.run.runs import Runs

    runs = Runs(context.env.state_folder / "runs")
    prefixes = run or []
    # Neither or both: deleting everything by mistake can't be undone.
    if bool(prefixes) == everything:
        raise UsageError("Pass either run IDs or --all.", hint="List the runs: lusha runs list")
    run_ids = runs.ids() if everything else [runs.find(prefix) for prefix in prefixes]
    paid = sum(map(runs.has_paid_answers, run_ids))
    if paid:
        paid_runs = pluralize(paid, "run", "runs")
        context.env.confirm(
            f"This deletes {paid_runs} with results that you paid for.",
            outcome="Nothing was deleted.",
        )
    for run_id in run_ids:
        # Another process that is running it would lose responses that were paid for.
        locked_run = runs.lock(run_id, owner="lusha runs delete")
        locked_run.delete()
        locked_run.delete_new()
        locked_run.release()
        context.env.info(f"Deleted the run {run_id}.")
    runs.update_completions(context.env.completion_cache)
