"""Turn the records of a csv file or a sheet into rows: find the header, name the cells."""

from collections.abc import Iterator
from typing import NamedTuple

from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json


class Record(NamedTuple):
    """The cells of one line of a text or row of a sheet.

    `number` is that of its last line or its row, and `unit` is `line` or `row`. `problem` says why
    it is malformed.
    """

    number: int
    cells: list[str]
    unit: str = "line"
    problem: str | None = None

    @property
    def location(self) -> str:
        """Return where the record is, such as `line 3`."""
        return f"{self.unit} {self.number}"


class Row(NamedTuple):
    """One row of an input: its cells, and why it isn't looked up, with the status it gets."""

    cells: dict[str, Json]
    problem: str | None = None
    status: str = "invalid"


def read_table(
    records: Iterator[Record],
    name: str,
    options: InputOptions,
    notes: list[str],
    headings: dict[str, str] | None = None,
) -> Iterator[Row]:
    """Yield the rows of a table.

    Before the first row, adds what was skipped to `notes`, and to `headings` the headings that
    differ from the name of their column, by that name. Raises UsageError for an empty table.
    """
    header = next(records, None)
    if header is None:
        raise UsageError(f"{name} is empty.", hint="INPUT needs a header and at least one row.")
    columns = _parse_header(header.cells, name)
    for record in records:
        yield _make_row(record.cells, columns, record.location)


def _make_row(cells: list[str], columns: list[str], location: str) -> Row:
    """Build a row of a table, with an error if its cells don't match the header."""
    problem = None
    if len(cells) != len(columns):
        problem = f"{location}: {len(cells)} of {len(columns)} cells"
        extra_cells = [cell for cell in cells[len(columns) :] if cell]
        if extra_cells:
            problem += f"; left over: {', '.join(map(repr, extra_cells))}"
        cells += [""] * (len(columns) - len(cells))
    # Surplus cells are dropped here, and reported in `problem`.
    return Row(dict(zip(columns, cells, strict=False)), problem)


def _parse_header(header: list[str], name: str) -> list[str]:
    columns = [cell.strip() or f"column {n}" for n, cell in enumerate(header, start=1)]
    positions: dict[str, int] = {}
    for number, column in enumerate(columns, start=1):
        if column in positions:
            raise UsageError(
                f"{name}, line 1: the columns {positions[column]} and {number} are both "
                f"named {column!r}.",
                hint="Give one of them another name.",
            )
        positions[column] = number
    return columns
