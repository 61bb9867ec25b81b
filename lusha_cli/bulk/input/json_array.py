"""A JSON array of any length, read an item at a time."""

import io
import json
from collections.abc import Iterator

from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json

_CHUNK = 1 << 16
_LARGEST_ITEM = 1 << 24


def array_items(text: io.TextIOWrapper, name: str) -> Iterator[Json]:
    """The items of the array `text`, holding no more of it than an item and a chunk.

    Raises UsageError naming `name`, line and column where it is no array.
    """
    scanner = _Scanner(text, name)
    scanner.expect("[")
    following = "," if scanner.peek() != "]" else scanner.expect("]")
    while following == ",":
        yield scanner.value()
        following = scanner.expect(",]")
    scanner.expect_end()


def refuse_constant(name: str) -> Json:
    """NaN and Infinity are no JSON, though Python would read them."""
    raise json.JSONDecodeError(f"{name} is no JSON value", "", 0)


class _Scanner:
    """A JSON text of any length, read a chunk at a time."""

    def __init__(self, text: io.TextIOWrapper, name: str) -> None:
        self._text = text
        self._name = name
        self._decoder = json.JSONDecoder(parse_constant=refuse_constant)
        self._buffer = ""
        self._at = 0
        self._line = 1

    def peek(self) -> str:
        """The next character that is no white space; "" at the end."""
        while True:
            start = self._at
            while self._at < len(self._buffer) and self._buffer[self._at] in " \t\r\n\ufeff":
                self._at += 1
            self._line += self._buffer.count("\n", start, self._at)
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._refill():
                return ""

    def expect(self, characters: str) -> str:
        """The next character, which must be one of `characters`."""
        found = self.peek()
        if not found or found not in characters:
            raise UsageError(
                f"{self._name}, line {self._line}: expected {' or '.join(characters)}, "
                f"not {found or 'the end'}.",
                hint="A json INPUT is an array of objects.",
            )
        self._at += 1
        return found

    def expect_end(self) -> None:
        """Raise UsageError where anything but white space follows."""
        if self.peek():
            raise UsageError(
                f"{self._name}, line {self._line}: there is more after the end of the array.",
                hint="A json INPUT is one array; several objects in a row are jsonl.",
            )

    def value(self) -> Json:
        """The next value, whole."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                if len(self._buffer) - self._at > _LARGEST_ITEM or not self._refill():
                    raise self._invalid(error) from error
                continue
            except ValueError as error:  # Python's own limit, not JSON's: 4,300 digits.
                raise UsageError(
                    f"{self._name}, line {self._line}: a number has too many digits."
                ) from error
            # What ends with the buffer may go on after it: 12 and then 34.
            if end < len(self._buffer) or not self._refill():
                self._line += self._buffer.count("\n", self._at, end)
                self._at = end
                return value

    def _invalid(self, error: json.JSONDecodeError) -> UsageError:
        line = self._line + self._buffer.count("\n", self._at, error.pos)
        return UsageError(
            f"{self._name}, line {line}, column {error.colno}: not valid JSON ({error.msg})."
        )

    def _refill(self) -> bool:
        chunk = self._text.read(_CHUNK)
        self._buffer = self._buffer[self._at :] + chunk
        self._at = 0
        return bool(chunk)
