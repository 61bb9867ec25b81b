"""`lusha doctor`: check the installation and show how to fix problems."""

from typing import TYPE_CHECKING

import typer

from lusha_cli.cli.command import CommandResult, command
from lusha_cli.cli.global_options import CONNECTION_OPTIONS, LOCAL_FLAGS
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LushaError
from lusha_cli.output.layouts.local import CHECKS_LAYOUT

if TYPE_CHECKING:
    from lusha_cli.doctor.result import CheckResult


def register(app: typer.Typer) -> None:
    """Register the command at the top level of the tree."""
    command(
        app,
        "doctor",
        layout=CHECKS_LAYOUT,
        flags={**LOCAL_FLAGS, **CONNECTION_OPTIONS},
        allow_new_profile=True,
        allow_invalid_settings=True,
        example="lusha doctor --sandbox",
    )(doctor)


def doctor(context: AppContext) -> CommandResult:
    """Check settings, folders, keyring, key, network and plan.

    Sends at most three requests to the API, all free, with a timeout of a few seconds. The exit
    code is that of the first failed check: 2 settings or folders, 4 key, 5 account or plan,
    8 network, 9 API. Warnings don't change it.
    """
    from lusha_cli.doctor.run_checks import run_checks

    return as_command_result(context, list(run_checks(context)))


def as_command_result(context: AppContext, results: "list[CheckResult]") -> CommandResult:
    """Return the check results as a command result, which fails if a check failed."""
    results = [
        result._replace(fix=result.fix and context.env.with_connection_flags(result.fix))
        for result in results
    ]
    return CommandResult([result.as_dict() for result in results], failure=_failure(results))


def _failure(results: "list[CheckResult]") -> LushaError | None:
    """Return an error like that of the first failed check, or None if all passed."""
    failed = [result for result in results if result.error]
    if not failed:
        return None
    assert failed[0].error
    names = ", ".join(dict.fromkeys(result.check for result in failed))
    message = f"{len(failed)} of {len(results)} checks failed: {names}."
    # Later failures often follow from the first, so that one decides the exit code.
    return type(failed[0].error)(message, hint=failed[0].fix)
