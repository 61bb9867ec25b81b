"""Write the rows that an output leaves out to a file of their own beside it."""

from array import array
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lusha_cli.bulk.output.rows import OutputRows
from lusha_cli.bulk.output.writers import review_path, write_file
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.json_types import Json

REVIEW_COLUMN = "lusha_review"


class ReviewRows:
    """The rows that an output leaves out, with their data and the reason of each, by row number."""

    def __init__(self, rows: OutputRows, reasons: Mapping[int, str]) -> None:
        self._rows = rows
        self._reasons = reasons

    @property
    def columns(self) -> list[str]:
        """Return the columns of an output, and that of the reason."""
        return [*self._rows.columns, REVIEW_COLUMN]

    @property
    def headings(self) -> list[str]:
        """Return the headings of the columns."""
        return [*self._rows.headings, REVIEW_COLUMN]

    def rows(self) -> Iterator[dict[str, Json]]:
        """Yield every row by column."""
        for row in self._rows.read_rows():
            yield {**self._rows.cells_of(row), REVIEW_COLUMN: self._reasons[row.number]}

    def lines(self) -> Iterator[list[Json]]:
        """Yield every row as a list of cells in the order of `columns`."""
        columns = self.columns
        for cells in self.rows():
            yield [cells.get(column) for column in columns]


def write_review(
    out: str | Path,
    journal: Journal,
    make_rows: "Callable[[array[int]], OutputRows]",
    *,
    numbers: "array[int]",
    reasons: Mapping[int, str] | None = None,
) -> None:
    """Write the rows with these numbers, with their data, to a file beside `out`.

    Without any, a file that an earlier process wrote is removed. `make_rows` returns the rows of a
    review, and `reasons` are shown if they differ.
    """
    path = review_path(out)
    file, files = str(path.absolute()), journal.get("reviews") or []
    if numbers:
        if file not in files:
            # Before it is written, so that a later process removes it.
            journal.put(reviews=[*files, file])
        rows = make_rows(numbers)
        write_file(path, ReviewRows(rows, reasons) if reasons else rows)
    elif file in files:
        path.unlink(missing_ok=True)
        journal.put(reviews=[other for other in files if other != file])
