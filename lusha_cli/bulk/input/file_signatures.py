"""Recognize workbooks and other office files, and explain how to convert unreadable ones."""

import zipfile
from typing import IO

from lusha_cli.bulk.input.zip_archive import open_archive
from lusha_cli.errors import UsageError

XLSX = "xlsx"
HEAD_BYTES = 1 << 16

_ZIP = "zip"
_OLE = "ole"
# The start of a file, and its format. Others are in `binary_formats`.
_SIGNATURES = (
    (b"PK\x03\x04", _ZIP), (b"PK\x05\x06", _ZIP), (b"\xd0\xcf\x11\xe0", _OLE),
    (b"\x09\x08\x10\x00\x00\x06", "xls"),
)  # fmt: skip
_EXCEL_FIX = "Open it in Excel or LibreOffice and save it as .xlsx or CSV."
_EXPORT_FIX = "Export it as CSV, then pass that file."
# What can't be read: what it is, and what to do. Excel's dialogs say "Save it as .xlsx".
_UNREADABLE = {
    "xls": (
        "is an old Excel workbook (.xls).",
        "Save it as .xlsx or CSV in Excel or LibreOffice, then pass that file.",
    ),
    "xlsb": ("is a binary Excel workbook (.xlsb).", _EXCEL_FIX),
    "encrypted": (
        "is a workbook with a password.",
        "Open it in Excel, remove the password (File > Info > Protect Workbook) and save it.",
    ),
    "ods": ("is an OpenDocument spreadsheet (.ods).", "Save it as .xlsx or CSV in LibreOffice."),
    "numbers": ("is a Numbers spreadsheet.", "In Numbers: File > Export To > CSV or Excel."),
    _OLE: ("is an Office document, but not a workbook.", _EXPORT_FIX),
    _ZIP: ("is a zip archive.", "Unpack it, then pass the file inside."),
    "damaged zip": (
        "is a damaged .xlsx workbook or zip archive.",
        "Download it again, or open it in Excel and save it.",
    ),
}
# Names of streams in an OLE container, as stored in its directory.
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_DOCUMENT_STREAMS = ("WordDocument".encode("utf-16-le"), "PowerPoint Doc".encode("utf-16-le"))
_CHUNK_BYTES = 1 << 20


def read_head(file: IO[bytes]) -> bytes:
    """Return the first bytes of a file, and rewind it."""
    head = file.read(HEAD_BYTES)
    file.seek(0)
    return head


def signature_format(head: bytes) -> str | None:
    """Return the format that the first bytes of a file stand for, or None if it may be text."""
    return next((name for start, name in _SIGNATURES if head.startswith(start)), None)


def binary_format(file: IO[bytes]) -> str | None:
    """Return the format of an open file that isn't text, or None; rewind the file."""
    format_name = signature_format(read_head(file))
    if format_name == _ZIP:
        return _zip_format(file)
    return _ole_format(file) if format_name == _OLE else format_name


def check_readable(format_name: str, name: str) -> None:
    """Raise UsageError, with the remedy, for a format that can't be read."""
    if format_name in _UNREADABLE:
        what, fix = _UNREADABLE[format_name]
        raise UsageError(f"{name} {what}", hint=fix)


def _zip_format(file: IO[bytes]) -> str:
    """Return the kind of a zip archive, by the names in it."""
    try:
        with open_archive(file) as archive:
            names = {info.filename.replace("\\", "/").lower() for info in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError):
        return "damaged zip"
    finally:
        file.seek(0)
    if any(name.endswith("workbook.bin") for name in names):
        return "xlsb"
    if {"[content_types].xml", "xl/workbook.xml"} & names:
        return XLSX
    if {"content.xml", "mimetype"} <= names:
        return "ods"
    return "numbers" if any(name.endswith(".iwa") for name in names) else _ZIP


def _ole_format(file: IO[bytes]) -> str:
    """Return the kind of an OLE container, by the names of its streams."""
    found: set[bytes] = set()
    tail = b""
    while chunk := file.read(_CHUNK_BYTES):
        found |= {
            stream for stream in (_ENCRYPTED_STREAM, *_DOCUMENT_STREAMS) if stream in tail + chunk
        }
        tail = chunk[-64:]
    file.seek(0)
    if _ENCRYPTED_STREAM in found:
        return "encrypted"
    return _OLE if found else "xls"
