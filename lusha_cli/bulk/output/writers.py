"""Write enriched rows to a stream, or atomically to a file."""

import csv
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from lusha_cli.bulk.input.format_detection import FORMATS
from lusha_cli.bulk.input.readers import TABULAR_FORMATS
from lusha_cli.bulk.output.database_urls import absolute_url, is_database_url
from lusha_cli.bulk.output.databases import check_database
from lusha_cli.bulk.output.parquet import check_parquet, write_parquet
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.errors import UsageError
from lusha_cli.json_text import dump_json
from lusha_cli.json_types import Json
from lusha_cli.output.csv_stream import LfCsvStream, Writable
from lusha_cli.output.sanitize import can_encode
from lusha_cli.storage.atomic_files import atomic_write, remove_temporary_files
from lusha_cli.storage.output_files import check_output_file

PARQUET = "parquet"
OUTPUT_FORMATS = (*FORMATS, PARQUET)


def format_of_path(path: Path) -> str:
    """Return the format of a path's suffix. Raises UsageError for an unknown suffix."""
    suffix = path.suffix.lower().removeprefix(".")
    format_name = {"ndjson": "jsonl"}.get(suffix, suffix)
    if format_name not in OUTPUT_FORMATS:
        raise UsageError(
            f"--out {path}: unknown output format.",
            hint=f"End the file name with one of .{', .'.join(OUTPUT_FORMATS)}.",
        )
    if format_name == PARQUET:
        check_parquet()
    return format_name


def absolute_target(out: str) -> str:
    """Return the path or URL of --out as an absolute one."""
    return absolute_url(out) if is_database_url(out) else str(Path(out).absolute())


def review_path(out: str | Path) -> Path:
    """Return the file beside an output for rows that it leaves out: `out.review.csv`."""
    path = Path(out)
    return path.with_name(f"{path.stem}.review{path.suffix}")


def check_output_writable(out: str, record_type: RecordType, columns: Sequence[str] = ()) -> None:
    """Raise UsageError if `out` can't be written. Called before anything is charged.

    `columns` are the values of --data-columns.
    """
    if is_database_url(out):
        check_database(out, record_type, columns)
        return
    path = Path(out)
    if out == "-":
        hint = "To write to standard output, leave out --out."
        raise UsageError("--out -: '-' isn't a file.", hint=hint)
    # Before the format: a folder or /dev/stdout has none.
    check_output_file(path, name=f"--out {out}")
    format_of_path(path)
    check_output_file(review_path(path), name=f"--out {out}: {review_path(path)}")


class RowSource(Protocol):
    """A source of rows: dicts by column, or lists of cells for tables.

    The headings of tables may repeat, unlike the columns.
    """

    @property
    def columns(self) -> list[str]: ...
    @property
    def headings(self) -> list[str]: ...
    def rows(self) -> Iterable[dict[str, Json]]: ...
    def lines(self) -> Iterable[list[Json]]: ...


def write_file(path: Path, rows: RowSource) -> None:
    """Write the rows to `path` atomically. Raises LushaError if the disk is full or read-only."""
    hint = "Free some space or choose another --out. Stored results aren't charged again."
    # They may be what fills the disk.
    remove_temporary_files(path)
    with atomic_write(path, mode=output_mode(path), hint=hint) as file:
        if format_of_path(path) == PARQUET:
            write_parquet(file.buffer, rows.lines(), rows.columns)
        else:
            write_rows(file, rows, format_name=format_of_path(path))


def write_rows(stream: Writable, rows: RowSource, *, format_name: str) -> None:
    """Write the rows to a text stream. In csv and tsv every row has all columns."""
    if format_name in TABULAR_FORMATS:
        separator = "\t" if format_name == "tsv" else ","
        writer = csv.writer(LfCsvStream(stream), delimiter=separator, lineterminator="\r\n")
        writer.writerow(_format_cells(list(rows.headings)))
        writer.writerows(map(_format_cells, rows.lines()))
    elif format_name == "jsonl":
        for row in rows.rows():
            stream.write(f"{_encode_json(row)}\n")
    else:
        separator = "["
        for row in rows.rows():
            stream.write(f"{separator}\n{_encode_json(row)}")
            separator = ","
        stream.write("[]\n" if separator == "[" else "\n]\n")


def _encode_json(row: dict[str, Json]) -> str:
    text = dump_json(row, ensure_ascii=False)
    # UTF-8 can't encode a lone surrogate; as an escape sequence it is the same JSON.
    return (
        text if text.isascii() or can_encode(text, "utf-8") else dump_json(row, ensure_ascii=True)
    )


def _format_cells(values: list[Json]) -> list[str]:
    """Format the cells of a row; replace characters only if UTF-8 can't encode them."""
    cells = [value if isinstance(value, str) else _format_cell(value) for value in values]
    return cells if can_encode("".join(cells), "utf-8") else [_format_cell(cell) for cell in cells]


def _format_cell(value: Json) -> str:
    if isinstance(value, str):
        return value if can_encode(value, "utf-8") else value.encode("utf-8", "replace").decode()
    return "" if value is None else dump_json(value, ensure_ascii=True)


def output_mode(path: Path) -> int:
    """Return the mode of the file to replace, or the default mode of a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    # The umask can only be read by setting it.
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
