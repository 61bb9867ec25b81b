"""Read a JSON array of any length item by item."""

import io
import json
from collections.abc import Iterator

from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json

_CHUNK_CHARACTERS = 1 << 16
# A syntax error looks like an item that continues in the next chunk: this ends the search.
_MAX_ITEM_CHARACTERS = 1 << 24


def iter_array_items(text: io.TextIOWrapper, name: str) -> Iterator[Json]:
    """Yield the items of a JSON array, with one item and one chunk in memory.

    Raises UsageError with `name`, line and column if the text isn't a valid JSON array.
    """
    scanner = _JsonScanner(text, name)
    scanner.expect("[")
    separator = "," if scanner.peek() != "]" else scanner.expect("]")
    while separator == ",":
        yield scanner.read_value()
        separator = scanner.expect(",]")
    scanner.expect_end()


def reject_constant(name: str) -> Json:
    """Raise JSONDecodeError for NaN and Infinity, which Python would accept."""
    raise json.JSONDecodeError(f"{name} is no JSON value", "", 0)


class _JsonScanner:
    """Scan a JSON text chunk by chunk."""

    def __init__(self, text: io.TextIOWrapper, name: str) -> None:
        self._text = text
        self._name = name
        self._decoder = json.JSONDecoder(parse_constant=reject_constant)
        self._buffer = ""
        self._position = 0
        self._line = 1

    def peek(self) -> str:
        """Return the next non-space character without consuming it; "" at the end."""
        while True:
            start = self._position
            while (
                self._position < len(self._buffer)
                and self._buffer[self._position] in " \t\r\n\ufeff"
            ):
                self._position += 1
            self._line += self._buffer.count("\n", start, self._position)
            if self._position < len(self._buffer):
                return self._buffer[self._position]
            if not self._refill():
                return ""

    def expect(self, characters: str) -> str:
        """Consume the next character. Raise UsageError unless it is one of `characters`."""
        character = self.peek()
        if not character or character not in characters:
            raise UsageError(
                f"{self._name}, line {self._line}: expected {' or '.join(characters)}, "
                f"not {character or 'the end'}.",
                hint="A json INPUT is an array of objects.",
            )
        self._position += 1
        return character

    def expect_end(self) -> None:
        """Raise UsageError if anything but white space follows."""
        if self.peek():
            raise UsageError(
                f"{self._name}, line {self._line}: there is more after the end of the array.",
                hint="A json INPUT is one array; several objects in a row are jsonl.",
            )

    def read_value(self) -> Json:
        """Read the next complete value."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._position)
            except json.JSONDecodeError as error:
                if len(self._buffer) - self._position > _MAX_ITEM_CHARACTERS or not self._refill():
                    raise self._syntax_error(error) from error
                continue
            except ValueError as error:  # Python's own limit, not JSON's: 4,300 digits.
                raise UsageError(
                    f"{self._name}, line {self._line}: a number has too many digits."
                ) from error
            # A value at the end of the buffer may continue in the next chunk: 12, then 34.
            if end < len(self._buffer) or not self._refill():
                self._line += self._buffer.count("\n", self._position, end)
                self._position = end
                return value

    def _syntax_error(self, error: json.JSONDecodeError) -> UsageError:
        line = self._line + self._buffer.count("\n", self._position, error.pos)
        return UsageError(
            f"{self._name}, line {line}, column {error.colno}: not valid JSON ({error.msg})."
        )

    def _refill(self) -> bool:
        chunk = self._text.read(_CHUNK_CHARACTERS)
        # Drop the consumed part, so that memory stays bounded.
        self._buffer = self._buffer[self._position :] + chunk
        self._position = 0
        return bool(chunk)
