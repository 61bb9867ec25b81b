"""The rows of a run in a shape; those that it leaves out go to a review file."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from lusha_cli.bulk.output.rows import OutputRows, status_words
from lusha_cli.bulk.output.writers import format_cells, output_mode
from lusha_cli.bulk.record_types import RecordType, ResponseItem
from lusha_cli.bulk.run.results import OutputRow
from lusha_cli.json_types import Json, as_object
from lusha_cli.models import Company, Person, read_company, read_person
from lusha_cli.output.csv_stream import LfCsvStream
from lusha_cli.shapes.shaper import Cells, Shaper
from lusha_cli.storage.atomic_files import atomic_write, remove_temporary_files

REVIEW_COLUMN = "lusha_review"
OnExcluded = Callable[[OutputRow, str], None]


def review_file(out: str | Path) -> Path:
    """Return the file for the rows that an output leaves out: `leads.review.csv`."""
    return Path(out).with_suffix(".review.csv")


class ShapedRows:
    """The rows of a run as records of a shape.

    Reading them once writes the rows that the shape leaves out to the file `review`, if set, in
    the columns of an output without a shape, and the reason. Without such rows, the review file of
    an earlier output is deleted.
    """

    def __init__(self, rows: OutputRows, shaper: Shaper, review: Path | None = None) -> None:
        self._rows = rows
        self._shaper = shaper
        self._review = review

    @property
    def columns(self) -> list[str]:
        """Return the names of the properties."""
        return self._shaper.shape.columns

    @property
    def headings(self) -> list[str]:
        """Return the names of the properties, by which CRMs know the columns."""
        return self.columns

    def rows(self) -> Iterator[dict[str, Json]]:
        """Yield every record as a JSON object."""
        return map(self._shaper.as_json, self._records())

    def lines(self) -> Iterator[list[Json]]:
        """Yield every record as a list of cells in the order of `columns`."""
        for cells in self._records():
            yield list(cells.values())

    def _records(self) -> Iterator[Cells]:
        with self._open_review() as on_excluded:
            for row in self._rows.read_rows():
                outcome = row.outcome
                shaped = (
                    self._shaper.shape_record(
                        _read_record(self._rows.record_type, outcome.response_item)
                    )
                    if outcome.status == "matched"
                    else self._shaper.exclude(status_words(outcome.status))
                )
                if shaped.cells is None:
                    on_excluded(row, shaped.reason)
                else:
                    yield shaped.cells

    @contextmanager
    def _open_review(self) -> Iterator[OnExcluded]:
        """Yield a function that writes a row to the review file, which is complete at the end."""
        if self._review is None:
            yield lambda _row, _reason: None
            return
        remove_temporary_files(self._review)
        columns = [*self._rows.columns, REVIEW_COLUMN]
        hint = "Free some space, or choose another --out. Stored results aren't charged again."
        with atomic_write(self._review, mode=output_mode(self._review), hint=hint) as file:
            writer = csv.writer(LfCsvStream(file), lineterminator="\r\n")
            writer.writerow(format_cells([*self._rows.headings, REVIEW_COLUMN]))

            def write(row: OutputRow, reason: str) -> None:
                cells = {**self._rows.cells_of(row), REVIEW_COLUMN: reason}
                writer.writerow(format_cells([cells.get(column) for column in columns]))

            yield write
        if not self._shaper.excluded:
            self._review.unlink(missing_ok=True)


def _read_record(record_type: RecordType, item: ResponseItem) -> Person | Company:
    if record_type.is_about_people:
        return read_person(as_object(item.item).get("data"), item.company)
    return read_company(item.item)
