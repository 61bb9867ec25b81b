"""`lusha webhooks logs`: the attempts to deliver events."""

from typing import Annotated

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli.command import CommandResult
from lusha_cli.cli.options import ValueType, open_choices, option
from lusha_cli.commands.pagination import AllOpt, OffsetOpt, limit_option, read_list
from lusha_cli.commands.webhooks.subscription_options import parse_subscription_id
from lusha_cli.context.app_context import AppContext

STATUSES = ("success", "failed", "permanent_failure")
SubscriptionOpt = Annotated[str | None, option(
    "--subscription-id", ValueType("ID", parse_subscription_id), "ID of a subscription.",
)]  # fmt: skip


def logs(
    context: AppContext,
    *,
    subscription_id: SubscriptionOpt = None,
    status: Annotated[
        str | None,
        option("--status", open_choices("status", *STATUSES), "Status of the attempts."),
    ] = None,
    limit: Annotated[int | None, limit_option(50)] = None,
    offset: OffsetOpt = None,
    everything: AllOpt = None,
) -> CommandResult:
    """Show the delivery attempts and their results."""
    params = {"subscriptionId": subscription_id, "status": status}
    return read_list(
        context, BY_NAME["webhooks logs"], params, limit=limit, offset=offset, everything=everything
    )
