"""Atomic writes, and reads that check a file's owner."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from lusha_cli.errors import LushaError, UsageError
from lusha_cli.storage.file_targets import UnsafeTarget, resolve_target
from lusha_cli.storage.locks import is_at_path, try_lock
from lusha_cli.storage.state_store import ensure_private_directory

_TEMPORARY_SUFFIX = ".lusha-tmp"


def read_owned_file(path: Path, *, is_secret: bool = False) -> str:
    """Return the text of a file that holds the key or the URL it is sent to; "" if missing.

    Raises UsageError if it isn't a file, or if another user could have written it or its link or,
    with `is_secret`, read it; OSError or UnicodeDecodeError if it can't be read.
    """
    try:
        target = resolve_target(path, is_own=True)
        # A pipe that takes the place of the file must not make the command wait for it.
        handle = os.open(target, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except UnsafeTarget as error:
        raise UsageError(
            f"{path} can't be used: {error.strerror}.", hint="Delete it, or move it elsewhere."
        ) from error
    # Editors of Windows write a byte order mark.
    with os.fdopen(handle, encoding="utf-8-sig") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise UsageError(f"{path} isn't a file.", hint="Delete it, or move it elsewhere.")
        # Of the open file: the one at the path could be swapped after the check.
        _check_owner(path, os.fstat(file.fileno()), is_secret=is_secret)
        return file.read()


def _check_owner(path: Path, status: os.stat_result, *, is_secret: bool) -> None:
    if not hasattr(os, "geteuid"):  # pragma: no cover - Windows
        return
    # Root can read and change everything anyway.
    if status.st_uid not in (os.geteuid(), 0):
        raise UsageError(
            f"{path} belongs to another user, who could send your key elsewhere.",
            hint=f"If it is yours: sudo chown \"$USER\" '{path}'. Otherwise, delete it.",
        )
    if status.st_mode & 0o022 or (is_secret and status.st_mode & 0o077):
        others = "can be read by other users" if is_secret else "can be written by other users"
        raise UsageError(f"{path} {others}.", hint=f"Run: chmod 600 '{path}'")


@contextmanager
def atomic_write(path: Path, *, mode: int, hint: str) -> Iterator[TextIO]:
    """Yield a text file that replaces `path`, with `mode`, when the block ends without an error.

    A link stays, and its target is replaced. Raises LushaError with `hint` if it can't be written;
    the old file is then unchanged, and the temporary file is removed.
    """
    try:
        path = resolve_target(path)
        # In the same folder, since a rename is atomic only within a file system.
        handle, name = _create_temporary(path)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                yield file
                file.flush()
                # Without it, a power cut after the rename could leave an empty file.
                os.fsync(file.fileno())
                os.chmod(name, mode)
                # While it is locked, no other process takes it for a left-over file.
                if os.name == "posix":
                    os.replace(name, path)
            if os.name != "posix":  # pragma: no cover - Windows renames only closed files
                os.replace(name, path)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(name)
            raise
    except OSError as error:
        raise LushaError(f"Cannot write {path}: {error.strerror}.", hint=hint) from error


def remove_temporary_files(path: Path) -> None:
    """Remove the temporary files of killed processes that were writing `path`."""
    if os.name != "posix":  # pragma: no cover - Windows can't tell them from those in use
        return
    path = Path(os.path.realpath(path))
    prefix = _temporary_prefix(path)
    with suppress(OSError):
        for name in os.listdir(path.parent):
            if name.startswith(prefix) and name.endswith(_TEMPORARY_SUFFIX):
                _remove_if_unlocked(path.parent / name)


def _remove_if_unlocked(file: Path) -> None:
    with suppress(OSError):
        # Its writer has it locked until it is renamed or the writer ends.
        handle = os.open(file, os.O_RDWR | os.O_NOFOLLOW)
        try:
            if try_lock(handle) and is_at_path(handle, file):
                file.unlink()
        finally:
            os.close(handle)


def _create_temporary(path: Path) -> tuple[int, str]:
    """Create and lock a temporary file in the folder of `path`; return its handle and its name."""
    import tempfile  # loads random and hashlib, which most commands don't need

    while True:
        handle, name = tempfile.mkstemp(
            dir=path.parent, prefix=_temporary_prefix(path), suffix=_TEMPORARY_SUFFIX
        )
        # Before it was locked, another process may have removed it as a left-over file.
        if os.name != "posix" or not try_lock(handle) or is_at_path(handle, Path(name)):
            return handle, name
        os.close(handle)


def _temporary_prefix(path: Path) -> str:
    # Shortened, as the name of the file may already be as long as the file system allows.
    return f".{path.name[:32]}."


def write_private(path: Path, text: str) -> None:
    """Replace the file `path` by `text`, with mode 0600 in a folder with mode 0700.

    Raises LushaError if it can't be written.
    """
    hint = "Check the folder and the free space."
    try:
        target = resolve_target(path, is_own=True)
        ensure_private_directory(target.parent)
    except OSError as error:
        raise LushaError(f"Cannot write {path}: {error.strerror}.", hint=hint) from error
    with atomic_write(target, mode=0o600, hint=hint) as file:
        file.write(text)


def fsync_directory(folder: Path) -> None:
    """Flush a folder's entries to disk; does nothing on Windows, which has no such call."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
