"""Handlers of the subscriptions: made, listed, changed, deleted."""

import hashlib
from typing import Any

from lusha_cli.api.signal_types import CONTACT_SIGNALS, OPT_OUT, V3_COMPANY_SIGNALS
from lusha_cli.sandbox.handlers.webhooks.deliveries import challenge, is_loopback
from lusha_cli.sandbox.handlers.webhooks.logs import page_of
from lusha_cli.sandbox.handlers.webhooks.secret import check_secret, renewed
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.request_context import RequestContext
from lusha_cli.sandbox.subscription_store import (
    Subscription,
    entity_number,
    find_subscription,
    list_subscriptions,
    requested_subscription,
    store_subscription,
)

Json = dict[str, Any]

# The vendor says that there is a limit, not which.
MOST = 1_000
SIGNALS = {"contact": CONTACT_SIGNALS, "company": V3_COMPANY_SIGNALS}

_TOO_MANY = "Maximum subscriptions limit reached for your account"


class _Failed(Exception):
    """One item of a request that cannot be done, while the others are."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.error = {"code": code, "message": message}


def create(context: RequestContext) -> tuple[int, Json]:
    """Up to 25 subscriptions, each of which is made or not."""
    context.check_signals()
    given = context.params
    check_secret(context)
    there = list_subscriptions(context.db, context.account.name)
    if len(there) >= MOST:
        raise ApiError(403, _TOO_MANY)
    wrong = _fault_of(context, given["defaults"]["url"])
    has_opt_out = any(row.is_opt_out for row in there)
    taken = {(row.kind, entity_number(row.entity)) for row in there if not row.is_opt_out}

    def made(item: Json) -> Json:
        if wrong:
            raise wrong
        kind, types = _wanted(item, given["defaults"])
        name = item.get("name", given.get("name"))
        entity = item["entityId"]
        if (kind, entity_number(entity)) in taken:
            message = f"There is a subscription already for {kind} {entity!r}"
            raise _Failed("DUPLICATE_SUBSCRIPTION", message)
        if len(taken) + has_opt_out >= MOST:
            raise _Failed("FORBIDDEN", _TOO_MANY)
        taken.add((kind, entity_number(entity)))
        row = _new(context, kind, entity, types, given["defaults"]["url"], name)
        return row.to_json()

    return 201, _results(given["subscriptions"], made)


def listed(context: RequestContext) -> tuple[int, Json]:
    """A page of the account's subscriptions, the newest first."""
    limit, offset = context.params.get("limit", 10), context.params.get("offset", 0)
    account = context.account.name
    (total,) = context.db.execute(
        "SELECT count(*) FROM subscriptions WHERE account = ?", (account,)
    ).fetchone()
    rows = list_subscriptions(context.db, account, limit=limit, offset=offset)
    return 200, {
        "data": [row.to_json() for row in rows],
        "pagination": page_of(total, limit, offset),
    }


def get(context: RequestContext) -> tuple[int, Json]:
    """One subscription."""
    return 200, requested_subscription(context).to_json()


def update(context: RequestContext) -> tuple[int, Json]:
    """A subscription changed; made active again, it is as if nothing had failed."""
    given = context.params
    row = requested_subscription(context)
    if "url" in given:
        wrong = _fault_of(context, given["url"])
        if wrong:
            raise ApiError(400, str(wrong))
        row = row._replace(url=given["url"])
    if "signalTypes" in given:
        if row.is_opt_out:
            raise ApiError(400, "The signal types of an opt-out subscription cannot be changed")
        try:
            row = row._replace(types=" ".join(_types(given["signalTypes"], row.kind)))
        except _Failed as failed:
            raise ApiError(400, str(failed)) from failed
    if "isActive" in given:
        row = row._replace(active=int(given["isActive"]))
        if given["isActive"]:
            row = row._replace(reason=None, blocked=None, retries=0)
    row = row._replace(name=given.get("name", row.name), updated=context.now)
    store_subscription(context.db, row)
    told = row.to_json(with_block=False)
    if given.get("regenerateSecret"):
        told["secret"] = renewed(context)
    return 200, told


def delete(context: RequestContext) -> tuple[int, Json]:
    """Up to 25 subscriptions taken away, each of which was there or not."""

    def deleted(wanted: str) -> Json:
        row = find_subscription(context.db, wanted)
        if row is None:
            raise _Failed("NOT_FOUND", f"There is no subscription with the id {wanted!r}")
        if row.account != context.account.name:
            raise _Failed("FORBIDDEN", "The subscription does not belong to your account")
        context.db.execute("DELETE FROM subscriptions WHERE number = ?", (row.number,))
        told = row.to_json()
        return {key: told[key] for key in ("id", "entityType", "entityId", "name") if key in told}

    return 200, _results(list(dict.fromkeys(context.params["ids"])), deleted)


def opt_out(context: RequestContext) -> tuple[int, Json]:
    """The account's one subscription to opt-outs."""
    given = context.params
    check_secret(context)
    if any(row.is_opt_out for row in list_subscriptions(context.db, context.account.name)):
        raise ApiError(403, "There is an opt-out subscription for this account already")
    wrong = _fault_of(context, given["url"])
    if wrong:
        raise ApiError(400, str(wrong))
    account = str(int(context.account.name, 16) % 900_000 + 100_000)
    row = _new(context, "contact", account, [OPT_OUT], given["url"], given.get("name"))
    return 201, row.to_json(with_block=False)


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


def _fault_of(context: RequestContext, url: str) -> _Failed | None:
    """Why nothing can be sent to a URL, if so; a loopback one is asked."""
    if not is_loopback(url):
        if url.startswith("https:"):
            return None
        message = "url must use HTTPS; http is for loopback addresses only"
        return _Failed("URL_VALIDATION_FAILED", message)
    outcome = context.run_outside_transaction(
        f"challenge {url}", lambda: challenge(url, clock=context.clock)
    )
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
    context: RequestContext, kind: str, entity: str, types: list[str], url: str, name: str | None
) -> Subscription:
    """A new subscription, kept."""
    account, now = context.account.name, context.now
    digest = hashlib.sha256(f"{account}/{context.nonce}/{kind}/{entity}/{now}".encode())
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
    store_subscription(context.db, row)
    return row


HANDLERS = {
    "webhooks create": create,
    "webhooks list": listed,
    "webhooks get": get,
    "webhooks update": update,
    "webhooks delete": delete,
    "webhooks opt-out": opt_out,
}
