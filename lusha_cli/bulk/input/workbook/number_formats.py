"""Show the numbers of a sheet: dates, leading zeros and percentages by their formats.

A number is never rounded to the digits that Excel shows, and has no thousands separators, so that
programs can read it.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from math import isfinite

from lusha_cli.bulk.input.workbook.package import Attributes, Package

Formatter = Callable[[str], str]

# Built-in formats of East Asian versions that are dates.
_EAST_ASIAN_DATES = frozenset((*range(27, 37), *range(50, 59)))
# Excel has 15 digits, and shows an exponent beyond these sizes.
_DIGITS = 15
_MAX_PLAIN_EXPONENT = 21
_MIN_PLAIN_EXPONENT = -10
# Parts of a format that stay as they are: "text", \x, and what fills or pads a cell: *x, _x.
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\*.|_.|\[[^\]]*\]')
_CONDITION = re.compile(r"\[(<=?|>=?|=|<>)(-?[0-9.]+)\]")
_PLACEHOLDERS = "0#?"
_MAX_FORMATS = 100_000


class Styles:
    """Formats numbers by the number of their style."""

    def __init__(self, formatters: list[Formatter]) -> None:
        self._formatters = formatters

    def format(self, text: str, style: int) -> str:
        """Return a stored number as shown with a style."""
        if 0 <= style < len(self._formatters):
            return self._formatters[style](text)
        return plain_number(text)


def read_styles(package: Package, part: str | None, *, is_1904: bool) -> Styles:
    """Return the styles in a part. `is_1904`: dates count from 1904, not 1900."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    codes: dict[int, str] = dict(BUILTIN_FORMATS)
    numbers: list[int] = []
    is_in_cell_formats = False

    def read(element: str, attributes: Attributes) -> None:
        nonlocal is_in_cell_formats
        if element == "numFmt":
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif element in ("cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
            is_in_cell_formats = element == "cellXfs"
        elif element == "xf" and is_in_cell_formats and len(numbers) < _MAX_FORMATS:
            numbers.append(int(attributes.get("numFmtId") or 0))

    if part is not None and package.has(part):
        package.read_elements(part, read)
    formatters = {
        number: _make_formatter(number, codes.get(number, "General"), is_1904=is_1904)
        for number in set(numbers)
    }
    return Styles([formatters[number] for number in numbers])


def _make_formatter(number: int, code: str, *, is_1904: bool) -> Formatter:
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

    if number in _EAST_ASIAN_DATES:
        code = "yyyy-mm-dd"
    if is_date_format(code) or is_timedelta_format(code):
        epoch = MAC_EPOCH if is_1904 else WINDOWS_EPOCH
        return partial(_format_date, code=code, epoch=epoch)
    if code in ("General", "@", ""):
        return plain_number
    return partial(_format_number, sections=code.split(";"))


def plain_number(text: str) -> str:
    """Return a stored number with Excel's 15 digits and no exponent."""
    if text.removeprefix("-").isdecimal() and text.isascii():
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    if not isfinite(number):
        return text
    if number == 0:
        return "0"
    decimal = Decimal(f"{number:.{_DIGITS}g}")
    if not _MIN_PLAIN_EXPONENT <= decimal.adjusted() <= _MAX_PLAIN_EXPONENT:
        return text
    plain = f"{decimal:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _format_number(text: str, *, sections: list[str]) -> str:
    plain = plain_number(text)
    section = _LITERAL.sub("", _section_of(plain, sections))
    if "%" in section:
        return f"{_shift(plain)}%"
    places = [char for char in section if char in _PLACEHOLDERS]
    is_template = places.count("0") > 1 or (set(section) & set("()-") and len(places) > 1)
    if is_template and plain.isdecimal() and not set(section) & set(".,Ee/@"):
        return _fill(_section_of(plain, sections), plain)
    _, point, decimals = section.partition(".")
    shown = len(decimals) - len(decimals.lstrip("0")) if point else 0
    if shown and "E" not in section.upper() and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain):
        whole, _, fraction = plain.partition(".")
        return f"{whole}.{fraction.ljust(shown, '0')}"
    return plain


def _section_of(plain: str, sections: list[str]) -> str:
    """Return the section of a format for a number: by condition, or by sign."""
    try:
        number = float(plain)
    except ValueError:
        return sections[0]
    for section in sections:
        condition = _CONDITION.search(section)
        if condition is None:
            continue
        sign, limit = condition[1], float(condition[2])
        if (
            ("<" in sign and number < limit)
            or (">" in sign and number > limit)
            or (sign in ("<=", ">=", "=") and number == limit)
        ):
            return section
    if any(_CONDITION.search(section) for section in sections):
        return sections[-1]
    return sections[1] if number < 0 and len(sections) > 1 else sections[0]


def _shift(plain: str) -> str:
    """Return a number times 100."""
    try:
        shifted = f"{Decimal(plain).scaleb(2):f}"
    except ArithmeticError:
        return plain
    return shifted.rstrip("0").rstrip(".") if "." in shifted else shifted


def _fill(section: str, digits: str) -> str:
    """Put digits into the places of a format such as `00000-0000` or `(###) ###-####`."""
    parts: list[str] = []
    rest = list(digits)
    for part in reversed(_split_section(section)):
        if part not in _PLACEHOLDERS or len(part) != 1:
            parts.append(part.lstrip("\0"))
        elif rest:
            parts.append(rest.pop())
        elif part == "0":
            parts.append("0")
    first_place = len(parts)
    for index, part in enumerate(parts):
        if len(part) == 1 and part.isdecimal():
            first_place = index + 1
    return "".join(reversed([*parts[:first_place], *reversed(rest), *parts[first_place:]]))


def _split_section(section: str) -> list[str]:
    """Return the places and the texts of a format; texts begin with a zero character."""
    parts: list[str] = []
    position = 0
    for match in _LITERAL.finditer(section):
        parts += section[position : match.start()]
        literal = match[1] or match[2]
        if literal:
            parts.append(f"\0{literal}")
        position = match.end()
    return [*parts, *section[position:]]


def _format_date(text: str, *, code: str, epoch: datetime) -> str:
    """Return a stored date or time in ISO 8601."""
    from openpyxl.styles.numbers import is_timedelta_format
    from openpyxl.utils.datetime import from_excel

    try:
        value = from_excel(float(text), epoch, timedelta=is_timedelta_format(code))
    except (ValueError, OverflowError):
        return plain_number(text)
    if isinstance(value, datetime):
        shows_time = re.search("[hs]", _LITERAL.sub("", code), re.IGNORECASE)
        if value.time() == time() or not shows_time:
            return value.date().isoformat()
        return value.isoformat()
    return value.isoformat() if isinstance(value, (date, time)) else str(value)
