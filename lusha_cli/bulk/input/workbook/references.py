"""Cell references of a sheet, such as `C7` and `A1:F3`."""

import re
from functools import lru_cache

from lusha_cli.bulk.input.limits import MAX_SHEET_COLUMNS, MAX_SHEET_ROWS
from lusha_cli.bulk.input.workbook.package import DamagedWorkbook

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=4096)
def column_number(letters: str) -> int:
    """Return the number of a column, from 1. Raises DamagedWorkbook beyond Excel's last one."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    if not 1 <= number <= MAX_SHEET_COLUMNS or not (letters.isascii() and letters.isalpha()):
        raise DamagedWorkbook(f"the column {letters[:20]!r} is beyond the last one of a sheet")
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column by its number."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def row_number(text: str) -> int:
    """Return the number of a row. Raises DamagedWorkbook beyond Excel's last one."""
    digits = text.removesuffix(".0")
    if len(digits) > 20 or not digits.isdecimal() or not 1 <= int(digits) <= MAX_SHEET_ROWS:
        raise DamagedWorkbook(
            f"the row {text[:20]} is beyond the last one of a sheet ({MAX_SHEET_ROWS:,})"
        )
    return int(digits)


def parse_cell(reference: str) -> tuple[int, int]:
    """Return the row and the column of a cell. Raises DamagedWorkbook."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise DamagedWorkbook(f"{reference[:20]!r} isn't a cell")
    return row_number(match[2]), column_number(match[1])


def parse_area(reference: str) -> tuple[int, int, int, int]:
    """Return the first row and column of an area, and the last ones. Raises DamagedWorkbook."""
    first, _, last = reference.partition(":")
    start, end = parse_cell(first), parse_cell(last or first)
    return (
        min(start[0], end[0]),
        min(start[1], end[1]),
        max(start[0], end[0]),
        max(start[1], end[1]),
    )
