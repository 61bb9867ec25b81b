"""Import the rows of an input into a journal: cells, payload, or the error of the row."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice

from lusha_cli.bulk.input.cells import read_cell
from lusha_cli.bulk.input.column_mapping import SAMPLE_ROWS, check_columns, map_columns
from lusha_cli.bulk.input.json_rows import flat_cells
from lusha_cli.bulk.input.mapping_notes import (
    email_domain_notes,
    mapping_notes,
    missing_columns_error,
)
from lusha_cli.bulk.input.readers import TABULAR_FORMATS, Input
from lusha_cli.bulk.input.row_values import RowReader, RowValues
from lusha_cli.bulk.input.selection import Selection
from lusha_cli.bulk.input.table import Row
from lusha_cli.bulk.input.workbook.sheet_rows import UncalculatedFormula
from lusha_cli.bulk.json_numbers import pack_numbers
from lusha_cli.bulk.record_types import NothingToReveal, RecordType
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.bulk.run.stated_names import NAME_FIELDS
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.parsing.invalid_value import InvalidValue

_NOTHING = Selection({}, [])


class RowImporter:
    """Import the rows of one input into a journal. `mapping` maps fields to columns."""

    def __init__(
        self, record_type: RecordType, journal: Journal, input_: Input, mapping: Mapping[str, str]
    ) -> None:
        self._record_type = record_type
        self._journal = journal
        self._input = input_
        self._mapping = mapping
        self._is_tabular = input_.format in TABULAR_FORMATS
        self._columns: dict[str, None] = {}
        # What is mapped: the columns, and the keys of objects in them.
        self._fields: dict[str, None] = {}
        self._mapped_columns: list[str] = []
        self._sample: Sequence[Mapping[str, Json]] = ()
        self._selection = _NOTHING
        self._reader = RowReader(_NOTHING, record_type.fields, ())
        self._unsent_counts: dict[str, int] = {}
        self._email_domains = self._public_mailboxes = 0

    def import_rows(self) -> None:
        """Store every row, and the format, notes and columns of the input.

        The mapping is decided once, after the first rows. Raises UsageError for an input without
        rows or without a column that identifies a record.
        """
        rows = iter(self._input.rows)
        sample = list(islice(rows, SAMPLE_ROWS))
        if not sample:
            raise UsageError(
                f"{self._input.name} has no rows.", hint="The file needs at least one row."
            )
        for row in sample:
            self._columns.update(dict.fromkeys(row.cells))
            self._fields.update(dict.fromkeys(self._fields_of(row)))
        self._decide_mapping([self._fields_of(row) for row in sample])
        self._import(chain(sample, rows))
        check_columns(list(self._fields), overrides=self._mapping, headings=self._headings)
        self._check_selection()
        self._journal.finish_planning(
            format=self._input.format,
            notes=[*self._input.notes, *self._notes()],
            columns=list(self._columns),
            headings=self._input.headings,
            doubt=self._input.doubt,
            unsent=self._unsent_counts,
            nameColumns=[
                self._selection.columns[field]
                for field in NAME_FIELDS
                if field in self._selection.columns
            ],
        )

    def _decide_mapping(self, rows: Sequence[Mapping[str, Json]]) -> None:
        """Map the columns by their headings and the cells of these rows."""
        columns = list(self._fields)
        if self._is_tabular:
            check_columns(columns, overrides=self._mapping, headings=self._headings)
        self._sample = rows
        self._selection = map_columns(
            columns,
            fields=self._record_type.fields,
            overrides=self._mapping,
            rows=rows,
            headings=self._headings,
        )
        self._reader = RowReader(
            self._selection,
            self._record_type.fields,
            list(self._mapping),
            is_tabular=self._is_tabular,
        )
        self._mapped_columns = [c for found in self._selection.columns.values() for c in found]
        if self._is_tabular:
            self._check_selection()

    def _fields_of(self, row: Row) -> dict[str, Json]:
        """Return the cells of a row, also those one level below an object."""
        return row.cells if self._is_tabular else flat_cells(row.cells)

    def _check_selection(self) -> None:
        """Raise UsageError if no column identifies a record."""
        if self._selection.problem or not self._selection.columns:
            raise missing_columns_error(
                self._input.name,
                self._record_type,
                self._selection,
                list(self._fields),
                other_sheets=[note for note in self._input.notes if "--sheet" in note],
            )

    @property
    def _headings(self) -> Mapping[str, str]:
        return self._input.headings

    def _import(self, rows: Iterable[Row]) -> None:
        add_row, is_tabular = self._add_row, self._is_tabular
        columns, known = self._columns, self._fields
        for row in rows:
            fields = row.cells if is_tabular else flat_cells(row.cells)
            # Rows of a table have the columns of its header, and at most some more at the end.
            if len(fields) > len(columns) if is_tabular else not fields.keys() <= known.keys():
                # Columns of later rows are mapped by their names alone.
                columns.update(dict.fromkeys(row.cells))
                known.update(dict.fromkeys(fields))
                self._decide_mapping(self._sample)
            add_row(row, fields)

    def _add_row(self, row: Row, fields: dict[str, Json]) -> None:
        # Rows of a table share their columns, so the values are enough.
        cells: Json = list(fields.values()) if self._is_tabular else pack_numbers(row.cells)
        if row.problem:
            self._add_unsent_row(cells, row.status, row.problem)
            return
        if self._input.has_formulas:
            self._check_calculated(fields)
        read = self._reader.read(fields)
        build_payload = self._record_type.build_payload
        alternatives: Sequence[Json] = ()
        try:
            payload = build_payload(read.values)
            if read.other_emails:
                alternatives = [
                    build_payload({**read.values, "email": email}) for email in read.other_emails
                ]
        except NothingToReveal as error:
            self._add_unsent_row(cells, "skipped", str(error), count_as="complete")
        except InvalidValue as error:
            self._add_unidentified_row(row, cells, read, str(error))
        else:
            self._email_domains += read.is_domain_of_email
            self._journal.add_row(cells, payload, alternatives)

    def _check_calculated(self, fields: dict[str, Json]) -> None:
        """Raise UsageError if a mapped cell is a formula whose value isn't stored."""
        for column in self._mapped_columns:
            cell = fields.get(column)
            if isinstance(cell, UncalculatedFormula):
                raise UsageError(
                    f"{self._input.name}: the formula in {cell.cell} has no stored value, but the "
                    f"column {column!r} identifies the rows.",
                    hint="Open the workbook in Excel or LibreOffice and save it.",
                )

    def _add_unidentified_row(self, row: Row, cells: Json, read: RowValues, problem: str) -> None:
        """Add a row without a valid identifier: empty, with placeholders only, or invalid."""
        if read.skip_reason:
            self._public_mailboxes += bool(read.mailbox_host)
            self._add_unsent_row(cells, "skipped", read.skip_reason)
        elif not read.values and not any(read_cell(cell).text for cell in row.cells.values()):
            self._add_unsent_row(cells, "skipped", "the row is empty")
        else:
            self._add_unsent_row(cells, "invalid", "; ".join(read.problems) or problem)

    def _add_unsent_row(self, cells: Json, status: str, error: str, *, count_as: str = "") -> None:
        category = count_as or status
        self._unsent_counts[category] = self._unsent_counts.get(category, 0) + 1
        self._journal.add_unsent_row(cells, status=status, error=error)

    def _notes(self) -> list[str]:
        return [
            *mapping_notes(self._record_type, self._selection, list(self._columns)),
            *email_domain_notes(self._selection, self._email_domains, self._public_mailboxes),
        ]
