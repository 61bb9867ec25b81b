"""The exit codes that each command can end with."""

from collections.abc import Collection

from lusha_cli.api.endpoints import BY_NAME, Endpoint
from lusha_cli.errors import ExitCode

# What any command can meet.
ALWAYS = frozenset({ExitCode.OK, ExitCode.UNEXPECTED, ExitCode.USAGE, ExitCode.INTERRUPTED})
# What a request to the API can meet.
ASKING = frozenset(
    {ExitCode.KEY, ExitCode.FORBIDDEN, ExitCode.LIMIT, ExitCode.NETWORK, ExitCode.SERVER}
)
# What reads a key, or a webhook secret, and asks nobody.
ABOUT_KEYS = (
    "auth logout", "auth token", "webhooks sign", "webhooks verify", "webhooks replay",
)  # fmt: skip
# A signature that does not hold.
PROVING = ("webhooks verify",)
# Lookups that no row shows: of any path, by name, of a secret not made yet, in a list of our own.
LOOKUPS = (
    "api",
    "signals contacts search",
    "signals companies search",
    "webhooks secret",
    "privacy check",
    "sandbox emit",
)
# What does many things, of which some may fail.
ONE_BY_ONE = (
    "person bulk",
    "company bulk",
    "runs resume",
    "webhooks create",
    "webhooks delete",
    "webhooks test",
    "webhooks replay",
    "sandbox emit",
)
# What a row's items are where it looks up those that are named.
_NAMED = ("contacts", "companies", "ids")


def exit_codes(command: str, options: Collection[str]) -> list[ExitCode]:
    """The codes of `command`, such as `person get`, whose options have the names `options`."""
    row = BY_NAME.get(command)
    codes = set(ALWAYS)
    if command in ABOUT_KEYS:
        codes.add(ExitCode.KEY)
    elif "base_url" in options:
        codes |= ASKING
    if command == "auth status":
        codes.discard(ExitCode.FORBIDDEN)  # an account that is inactive is a key that is refused
    if command in PROVING:
        codes.add(ExitCode.FORBIDDEN)
    if not row.is_free if row else "max_credits" in options:
        codes.add(ExitCode.CREDITS)
    if command in ONE_BY_ONE:
        codes.add(ExitCode.PARTIAL)
    if command in LOOKUPS or (row and _looks_up(row)):
        codes.add(ExitCode.NO_MATCH)
    return sorted(codes)


def _looks_up(row: Endpoint) -> bool:
    """Whether a row is asked for one thing by its id, or for those of V3 that are named."""
    named = row.family == "v3" and row.items in _NAMED
    return row.batch == 1 or "id}" in row.path or named
