"""What is remembered between calls and can be lost without harm: one SQLite file."""

import errno
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lusha_cli.errors import LushaError

if TYPE_CHECKING:
    import sqlite3


# The folder of a user who has no home: nothing can be read or written there, and commands that
# need neither go on.
NOWHERE = Path(os.devnull) / "lusha"


def private_folder(folder: Path) -> Path:
    """Make `folder` and what is missing above it, for its owner only (0700)."""
    if folder.is_dir():
        return folder
    if NOWHERE in (folder, *folder.parents):
        raise OSError(errno.ENOENT, "this user has no home folder")
    if folder.exists():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def reason(error: Exception) -> str:
    """What went wrong with a file, in the system's words."""
    return (isinstance(error, OSError) and error.strerror) or str(error)


class State:
    """Names and values in `state.db` of the state folder.

    Reading or writing a value never fails: what cannot be kept is not kept, and the caller does
    without it.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "state.db"

    def get(self, name: str) -> str | None:
        """The value kept under `name`, or None."""
        if not self._file.exists():
            return None
        import sqlite3

        try:
            with closing(self._open()) as db:
                row = db.execute("SELECT value FROM kept WHERE name = ?", (name,)).fetchone()
        except (sqlite3.Error, OSError):
            return None
        return str(row[0]) if row else None

    def put(self, name: str, value: str) -> None:
        """Keep `value` under `name`."""
        import sqlite3

        try:
            with closing(self._open()) as db, db:
                db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, value))
        except (sqlite3.Error, OSError):
            return

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other processes of this user out until the block ends, or its process dies."""
        import sqlite3

        try:
            db = self._open()
        except (sqlite3.Error, OSError) as error:
            raise LushaError(
                f"Cannot use the state file {self._file}: {reason(error)}.",
                hint="Set LUSHA_STATE_DIR to a folder that you can write to.",
            ) from error
        with closing(db):
            db.execute("BEGIN IMMEDIATE")
            yield

    def _open(self) -> "sqlite3.Connection":
        import sqlite3

        private_folder(self._file.parent)
        os.close(os.open(self._file, os.O_CREAT | os.O_RDWR, 0o600))
        db = sqlite3.connect(self._file, timeout=10, isolation_level=None)
        # A second process may be making the table at this moment; SQLite makes it wait.
        db.execute("CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT) STRICT")
        return db
