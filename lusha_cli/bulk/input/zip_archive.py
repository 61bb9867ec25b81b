"""Open a zip archive without trusting it."""

import struct
import zipfile
from typing import IO

# The end of a zip archive, behind which there is only a comment.
_END_RECORD = struct.Struct("<4s4H2LH")
_MAX_COMMENT_BYTES = 1 << 16
# Takes about ten times as much memory, and is a few kB in a workbook.
_MAX_DIRECTORY_BYTES = 4 << 20


def open_archive(file: IO[bytes]) -> zipfile.ZipFile:
    """Return the open archive. Raises BadZipFile, also if its directory is too long."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _MAX_COMMENT_BYTES - _END_RECORD.size))
    end = file.read()
    position = end.rfind(b"PK\x05\x06")
    if position >= 0 and len(end) - position >= _END_RECORD.size:
        directory_bytes = _END_RECORD.unpack_from(end, position)[5]
        if directory_bytes > _MAX_DIRECTORY_BYTES:
            raise zipfile.BadZipFile("Its directory is too long")
    file.seek(0)
    return zipfile.ZipFile(file)
