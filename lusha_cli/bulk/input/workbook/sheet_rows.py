"""Read the rows of a sheet in order: only those that have cells."""

import re
from collections.abc import Iterator
from typing import IO, NamedTuple
from xml.sax.xmlreader import AttributesImpl

from lusha_cli.bulk.input.workbook.number_formats import Styles
from lusha_cli.bulk.input.workbook.package import DamagedWorkbook, XmlHandler, parse_xml
from lusha_cli.bulk.input.workbook.references import column_number, row_number
from lusha_cli.bulk.input.workbook.shared_strings import SharedStrings, TextReader, unescape

_HYPERLINK = re.compile(r'\s*(?:_xlfn\.)?HYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_MAX_FORMULA_CHARACTERS = 10_000
_TRUE_FALSE = {"1": "true", "0": "false"}


class UncalculatedFormula(str):
    """An empty cell: the formula in `cell` has no stored value."""

    cell: str

    def __new__(cls, cell: str) -> "UncalculatedFormula":
        """Create the empty text, with the reference of its cell."""
        text = super().__new__(cls)
        text.cell = cell
        return text


class SheetRow(NamedTuple):
    """A row with its texts, and links of formulas, by column number."""

    number: int
    cells: dict[int, str]
    links: dict[int, str]
    is_hidden: bool


class SheetReader:
    """Reads the rows of a sheet. `hidden_columns` are pairs: the first and the last one."""

    def __init__(self, strings: SharedStrings, styles: Styles) -> None:
        self.hidden_columns: list[tuple[int, int]] = []
        self._strings = strings
        self._styles = styles

    def rows(self, stream: IO[bytes]) -> Iterator[SheetRow]:
        """Yield the rows that have cells. Raises DamagedWorkbook."""
        handler = _SheetHandler(self._strings, self._styles, self.hidden_columns)
        for _ in parse_xml(stream, handler):
            rows, handler.rows = handler.rows, []
            yield from rows


class _SheetHandler(XmlHandler):
    """Collects rows in `rows`."""

    def __init__(
        self, strings: SharedStrings, styles: Styles, hidden_columns: list[tuple[int, int]]
    ) -> None:
        super().__init__()
        self.rows: list[SheetRow] = []
        self._strings = strings
        self._styles = styles
        self._hidden_columns = hidden_columns
        self._text = TextReader()
        self._row_number = self._column = 0
        self._is_row_known = self._is_hidden = False
        self._cells: dict[int, str] = {}
        self._links: dict[int, str] = {}
        self._type = self._style = ""
        self._part = ""
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._has_value = False

    def start(self, element: str, attributes: AttributesImpl) -> None:
        if element == "c":
            self._start_cell(attributes)
        elif element in ("v", "f"):
            self._part = element
            if element == "f":
                self._formula = []
            else:
                self._has_value = True
        elif element == "row":
            self._start_row(attributes)
        elif element == "col":
            if attributes.get("hidden") in ("1", "true"):
                self._hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif self._type == "inlineStr":
            self._text.start(element)

    def end(self, element: str) -> None:
        if element == "c":
            self._end_cell()
        elif element == "row":
            if self._cells:
                cells, links = self._cells, self._links
                self.rows.append(SheetRow(self._row_number, cells, links, self._is_hidden))
        elif element in ("v", "f"):
            self._part = ""
        elif self._type == "inlineStr":
            self._text.end(element)

    def characters(self, content: str) -> None:
        if self._part == "v":
            self._value.append(content)
        elif self._part == "f":
            if self._formula is not None and len(self._formula) < _MAX_FORMULA_CHARACTERS:
                self._formula.append(content)
        else:
            self._text.add(content)

    def _start_row(self, attributes: AttributesImpl) -> None:
        number = attributes.get("r")
        self._is_row_known = number is not None
        self._row_number = self._row_number + 1 if number is None else row_number(number)
        self._is_hidden = attributes.get("hidden") in ("1", "true")
        self._column = 0
        self._cells, self._links = {}, {}

    def _start_cell(self, attributes: AttributesImpl) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            self._column = column_number(letters)
            if not self._is_row_known:
                self._row_number = row_number(reference[len(letters) :])
                self._is_row_known = True
            elif len(reference) - len(letters) > 7:
                raise DamagedWorkbook(f"{reference[:20]!r} is beyond the last row of a sheet")
        self._type = attributes.get("t") or "n"
        self._style = attributes.get("s") or "0"
        self._value, self._formula, self._has_value = [], None, False

    def _end_cell(self) -> None:
        text = self._cell_text()
        self._type = ""
        if text or isinstance(text, UncalculatedFormula):
            self._cells[self._column] = text
        if self._formula:
            link = _HYPERLINK.match("".join(self._formula))
            if link:
                self._links[self._column] = link[1]

    def _cell_text(self) -> str:
        if self._type == "inlineStr":
            return self._text.take()
        value = "".join(self._value)
        if not value:
            # The result of a formula may be an empty text.
            is_calculated = self._type == "str" and self._has_value
            if self._formula is None or is_calculated:
                return ""
            return UncalculatedFormula(_reference(self._column, self._row_number))
        if self._type == "s":
            return self._strings[int(value)]
        if self._type == "n":
            return self._styles.format(value, int(self._style))
        if self._type == "b":
            return _TRUE_FALSE.get(value, value)
        if self._type == "d":
            return value.removesuffix("Z").removesuffix(".000").removesuffix("T00:00:00")
        return unescape(value)


def _reference(column: int, row: int) -> str:
    from lusha_cli.bulk.input.workbook.references import column_letters

    return f"{column_letters(column)}{row}"
