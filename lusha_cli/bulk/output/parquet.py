"""Writing rows as parquet; needs the extra `parquet` (pyarrow)."""

import json
from collections.abc import Iterable
from itertools import islice
from typing import IO, Any

from lusha_cli.json_types import Json
from lusha_cli.optional_dependencies import missing

_ROWS_A_GROUP = 20_000
_NUMBERS = ("lusha_credits",)


def check_parquet() -> None:
    """Raise UsageError where pyarrow is not installed."""
    _arrow()


def write_parquet(file: IO[bytes], rows: Iterable[list[Json]], columns: list[str]) -> None:
    """Write lines of cells under `columns`; all of them text, but for the credits."""
    arrow, parquet = _arrow()
    kinds = [arrow.int64() if name in _NUMBERS else arrow.string() for name in columns]
    schema = arrow.schema(list(zip(columns, kinds, strict=True)))
    lines = iter(rows)
    with parquet.ParquetWriter(file, schema) as writer:
        while group := list(islice(lines, _ROWS_A_GROUP)):
            cells = [
                arrow.array([_cell(value, name) for value in column], kind)
                for column, name, kind in zip(zip(*group, strict=True), columns, kinds, strict=True)
            ]
            writer.write_table(arrow.table(cells, schema=schema))


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise missing("pyarrow", what="Writing parquet") from error
    return pyarrow, pyarrow.parquet


def _cell(value: Json, name: str) -> Json:
    """A cell in its column's type; what there is not is null."""
    if value is None or value == "":
        return None
    if name in _NUMBERS:
        return int(value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return json.dumps(value, ensure_ascii=True)
