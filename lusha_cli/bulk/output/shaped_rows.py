"""The rows of a run in a shape, and those that it leaves out."""

from collections.abc import Iterator

from lusha_cli.bulk.output.anonymous_rows import AnonymousRows
from lusha_cli.bulk.output.column_options import OutputOptions
from lusha_cli.bulk.output.mongo_documents import document_of
from lusha_cli.bulk.output.rows import OutputRows, status_words
from lusha_cli.bulk.record_types import RecordType, ResponseItem
from lusha_cli.bulk.run.results import OutputRow
from lusha_cli.json_types import Json, as_object
from lusha_cli.models import Company, Person, read_company, read_person
from lusha_cli.shapes.shaper import Cells, ShapedRecord, Shaper


class ShapedRows:
    """The rows of a run as records of a shape.

    `excluded` has the reason of each row that is left out, by its number from 1.
    """

    def __init__(self, rows: OutputRows, shaper: Shaper) -> None:
        self._rows = rows
        self._shaper = shaper
        self.excluded: dict[int, str] = {}

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
        is_document = self._shaper.shape.is_document
        for row, cells in self._records():
            yield self._document(row) if is_document else self._shaper.as_json(cells)

    def lines(self) -> Iterator[list[Json]]:
        """Yield every record as a list of cells in the order of `columns`."""
        for _, cells in self._records():
            yield list(cells.values())

    def _records(self) -> Iterator[tuple[OutputRow, Cells]]:
        self.excluded.clear()
        for row in self._rows.read_rows():
            shaped = self._shape(row)
            if shaped.cells is None:
                self.excluded[row.number] = shaped.reason
            else:
                yield row, shaped.cells

    def _shape(self, row: OutputRow) -> ShapedRecord:
        outcome, found = row.outcome, row.found
        if outcome.status != "matched" or found is None:
            return self._shaper.exclude(status_words(outcome.status))
        if self._shaper.shape.is_document:
            # Documents are kept by the id of Lusha, which what a fallback found doesn't have.
            if not found.id:
                return self._shaper.exclude("without id")
            return self._shaper.admit(found.record, {}, has_data=True)
        record = _read_record(self._rows.record_type, outcome.response_item)
        return self._shaper.shape_record(record)

    def _document(self, row: OutputRow) -> dict[str, Json]:
        """Return a document as mongoimport reads it."""
        outcome = row.outcome
        fetched_at = {"$date": outcome.fetched_at}
        return document_of(self._rows.record_type, outcome.response_item, fetched_at=fetched_at)


def select_rows(
    rows: OutputRows, options: OutputOptions, shaper: Shaper | None
) -> OutputRows | ShapedRows | AnonymousRows:
    """Return the rows of a run in the form that the options and --shape select."""
    if shaper:
        return ShapedRows(rows, shaper)
    if options.is_anonymous:
        return AnonymousRows(rows, key=options.pseudonym_key)
    return rows


def _read_record(record_type: RecordType, item: ResponseItem) -> Person | Company:
    if record_type.is_about_people:
        return read_person(as_object(item.item).get("data"), item.company)
    return read_company(item.item)
