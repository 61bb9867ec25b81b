"""The SQLite file of the ledger, its salt, and how both are created, opened and checked."""

import os
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from lusha_cli.parsing.budgets import DAY, HOUR, Period
from lusha_cli.storage.atomic_files import fsync_directory
from lusha_cli.storage.file_targets import resolve_target
from lusha_cli.storage.salted_hash import SALT_BYTES, read_salt, salted_hash, write_private_file
from lusha_cli.storage.sqlite_files import transaction, truncate_log
from lusha_cli.storage.state_store import StateStore, ensure_private_directory

if TYPE_CHECKING:
    import sqlite3

# SQLite's application_id of a ledger: "LUSL".
_APPLICATION_ID = 0x4C55534C
# The hash of this text is in the file, and shows whether a salt belongs to it.
_SALT_PROOF = "salt"
# Bytes of a hash: enough for every person there is, and half the size of the file.
_HASH_BYTES = 16
# Seconds to wait for other processes. After a failure the later calls wait less: a ledger that
# stays locked must not slow down a run. With a budget, nothing is sent without the ledger.
_TIMEOUT, _LATER_TIMEOUT, _BUDGET_TIMEOUT = 2.0, 0.05, 10.0
# The write-ahead log is moved into the file once it is longer than this, which takes a sync to the
# disk; the next process reads all of a log that is left.
_MAX_LOG_BYTES, _MAX_CLOSED_LOG_BYTES = 4 << 20, 128 << 10
# `hashes` are those of all identifiers of the people and companies, one after the other. `charge`
# is NULL while a call is pending, and if its charge isn't known.
_TABLE = """calls (
    id INTEGER PRIMARY KEY, at REAL, profile TEXT, user TEXT, account TEXT, command TEXT,
    operation TEXT, version TEXT, run TEXT, items INTEGER, hashes BLOB, estimate INTEGER,
    bounded INTEGER, charge INTEGER, exact INTEGER, outcome TEXT, results INTEGER, seconds REAL
) STRICT"""
# The credits that calls count with: their charge, else their estimate. A larger number would be a
# mistake, and the sum of many could exceed what SQLite's integers hold.
_CREDITS = "min(coalesce({0}charge, {0}estimate, 0), 1000000000000)"
_BUCKETS = (HOUR, DAY)
_ADD = f"""INSERT INTO spent VALUES {
    ", ".join(
        f"({length}, CAST(NEW.at / {length} AS INTEGER), NEW.profile, {{0}})" for length in _BUCKETS
    )
} ON CONFLICT (length, number, profile) DO UPDATE SET credits = credits + excluded.credits"""
# The credits of each profile, hour and day (in UTC), so that a budget never adds up single calls.
# Triggers update them in the transaction of the call, also for an older version of lusha.
_COUNTERS = (
    """CREATE TABLE spent (
        length INTEGER, number INTEGER, profile TEXT, credits INTEGER,
        PRIMARY KEY (length, number, profile)
    ) STRICT, WITHOUT ROWID""",
    *(
        f"""INSERT INTO spent SELECT {length}, CAST(at / {length} AS INTEGER), profile,
            sum({_CREDITS.format("")}) FROM calls GROUP BY 2, 3"""
        for length in _BUCKETS
    ),
    f"""CREATE TRIGGER call_added AFTER INSERT ON calls BEGIN
        {_ADD.format(_CREDITS.format("NEW."))}; END""",
    f"""CREATE TRIGGER call_settled AFTER UPDATE OF charge, estimate ON calls BEGIN
        {_ADD.format(f"{_CREDITS.format('NEW.')} - {_CREDITS.format('OLD.')}")}; END""",
)


class LedgerUnusable(Exception):
    """The files of a ledger are damaged or incomplete."""


class LedgerDatabase:
    """The files `ledger.db` and `ledger.salt` in `folder`; the caller excludes other threads.

    Every method may raise LedgerUnusable, LushaError, OSError or sqlite3.Error.
    """

    def __init__(self, folder: Path) -> None:
        self.file = folder / "ledger.db"
        self.salt_file = folder / "ledger.salt"
        self._connection: sqlite3.Connection | None = None
        self._salt = b""
        self._target = self.file
        self._timeout = _TIMEOUT

    def open(self) -> "sqlite3.Connection":
        """Return the connection to the ledger, which is created if it is missing."""
        if self._connection is None:
            if not self.file.exists():
                self._create()
            self._salt = self._read_salt()
            self._connection = self._connect()
        return self._connection

    def spent(self, profile: str | None, period: Period) -> int:
        """Return the credits of a profile, or of all, in a period."""
        length = HOUR if period.end - period.start == HOUR else DAY
        row = self.open().execute(
            "SELECT coalesce(sum(credits), 0) FROM spent WHERE length = ? AND number >= ? "
            "AND number < ? AND (profile = ? OR ?)",
            (length, period.start // length, period.end // length, profile, profile is None),
        )
        return int(row.fetchone()[0])

    @contextmanager
    def exclusive(self) -> "Iterator[sqlite3.Connection]":
        """Yield the connection, in a transaction that excludes all other processes."""
        db = self.open()
        with transaction(db):
            yield db

    def hashes(self, identifiers: Iterable[str]) -> list[bytes]:
        """Return the hash of each identifier; the ledger must be open."""
        return [
            salted_hash(self._salt, identifier)[:_HASH_BYTES]
            for identifier in dict.fromkeys(identifiers)
        ]

    def shorten_timeout(self) -> None:
        """Wait less for other processes from now on."""
        self._change_timeout(_LATER_TIMEOUT)

    def extend_timeout(self) -> None:
        """Wait longer for other processes from now on."""
        if self._timeout == _TIMEOUT:
            self._change_timeout(_BUDGET_TIMEOUT)

    def _change_timeout(self, seconds: float) -> None:
        self._timeout = seconds
        if self._connection is not None:
            self._set_timeout(self._connection)

    def checkpoint(self) -> None:
        """Move the calls from a long write-ahead log into the file, synced to the disk."""
        if self._connection is not None and self._log_size() > _MAX_LOG_BYTES:
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute("PRAGMA wal_checkpoint").fetchall()
            self._connection.execute("PRAGMA synchronous = OFF")

    def _log_size(self) -> int:
        return os.path.getsize(f"{self._target}-wal")

    def close(self) -> None:
        """Close the file; calls stay in the write-ahead log while it is short. Raises nothing."""
        import sqlite3

        if self._connection is None:
            return
        reader = None
        with suppress(sqlite3.Error, OSError):
            self._connection.execute("PRAGMA synchronous = NORMAL")
            if self._log_size() > _MAX_CLOSED_LOG_BYTES:
                # Not while others use the log: one of them will be the last.
                self._connection.execute("PRAGMA busy_timeout = 0")
                truncate_log(self._connection)
            elif not hasattr(self._connection, "setconfig"):
                reader = self._open_reader()
        self._connection.close()
        self._connection = None
        if reader is not None:
            reader.close()

    def _open_reader(self) -> "sqlite3.Connection":
        """Return a read-only connection, which keeps the log when the other one is closed.

        Up to Python 3.11, closing the last connection moves all calls, with a sync to the disk.
        """
        import sqlite3

        uri = f"{self._target.as_uri()}?mode=ro"
        reader = sqlite3.connect(uri, uri=True, check_same_thread=False)
        try:
            reader.execute("PRAGMA schema_version").fetchone()
        except BaseException:
            reader.close()
            raise
        return reader

    def _read_salt(self) -> bytes:
        try:
            salt = read_salt(self.salt_file)
        except FileNotFoundError:
            raise LedgerUnusable(f"{self.salt_file.name} is missing") from None
        if salt is None:
            raise LedgerUnusable(f"{self.salt_file.name} is damaged")
        return salt

    def _connect(self) -> "sqlite3.Connection":
        """Return a connection to a ledger, after a check that it was made with the salt."""
        import sqlite3

        self._target = resolve_target(self.file, is_own=True)
        db = sqlite3.connect(
            f"{self._target.as_uri()}?mode=rw",
            timeout=self._timeout,
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            if db.execute("PRAGMA application_id").fetchone() != (_APPLICATION_ID,):
                raise LedgerUnusable("it is not a ledger")
            if db.execute("PRAGMA user_version").fetchone() != (_proof(self._salt),):
                raise LedgerUnusable(f"{self.salt_file.name} is not the salt of this ledger")
            _add_counters(db)
            # Committed calls survive a killed process; only a power failure can lose the last ones.
            # A sync to the disk for each command would take longer than everything else.
            db.execute("PRAGMA synchronous = OFF")
            db.execute("PRAGMA wal_autocheckpoint = 0")
            if hasattr(db, "setconfig"):  # pragma: no cover - Python 3.12 and later
                db.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE)  # type: ignore[attr-defined]
        except BaseException:
            db.close()
            raise
        return db

    def _set_timeout(self, db: "sqlite3.Connection") -> None:
        db.execute(f"PRAGMA busy_timeout = {self._timeout * 1000:.0f}")

    def _create(self) -> None:
        """Create the ledger under other names and rename it: no process opens a part of it."""
        import sqlite3

        ensure_private_directory(self.file.parent)
        with StateStore(self.file.parent).lock():
            if self.file.exists():
                return
            file = resolve_target(self.file, is_own=True)
            salt_file = resolve_target(self.salt_file, is_own=True)
            new_file, new_salt_file = file.with_suffix(".new"), salt_file.with_suffix(".new-salt")
            # SQLite would apply what a ledger that was moved elsewhere left behind.
            for suffix in ("-wal", "-shm"):
                with suppress(FileNotFoundError):
                    os.unlink(f"{file}{suffix}")
            salt = os.urandom(SALT_BYTES)
            write_private_file(new_salt_file, salt)
            write_private_file(new_file, b"")
            with closing(sqlite3.connect(new_file, isolation_level=None)) as db:
                db.execute("PRAGMA journal_mode = WAL")
                db.execute(f"CREATE TABLE {_TABLE}")
                db.execute("CREATE INDEX calls_by_time ON calls (at)")
                _add_counters(db)
                db.execute(f"PRAGMA user_version = {_proof(salt)}")
                db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            os.replace(new_salt_file, salt_file)
            os.replace(new_file, file)
            fsync_directory(file.parent)


def _add_counters(db: "sqlite3.Connection") -> None:
    """Add the counters to a ledger of an earlier version, with what its calls have spent."""
    exists = "SELECT 1 FROM sqlite_master WHERE name = 'spent'"
    if db.execute(exists).fetchone():
        return
    with transaction(db):
        # Another process may have been faster.
        if not db.execute(exists).fetchone():
            for statement in _COUNTERS:
                db.execute(statement)


def split_hashes(hashes: bytes) -> list[bytes]:
    """Return each of the hashes of a call."""
    return [hashes[at : at + _HASH_BYTES] for at in range(0, len(hashes), _HASH_BYTES)]


def _proof(salt: bytes) -> int:
    """Return a number that shows whether a salt belongs to a ledger (for SQLite's user_version)."""
    return int.from_bytes(salted_hash(salt, _SALT_PROOF)[:4], "big", signed=True)
