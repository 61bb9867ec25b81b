"""Read .xlsx workbooks row by row; needs the extra `excel` (openpyxl)."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import IO, Any, NamedTuple
from xml.etree.ElementTree import ParseError

from lusha_cli.bulk.input.table import Record
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.optional_dependencies import missing_dependency


class Sheet(NamedTuple):
    """An open sheet: its name, and its non-empty rows."""

    title: str
    records: Iterator[Record]


def open_sheet(file: IO[bytes], name: str, sheet: str | None) -> Sheet:
    """Open a sheet (default: the first).

    Raises UsageError, also while reading the rows, if the file isn't a valid workbook or has no
    such sheet.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise missing_dependency("openpyxl", what="Reading .xlsx") from error
    with _workbook_errors(name):
        workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
        if sheet is not None and sheet not in workbook.sheetnames:
            raise UsageError(
                f"{name} has no sheet {sheet!r}.",
                hint=f"Its sheets: {', '.join(workbook.sheetnames)}",
            )
        worksheet = workbook[sheet] if sheet is not None else workbook.worksheets[0]
        # Some programs store dimensions that are too small: rows beyond them would be lost.
        worksheet.reset_dimensions()
    return Sheet(worksheet.title, _read_records(worksheet, name))


def _read_records(worksheet: Any, name: str) -> Iterator[Record]:
    width = 0
    with _workbook_errors(name):
        for number, cells in enumerate(worksheet.iter_rows(values_only=True), start=1):
            texts = [_format_cell(cell) for cell in cells]
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                # Workbooks leave out empty cells at the end of a row: that isn't a ragged row.
                width = width or len(texts)
                yield Record(number, [*texts, *[""] * (width - len(texts))], "row")


@contextmanager
def _workbook_errors(name: str) -> Iterator[None]:
    """Raise UsageError for the errors of a workbook that can't be read."""
    from openpyxl.utils.exceptions import InvalidFileException

    errors = (InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, KeyError,
              ValueError, EOFError, OSError)  # fmt: skip
    with warnings.catch_warnings():
        # openpyxl warns about features that don't affect the rows, such as charts.
        warnings.simplefilter("ignore")
        try:
            yield
        except errors as error:
            raise UsageError(
                f"{name} is no .xlsx workbook that can be read: {error}.",
                hint="Save it as .xlsx without a password, or export it as csv.",
            ) from error


def _format_cell(cell: Json) -> str:
    """Format a cell as displayed; text stays unchanged, with leading zeros and signs."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, (date, datetime, time)) else str(cell)
