"""Files that are packed with gzip, read as what is in them."""

import gzip
import io
import zlib
from typing import IO, cast

from lusha_cli.errors import UsageError

_MAGIC = b"\x1f\x8b"


def inflated(file: IO[bytes], name: str) -> IO[bytes] | None:
    """What is in a file packed with gzip; None for any other file, which is at its beginning."""
    head = file.read(len(_MAGIC))
    file.seek(0)
    if head != _MAGIC:
        return None
    return cast(IO[bytes], io.BufferedReader(_Checked(file, name)))


class _Checked(io.RawIOBase):
    """A gzip stream that says in whose name it is damaged."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._packed = file
        self._inner = gzip.GzipFile(fileobj=file)
        self._name = name

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        try:
            found = self._inner.read(len(buffer))
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise UsageError(
                f"{self._name} is damaged gzip: {error}.", hint="Pack or download it again."
            ) from error
        buffer[: len(found)] = found
        return len(found)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._inner.seek(offset, whence)

    def close(self) -> None:
        if not self.closed:
            self._inner.close()
            self._packed.close()
        super().close()
