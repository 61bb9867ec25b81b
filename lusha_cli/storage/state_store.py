"""State that is remembered between invocations and can be lost without harm."""

import errno
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lusha_cli.errors import LushaError
from lusha_cli.storage.file_targets import create_private_file

if TYPE_CHECKING:
    import sqlite3


# Stands for the folders of a user without a home directory: nothing can be read or written there,
# and commands that need neither still work.
NO_HOME_DIRECTORY = Path(os.devnull) / "lusha"


def ensure_private_directory(folder: Path) -> Path:
    """Create `folder` and its missing parents with mode 0700. Raises OSError."""
    if folder.is_dir():
        return folder
    if NO_HOME_DIRECTORY in (folder, *folder.parents):
        raise OSError(errno.ENOENT, "this user has no home folder")
    # mkdir(parents=True) would create the parents with the default mode.
    if folder.parent != folder:
        ensure_private_directory(folder.parent)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)  # another process may have been faster
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from None
    return folder


def reason(error: Exception) -> str:
    """Return the system's message for an error with a file."""
    return (isinstance(error, OSError) and error.strerror) or str(error)


class StateStore:
    """Values by name in `state.db` of the state folder (SQLite).

    Reading or writing a value never raises; a value that can't be stored is dropped.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "state.db"

    def get(self, name: str) -> str | None:
        """Return the value stored under `name`, or None."""
        # A first run neither creates the file nor imports sqlite3.
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
        """Store `value` under `name`."""
        import sqlite3

        try:
            with closing(self._open()) as db, db:
                db.execute("INSERT OR REPLACE INTO kept VALUES (?, ?)", (name, value))
        except (sqlite3.Error, OSError):
            return

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Exclude other processes of this user until the block ends. Raises LushaError."""
        import sqlite3

        try:
            db = self._open()
        except (sqlite3.Error, OSError) as error:
            raise LushaError(
                f"Cannot use the state file {self._file}: {reason(error)}.",
                hint="Set LUSHA_STATE_DIR to a folder that you can write to.",
            ) from error
        with closing(db):
            # A plain BEGIN would take the lock only with the first write.
            db.execute("BEGIN IMMEDIATE")
            yield

    def _open(self) -> "sqlite3.Connection":
        import sqlite3

        ensure_private_directory(self._file.parent)
        # SQLite itself would create the file with the default mode, often readable by others.
        create_private_file(self._file)
        db = sqlite3.connect(self._file, timeout=10, isolation_level=None)
        try:
            # Another process may be creating the table; SQLite waits for it.
            db.execute("CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT) STRICT")
        except sqlite3.Error:
            db.close()
            raise
        return db
