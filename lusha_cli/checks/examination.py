"""All checks, in the order in which they are told."""

from collections.abc import Iterator

from lusha_cli.checks.account import account
from lusha_cli.checks.completion import completion
from lusha_cli.checks.connection import connection
from lusha_cli.checks.finding import Finding
from lusha_cli.checks.folders import folders
from lusha_cli.checks.keys import key_in_use, keyring
from lusha_cli.checks.machine import program, terminal
from lusha_cli.checks.settings import settings
from lusha_cli.world import World


def examine(world: World) -> Iterator[Finding]:
    """What each check found; nothing is spent, and nothing but the API is asked.

    Settings that cannot be used are put aside, so that all else can be looked at.
    """
    yield program()
    yield from settings(world)
    yield from folders(world)
    yield terminal(world)
    yield completion(world)
    yield keyring(world)
    found = key_in_use(world)
    yield found
    reached = True
    for finding in connection(world):
        reached &= finding.state != "failed"
        yield finding
    if reached and found.state != "failed":
        yield from account(world)
