"""The rows of a run in a shape, and those that it leaves out."""

from collections.abc import Iterator

from lusha_cli.bulk.output.anonymous_rows import AnonymousRows
from lusha_cli.bulk.output.column_options import OutputOptions
from lusha_cli.bulk.output.rows import OutputRows, status_words
from lusha_cli.bulk.record_types import RecordType, ResponseItem
from lusha_cli.json_types import Json, as_object
from lusha_cli.models import Company, Person, read_company, read_person
from lusha_cli.shapes.shaper import Cells, Shaper


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
        return map(self._shaper.as_json, self._records())

    def lines(self) -> Iterator[list[Json]]:
        """Yield every record as a list of cells in the order of `columns`."""
        for cells in self._records():
            yield list(cells.values())

    def _records(self) -> Iterator[Cells]:
        record_type = self._rows.record_type
        self.excluded.clear()
        for row in self._rows.read_rows():
            outcome = row.outcome
            shaped = (
                self._shaper.shape_record(_read_record(record_type, outcome.response_item))
                if outcome.status == "matched"
                else self._shaper.exclude(status_words(outcome.status))
            )
            if shaped.cells is None:
                self.excluded[row.number] = shaped.reason
            else:
                yield shaped.cells


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
