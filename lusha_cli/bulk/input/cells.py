"""Cells as people paste them: cleaned text, or the placeholder that stands for a value."""

import re
import string
from typing import NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.parsing.emails import find_emails
from lusha_cli.parsing.pasted_text import clean_text
from lusha_cli.parsing.placeholders import is_placeholder

__all__ = ["CellText", "find_emails", "is_plain", "read_cell"]

_PLAIN_START = frozenset(f"{string.ascii_letters}{string.digits}+")
# A name may start with an apostrophe: 't Hooft, 's-Gravenhage.
_DUTCH = re.compile(r"'[ts][ -]", re.IGNORECASE)
# The keys under which lists of objects hold a value.
_VALUE_KEYS = ("value", "email", "url", "address", "emailAddress", "domain", "number", "name")


class CellText(NamedTuple):
    """The text of a cell. `placeholder` is the text in place of a value."""

    text: str
    placeholder: str = ""


_EMPTY = CellText("")


def read_cell(value: Json) -> CellText:
    """Return the cleaned text of a cell; of a list, its first value."""
    if not isinstance(value, str):
        return _read_value(value)
    if not value:
        return _EMPTY
    if is_plain(value):
        return CellText(value)
    text = _strip_apostrophe(clean_text(value))
    if not text:
        return _EMPTY
    if text[0] in "[{" and text[-1] in "]}" and (listed := _parse_list(text)) is not None:
        return _read_value(listed) if listed else CellText("", text)
    return CellText("", text) if is_placeholder(text) else CellText(text)


def is_plain(cell: str) -> bool:
    """Return whether a cell that isn't empty is a value as it stands, as most are.

    That is printable ASCII that starts and ends as a value does, and isn't a placeholder.
    """
    return (
        cell[0] in _PLAIN_START
        and cell.isascii()
        and cell.isprintable()
        and cell[-1] != " "
        and not is_placeholder(cell)
    )


def _read_value(value: Json) -> CellText:
    """Return the text of a value that isn't text: a number, list or object."""
    if isinstance(value, bool) or value is None:
        return _EMPTY
    if isinstance(value, (int, float)):
        text = str(value)
        return CellText("", text) if text in ("nan", "inf", "-inf") else CellText(text)
    if isinstance(value, str):
        return read_cell(value)
    if isinstance(value, dict):
        values = [value[key] for key in _VALUE_KEYS if key in value]
    else:
        values = list(value)
    cells = list(map(_read_value, values))
    # A placeholder counts only if nothing else is there.
    return max(cells, key=lambda cell: bool(cell.text) * 2 + bool(cell.placeholder), default=_EMPTY)


def _strip_apostrophe(text: str) -> str:
    """Remove the apostrophe by which spreadsheets mark text."""
    if text[:1] not in ("'", "’") or _DUTCH.match(text.replace("’", "'")):  # noqa: RUF001
        return text
    return text[1:].strip(" ")


def _parse_list(text: str) -> Json:
    """Return the list or object that a text contains in JSON or Python, or None."""
    import json

    try:
        return _container(json.loads(text))
    except (ValueError, RecursionError):
        pass
    import ast
    import warnings

    try:
        with warnings.catch_warnings(action="ignore"):
            return _container(ast.literal_eval(text))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None


def _container(value: Json) -> Json:
    return value if isinstance(value, (list, dict)) else None
