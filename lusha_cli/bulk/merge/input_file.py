"""One input of a merge: read its rows, with their keys and dates."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from typing import IO, NamedTuple

from lusha_cli.bulk.input.column_mapping import SAMPLE_ROWS, check_columns, resolve_column
from lusha_cli.bulk.input.dates import UNDATED, date_reader, find_date_column
from lusha_cli.bulk.input.heading_tokens import fold
from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.bulk.input.json_rows import flat_cells
from lusha_cli.bulk.input.readers import TABULAR_FORMATS, Input, open_input
from lusha_cli.bulk.input.records import Row
from lusha_cli.bulk.input.workbook.sheet_rows import UncalculatedFormula
from lusha_cli.bulk.json_numbers import pack_numbers
from lusha_cli.bulk.merge.keys import OTHER_COLUMNS, KeyReader, Recognition, recognize
from lusha_cli.bulk.merge.row_store import RowStore
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json

SOURCE_PREFIX = "source_"
UPDATED_AT = "updated_at"
# json.dumps would create an encoder for each row.
_encode_cells = json.JSONEncoder().encode


class Source(NamedTuple):
    """A file to merge: its path, its name in source columns, its open file and its time.

    `mapping` has its columns by field, and `shared_mapping` those that not every file has.
    """

    path: str
    name: str
    file: IO[bytes]
    modified: float
    mapping: dict[str, str]
    shared_mapping: dict[str, str]


def source_column(heading: str) -> str:
    """Return the name of the column with the source of another one: `source_job_title`."""
    # Not split into words: other headings must have other names.
    letters = (char if char.isalnum() else " " for char in fold(heading))
    return SOURCE_PREFIX + "_".join("".join(letters).split())


class InputFile:
    """The columns of one input, which are complete once its rows are stored.

    `columns` are those with data. A file that `lusha merge` wrote has further ones: `sources` are
    the columns with the source of a column, and `others` those with further keys, by kind.
    """

    def __init__(self, source: Source, input_: Input, wanted: Sequence[str]) -> None:
        self.name = source.name
        self.modified = source.modified
        self.rows = self.malformed = 0
        self._source = source
        self._mapping: dict[str, str] = {}
        self._input = input_
        self._wanted = wanted
        self._is_tabular = input_.format in TABULAR_FORMATS
        self.headings = input_.headings
        self._positions: dict[str, int] = {}
        self._fields: dict[str, None] = {}
        self._sample: list[Row] = []
        self.sources: dict[str, str] = {}
        self.others: dict[str, str] = {}
        self.date_column: str | None = None

    @property
    def format(self) -> str:
        """Return the format of an output for this input."""
        return self._input.format

    @property
    def notes(self) -> list[str]:
        """Return what was detected in the input."""
        return self._input.notes

    @property
    def all_columns(self) -> list[str]:
        """Return the columns in the order of the stored cells."""
        return list(self._positions)

    @property
    def columns(self) -> list[str]:
        """Return the columns with data."""
        return self._data_columns(self._positions)

    def store_rows(self, number: int, store: RowStore) -> None:
        """Store all rows as those of file `number`. Raises UsageError for a file without keys."""
        rows = self._input.rows
        self._sample = list(islice(rows, SAMPLE_ROWS))
        if not self._sample:
            raise UsageError(f"{self._input.name} has no rows.", hint="Leave it out.")
        for row in self._sample:
            self._add_columns(row)
        self._recognize()
        if self._is_tabular:
            self._check_keys()
        for cells, row in self._named_cells(chain(self._sample, rows)):
            if self._input.has_formulas:
                self._check_calculated(cells)
            is_sound = row.problem is None
            self.rows += 1
            self.malformed += not is_sound
            store.add(
                number,
                self._date(cells),
                self._keys.read(cells) if is_sound else [],
                self._encode(row),
            )
        check_columns(list(self._fields), overrides=self._mapping, headings=self.headings)
        self._check_keys()

    def _add_columns(self, row: Row) -> None:
        for column in row.cells:
            self._positions.setdefault(column, len(self._positions))
        self._fields.update(dict.fromkeys(self._flat(row)))

    def _flat(self, row: Row) -> dict[str, Json]:
        return row.cells if self._is_tabular else flat_cells(row.cells)

    def _named_cells(self, rows: Iterator[Row]) -> Iterator[tuple[dict[str, Json], Row]]:
        """Yield each row with its cells, also those one level below an object."""
        known = self._fields
        for row in rows:
            cells = self._flat(row)
            if len(cells) > len(known) if self._is_tabular else not cells.keys() <= known.keys():
                self._add_columns(row)
                self._recognize()
            yield cells, row

    def _encode(self, row: Row) -> str:
        """Return the cells of a row as JSON, in the order of all columns."""
        if self._is_tabular:
            # Rows of a table have the columns of its header.
            return _encode_cells(list(row.cells.values()))
        values = pack_numbers(row.cells)
        last = max((self._positions[column] for column in values), default=-1)
        cells: list[Json] = [None] * (last + 1)
        for column, value in values.items():
            cells[self._positions[column]] = value
        return _encode_cells(cells)

    def _recognize(self) -> None:
        """Recognize the columns, which are decided by the first rows and by later headings."""
        columns = list(self._positions)
        self.sources = _find_sources(columns)
        self.others = {
            key: name for key, name in OTHER_COLUMNS.items() if self.sources and name in columns
        }
        fields = self._data_columns(self._fields)
        shared = {
            field: column
            for field, column in self._source.shared_mapping.items()
            if resolve_column(column, fields) in fields
        }
        self._mapping = {**shared, **self._source.mapping}
        if self._is_tabular:
            check_columns(fields, overrides=self._mapping, headings=self.headings)
        self.recognition: Recognition = recognize(
            fields,
            [self._flat(row) for row in self._sample],
            headings=self.headings,
            mapping=self._mapping,
            wanted=self._wanted,
        )
        self._keys = KeyReader(self.recognition, self.others)
        # A file that `lusha merge` wrote has the date of the row besides those of its files.
        is_merged = bool(self.sources) and UPDATED_AT in fields
        self.date_column = UPDATED_AT if is_merged else find_date_column(fields)
        column = self.date_column
        self._read_date = date_reader([self._flat(row).get(column or "") for row in self._sample])

    def _data_columns(self, columns: Mapping[str, object]) -> list[str]:
        special = {*self.sources.values(), *self.others.values()}
        return [column for column in columns if column not in special]

    def _date(self, cells: Mapping[str, Json]) -> float:
        """Return the date of a row: that of its date column, or of the file without one."""
        if self.date_column is None:
            return self.modified
        return self._read_date(cells.get(self.date_column))

    def _check_calculated(self, cells: Mapping[str, Json]) -> None:
        """Raise UsageError if a key is a formula whose value isn't stored."""
        for column in self._keys.columns:
            cell = cells.get(column)
            if isinstance(cell, UncalculatedFormula):
                raise UsageError(
                    f"{self._input.name}: the formula in {cell.cell} has no stored value, but the "
                    f"column {column!r} joins the rows.",
                    hint="Open the workbook in Excel or LibreOffice and save it.",
                )

    def _check_keys(self) -> None:
        """Raise UsageError if no column of the file is a key."""
        recognition = self.recognition
        if recognition.keys:
            return
        found = [f"{column} ({field.name})" for column, field in recognition.fields.items()] or [
            "none"
        ]
        keys = self._wanted or ("email", "linkedin", "id")
        raise UsageError(
            f"{self._input.name} has no column for --on {','.join(keys)}. "
            f"Recognized columns: {', '.join(found)}.",
            hint=f'Map one of its columns: --map {self._source.path}:{keys[0]}="COLUMN". '
            f"Columns: {', '.join(self.columns)}.",
        )

    @property
    def mapped_fields(self) -> set[str]:
        """Return the fields of --map whose column the file has."""
        return set(self._mapping)

    @property
    def key_columns(self) -> list[str]:
        """Return the columns that hold keys, in the order of the file."""
        keys = self._keys.columns
        return [column for column in self._fields if column in keys]


def _find_sources(columns: Sequence[str]) -> dict[str, str]:
    """Return the source column of each column of a file that `lusha merge` wrote, else none."""
    present = set(columns)
    others = set(OTHER_COLUMNS.values())
    data = [c for c in columns if not c.startswith(SOURCE_PREFIX) and c not in others]
    found = {column: name for column in data if (name := source_column(column)) in present}
    return found if len(found) == len(data) else {}


def open_source(source: Source, options: InputOptions) -> Input:
    """Open a file to merge. Raises UsageError."""
    return open_input(source.path, options, file=source.file)


def format_date(date: float) -> str:
    """Return the date of a row as a cell, "" for an unknown one."""
    return "" if date == UNDATED else datetime.fromtimestamp(date, UTC).isoformat()
