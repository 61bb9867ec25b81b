"""Read .xlsx workbooks row by row; needs the extra `excel` (openpyxl, defusedxml)."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, NamedTuple
from xml.sax import SAXException

from lusha_cli.bulk.input.limits import MAX_RECORD_BYTES, check_width, record_too_long
from lusha_cli.bulk.input.records import Record
from lusha_cli.bulk.input.workbook.link_columns import LinkedRow, add_link_columns, link_value
from lusha_cli.bulk.input.workbook.number_formats import read_styles
from lusha_cli.bulk.input.workbook.package import Attributes, DamagedWorkbook, Package
from lusha_cli.bulk.input.workbook.shared_strings import read_shared_strings
from lusha_cli.bulk.input.workbook.sheet_rows import SheetReader, UncalculatedFormula
from lusha_cli.bulk.input.workbook.sheet_tail import MergedAreas, read_tail
from lusha_cli.errors import UsageError
from lusha_cli.optional_dependencies import missing_dependency
from lusha_cli.output.number_format import pluralize
from lusha_cli.suggestions import did_you_mean

_MAX_LISTED_SHEETS = 20
# A wide header over millions of short rows, or long texts used again and again, would fill the
# disk: what is read may be this much, and this many times the cells and bytes of the file.
_MIN_CELLS, _MAX_CELL_RATIO = 5_000_000, 100
_MIN_CHARACTERS, _MAX_CHARACTER_RATIO = 64 << 20, 500


class Sheet(NamedTuple):
    """An open sheet: its name, and its rows that aren't empty."""

    title: str
    records: Iterator[Record]


class _SheetEntry(NamedTuple):
    title: str
    is_hidden: bool
    part: str


def open_sheet(file: IO[bytes], name: str, sheet: str | None, notes: list[str]) -> Sheet:
    """Open a sheet (default: the first one that is visible).

    Its name and the other sheets are added to the notes, and at the end of the rows, what is
    unusual in them. Raises UsageError, also while reading the rows, if the file isn't a valid
    workbook or has no such sheet.
    """
    _check_dependencies()
    with _workbook_errors(name):
        workbook = _Workbook(file)
        entry = workbook.find_sheet(sheet, name)
    notes[0] += f", sheet {entry.title}"
    others = [other for other in workbook.sheets if other is not entry]
    if others:
        notes.append(f"Other sheets: {_list_sheets(others)}. To read one, add --sheet NAME.")
    reader = _SheetRecords(workbook, entry, name, notes)
    return Sheet(entry.title, reader.records())


def _check_dependencies() -> None:
    for package in ("openpyxl", "defusedxml"):
        try:
            __import__(package)
        except ImportError as error:
            raise missing_dependency(package, what="Reading .xlsx") from error


class _Workbook:
    """The sheets of a workbook, and the parts that they share."""

    def __init__(self, file: IO[bytes]) -> None:
        self.packed_bytes = file.seek(0, 2)
        self.package = Package(file)
        self.is_1904 = False
        relations = self.package.relations("").values()
        parts = [relation.target for relation in relations if relation.kind == "officeDocument"]
        self.part = parts[0] if parts else "xl/workbook.xml"
        self.relations = self.package.relations(self.part)
        self.sheets: list[_SheetEntry] = []
        self.package.read_elements(self.part, self._read_element)

    def _read_element(self, element: str, attributes: Attributes) -> None:
        if element == "workbookPr":
            self.is_1904 = attributes.get("date1904") in ("1", "true")
        elif element == "sheet":
            relation = self.relations.get(attributes.get("id", ""))
            # The others are charts and dialogs.
            if relation is not None and relation.kind == "worksheet":
                is_hidden = attributes.get("state", "visible") != "visible"
                title = attributes.get("name", "")
                self.sheets.append(_SheetEntry(title, is_hidden, relation.target))

    def find_sheet(self, title: str | None, name: str) -> _SheetEntry:
        """Return the sheet with a title, or the first visible one. Raises UsageError."""
        if title is None:
            matches = [entry for entry in self.sheets if not entry.is_hidden]
            problem = "has no visible sheet."
        else:
            matches = [entry for entry in self.sheets if entry.title == title] or [
                entry
                for entry in self.sheets
                if entry.title.strip().casefold() == title.strip().casefold()
            ]
            suggestion = did_you_mean(title, [entry.title for entry in self.sheets], quoted=True)
            problem = f"has no sheet {title!r}.{suggestion}"
        if not matches:
            raise UsageError(
                f"{name} {problem}", hint=f"Sheets: {_list_sheets(self.sheets) or 'none'}."
            )
        return matches[0]

    def part_of_kind(self, kind: str) -> str | None:
        """Return the part that the workbook refers to as `kind`, or None."""
        relations = self.relations.values()
        return next((relation.target for relation in relations if relation.kind == kind), None)


def _list_sheets(sheets: list[_SheetEntry]) -> str:
    titles = [f"{entry.title}{' (hidden)' if entry.is_hidden else ''}" for entry in sheets]
    more = f" and {len(titles) - _MAX_LISTED_SHEETS:,} more" * (len(titles) > _MAX_LISTED_SHEETS)
    return ", ".join(titles[:_MAX_LISTED_SHEETS]) + more


class _SheetRecords:
    """Reads the records of one sheet, and notes unusual content."""

    def __init__(
        self, workbook: _Workbook, entry: _SheetEntry, name: str, notes: list[str]
    ) -> None:
        self._workbook = workbook
        self._entry = entry
        self._name = name
        self._notes = notes
        self._hidden_rows = 0
        self._width = 0
        self._formulas: list[str] = []
        self._formula_count = 0
        self._cells = self._filled_cells = self._characters = 0

    def records(self) -> Iterator[Record]:
        """Yield the rows that aren't empty, and add notes at the end."""
        with _workbook_errors(self._name):
            for number, texts in add_link_columns(self._rows()):
                # Workbooks leave out empty cells at the end of a row: that isn't a ragged row.
                self._width = max(self._width, len(texts))
                check_width(self._name, f"row {number}", self._width)
                texts += [""] * (self._width - len(texts))
                self._check_size(number, texts)
                yield Record(number, texts, "row")
        if not self._width:
            raise UsageError(
                f"{self._name}, sheet {self._entry.title} is empty.",
                hint="The file needs a header and at least one row. "
                "To read another sheet, add --sheet NAME.",
            )
        self._add_notes()

    def _rows(self) -> Iterator[LinkedRow]:
        package = self._workbook.package
        with package.open(self._entry.part) as stream:
            tail = read_tail(stream)
        relations = package.relations(self._entry.part) if tail.links else {}
        merged_areas = MergedAreas(tail.areas)
        strings = read_shared_strings(package, self._workbook.part_of_kind("sharedStrings"))
        styles_part = self._workbook.part_of_kind("styles")
        styles = read_styles(package, styles_part, is_1904=self._workbook.is_1904)
        self._reader = SheetReader(strings, styles)
        try:
            with package.open(self._entry.part) as stream:
                for row in self._reader.rows(stream):
                    merged_areas.fill(row.number, row.cells)
                    self._count(row.cells, is_hidden=row.is_hidden)
                    targets = dict(row.links)
                    if relations:
                        targets |= {
                            column: relations[id_].target
                            for column in row.cells
                            if (id_ := tail.links.get((row.number, column), "")) in relations
                        }
                    links = {n - 1: link for n, url in targets.items() if (link := link_value(url))}
                    texts = [row.cells.get(n, "") for n in range(1, max(row.cells) + 1)]
                    yield LinkedRow(row.number, texts, links)
        finally:
            strings.close()

    def _count(self, cells: dict[int, str], *, is_hidden: bool) -> None:
        self._hidden_rows += is_hidden
        self._filled_cells += len(cells)
        for text in cells.values():
            if isinstance(text, UncalculatedFormula):
                self._formula_count += 1
                if not self._formulas:
                    self._formulas.append(text.cell)

    def _check_size(self, number: int, texts: list[str]) -> None:
        characters = sum(map(len, texts))
        if characters > MAX_RECORD_BYTES:
            raise record_too_long(self._name, f"row {number}")
        self._characters += characters
        self._cells += len(texts)
        if self._cells > max(_MIN_CELLS, self._filled_cells * _MAX_CELL_RATIO):
            raise UsageError(
                f"{self._name}, row {number}: the sheet is {len(texts):,} columns wide, and almost "
                "all of its cells are empty.",
                hint="Delete the columns that aren't part of the table.",
            )
        if self._characters > max(
            _MIN_CHARACTERS, self._workbook.packed_bytes * _MAX_CHARACTER_RATIO
        ):
            raise UsageError(
                f"{self._name}, row {number}: the sheet unpacks to more than "
                f"{self._characters >> 20:,} MB.",
                hint="Export it as CSV, then pass that file.",
            )

    def _add_notes(self) -> None:
        hidden = [
            (self._hidden_rows, "hidden row", "hidden rows"),
            (self._count_hidden_columns(), "hidden column", "hidden columns"),
        ]
        counts = [pluralize(number, *nouns) for number, *nouns in hidden if number]
        if counts:
            self._notes.append(
                f"{' and '.join(counts)} of the sheet are read too, "
                "including those hidden by a filter."
            )
        if self._formula_count:
            others = f", nor do {self._formula_count - 1:,} others" * (self._formula_count > 1)
            self._notes.append(
                f"The formula in {self._formulas[0]} has no stored value{others}. "
                "These cells are read as empty."
            )

    def _count_hidden_columns(self) -> int:
        return sum(
            max(0, min(last, self._width) - first + 1)
            for first, last in self._reader.hidden_columns
        )


@contextmanager
def _workbook_errors(name: str) -> Iterator[None]:
    """Raise UsageError for the errors of a workbook that can't be read."""
    errors = (DamagedWorkbook, zipfile.BadZipFile, zlib.error, SAXException, KeyError, ValueError,
              NotImplementedError, EOFError, OSError, RuntimeError)  # fmt: skip
    try:
        yield
    except errors as error:
        is_entity = type(error).__module__.startswith("defusedxml")
        reason = "its XML has a document type or entities" if is_entity else str(error)[:200]
        raise UsageError(
            f"{name} can't be read as an .xlsx workbook: {reason}.",
            hint="Save it as .xlsx without a password, or export it as CSV.",
        ) from error
