"""Decide which records of a table are whole rows: no row may get the data of another person."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from lusha_cli.bulk.input.footers import is_footer, positions_below_gap
from lusha_cli.bulk.input.header import STRONG_KINDS, cell_kind, column_kinds, is_separator
from lusha_cli.bulk.input.records import Record, Row
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json

# More odd records in a row than a footer has lines: they are rows.
_MAX_PENDING = 20
_REPEATED_HEADER = "a repeated header"
_IDENTIFYING_KINDS = (*STRONG_KINDS, "domain")


class RowShapes:
    """Build the rows of a table from its records.

    Records with as many cells as there are columns are rows. Spare empty cells at the end are
    dropped. In a sheet, other spare cells get columns of their own, and missing cells are empty. In
    a text, a row with spare cells is invalid.

    A text row with too few cells may have lost its empty cells at the end, but it may also be a
    piece of a row that a line break in a cell without quotes split. The pieces of a row are
    neighbors, and two pieces of a row of N columns have N+1 cells together. So:

    - A short row with an email or LinkedIn profile in a column of those is that person's row.
    - A short row of two cells or more between whole rows is a row, as a piece of that size would
      have another short one beside it. So is one with a domain in a column of domains.
    - Any other short row is invalid. A single cell may have been split off a neighbor, so that is
      invalid too, unless an email, profile or domain in a column of those identifies it.
    - The last row is a footer, or invalid, if it is short and nothing in it identifies it.

    After a malformed row whose quote is still open, the next row is treated like such a neighbor.
    """

    def __init__(
        self,
        columns: list[str],
        headings: Sequence[str],
        sample: Sequence[Record],
        *,
        name: str,
        is_strict: bool,
    ) -> None:
        self._columns = columns
        self._header = [*headings] if any(headings) else None
        # Empty headings at the end need no cells.
        self._needed = max((n for n, text in enumerate(headings, 1) if text.strip()), default=0)
        self._needed = self._needed or len(columns)
        self._sample = sample
        self._kinds: list[str | None] | None = None
        self._name = name
        self._is_strict = is_strict

    def rows(self, records: Iterable[Record]) -> Iterator[Row]:
        """Yield the rows. Raises UsageError for an invalid one if the table is read strictly."""
        columns, width, header = self._columns, len(self._columns), self._header
        # The last record, if it and the one before are whole: nothing else is to be known of it.
        plain: Record | None = None
        # Otherwise the records that wait for the next whole one, and the odd one before them.
        pending: list[Record] = []
        before: Record | None = None
        records = iter(records)
        for record in records:
            if not is_separator(record.cells) or not any(record.cells):
                records = chain([record], records)
                break
            yield self._skipped(record, "a separator")
        for record in records:
            cells = record[1]
            if cells == header:
                # As in files that were joined.
                record = record._replace(problem=_REPEATED_HEADER)
            is_whole = (
                len(cells) == width
                and record[3] is None
                and (cells[-1] != "" or cells.count("") < width - 1)
            )
            if not is_whole:
                record = self._fit(record)
                width = len(columns)
                is_whole = self._is_whole(record)
            if not is_whole:
                if plain is not None:
                    pending, plain = [plain], None
                pending.append(record)
                if len(pending) > _MAX_PENDING:
                    yield from self._rows(before, pending[:-1], record)
                    before, pending = pending[-2], [record]
            elif plain is not None:
                yield Row(dict(zip(columns, plain[1])))  # noqa: B905 - sheets may get columns
                plain = record
            elif not pending:
                plain = record
            else:
                yield from self._rows(before, pending, record)
                if self._is_whole(pending[-1]):
                    before, pending, plain = None, [], record
                else:
                    before, pending = pending[-1], [record]
        yield from self._last_rows(before, pending if plain is None else [plain])

    def _fit(self, record: Record) -> Record:
        """Return a record with empty cells added or dropped at its end, where that is harmless."""
        cells, width = record.cells, len(self._columns)
        if record.problem:
            return record
        if record.unit == "row":
            while len(cells) > len(self._columns) and not cells[-1]:
                cells = cells[:-1]
            self._columns += [self._spare_column(n) for n in range(width + 1, len(cells) + 1)]
            width = len(self._columns)
        is_spare = len(cells) > width and not any(map(str.strip, cells[width:]))
        is_short = len(cells) < width and (record.unit == "row" or len(cells) >= self._needed)
        if is_spare or is_short:
            return record._replace(cells=[*cells[:width], *[""] * (width - len(cells))])
        return record

    def _spare_column(self, number: int) -> str:
        name, suffix = f"column {number}", 2
        while name in self._columns:
            name, suffix = f"column {number} ({suffix})", suffix + 1
        return name

    def _is_whole(self, record: Record) -> bool:
        """Return whether a record has all cells, and more than one filled."""
        cells, width = record.cells, len(self._columns)
        is_filled = width == 1 or cells.count("") < width - 1
        return len(cells) == width and not record.problem and is_filled

    def _rows(
        self, before: Record | None, records: Sequence[Record], after: Record | None
    ) -> Iterator[Row]:
        """Yield the rows of records between two neighbors."""
        neighbors = [before, *records, after]
        for position, record in enumerate(records):
            yield self._row(neighbors[position], record, neighbors[position + 2])

    def _row(self, before: Record | None, record: Record, after: Record | None) -> Row:
        cells, width = record.cells, len(self._columns)
        if record.problem == _REPEATED_HEADER:
            return self._skipped(record, record.problem)
        if record.problem:
            return self._invalid(record, f"{record.location}: {record.problem}")
        if len(cells) > width:
            spare = ", ".join(repr(cell) for cell in cells[width:] if cell)
            return self._invalid(record, f"{_count(record, width)}; extra cells: {spare}")
        if len(cells) < width:
            is_isolated = self._is_complete(before) and self._is_complete(after)
            is_row = self._is_identified(record, STRONG_KINDS) or (
                is_isolated and (len(cells) > 1 or self._is_identified(record, ("domain",)))
            )
            if not is_row:
                return self._invalid(record, _count(record, width))
        elif not self._is_complete_beside(record, before, after):
            return self._invalid(
                record, f"{record.location}: may be part of a row that is split by a line break"
            )
        return Row(self._name_cells(record))

    def _is_complete(self, record: Record | None) -> bool:
        return record is None or (len(record.cells) == len(self._columns) and not record.problem)

    def _is_complete_beside(
        self, record: Record, before: Record | None, after: Record | None
    ) -> bool:
        """Return whether no cell of a record with all cells can have been split off it."""
        pieces = [piece for piece in (before, after) if piece and self._is_loose_cell(piece)]
        is_open = before is not None and before.is_open
        if before is not None and before.problem and any('"' in cell for cell in record.cells):
            is_open = True
        return not (pieces or is_open) or self._is_identified(record, _IDENTIFYING_KINDS)

    def _is_loose_cell(self, record: Record) -> bool:
        """Return whether a record is a single cell that may belong to a neighbor."""
        if record.problem or len(self._columns) == 1 or len(record.cells) > 1:
            return False
        return not self._is_identified(record, STRONG_KINDS) and not is_footer(record.cells)

    def _is_identified(self, record: Record, kinds: Sequence[str]) -> bool:
        """Return whether a cell holds a value of these kinds in a column of that kind."""
        if self._kinds is None:
            self._kinds = column_kinds([r for r in self._sample if not r.problem])
        return any(
            kind in kinds and cell_kind(cell) == kind
            for kind, cell in zip(self._kinds, record.cells, strict=False)
        )

    def _last_rows(self, before: Record | None, records: Sequence[Record]) -> Iterator[Row]:
        """Yield the last rows: the whole one, and odd ones that may be a footer."""
        footers = self._footers(before, records)
        # A footer is nobody's neighbor.
        rows = [None if is_foot else r for r, is_foot in zip(records, footers, strict=True)]
        neighbors = [before, *rows, None]
        for position, record in enumerate(records):
            is_last = position == len(records) - 1
            if footers[position]:
                yield self._skipped(record, "a footer")
            elif is_last and self._is_short(record) and not self._has_identifier(record):
                yield self._invalid(record, _count(record, len(self._columns)))
            else:
                yield self._row(neighbors[position], record, neighbors[position + 2])

    def _footers(self, before: Record | None, records: Sequence[Record]) -> list[bool]:
        """Return which of the last records are lines of a footer."""
        below = list(positions_below_gap(before, records, len(self._columns)))
        footers = [False] * len(records)
        for position in reversed(range(len(records))):
            record = records[position]
            is_row = bool(record.problem) or self._has_identifier(record)
            is_odd = not self._is_whole(record)
            is_blank = not any(cell.strip() for cell in record.cells)
            if is_row or not ((is_odd and below[position]) or is_footer(record.cells) or is_blank):
                break
            footers[position] = not is_blank
        return footers

    def _is_short(self, record: Record) -> bool:
        return len(record.cells) < len(self._columns)

    def _has_identifier(self, record: Record) -> bool:
        return any(cell_kind(cell) in _IDENTIFYING_KINDS for cell in record.cells)

    def _name_cells(self, record: Record) -> dict[str, Json]:
        """Return the cells by column; missing ones are empty, and spare ones are dropped."""
        missing = [""] * (len(self._columns) - len(record.cells))
        return dict(zip(self._columns, [*record.cells, *missing], strict=False))

    def _invalid(self, record: Record, problem: str) -> Row:
        if self._is_strict:
            raise UsageError(
                f"{self._name}, {problem}.",
                hint="Fix the row, or leave out --strict to report it as invalid.",
            )
        return Row(self._name_cells(record), problem)

    def _skipped(self, record: Record, what: str) -> Row:
        problem = f"{record.location}: {what}, not a row"
        return Row(self._name_cells(record), problem, "skipped")


def _count(record: Record, width: int) -> str:
    return f"{record.location}: {len(record.cells)} of {width} cells"
