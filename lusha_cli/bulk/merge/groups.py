"""Merge the rows of each group into one row."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lusha_cli.bulk.input.column_mapping import SAMPLE_ROWS
from lusha_cli.bulk.input.json_rows import flat_cells
from lusha_cli.bulk.json_numbers import pack_numbers, unpack_numbers
from lusha_cli.bulk.merge.columns import OutputColumn
from lusha_cli.bulk.merge.input_file import InputFile, format_date
from lusha_cli.bulk.merge.keys import OTHER_COLUMNS, SEPARATOR, KeyReader, recognize
from lusha_cli.bulk.merge.row_store import RowStore, SourceRow
from lusha_cli.bulk.merge.values import Preference, Value, comparable, has_value, text_of
from lusha_cli.json_types import Json

_encode = json.JSONEncoder().encode


class MergedRow(NamedTuple):
    """A row of the output: its cells, their sources, and its keys."""

    cells: list[Json]
    sources: list[str]
    keys: list[str]


class Groups:
    """The rows of the output of a merge, of which each is a group of rows of the files."""

    def __init__(
        self,
        store: RowStore,
        files: Sequence[InputFile],
        columns: Sequence[OutputColumn],
        prefers: Preference,
        *,
        wanted: Sequence[str],
    ) -> None:
        self._store = store
        self._files = files
        self._columns = columns
        self._prefers = prefers
        self._wanted = wanted
        self._date_position = next((n for n, c in enumerate(columns) if c.is_date), None)
        # The dates of rows differ anyway, so that is not a conflict.
        self._dates = {n for n, column in enumerate(columns) if self._has_dates(column)}
        self._layouts = [_Layout(number, file, columns) for number, file in enumerate(files)]
        self.rows = self.conflicts = 0
        self.fields_in_conflict: dict[str, int] = {}
        # The kinds of keys for which the output has a column of further keys.
        self.other_kinds: list[str] = []
        self._read_keys: Callable[[list[Json]], list[str]] = lambda _: []

    def _has_dates(self, column: OutputColumn) -> bool:
        """Return whether a column has the dates of rows, by which their values are preferred."""
        if self._date_position is None:
            return False
        inputs = column.inputs.items()
        return column.is_date or any(self._files[n].date_column == name for n, name in inputs)

    def join_rows_without_keys(self) -> None:
        """Join the rows without a key that are equal."""
        keys: list[tuple[str, int]] = []
        for row in self._store.rows_without_keys():
            cells, _ = self._layouts[row.file].read(row)
            values = [
                [self._columns[n].name, comparable(cell, self._columns[n].field)]
                for n, cell in enumerate(cells)
                if has_value(cell) and n != self._date_position
            ]
            digest = hashlib.blake2b(_encode(values).encode(), digest_size=16).hexdigest()
            keys.append((f"row:{digest}", row.id))
            if len(keys) == 1000:
                self._store.add_keys(keys)
                keys = []
        self._store.add_keys(keys)

    def merge(self) -> None:
        """Merge the rows of each group, and store the merged rows and their conflicts."""
        sample = [row.cells for row in islice(self._first_merged(), SAMPLE_ROWS)]
        self._read_keys = self._output_key_reader(sample)
        kinds: set[str] = set()
        check_singles = [not layout.keys_are_read(self._read_columns) for layout in self._layouts]
        for number, group in enumerate(self._store.groups(), start=1):
            self.rows = number
            if self._store.is_single(group):
                continue
            row = self._merge_group(group, number)
            kinds |= {key.partition(":")[0] for key in self._other_keys(row)}
            packed = [pack_numbers(cell) for cell in row.cells]
            self._store.add_merged(group, _encode([packed, row.sources, row.keys]))
        if any(check_singles):
            kinds |= self._kinds_of_singles(check_singles)
        self.other_kinds = [kind for kind in OTHER_COLUMNS if kind in kinds]

    def _kinds_of_singles(self, check: Sequence[bool]) -> set[str]:
        """Return the kinds of further keys of rows that weren't merged with others."""
        kinds: set[str] = set()
        for row in self._store.first_rows():
            if check[row.file] and self._store.is_single(row.id):
                others = self._other_keys(self._single_row(row))
                kinds |= {key.partition(":")[0] for key in others}
        return kinds

    def output_rows(self) -> Iterator[MergedRow]:
        """Yield the rows of the output."""
        merged = self._store.merged()
        for row in self._store.first_rows():
            if self._store.is_single(row.id):
                yield self._single_row(row)
            else:
                cells, sources, keys = json.loads(next(merged))
                yield MergedRow([unpack_numbers(cell) for cell in cells], sources, keys)

    def other_cells(self, row: MergedRow) -> list[str]:
        """Return the cells with the further keys of a row, by kind."""
        if not self.other_kinds:
            return []
        others = self._other_keys(row)
        return [
            SEPARATOR.join(key.partition(":")[2] for key in others if key.startswith(f"{kind}:"))
            for kind in self.other_kinds
        ]

    def _other_keys(self, row: MergedRow) -> list[str]:
        """Return the keys of a row that a later merge wouldn't read from its cells."""
        if not row.keys:
            return []
        read = set(self._read_keys(row.cells))
        return [key for key in row.keys if key not in read]

    def _output_key_reader(self, sample: list[list[Json]]) -> Callable[[list[Json]], list[str]]:
        """Return a reader of the keys that a later merge of the output reads from its cells."""
        names = [column.name for column in self._columns]

        def named(cells: list[Json]) -> dict[str, Json]:
            return flat_cells(dict(zip(names, cells, strict=True)))

        rows = [named(cells) for cells in sample]
        columns = list(dict.fromkeys(name for row in rows for name in row))
        headings = {c.name: c.heading for c in self._columns if c.name != c.heading}
        recognition = recognize(
            columns or names, rows, headings=headings, mapping={}, wanted=self._wanted
        )
        reader = KeyReader(recognition, {})
        self._read_columns = reader.columns
        return lambda cells: reader.read(named(cells))

    def _first_merged(self) -> Iterator[MergedRow]:
        for group in self._store.groups():
            yield self._merge_group(group, 0)

    def _single_row(self, row: SourceRow) -> MergedRow:
        cells, sources = self._layouts[row.file].read(row)
        return MergedRow(cells, sources, row.key_list)

    def _merge_group(self, group: int, number: int) -> MergedRow:
        """Return the merged row of a group; stores its conflicts as those of row `number`, if any.

        Of each field, only one value and the texts of the different ones are in memory.
        """
        width = len(self._columns)
        chosen: list[Value | None] = [None] * width
        # A placeholder stays if nothing else is known; the same one, whatever their order.
        cells: list[Json] = [None] * width
        different: dict[tuple[int, str], tuple[str, str]] = {}
        keys: dict[str, None] = {}
        for row in self._store.members(group):
            keys.update(dict.fromkeys(row.key_list))
            row_cells, sources = self._layouts[row.file].read(row)
            for n, cell in enumerate(row_cells):
                if not sources[n]:
                    kept = cells[n]
                    if kept is None or (cell is not None and text_of(cell) > text_of(kept)):
                        cells[n] = cell
                    continue
                value = Value(cell, sources[n], row.file, row.date)
                old = chosen[n]
                if old is None:
                    chosen[n] = value
                elif old.cell != cell:
                    is_better = self._prefers(value, old)
                    if is_better:
                        chosen[n] = value
                    other = old if is_better else value
                    if n not in self._dates:
                        text = comparable(other.cell, self._columns[n].field)
                        different.setdefault((n, text), (text_of(other.cell), other.source))
                elif self._prefers(value, old):
                    chosen[n] = value
        if number:
            self._store_conflicts(number, chosen, different)
        values = [cells[n] if value is None else value.cell for n, value in enumerate(chosen)]
        return MergedRow(values, [value.source if value else "" for value in chosen], list(keys))

    def _store_conflicts(
        self,
        number: int,
        chosen: Sequence[Value | None],
        different: dict[tuple[int, str], tuple[str, str]],
    ) -> None:
        for (n, text), (other, source) in different.items():
            value = chosen[n]
            column = self._columns[n]
            if value is None or comparable(value.cell, column.field) == text:
                continue
            self.conflicts += 1
            self.fields_in_conflict[column.name] = self.fields_in_conflict.get(column.name, 0) + 1
            self._store.add_conflict(
                number, column.heading, text_of(value.cell), value.source, other, source
            )


class _Layout:
    """Where the cells of a file stand in the output."""

    def __init__(self, number: int, file: InputFile, columns: Sequence[OutputColumn]) -> None:
        self._file = file
        positions = {name: n for n, name in enumerate(file.all_columns)}
        # The position of each output column in the rows of the file, and that of its source.
        self._cells: list[int | None] = []
        self._sources: list[int | None] = []
        self._names: dict[str, str] = {}
        self._date_position: int | None = None
        for n, column in enumerate(columns):
            name = column.inputs.get(number)
            self._cells.append(None if name is None else positions[name])
            source = None if name is None else file.sources.get(name)
            self._sources.append(None if source is None else positions[source])
            if name is not None:
                self._names[name] = column.name
            if column.is_date and (name is None or name != file.date_column):
                self._date_position = n
        self._is_plain = not file.sources

    def keys_are_read(self, output_columns: set[str]) -> bool:
        """Return whether a merge of the output reads all keys of the file from these columns."""
        if self._file.others:
            return False
        return all(self._names.get(column) in output_columns for column in self._file.key_columns)

    def read(self, row: SourceRow) -> tuple[list[Json], list[str]]:
        """Return the cells of a row in the order of the output, and their sources.

        The source is "" for a cell without a value.
        """
        stored = [unpack_numbers(c) if isinstance(c, (dict, list)) else c
                  for c in json.loads(row.cells)]  # fmt: skip
        length = len(stored)
        cells = [stored[n] if n is not None and n < length else None for n in self._cells]
        if self._date_position is not None:
            cells[self._date_position] = format_date(row.date)
        name = self._file.name
        if self._is_plain:
            sources = [name if has_value(cell) else "" for cell in cells]
        else:
            sources = [
                (stored[n] if n is not None and n < length and stored[n] else name)
                if has_value(cell)
                else ""
                for cell, n in zip(cells, self._sources, strict=True)
            ]
        return cells, sources
