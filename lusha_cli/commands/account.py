"""`lusha account`: credits, plan and prices."""

from lusha_cli.api.endpoints import ACCOUNT_PLAN, ACCOUNT_USAGE
from lusha_cli.cli.command import CommandResult, command, group
from lusha_cli.context.app_context import AppContext
from lusha_cli.json_types import Json, as_object, get_object
from lusha_cli.output.layouts.v2 import USAGE_LAYOUT
from lusha_cli.output.layouts.v3 import PLAN_LAYOUT, plan_layout

app = group("Show credits, plan and prices. Free.")


@command(app, "usage", layout=USAGE_LAYOUT, example="lusha account usage")
def usage(context: AppContext) -> Json:
    """Show the credits used and left."""
    return context.call(ACCOUNT_USAGE)


@command(app, "plan", layout=PLAN_LAYOUT, example="lusha account plan --sandbox")
def plan(context: AppContext) -> CommandResult:
    """Show credits, rate limits, contract and prices."""
    from lusha_cli.billing.prices import is_known_price

    body = context.call(ACCOUNT_PLAN)
    prices = get_object(as_object(body), "pricing")
    unknown = [name for name in prices if not is_known_price(name)]
    return CommandResult(body, layout=plan_layout(unknown))
