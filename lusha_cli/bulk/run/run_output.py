"""Write the results of a run to a file, a stream or a database."""

from array import array
from collections.abc import Callable, Collection
from dataclasses import KW_ONLY, dataclass
from pathlib import Path

from lusha_cli.bulk.output.cell_filler import CellFiller
from lusha_cli.bulk.output.column_options import DEFAULT_OPTIONS, OutputOptions
from lusha_cli.bulk.output.database_urls import is_database_url
from lusha_cli.bulk.output.databases import write_database
from lusha_cli.bulk.output.review import write_review
from lusha_cli.bulk.output.rows import OutputRows
from lusha_cli.bulk.output.shaped_rows import ShapedRows, select_rows
from lusha_cli.bulk.output.writers import write_file, write_rows
from lusha_cli.bulk.plan import Plan
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.bulk.run.recognized_input import recognize_input
from lusha_cli.bulk.run.results import Results, accept_mismatches
from lusha_cli.json_types import Json
from lusha_cli.output.csv_stream import Writable
from lusha_cli.shapes.shaper import Shaper


@dataclass(eq=False, frozen=True)
class RunOutput:
    """The rows of a run with their results.

    `results` returns the results for a min match. `unsent_reason` is the error of rows that were
    not sent. `headings` are the headings of the input that differ from their column, by column.
    """

    journal: Journal
    record_type: RecordType
    results: Callable[[int], Results]
    _: KW_ONLY
    plan: Plan
    input_columns: list[str]
    headings: dict[str, str]
    unsent_reason: str

    def write(
        self,
        out: str | Path,
        *,
        output_options: OutputOptions = DEFAULT_OPTIONS,
        shaper: Shaper | None = None,
        run_id: str = "",
    ) -> dict[str, int]:
        """Write all rows to a file, or matched rows to a database; return row counts by status.

        Writes everything or nothing. A `shaper` writes records to a file. The rows that it leaves
        out, or those that may be other people, go to a file of their own beside `out`, with their
        data. `run_id` is the id of the run in the database.
        """
        if is_database_url(str(out)):
            return self._write_database(str(out), output_options, run_id)
        rows = self._rows(output_options)
        selected = select_rows(rows, output_options, shaper)
        write_file(Path(out), selected)
        numbers, reasons = rows.mismatches, None
        if isinstance(selected, ShapedRows):
            numbers, reasons = array("Q", selected.excluded), selected.excluded
        if not output_options.is_anonymous:
            write_review(
                out,
                self.journal,
                lambda review: self._rows(output_options, review),
                numbers=numbers,
                reasons=reasons,
            )
        return rows.statuses

    def write_stream(
        self,
        stream: Writable,
        *,
        format_name: str,
        output_options: OutputOptions = DEFAULT_OPTIONS,
        shaper: Shaper | None = None,
    ) -> dict[str, int]:
        """Write all rows to a stream, or the records of a `shaper`; return counts by status."""
        rows = self._rows(output_options)
        write_rows(stream, select_rows(rows, output_options, shaper), format_name=format_name)
        return rows.statuses

    def accept(self, rows: Collection[range], *, min_match: int) -> int:
        """Accept rows whose match is too low, all of them without `rows`; return their number."""
        return accept_mismatches(self.results(min_match), rows)

    def make_filler(self, output_options: OutputOptions) -> CellFiller | None:
        """Return what fills the row's own cells, None without --fill. Raises UsageError."""
        if not output_options.fill:
            return None
        input_ = recognize_input(self.journal, self.record_type)
        return CellFiller(self.record_type, input_, overwrite_older=output_options.overwrite_older)

    def _write_database(
        self, url: str, output_options: OutputOptions, run_id: str
    ) -> dict[str, int]:
        rows = self._rows(output_options)

        def run_row() -> dict[str, Json]:
            return {
                "id": run_id,
                "source": self.journal.get("source"),
                "rows": self.plan.rows,
                "matched": rows.statuses.get("matched", 0),
                "credits": self.journal.total_charged()[0],
                "ended": self.journal.last_answer_at(),
            }

        write_database(url, self.record_type, rows.read_rows(), run_row, output_options.columns)
        return rows.statuses

    def _rows(
        self, output_options: OutputOptions, review: "array[int] | None" = None
    ) -> OutputRows:
        return OutputRows(
            self.record_type,
            self.results(output_options.min_match),
            self.input_columns,
            self.headings,
            unsent_reason=self.unsent_reason,
            output_options=output_options,
            filler=self.make_filler(output_options),
            review=review,
        )
