"""`lusha webhooks stats`: how many deliveries succeeded and failed."""

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli.command import drop_unset
from lusha_cli.commands.webhooks.logs import SubscriptionOpt
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json


def stats(context: AppContext, *, subscription_id: SubscriptionOpt = None) -> Json:
    """Show how many deliveries succeeded and failed."""
    query = drop_unset({"subscriptionId": subscription_id})
    return context.call(BY_NAME["webhooks stats"], query=query)
