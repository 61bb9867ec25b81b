"""Write found data into the row's own empty columns: --fill and --overwrite-older."""

from collections.abc import Mapping, Sequence

from lusha_cli.bulk.columns import VALUE_SEPARATOR
from lusha_cli.bulk.input.data_fields import (
    DIRECT,
    MOBILE,
    PRIVATE,
    WEBSITE,
    WORK,
    DataField,
    data_fields,
)
from lusha_cli.bulk.input.dates import UNDATED, date_reader, find_date_column
from lusha_cli.bulk.input.headings import read_heading
from lusha_cli.bulk.merge.values import comparable, has_value, text_of
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.bulk.run.recognized_input import RecognizedInput
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.matching.words import split_words

FILLED = "lusha_filled"
OVERWRITTEN = "lusha_overwritten"
_NAME_PARTS = ("first_name", "last_name")
_LOCATIONS = ("city", "state", "country")
# The data columns that fill a column, the first one with a value, by field and kind.
_SOURCES: dict[tuple[str, str], tuple[str, ...]] = {
    ("email", ""): ("work_email", "emails"),
    ("email", WORK): ("work_email",),
    ("email", PRIVATE): ("private_email",),
    ("phone", ""): ("mobile_phone", "direct_phone", "phones"),
    ("phone", MOBILE): ("mobile_phone",),
    ("phone", DIRECT): ("direct_phone",),
    ("phone", PRIVATE): (),
    ("company_domain", WEBSITE): ("company_website", "company_domain"),
}


class CellFiller:
    """Fills the cells of rows with the data that was found.

    `overwrite_older` is the age in seconds at which cells of a row are overwritten, None for never.
    Raises UsageError if the rows have no date, by which it could be known.
    """

    def __init__(
        self, record_type: RecordType, input_: RecognizedInput, *, overwrite_older: int | None
    ) -> None:
        self._overwrite_older = overwrite_older
        self._targets: list[tuple[str, str, DataField, tuple[str, ...]]] = []
        known = {column.name.removeprefix("lusha_") for column in record_type.columns}
        seen: set[tuple[str, str]] = set()
        for column, field in _fields(record_type, input_).items():
            names = _SOURCES.get((field.name, field.kind), (field.name,))
            names = tuple(f"lusha_{name}" for name in names if name in known)
            # Of several columns with the same data, the first is filled.
            if names and field.number == 1 and (key := (field.name, field.kind)) not in seen:
                seen.add(key)
                heading = input_.headings.get(column, column)
                self._targets.append((column, heading, field, names))
        self._date_column = find_date_column(input_.columns)
        dates = [row.get(self._date_column or "") for row in input_.sample]
        self._read_date = date_reader(dates)
        if overwrite_older is not None and self._date_column is None:
            raise UsageError(
                "--overwrite-older: no column has the date of a row, such as Last Modified.",
                hint="Leave it out: --fill alone fills only empty cells.",
            )

    @property
    def columns(self) -> list[str]:
        """Return the names of the columns that report the changes."""
        return [FILLED] if self._overwrite_older is None else [FILLED, OVERWRITTEN]

    def fill(
        self, cells: dict[str, Json], values: Mapping[str, str], fetched_at: str
    ) -> tuple[str, ...]:
        """Fill the cells of a row with the data of its columns; return the cells of `columns`."""
        filled: list[str] = []
        overwritten: list[str] = []
        is_old = bool(values) and self._is_old(cells, fetched_at)
        for column, heading, field, names in self._targets if values else ():
            value = _found_value(values, names)
            if not value:
                continue
            cell = cells.get(column)
            if not has_value(cell) and self._is_in_other_name(cells, field, value):
                continue
            if not has_value(cell):
                cells[column] = value
                filled.append(heading)
            elif is_old and comparable(cell, field) != comparable(value, field):
                cells[column] = value
                overwritten.append(f"{heading}: {text_of(cell)}")
        texts = (", ".join(filled), VALUE_SEPARATOR.join(overwritten))
        return texts[: len(self.columns)]

    def _is_in_other_name(self, cells: Mapping[str, Json], field: DataField, value: str) -> bool:
        """Return whether the cell of the first name has the last name as well, or vice versa."""
        if field.name not in _NAME_PARTS:
            return False
        for column, _, other, _ in self._targets:
            if other.name in _NAME_PARTS and other.name != field.name:
                words = split_words(text_of(cells.get(column)))
                if len(words) > 1 and set(split_words(value)) <= set(words):
                    return True
        return False

    def _is_old(self, cells: Mapping[str, Json], fetched_at: str) -> bool:
        """Return whether the data of a row was older than the allowed age when ours was found."""
        if self._overwrite_older is None or self._date_column is None:
            return False
        date = self._read_date(cells.get(self._date_column))
        found = date_reader(())(fetched_at)
        return date != UNDATED and date < found - self._overwrite_older


def _fields(record_type: RecordType, input_: RecognizedInput) -> dict[str, DataField]:
    """Return the data of each column, of companies with the names of their data columns."""
    fields = data_fields(input_.columns, input_.selection, input_.headings)
    if record_type.is_about_people:
        return fields
    for column in input_.columns:
        heading = input_.headings.get(column, column)
        if column not in fields and read_heading(heading).meaning == "linkedin_url":
            fields[column] = DataField("company_linkedin_url")
    return {
        column: field._replace(name=f"company_{field.name}") if field.name in _LOCATIONS else field
        for column, field in fields.items()
    }


def _found_value(values: Mapping[str, str], names: Sequence[str]) -> str:
    """Return the first value of data columns, without numbers that must not be called."""
    blocked = values.get("lusha_do_not_call", "").split(VALUE_SEPARATOR)
    for name in names:
        text = values.get(name, "")
        # Only these columns have several values of which a cell takes one.
        listed = text.split(VALUE_SEPARATOR) if name in ("lusha_emails", "lusha_phones") else [text]
        for value in listed:
            if value and value not in blocked:
                return value
    return ""
