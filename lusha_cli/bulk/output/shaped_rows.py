"""The rows of a run in a shape, and those that it leaves out."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from lusha_cli.bulk.output.anonymous_rows import AnonymousRows
from lusha_cli.bulk.output.column_options import OutputOptions
from lusha_cli.bulk.output.rows import OutputRows, status_words
from lusha_cli.bulk.output.writers import RowSource, review_path, write_file
from lusha_cli.bulk.record_types import RecordType, ResponseItem
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.json_types import Json, as_object
from lusha_cli.models import Company, Person, read_company, read_person
from lusha_cli.shapes.shaper import Cells, Shaper

REVIEW_COLUMN = "lusha_review"
# The reason of each row that is left out, by its number from 1.
Excluded = Mapping[int, str]


class ShapedRows:
    """The rows of a run as records of a shape.

    `on_end` gets the rows that are left out, once the last record is read.
    """

    def __init__(
        self, rows: OutputRows, shaper: Shaper, on_end: Callable[[Excluded], object] | None = None
    ) -> None:
        self._rows = rows
        self._shaper = shaper
        self._on_end = on_end

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
        record_type, excluded = self._rows.record_type, dict[int, str]()
        for number, row in enumerate(self._rows.read_rows(), 1):
            outcome = row.outcome
            shaped = (
                self._shaper.shape_record(_read_record(record_type, outcome.response_item))
                if outcome.status == "matched"
                else self._shaper.exclude(status_words(outcome.status))
            )
            if shaped.cells is None:
                excluded[number] = shaped.reason
            else:
                yield shaped.cells
        if self._on_end:
            self._on_end(excluded)


def select_rows(
    rows: OutputRows,
    options: OutputOptions,
    shaper: Shaper | None,
    on_end: Callable[[Excluded], object] | None = None,
) -> RowSource:
    """Return the rows of a run in the form that the options and --shape select."""
    if shaper:
        return ShapedRows(rows, shaper, on_end)
    if options.is_anonymous:
        return AnonymousRows(rows, key=options.pseudonym_key)
    return rows


class ReviewRows:
    """The rows that a shape leaves out, with all columns of an output and the reason."""

    def __init__(self, rows: OutputRows, excluded: Excluded) -> None:
        self._rows = rows
        self._excluded = excluded

    @property
    def columns(self) -> list[str]:
        """Return the columns of an output, and that of the reason."""
        return [*self._rows.columns, REVIEW_COLUMN]

    @property
    def headings(self) -> list[str]:
        """Return the headings of the columns."""
        return [*self._rows.headings, REVIEW_COLUMN]

    def rows(self) -> Iterator[dict[str, Json]]:
        """Yield every row that is left out, by column."""
        for number, row in enumerate(self._rows.read_rows(), 1):
            if reason := self._excluded.get(number):
                yield {**self._rows.cells_of(row), REVIEW_COLUMN: reason}

    def lines(self) -> Iterator[list[Json]]:
        """Yield every row that is left out as a list of cells in the order of `columns`."""
        columns = self.columns
        for cells in self.rows():
            yield [cells.get(column) for column in columns]


def write_review(
    out: str | Path, journal: Journal, make_rows: Callable[[], OutputRows], excluded: Excluded
) -> None:
    """Write the rows that `out` leaves out beside it, or remove an earlier file of them.

    `make_rows` returns the rows of the run, not read yet.
    """
    path = review_path(out)
    file, files = str(path.absolute()), journal.get("reviews") or []
    if excluded:
        if file not in files:
            # Before it is written, so that a later process removes it.
            journal.put(reviews=[*files, file])
        write_file(path, ReviewRows(make_rows(), excluded))
    elif file in files:
        path.unlink(missing_ok=True)
        journal.put(reviews=[other for other in files if other != file])


def _read_record(record_type: RecordType, item: ResponseItem) -> Person | Company:
    if record_type.is_about_people:
        return read_person(as_object(item.item).get("data"), item.company)
    return read_company(item.item)
