"""Checks of the settings."""

import shlex
from collections.abc import Iterator

from lusha_cli.config.setting_definitions import VARIABLES
from lusha_cli.context.app_context import AppContext
from lusha_cli.doctor.result import CheckResult, failed, passed, warned
from lusha_cli.errors import LushaError
from lusha_cli.suggestions import did_you_mean


def check_settings(context: AppContext) -> Iterator[CheckResult]:
    """Check the configuration file, the environment and the profile, each on its own."""
    results = list(_setting_problems(context))
    path = context.env.settings.path
    exists = path.exists()
    if not results:
        message = str(path) if exists else f"{path} (does not exist: using defaults)"
        results = [passed("settings", f"Profile {context.env.settings.profile!r}, {message}.")]
    yield from results


def _setting_problems(context: AppContext) -> Iterator[CheckResult]:
    try:
        settings = context.env.settings
    except LushaError as error:
        yield failed("settings", error)
        # Otherwise every later check fails with this error too.
        context.env.ignore_config_file()
        return
    for invalid_setting in settings.ignore_invalid():
        yield failed("settings", invalid_setting)
    for message in settings.unknown_keys():
        yield warned("settings", message, f"Remove it from {shlex.quote(str(settings.path))}")
    for variable in sorted(context.env.variables):
        if variable.startswith("LUSHA_") and variable not in VARIABLES:
            message = f"The variable {variable} is not known.{did_you_mean(variable, VARIABLES)}"
            yield warned("settings", message, f"Run: unset {variable}")
    try:
        settings.check_profile()
    except LushaError as error:
        yield failed("settings", error)
