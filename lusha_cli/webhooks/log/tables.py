"""The tables of a log's database, in a log as well as in an index."""

import sqlite3

APPLICATION_ID = 0x4C555748
# Usual deliveries fill pages of this size; half of SQLite's own would be empty.
PAGE_SIZE = 16384
# Rotations came later than the other tables.
ROTATIONS = (
    # The deliveries up to `last`, and after those of the last rotation, are in `file`.
    "rotations (last INTEGER PRIMARY KEY, file TEXT, is_done INTEGER) STRICT"
)
_TABLES = (
    # A body that is not UTF-8 is a blob. In a JSONL log, `at` and `length` locate its line.
    "deliveries (n INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, type TEXT, entity TEXT, "
    "received REAL, timestamp TEXT, signature TEXT, body ANY, at INTEGER, length INTEGER) STRICT",
    # A sink has finished every delivery before `first`.
    "targets (name TEXT PRIMARY KEY, first INTEGER) STRICT",
    "outcomes (target TEXT, n INTEGER, state TEXT, attempts INTEGER, ended REAL, "
    "PRIMARY KEY (target, n)) STRICT, WITHOUT ROWID",
    # In a JSONL log: the hash of its first line, and how many bytes are indexed.
    "lines (beginning TEXT, size INTEGER) STRICT",
    ROTATIONS,
)
COLUMNS = "n, id, type, entity, received, timestamp, signature, body, at, length"
# The file to which a row of `deliveries` was moved, or NULL.
ROTATED_FILE = (
    "(SELECT file FROM rotations WHERE last >= deliveries.n AND is_done ORDER BY last LIMIT 1)"
)
# Where the highest number is, so that new deliveries never get a number that sinks have finished.
LAST_NUMBER = (
    "SELECT max(coalesce((SELECT max(n) FROM deliveries), 0), "
    "coalesce((SELECT max(first) - 1 FROM targets), 0), "
    "coalesce((SELECT max(last) FROM rotations), 0))"
)


def create_tables(db: sqlite3.Connection, *, user_version: int = 0) -> None:
    """Create the tables in an empty database; the caller begins and commits."""
    for table in _TABLES:
        db.execute(f"CREATE TABLE {table}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {user_version}")
