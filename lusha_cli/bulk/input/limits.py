"""Limits for endless inputs: on lines, cells and the unpacked size.

They bound memory to about 200 MB, and are far above the exports of spreadsheets and CRMs.
"""

import io
from typing import IO, Any, cast

from lusha_cli.errors import UsageError

# A line of csv or jsonl, a JSON item, a row of a sheet. A cell of Excel holds 32,767 characters; a
# line of 8 MB that is all commas takes 64 MB as a list of cells.
MAX_RECORD_BYTES = 8 << 20
# Exports of CRMs have up to about a thousand; the first rows of every column are looked at.
MAX_COLUMNS = 4_096
# Excel's own limits.
MAX_SHEET_COLUMNS = 16_384
MAX_SHEET_ROWS = 1_048_576
# Lists and objects of one JSON item: each takes up to 250 bytes of memory.
MAX_ITEM_PARTS = 250_000
# Recursive code handles this depth; exports have less than ten.
MAX_DEPTH = 200
# What is packed is rarely 50 times smaller. Small files may be: they can't do harm.
MAX_RATIO = 250
MIN_GZIP_BYTES = 256 << 20
MIN_SHEET_BYTES = 32 << 20


def record_too_long(name: str, location: str) -> UsageError:
    """Return the error for a line, a row or an item over the limit."""
    return UsageError(
        f"{name}, {location} is longer than {MAX_RECORD_BYTES >> 20} MB.",
        hint="Check that the input is a table with one person or company per line, row or item.",
    )


def check_width(name: str, location: str, columns: int) -> None:
    """Raise UsageError for a header with too many columns: every row has a cell for each."""
    if columns > MAX_COLUMNS:
        raise UsageError(
            f"{name}, {location}: {columns:,} cells, but the limit is {MAX_COLUMNS:,}.",
            hint="Check the delimiter (--delimiter CHAR), or delete columns that you don't need.",
        )


def limit_lines(file: IO[bytes], name: str, format_name: str) -> IO[bytes]:
    """Return a text file that raises UsageError for a line over the limit, before it is read.

    A JSON text may be one line: the limit then applies to the text between two quotes.
    """
    marks = (b'"',) if format_name == "json" else (b"\n", b"\r")
    return cast(IO[bytes], io.BufferedReader(LineLimitReader(file, name, marks)))


class LineLimitReader(io.RawIOBase):
    """A binary file that raises UsageError if too many bytes follow without one of the marks."""

    def __init__(self, file: IO[bytes], name: str, marks: tuple[bytes, ...]) -> None:
        self._file = file
        self._marks = marks
        self._name = name
        self._line = 1
        self._line_bytes = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read the next bytes, and count those of the present line."""
        data = self._file.read(len(buffer))
        end = max(map(data.rfind, self._marks))
        self._line_bytes += len(data)
        self._line += data.count(b"\n")
        if end >= 0:
            self._line_bytes = len(data) - end - 1
        elif self._line_bytes > MAX_RECORD_BYTES:
            raise record_too_long(self._name, f"line {self._line:,}")
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to a position, and count from there."""
        self._line, self._line_bytes = 1, 0
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return the position."""
        return self._file.tell()

    def close(self) -> None:
        """Close the file."""
        if not self.closed:
            self._file.close()
        super().close()
