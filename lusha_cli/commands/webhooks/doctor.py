"""`lusha webhooks doctor`: check everything that deliveries depend on."""

from lusha_cli.cli.command import CommandResult
from lusha_cli.commands.doctor import as_command_result
from lusha_cli.context.app_context import AppContext


def webhooks_doctor(context: AppContext) -> CommandResult:
    """Check secret, clock, subscriptions, deliveries and receivers, and say how to mend them.

    The URLs of your subscriptions are asked for a challenge, as the API does it before it
    subscribes one. Nothing is spent or changed. The exit code is as with lusha doctor.
    """
    from lusha_cli.doctor.webhooks import run_webhook_checks

    return as_command_result(context, list(run_webhook_checks(context)))
