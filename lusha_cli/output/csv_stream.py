"""Where csv records are written to."""

from typing import Any, Protocol


class Writable(Protocol):
    """A text stream."""

    def write(self, text: str) -> Any: ...


class LfCsvStream:
    """Convert the CR LF at the end of csv records to LF.

    csv quotes cells that contain a character of the line terminator. With LF alone, Python 3.11
    leaves a CR unquoted, and readers treat it as the end of a row.
    """

    def __init__(self, stream: Writable) -> None:
        self._stream = stream

    def write(self, record: str) -> None:
        """Write a record."""
        self._stream.write(f"{record[:-2]}\n")
