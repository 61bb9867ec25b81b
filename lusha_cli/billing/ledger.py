"""The ledger: each paid request of this user on this machine, and what it was charged.

A request is recorded with its estimate before it is sent, and settled with its charge when the
response arrives. The record of a process that was killed in between stays pending, and counts with
its estimate. People and companies are stored as salted hashes only (see `storage.salted_hash`).
"""

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lusha_cli.errors import LushaError
from lusha_cli.storage.atomic_files import fsync_directory
from lusha_cli.storage.file_targets import resolve_target
from lusha_cli.storage.salted_hash import SALT_BYTES, read_salt, salted_hash, write_private_file
from lusha_cli.storage.state_store import StateStore, ensure_private_directory, reason

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from lusha_cli.billing.charges import Charge

# SQLite's application_id of a ledger: "LUSL".
_APPLICATION_ID = 0x4C55534C
# The hash of this text is in the file, and shows whether a salt belongs to it.
_SALT_PROOF = "salt"
# Bytes of a hash: enough for every person there is, and half the size of the file.
_HASH_BYTES = 16
# Seconds to wait for other processes. After a failure the later calls wait less: a ledger that
# stays locked must not slow down a run.
_TIMEOUT, _LATER_TIMEOUT = 2.0, 0.05
PENDING = "pending"
# SQLite has no larger integers.
_MAX_INTEGER = 2**63 - 1
# `hashes` are those of all identifiers of the people and companies, one after the other. `charge`
# is NULL while a call is pending, and if its charge isn't known.
_TABLE = """calls (
    id INTEGER PRIMARY KEY, at REAL, profile TEXT, user TEXT, account TEXT, command TEXT,
    operation TEXT, version TEXT, run TEXT, items INTEGER, hashes BLOB, estimate INTEGER,
    bounded INTEGER, charge INTEGER, exact INTEGER, outcome TEXT, results INTEGER, seconds REAL
) STRICT"""
_COLUMNS = (
    "id, at, profile, user, account, command, operation, version, run, items, estimate, bounded, "
    "charge, exact, outcome, results, seconds"
)


class Call(NamedTuple):
    """A paid request before it is sent, at a Unix time.

    `account` is a hash of the key. `items` is the number of people or companies that it asks for;
    `identifiers` name them. `estimate` is in credits, or None if it isn't known.
    """

    at: float
    profile: str
    user: str
    account: str
    command: str
    operation: str
    version: str
    run: str
    items: int
    identifiers: Sequence[str]
    estimate: int | None
    is_bounded: bool


class Settlement(NamedTuple):
    """What became of a call: its charge (None: unknown), `ok` or the kind of its error.

    `results` is the number of people or companies in the response, and `identifiers` name them.
    """

    charge: "Charge | None"
    outcome: str
    seconds: float
    results: int = 0
    identifiers: Sequence[str] = ()


class RecordedCall(NamedTuple):
    """A call in the ledger; the fields are those of Call and Settlement."""

    id: int
    at: float
    profile: str
    user: str
    account: str
    command: str
    operation: str
    version: str
    run: str
    items: int
    estimate: int | None
    is_bounded: bool
    charge: int | None
    is_exact: bool
    outcome: str
    results: int
    seconds: float

    @property
    def credits(self) -> int:
        """Return the credits that it counts with: its charge, else its estimate."""
        return (self.estimate or 0) if self.charge is None else self.charge


class Ledger:
    """The ledger `ledger.db` in `folder`, shared by all processes and threads of a user.

    A ledger that can't be used never prevents a call: `warn` gets one sentence about it.
    """

    def __init__(self, folder: Path, *, warn: Callable[[str], None]) -> None:
        self.file = folder / "ledger.db"
        self.salt_file = folder / "ledger.salt"
        self._warn = warn
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._salt = b""
        self._has_failed = False

    def begin(self, call: Call) -> int | None:
        """Record a call before it is sent, and return its id; None if it can't be recorded."""
        with self._lock, self._translate_errors() as attempt:
            db = self._open()
            values: tuple[Any, ...] = (
                *call[:8], min(call.items, _MAX_INTEGER), self._hashes(call.identifiers),
                call.estimate and min(call.estimate, _MAX_INTEGER), int(call.is_bounded),
                None, 0, PENDING, 0, 0.0,
            )  # fmt: skip
            marks = ", ".join("?" * len(values))
            attempt.id = db.execute(f"INSERT INTO calls VALUES (NULL, {marks})", values).lastrowid
        return attempt.id

    def settle(self, id_: int, settlement: Settlement) -> None:
        """Record what became of a call."""
        charge = settlement.charge
        with self._lock, self._translate_errors():
            self._open().execute(
                "UPDATE calls SET charge = ?, exact = ?, outcome = ?, results = ?, seconds = ?, "
                "hashes = CAST(hashes || ? AS BLOB) WHERE id = ? AND outcome = ?",
                (
                    charge and charge.credits,
                    int(charge is not None and charge.is_exact),
                    settlement.outcome,
                    settlement.results,
                    settlement.seconds,
                    self._hashes(settlement.identifiers),
                    id_,
                    PENDING,
                ),
            )

    def calls(
        self,
        *,
        since: float = 0.0,
        until: float | None = None,
        identifiers: Iterable[str] = (),
        account: str | None = None,
    ) -> "Iterator[RecordedCall]":
        """Yield the calls from `since` to before `until` (Unix times), the latest first.

        With `identifiers`, only those about one of them. Raises LushaError for a ledger that can't
        be read; yields nothing if there is none.
        """
        if not self.file.exists():
            return
        with self._raise_errors():
            with self._lock:
                db = self._open()
                hashes = [self._hash(identifier) for identifier in identifiers]
            about = " OR ".join(["instr(hashes, ?)"] * len(hashes)) or "1"
            rows = db.execute(
                f"SELECT {_COLUMNS} FROM calls WHERE at >= ? AND at < ? AND ({about}) "
                "AND (? IS NULL OR account = ?) ORDER BY at DESC, id DESC",
                (since, 9e99 if until is None else until, *hashes, account, account),
            )
            for row in rows:
                call = RecordedCall(*row)
                yield call._replace(is_bounded=bool(row[11]), is_exact=bool(row[13]))

    def total(self, *, since: float, account: str) -> int:
        """Return the credits of all calls of an account from `since` (Unix time).

        Raises LushaError for a ledger that can't be read.
        """
        if not self.file.exists():
            return 0
        with self._raise_errors(), self._lock:
            row = self._open().execute(
                "SELECT total(coalesce(charge, estimate)) FROM calls WHERE at >= ? AND account = ?",
                (since, account),
            )
            return int(row.fetchone()[0])

    @contextmanager
    def _raise_errors(self) -> "Iterator[None]":
        """Raise LushaError for every error of the files."""
        import sqlite3

        try:
            yield
        except (sqlite3.Error, OSError, _Unusable) as error:
            raise LushaError(
                f"Cannot read the ledger {self.file}: {reason(error)}.", hint=self._hint
            ) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @property
    def _hint(self) -> str:
        return (
            f"Check the permissions of the folder and the free space. If the files are damaged, "
            f"move {self.file.name} and {self.salt_file.name} elsewhere."
        )

    def _hash(self, identifier: str) -> bytes:
        return salted_hash(self._salt, identifier)[:_HASH_BYTES]

    def _hashes(self, identifiers: Iterable[str]) -> bytes:
        return b"".join(map(self._hash, dict.fromkeys(identifiers)))

    @contextmanager
    def _translate_errors(self) -> "Iterator[_Attempt]":
        """Print one warning for every error of the files."""
        import sqlite3

        try:
            yield (attempt := _Attempt())
        except (sqlite3.Error, OSError, LushaError, _Unusable) as error:
            attempt.id = None
            if not self._has_failed:
                self._has_failed = True
                why = reason(error)
                self._warn(
                    f"Warning: the ledger {self.file} can't be used: {why.removesuffix('.')}. "
                    "The charges of this command are not recorded."
                )
            if self._connection is not None:
                self._set_timeout(self._connection)

    def _open(self) -> "sqlite3.Connection":
        """Return the connection to the ledger, which is created if it is missing."""
        if self._connection is None:
            if not self.file.exists():
                self._create()
            self._salt = self._read_salt()
            self._connection = self._connect(self.file)
        return self._connection

    def _read_salt(self) -> bytes:
        try:
            salt = read_salt(self.salt_file)
        except FileNotFoundError:
            raise _Unusable(f"{self.salt_file.name} is missing") from None
        if salt is None:
            raise _Unusable(f"{self.salt_file.name} is damaged")
        return salt

    def _connect(self, file: Path) -> "sqlite3.Connection":
        """Return a connection to a ledger, after a check that it was made with the salt."""
        import sqlite3

        uri = f"{resolve_target(file, is_own=True).as_uri()}?mode=rw"
        db = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        try:
            self._set_timeout(db)
            if db.execute("PRAGMA application_id").fetchone() != (_APPLICATION_ID,):
                raise _Unusable("it is not a ledger")
            if db.execute("PRAGMA user_version").fetchone() != (_proof(self._salt),):
                raise _Unusable(f"{self.salt_file.name} is not the salt of this ledger")
            # Committed calls survive a killed process; only a power failure can lose the last ones.
            db.execute("PRAGMA synchronous = NORMAL")
            # Otherwise each command would end with a sync to the disk (Python 3.12 and later).
            if hasattr(db, "setconfig"):  # pragma: no cover - not in every version
                db.setconfig(sqlite3.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE)  # type: ignore[attr-defined]
        except BaseException:
            db.close()
            raise
        return db

    def _set_timeout(self, db: "sqlite3.Connection") -> None:
        seconds = _LATER_TIMEOUT if self._has_failed else _TIMEOUT
        db.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")

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
                db.execute(f"PRAGMA user_version = {_proof(salt)}")
                db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            os.replace(new_salt_file, salt_file)
            os.replace(new_file, file)
            fsync_directory(file.parent)


class _Attempt:
    """The id of the call that an attempt recorded."""

    id: int | None = None


class _Unusable(Exception):
    """The files are damaged or incomplete."""


def _proof(salt: bytes) -> int:
    """Return a number that shows whether a salt belongs to a ledger (for SQLite's user_version)."""
    return int.from_bytes(salted_hash(salt, _SALT_PROOF)[:4], "big", signed=True)
