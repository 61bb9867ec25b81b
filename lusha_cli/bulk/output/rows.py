"""The output rows of a run: input cells, outcome and data columns."""

from collections.abc import Iterator

from lusha_cli.bulk.columns import OUTCOME_COLUMNS
from lusha_cli.bulk.output.column_options import (
    OutputOptions,
    apply_output_options,
    count_values,
    escape_formula,
    headings,
    select_columns,
)
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.outcomes import Outcome
from lusha_cli.bulk.run.results import OutputRow, Results
from lusha_cli.errors import PartialFailure
from lusha_cli.json_types import Json


def added_columns(record_type: RecordType) -> list[str]:
    """Return the names of all columns that a run adds."""
    return [*OUTCOME_COLUMNS, *(column.name for column in record_type.columns)]


class OutputRows:
    """The output rows of one run. `unsent_reason` is the error of rows that were not sent.

    `statuses` counts the rows by status while they are read.
    """

    def __init__(
        self,
        record_type: RecordType,
        results: Results,
        input_columns: list[str],
        *,
        unsent_reason: str,
        output_options: OutputOptions,
    ) -> None:
        self._record_type = record_type
        self._results = results
        self._input_columns = input_columns
        self._unsent_reason = unsent_reason
        self._output_options = output_options
        self._data_columns = select_columns(record_type.columns, output_options.columns)
        has_all_columns = len(self._data_columns) == len(record_type.columns)
        self._is_default_layout = output_options.multi == "join" and has_all_columns
        self.statuses: dict[str, int] = {}

    @property
    def columns(self) -> list[str]:
        """Columns of the input first, then the added ones."""
        max_counts: dict[str, int] = {}
        if self._output_options.multi == "explode":
            outcomes = (outcome for _, outcome in self._results.outcomes())
            values = (
                self._record_type.column_values(outcome.response_item)
                for outcome in outcomes
                if outcome.response_item
            )
            max_counts = count_values(self._data_columns, values)
        names = [
            *OUTCOME_COLUMNS,
            *headings(self._data_columns, self._output_options.multi, max_counts),
        ]
        added = {*names, *added_columns(self._record_type)}
        return [*(column for column in self._input_columns if column not in added), *names]

    def rows(self) -> Iterator[dict[str, Json]]:
        """Yield every row once, in input order, by column."""
        added = set(added_columns(self._record_type))
        # Columns that an earlier run added are replaced.
        replaces_columns = not added.isdisjoint(self._input_columns)
        empty_cells = self._apply_options({column.name: "" for column in self._record_type.columns})
        for row in self._results.rows(default=Outcome("skipped", self._unsent_reason)):
            cells = row.cells
            input_cells = (
                dict(zip(self._input_columns, cells, strict=True))
                if isinstance(cells, list)
                else cells
            )
            if replaces_columns:
                input_cells = {
                    name: value for name, value in input_cells.items() if name not in added
                }
            outcome = row.outcome
            self.statuses[outcome.status] = self.statuses.get(outcome.status, 0) + 1
            data = (
                self._apply_options(self._record_type.column_values(outcome.response_item))
                if outcome.response_item
                else empty_cells
            )
            output_cells = {
                **input_cells,
                **dict(zip(OUTCOME_COLUMNS, _outcome_cells(row), strict=True)),
                **data,
            }
            yield (
                {k: escape_formula(v) for k, v in output_cells.items()}
                if self._output_options.escape_formulas
                else output_cells
            )

    def lines(self) -> Iterator[list[Json]]:
        """Yield every row as a list of cells in the order of `columns`."""
        columns = self.columns
        input_columns = [
            column
            for column in self._input_columns
            if column not in added_columns(self._record_type)
        ]
        # Fast path for the usual case: the input's cells, then the added ones, without a dict.
        is_simple = (
            self._is_default_layout
            and not self._output_options.escape_formulas
            and input_columns == self._input_columns
        )
        if not is_simple:
            for output_cells in self.rows():
                yield [output_cells.get(column) for column in columns]
            return
        empty_cells = [""] * len(self._record_type.columns)
        for row in self._results.rows(default=Outcome("skipped", self._unsent_reason)):
            cells = row.cells
            if not isinstance(cells, list):
                cells = [cells.get(column) for column in input_columns]
            outcome = row.outcome
            self.statuses[outcome.status] = self.statuses.get(outcome.status, 0) + 1
            item = outcome.response_item
            data = list(self._record_type.column_values(item).values()) if item else empty_cells
            yield [*cells, *_outcome_cells(row), *data]

    def _apply_options(self, values: dict[str, str]) -> dict[str, str]:
        return (
            values
            if self._is_default_layout
            else apply_output_options(self._data_columns, values, self._output_options.multi)
        )


def _outcome_cells(row: OutputRow) -> tuple[Json, ...]:
    """Return the cells of OUTCOME_COLUMNS."""
    outcome = row.outcome
    was_sent = bool(outcome.fetched_at)
    source = "duplicate" if row.is_duplicate else "api"
    return (
        outcome.status,
        outcome.error,
        # Only the first row of an item has its credits, so that the column adds up.
        0 if row.is_duplicate else outcome.credits,
        source if was_sent else "",
        outcome.fetched_at,
    )


def failed_rows_error(statuses: dict[str, int]) -> PartialFailure | None:
    """Return the error of a run with failed rows, or None."""
    failed = {
        name: statuses[name] for name in ("error", "invalid", "unknown") if statuses.get(name)
    }
    if not failed:
        return None
    counts = " and ".join(f"{number:,} {name}" for name, number in failed.items())
    return PartialFailure(
        f"Some rows failed: {counts}.", hint="The column lusha_error says why, row by row."
    )


def unmatched_rows_error(statuses: dict[str, int]) -> PartialFailure | None:
    """Return the error for --fail-on-miss if rows were not found, or None."""
    not_found = statuses.get("not_found")
    return PartialFailure(f"{not_found:,} not found.", hint=None) if not_found else None
