"""The last result of the API, stored so that it can be shown again free of charge."""

import os
from pathlib import Path
from typing import NamedTuple

from lusha_cli.json_text import dump_json, parse_json
from lusha_cli.json_types import Json, as_object
from lusha_cli.storage.state_store import ensure_private_directory

# More than any page of the API; a larger result isn't stored.
MAX_BYTES = 16 << 20


class StoredResult(NamedTuple):
    """A result: its command, the time it was received (Unix time), its layout's name, its body."""

    command: str
    time: float
    layout: str
    body: Json


class LastResult:
    """The file of the last result (mode 0600) in the state folder of a user."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "last.json"

    def put(self, result: StoredResult) -> bool:
        """Store a result in the place of the one before it; return whether it could be stored."""
        content = dump_json(result._asdict()).encode("utf-8", "surrogatepass")
        try:
            self.clear()
            if len(content) > MAX_BYTES:
                return False
            ensure_private_directory(self.file.parent)
            # Not synced to the disk, which would double the time of a lookup: a file that is cut
            # off counts as none.
            handle = os.open(self.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
        # The result is shown in any case: this must not fail the command.
        except OSError:
            return False
        return True

    def get(self) -> StoredResult | None:
        """Return the stored result, or None. Raises LushaError if another user wrote it."""
        from lusha_cli.storage.atomic_files import read_owned_file

        try:
            stored = as_object(parse_json(read_owned_file(self.file, is_secret=True) or "null"))
            return StoredResult(
                str(stored["command"]),
                float(stored["time"]),
                str(stored["layout"]),
                stored["body"],
            )
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def clear(self) -> bool:
        """Delete the stored result; return whether there was one. Raises OSError."""
        try:
            self.file.unlink()
        except FileNotFoundError:
            return False
        return True
