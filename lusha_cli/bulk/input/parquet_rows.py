"""Read the rows of a Parquet file; needs the extra `parquet` (pyarrow)."""

from collections.abc import Iterator
from pathlib import Path

from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.optional_dependencies import missing_dependency

_SIGNATURE = b"PAR1"
_BATCH_ROWS = 2000


def is_parquet(file: Path) -> bool:
    """Return whether a file begins as Parquet files do. Raises OSError."""
    with file.open("rb") as stream:
        return stream.read(len(_SIGNATURE)) == _SIGNATURE


def read_parquet_rows(file: Path) -> Iterator[dict[str, Json]]:
    """Yield the cells of each row. Raises UsageError for a damaged file."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise missing_dependency("pyarrow", what="Reading Parquet files") from error
    try:
        with parquet.ParquetFile(file) as source:
            for batch in source.iter_batches(batch_size=_BATCH_ROWS):
                for row in batch.to_pylist():
                    yield {name: _to_json(cell) for name, cell in row.items()}
    except pyarrow.ArrowException as error:
        raise UsageError(f"{file} can't be read as Parquet: {error}.") from error


def _to_json(cell: object) -> Json:
    """Return a cell as JSON has it; times and the like as text."""
    if isinstance(cell, dict):
        return {str(name): _to_json(each) for name, each in cell.items()}
    if isinstance(cell, list):
        return [_to_json(each) for each in cell]
    return cell if cell is None or isinstance(cell, (str, int, float, bool)) else str(cell)
