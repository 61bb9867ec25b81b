"""Reading .xlsx workbooks, a row at a time; needs the extra `excel` (openpyxl)."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import IO
from xml.etree.ElementTree import ParseError

from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.optional_dependencies import missing


def sheet_rows(file: IO[bytes], name: str, sheet: str | None) -> Iterator[list[str]]:
    """The rows of a sheet (the first one where none is named) that are not empty, as texts.

    Raises UsageError where the file is no workbook, or has no such sheet.
    """
    try:
        import openpyxl
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        raise missing("openpyxl", what="Reading .xlsx") from error
    broken = (InvalidFileException, zipfile.BadZipFile, zlib.error, ParseError, KeyError,
              ValueError, EOFError, OSError)  # fmt: skip
    with warnings.catch_warnings():
        # What openpyxl does not support, such as charts, is nothing to the rows.
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            if sheet is not None and sheet not in book.sheetnames:
                raise UsageError(
                    f"{name} has no sheet {sheet!r}.",
                    hint=f"Its sheets: {', '.join(book.sheetnames)}",
                )
            found = book[sheet] if sheet is not None else book.worksheets[0]
            # Some programs write a size that is too small: rows beyond it would be lost.
            found.reset_dimensions()
            for cells in found.iter_rows(values_only=True):
                texts = [_text(cell) for cell in cells]
                while texts and not texts[-1]:
                    texts.pop()
                if texts:
                    yield texts
        except broken as error:
            raise UsageError(
                f"{name} is no .xlsx workbook that can be read: {error}.",
                hint="Save it as .xlsx without a password, or export it as csv.",
            ) from error


def _text(cell: Json) -> str:
    """A cell as a person sees it; text stays as it is, with its zeros and signs."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, (date, datetime, time)) else str(cell)
