"""Writing small files whole or not at all."""

import os
import tempfile
from pathlib import Path

from lusha_cli.errors import LushaError
from lusha_cli.store.state import private_folder


def write_private(path: Path, text: str) -> None:
    """Replace `path` by `text` in one step, readable by its owner only (0600).

    Raises LushaError when the folder or the disk does not take it; the old file then stays.
    """
    try:
        private_folder(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise LushaError(
            f"Cannot write {path}: {error.strerror}", hint="Check the folder and the free space."
        ) from error
