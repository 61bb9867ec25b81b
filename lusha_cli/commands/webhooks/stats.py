"""`lusha webhooks stats`: how many deliveries succeeded and failed."""

import typer

from lusha_cli.api.endpoints import BY_NAME
from lusha_cli.cli.command import command, drop_empty
from lusha_cli.commands.webhooks.logs import SubscriptionOpt
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.local import KEY_VALUES_LAYOUT


def add_stats_command(app: typer.Typer) -> None:
    """Register `webhooks stats`."""
    command(app, "stats", layout=KEY_VALUES_LAYOUT, example="lusha webhooks stats --sandbox")(stats)


def stats(context: AppContext, *, subscription_id: SubscriptionOpt = None) -> Json:
    """Show how many deliveries were tried, and how many did well."""
    query = drop_empty({"subscriptionId": subscription_id})
    return context.call(BY_NAME["webhooks stats"], query=query)
