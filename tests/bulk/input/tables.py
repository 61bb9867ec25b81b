"""Read a text as a table, for the tests of the readers."""

import io
from typing import NamedTuple

from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.bulk.input.readers import open_input
from lusha_cli.json_types import Json


class Table(NamedTuple):
    """What was read: notes, valid rows, the others as (status, problem), headings, and doubt."""

    notes: list[str]
    rows: list[list[Json]]
    problems: list[tuple[str, str]]
    columns: list[str]
    headings: dict[str, str]
    doubt: str


def read(content: str | bytes, **options: Json) -> Table:
    """Read the content of a csv file named a.csv."""
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    with open_input("a.csv", InputOptions(**options), file=file) as input_:
        rows = list(input_.rows)
        return Table(
            input_.notes,
            [list(row.cells.values()) for row in rows if row.problem is None],
            [(row.status, row.problem) for row in rows if row.problem is not None],
            list(rows[-1].cells) if rows else [],
            input_.headings,
            input_.doubt,
        )
