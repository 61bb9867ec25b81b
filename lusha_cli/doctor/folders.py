"""Checks of the configuration, state and cache folders."""

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

from lusha_cli.context.app_context import AppContext
from lusha_cli.doctor.result import CheckResult, failed, passed, warned
from lusha_cli.errors import UsageError
from lusha_cli.storage.state_store import NO_HOME_DIRECTORY


def check_folders(context: AppContext) -> Iterator[CheckResult]:
    """Check that each folder exists, is writable and is private."""
    for name, folder in (
        ("config", context.env.config_folder),
        ("state", context.env.state_folder),
        ("cache", context.env.cache_folder),
    ):
        variable = f"LUSHA_{name.upper()}_DIR"
        yield _check_folder(
            f"{name} folder", folder, f"Set {variable} to a folder that you can write to"
        )


def _check_folder(check: str, folder: Path, fix: str) -> CheckResult:
    if NO_HOME_DIRECTORY in (folder, *folder.parents):
        return warned(check, "This user has no home folder, so nothing is stored.", fix)
    try:
        folder_stat = folder.stat()
    except (FileNotFoundError, NotADirectoryError):
        return _missing_folder(check, folder, fix)
    except OSError as error:
        return warned(check, f"{folder} cannot be read: {error.strerror}.", fix)
    if not stat.S_ISDIR(folder_stat.st_mode):
        return failed(check, UsageError(f"{folder} is not a folder."), fix=fix)
    return _permission_problem(check, folder, folder_stat) or (
        passed(check, f"{folder}.")
        if os.access(folder, os.W_OK | os.X_OK)
        else warned(check, f"{folder} is not writable, so nothing is stored there.", fix)
    )


def _missing_folder(check: str, folder: Path, fix: str) -> CheckResult:
    """Check that a missing folder could be created when it is needed."""
    ancestor = next(parent for parent in folder.parents if parent.exists())
    if ancestor.is_dir() and os.access(ancestor, os.W_OK | os.X_OK):
        return passed(check, f"{folder} (created when needed).")
    return warned(check, f"{folder} cannot be created: {ancestor} is not a writable folder.", fix)


def _permission_problem(
    check: str, folder: Path, folder_stat: os.stat_result
) -> CheckResult | None:
    """Return a result if other users have access to a folder, else None."""
    if not hasattr(os, "geteuid"):  # pragma: no cover - Windows
        return None
    quoted = shlex.quote(str(folder))
    # Whoever can write the configuration can set base_url. Root can read the key in any case.
    if folder_stat.st_uid not in (os.geteuid(), 0):
        error = UsageError(f"{folder} belongs to another user, who could redirect your key.")
        return failed(check, error, fix=f'Run: sudo chown "$USER" {quoted}')
    if folder_stat.st_mode & 0o022:
        error = UsageError(f"{folder} is writable by other users.")
        return failed(check, error, fix=f"Run: chmod 700 {quoted}")
    # A warning only: others can see the files, but not change where the key is sent.
    if folder_stat.st_mode & 0o077:
        mode = f"{stat.S_IMODE(folder_stat.st_mode):04o}"
        message = f"{folder} is readable by other users (mode {mode})."
        return warned(check, message, f"Run: chmod 700 {quoted}")
    return None
