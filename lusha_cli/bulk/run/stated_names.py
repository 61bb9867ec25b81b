"""Names in the cells of rows whose payload has none, as it takes only full ones."""

from collections.abc import Sequence

from lusha_cli.bulk.input.cells import read_cell
from lusha_cli.bulk.input.json_rows import flat_cells
from lusha_cli.bulk.json_numbers import unpack_numbers
from lusha_cli.bulk.run.journal import Journal
from lusha_cli.json_types import Json

# In the order in which they are joined. A full name that isn't in the payload may be a company's.
NAME_FIELDS = ("first_name", "last_name")


class StatedNames:
    """Reads the names in the rows of a journal. Journals of earlier versions have none."""

    def __init__(self, journal: Journal) -> None:
        self._fields: Sequence[list[str]] = journal.get("nameColumns") or ()
        columns: list[str] = journal.get("columns") or []
        self._positions = {column: position for position, column in enumerate(columns)}

    def of(self, cells: Json) -> str:
        """Return the name in the cells of a row, "" without one."""
        texts = (self._read(cells, columns) for columns in self._fields)
        return " ".join(text for text in texts if text)

    def _read(self, cells: Json, columns: list[str]) -> str:
        """Return the text of the first column that isn't empty."""
        if isinstance(cells, list):
            positions = [self._positions[column] for column in columns]
            found = [cells[position] for position in positions if position < len(cells)]
        else:
            fields = flat_cells(unpack_numbers(cells))
            found = [fields.get(column) for column in columns]
        return next((text for cell in found if cell and (text := read_cell(cell).text)), "")
