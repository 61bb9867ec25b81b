"""Checks of the settings."""

import shlex
from collections.abc import Iterator

from lusha_cli.config.setting_definitions import VARIABLES, near
from lusha_cli.context.app_context import World
from lusha_cli.doctor.result import CheckResult, failed, passed, warned
from lusha_cli.errors import LushaError


def check_settings(world: World) -> Iterator[CheckResult]:
    """What is wrong with the configuration file, the environment and the profile, each alone."""
    found = list(_wrong(world))
    path = world.settings.path
    is_there = path.exists()
    if not found:
        told = str(path) if is_there else f"{path} (not there: the defaults hold)"
        found = [passed("settings", f"Profile {world.settings.profile!r}, {told}.")]
    yield from found


def _wrong(world: World) -> Iterator[CheckResult]:
    try:
        settings = world.settings
    except LushaError as error:
        yield failed("settings", error)
        world.do_without_config()
        return
    for unusable in settings.forgive():
        yield failed("settings", unusable)
    for sentence in settings.strangers():
        yield warned("settings", sentence, f"Take it out of {shlex.quote(str(settings.path))}")
    for variable in sorted(world.env):
        if variable.startswith("LUSHA_") and variable not in VARIABLES:
            told = f"The variable {variable} is not known{near(variable, VARIABLES)}."
            yield warned("settings", told, f"Run: unset {variable}")
    try:
        settings.check_profile()
    except LushaError as error:
        yield failed("settings", error)
