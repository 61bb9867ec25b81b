"""What the readers of tables pass on: records, and rows with named cells."""

import re
from typing import NamedTuple

from lusha_cli.json_types import Json

_LINE_END = re.compile(r"\r\n|\r|\n")


class Record(NamedTuple):
    """The cells of one line of a text or row of a sheet.

    `number` is that of its last line or its row, and `unit` is `line` or `row`. `problem` is why
    it is malformed, and `is_open` whether the next line may be a part of it.
    """

    number: int
    cells: list[str]
    unit: str = "line"
    problem: str | None = None
    is_open: bool = False

    @property
    def location(self) -> str:
        """Return where the record is, such as `line 3`."""
        return f"{self.unit} {self.number}"

    @property
    def first_number(self) -> int:
        """Return the number of its first line."""
        if self.unit != "line" or self.problem:
            return self.number
        return self.number - sum(len(_LINE_END.findall(cell)) for cell in self.cells)


class Row(NamedTuple):
    """One row of an input: its cells, and why it isn't looked up, with the status it gets."""

    cells: dict[str, Json]
    problem: str | None = None
    status: str = "invalid"
