"""Name the formats of files that aren't text, by their first bytes.

Zip archives and office files are recognized in `file_signatures`, which looks into them.
"""

from typing import NamedTuple

from lusha_cli.errors import UsageError

_EXPORT = "Export the table as .csv or .xlsx, then pass that file."
_UNPACK = "Unpack it, then pass the file inside."


class _BinaryFormat(NamedTuple):
    magic: bytes
    description: str
    hint: str
    offset: int = 0


_FORMATS = (
    _BinaryFormat(b"%PDF-", "a PDF document", _EXPORT),
    _BinaryFormat(b"\x89PNG\r\n\x1a\n", "a PNG image", _EXPORT),
    _BinaryFormat(b"\xff\xd8\xff", "a JPEG image", _EXPORT),
    _BinaryFormat(b"GIF8", "a GIF image", _EXPORT),
    _BinaryFormat(b"II*\0", "a TIFF image", _EXPORT),
    _BinaryFormat(b"MM\0*", "a TIFF image", _EXPORT),
    _BinaryFormat(b"WEBP", "a WebP image", _EXPORT, 8),
    _BinaryFormat(b"ftyp", "a video or an image", _EXPORT, 4),
    _BinaryFormat(b"PAR1", "a Parquet file",
                  "Convert it to CSV: duckdb -c \"COPY 'FILE.parquet' TO 'FILE.csv'\""),
    _BinaryFormat(b"ARROW1", "an Arrow file", _EXPORT),
    _BinaryFormat(b"Obj\x01", "an Avro file", _EXPORT),
    _BinaryFormat(b"SQLite format 3\0", "a SQLite database",
                  'Export a table: sqlite3 -csv -header FILE.db "SELECT * FROM TABLE" > FILE.csv'),
    _BinaryFormat(b"\x1f\x8b", "a gzip archive", _UNPACK),
    _BinaryFormat(b"BZh", "a bzip2 archive", "Unpack it: bunzip2 FILE"),
    _BinaryFormat(b"\xfd7zXZ\0", "an xz archive", "Unpack it: unxz FILE"),
    _BinaryFormat(b"(\xb5/\xfd", "a zstd archive", "Unpack it: unzstd FILE"),
    _BinaryFormat(b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    _BinaryFormat(b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    _BinaryFormat(b"ustar", "a tar archive", _UNPACK, 257),
    _BinaryFormat(b"\x7fELF", "a program", _EXPORT),
    _BinaryFormat(b"MZ\x90\0", "a program", _EXPORT),
    _BinaryFormat(b"bplist00", "a binary property list", _EXPORT),
    _BinaryFormat(b"!BDN", "an Outlook mailbox (.pst)", "Export the contacts as CSV in Outlook."),
    _BinaryFormat(b"{\\rtf", "a Rich Text document", "Save it as plain text or CSV."),
)  # fmt: skip
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<head", b"<meta")
# Some programs name HTML tables .xls.
_OPEN_IN_SPREADSHEET = "Open it in a spreadsheet program and save it as .xlsx or CSV."
_TEXT_CONTROLS = frozenset(b"\t\n\x0b\x0c\r\x01\x1a\x1c\x1d\x1e\x1f\0")


def describe_binary(head: bytes) -> str | None:
    """Return the kind of a binary file, such as `a PDF document`, by its first bytes."""
    binary_format = _find_format(head)
    return binary_format.description if binary_format else None


def check_not_binary(head: bytes, name: str) -> None:
    """Raise UsageError, with the remedy, if a file of a known format isn't text."""
    binary_format = _find_format(head)
    if binary_format:
        raise UsageError(
            f"{name} is {binary_format.description}, not a table.", hint=binary_format.hint
        )


def has_binary_characters(content: bytes) -> bool:
    """Return whether too many control characters for a text occur in `content`."""
    controls = sum(byte < 0x20 and byte not in _TEXT_CONTROLS for byte in content)
    return controls + content.count(0) > len(content) * 0.1 or controls > len(content) * 0.02


def _find_format(head: bytes) -> _BinaryFormat | None:
    text = head[:64].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(_MARKUP):
        return _BinaryFormat(b"", "a web page or an XML document", _OPEN_IN_SPREADSHEET)
    return next(
        (item for item in _FORMATS if head[item.offset :].startswith(item.magic)),
        None,
    )
