"""The command of --fallback: check it before anything is paid, run it, and report its results."""

import os
import re
import shlex
import shutil
from typing import TYPE_CHECKING, Any

from lusha_cli.commands.bulk.open_run import OpenRun
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import PartialFailure, UsageError
from lusha_cli.output.number_format import pluralize

if TYPE_CHECKING:
    from lusha_cli.bulk.output.column_options import OutputOptions
    from lusha_cli.bulk.run.fallback import FallbackOptions, FallbackReport

# Variables that hold keys: the command gets none of ours.
_SECRET = re.compile(r"LUSHA_.*(KEY|SECRET|TOKEN|PASSWORD)", re.IGNORECASE)
_NEEDING = ("fallback_timeout", "fallback_limit")


def read_fallback(context: AppContext, run_options: dict[str, Any]) -> "FallbackOptions | None":
    """Return the command of --fallback, None without it. Raises UsageError if it can't be run."""
    text = run_options.get("fallback")
    if text is None:
        for name in _NEEDING:
            if run_options.get(name) is not None:
                flag = f"--{name.replace('_', '-')}"
                raise UsageError(f"{flag} needs --fallback.", hint="Add --fallback CMD.")
        return None
    from lusha_cli.bulk.run.fallback import DEFAULT_TIMEOUT, FallbackOptions

    try:
        command = shlex.split(text)
    except ValueError as error:
        raise UsageError(f"--fallback: {text!r} has an open quote.", hint="Close it.") from error
    if not command:
        raise UsageError("--fallback: the command is empty.", hint="Pass a program.")
    variables = context.env.variables
    program = shutil.which(command[0], path=variables.get("PATH", os.defpath))
    if program is None:
        raise UsageError(
            f"--fallback: there is no program {command[0]!r}.",
            hint="Check its path, and that it is executable. It runs without a shell: "
            "for a pipe, write sh -c '…'",
        )
    env = {name: value for name, value in variables.items() if not _SECRET.fullmatch(name)}
    timeout = run_options.get("fallback_timeout") or DEFAULT_TIMEOUT
    return FallbackOptions([program, *command[1:]], env, timeout, run_options.get("fallback_limit"))


def run_fallback(
    run: OpenRun, run_options: dict[str, Any], output_options: "OutputOptions"
) -> PartialFailure | None:
    """Run the command of --fallback, if any, and report its results; return its failure."""
    context, bulk_run = run.context, run.bulk_run
    options = read_fallback(context, run_options)
    if options is None:
        return None
    wanted = _wanted_data(bulk_run.get("options") or {}, output_options)

    name = options.name

    def show_start(rows: int) -> None:
        context.env.info(f"Passing {pluralize(rows, 'row', 'rows')} to {name}.")

    options = options._replace(wanted=wanted, on_start=show_start)
    report = bulk_run.run_fallback(options, context.env.clock.now)
    for line in _report_lines(report, name):
        context.env.info(line)
    if not report.problem:
        return None
    left = pluralize(report.passed - report.received, "row has", "rows have")
    return PartialFailure(
        f"--fallback: {report.problem}. {left} no result from it.",
        hint="To pass them on again, run: "
        f"lusha runs resume {run.locked_run.id} --fallback {shlex.quote(run_options['fallback'])}",
    )


def _report_lines(report: "FallbackReport", name: str) -> list[str]:
    lines = []
    if report.passed:
        rows = pluralize(report.passed, "row", "rows")
        lines.append(f"{name} found data for {report.found:,} of {rows}.")
    if report.left:
        rows = pluralize(report.left, "more row was", "more rows were")
        lines.append(f"{rows} not passed on (--fallback-limit).")
    if report.suppressed:
        results = pluralize(report.suppressed, "result was", "results were")
        lines.append(f"{results} about people on the suppression list, and not stored.")
    for reason, number in report.rejected.items():
        lines.append(f"{pluralize(number, 'line', 'lines')} of {name} not used: it {reason}.")
    return lines


def _wanted_data(options: dict[str, Any], output_options: "OutputOptions") -> frozenset[str]:
    """Return the data that was requested by name: email, phone, both or none."""
    names = [str(options.get("filterBy") or ""), *options.get("reveal", ())]
    names += [name for flag, name in (("revealEmails", "email"), ("revealPhones", "phone"))
              if options.get(flag)]  # fmt: skip
    names += output_options.columns
    text = " ".join(names).casefold()
    return frozenset(name for name in ("email", "phone") if name in text)
