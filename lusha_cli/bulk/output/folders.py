"""Check that the folder of an output file is writable."""

import os
import tempfile
from pathlib import Path

from lusha_cli.errors import UsageError


def check_folder(out: str | Path, folder: Path) -> None:
    """Raise UsageError if no file can be created in the folder of `out`."""
    if not os.path.isdir(folder):
        raise UsageError(f"--out {out}: there is no folder {folder}.")
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise UsageError(
            f"--out {out}: the folder {folder} cannot be written to ({error.strerror})."
        ) from error
