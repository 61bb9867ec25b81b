"""The columns of a merged file: those of the first file, then the new ones of each other file."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from lusha_cli.bulk.input.data_fields import DataField
from lusha_cli.bulk.input.headings import normalize_heading
from lusha_cli.bulk.merge.input_file import UPDATED_AT, InputFile, source_column

DATE_FIELD = DataField(UPDATED_AT)


@dataclass(eq=False)
class OutputColumn:
    """A column of the output, and the columns of the files with the same data, by file number.

    `name` and `heading` are those of the first one.
    """

    name: str
    heading: str
    field: DataField | None
    inputs: dict[int, str] = dataclass_field(default_factory=dict)

    @property
    def is_date(self) -> bool:
        """Return whether the column has the date of a row."""
        return self.field == DATE_FIELD

    def accepts(self, other: "OutputColumn") -> bool:
        """Return whether another column has the same data, and is of other files."""
        return (
            self.field is not None
            and other.field is not None
            and self.inputs.keys().isdisjoint(other.inputs)
            and self.field.holds_same_data(other.field)
        )

    def add(self, other: "OutputColumn") -> None:
        """Add the columns of another one."""
        self.inputs.update(other.inputs)


def match_columns(files: Sequence[InputFile], *, with_dates: bool) -> list[OutputColumn]:
    """Return the columns of the output of a merge.

    Columns with the same heading are one, then those with the same data. `with_dates`: one of them
    has the date of each row. It is called updated_at, and is new if no file has its dates there.
    """
    by_heading: dict[tuple[str, int], OutputColumn] = {}
    for number, file in enumerate(files):
        seen: dict[str, int] = {}
        for column in file.columns:
            heading = file.headings.get(column, column)
            is_date = with_dates and column == file.date_column and _is_updated_at(heading)
            data = DATE_FIELD if is_date else file.recognition.fields.get(column)
            key = (
                " ".join(heading.casefold().split())
                if heading.startswith("lusha_")
                else (normalize_heading(heading) or heading)
            )
            seen[key] = seen.get(key, 0) + 1
            # The second one with the same heading is that of the other files too.
            found = by_heading.setdefault((key, seen[key]), OutputColumn(column, heading, data))
            found.field = DATE_FIELD if is_date else found.field or data
            found.inputs[number] = column
    columns: list[OutputColumn] = []
    for candidate in by_heading.values():
        # Two columns of equal kinds belong together before those of an unknown kind.
        same = [other for other in columns if other.accepts(candidate)]
        exact = [other for other in same if other.field == candidate.field]
        if matching := exact or same:
            matching[0].add(candidate)
        else:
            columns.append(candidate)
    if with_dates and not any(column.is_date for column in columns):
        columns.append(OutputColumn(UPDATED_AT, UPDATED_AT, DATE_FIELD))
    return _with_unique_names(columns)


def _is_updated_at(heading: str) -> bool:
    return normalize_heading(heading) == "updated at"


def _with_unique_names(columns: list[OutputColumn]) -> list[OutputColumn]:
    """Return the columns with different names, which also have different source columns."""
    taken: set[str] = set()
    for column in columns:
        name, number = column.name, 2
        while name in taken or source_column(name) in taken:
            name, number = f"{column.name} {number}", number + 1
        if name != column.name:
            column.name = column.heading = name
        taken |= {name, source_column(name)}
    return columns
