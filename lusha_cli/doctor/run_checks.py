"""Run all checks in the order in which they are reported."""

from collections.abc import Iterator

from lusha_cli.context.app_context import AppContext
from lusha_cli.doctor.account import check_account
from lusha_cli.doctor.completion import check_completion
from lusha_cli.doctor.connection import check_connection
from lusha_cli.doctor.folders import check_folders
from lusha_cli.doctor.keys import check_key, check_keyring
from lusha_cli.doctor.result import CheckResult
from lusha_cli.doctor.runtime import check_program, check_terminal
from lusha_cli.doctor.settings import check_settings


def run_checks(context: AppContext) -> Iterator[CheckResult]:
    """Yield the result of each check; only the API is contacted, and no credits are spent.

    Invalid settings are ignored after they are reported, so that the other checks can run.
    """
    yield check_program()
    # Before the other checks, which would fail on an invalid setting.
    yield from check_settings(context)
    yield from check_folders(context)
    yield check_terminal(context)
    yield check_completion(context)
    yield check_keyring(context)
    key_result = check_key(context)
    yield key_result
    is_reachable = True
    for result in check_connection(context):
        is_reachable &= result.state != "failed"
        yield result
    # Without these, each request would repeat an error that has been reported.
    if is_reachable and key_result.state != "failed":
        yield from check_account(context)
