"""The output rows of a run: input cells, outcome and data columns."""

from array import array
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass

from lusha_cli.bulk.columns import OUTCOME_COLUMNS, ROW_COLUMN, values_of
from lusha_cli.bulk.found_records import FoundRecord
from lusha_cli.bulk.json_numbers import unpack_numbers
from lusha_cli.bulk.output.cell_filler import CellFiller
from lusha_cli.bulk.output.column_options import (
    OutputOptions,
    apply_output_options,
    count_values,
    headings,
    select_columns,
)
from lusha_cli.bulk.output.duplicates import FirstRows
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.outcomes import Outcome
from lusha_cli.bulk.run.results import OutputRow, Results
from lusha_cli.errors import PartialFailure
from lusha_cli.json_types import Json
from lusha_cli.output.number_format import pluralize
from lusha_cli.parsing.formulas import escape_formula


def added_columns(record_type: RecordType) -> list[str]:
    """Return the names of all columns that a run adds."""
    return [ROW_COLUMN, *OUTCOME_COLUMNS, *(column.name for column in record_type.columns)]


@dataclass(eq=False)
class OutputRows:
    """The output rows of one run. `unsent_reason` is the error of rows that were not sent.

    `input_headings` are the headings of the input that differ from their column, by column.
    `filler` fills cells of the input. `statuses` counts the rows by status while they are read, and
    `mismatches` has the numbers of those that may be other people. With `review`, only the rows
    with these numbers are read, and mismatches have their data.
    """

    record_type: RecordType
    results: Results
    input_columns: list[str]
    input_headings: dict[str, str]
    _: KW_ONLY
    unsent_reason: str
    output_options: OutputOptions
    filler: CellFiller | None = None
    review: "array[int] | None" = None

    def __post_init__(self) -> None:
        self._data_columns = select_columns(self.record_type.columns, self.output_options.columns)
        self._is_joined = self.output_options.multi == "join"
        self._no_data = self._apply_options({column.name: "" for column in self._data_columns})
        self._outcome_columns = [
            *((ROW_COLUMN,) if self.review is not None else ()),
            *OUTCOME_COLUMNS,
            *(self.filler.columns if self.filler else ()),
        ]
        self._added_columns = {*added_columns(self.record_type), *self._outcome_columns}
        self._first_rows = FirstRows()
        self.statuses: dict[str, int] = {}
        self.mismatches = array("Q")

    @property
    def columns(self) -> list[str]:
        """Return the columns of the input, then the added ones."""
        max_counts: dict[str, int] = {}
        if self.output_options.multi == "explode":
            items = (outcome.response_item for _, outcome in self.results.outcomes())
            records = (self.record_type.read_found(item).record for item in items if item)
            values = (values_of(record, self._data_columns) for record in records)
            max_counts = count_values(self._data_columns, values)
        data_names = headings(self._data_columns, self.output_options.multi, max_counts)
        names = [*self._outcome_columns, *data_names]
        added = self._added_columns.union(names)
        return [*(column for column in self.input_columns if column not in added), *names]

    @property
    def headings(self) -> list[str]:
        """Return the headings of the columns, those of the input unchanged."""
        names = [self.input_headings.get(column, column) for column in self.columns]
        return list(map(escape_formula, names)) if self.output_options.escape_formulas else names

    def rows(self) -> Iterator[dict[str, Json]]:
        """Yield every row once, in input order, by column."""
        for row in self.read_rows():
            yield self.cells_of(row)

    def cells_of(self, row: OutputRow) -> dict[str, Json]:
        """Return the cells of a row by column."""
        cells = row.cells
        if isinstance(cells, list):
            cells = dict(zip(self.input_columns, cells, strict=True))
        else:
            cells = unpack_numbers(cells)
        data, outcome_cells = self._no_data, self._outcome_cells(row)
        found = self._shown(row)
        if found:
            data = self._apply_options(values_of(found.record, self._data_columns))
        if self.filler:
            values = self.record_type.column_values(found.record) if found else {}
            outcome_cells += self.filler.fill(cells, values, row.outcome.fetched_at)
        output_cells = {
            # Columns that an earlier run added are replaced.
            **{name: cell for name, cell in cells.items() if name not in self._added_columns},
            **dict(zip(self._outcome_columns, outcome_cells, strict=True)),
            **data,
        }
        if self.output_options.escape_formulas:
            output_cells = {name: escape_formula(cell) for name, cell in output_cells.items()}
        return output_cells

    def lines(self) -> Iterator[list[Json]]:
        """Yield every row as a list of cells in the order of `columns`."""
        # Fast path for the usual case: the input's cells, then the added ones, without a dict.
        is_simple = (
            self._is_joined
            and not self.output_options.escape_formulas
            and not self.filler
            and self._added_columns.isdisjoint(self.input_columns)
        )
        if not is_simple:
            columns = self.columns
            for output_cells in self.rows():
                yield [output_cells.get(column) for column in columns]
            return
        empty_cells = [""] * len(self._data_columns)
        read_values = [column.value for column in self._data_columns]
        defaults = [column for column in self.record_type.columns if column.is_default]
        is_default = self._data_columns == defaults
        for row in self.read_rows():
            cells = row.cells
            if not isinstance(cells, list):
                cells = unpack_numbers([cells.get(column) for column in self.input_columns])
            data = empty_cells
            if found := self._shown(row):
                usual = found.default_cells if is_default else None
                data = usual or [read_value(found.record) for read_value in read_values]
            yield [*cells, *self._outcome_cells(row), *data]

    def read_rows(self) -> Iterator[OutputRow]:
        """Yield every row in input order, and count it by status."""
        del self.mismatches[:]
        width = len(self.input_columns)
        default = Outcome("skipped", self.unsent_reason)
        self._first_rows = FirstRows()
        for row in self.results.rows(default=default, only=self.review):
            status = row.outcome.status
            self.statuses[status] = self.statuses.get(status, 0) + 1
            if status == "mismatch":
                self.mismatches.append(row.number)
            # A later row of a sheet may have more columns.
            if isinstance(row.cells, list) and len(row.cells) < width:
                row.cells.extend([""] * (width - len(row.cells)))
            yield row

    def _shown(self, row: OutputRow) -> FoundRecord | None:
        """Return the person or company of a row, if the row shows it."""
        is_shown = row.outcome.status != "mismatch" or self.review is not None
        return row.found if is_shown else None

    def _outcome_cells(self, row: OutputRow) -> tuple[Json, ...]:
        """Return the cells of the columns about the outcome."""
        outcome, match, found = row.outcome, row.match, row.found
        was_sent = bool(outcome.fetched_at)
        source = "duplicate" if row.is_duplicate else outcome.source
        first_row = 0
        if outcome.status == "matched" and found and found.id:
            first_row = self._first_rows.find_or_add(found.id, row.number)
        cells = (
            outcome.status,
            outcome.error,
            # Only the first row of an item has its credits, so that the column adds up.
            0 if row.is_duplicate else outcome.credits,
            source if was_sent else "",
            outcome.fetched_at,
            match.score if match else None,
            ", ".join(match.differences) if match else "",
            first_row if first_row not in (0, row.number) else None,
        )
        return cells if self.review is None else (row.number, *cells)

    def _apply_options(self, values: dict[str, str]) -> dict[str, str]:
        return (
            values
            if self._is_joined
            else apply_output_options(self._data_columns, values, self.output_options.multi)
        )


_STATUS_WORDS = {"error": "failed", "mismatch": "mismatched"}


def status_words(status: str) -> str:
    """Return the words of a row's status after a count: `5 failed`, `2 not found`."""
    return _STATUS_WORDS.get(status) or status.replace("_", " ")


def failed_rows_error(statuses: dict[str, int]) -> PartialFailure | None:
    """Return the error of a run with failed rows, or None."""
    failed = {
        name: statuses[name] for name in ("error", "invalid", "unknown") if statuses.get(name)
    }
    if not failed:
        return None
    counts = ", ".join(f"{number:,} {status_words(name)}" for name, number in failed.items())
    return PartialFailure(
        f"Some rows have no result: {counts}.", hint="See the column lusha_error for the reasons."
    )


def unmatched_rows_error(statuses: dict[str, int]) -> PartialFailure | None:
    """Return the error for --fail-on-miss if rows weren't found or don't match, or None."""
    sentences = []
    if not_found := statuses.get("not_found"):
        sentences.append(f"{pluralize(not_found, 'row was', 'rows were')} not found.")
    if mismatches := statuses.get("mismatch"):
        sentences.append(f"{pluralize(mismatches, 'row does', 'rows do')}n't match.")
    return PartialFailure(" ".join(sentences), hint=None) if sentences else None
