"""`lusha webhooks doctor`: check everything that deliveries depend on."""

from typing import Annotated

from lusha_cli.cli.command import CommandResult
from lusha_cli.cli.options import flag
from lusha_cli.commands.doctor import as_command_result
from lusha_cli.context.app_context import AppContext

AllowPrivateOpt = Annotated[bool | None, flag(
    "--allow-private", "Also check receivers at private addresses, such as 10.0.0.1.",
)]  # fmt: skip


def webhooks_doctor(context: AppContext, *, allow_private: AllowPrivateOpt = None) -> CommandResult:
    """Check the secret, clock, subscriptions and receivers.

    Sends a challenge to the URLs of your subscriptions, as the API does before it creates one.
    Free of charge, and changes nothing. The exit codes are those of lusha doctor.
    """
    from lusha_cli.doctor.webhooks import run_webhook_checks

    results = run_webhook_checks(context, allow_private=bool(allow_private))
    return as_command_result(context, list(results))
