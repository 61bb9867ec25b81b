"""Search all bytes below a folder for a person, as whoever reads the disk could."""

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

# What must not be left of Ada anywhere: in any case, with any separators. Her emails, LinkedIn
# profile, phones, ids and name.
TRACES = (b"ada.byrne", b"ada-byrne", b"3445550151", b"ada byrne", b"4100000000")
_DIGITS = bytes(set(range(256)) - set(b"0123456789"))


def traces_in(folder: Path) -> list[tuple[str, bytes]]:
    """Return the files below a folder with a trace of Ada, compressed values included."""
    return [
        (file.name, trace)
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.startswith("sandbox.db")
        for text in _texts_of(file)
        for trace in traces_in_bytes(text)
    ]


def traces_in_bytes(text: bytes) -> list[bytes]:
    """Return the traces of Ada in some bytes."""
    plain, digits = text.lower(), text.translate(None, _DIGITS)
    return [each for each in TRACES if each in plain or (each.isdigit() and each in digits)]


def _texts_of(file: Path) -> Iterator[bytes]:
    yield (content := file.read_bytes())
    if not content.startswith(b"SQLite"):
        return
    with closing(sqlite3.connect(file)) as db:
        for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            for row in db.execute(f'SELECT * FROM "{table}"'):
                for cell in row:
                    if isinstance(cell, bytes) and cell[:1] == b"\x78":
                        try:
                            yield zlib.decompress(cell)
                        except zlib.error:
                            continue
