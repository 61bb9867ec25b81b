"""What a sheet states after its rows: merged areas and links. It has to be known before them."""

import re
from typing import IO, NamedTuple

from lusha_cli.bulk.input.limits import MAX_SHEET_COLUMNS
from lusha_cli.bulk.input.workbook.package import DamagedWorkbook
from lusha_cli.bulk.input.workbook.references import parse_area

_CHUNK_BYTES = 1 << 20
_MAX_TAIL_BYTES = 32 << 20
_MAX_AREAS = 250_000
# Excel has 65,530 links a sheet.
_MAX_LINKS = 200_000
_MAX_LINKED_CELLS = 1_000
_END_OF_ROWS = re.compile(rb"</(?:\w+:)?sheetData\s*>|<(?:\w+:)?sheetData\s*/>")
_MAX_MARK_BYTES = 32
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']([A-Za-z0-9:$]{2,30})[\"']")
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^>]*)>")
_LINK_CELL = re.compile(rb"(?<!\S)ref\s*=\s*[\"']([A-Za-z0-9:$]{2,30})[\"']")
_LINK_ID = re.compile(rb":id\s*=\s*[\"']([^\"']+)[\"']")

Area = tuple[int, int, int, int]


class SheetTail(NamedTuple):
    """The merged areas in order, and the ids of links by (row, column)."""

    areas: list[Area]
    links: dict[tuple[int, int], str]


def read_tail(stream: IO[bytes]) -> SheetTail:
    """Return the data after the rows of a sheet. Raises DamagedWorkbook.

    Searches bytes instead of parsing XML, as the rows before are parsed later anyway.
    """
    tail = b""
    is_tail = False
    while chunk := stream.read(_CHUNK_BYTES):
        tail += chunk
        if not is_tail:
            # The name stands at the start of the rows as well.
            name = max(0, tail.rfind(b"sheetData") - _MAX_MARK_BYTES)
            end = _END_OF_ROWS.search(tail, name)
            is_tail = end is not None
            tail = tail[end.end() :] if end else tail[-2 * _MAX_MARK_BYTES :]
        if len(tail) > _MAX_TAIL_BYTES:
            raise DamagedWorkbook("a sheet has too many merged areas and links")
    return SheetTail(_merged_areas(tail), _links(tail))


def _merged_areas(tail: bytes) -> list[Area]:
    areas: list[Area] = []
    for match in _MERGED.finditer(tail):
        areas.append(parse_area(match[1].decode()))
        if len(areas) > _MAX_AREAS:
            raise DamagedWorkbook(f"a sheet has more than {_MAX_AREAS:,} merged areas")
    return sorted(areas)


def _links(tail: bytes) -> dict[tuple[int, int], str]:
    links: dict[tuple[int, int], str] = {}
    for match in _LINK.finditer(tail):
        cell, id_ = _LINK_CELL.search(match[1]), _LINK_ID.search(match[1])
        if cell is None or id_ is None or len(links) > _MAX_LINKS:
            continue
        top, left, bottom, right = parse_area(cell[1].decode())
        if (bottom - top + 1) * (right - left + 1) > _MAX_LINKED_CELLS:
            bottom, right = top, left
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                links[row, column] = id_[1].decode()
    return links


class MergedAreas:
    """Fills the cells of merged areas with the text of their first one, row by row."""

    def __init__(self, areas: list[Area]) -> None:
        self._waiting = areas[::-1]
        self._active: list[tuple[Area, str]] = []
        self._width = 0
        self._has_header = False

    def fill(self, row: int, cells: dict[int, str]) -> None:
        """Fill the empty cells of a row; rows must be in order.

        Areas are filled to the right only below the header: a title above it has one cell.
        """
        own = len(cells)
        self._width = max(self._width, max(cells, default=0))
        while self._waiting and self._waiting[-1][0] <= row:
            area = self._waiting.pop()
            self._active.append((area, cells.get(area[1], "") if area[0] == row else ""))
            # Areas don't overlap.
            if len(self._active) > MAX_SHEET_COLUMNS:
                raise DamagedWorkbook("merged areas of a sheet overlap")
        if self._active:
            self._active = [entry for entry in self._active if entry[0][2] >= row]
            for (_, left, _, right), text in self._active:
                if text and cells:
                    last = min(right, self._width) if self._has_header else left
                    for column in range(left, last + 1):
                        cells.setdefault(column, text)
        self._has_header = self._has_header or own > 1
