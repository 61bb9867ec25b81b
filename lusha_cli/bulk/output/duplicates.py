"""Rows that turn out to be the same person or company as an earlier row."""

from array import array

_FIRST_SIZE = 1 << 12
_MAX_HASH = (1 << 64) - 1


class FirstRows:
    """The first row of each person or company, by id: 12 to 32 bytes for each.

    A hash table of its own, as a dict needs five times as much, and SQLite ten times as long.
    """

    def __init__(self) -> None:
        self._count = 0
        self._allocate(_FIRST_SIZE)

    def _allocate(self, size: int) -> None:
        self._mask = size - 1
        # 0 is an empty place.
        self._keys = array("Q", bytes(8 * size))
        self._rows = array("I", bytes(4 * size))

    def find_or_add(self, id_: str, row: int) -> int:
        """Return the first row with this id, which is `row` if it is new."""
        # Of a million ids, two have the same hash in one of 40 million runs.
        key = (hash(id_) & _MAX_HASH) or 1
        place = self._place_of(key)
        if self._keys[place]:
            return self._rows[place]
        self._keys[place], self._rows[place] = key, row
        self._count += 1
        if 4 * self._count > 3 * len(self._keys):
            self._grow()
        return row

    def _place_of(self, key: int) -> int:
        keys, mask = self._keys, self._mask
        place = key & mask
        while (stored := keys[place]) and stored != key:
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        keys, rows = self._keys, self._rows
        self._allocate(2 * len(keys))
        for key, row in zip(keys, rows, strict=True):
            if key:
                place = self._place_of(key)
                self._keys[place], self._rows[place] = key, row
