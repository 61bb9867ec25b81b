"""The last result of the API, stored so that it can be shown again free of charge."""

import os
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from lusha_cli.errors import LushaError
from lusha_cli.json_text import dump_json, parse_json
from lusha_cli.json_types import Json, as_object
from lusha_cli.packed_body import PackedBody
from lusha_cli.storage.state_store import ensure_private_directory

# More than any page of the API; a larger result isn't stored.
MAX_BYTES = 16 << 20


class StoredResult(NamedTuple):
    """A result: its command, the time it was received (Unix time), its layout's name, its body.

    Its IDs are known to `api`, with the key of `profile`, whose hash is `account`.
    """

    command: str
    time: float
    layout: str
    body: Json
    api: str = ""
    profile: str = ""
    account: str = ""


class LastResult:
    """The files of the last result (mode 0600) in the state folder of a user.

    The last list whose rows are numbered has a file of its own, as its numbers stay usable after
    the results of other commands.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / "last.json"
        self.list_file = folder / "last-list.json"

    def put(self, result: StoredResult, *, is_list: bool) -> bool:
        """Store a result in the place of the one before it; return whether it could be stored."""
        file = self.list_file if is_list else self.file
        try:
            for old in (self.file, file):
                old.unlink(missing_ok=True)
            texts = _texts(result)
            if texts is None:
                return False
            ensure_private_directory(file.parent)
            # Not synced to the disk, which would double the time of a lookup: a file that is cut
            # off counts as none.
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as stream:
                for text in texts:
                    stream.write(text.encode())
        # The result is shown in any case: this must not fail the command.
        except OSError:
            return False
        return True

    def get(self) -> StoredResult | None:
        """Return the last result, or None. Raises LushaError if another user wrote it."""
        return _read(self.file) if self.file.exists() else self.get_list()

    def get_list(self) -> StoredResult | None:
        """Return the last list of numbered rows, or None. Raises LushaError as `get` does."""
        return _read(self.list_file)

    def files(self) -> dict[Path, float]:
        """Return the files with a result, and when each was received (Unix time).

        The time of a file that can't be read is that of its last change.
        """
        times = {}
        for file in (self.file, self.list_file):
            with suppress(OSError):
                modified_at = file.stat().st_mtime
                with suppress(LushaError):
                    stored = _read(file)
                    times[file] = stored.time if stored else modified_at
                times.setdefault(file, modified_at)
        return times

    def read(self, file: Path) -> StoredResult | None:
        """Return the result in one of `files`, or None. Raises LushaError as `get` does."""
        return _read(file)

    def clear(self) -> bool:
        """Delete the stored results; return whether there was one. Raises OSError."""
        files = [file for file in (self.file, self.list_file) if file.exists()]
        for file in files:
            file.unlink(missing_ok=True)
        return bool(files)


def _texts(result: StoredResult) -> Iterable[str] | None:
    """Return the content of the file of a result, in pieces; None if it is too large."""
    body = result.body
    if not isinstance(body, PackedBody):
        text = dump_json(result._asdict())
        return [text] if len(text) <= MAX_BYTES else None
    if not body.is_complete or body.size > MAX_BYTES:
        return None
    others = {name: value for name, value in result._asdict().items() if name != "body"}
    return chain([dump_json(others).removesuffix("}"), ', "body": '], body.texts(), ["}"])


def _read(file: Path) -> StoredResult | None:
    from lusha_cli.storage.atomic_files import read_owned_file

    try:
        stored = as_object(parse_json(read_owned_file(file, is_secret=True) or "null"))
        return StoredResult(
            str(stored["command"]),
            float(stored["time"]),
            str(stored["layout"]),
            stored["body"],
            *(str(stored.get(name, "")) for name in ("api", "profile", "account")),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
