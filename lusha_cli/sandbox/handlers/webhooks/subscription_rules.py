"""Rules for new and changed subscriptions, and the result of each item of a request."""

import hashlib
from typing import Any

from lusha_cli.api.signal_types import CONTACT_SIGNALS, V3_COMPANY_SIGNALS
from lusha_cli.json_types import Json
from lusha_cli.sandbox.handlers.webhooks.delivery_client import is_loopback, send_challenge
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.request_context import RequestContext
from lusha_cli.sandbox.subscription_store import Subscription, save_subscription

SIGNALS = {"contact": CONTACT_SIGNALS, "company": V3_COMPANY_SIGNALS}


class ItemFailed(Exception):
    """Raised for one item of a request that fails while the others proceed."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.error = {"code": code, "message": message}


def item_results(items: list[Any], handle_item: Any) -> Json:
    """Return the result of each item."""
    results: list[Json] = []
    for index, item in enumerate(items):
        try:
            results.append({"index": index, "success": True, "subscription": handle_item(item)})
        except ItemFailed as failed:
            results.append({"index": index, "success": False, "error": failed.error})
    successes = sum(result["success"] for result in results)
    return {
        "total": len(results),
        "successful": successes,
        "failed": len(results) - successes,
        "results": results,
    }


def url_error(context: RequestContext, url: str) -> ItemFailed | None:
    """Return why a URL cannot be used, or None; a loopback URL is sent a challenge."""
    if not is_loopback(url):
        # Accepted without a challenge: the sandbox sends nothing to other machines.
        if url.startswith("https:"):
            return None
        message = "url must use HTTPS; http is for loopback addresses only"
        return ItemFailed("URL_VALIDATION_FAILED", message)
    # The receiver may be a command that uses the same state file.
    result = context.run_outside_transaction(
        f"challenge {url}", lambda: send_challenge(url, clock=context.clock)
    )
    if result.is_success:
        return None
    message = f"The URL did not return the challenge. {result.error}"
    return ItemFailed("WEBHOOK_VERIFICATION_FAILED", message)


def check_url(context: RequestContext, url: str) -> None:
    """Raise ApiError 400 if a URL cannot be used."""
    error = url_error(context, url)
    if error:
        raise ApiError(400, str(error))


def checked_types(types: list[str], entity_type: str) -> list[str]:
    """Return the signal types without duplicates. Raises ItemFailed if one is invalid."""
    unknown = [name for name in types if name not in SIGNALS[entity_type]]
    if unknown or not types:
        message = f"signalTypes must be one of: {', '.join(SIGNALS[entity_type])}"
        raise ItemFailed("VALIDATION_ERROR", message)
    return list(dict.fromkeys(types))


def new_subscription(
    context: RequestContext,
    entity_type: str,
    entity: str,
    types: list[str],
    url: str,
    name: str | None,
) -> Subscription:
    """Store and return a new subscription."""
    account, now = context.account.name, context.now
    digest = hashlib.sha256(f"{account}/{context.nonce}/{entity_type}/{entity}/{now}".encode())
    row = Subscription(
        number=0,
        id=digest.hexdigest()[:24],
        account=account,
        entity_type=entity_type,
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
    save_subscription(context.db, row)
    return row
