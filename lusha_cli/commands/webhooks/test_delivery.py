"""`lusha webhooks test`: send a test event to a subscription's URL."""

from typing import Annotated

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli.command import CommandResult, drop_unset
from lusha_cli.cli.options import open_choices, option
from lusha_cli.commands.webhooks.subscription_options import IdArg
from lusha_cli.commands.webhooks.subscriptions import call_for_subscription
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import PartialFailure
from lusha_cli.json_types import as_object

ModeOpt = Annotated[str | None, option(
    "--mode", open_choices("mode", "direct", "kafka", "full"),
    "Test the URL (direct), the API's queue (kafka), or both (full).",
)]  # fmt: skip


def send_test(context: AppContext, subscription: IdArg, *, mode: ModeOpt = None) -> CommandResult:
    """Send a test event to the URL of a subscription. Free."""
    query = drop_unset({"mode": mode})
    response = call_for_subscription(context, BY_NAME["webhooks test"], subscription, query=query)
    # A failed test is an HTTP 200 as well.
    if as_object(response).get("isSuccess") is not False:
        return CommandResult(response)
    status = as_object(as_object(response).get("flowCheck")).get("statusCode")
    status_text = f" The URL returned HTTP {status}." if status else ""
    return CommandResult(
        response,
        failure=PartialFailure(
            f"The test event was not delivered.{status_text}",
            hint=f"See why: lusha webhooks logs --subscription-id {subscription}",
        ),
    )
