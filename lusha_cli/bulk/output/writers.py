"""Writing enriched rows: a file appears whole or not at all."""

import csv
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from lusha_cli.bulk.input.readers import FORMATS, HEADED
from lusha_cli.bulk.output.database_urls import absolute_url, is_url
from lusha_cli.bulk.output.databases import check_database
from lusha_cli.bulk.output.parquet import check_parquet, write_parquet
from lusha_cli.bulk.record_types import Kind
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.storage.atomic_files import replacing

PARQUET = "parquet"
OUTPUTS = (*FORMATS, PARQUET)


class Writable(Protocol):
    """A text stream."""

    def write(self, text: str) -> Any: ...


class _LinesEndedByNewline:
    """Takes csv records that end in CR LF and ends them in LF.

    csv quotes a cell that holds a character of the line end, so a CR in a cell is quoted too;
    Python 3.11 leaves it bare where lines end in LF, and readers take it for the end of a row.
    """

    def __init__(self, stream: Writable) -> None:
        self._stream = stream

    def write(self, record: str) -> None:
        self._stream.write(f"{record[:-2]}\n")


def out_format(path: Path) -> str:
    """The format that a path's suffix names. Raises UsageError where it names none."""
    suffix = path.suffix.lower().removeprefix(".")
    form = {"ndjson": "jsonl"}.get(suffix, suffix)
    if form not in OUTPUTS:
        raise UsageError(
            f"--out {path}: the format is not known.",
            hint=f"End the name in .{', .'.join(OUTPUTS)}",
        )
    if form == PARQUET:
        check_parquet()
    return form


def absolute(out: str) -> str:
    """What --out names, whichever folder it is read from."""
    return absolute_url(out) if is_url(out) else str(Path(out).absolute())


def check_out(out: str, kind: Kind | None = None) -> None:
    """Raise UsageError where `out` could not be written, before anything is paid for."""
    if is_url(out):
        check_database(out, kind)
        return
    path = Path(out)
    out_format(path)
    if path.is_dir():
        raise UsageError(f"--out {path} is a folder.")
    folder = _target(path).parent
    if not folder.is_dir():
        raise UsageError(f"--out {path}: there is no folder {folder}.")
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise UsageError(
            f"--out {path}: the folder {folder} cannot be written to ({error.strerror})."
        ) from error


class Rows(Protocol):
    """What is written: rows by column, or, for tables, as lines of cells."""

    @property
    def columns(self) -> list[str]: ...
    def rows(self) -> Iterable[dict[str, Json]]: ...
    def lines(self) -> Iterable[list[Json]]: ...


def write_file(path: Path, rows: Rows) -> None:
    """Write the rows to `path`. Raises LushaError where the disk does not take them."""
    hint = "Free some space or choose another --out; what was found is not charged again."
    with replacing(_target(path), mode=_mode_of(path), hint=hint) as file:
        if out_format(path) == PARQUET:
            write_parquet(file.buffer, rows.lines(), rows.columns)
        else:
            write_rows(file, rows, form=out_format(path))


def write_rows(stream: Writable, rows: Rows, *, form: str) -> None:
    """Write the rows to a text stream; csv and tsv give each row all columns."""
    if form in HEADED:
        mark = "\t" if form == "tsv" else ","
        writer = csv.writer(_LinesEndedByNewline(stream), delimiter=mark, lineterminator="\r\n")
        writer.writerow(rows.columns)
        writer.writerows(map(_cells, rows.lines()))
    elif form == "jsonl":
        for row in rows.rows():
            stream.write(f"{_json(row)}\n")
    else:
        mark = "["
        for row in rows.rows():
            stream.write(f"{mark}\n{_json(row)}")
            mark = ","
        stream.write("[]\n" if mark == "[" else "\n]\n")


def _json(row: dict[str, Json]) -> str:
    text = json.dumps(row, ensure_ascii=False)
    # A lone surrogate has no bytes in UTF-8; escaped it is the same JSON.
    return text if text.isascii() or _has_bytes(text) else json.dumps(row)


def _has_bytes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _cells(values: list[Json]) -> list[str]:
    """The cells of a row; text as it is, unless some of the row's has no bytes in UTF-8."""
    cells = [value if isinstance(value, str) else _cell(value) for value in values]
    return cells if _has_bytes("".join(cells)) else [_cell(cell) for cell in cells]


def _cell(value: Json) -> str:
    if isinstance(value, str):
        return value if _has_bytes(value) else value.encode("utf-8", "replace").decode()
    return "" if value is None else json.dumps(value, ensure_ascii=True)


def _target(path: Path) -> Path:
    """The file that is written: where a symbolic link points, so that the link stays."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _mode_of(path: Path) -> int:
    """The mode of the file that is replaced, or that of a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
