"""Writing files whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from lusha_cli.errors import LushaError
from lusha_cli.store.state import private_folder


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
