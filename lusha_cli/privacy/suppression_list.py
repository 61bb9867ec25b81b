"""The suppression list: who objected to being looked up, as keyed hashes in one SQLite file.

A person is known by names, such as `email:ada@firm.example`, `phone:+13445550151`,
`linkedin:https://www.linkedin.com/in/ada-byrne` and `contact:4100000000`. Of a name only its
HMAC-SHA256 is kept, under a random salt in a file beside, so that the list tells nobody's name.
It is not state that can be lost without harm: what cannot be read is an error, never an empty list.
"""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from lusha_cli.errors import SuppressionUnusable
from lusha_cli.storage.atomic_files import sync_folder
from lusha_cli.storage.state_store import State, private_folder, reason

if TYPE_CHECKING:
    import sqlite3

_MARK = 0x4C555350
_SALT_BYTES = 32
_PROOF = "salt"  # its hash is in the list, which so knows its salt; no name is without a colon


class Listed:
    """The list as it was at one moment; false where nobody is on it."""

    def __init__(self, salt: bytes, hashes: frozenset[bytes]) -> None:
        self._salt = salt
        self._hashes = hashes

    def __len__(self) -> int:
        return len(self._hashes)

    def holds(self, names: Iterable[str]) -> bool:
        """Whether any of the names is on the list."""
        if not self._hashes:
            return False
        return any(_hashed(self._salt, name) in self._hashes for name in names)


NOBODY = Listed(b"", frozenset())


# Times of files are coarse: what changed less than this ago (in ns) may have changed again since.
_COARSE = 2_000_000_000


class Suppression:
    """The list in `folder`, which all processes of a user and all their threads share.

    Where there is no list, nothing is opened or made. Every method raises SuppressionUnusable for
    a list that is there and cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / "suppression.db"
        self.salt_file = folder / "suppression.salt"
        self._state = State(folder)
        self._threads = Lock()
        self._stamp: tuple[int, ...] | None = None
        self._listed = NOBODY

    def __len__(self) -> int:
        """How many names are on the list."""
        return len(self.now())

    def holds(self, names: Iterable[str]) -> bool:
        """Whether any of the names is on the list."""
        return self.now().holds(names)

    def now(self) -> Listed:
        """The list as it is now: to ask for many people at once, or again after a while."""
        with self._threads:
            found = self._found()
            if found is None:
                return NOBODY
            stamp = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
            if stamp != self._stamp:
                self._listed = self._read()
                is_settled = time.time_ns() - found.st_mtime_ns > _COARSE
                self._stamp = stamp if is_settled else None
            return self._listed

    def add(self, names: Iterable[str], *, at: float) -> int:
        """Put names on the list, at a time in seconds; returns how many were new.

        They are on the disk when it returns, all or none.
        """
        new = set(names)
        if not new:
            return 0
        with self._trouble():
            if not self.file.exists():
                self._make()
            salt, rows = self._salt(), "INSERT OR IGNORE INTO suppressed VALUES (?, ?)"
            with closing(self._open(salt)) as db, db:
                db.execute("BEGIN IMMEDIATE")
                return db.executemany(rows, [(_hashed(salt, name), at) for name in new]).rowcount

    def remove(self, names: Iterable[str]) -> int:
        """Take names off the list; returns how many were on it."""
        old = set(names)
        if not old or self._found() is None:
            return 0
        with self._trouble():
            salt, rows = self._salt(), "DELETE FROM suppressed WHERE hash = ?"
            with closing(self._open(salt)) as db, db:
                db.execute("BEGIN IMMEDIATE")
                return db.executemany(rows, [(_hashed(salt, name),) for name in old]).rowcount

    def latest(self) -> float | None:
        """When a name was last added, in seconds; None where there is none."""
        if self._found() is None:
            return None
        with self._trouble(), closing(self._open(self._salt())) as db:
            (at,) = db.execute("SELECT max(at) FROM suppressed").fetchone()
            return None if at is None else float(at)

    def _found(self) -> os.stat_result | None:
        """The file; None where there is none.

        It is never opened but by SQLite: closing it would give back the locks of other threads.
        """
        try:
            return self.file.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise self._unreachable(error) from error

    def _read(self) -> Listed:
        with self._trouble():
            salt = self._salt()
            with closing(self._open(salt)) as db:
                # A hash that went wrong would be somebody who objected, and is looked up.
                (found,) = db.execute("PRAGMA integrity_check(1)").fetchone()
                if found != "ok":
                    raise self._unusable(str(found))
                hashes = frozenset(hash_ for (hash_,) in db.execute("SELECT hash FROM suppressed"))
            return Listed(salt, hashes)

    def _salt(self) -> bytes:
        salt = self.salt_file.read_bytes()
        if len(salt) != _SALT_BYTES:
            raise self._unusable(f"{self.salt_file.name} is damaged")
        return salt

    def _open(self, salt: bytes) -> "sqlite3.Connection":
        """The list, which was made with `salt`."""
        db = _connected(self.file)
        try:
            if db.execute("PRAGMA application_id").fetchone() != (_MARK,):
                raise self._unusable("it is not a suppression list")
            if db.execute("SELECT proof FROM salted").fetchone() != (_hashed(salt, _PROOF),):
                raise self._unusable(f"{self.salt_file.name} is not the salt that it was made with")
        except BaseException:
            db.close()
            raise
        return db

    def _make(self) -> None:
        """Make the list, whole at once: nobody finds it half made."""
        private_folder(self.file.parent)
        with self._state.lock():
            if self.file.exists():
                return
            salt, new = os.urandom(_SALT_BYTES), self.file.with_suffix(".new")
            new_salt = self.salt_file.with_suffix(".new-salt")
            _write(new_salt, salt)
            _write(new, b"")
            with closing(_connected(new)) as db, db:
                db.execute("BEGIN")
                db.execute("CREATE TABLE suppressed (hash BLOB PRIMARY KEY, at REAL) STRICT")
                db.execute("CREATE TABLE salted (proof BLOB) STRICT")
                db.execute("INSERT INTO salted VALUES (?)", (_hashed(salt, _PROOF),))
                db.execute(f"PRAGMA application_id = {_MARK}")
            os.replace(new_salt, self.salt_file)
            os.replace(new, self.file)
            sync_folder(self.file.parent)

    @contextmanager
    def _trouble(self) -> Iterator[None]:
        """Whatever is wrong with the files is SuppressionUnusable."""
        import sqlite3

        try:
            yield
        except FileNotFoundError as error:
            raise self._unusable(f"{self.salt_file.name} is missing") from error
        except (sqlite3.OperationalError, OSError) as error:
            raise self._unreachable(error) from error
        except sqlite3.Error as error:
            raise self._unusable(str(error)) from error

    def _unusable(self, why: str) -> SuppressionUnusable:
        return SuppressionUnusable(
            f"Cannot use the suppression list {self.file}: {why}.",
            hint=f"Bring {self.file.name} and {self.salt_file.name} back from a backup. Or delete "
            "both, and enter again who objected: lusha privacy suppress WHO",
        )

    def _unreachable(self, error: Exception) -> SuppressionUnusable:
        return SuppressionUnusable(
            f"Cannot use the suppression list {self.file}: {reason(error)}.",
            hint="Check who may read and write the folder, and the free space; then run it again.",
        )


def _hashed(salt: bytes, name: str) -> bytes:
    import hmac

    return hmac.digest(salt, name.encode("utf-8", "surrogatepass"), "sha256")


def _connected(file: Path) -> "sqlite3.Connection":
    """A connection to a file that is there."""
    import sqlite3

    db = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=10)
    db.isolation_level = None
    # What was committed also survives a power cut.
    db.execute("PRAGMA synchronous = EXTRA")
    return db


def _write(file: Path, content: bytes) -> None:
    """Write a file for its owner only, through to the disk; what was there is gone."""
    with suppress(FileNotFoundError):
        file.unlink()
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
