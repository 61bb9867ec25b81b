"""Read the records of a csv or tsv file."""

import csv
import io
from collections.abc import Iterator

from lusha_cli.bulk.input.encodings import decode_error
from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.bulk.input.table import Record, Row, read_table
from lusha_cli.errors import UsageError

_MAX_FIELD_CHARACTERS = 1 << 24


def read_delimited_rows(
    text: io.TextIOWrapper,
    delimiter: str,
    name: str,
    options: InputOptions,
    notes: list[str],
    headings: dict[str, str],
) -> Iterator[Row]:
    """Yield the rows of a delimited text. The parameters are those of read_table."""
    return read_table(_read_records(text, delimiter, name), name, options, notes, headings)


def _read_records(text: io.TextIOWrapper, delimiter: str, name: str) -> Iterator[Record]:
    """Yield the records of a delimited text that aren't blank."""
    # The default of csv is 131,072 characters per cell.
    csv.field_size_limit(_MAX_FIELD_CHARACTERS)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if cells:
                yield Record(reader.line_num, cells)
    except csv.Error as error:
        raise UsageError(
            f"{name}, line {reader.line_num}: {error}.",
            hint='A quote in a cell is written twice (""), and every quote is closed.',
        ) from error
    except UnicodeError as error:
        raise decode_error(name, reader.line_num + 1, error) from error
