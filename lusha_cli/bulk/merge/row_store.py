"""The rows of a merge in a temporary SQLite database, and the groups of rows that belong together.

Only two integers per row are in memory. SQLite deletes the database when it is closed or the
process ends, however it ends.
"""

import sqlite3
from array import array
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

_TABLES = (
    # Rows in the order of the files. `date` is a Unix time, `keys` are separated by line feeds.
    "source_rows (id INTEGER PRIMARY KEY, file INTEGER, date REAL, keys TEXT, cells TEXT) STRICT",
    "keys (key TEXT, row INTEGER) STRICT",
    # The values of rows that were merged from several.
    "merged_rows (id INTEGER PRIMARY KEY, row TEXT) STRICT",
    "conflicts (row INTEGER, field TEXT, value TEXT, source TEXT, other_value TEXT, "
    "other_source TEXT) STRICT",
)
_INSERT_ROW = "INSERT INTO source_rows VALUES (?, ?, ?, ?, ?)"
_INSERT_KEY = "INSERT INTO keys VALUES (?, ?)"
_SELECT_ROW = "SELECT id, file, date, keys, cells FROM source_rows"
_BUFFERED = 500
_KEY_END = "\n"


class SourceRow(NamedTuple):
    """A row of a file: its number, the number of its file, its date, its keys and its cells."""

    id: int
    file: int
    date: float
    keys: str
    cells: str

    @property
    def key_list(self) -> list[str]:
        """Return the keys of the row."""
        return self.keys.split(_KEY_END) if self.keys else []


class RowStore:
    """Stores rows and their keys. Methods raise sqlite3.Error if the disk is full."""

    def __init__(self) -> None:
        # Without a name, the database is a temporary file that nobody else can open.
        self._db = sqlite3.connect("", isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -8192",
                       "temp_store = FILE", "locking_mode = EXCLUSIVE"):  # fmt: skip
            self._db.execute(f"PRAGMA {pragma}")
        for table in _TABLES:
            self._db.execute(f"CREATE TABLE {table}")
        self._db.execute("BEGIN")
        self._rows: list[tuple[int, int, float | None, str, str]] = []
        self._keys: list[tuple[str, int]] = []
        self._count = 0
        self._root = array("I")
        self._next = array("I")

    def close(self) -> None:
        """Close and delete the database."""
        self._rows, self._keys = [], []
        with suppress(sqlite3.Error):
            self._db.close()

    @property
    def count(self) -> int:
        """Return the number of rows."""
        return self._count

    def add(self, file: int, date: float, keys: list[str], cells: str) -> None:
        """Add a row of a file."""
        number = self._count
        self._count += 1
        # A key can't contain a line feed, as it is a cell in one spelling.
        joined = _KEY_END.join(keys)
        if not joined.isascii():
            joined = joined.encode("utf-8", "replace").decode()
            keys = joined.split(_KEY_END)
        self._rows.append((number, file, date, joined, cells))
        self._keys += [(key, number) for key in keys]
        if len(self._rows) == _BUFFERED:
            self._flush()

    def _flush(self) -> None:
        self._db.executemany(_INSERT_ROW, self._rows)
        self._db.executemany(_INSERT_KEY, self._keys)
        self._rows, self._keys = [], []

    def rows_without_keys(self) -> Iterator[SourceRow]:
        """Yield the rows that have no key."""
        self._flush()
        yield from map(SourceRow._make, self._db.execute(f"{_SELECT_ROW} WHERE keys = ''"))

    def add_keys(self, keys: list[tuple[str, int]]) -> None:
        """Add keys (key, row) that only join rows, and are not those of a person."""
        self._db.executemany(_INSERT_KEY, keys)

    def group(self) -> None:
        """Join the rows that share a key, also by way of other rows."""
        self._flush()
        root = self._root = array("I", range(self._count))

        def find(row: int) -> int:
            while root[row] != row:
                root[row] = root[root[row]]
                row = root[row]
            return row

        previous, first = None, 0
        # SQLite sorts on disk what doesn't fit into its cache.
        for key, row in self._db.execute("SELECT key, row FROM keys ORDER BY key"):
            if key != previous:
                previous, first = key, row
                continue
            one, other = find(first), find(row)
            # The first row of a group is its root.
            if one < other:
                root[other] = one
            elif other < one:
                root[one] = other
        self._db.execute("DROP TABLE keys")
        self._next = array("I", bytes(self._root.itemsize * self._count))
        for row in range(self._count - 1, -1, -1):
            first = root[row] = find(row)
            if first != row:
                self._next[row] = self._next[first]
                self._next[first] = row

    def groups(self) -> Iterator[int]:
        """Yield the first row of every group, in the order of the rows."""
        return (row for row in range(self._count) if self._root[row] == row)

    def is_single(self, row: int) -> bool:
        """Return whether a group has only its first row."""
        return not self._next[row]

    def members(self, row: int) -> Iterator[SourceRow]:
        """Yield the rows of a group in their order."""
        while True:
            found = self._db.execute(f"{_SELECT_ROW} WHERE id = ?", (row,)).fetchone()
            yield SourceRow(*found)
            row = self._next[row]
            if not row:
                return

    def first_rows(self) -> Iterator[SourceRow]:
        """Yield the first row of every group, in the order of the rows."""
        # Read in the order of the file, which is faster than one by one.
        for found in self._db.execute(f"{_SELECT_ROW} ORDER BY id"):
            if self._root[found[0]] == found[0]:
                yield SourceRow(*found)

    def add_merged(self, row: int, merged: str) -> None:
        """Store the values of a group of several rows."""
        self._db.execute("INSERT INTO merged_rows VALUES (?, ?)", (row, merged))

    def merged(self) -> Iterator[str]:
        """Yield the stored values of groups, in the order of their first rows."""
        for (merged,) in self._db.execute("SELECT row FROM merged_rows ORDER BY id"):
            yield merged

    def add_conflict(self, *conflict: str | int) -> None:
        """Store a conflict: output row, field, value and source, other value and source."""
        self._db.execute("INSERT INTO conflicts VALUES (?, ?, ?, ?, ?, ?)", conflict)

    def conflicts(self) -> Iterator[tuple[str | int, ...]]:
        """Yield the conflicts in the order of the output rows."""
        return self._db.execute("SELECT * FROM conflicts ORDER BY rowid")
