"""The options for reading an input."""

from typing import NamedTuple


class InputOptions(NamedTuple):
    """How to read an input; options that are None or false are detected.

    `header_row` is the number of the line or sheet row that holds the headings, from 1. With
    `no_header`, the first record is a row, and the columns are named `column 1` and so on. With
    `strict`, a malformed row is an error, not an invalid row.
    """

    format: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    no_header: bool = False
    strict: bool = False
