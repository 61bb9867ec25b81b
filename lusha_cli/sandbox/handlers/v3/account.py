"""Handler of `account plan`."""

from datetime import UTC, datetime
from typing import Any

from lusha_cli.sandbox.request_context import RequestContext, format_timestamp


def plan(context: RequestContext) -> tuple[int, dict[str, Any]]:
    """Return credits, rate-limit windows, contract (of the current year) and price list."""
    year = datetime.fromtimestamp(context.now, UTC).year
    return 200, {
        "credits": context.account.credits(),
        "rateLimits": _windows(context),
        "plan": {
            "category": context.account.plan,
            "renewalType": "annual",
            "startDate": f"{year}-01-01T00:00:00.000Z",
            "endDate": f"{year + 1}-01-01T00:00:00.000Z",
        },
        "pricing": {
            action: {"credits": price.credits, "perQuantity": price.quantity}
            for action, price in context.prices.published.items()
        },
    }


def _windows(context: RequestContext) -> dict[str, Any]:
    windows = {}
    for name, seconds, limit in context.plan.windows():
        if limit is None:
            continue
        began = context.now - context.now % seconds
        used = min(limit, context.account.counted(name, began=began))
        windows[name] = {
            "limit": limit,
            "used": used,
            "remaining": limit - used,
            "resetsAt": format_timestamp(began + seconds),
        }
    return windows


HANDLERS = {"account plan": plan}
