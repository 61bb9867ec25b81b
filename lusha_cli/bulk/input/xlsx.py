"""Read .xlsx workbooks row by row; needs the extra `excel` (openpyxl)."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import IO
from xml.etree.ElementTree import ParseError

from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.optional_dependencies import missing_dependency


def read_sheet_rows(file: IO[bytes], name: str, sheet: str | None) -> Iterator[list[str]]:
    """Yield the non-empty rows of a sheet (default: the first) as lists of text.

    Raises UsageError if the file isn't a valid workbook or has no such sheet.
    """
    try:
        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise missing_dependency("openpyxl", what="Reading .xlsx") from error
    workbook_errors = (InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, KeyError,
              ValueError, EOFError, OSError)  # fmt: skip
    with warnings.catch_warnings():
        # openpyxl warns about features that don't affect the rows, such as charts.
        warnings.simplefilter("ignore")
        try:
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
            if sheet is not None and sheet not in workbook.sheetnames:
                raise UsageError(
                    f"{name} has no sheet {sheet!r}.",
                    hint=f"Its sheets: {', '.join(workbook.sheetnames)}",
                )
            worksheet = workbook[sheet] if sheet is not None else workbook.worksheets[0]
            # Some programs store dimensions that are too small: rows beyond them would be lost.
            worksheet.reset_dimensions()
            for cells in worksheet.iter_rows(values_only=True):
                texts = [_format_cell(cell) for cell in cells]
                while texts and not texts[-1]:
                    texts.pop()
                if texts:
                    yield texts
        except workbook_errors as error:
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
