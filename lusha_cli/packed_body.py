"""A response of any number of records, which are compressed so that it needs little memory."""

from collections.abc import Iterator

from lusha_cli.json_text import dump_json, parse_json
from lusha_cli.json_types import Json

# Fast: a page of a search shrinks to about a tenth all the same.
_LEVEL = 1


class PackedBody:
    """A response whose list `records` is compressed; `head` is the response with an empty list.

    Without a name, the list is the response. `size` is the length of the JSON text of all records,
    and `is_complete` false once they were dropped.
    """

    def __init__(self, head: dict[str, Json] | None = None, records: str = "") -> None:
        self.head = head or {}
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
            # Imported when needed, as every command imports this module.
            import zlib

            self._pages.append(zlib.compress(text.encode(), _LEVEL))

    def drop(self) -> None:
        """Forget the records, and those that are added later, but not their number."""
        self._pages.clear()
        self.is_complete = False

    def parts(self) -> Iterator[Json]:
        """Yield the response page by page: each time with the records of one page."""
        yield from map(self._with_records, self._unpacked())

    def whole(self) -> Json:
        """Return the response with all records."""
        return self._with_records([record for page in self._unpacked() for record in page])

    def _unpacked(self) -> Iterator[list[Json]]:
        yield from map(parse_json, self._page_texts())

    def _page_texts(self) -> Iterator[str]:
        import zlib

        for page in self._pages:
            yield zlib.decompress(page).decode()

    def _with_records(self, records: list[Json]) -> Json:
        return {**self.head, self._records: records} if self._records else records

    def texts(self) -> Iterator[str]:
        """Yield the JSON text of the whole response in pieces."""
        if not self._records:
            yield from self._list_texts()
            return
        separator = "{"
        for key, value in self.head.items():
            yield f"{separator}{dump_json(key)}: "
            separator = ", "
            if key == self._records:
                yield from self._list_texts()
            else:
                yield dump_json(value)
        yield "}"

    def _list_texts(self) -> Iterator[str]:
        separator = "["
        for text in self._page_texts():
            # Without the brackets of its own list.
            yield separator + text[1:-1]
            separator = ", "
        yield "]" if self._pages else "[]"
