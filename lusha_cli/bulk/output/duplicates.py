"""Rows that turn out to be the same person or company as an earlier row."""

import hashlib
import sqlite3


class FirstRows:
    """The first row of each person or company, by id, in little memory however many there are."""

    def __init__(self) -> None:
        # Without a name the database is temporary, and on disk only as far as it is large.
        self._database = sqlite3.connect("", isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -8000"):
            self._database.execute(f"PRAGMA {setting}")
        self._database.execute("CREATE TABLE first (key INTEGER PRIMARY KEY, row INTEGER)")

    def find_or_add(self, id_: str, row: int) -> int:
        """Return the first row with this id, which is `row` if it is new."""
        key = _key(id_)
        added = self._database.execute("INSERT OR IGNORE INTO first VALUES (?, ?)", (key, row))
        if added.rowcount:
            return row
        found = self._database.execute("SELECT row FROM first WHERE key = ?", (key,)).fetchone()
        return int(found[0])

    def close(self) -> None:
        """Delete what is stored."""
        self._database.close()


def _key(id_: str) -> int:
    """Return a number of 63 bits for an id: itself, or a hash of it."""
    if id_.isascii() and id_.isdecimal() and len(id_) <= 18:
        return int(id_)
    digest = hashlib.blake2b(id_.encode("utf-8", "replace"), digest_size=8).digest()
    # Negative, so that it isn't a numeric id.
    return -(int.from_bytes(digest) >> 1) - 1
