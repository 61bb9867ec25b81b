"""Handler of `account usage`."""

from typing import Any

from lusha_cli.sandbox.exchange import Exchange


def usage(exchange: Exchange) -> tuple[int, dict[str, Any]]:
    """Credits used and left."""
    account = exchange.account
    counters = {"used": account.used, "total": account.total, "remaining": account.remaining}
    return 200, {"usage": {"credits": counters}}
