"""Convert a value to what a property accepts."""

import re
import unicodedata
from datetime import date
from typing import Literal, NamedTuple

from lusha_cli.parsing.formulas import starts_like_formula
from lusha_cli.shapes.shape import Property
from lusha_cli.shapes.sources import Value

Problem = Literal["cut", "too_long", "invalid", "unmapped"]
Cell = str | int

_EMAIL = re.compile(r"[^\s@,;<>\"']+@[^\s@,;<>\"']+\.[^\s@,;<>\"'.]+")
_PHONE = re.compile(r"\+?[\d(][\d\s().\-/]*(?:(?:x|ext\.?|#) ?\d+)?", re.IGNORECASE)
_URL = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
# A range of revenues that starts at 0 or 1 states no lower end.
_MIN_REVENUE = 1000
# Characters that belong to the one before: of emoji sequences.
_JOINERS = "\u200d\ufe0e\ufe0f"


class Converted(NamedTuple):
    """The cell of a value ("": not usable), and what was wrong with the value."""

    cell: Cell
    problem: Problem | None = None


def convert(property_: Property, value: Value, source: str) -> Converted:
    """Return the cell for a value of a source."""
    if property_.kind == "number":
        return _number(property_, value, source)
    if isinstance(value, tuple):
        value = f"{value[0]}-{value[1] or ''}"
    # Line breaks and control characters would break rows and names.
    text = " ".join(_printable(str(value)).split())
    if not text:
        return Converted("")
    if property_.picklist is not None:
        found = property_.picklist.find(text)
        if found is None:
            return Converted("", "unmapped")
        text = found
    if property_.kind == "text":
        return _text(property_, text)
    checked = _checked(property_, text)
    if not checked:
        return Converted("", "invalid")
    # The beginning of an email, a number or a URL is a different one.
    if property_.max_length and utf16_length(checked) > property_.max_length:
        return Converted("", "too_long")
    return Converted(checked)


def _text(property_: Property, text: str) -> Converted:
    if starts_like_formula(text):
        text = f"'{text}"
    limit = property_.max_length
    if not limit or utf16_length(text) <= limit:
        return Converted(text)
    # The beginning of a value of a list is another value.
    if property_.picklist is not None and property_.picklist.values:
        return Converted("", "too_long")
    return Converted(cut(text, limit), "cut")


def _checked(property_: Property, text: str) -> str:
    """Return a text of the property's kind, or "" for another text."""
    if property_.kind == "date":
        return _iso_date(text)
    if property_.kind == "phone":
        return text if _PHONE.fullmatch(text) and any(map(str.isdigit, text)) else ""
    pattern = _EMAIL if property_.kind == "email" else _URL
    return text if pattern.fullmatch(text) and not starts_like_formula(text) else ""


def _iso_date(text: str) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""


def _number(property_: Property, value: Value, source: str) -> Converted:
    if isinstance(value, tuple):
        low, high = value
        number = low if property_.range_end == "min" else high
        if not number or (source == "company_revenue" and number < _MIN_REVENUE):
            return Converted("")
    elif isinstance(value, str):
        text = value.strip().replace(",", "")
        if not (text.isascii() and text.isdecimal()):
            return Converted("", "invalid")
        # Longer texts are slow to convert.
        if len(text) > 18:
            return Converted("", "too_long")
        number = int(text)
    else:
        number = value
    if number < 0:
        return Converted("", "invalid")
    if property_.max_length and len(str(number)) > property_.max_length:
        return Converted("", "too_long")
    return Converted(number)


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units, in which CRMs count: most emoji count twice."""
    return len(text) if text.isascii() else len(text) + sum(letter > "\uffff" for letter in text)


def cut(text: str, limit: int) -> str:
    """Return the beginning of a text, at most `limit` UTF-16 units, without half a character."""
    length, end = 0, 0
    for end, letter in enumerate(text):  # noqa: B007 - the place at which the text is cut
        length += 2 if letter > "\uffff" else 1
        if length > limit:
            break
    else:
        return text
    while end and (_joins(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    # A name of combining characters only has no better place.
    return text[:end].rstrip() or text[: limit // 2]


def _joins(letter: str) -> bool:
    return letter in _JOINERS or bool(unicodedata.combining(letter))


def _printable(text: str) -> str:
    """Return a text without control characters and lone surrogates, which CRMs refuse."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter
        for letter in text
    )
