"""The state of the sandbox in SQLite: credits, reveals, windows and the ledger."""

import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lusha_cli.errors import SandboxStateError
from lusha_cli.json_types import Json
from lusha_cli.sandbox.prices import whole
from lusha_cli.storage.file_targets import create_private_file
from lusha_cli.storage.sqlite_files import delete_database
from lusha_cli.storage.state_store import ensure_private_directory, reason

# Marks the file as the sandbox's own, with this layout; the last two digits count the layouts.
_MARK = 0x4C555308
_TABLES = (
    # Credits are ANY: integers, except where a price is fractional.
    "accounts (account TEXT PRIMARY KEY, plan TEXT, total INTEGER, used ANY) STRICT",
    "reveals (account TEXT, point TEXT, PRIMARY KEY (account, point)) STRICT, WITHOUT ROWID",
    "windows (account TEXT, name TEXT, began INTEGER, used INTEGER, PRIMARY KEY (account, name))"
    " STRICT",
    "operations (name TEXT PRIMARY KEY, requests INTEGER, credits ANY) STRICT",
    "entities (name TEXT PRIMARY KEY, asked INTEGER, charged ANY) STRICT",
    "sessions (id TEXT PRIMARY KEY, owner TEXT, returned TEXT, touched INTEGER) STRICT",
    "tables (id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT, kind TEXT, name TEXT, "
    "visibility TEXT, status TEXT, owner TEXT, removed TEXT, added TEXT, "
    "created INTEGER) STRICT",
    # Not WITHOUT ROWID: the rowid is what keeps the order of insertion.
    "rows (list INTEGER, entity INTEGER, PRIMARY KEY (list, entity)) STRICT",
    "cells (list INTEGER, place TEXT, entity INTEGER, ready INTEGER, "
    "PRIMARY KEY (list, entity, place)) STRICT",
    # `charged` is NULL until the job is complete.
    "jobs (id TEXT PRIMARY KEY, account TEXT, fields TEXT, created INTEGER, charged ANY) STRICT",
    "secrets (account TEXT PRIMARY KEY, secret TEXT) STRICT",
    # AUTOINCREMENT, because SQLite would otherwise reuse the number of a deleted last row.
    "subscriptions (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, account TEXT, "
    "kind TEXT, entity TEXT, types TEXT, url TEXT, name TEXT, active INTEGER, reason TEXT, "
    "blocked REAL, retries INTEGER, created REAL, updated REAL) STRICT",
    "deliveries (number INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT, subscription TEXT, "
    "payload TEXT, status TEXT, code INTEGER, url TEXT, at REAL, ms INTEGER, error TEXT) STRICT",
)
_NAMES = [table.split()[0] for table in _TABLES]


class State:
    """The state file; safe to use from several processes and threads.

    Threads share one connection: SQLite allows one writer at a time anyway, and a connection per
    thread would outlive its thread, of which a server has one per client.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Hold an exclusive transaction; an exception in the block rolls it back.

        Raises SandboxStateError if the file can't be used.
        """
        try:
            with self._lock:
                db = self._connection()
                # A deferred transaction can fail at its first write without waiting for a lock.
                db.execute("BEGIN IMMEDIATE")
                try:
                    self._prepare(db)
                    yield db
                    db.execute("COMMIT")
                # Ctrl-C must not leave the shared connection in a transaction either.
                except BaseException:
                    # SQLite rolls back by itself after some errors, such as a full disk.
                    if db.in_transaction:
                        db.execute("ROLLBACK")
                    raise
        except (sqlite3.DatabaseError, OSError) as error:
            raise SandboxStateError(
                f"The sandbox's state file {self.file} cannot be used: {reason(error)}."
            ) from error

    def reset(self) -> None:
        """Delete all rows; delete the file if it is damaged or not the sandbox's."""
        try:
            with self.transaction() as db:
                for table in _NAMES:
                    db.execute(f"DELETE FROM {table}")
        except SandboxStateError:
            self.close()
            # A stale write-ahead log must not be applied to the file that replaces this one.
            delete_database(self.file)

    def close(self) -> None:
        """Close the file; the next transaction opens it again."""
        with self._lock:
            if self._db:
                self._db.close()
            self._db = None

    def _connection(self) -> sqlite3.Connection:
        if self._db is None:
            ensure_private_directory(self.file.parent)
            # SQLite would create the file with the umask's permissions, but it contains secrets.
            create_private_file(self.file)
            # No isolation level: the module must not begin transactions of its own.
            db = sqlite3.connect(
                self.file, timeout=30, isolation_level=None, check_same_thread=False
            )
            self._db = db
            # Fails if another process is using the file; both journal modes are correct.
            with suppress(sqlite3.OperationalError):
                db.execute("PRAGMA journal_mode = WAL")
            # An emulator may lose its state in a power failure.
            db.execute("PRAGMA synchronous = OFF")
        return self._db

    def _prepare(self, db: sqlite3.Connection) -> None:
        """Create the tables of a new file. Raises DatabaseError if it has other contents."""
        mark = db.execute("PRAGMA application_id").fetchone()[0]
        if mark == _MARK:
            return
        if mark >> 8 == _MARK >> 8:
            # An older layout: the state of an emulator is not worth a migration.
            for table in _NAMES:
                db.execute(f"DROP TABLE IF EXISTS {table}")
        elif db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise sqlite3.DatabaseError("it is not the state of a sandbox")
        for table in _TABLES:
            db.execute(f"CREATE TABLE {table}")
        db.execute(f"PRAGMA application_id = {_MARK}")


def account_name(key: str) -> str:
    """Return the hash that identifies a key in the state; the key itself is never stored."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


class Account:
    """The account of a key within a transaction."""

    def __init__(self, db: sqlite3.Connection, name: str, *, plan: str, total: int) -> None:
        self._db = db
        self.name = name
        # An earlier `serve` may have had other options; its charges remain.
        cursor = db.execute(
            "INSERT INTO accounts VALUES (?, ?, ?, 0) ON CONFLICT (account) "
            "DO UPDATE SET plan = excluded.plan, total = excluded.total RETURNING used",
            (name, plan, total),
        )
        self.plan = plan
        self.total = total
        # A RETURNING statement that isn't read to its end blocks COMMIT.
        self.used: float = cursor.fetchall()[0][0]

    @classmethod
    def existing(cls, db: sqlite3.Connection, name: str) -> "Account":
        """Return an existing account, with its plan."""
        plan, total = db.execute(
            "SELECT plan, total FROM accounts WHERE account = ?", (name,)
        ).fetchone()
        return cls(db, name, plan=plan, total=total)

    @property
    def remaining(self) -> float:
        """Return the credits left."""
        # An earlier `serve` may have had more credits, and charged more than there are now.
        return max(0, whole(self.total - self.used))

    def credits(self) -> dict[str, float]:
        """Return the credits used, in total and left, as the API reports them."""
        return {"used": self.used, "total": self.total, "remaining": self.remaining}

    def reveal(self, point: str) -> bool:
        """Record a data point as revealed; return whether it was new."""
        done = self._db.execute(
            "INSERT OR IGNORE INTO reveals VALUES (?, ?)", (self.name, point)
        ).rowcount
        return done == 1

    def has(self, point: str) -> bool:
        """Return whether a data point was revealed to the account."""
        cursor = self._db.execute(
            "SELECT 1 FROM reveals WHERE account = ? AND point = ?", (self.name, point)
        )
        return cursor.fetchone() is not None

    def has_revealed(self, entity: str) -> bool:
        """Return whether any data point of an entity was revealed to the account."""
        cursor = self._db.execute(
            "SELECT 1 FROM reveals WHERE account = ? AND point > ? AND point < ? LIMIT 1",
            # `0` follows `/` in ASCII. Unlike LIKE, which ignores case, this range uses the index.
            (self.name, f"{entity}/", f"{entity}0"),
        )
        return cursor.fetchone() is not None

    def charge(self, amount: float, *, operation: str) -> None:
        """Charge credits to the account, and record them in the ledger."""
        self.used = whole(self.used + amount)
        self._db.execute("UPDATE accounts SET used = ? WHERE account = ?", (self.used, self.name))
        # A charge without a request has no row in the ledger yet.
        self._db.execute(
            "INSERT INTO operations VALUES (?, 0, ?) "
            "ON CONFLICT (name) DO UPDATE SET credits = credits + excluded.credits",
            (operation, amount),
        )

    def count(self, window: str, *, began: int) -> int:
        """Count a request in the window that began at `began`; return the new count."""
        # One row per window: past ones are replaced, so that the table doesn't grow.
        used = self.counted(window, began=began) + 1
        self._db.execute(
            "INSERT OR REPLACE INTO windows VALUES (?, ?, ?, ?)", (self.name, window, began, used)
        )
        return used

    def counted(self, window: str, *, began: int) -> int:
        """Return the number of requests in the window that began at `began`."""
        row = self._db.execute(
            "SELECT used FROM windows WHERE account = ? AND name = ? AND began = ?",
            (self.name, window, began),
        ).fetchone()
        return int(row[0]) if row else 0


def note_request(db: sqlite3.Connection, operation: str) -> int:
    """Count a request in the ledger; return the number of requests of its operation."""
    cursor = db.execute(
        "INSERT INTO operations VALUES (?, 1, 0) "
        "ON CONFLICT (name) DO UPDATE SET requests = requests + 1 RETURNING requests",
        (operation,),
    )
    return int(cursor.fetchall()[0][0])


def load_session(db: sqlite3.Connection, name: str, *, owner: str, since: int) -> list[str] | None:
    """Return the ids that a session of `owner` used since then has returned; None if unknown."""
    row = db.execute(
        "SELECT returned FROM sessions WHERE id = ? AND owner = ? AND touched >= ?",
        (name, owner, since),
    ).fetchone()
    return row[0].split() if row else None


def store_session(
    db: sqlite3.Connection, name: str, *, owner: str, returned: list[str], now: int
) -> None:
    """Store the ids that a session has returned."""
    db.execute(
        "INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?)",
        (name, owner, " ".join(returned), now),
    )


def note_entity(db: sqlite3.Connection, name: str, *, charged: float) -> None:
    """Count a request for an entity, and its charge."""
    db.execute(
        "INSERT INTO entities VALUES (?, 1, ?) "
        "ON CONFLICT (name) DO UPDATE SET asked = asked + 1, charged = charged + excluded.charged",
        (name, charged),
    )


def read_ledger(db: sqlite3.Connection) -> Json:
    """Return requests and charges: per operation, per entity, in total."""
    operations = db.execute("SELECT * FROM operations ORDER BY name").fetchall()
    entities = db.execute("SELECT * FROM entities ORDER BY name").fetchall()
    return {
        "requests": {name: requests for name, requests, _ in operations},
        "credits": {name: whole(charged) for name, _, charged in operations},
        "entities": {name: {"asked": a, "charged": whole(c)} for name, a, c in entities},
        "totals": {
            "requests": sum(row[1] for row in operations),
            "credits": whole(sum(row[2] for row in operations)),
        },
    }


def list_accounts(db: sqlite3.Connection) -> list[Json]:
    """Return all accounts, by the hash of the key."""
    return [
        {
            "account": name,
            "plan": plan,
            "total": total,
            "used": used,
            "remaining": max(0, whole(total - used)),
        }
        for name, plan, total, used in db.execute("SELECT * FROM accounts ORDER BY account")
    ]
