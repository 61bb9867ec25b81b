"""Cells that spreadsheets would evaluate as formulas."""

import re

from lusha_cli.json_types import Json

# Spreadsheets evaluate cells that start with one of these signs, whose full-width and small forms
# some of them convert, after white space and invisible characters, which some of them drop.
_FORMULA_PREFIX = re.compile(
    r"[\t\r\n]|[\s\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2060\ufeff]*"
    r"[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]"
)
# Signed numbers and phone numbers are harmless.
_NUMBER = re.compile(r" *[+-]?[0-9 ().,/-]+")


def starts_like_formula(text: str) -> bool:
    """Return whether a text begins as formulas do, which signed numbers do too."""
    return bool(_FORMULA_PREFIX.match(text))


def escape_formula(value: Json) -> Json:
    """Prefix a cell with ' if a spreadsheet would evaluate it as a formula."""
    is_formula = (
        isinstance(value, str) and starts_like_formula(value) and not _NUMBER.fullmatch(value)
    )
    return f"'{value}" if is_formula else value
