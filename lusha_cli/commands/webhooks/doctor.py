"""`lusha webhooks doctor`: check everything that deliveries depend on."""

import typer

from lusha_cli.cli.command import CommandResult, command
from lusha_cli.cli.global_options import CONNECTION_OPTIONS, LOCAL_FLAGS
from lusha_cli.commands.doctor import as_command_result
from lusha_cli.context.app_context import AppContext
from lusha_cli.output.layouts.local import CHECKS_LAYOUT


def add_webhooks_doctor_command(app: typer.Typer) -> None:
    """Register `webhooks doctor`."""
    flags = {**LOCAL_FLAGS, **CONNECTION_OPTIONS}
    example = "lusha webhooks doctor --sandbox"
    command(app, "doctor", layout=CHECKS_LAYOUT, flags=flags, example=example)(webhooks_doctor)


def webhooks_doctor(context: AppContext) -> CommandResult:
    """Check secret, clock, subscriptions, deliveries and receivers, and say how to mend them.

    The URLs of your subscriptions are asked for a challenge, as the API does it before it
    subscribes one. Nothing is spent or changed. The exit code is as with lusha doctor.
    """
    from lusha_cli.doctor.webhooks import run_webhook_checks

    return as_command_result(context, list(run_webhook_checks(context)))
