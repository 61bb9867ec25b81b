"""How the columns of a run's input are recognized: its stored first rows show that again."""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from lusha_cli.bulk.input.column_mapping import PHONE_FIELD, SAMPLE_ROWS, Field, map_columns
from lusha_cli.bulk.input.json_rows import flat_cells
from lusha_cli.bulk.input.row_values import RowReader
from lusha_cli.bulk.input.selection import Selection
from lusha_cli.bulk.json_numbers import unpack_numbers
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.json_types import Json


class RecognizedInput(NamedTuple):
    """The columns of an input, those of each field, and its first rows by column."""

    columns: list[str]
    headings: dict[str, str]
    fields: list[Field]
    mapping: dict[str, str]
    selection: Selection
    sample: list[dict[str, Json]]

    def row_reader(self) -> RowReader:
        """Return a reader of the fields of rows."""
        return RowReader(self.selection, self.fields, list(self.mapping))


def recognize_input(journal: Journal, record_type: RecordType) -> RecognizedInput:
    """Return the recognized columns of a run's input."""
    columns: list[str] = journal.get("columns")
    headings: dict[str, str] = journal.get("headings") or {}
    mapping: dict[str, str] = (journal.get("reading") or {}).get("mapping") or {}
    rows = (cells for chunk in journal.chunks() for cells, *_ in chunk)
    sample = [named_cells(cells, columns) for cells in islice(rows, SAMPLE_ROWS)]
    found = [*columns, *(name for row in sample for name in row)]
    fields = [*record_type.fields]
    if record_type.is_about_people and PHONE_FIELD not in fields:
        fields.append(PHONE_FIELD)
    selection = map_columns(
        list(dict.fromkeys(found)), fields=fields, overrides=mapping, rows=sample, headings=headings
    )
    return RecognizedInput(columns, headings, fields, mapping, selection, sample)


def named_cells(cells: Json, columns: Sequence[str]) -> dict[str, Json]:
    """Return the stored cells of a row by column, also those one level below an object."""
    if isinstance(cells, list):
        return dict(zip(columns, cells, strict=False))
    return flat_cells(unpack_numbers(cells))
