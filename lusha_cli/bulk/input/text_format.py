"""Detect the encoding and the delimiter of a text file."""

import codecs
import io
from typing import IO

from lusha_cli.errors import UsageError

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}

_CHUNK_BYTES = 1 << 16
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def detect_encoding(file: IO[bytes], name: str) -> str:
    """Return the encoding: that of the byte order mark, else UTF-8 if valid, else Windows-1252."""
    chunk = file.read(_CHUNK_BYTES)
    if not chunk.strip():
        raise UsageError(f"{name} is empty.", hint="INPUT needs a header and at least one row.")
    for bom, encoding in _BOMS:
        if chunk.startswith(bom):
            return encoding
    # After the byte order marks, because UTF-16 text is full of zero bytes.
    if b"\0" in chunk:
        raise UsageError(
            f"{name} is a binary file.", hint="Export it as csv first, then give that file."
        )
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk:
            decoder.decode(chunk)
            chunk = file.read(_CHUNK_BYTES)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        # Windows-1252 decodes nearly any bytes, so it is only the fallback.
        return "cp1252"
    return "utf-8"


def open_text(file: IO[bytes], encoding: str, name: str) -> io.TextIOWrapper:
    """Open a binary file as text. Raises UsageError for an unknown encoding."""
    file.seek(0)
    try:
        # The csv module needs the line ends unchanged, because cells may contain them.
        return io.TextIOWrapper(file, encoding=encoding, newline="")
    except LookupError as error:
        raise UsageError(f"{name} cannot be read as {encoding}: {error}.") from error


def detect_delimiter(text: io.TextIOWrapper, name: str) -> str:
    """Return the most frequent delimiter of the header, outside quotes."""
    try:
        # Every second part is outside quotes.
        header = "".join(text.readline().split('"')[::2])
    except UnicodeError as error:
        raise decode_error(name, 1, error) from error
    text.seek(0)
    return max(DELIMITERS, key=header.count)


def decode_error(name: str, line: int, error: UnicodeError) -> UsageError:
    """Return the error for bytes that are invalid in the encoding."""
    encoding = getattr(error, "encoding", "this encoding")
    return UsageError(
        f"{name}, about line {line}: bytes that are not {encoding}.",
        hint="Name the encoding with --encoding, such as --encoding cp1252.",
    )
