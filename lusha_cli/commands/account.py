"""`lusha account`: credits, plan and prices."""

from lusha_cli.api.endpoints import ACCOUNT_PLAN, ACCOUNT_USAGE
from lusha_cli.cli.command import command, group
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.v2 import USAGE_LAYOUT
from lusha_cli.output.layouts.v3 import PLAN_LAYOUT

app = group("See the account's credits, plan and prices. Free.")


@command(app, "usage", layout=USAGE_LAYOUT, example="lusha account usage")
def usage(context: AppContext) -> Json:
    """Show the credits used and left."""
    return context.call(ACCOUNT_USAGE)


@command(app, "plan", layout=PLAN_LAYOUT, example="lusha account plan --sandbox")
def plan(context: AppContext) -> Json:
    """Show the credits, the rate limits, the contract and the price list."""
    return context.call(ACCOUNT_PLAN)
