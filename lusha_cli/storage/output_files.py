"""Check that a file which a user names can be written, before anything is sent."""

import os
import shlex
import tempfile
from pathlib import Path

from lusha_cli.errors import UsageError
from lusha_cli.storage.file_targets import ForeignTarget, NotAFile, resolve_target
from lusha_cli.storage.state_store import reason

# Next to a database, SQLite writes files with these endings, and reads those that are there.
_SQLITE_SUFFIXES = ("-journal", "-wal", "-shm")


def check_output_file(path: Path, *, name: str, companions: tuple[str, ...] = ()) -> None:
    """Raise UsageError, beginning with `name`, if `path` can't be written.

    `companions` are the endings of the files that are written next to it.
    """
    target = _resolve(path, name)
    for suffix in companions:
        companion = _companion(target, suffix)
        _resolve(companion, f"{name}: the file {companion} next to it")
    _check_folder(target.parent, name)
    # A file that its owner protects is not replaced.
    if target.exists() and not os.access(target, os.W_OK):
        raise UsageError(
            f"{name}: the file cannot be written to.",
            hint=f"Use another file, or make it writable: chmod u+w {shlex.quote(str(target))}",
        )


def check_output_database(path: Path, *, name: str, companions: tuple[str, ...] = ()) -> None:
    """Raise UsageError, beginning with `name`, if the SQLite database `path` can't be written."""
    check_output_file(path, name=name, companions=(*_SQLITE_SUFFIXES, *companions))


def resolve_database(path: Path) -> Path:
    """Return the file of the SQLite database at `path`. Raises the errors of `resolve_target`."""
    target = resolve_target(path)
    for suffix in _SQLITE_SUFFIXES:
        resolve_target(_companion(target, suffix))
    return target


def _resolve(path: Path, name: str) -> Path:
    try:
        return resolve_target(path)
    except OSError as error:
        hint = None
        if isinstance(error, NotAFile):
            hint = "Pass a file name. To write to standard output, leave out --out."
        elif isinstance(error, ForeignTarget):
            hint = "Use a file in a folder that only you can write to."
        raise UsageError(f"{name}: {reason(error)}.", hint=hint) from error


def _companion(target: Path, suffix: str) -> Path:
    return target.with_name(f"{target.name}{suffix}")


def _check_folder(folder: Path, name: str) -> None:
    """Raise UsageError if no file can be created in `folder`."""
    if not os.path.isdir(folder):
        hint = f"Run: mkdir -p {shlex.quote(str(folder))}"
        raise UsageError(f"{name}: there is no folder {folder}.", hint=hint)
    try:
        # The file is written under a temporary name in the same folder.
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise UsageError(
            f"{name}: the folder {folder} cannot be written to ({error.strerror})."
        ) from error
