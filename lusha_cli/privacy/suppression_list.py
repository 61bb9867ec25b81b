"""The suppression list: people who opted out, as keyed hashes in one SQLite file.

A person is listed by identifiers, such as `email:ada@company.example` or `contact:4100000000` (see
`privacy.identifiers`). Only the HMAC-SHA256 of an identifier is stored, under a random salt in the
keyring or a separate file, so that the list doesn't identify anyone. It must not be lost: a list
that can't be read is an error, never an empty list.
"""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from lusha_cli.errors import KeyringError, SuppressionListError
from lusha_cli.privacy.hash_key import HashKey, HashKeyMissing, KeyringKeys
from lusha_cli.storage.atomic_files import fsync_directory
from lusha_cli.storage.file_targets import resolve_target
from lusha_cli.storage.salted_hash import SALT_BYTES, salted_hash, write_private_file
from lusha_cli.storage.state_store import StateStore, ensure_private_directory, reason

if TYPE_CHECKING:
    import sqlite3

# SQLite's application_id of a suppression list: "LUSP".
_APPLICATION_ID = 0x4C555350
# The list contains the hash of this text, which shows whether a salt belongs to it. It can't be
# mistaken for an identifier, as those contain a colon.
_SALT_PROOF = "salt"
# File times are coarse: a file that changed less than this many nanoseconds ago may change again
# without a new time.
_MTIME_RESOLUTION_NS = 2_000_000_000


class SuppressionSnapshot:
    """The list at one moment; false if it is empty."""

    def __init__(self, salt: bytes, hashes: frozenset[bytes]) -> None:
        self._salt = salt
        self._hashes = hashes

    def __len__(self) -> int:
        return len(self._hashes)

    def contains_any(self, identifiers: Iterable[str]) -> bool:
        """Return whether any of the identifiers is on the list."""
        if not self._hashes:
            return False
        return any(
            salted_hash(self._salt, identifier) in self._hashes for identifier in identifiers
        )


EMPTY_LIST = SuppressionSnapshot(b"", frozenset())


class SuppressionList:
    """The list in `folder`, shared by all processes and threads of a user.

    The salt may be in `keyring`.
    If there is no list, nothing is opened or created. Every method raises SuppressionListError if
    the list exists and can't be used.
    """

    def __init__(self, folder: Path, keyring: KeyringKeys | None = None) -> None:
        self.file = folder / "suppression.db"
        self.salt_file = folder / "suppression.salt"
        self._key = HashKey(self.salt_file, keyring)
        self._state = StateStore(folder)
        self._lock = Lock()
        self._stamp: tuple[int, ...] | None = None
        self._snapshot = EMPTY_LIST

    def __len__(self) -> int:
        """Return the number of identifiers on the list."""
        return len(self.snapshot())

    def contains_any(self, identifiers: Iterable[str]) -> bool:
        """Return whether any of the identifiers is on the list."""
        return self.snapshot().contains_any(identifiers)

    def snapshot(self) -> SuppressionSnapshot:
        """Return the current list, read again only if the file changed."""
        with self._lock:
            status = self._file_status()
            if status is None:
                return EMPTY_LIST
            stamp = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
            if stamp != self._stamp:
                self._snapshot = self._read()
                is_settled = time.time_ns() - status.st_mtime_ns > _MTIME_RESOLUTION_NS
                self._stamp = stamp if is_settled else None
            return self._snapshot

    def add(self, identifiers: Iterable[str], *, at: float) -> int:
        """Add identifiers at a time in epoch seconds, and return how many are new.

        They are on the disk when it returns, all or none.
        """
        added = set(identifiers)
        if not added:
            return 0
        with self._translate_errors():
            if not self.file.exists():
                self._create()
            with self._state.lock():
                self._key.move()
            return self._execute("INSERT OR IGNORE INTO suppressed VALUES (?, ?)", added, at)

    def remove(self, identifiers: Iterable[str]) -> int:
        """Remove identifiers, and return how many were on the list."""
        removed = set(identifiers)
        if not removed or self._file_status() is None:
            return 0
        with self._translate_errors():
            return self._execute("DELETE FROM suppressed WHERE hash = ?", removed)

    def _execute(self, statement: str, identifiers: Iterable[str], *values: float) -> int:
        """Run `statement` for each identifier, with `values`; return the number of changed rows."""
        salt = self._read_salt()
        with closing(self._open(salt)) as db, db:
            db.execute("BEGIN IMMEDIATE")
            rows = [(salted_hash(salt, identifier), *values) for identifier in identifiers]
            return db.executemany(statement, rows).rowcount

    def last_added(self) -> float | None:
        """Return when an identifier was last added, in epoch seconds, or None if none was."""
        if self._file_status() is None:
            return None
        with self._translate_errors(), closing(self._open(self._read_salt())) as db:
            (at,) = db.execute("SELECT max(at) FROM suppressed").fetchone()
            return None if at is None else float(at)

    def _file_status(self) -> os.stat_result | None:
        """Return the status of the file, or None if it doesn't exist.

        Only SQLite opens the file: closing another handle would release the locks of other threads.
        """
        try:
            return self.file.stat()
        except (FileNotFoundError, NotADirectoryError):
            if self.file.is_symlink():
                # The list may be on a disk that is missing: that is not an empty list.
                raise self._unusable("it is a link to a missing file") from None
            return None
        except OSError as error:
            raise self._unreachable(error) from error

    def _read(self) -> SuppressionSnapshot:
        """Return the list, after a check that the file is intact."""
        with self._translate_errors():
            salt = self._read_salt()
            with closing(self._open(salt)) as db:
                # A damaged hash would be a person who opted out and is looked up nevertheless.
                (result,) = db.execute("PRAGMA integrity_check(1)").fetchone()
                if result != "ok":
                    raise self._unusable(str(result))
                hashes = frozenset(hash_ for (hash_,) in db.execute("SELECT hash FROM suppressed"))
            return SuppressionSnapshot(salt, hashes)

    def _read_salt(self) -> bytes:
        """Return the salt. Raises FileNotFoundError if its file is missing."""
        return self._key.read()

    def _open(self, salt: bytes) -> "sqlite3.Connection":
        """Return a connection to the list, after a check that it was made with `salt`."""
        db = _connect(self.file)
        try:
            if db.execute("PRAGMA application_id").fetchone() != (_APPLICATION_ID,):
                raise self._unusable("it is not a suppression list")
            if db.execute("SELECT proof FROM salted").fetchone() != (
                salted_hash(salt, _SALT_PROOF),
            ):
                raise self._unusable(f"{self.salt_file.name} is not the salt of this list")
        except BaseException:
            db.close()
            raise
        return db

    def _create(self) -> None:
        """Create the list under other names and rename it: no process reads a part of it."""
        ensure_private_directory(self.file.parent)
        with self._state.lock():
            if self.file.exists():
                return
            # Links of ours stay, and the list is created where they lead.
            file = resolve_target(self.file, is_own=True)
            salt_file = resolve_target(self.salt_file, is_own=True)
            new_file, new_salt_file = file.with_suffix(".new"), salt_file.with_suffix(".new-salt")
            salt = os.urandom(SALT_BYTES)
            write_private_file(new_salt_file, self._key.create_content(salt))
            write_private_file(new_file, b"")
            with closing(_connect(new_file)) as db, db:
                db.execute("BEGIN")
                db.execute("CREATE TABLE suppressed (hash BLOB PRIMARY KEY, at REAL) STRICT")
                db.execute("CREATE TABLE salted (proof BLOB) STRICT")
                db.execute("INSERT INTO salted VALUES (?)", (salted_hash(salt, _SALT_PROOF),))
                db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            os.replace(new_salt_file, salt_file)
            os.replace(new_file, file)
            for folder in {salt_file.parent, file.parent}:
                fsync_directory(folder)

    @contextmanager
    def _translate_errors(self) -> Iterator[None]:
        """Raise SuppressionListError for every error of the files."""
        import sqlite3

        try:
            yield
        except FileNotFoundError as error:
            raise self._unusable(f"{self.salt_file.name} is missing") from error
        except HashKeyMissing as error:
            raise self._unusable(str(error)) from error
        except KeyringError as error:
            raise SuppressionListError(
                f"Cannot use the suppression list {self.file}: its key is in the keyring. "
                f"{error.message}",
                hint="Unlock the keyring, then try again. To store the key in a file: lusha config "
                "set suppression_key file, then add a person with lusha privacy suppress WHO",
            ) from error
        except (sqlite3.OperationalError, OSError) as error:
            raise self._unreachable(error) from error
        except sqlite3.Error as error:
            raise self._unusable(str(error)) from error

    def _unusable(self, why: str) -> SuppressionListError:
        """Return the error for a list that is damaged or incomplete."""
        return SuppressionListError(
            f"Cannot use the suppression list {self.file}: {why}.",
            hint=f"Restore {self.file.name} and {self.salt_file.name} from a backup. Or delete "
            "both, then add everyone who opted out again: lusha privacy suppress WHO",
        )

    def _unreachable(self, error: Exception) -> SuppressionListError:
        """Return the error for a list that the system doesn't let us read or write."""
        return SuppressionListError(
            f"Cannot use the suppression list {self.file}: {reason(error)}.",
            hint="Check the permissions of the folder and the free space, then try again.",
        )


def _connect(file: Path) -> "sqlite3.Connection":
    """Return a connection to a file that exists."""
    import sqlite3

    uri = f"{resolve_target(file, is_own=True).as_uri()}?mode=rw"
    db = sqlite3.connect(uri, uri=True, timeout=10)
    try:
        db.isolation_level = None
        # Committed changes also survive a power cut.
        db.execute("PRAGMA synchronous = EXTRA")
    except sqlite3.Error:
        db.close()
        raise
    return db
