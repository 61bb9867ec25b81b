"""Import the rows of an input into a journal: cells, payload, or the error of the row."""

from collections.abc import Mapping

from lusha_cli.bulk.input.cells import find_emails
from lusha_cli.bulk.input.column_mapping import check_columns, map_columns
from lusha_cli.bulk.input.json_rows import flat_cells
from lusha_cli.bulk.input.readers import TABULAR_FORMATS, Input
from lusha_cli.bulk.input.table import Row
from lusha_cli.bulk.input.workbook.sheet_rows import UncalculatedFormula
from lusha_cli.bulk.json_numbers import pack_numbers
from lusha_cli.bulk.output.rows import added_columns
from lusha_cli.bulk.record_types import NothingToReveal, RecordType
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.parsing.identifiers import InvalidValue


class RowImporter:
    """Import the rows of one input into a journal. `mapping` maps fields to columns."""

    def __init__(
        self, record_type: RecordType, journal: Journal, input_: Input, mapping: Mapping[str, str]
    ) -> None:
        self._record_type = record_type
        self._journal = journal
        self._input = input_
        self._mapping = mapping
        self._columns: dict[str, None] = {}
        # Also those one level below an object.
        self._fields: dict[str, None] = {}
        self._columns_by_field: dict[str, list[str]] = {}
        self._unsent_counts: dict[str, int] = {}

    def import_rows(self) -> None:
        """Store every row, and the format, notes and columns of the input.

        Raises UsageError for an input without rows or without a column that identifies a record.
        """
        input_, mapping = self._input, self._mapping
        is_tabular = input_.format in TABULAR_FORMATS
        for number, row in enumerate(input_.rows, start=1):
            fields = row.cells if is_tabular else flat_cells(row.cells)
            if not fields.keys() <= self._fields.keys() or number == 1:
                self._columns.update(dict.fromkeys(row.cells))
                self._fields.update(dict.fromkeys(fields))
                self._columns_by_field = map_columns(
                    list(self._fields),
                    fields=self._record_type.fields,
                    overrides=mapping,
                    # Columns added by an earlier run may be stale: use them only if mapped.
                    ignored_columns=set(added_columns(self._record_type)),
                )
                if is_tabular:
                    check_columns(list(self._columns), overrides=mapping)
            self._add_row(row, fields, is_tabular=is_tabular)
        if not self._columns:
            raise UsageError(f"{input_.name} has no rows.", hint="INPUT needs at least one row.")
        check_columns(list(self._fields), overrides=mapping)
        if not self._columns_by_field:
            added = added_columns(self._record_type)
            column_names = ", ".join(column for column in self._columns if column not in added)
            raise UsageError(
                f"{input_.name}: no column is recognised among: {column_names}.",
                hint=f'Say which is which: --map {self._record_type.fields[0].name}="COLUMN"',
            )
        self._journal.finish_planning(
            format=input_.format,
            notes=[*input_.notes, *self._mapping_notes()],
            columns=list(self._columns),
            headings=input_.headings,
            doubt=input_.doubt,
            unsent=self._unsent_counts,
        )

    def _add_row(self, row: Row, fields: dict[str, Json], *, is_tabular: bool) -> None:
        # Rows of a table share their columns, so the values are enough.
        cells: Json = list(row.cells.values()) if is_tabular else pack_numbers(row.cells)
        if row.problem:
            self._add_unsent_row(cells, row.status, row.problem)
            return
        values: dict[str, str] = {}
        for field, columns in self._columns_by_field.items():
            for column in columns:
                self._check_calculated(fields.get(column), column)
                text = _cell_text(fields.get(column))
                if text:
                    values[field] = text
                    break
        if not values and not any(_cell_text(value) for value in fields.values()):
            self._add_unsent_row(cells, "skipped", "the row is empty")
            return
        try:
            email_cell = values.get("email", "")
            emails = find_emails(email_cell) if email_cell.count("@") > 1 else []
            payloads = [
                self._record_type.build_payload({**values, "email": email}) for email in emails[1:]
            ]
            if payloads:
                values["email"] = emails[0]
            self._journal.add_row(cells, self._record_type.build_payload(values), payloads)
        except NothingToReveal as error:
            self._add_unsent_row(cells, "skipped", str(error), count_as="complete")
        except InvalidValue as error:
            self._add_unsent_row(cells, "invalid", str(error))

    def _check_calculated(self, cell: Json, column: str) -> None:
        """Raise UsageError for a formula whose value isn't stored."""
        if isinstance(cell, UncalculatedFormula):
            raise UsageError(
                f"{self._input.name}: the formula in {cell.cell} has no stored value, "
                f"and {column!r} is looked up.",
                hint="Open the workbook in Excel or LibreOffice and save it.",
            )

    def _add_unsent_row(self, cells: Json, status: str, error: str, *, count_as: str = "") -> None:
        category = count_as or status
        self._unsent_counts[category] = self._unsent_counts.get(category, 0) + 1
        self._journal.add_unsent_row(cells, status=status, error=error)

    def _mapping_notes(self) -> list[str]:
        pairs = (
            f"{field} = {' or '.join(columns)}" for field, columns in self._columns_by_field.items()
        )
        notes = [f"Columns: {', '.join(pairs)}"]
        added = added_columns(self._record_type)
        replaced_columns = [column for column in self._columns if column in added]
        if replaced_columns:
            notes.append(
                f"The input has {len(replaced_columns)} lusha_ columns: they are written anew."
            )
        return notes


def _cell_text(value: Json) -> str:
    """Return a cell as text; lists, objects, booleans and null become empty."""
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""
