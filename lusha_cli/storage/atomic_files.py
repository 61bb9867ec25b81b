"""Writing files whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from lusha_cli.errors import LushaError, UsageError
from lusha_cli.storage.state_store import private_folder


def read_own(path: Path, *, is_secret: bool = False) -> str:
    """The text of a file that decides where the key goes, or holds it; "" where there is none.

    Raises LushaError where another user could have written it, or, if `is_secret`, read it; OSError
    and UnicodeDecodeError where it cannot be read.
    """
    try:
        file = path.open(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    with file:
        _check_owner(path, os.fstat(file.fileno()), is_secret=is_secret)
        return file.read()


def _check_owner(path: Path, found: os.stat_result, *, is_secret: bool) -> None:
    if not hasattr(os, "geteuid"):  # pragma: no cover - Windows
        return
    if found.st_uid not in (os.geteuid(), 0):
        raise UsageError(
            f"{path} belongs to another user, who could send your key elsewhere.",
            hint=f"If it is yours: sudo chown \"$USER\" '{path}'. Else delete it.",
        )
    if found.st_mode & 0o002 or (is_secret and found.st_mode & 0o077):
        others = "can be read by other users" if is_secret else "can be written by any user"
        raise UsageError(f"{path} {others}.", hint=f"Run: chmod 600 '{path}'")


@contextmanager
def replacing(path: Path, *, mode: int, hint: str) -> Iterator[TextIO]:
    """A text file that takes the place of `path`, with `mode`, when the block ends well.

    Raises LushaError with `hint` where the folder or the disk does not take it; nothing of it is
    left then, and the old file stays.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, mode)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise LushaError(f"Cannot write {path}: {error.strerror}.", hint=hint) from error


def write_private(path: Path, text: str) -> None:
    """Replace `path` by `text`, readable by its owner only, in a folder of the same kind.

    Raises LushaError where it cannot be written.
    """
    hint = "Check the folder and the free space."
    try:
        private_folder(path.parent)
    except OSError as error:
        raise LushaError(f"Cannot write {path}: {error.strerror}.", hint=hint) from error
    with replacing(path, mode=0o600, hint=hint) as file:
        file.write(text)


def sync_folder(folder: Path) -> None:
    """Have the disk keep the names in a folder; Windows has no such thing."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
