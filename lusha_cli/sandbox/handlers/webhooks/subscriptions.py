"""Handlers of the subscriptions: made, listed, changed, deleted."""

import hashlib
from typing import Any

from lusha_cli.api.signal_types import CONTACT_SIGNALS, OPT_OUT, V3_COMPANY_SIGNALS
from lusha_cli.sandbox.handlers.webhooks.deliveries import send_challenge, is_loopback
from lusha_cli.sandbox.handlers.webhooks.logs import page_of
from lusha_cli.sandbox.handlers.webhooks.secret import check_secret, renew_secret
from lusha_cli.sandbox.http import Refusal
from lusha_cli.sandbox.request_context import Exchange
from lusha_cli.sandbox.subscription_store import (
    Subscription,
    find_subscription,
    numeric_id,
    account_subscriptions,
    own_subscription,
    save_subscription,
)

Json = dict[str, Any]

# The vendor says that there is a limit, not which.
MAX_SUBSCRIPTIONS = 1_000
SIGNALS = {"contact": CONTACT_SIGNALS, "company": V3_COMPANY_SIGNALS}

_TOO_MANY = "Maximum subscriptions limit reached for your account"


class _Failed(Exception):
    """One item of a request that cannot be done, while the others are."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.error = {"code": code, "message": message}


def create(exchange: Exchange) -> tuple[int, Json]:
    """Up to 25 subscriptions, each of which is made or not."""
    exchange.check_signals()
    given = exchange.given
    check_secret(exchange)
    there = account_subscriptions(exchange.db, exchange.account.name)
    if len(there) >= MAX_SUBSCRIPTIONS:
        raise Refusal(403, _TOO_MANY)
    wrong = _fault_of(exchange, given["defaults"]["url"])
    has_opt_out = any(row.is_opt_out for row in there)
    taken = {(row.kind, numeric_id(row.entity)) for row in there if not row.is_opt_out}

    def made(item: Json) -> Json:
        if wrong:
            raise wrong
        kind, types = _wanted(item, given["defaults"])
        name = item.get("name", given.get("name"))
        entity = item["entityId"]
        if (kind, numeric_id(entity)) in taken:
            message = f"There is a subscription already for {kind} {entity!r}"
            raise _Failed("DUPLICATE_SUBSCRIPTION", message)
        if len(taken) + has_opt_out >= MAX_SUBSCRIPTIONS:
            raise _Failed("FORBIDDEN", _TOO_MANY)
        taken.add((kind, numeric_id(entity)))
        row = _new(exchange, kind, entity, types, given["defaults"]["url"], name)
        return row.as_json()

    return 201, _results(given["subscriptions"], made)


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
    given = exchange.given
    row = own_subscription(exchange)
    if "url" in given:
        wrong = _fault_of(exchange, given["url"])
        if wrong:
            raise Refusal(400, str(wrong))
        row = row._replace(url=given["url"])
    if "signalTypes" in given:
        if row.is_opt_out:
            raise Refusal(400, "The signal types of an opt-out subscription cannot be changed")
        try:
            row = row._replace(types=" ".join(_types(given["signalTypes"], row.kind)))
        except _Failed as failed:
            raise Refusal(400, str(failed)) from failed
    if "isActive" in given:
        row = row._replace(active=int(given["isActive"]))
        if given["isActive"]:
            row = row._replace(reason=None, blocked=None, retries=0)
    row = row._replace(name=given.get("name", row.name), updated=exchange.now)
    save_subscription(exchange.db, row)
    told = row.as_json(include_block=False)
    if given.get("regenerateSecret"):
        told["secret"] = renew_secret(exchange)
    return 200, told


def delete(exchange: Exchange) -> tuple[int, Json]:
    """Up to 25 subscriptions taken away, each of which was there or not."""

    def deleted(wanted: str) -> Json:
        row = find_subscription(exchange.db, wanted)
        if row is None:
            raise _Failed("NOT_FOUND", f"There is no subscription with the id {wanted!r}")
        if row.account != exchange.account.name:
            raise _Failed("FORBIDDEN", "The subscription does not belong to your account")
        exchange.db.execute("DELETE FROM subscriptions WHERE number = ?", (row.number,))
        told = row.as_json()
        return {key: told[key] for key in ("id", "entityType", "entityId", "name") if key in told}

    return 200, _results(list(dict.fromkeys(exchange.given["ids"])), deleted)


def opt_out(exchange: Exchange) -> tuple[int, Json]:
    """The account's one subscription to opt-outs."""
    given = exchange.given
    check_secret(exchange)
    if any(row.is_opt_out for row in account_subscriptions(exchange.db, exchange.account.name)):
        raise Refusal(403, "There is an opt-out subscription for this account already")
    wrong = _fault_of(exchange, given["url"])
    if wrong:
        raise Refusal(400, str(wrong))
    account = str(int(exchange.account.name, 16) % 900_000 + 100_000)
    row = _new(exchange, "contact", account, [OPT_OUT], given["url"], given.get("name"))
    return 201, row.as_json(include_block=False)


def _results(items: list[Any], do: Any) -> Json:
    """What became of each item."""
    results: list[Json] = []
    for index, item in enumerate(items):
        try:
            results.append({"index": index, "success": True, "subscription": do(item)})
        except _Failed as failed:
            results.append({"index": index, "success": False, "error": failed.error})
    good = sum(result["success"] for result in results)
    return {
        "total": len(results),
        "successful": good,
        "failed": len(results) - good,
        "results": results,
    }


def _fault_of(exchange: Exchange, url: str) -> _Failed | None:
    """Why nothing can be sent to a URL, if so; a loopback one is asked."""
    if not is_loopback(url):
        if url.startswith("https:"):
            return None
        message = "url must use HTTPS; http is for loopback addresses only"
        return _Failed("URL_VALIDATION_FAILED", message)
    outcome = exchange.outside(f"challenge {url}", lambda: send_challenge(url, clock=exchange.clock))
    if outcome.is_good:
        return None
    message = f"The URL did not answer the challenge. {outcome.error}"
    return _Failed("WEBHOOK_VERIFICATION_FAILED", message)


def _wanted(item: Json, defaults: Json) -> tuple[str, list[str]]:
    """The entity type and the signal types of an item."""
    kind = item.get("entityType") or defaults.get("entityType")
    if kind is None:
        raise _Failed("VALIDATION_ERROR", "entityType must be one of: contact, company")
    if "signalTypes" in item:
        return kind, _types(item["signalTypes"], kind)
    types = defaults.get("signalTypes", [])
    # Those that many share may be of people and of companies: each takes what is of its kind.
    known = {name for names in SIGNALS.values() for name in names}
    fitting = [name for name in types if name in SIGNALS[kind] or name not in known]
    return kind, _types(fitting, kind)


def _types(types: list[str], kind: str) -> list[str]:
    """The signal types, each once. Raises _Failed where one does not fit, or none is there."""
    strangers = [name for name in types if name not in SIGNALS[kind]]
    if strangers or not types:
        message = f"signalTypes must be of: {', '.join(SIGNALS[kind])}"
        raise _Failed("VALIDATION_ERROR", message)
    return list(dict.fromkeys(types))


def _new(
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
