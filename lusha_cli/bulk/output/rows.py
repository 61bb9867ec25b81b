"""The output rows of a run: input cells, outcome and data columns."""

from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass

from lusha_cli.bulk.columns import OUTCOME_COLUMNS
from lusha_cli.bulk.json_numbers import unpack_numbers
from lusha_cli.bulk.output.cell_filler import CellFiller
from lusha_cli.bulk.output.column_options import (
    OutputOptions,
    apply_output_options,
    count_values,
    headings,
    select_columns,
)
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.outcomes import Outcome
from lusha_cli.bulk.run.results import OutputRow, Results
from lusha_cli.errors import PartialFailure
from lusha_cli.json_types import Json
from lusha_cli.output.number_format import pluralize
from lusha_cli.parsing.formulas import escape_formula


def added_columns(record_type: RecordType) -> list[str]:
    """Return the names of all columns that a run adds."""
    return [*OUTCOME_COLUMNS, *(column.name for column in record_type.columns)]


@dataclass(eq=False)
class OutputRows:
    """The output rows of one run. `unsent_reason` is the error of rows that were not sent.

    `input_headings` are the headings of the input that differ from their column, by column, and
    `statuses` counts the rows by status while they are read. `filler` fills cells of the input.
    """

    record_type: RecordType
    results: Results
    input_columns: list[str]
    input_headings: dict[str, str]
    _: KW_ONLY
    unsent_reason: str
    output_options: OutputOptions
    filler: CellFiller | None = None

    def __post_init__(self) -> None:
        self._data_columns = select_columns(self.record_type.columns, self.output_options.columns)
        has_all_columns = len(self._data_columns) == len(self.record_type.columns)
        self._is_default_layout = self.output_options.multi == "join" and has_all_columns
        self._no_data = self._apply_options(
            {column.name: "" for column in self.record_type.columns}
        )
        self._outcome_columns = [*OUTCOME_COLUMNS, *(self.filler.columns if self.filler else ())]
        self._added_columns = {*added_columns(self.record_type), *self._outcome_columns}
        self.statuses: dict[str, int] = {}

    @property
    def columns(self) -> list[str]:
        """Return the columns of the input, then the added ones."""
        max_counts: dict[str, int] = {}
        if self.output_options.multi == "explode":
            items = (outcome.response_item for _, outcome in self.results.outcomes())
            values = (self.record_type.column_values(item) for item in items if item)
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
        item = row.outcome.response_item
        values = self.record_type.column_values(item) if item else {}
        outcome_cells = _outcome_cells(row)
        if self.filler:
            outcome_cells += self.filler.fill(cells, values, row.outcome.fetched_at)
        output_cells = {
            # Columns that an earlier run added are replaced.
            **{name: cell for name, cell in cells.items() if name not in self._added_columns},
            **dict(zip(self._outcome_columns, outcome_cells, strict=True)),
            **(self._apply_options(values) if values else self._no_data),
        }
        if self.output_options.escape_formulas:
            output_cells = {name: escape_formula(cell) for name, cell in output_cells.items()}
        return output_cells

    def lines(self) -> Iterator[list[Json]]:
        """Yield every row as a list of cells in the order of `columns`."""
        # Fast path for the usual case: the input's cells, then the added ones, without a dict.
        is_simple = (
            self._is_default_layout
            and not self.output_options.escape_formulas
            and not self.filler
            and self._added_columns.isdisjoint(self.input_columns)
        )
        if not is_simple:
            columns = self.columns
            for output_cells in self.rows():
                yield [output_cells.get(column) for column in columns]
            return
        empty_cells = [""] * len(self.record_type.columns)
        for row in self.read_rows():
            cells = row.cells
            if not isinstance(cells, list):
                cells = unpack_numbers([cells.get(column) for column in self.input_columns])
            item = row.outcome.response_item
            data = list(self.record_type.column_values(item).values()) if item else empty_cells
            yield [*cells, *_outcome_cells(row), *data]

    def count(self) -> dict[str, int]:
        """Return the number of rows by status, without formatting a row."""
        for _ in self.read_rows():
            pass
        return self.statuses

    def read_rows(self) -> Iterator[OutputRow]:
        """Yield every row in input order, and count it by status."""
        width = len(self.input_columns)
        for row in self.results.rows(default=Outcome("skipped", self.unsent_reason)):
            status = row.outcome.status
            self.statuses[status] = self.statuses.get(status, 0) + 1
            # A later row of a sheet may have more columns.
            if isinstance(row.cells, list) and len(row.cells) < width:
                row.cells.extend([""] * (width - len(row.cells)))
            yield row

    def _apply_options(self, values: dict[str, str]) -> dict[str, str]:
        return (
            values
            if self._is_default_layout
            else apply_output_options(self._data_columns, values, self.output_options.multi)
        )


def _outcome_cells(row: OutputRow) -> tuple[Json, ...]:
    """Return the cells of OUTCOME_COLUMNS."""
    outcome = row.outcome
    was_sent = bool(outcome.fetched_at)
    source = "duplicate" if row.is_duplicate else outcome.source or "api"
    return (
        outcome.status,
        outcome.error,
        # Only the first row of an item has its credits, so that the column adds up.
        0 if row.is_duplicate else outcome.credits,
        source if was_sent else "",
        outcome.fetched_at,
    )


def status_words(status: str) -> str:
    """Return the words of a row's status after a count: `5 failed`, `2 not found`."""
    return "failed" if status == "error" else status.replace("_", " ")


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
    """Return the error for --fail-on-miss if rows were not found, or None."""
    not_found = statuses.get("not_found")
    if not not_found:
        return None
    return PartialFailure(f"{pluralize(not_found, 'row was', 'rows were')} not found.", hint=None)
