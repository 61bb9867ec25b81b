"""Handler of `account usage`."""

from typing import Any

from lusha_cli.sandbox.request_context import RequestContext


def usage(context: RequestContext) -> tuple[int, dict[str, Any]]:
    """Return the credits used and left."""
    return 200, {"usage": {"credits": context.account.credits()}}


HANDLERS = {"account usage": usage}
