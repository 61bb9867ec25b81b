"""Detect the encoding of a text file, and name files that aren't text."""

import codecs
import io
from typing import IO, NamedTuple

from lusha_cli.errors import UsageError

_CHUNK_BYTES = 1 << 16
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


class Encoding(NamedTuple):
    """The encoding of a file.

    `guess` is the note that reports it as a guess, and `doubt` says why it is an unlikely one:
    names in it are sent only after a prompt. Both are empty for a certain encoding.
    """

    name: str
    guess: str = ""
    doubt: str = ""


def describe_binary(head: bytes) -> str | None:
    """Return what a file that isn't text is, such as `a PDF document`, by its first bytes."""
    return next((what for magic, what in _MAGIC if head.startswith(magic)), None)


_MAGIC = ((b"%PDF-", "a PDF document"), (b"PK\x03\x04", "a zip archive"))


def detect_encoding(file: IO[bytes], name: str) -> Encoding:
    """Return the encoding: that of the byte order mark, else UTF-8 if valid, else Windows-1252."""
    chunk = file.read(_CHUNK_BYTES)
    if not chunk.strip():
        raise UsageError(f"{name} is empty.", hint="INPUT needs a header and at least one row.")
    for bom, encoding in _BOMS:
        if chunk.startswith(bom):
            return Encoding(encoding)
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
        return Encoding("cp1252")
    return Encoding("utf-8")


def open_text(file: IO[bytes], encoding: str, name: str) -> io.TextIOWrapper:
    """Open a binary file as text. Raises UsageError for an unknown encoding."""
    file.seek(0)
    try:
        # The csv module needs the line ends unchanged, because cells may contain them.
        return io.TextIOWrapper(file, encoding=encoding, newline="")
    except LookupError as error:
        raise UsageError(f"{name} cannot be read as {encoding}: {error}.") from error


def decode_error(name: str, line: int, error: UnicodeError) -> UsageError:
    """Return the error for bytes that are invalid in the encoding."""
    encoding = getattr(error, "encoding", "this encoding")
    return UsageError(
        f"{name}, about line {line}: bytes that are not {encoding}.",
        hint="Name the encoding with --encoding, such as --encoding cp1252.",
    )
