"""Read a JSON text of any length value by value, with one value and one chunk in memory."""

import json
import re
from typing import TextIO

from lusha_cli.bulk.input.limits import (
    MAX_DEPTH,
    MAX_ITEM_PARTS,
    MAX_RECORD_BYTES,
    record_too_long,
)
from lusha_cli.bulk.json_numbers import number_decoder
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json

_CHUNK_CHARACTERS = 1 << 16
# The parts of a value up to this length aren't counted.
SMALL_CHARACTERS = 1 << 20
# An error this close to the end of a chunk may be a value that continues: `fals`, `\u00e`.
_TOKEN_CHARACTERS = 16
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]')


class JsonScanner:
    """Scan a JSON text chunk by chunk. Every method raises UsageError with `name` and line."""

    def __init__(self, text: TextIO, name: str, *, line: int = 1) -> None:
        self.name = name
        self.line = line
        self._text = text
        self._decoder = number_decoder()
        self._buffer = ""
        self._position = 0

    def peek(self) -> str:
        """Return the next non-space character without consuming it; "" at the end."""
        while True:
            start = self._position
            while (
                self._position < len(self._buffer)
                and self._buffer[self._position] in " \t\r\n\ufeff"
            ):
                self._position += 1
            self.line += self._buffer.count("\n", start, self._position)
            if self._position < len(self._buffer):
                return self._buffer[self._position]
            if not self._refill(_CHUNK_CHARACTERS):
                return ""

    def expect(self, characters: str) -> str:
        """Consume the next character. Raise UsageError unless it is one of `characters`."""
        character = self.peek()
        if not character or character not in characters:
            raise UsageError(
                f"{self.name}, line {self.line}: expected {' or '.join(characters)}, "
                f"not {character or 'the end of the input'}.",
                hint="A JSON input is an array of objects, or objects one after another.",
            )
        self._position += 1
        return character

    def expect_end(self) -> None:
        """Raise UsageError if anything but white space follows."""
        if self.peek():
            raise UsageError(
                f"{self.name}, line {self.line}: unexpected text after the end of the array.",
                hint="A JSON input is a single array. To pass several objects, use JSON Lines.",
            )

    def read_value(self) -> Json:
        """Read the next complete value. Raises UsageError for one over the limits."""
        values = self.read_value_within(MAX_RECORD_BYTES)
        if not values:
            raise record_too_long(self.name, f"line {self.line}: an item")
        return values[0]

    def read_value_within(self, characters: int) -> list[Json]:
        """Return the next value in a list; leave a longer one unread, and return an empty list."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._position)
            except json.JSONDecodeError as error:
                size = len(self._buffer) - self._position
                if self._is_error(error):
                    raise self._syntax_error(error) from error
                if size > characters:
                    return []
                self._check_parts(size)
                # Twice as much each time, as every attempt starts again.
                if not self._refill(max(_CHUNK_CHARACTERS, size)):
                    raise self._syntax_error(error) from error
                continue
            except RecursionError as error:
                raise self._too_deep() from error
            # A value at the end of the buffer may continue in the next chunk: 12, then 34.
            if end < len(self._buffer) or not self._refill(_CHUNK_CHARACTERS):
                if end - self._position > characters:
                    return []
                self._check_depth(self._position, end)
                self.line += self._buffer.count("\n", self._position, end)
                self._position = end
                return [value]

    def _is_error(self, error: json.JSONDecodeError) -> bool:
        """Return whether a syntax error isn't just the end of the buffer."""
        is_inside = error.pos < len(self._buffer) - _TOKEN_CHARACTERS
        return is_inside and not error.msg.startswith("Unterminated string")

    def _check_parts(self, size: int) -> None:
        """Raise UsageError if an unfinished value has too many lists and objects."""
        if size < SMALL_CHARACTERS:
            return
        parts = sum(self._buffer.count(mark, self._position) for mark in ",[{")
        if parts > MAX_ITEM_PARTS:
            raise UsageError(
                f"{self.name}, line {self.line}: an item has more than {MAX_ITEM_PARTS:,} values.",
                hint="A JSON input is an array of objects, one per person or company.",
            )

    def _check_depth(self, start: int, end: int) -> None:
        """Raise UsageError if a value is nested too deeply for the code that handles it."""
        brackets = self._buffer.count("[", start, end) + self._buffer.count("{", start, end)
        if brackets <= MAX_DEPTH:
            return
        depth = 0
        for match in _STRING_OR_BRACKET.finditer(self._buffer, start, end):
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(match[0], 0)
            if depth > MAX_DEPTH:
                raise self._too_deep()

    def _too_deep(self) -> UsageError:
        return UsageError(f"{self.name}, line {self.line}: nested too deeply.")

    def _syntax_error(self, error: json.JSONDecodeError) -> UsageError:
        line = self.line + self._buffer.count("\n", self._position, error.pos)
        return UsageError(
            f"{self.name}, line {line}, column {error.colno}: not valid JSON ({error.msg})."
        )

    def _refill(self, characters: int) -> bool:
        chunk = self._text.read(characters)
        # Drop the consumed part, so that memory stays bounded.
        self._buffer = self._buffer[self._position :] + chunk
        self._position = 0
        return bool(chunk)
