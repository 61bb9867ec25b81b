"""Write rows as parquet; needs the extra `parquet` (pyarrow)."""

from collections.abc import Iterable
from itertools import islice
from typing import IO, Any

from lusha_cli.json_text import dump_json
from lusha_cli.json_types import Json
from lusha_cli.optional_dependencies import missing_dependency

_ROWS_PER_GROUP = 2000
_NUMBER_COLUMNS = ("lusha_credits", "lusha_match", "lusha_duplicate_of", "lusha_row")


def check_parquet() -> None:
    """Raise UsageError if pyarrow isn't installed."""
    _import_pyarrow()


def write_parquet(file: IO[bytes], rows: Iterable[list[Json]], columns: list[str]) -> None:
    """Write lists of cells in the order of `columns`: all text, except numbers (int64)."""
    arrow, parquet = _import_pyarrow()
    types = [arrow.int64() if name in _NUMBER_COLUMNS else arrow.string() for name in columns]
    schema = arrow.schema(list(zip(columns, types, strict=True)))
    lines = iter(rows)
    with parquet.ParquetWriter(file, schema) as writer:
        # Row groups limit the memory of large files.
        while row_group := list(islice(lines, _ROWS_PER_GROUP)):
            cells = [
                arrow.array([_convert_cell(value, name) for value in column], type_)
                for column, name, type_ in zip(
                    zip(*row_group, strict=True), columns, types, strict=True
                )
            ]
            writer.write_table(arrow.table(cells, schema=schema))


def _import_pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise missing_dependency("pyarrow", what="Writing parquet") from error
    return pyarrow, pyarrow.parquet


def _convert_cell(value: Json, column: str) -> Json:
    """Convert a cell to the type of its column; empty cells become null."""
    if value is None or value == "":
        return None
    if column in _NUMBER_COLUMNS:
        return int(value)
    if isinstance(value, str):
        # Arrow accepts valid UTF-8 only.
        return value.encode("utf-8", "replace").decode()
    return dump_json(value, ensure_ascii=True)
