"""Transparent reading of gzip-compressed input files."""

import gzip
import io
import zlib
from typing import IO, cast

from lusha_cli.bulk.input.limits import MAX_RATIO, MIN_GZIP_BYTES
from lusha_cli.errors import UsageError

_GZIP_MAGIC = b"\x1f\x8b"


def open_gzip(file: IO[bytes], name: str) -> IO[bytes] | None:
    """Return a stream of the decompressed content, or None if the file isn't gzip.

    Rewinds `file` either way.
    """
    if not is_gzip(file):
        return None
    return cast(IO[bytes], io.BufferedReader(_GzipReader(file, name)))


def is_gzip(file: IO[bytes]) -> bool:
    """Return whether a file is compressed by its content: not every such file is named .gz."""
    head = file.read(len(_GZIP_MAGIC))
    file.seek(0)
    return head == _GZIP_MAGIC


class _GzipReader(io.RawIOBase):
    """A gzip stream whose errors name the input."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._compressed = file
        self._gzip_file = gzip.GzipFile(fileobj=file)
        self._name = name

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        try:
            data = self._gzip_file.read(len(buffer))
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise UsageError(
                f"{self._name} is a damaged gzip file: {error}.",
                hint="Compress or download it again.",
            ) from error
        self._check_ratio()
        buffer[: len(data)] = data
        return len(data)

    def _check_ratio(self) -> None:
        """Raise UsageError if the unpacked data is far more than a table compresses to."""
        unpacked = self._gzip_file.tell()
        if unpacked > MIN_GZIP_BYTES and unpacked > self._compressed.tell() * MAX_RATIO:
            raise UsageError(
                f"{self._name} unpacks to more than {MAX_RATIO} times its size "
                f"({unpacked >> 20:,} MB so far).",
                hint="If you trust the file, unpack it with gunzip, then pass the unpacked file.",
            )

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._gzip_file.seek(offset, whence)

    def close(self) -> None:
        if not self.closed:
            self._gzip_file.close()
            self._compressed.close()
        super().close()
