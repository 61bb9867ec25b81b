"""What the sandbox keeps between requests: credits, reveals, windows and the ledger, in SQLite."""

import hashlib
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from lusha_cli.errors import SandboxStateError

Json = dict[str, Any]

_TABLES = """
CREATE TABLE IF NOT EXISTS accounts (
    account TEXT PRIMARY KEY, plan TEXT, total INTEGER, used INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS reveals (
    account TEXT, point TEXT, PRIMARY KEY (account, point)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS windows (
    account TEXT, name TEXT, began INTEGER, used INTEGER, PRIMARY KEY (account, name)) STRICT;
CREATE TABLE IF NOT EXISTS operations (
    name TEXT PRIMARY KEY, requests INTEGER, credits INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS entities (
    name TEXT PRIMARY KEY, asked INTEGER, charged INTEGER) STRICT;
"""


class State:
    """The state file; safe with several processes, and threads, at once."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Alone with the state until the block ends; an error in it undoes what it did.

        Raises SandboxStateError where the file cannot be used.
        """
        try:
            db = self._connection()
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")
        except (sqlite3.DatabaseError, OSError) as error:
            raise SandboxStateError(
                f"The sandbox's state {self.file} cannot be used: {error}."
            ) from error

    def reset(self) -> None:
        """Start over, also from a damaged file."""
        try:
            with self.transaction() as db:
                for table in ("accounts", "reveals", "windows", "operations", "entities"):
                    db.execute(f"DELETE FROM {table}")
        except SandboxStateError:
            self.close()
            for suffix in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    os.unlink(f"{self.file}{suffix}")

    def close(self) -> None:
        """Close every thread's connection."""
        while self._open:
            self._open.pop().close()
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.close(os.open(self.file, os.O_CREAT | os.O_RDWR, 0o600))
            db = sqlite3.connect(
                self.file, timeout=30, isolation_level=None, check_same_thread=False
            )
            self._open.append(db)
            db.execute("PRAGMA journal_mode = WAL")
            # An emulator's credits may be lost with the power.
            db.execute("PRAGMA synchronous = OFF")
            db.executescript(_TABLES)
            self._local.db = db
        return db


def account_name(key: str) -> str:
    """What stands for a key in the state: a hash, never the key."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


class Account:
    """One key's account within a transaction; made with its plan's credits on first use."""

    def __init__(self, db: sqlite3.Connection, name: str, *, plan: str, total: int) -> None:
        self._db = db
        self._name = name
        db.execute("INSERT OR IGNORE INTO accounts VALUES (?, ?, ?, 0)", (name, plan, total))
        row = db.execute("SELECT plan, total, used FROM accounts WHERE account = ?", (name,))
        self.plan: str
        self.total: int
        self.used: int
        self.plan, self.total, self.used = row.fetchone()

    @property
    def remaining(self) -> int:
        """Credits left."""
        return max(0, self.total - self.used)

    def reveal(self, point: str) -> bool:
        """Whether `point` is new to the account; from now on it is not."""
        done = self._db.execute(
            "INSERT OR IGNORE INTO reveals VALUES (?, ?)", (self._name, point)
        ).rowcount
        return done == 1

    def charge(self, amount: int, *, operation: str) -> None:
        """Take credits off the account and write them into the ledger."""
        self.used += amount
        self._db.execute("UPDATE accounts SET used = ? WHERE account = ?", (self.used, self._name))
        self._db.execute(
            "UPDATE operations SET credits = credits + ? WHERE name = ?", (amount, operation)
        )

    def count(self, window: str, *, began: int) -> int:
        """Count a request in a window that began then; says how many it has now."""
        row = self._db.execute(
            "SELECT used FROM windows WHERE account = ? AND name = ? AND began = ?",
            (self._name, window, began),
        ).fetchone()
        used = row[0] + 1 if row else 1
        self._db.execute(
            "INSERT OR REPLACE INTO windows VALUES (?, ?, ?, ?)", (self._name, window, began, used)
        )
        return int(used)


def note_request(db: sqlite3.Connection, operation: str) -> None:
    """Count a request in the ledger."""
    db.execute(
        "INSERT INTO operations VALUES (?, 1, 0) "
        "ON CONFLICT (name) DO UPDATE SET requests = requests + 1",
        (operation,),
    )


def note_entity(db: sqlite3.Connection, name: str, *, charged: int) -> None:
    """Count that an entity was asked for, and what that charged."""
    db.execute(
        "INSERT INTO entities VALUES (?, 1, ?) "
        "ON CONFLICT (name) DO UPDATE SET asked = asked + 1, charged = charged + excluded.charged",
        (name, charged),
    )


def ledger(db: sqlite3.Connection) -> Json:
    """What was asked and charged: per operation, per entity, in all."""
    operations = db.execute("SELECT * FROM operations ORDER BY name").fetchall()
    entities = db.execute("SELECT * FROM entities ORDER BY name").fetchall()
    return {
        "requests": {name: requests for name, requests, _ in operations},
        "credits": {name: charged for name, _, charged in operations},
        "entities": {name: {"asked": a, "charged": c} for name, a, c in entities},
        "totals": {
            "requests": sum(row[1] for row in operations),
            "credits": sum(row[2] for row in operations),
        },
    }


def accounts(db: sqlite3.Connection) -> list[Json]:
    """Every account, by the hash of its key."""
    return [
        {"account": name, "plan": plan, "total": total, "used": used, "remaining": total - used}
        for name, plan, total, used in db.execute("SELECT * FROM accounts ORDER BY account")
    ]
