"""Handler of `webhooks create`."""

from lusha_cli.json_types import Json
from lusha_cli.sandbox.handlers.webhooks.secret import check_secret
from lusha_cli.sandbox.handlers.webhooks.subscription_rules import (
    SIGNALS,
    ItemFailed,
    checked_types,
    item_results,
    new_subscription,
    url_error,
)
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.request_context import RequestContext
from lusha_cli.sandbox.subscription_store import account_subscriptions, numeric_id

# The vendor documents that there is a limit, but not its value.
MAX_SUBSCRIPTIONS = 1_000
_TOO_MANY = "Maximum subscriptions limit reached for your account"


def create(context: RequestContext) -> tuple[int, Json]:
    """Create up to 25 subscriptions, each of which succeeds or fails alone."""
    context.check_signals()
    params = context.params
    check_secret(context)
    existing = account_subscriptions(context.db, context.account.name)
    if len(existing) >= MAX_SUBSCRIPTIONS:
        raise ApiError(403, _TOO_MANY)
    # Once for all items, because it may send a challenge.
    invalid_url = url_error(context, params["defaults"]["url"])
    has_opt_out = any(row.is_opt_out for row in existing)
    subscribed = {
        (row.entity_type, numeric_id(row.entity)) for row in existing if not row.is_opt_out
    }

    def create_item(item: Json) -> Json:
        if invalid_url:
            raise invalid_url
        entity_type, types = _resolve_types(item, params["defaults"])
        name = item.get("name", params.get("name"))
        entity = item["entityId"]
        if (entity_type, numeric_id(entity)) in subscribed:
            message = f"There is already a subscription for {entity_type} {entity!r}"
            raise ItemFailed("DUPLICATE_SUBSCRIPTION", message)
        # An opt-out subscription has no entity of its own, but counts towards the limit.
        if len(subscribed) + has_opt_out >= MAX_SUBSCRIPTIONS:
            raise ItemFailed("FORBIDDEN", _TOO_MANY)
        subscribed.add((entity_type, numeric_id(entity)))
        row = new_subscription(context, entity_type, entity, types, params["defaults"]["url"], name)
        return row.as_json()

    return 201, item_results(params["subscriptions"], create_item)


def _resolve_types(item: Json, defaults: Json) -> tuple[str, list[str]]:
    """Return the entity type and the signal types of an item."""
    entity_type = item.get("entityType") or defaults.get("entityType")
    if entity_type is None:
        raise ItemFailed("VALIDATION_ERROR", "entityType must be one of: contact, company")
    if "signalTypes" in item:
        return entity_type, checked_types(item["signalTypes"], entity_type)
    types = defaults.get("signalTypes", [])
    # Defaults may list signals of both entity types: each item takes those of its own type.
    all_names = {name for names in SIGNALS.values() for name in names}
    applicable = [name for name in types if name in SIGNALS[entity_type] or name not in all_names]
    return entity_type, checked_types(applicable, entity_type)


HANDLERS = {"webhooks create": create}
