"""The cache of this machine: one SQLite file in the state folder."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lusha_cli.errors import LushaError
from lusha_cli.result_cache.entries import (
    Address,
    Record,
    StoreDamaged,
    StoredEntry,
    StoreUnusable,
    encode_entry,
    with_time,
    without_time,
)
from lusha_cli.storage.file_targets import create_private_file, resolve_target
from lusha_cli.storage.sqlite_files import delete_database, erase_log, files_size, transaction
from lusha_cli.storage.state_store import StateStore, ensure_private_directory, reason

# SQLite's application_id of a cache: "LUSC".
_APPLICATION_ID = 0x4C555343
_TABLES = (
    # The content is compressed. With a run, the journal of that run has the result.
    "entries (id INTEGER PRIMARY KEY, key BLOB UNIQUE, shape TEXT, at REAL, content BLOB, "
    "run TEXT, item BLOB) STRICT",
    # The hashed keys that find an entry; some only to forget it. Entries are rarely deleted: an
    # index for that would take more space than the entries.
    "aliases (key BLOB, entry INTEGER, serves INTEGER, PRIMARY KEY (key, entry)) "
    "STRICT, WITHOUT ROWID",
    "facts (name TEXT PRIMARY KEY, value REAL) STRICT",
)
_MAX_VARIABLES = 500
_PURGE_INTERVAL = 86_400.0
_MAX_LOG_BYTES = 4 << 20
_COLUMNS = "e.key, e.content, e.at, e.run, e.item"


class SqliteStore:
    """The store in `file`, which is created with the first entry. Safe for threads and processes.

    Every method may raise StoreUnusable.
    """

    has_addresses = True
    is_gone = False

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None

    def find(self, shape: str, keys: Sequence[bytes]) -> dict[bytes, StoredEntry]:
        """Return the entry of each key that only one entry of this shape has."""
        found: dict[bytes, StoredEntry | None] = {}
        for part in _parts(keys):
            query = (
                f"SELECT a.key, {_COLUMNS} FROM aliases a JOIN entries e ON e.id = a.entry "
                f"WHERE a.key IN ({_marks(part)}) AND a.serves AND e.shape = ?"
            )
            for key, *columns in self._read(query, (*part, shape)):
                found[key] = None if key in found else _stored(columns)
        return {key: entry for key, entry in found.items() if entry is not None}

    def get(self, keys: Sequence[bytes]) -> dict[bytes, StoredEntry]:
        """Return entries by their own keys."""
        entries = {}
        for part in _parts(keys):
            query = f"SELECT {_COLUMNS} FROM entries e WHERE e.key IN ({_marks(part)})"
            entries.update({row[0]: _stored(row) for row in self._read(query, tuple(part))})
        return entries

    def put(self, records: Sequence[Record], *, longest: float, now: float) -> None:
        """Store entries, and once a day remove those older than all maximum ages so far."""
        with self._writing() as db:
            for record in records:
                _put(db, record)
            facts = dict(db.execute("SELECT name, value FROM facts"))
            if longest > facts.get("longest", 0):
                db.execute("INSERT OR REPLACE INTO facts VALUES ('longest', ?)", (longest,))
            if now - facts.get("purged", 0) > _PURGE_INTERVAL:
                before = now - max(longest, facts.get("longest", 0))
                old = db.execute("SELECT id FROM entries WHERE at < ?", (before,)).fetchall()
                _delete(db, [id_ for (id_,) in old])
                db.execute("INSERT OR REPLACE INTO facts VALUES ('purged', ?)", (now,))

    def delete(self, keys: Sequence[bytes]) -> None:
        """Delete entries by their own keys."""
        if not self.file.exists():
            return
        with self._writing() as db:
            for part in _parts(keys):
                query = f"SELECT id FROM entries WHERE key IN ({_marks(part)})"
                _delete(db, [id_ for (id_,) in db.execute(query, tuple(part)).fetchall()])

    def count_hits(self, number: int) -> None:
        """Count entries that were served."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO facts VALUES ('hits', ?) "
                "ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
                (number,),
            )

    def keys_of(self, identifiers: Iterable[bytes]) -> set[bytes]:
        """Return the keys of the entries that any of these keys of identifiers finds."""
        found: set[bytes] = set()
        for part in _parts(list(identifiers)):
            query = (
                "SELECT e.key FROM aliases a JOIN entries e ON e.id = a.entry "
                f"WHERE a.key IN ({_marks(part)})"
            )
            found.update(key for (key,) in self._read(query, tuple(part)))
        return found

    def serving_keys(self, keys: Iterable[bytes]) -> set[bytes]:
        """Return the keys by which requests find these entries."""
        found: set[bytes] = set()
        for part in _parts(list(keys)):
            query = (
                "SELECT a.key FROM aliases a JOIN entries e ON e.id = a.entry "
                f"WHERE e.key IN ({_marks(part)}) AND a.serves"
            )
            found.update(key for (key,) in self._read(query, tuple(part)))
        return found

    def entries(self) -> Iterator[tuple[str, float, StoredEntry]]:
        """Yield all entries, the oldest first: shape, time, entry."""
        rows = self._read(f"SELECT e.shape, e.at, {_COLUMNS} FROM entries e ORDER BY e.at", ())
        for shape, at, *columns in rows:
            yield shape, at, _stored(columns)

    @property
    def hits(self) -> int:
        """Return how many entries were served."""
        rows = list(self._read("SELECT value FROM facts WHERE name = 'hits'", ()))
        return int(rows[0][0]) if rows else 0

    @property
    def size(self) -> int:
        """Return the size of the files in bytes."""
        return files_size(self.file)

    @property
    def location(self) -> str:
        """Return the path of the file."""
        return str(self.file)

    def clear(self) -> None:
        """Delete all entries."""
        if self.file.exists():
            with self._writing() as db:
                for table in ("entries", "aliases", "facts"):
                    db.execute(f"DELETE FROM {table}")
            self.erase()

    def remove(self) -> None:
        """Delete a file that is damaged."""
        self.close()
        with _translated():
            delete_database(resolve_target(self.file, is_own=True))

    def erase(self) -> None:
        """Make the bytes of deleted entries unreadable in all files."""
        with self._lock, _translated():
            db = self._open()
            # `secure_delete` has overwritten them in the file, but not in the write-ahead log.
            erase_log(db)
            db.execute("VACUUM")
            erase_log(db)

    def close(self) -> None:
        """Close the file. Raises nothing."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _read(self, query: str, values: tuple[object, ...]) -> list[tuple]:  # type: ignore[type-arg]
        if not self.file.exists():
            return []
        with self._lock, _translated():
            return self._open().execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _translated():
            db = self._open()
            with transaction(db):
                yield db

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            ensure_private_directory(self.file.parent)
            create_private_file(self.file)
            target = resolve_target(self.file, is_own=True)
            db = sqlite3.connect(target, timeout=5, isolation_level=None, check_same_thread=False)
            try:
                # Deleted personal data is overwritten with zeros.
                db.execute("PRAGMA secure_delete = ON")
                # A cached result that a power failure loses is only asked for again.
                db.execute("PRAGMA synchronous = OFF")
                db.execute(f"PRAGMA journal_size_limit = {_MAX_LOG_BYTES}")
                if not _is_cache(db):
                    # SQLite doesn't wait for others that switch to the write-ahead log.
                    with StateStore(self.file.parent).lock():
                        _create(db)
            except BaseException:
                db.close()
                raise
            self._connection = db
        return self._connection


def _is_cache(db: sqlite3.Connection) -> bool:
    (application_id,) = db.execute("PRAGMA application_id").fetchone()
    return bool(application_id == _APPLICATION_ID)


def _create(db: sqlite3.Connection) -> None:
    """Create the tables of an empty file. Raises StoreUnusable for another file."""
    # Another process may have been faster.
    if _is_cache(db):
        return
    if db.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise StoreDamaged("it is not a cache of this version")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("BEGIN IMMEDIATE")
    for table in _TABLES:
        db.execute(f"CREATE TABLE {table}")
    db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    db.execute("COMMIT")


def _put(db: sqlite3.Connection, record: Record) -> None:
    address = record.address or Address("", b"")
    content = without_time(encode_entry(record.entry), record.at)
    (id_,) = db.execute(
        "INSERT INTO entries VALUES (NULL, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
        "at = excluded.at, content = excluded.content, run = excluded.run, item = excluded.item "
        "RETURNING id",
        (record.key, record.shape, record.at, content, *address),
    ).fetchone()
    for key in record.exact:
        # The API may answer the same request with somebody else today.
        db.execute("DELETE FROM aliases WHERE key = ? AND entry != ?", (key, id_))
    aliases = [*((key, True) for key in record.exact), *record.identifiers]
    db.executemany(
        "INSERT INTO aliases VALUES (?, ?, ?) ON CONFLICT (key, entry) DO UPDATE SET "
        "serves = max(serves, excluded.serves)",
        [(key, id_, int(serves)) for key, serves in aliases],
    )
    for key in record.replaces:
        old = db.execute("SELECT id FROM entries WHERE key = ?", (key,)).fetchall()
        _delete(db, [old_id for (old_id,) in old])


def _delete(db: sqlite3.Connection, ids: Sequence[int]) -> None:
    if ids:
        values = json.dumps(ids)
        listed = "IN (SELECT value FROM json_each(?))"
        db.execute(f"DELETE FROM aliases WHERE entry {listed}", (values,))
        db.execute(f"DELETE FROM entries WHERE id {listed}", (values,))


def _stored(columns: Sequence) -> StoredEntry:  # type: ignore[type-arg]
    key, content, at, run, item = columns
    return StoredEntry(key, with_time(content, at), Address(run, item) if run else None)


def _marks(values: Sequence[bytes]) -> str:
    return ", ".join("?" * len(values))


def _parts(values: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(values), _MAX_VARIABLES):
        yield values[start : start + _MAX_VARIABLES]


@contextmanager
def _translated() -> Iterator[None]:
    """Raise StoreUnusable for every error of the file."""
    try:
        yield
    except (sqlite3.Error, OSError, LushaError) as error:
        # SQLite's other errors are those of its surroundings, such as a full disk.
        is_damaged = type(error) is sqlite3.DatabaseError
        raise (StoreDamaged if is_damaged else StoreUnusable)(reason(error)) from error
