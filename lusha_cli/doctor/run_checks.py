"""All checks, in the order in which they are told."""

from collections.abc import Iterator

from lusha_cli.context.app_context import World
from lusha_cli.doctor.account import account
from lusha_cli.doctor.completion import completion
from lusha_cli.doctor.connection import connection
from lusha_cli.doctor.folders import folders
from lusha_cli.doctor.keys import key_in_use, keyring
from lusha_cli.doctor.result import Finding
from lusha_cli.doctor.runtime import program, terminal
from lusha_cli.doctor.settings import settings


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
