"""Handlers of the subscriptions: made, listed, changed, deleted."""

import hashlib
from typing import Any

from lusha_cli.api.signal_types import CONTACT_SIGNALS, OPT_OUT, V3_COMPANY_SIGNALS
from lusha_cli.sandbox.handlers.webhooks.deliveries import is_loopback, send_challenge
from lusha_cli.sandbox.handlers.webhooks.logs import page_of
from lusha_cli.sandbox.handlers.webhooks.secret import check_secret, renew_secret
from lusha_cli.sandbox.http import Refusal
from lusha_cli.sandbox.request_context import Exchange
from lusha_cli.sandbox.subscription_store import (
    Subscription,
    account_subscriptions,
    find_subscription,
    numeric_id,
    own_subscription,
    save_subscription,
)

Json = dict[str, Any]

# The vendor says that there is a limit, not which.
MAX_SUBSCRIPTIONS = 1_000
SIGNALS = {"contact": CONTACT_SIGNALS, "company": V3_COMPANY_SIGNALS}

_TOO_MANY = "Maximum subscriptions limit reached for your account"


class _ItemFailed(Exception):
    """One item of a request that cannot be done, while the others are."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.error = {"code": code, "message": message}


def create(exchange: Exchange) -> tuple[int, Json]:
    """Up to 25 subscriptions, each of which is made or not."""
    exchange.check_signals()
    params = exchange.given
    check_secret(exchange)
    existing = account_subscriptions(exchange.db, exchange.account.name)
    if len(existing) >= MAX_SUBSCRIPTIONS:
        raise Refusal(403, _TOO_MANY)
    problem = _url_error(exchange, params["defaults"]["url"])
    has_opt_out = any(row.is_opt_out for row in existing)
    subscribed = {(row.kind, numeric_id(row.entity)) for row in existing if not row.is_opt_out}

    def create_item(item: Json) -> Json:
        if problem:
            raise problem
        kind, types = _resolve_types(item, params["defaults"])
        name = item.get("name", params.get("name"))
        entity = item["entityId"]
        if (kind, numeric_id(entity)) in subscribed:
            message = f"There is a subscription already for {kind} {entity!r}"
            raise _ItemFailed("DUPLICATE_SUBSCRIPTION", message)
        if len(subscribed) + has_opt_out >= MAX_SUBSCRIPTIONS:
            raise _ItemFailed("FORBIDDEN", _TOO_MANY)
        subscribed.add((kind, numeric_id(entity)))
        row = _new_subscription(exchange, kind, entity, types, params["defaults"]["url"], name)
        return row.as_json()

    return 201, _item_results(params["subscriptions"], create_item)


def list_subscriptions(exchange: Exchange) -> tuple[int, Json]:
    """A page of the account's subscriptions, the newest first."""
    limit, offset = exchange.given.get("limit", 10), exchange.given.get("offset", 0)
    account = exchange.account.name
    (total,) = exchange.db.execute(
        "SELECT count(*) FROM subscriptions WHERE account = ?", (account,)
    ).fetchone()
    rows = account_subscriptions(exchange.db, account, limit=limit, offset=offset)
    return 200, {
        "data": [row.as_json() for row in rows],
        "pagination": page_of(total, limit, offset),
    }


def get(exchange: Exchange) -> tuple[int, Json]:
    """One subscription."""
    return 200, own_subscription(exchange).as_json()


def update(exchange: Exchange) -> tuple[int, Json]:
    """A subscription changed; made active again, it is as if nothing had failed."""
    params = exchange.given
    row = own_subscription(exchange)
    if "url" in params:
        problem = _url_error(exchange, params["url"])
        if problem:
            raise Refusal(400, str(problem))
        row = row._replace(url=params["url"])
    if "signalTypes" in params:
        if row.is_opt_out:
            raise Refusal(400, "The signal types of an opt-out subscription cannot be changed")
        try:
            row = row._replace(types=" ".join(_checked_types(params["signalTypes"], row.kind)))
        except _ItemFailed as failed:
            raise Refusal(400, str(failed)) from failed
    if "isActive" in params:
        row = row._replace(active=int(params["isActive"]))
        if params["isActive"]:
            row = row._replace(reason=None, blocked=None, retries=0)
    row = row._replace(name=params.get("name", row.name), updated=exchange.now)
    save_subscription(exchange.db, row)
    document = row.as_json(include_block=False)
    if params.get("regenerateSecret"):
        document["secret"] = renew_secret(exchange)
    return 200, document


def delete(exchange: Exchange) -> tuple[int, Json]:
    """Up to 25 subscriptions taken away, each of which was there or not."""

    def delete_item(wanted_id: str) -> Json:
        row = find_subscription(exchange.db, wanted_id)
        if row is None:
            raise _ItemFailed("NOT_FOUND", f"There is no subscription with the id {wanted_id!r}")
        if row.account != exchange.account.name:
            raise _ItemFailed("FORBIDDEN", "The subscription does not belong to your account")
        exchange.db.execute("DELETE FROM subscriptions WHERE number = ?", (row.number,))
        document = row.as_json()
        return {
            key: document[key]
            for key in ("id", "entityType", "entityId", "name")
            if key in document
        }

    return 200, _item_results(list(dict.fromkeys(exchange.given["ids"])), delete_item)


def opt_out(exchange: Exchange) -> tuple[int, Json]:
    """The account's one subscription to opt-outs."""
    params = exchange.given
    check_secret(exchange)
    if any(row.is_opt_out for row in account_subscriptions(exchange.db, exchange.account.name)):
        raise Refusal(403, "There is an opt-out subscription for this account already")
    problem = _url_error(exchange, params["url"])
    if problem:
        raise Refusal(400, str(problem))
    account = str(int(exchange.account.name, 16) % 900_000 + 100_000)
    row = _new_subscription(
        exchange, "contact", account, [OPT_OUT], params["url"], params.get("name")
    )
    return 201, row.as_json(include_block=False)


def _item_results(items: list[Any], handle_item: Any) -> Json:
    """What became of each item."""
    results: list[Json] = []
    for index, item in enumerate(items):
        try:
            results.append({"index": index, "success": True, "subscription": handle_item(item)})
        except _ItemFailed as failed:
            results.append({"index": index, "success": False, "error": failed.error})
    successes = sum(result["success"] for result in results)
    return {
        "total": len(results),
        "successful": successes,
        "failed": len(results) - successes,
        "results": results,
    }


def _url_error(exchange: Exchange, url: str) -> _ItemFailed | None:
    """Why nothing can be sent to a URL, if so; a loopback one is asked."""
    if not is_loopback(url):
        if url.startswith("https:"):
            return None
        message = "url must use HTTPS; http is for loopback addresses only"
        return _ItemFailed("URL_VALIDATION_FAILED", message)
    result = exchange.outside(f"challenge {url}", lambda: send_challenge(url, clock=exchange.clock))
    if result.is_good:
        return None
    message = f"The URL did not answer the challenge. {result.error}"
    return _ItemFailed("WEBHOOK_VERIFICATION_FAILED", message)


def _resolve_types(item: Json, defaults: Json) -> tuple[str, list[str]]:
    """The entity type and the signal types of an item."""
    kind = item.get("entityType") or defaults.get("entityType")
    if kind is None:
        raise _ItemFailed("VALIDATION_ERROR", "entityType must be one of: contact, company")
    if "signalTypes" in item:
        return kind, _checked_types(item["signalTypes"], kind)
    types = defaults.get("signalTypes", [])
    # Those that many share may be of people and of companies: each takes what is of its kind.
    known = {name for names in SIGNALS.values() for name in names}
    applicable = [name for name in types if name in SIGNALS[kind] or name not in known]
    return kind, _checked_types(applicable, kind)


def _checked_types(types: list[str], kind: str) -> list[str]:
    """The signal types, each once. Raises _Failed where one does not fit, or none is there."""
    unknown = [name for name in types if name not in SIGNALS[kind]]
    if unknown or not types:
        message = f"signalTypes must be of: {', '.join(SIGNALS[kind])}"
        raise _ItemFailed("VALIDATION_ERROR", message)
    return list(dict.fromkeys(types))


def _new_subscription(
    exchange: Exchange, kind: str, entity: str, types: list[str], url: str, name: str | None
) -> Subscription:
    """A new subscription, kept."""
    account, now = exchange.account.name, exchange.now
    digest = hashlib.sha256(f"{account}/{exchange.nonce}/{kind}/{entity}/{now}".encode())
    row = Subscription(
        number=0,
        id=digest.hexdigest()[:24],
        account=account,
        kind=kind,
        entity=entity,
        types=" ".join(types),
        url=url,
        name=name,
        active=1,
        reason=None,
        blocked=None,
        retries=0,
        created=now,
        updated=now,
    )
    save_subscription(exchange.db, row)
    return row


HANDLERS = {
    "webhooks create": create,
    "webhooks list": list_subscriptions,
    "webhooks get": get,
    "webhooks update": update,
    "webhooks delete": delete,
    "webhooks opt-out": opt_out,
}
