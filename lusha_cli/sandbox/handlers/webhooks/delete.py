"""Handler of `webhooks delete`."""

from lusha_cli.json_types import Json
from lusha_cli.sandbox.handlers.webhooks.subscription_rules import ItemFailed, item_results
from lusha_cli.sandbox.request_context import RequestContext
from lusha_cli.sandbox.subscription_store import find_subscription


def delete(context: RequestContext) -> tuple[int, Json]:
    """Delete up to 25 subscriptions, each of which succeeds or fails alone."""

    def delete_item(subscription_id: str) -> Json:
        row = find_subscription(context.db, subscription_id)
        if row is None:
            raise ItemFailed(
                "NOT_FOUND", f"There is no subscription with the id {subscription_id!r}"
            )
        if row.account != context.account.name:
            raise ItemFailed("FORBIDDEN", "The subscription does not belong to your account")
        context.db.execute("DELETE FROM subscriptions WHERE number = ?", (row.number,))
        document = row.as_json()
        return {
            key: document[key]
            for key in ("id", "entityType", "entityId", "name")
            if key in document
        }

    # A repeated id would succeed at first, then fail as unknown.
    return 200, item_results(list(dict.fromkeys(context.params["ids"])), delete_item)


HANDLERS = {"webhooks delete": delete}
