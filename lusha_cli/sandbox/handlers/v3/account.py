"""Handler of `account plan`."""

from typing import Any

from lusha_cli.sandbox.request_context import RequestContext, format_timestamp

# The contract of every account of the sandbox.
START_DATE, END_DATE = "2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"


def plan(context: RequestContext) -> tuple[int, dict[str, Any]]:
    """Return credits, rate-limit windows, contract and price list."""
    return 200, {
        "credits": context.account.credits(),
        "rateLimits": _windows(context),
        "plan": {
            "category": context.account.plan,
            "renewalType": "annual",
            "startDate": START_DATE,
            "endDate": END_DATE,
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
