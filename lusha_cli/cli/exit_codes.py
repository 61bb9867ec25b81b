"""The exit codes that each command can end with."""

from collections.abc import Collection

from lusha_cli.api.endpoints import BY_NAME, Endpoint
from lusha_cli.errors import ExitCode

# Any command can end with these.
COMMON_CODES = frozenset({ExitCode.OK, ExitCode.UNEXPECTED, ExitCode.USAGE, ExitCode.INTERRUPTED})
# A command that sends a request can end with these.
NETWORK_CODES = frozenset(
    {ExitCode.KEY, ExitCode.FORBIDDEN, ExitCode.LIMIT, ExitCode.NETWORK, ExitCode.SERVER}
)
# Commands that report the errors of requests to a client, or send none.
SERVER_COMMANDS = ("mcp serve", "mcp config")
# Commands that read a key or a webhook secret, and send no request.
KEY_COMMANDS = (
    "auth logout", "auth token", "webhooks sign", "webhooks verify", "webhooks replay",
    "cache status", "cache clear", "cache forget", "cache export",
)  # fmt: skip
# Free commands that fail if few credits are left.
CREDITS_COMMANDS = ("credits watch",)
# Commands that fail for an invalid signature.
SIGNATURE_COMMANDS = ("webhooks verify",)
# Lookups that the operation's row doesn't show as such.
LOOKUPS = (
    "api",
    "signals contacts search",
    "signals companies search",
    "webhooks secret",
    "privacy check",
    "sandbox emit",
    "cache forget",
)
# Commands whose items may fail one by one.
PARTIAL_COMMANDS = (
    "person bulk",
    "company bulk",
    "runs resume",
    "contacts job",
    "webhooks create",
    "webhooks delete",
    "webhooks test",
    "webhooks replay",
    "sandbox emit",
)
# Body keys of operations that look up the items they name.
_ITEM_KEYS = ("contacts", "companies", "ids")


def exit_codes(command: str, options: Collection[str]) -> list[ExitCode]:
    """Return the exit codes of `command`, such as `person get`, which has these `options`."""
    if command in SERVER_COMMANDS:
        return sorted(COMMON_CODES)
    row = BY_NAME.get(command)
    codes = set(COMMON_CODES)
    if command in KEY_COMMANDS:
        codes.add(ExitCode.KEY)
    elif "base_url" in options:
        codes |= NETWORK_CODES
    if command == "auth status":
        codes.discard(ExitCode.FORBIDDEN)  # it reports an inactive account as a rejected key
    if command in SIGNATURE_COMMANDS:
        codes.add(ExitCode.FORBIDDEN)
    if command in CREDITS_COMMANDS:
        codes.add(ExitCode.CREDITS)
    if not row.is_free if row else "max_credits" in options:
        # A later step of a paid command may fail, and a query may not fit what was paid for.
        codes |= {ExitCode.CREDITS, ExitCode.PARTIAL}
    has_pages = {"everything", "base_url"} <= set(options)
    if command in PARTIAL_COMMANDS or has_pages:
        codes.add(ExitCode.PARTIAL)
    if command in LOOKUPS or (row and _looks_up(row)):
        codes.add(ExitCode.NO_MATCH)
    return sorted(codes)


def _looks_up(row: Endpoint) -> bool:
    """Return whether an operation looks up items by their identifiers."""
    by_item = row.family == "v3" and row.items_path in _ITEM_KEYS
    return row.max_items == 1 or "id}" in row.path.lower() or by_item
