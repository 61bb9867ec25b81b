"""Run all checks in the order in which they are reported."""

from collections.abc import Iterator

from lusha_cli.context.app_context import World
from lusha_cli.doctor.account import check_account
from lusha_cli.doctor.completion import check_completion
from lusha_cli.doctor.connection import check_connection
from lusha_cli.doctor.folders import check_folders
from lusha_cli.doctor.keys import check_key, check_keyring
from lusha_cli.doctor.result import CheckResult
from lusha_cli.doctor.runtime import check_program, check_terminal
from lusha_cli.doctor.settings import check_settings


def run_checks(world: World) -> Iterator[CheckResult]:
    """Yield the result of each check; only the API is contacted, and no credits are spent.

    Invalid settings are ignored after they are reported, so that the other checks can run.
    """
    yield check_program()
    yield from check_settings(world)
    yield from check_folders(world)
    yield check_terminal(world)
    yield check_completion(world)
    yield check_keyring(world)
    key_result = check_key(world)
    yield key_result
    is_reachable = True
    for result in check_connection(world):
        is_reachable &= result.state != "failed"
        yield result
    if is_reachable and key_result.state != "failed":
        yield from check_account(world)
