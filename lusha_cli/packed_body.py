"""A response of any number of records, which are compressed so that it needs little memory."""

import zlib
from collections.abc import Iterator

from lusha_cli.json_text import dump_json, parse_json
from lusha_cli.json_types import Json

# Fast: a page of a search shrinks to about a tenth all the same.
_LEVEL = 1


class PackedBody:
    """A response whose list `records` is compressed; `head` is the response with an empty list.

    `size` is the length of the JSON text of all records, and `is_complete` false once they were
    dropped.
    """

    def __init__(self, head: dict[str, Json], records: str) -> None:
        self.head = head
        self.size = 0
        self._records = records
        self._pages: list[bytes] = []
        self._length = 0
        self.is_complete = True

    def __len__(self) -> int:
        return self._length

    def add(self, records: list[Json]) -> None:
        """Add the records of a page."""
        text = dump_json(records)
        self._length += len(records)
        self.size += len(text)
        if self.is_complete:
            self._pages.append(zlib.compress(text.encode(), _LEVEL))

    def drop(self) -> None:
        """Forget the records, and those that are added later, but not their number."""
        self._pages.clear()
        self.is_complete = False

    def parts(self) -> Iterator[dict[str, Json]]:
        """Yield the response page by page: each time with the records of one page."""
        for page in self._pages:
            yield {**self.head, self._records: parse_json(zlib.decompress(page))}

    def whole(self) -> dict[str, Json]:
        """Return the response with all records."""
        records = [record for part in self.parts() for record in part[self._records]]
        return {**self.head, self._records: records}

    def texts(self) -> Iterator[str]:
        """Yield the JSON text of the whole response in pieces."""
        for number, (key, value) in enumerate(self.head.items()):
            yield f"{', ' * bool(number)}{dump_json(key)}: " if number else f"{{{dump_json(key)}: "
            if key != self._records:
                yield dump_json(value)
                continue
            yield "["
            for place, page in enumerate(self._pages):
                # Without the brackets of its own list.
                yield ", " * bool(place) + zlib.decompress(page).decode()[1:-1]
            yield "]"
        yield "}"
