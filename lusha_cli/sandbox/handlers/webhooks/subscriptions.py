"""Handlers of `webhooks list`, `get` and `update`."""

from lusha_cli.json_types import Json
from lusha_cli.sandbox.handlers.webhooks.logs import page_of
from lusha_cli.sandbox.handlers.webhooks.secret import renew_secret
from lusha_cli.sandbox.handlers.webhooks.subscription_rules import (
    ItemFailed,
    check_url,
    checked_types,
)
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.request_context import RequestContext
from lusha_cli.sandbox.subscription_store import (
    account_subscriptions,
    own_subscription,
    save_subscription,
)


def list_subscriptions(context: RequestContext) -> tuple[int, Json]:
    """Return a page of the account's subscriptions, newest first."""
    limit, offset = context.params.get("limit", 10), context.params.get("offset", 0)
    account = context.account.name
    (total,) = context.db.execute(
        "SELECT count(*) FROM subscriptions WHERE account = ?", (account,)
    ).fetchone()
    rows = account_subscriptions(context.db, account, limit=limit, offset=offset)
    return 200, {
        "data": [row.as_json() for row in rows],
        "pagination": page_of(total, limit, offset),
    }


def get(context: RequestContext) -> tuple[int, Json]:
    """Return one subscription."""
    return 200, own_subscription(context).as_json()


def update(context: RequestContext) -> tuple[int, Json]:
    """Change a subscription; activating it resets its failures."""
    params = context.params
    row = own_subscription(context)
    if "url" in params:
        check_url(context, params["url"])
        row = row._replace(url=params["url"])
    if "signalTypes" in params:
        if row.is_opt_out:
            raise ApiError(400, "The signal types of an opt-out subscription cannot be changed")
        try:
            row = row._replace(
                types=" ".join(checked_types(params["signalTypes"], row.entity_type))
            )
        except ItemFailed as failed:
            raise ApiError(400, str(failed)) from failed
    if "isActive" in params:
        row = row._replace(active=int(params["isActive"]))
        if params["isActive"]:
            row = row._replace(reason=None, blocked=None, retries=0)
    row = row._replace(name=params.get("name", row.name), updated=context.now)
    save_subscription(context.db, row)
    document = row.as_json(include_block=False)
    if params.get("regenerateSecret"):
        document["secret"] = renew_secret(context)
    return 200, document


HANDLERS = {
    "webhooks list": list_subscriptions,
    "webhooks get": get,
    "webhooks update": update,
}
