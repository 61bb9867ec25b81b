"""Handler of `webhooks opt-out`."""

from lusha_cli.api.signal_types import OPT_OUT
from lusha_cli.json_types import Json
from lusha_cli.sandbox.handlers.webhooks.secret import check_secret
from lusha_cli.sandbox.handlers.webhooks.subscription_rules import check_url, new_subscription
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.request_context import RequestContext
from lusha_cli.sandbox.subscription_store import account_subscriptions


def opt_out(context: RequestContext) -> tuple[int, Json]:
    """Create the account's only subscription to opt-outs."""
    params = context.params
    check_secret(context)
    if any(row.is_opt_out for row in account_subscriptions(context.db, context.account.name)):
        raise ApiError(403, "This account already has an opt-out subscription")
    check_url(context, params["url"])
    # The entity of an opt-out subscription is the account, which the API identifies by a number.
    account = str(int(context.account.name, 16) % 900_000 + 100_000)
    row = new_subscription(
        context, "contact", account, [OPT_OUT], params["url"], params.get("name")
    )
    return 201, row.as_json(include_block=False)


HANDLERS = {"webhooks opt-out": opt_out}
