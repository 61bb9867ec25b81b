"""Handlers of the account: its credits, its plan, and what that charges and allows."""

from typing import Any

from lusha_cli.sandbox.prices import PRICES
from lusha_cli.sandbox.request_context import Exchange, instant

# The contract of every account of the sandbox.
BEGAN, ENDS = "2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"


def usage(exchange: Exchange) -> tuple[int, dict[str, Any]]:
    """Credits used and left."""
    return 200, {"usage": {"credits": _credits(exchange)}}


def plan(exchange: Exchange) -> tuple[int, dict[str, Any]]:
    """Credits, windows, contract and price list."""
    return 200, {
        "credits": _credits(exchange),
        "rateLimits": _windows(exchange),
        "plan": {
            "category": exchange.account.plan,
            "renewalType": "annual",
            "startDate": BEGAN,
            "endDate": ENDS,
        },
        "pricing": {
            action: {"credits": price.credits, "perQuantity": price.quantity}
            for action, price in PRICES.items()
        },
    }


def _credits(exchange: Exchange) -> dict[str, int]:
    account = exchange.account
    return {"used": account.used, "total": account.total, "remaining": account.remaining}


def _windows(exchange: Exchange) -> dict[str, Any]:
    told = {}
    for name, seconds, limit in exchange.plan.windows():
        if limit is None:
            continue
        began = exchange.now - exchange.now % seconds
        used = min(limit, exchange.account.counted(name, began=began))
        told[name] = {
            "limit": limit,
            "used": used,
            "remaining": limit - used,
            "resetsAt": instant(began + seconds),
        }
    return told
