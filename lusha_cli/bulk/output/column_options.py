"""Column options of the output: --data-columns, --multi and --spreadsheet-safe."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from lusha_cli.bulk.columns import VALUE_SEPARATOR, Column
from lusha_cli.errors import UsageError
from lusha_cli.matching.score import DEFAULT_MIN_MATCH
from lusha_cli.suggestions import did_you_mean

MultiValueMode = Literal["first", "join", "explode"]


class OutputOptions(NamedTuple):
    """Selected columns (empty: all), format of multiple values, and formula escaping.

    `is_anonymous` leaves out personal data. With `pseudonym_key`, identifiers are replaced by keyed
    hashes. `fill`: fill the row's own empty cells, and overwrite those of rows that are older than
    `overwrite_older` in seconds (None: none). The data of rows with a lower match than `min_match`
    is left out (0: of none).
    """

    columns: Sequence[str] = ()
    multi: MultiValueMode = "join"
    escape_formulas: bool = False
    is_anonymous: bool = False
    pseudonym_key: bytes | None = None
    fill: bool = False
    overwrite_older: int | None = None
    min_match: int = DEFAULT_MIN_MATCH


DEFAULT_OPTIONS = OutputOptions()


def select_columns(columns: Sequence[Column], names: Sequence[str]) -> list[Column]:
    """Return the named columns in that order, or the default ones. Raises UsageError."""
    columns_by_name = {column.name.removeprefix("lusha_"): column for column in columns}
    selected_names = [
        name.strip().removeprefix("lusha_") for text in names for name in text.split(",")
    ]
    for name in selected_names:
        if name not in columns_by_name:
            raise UsageError(
                f"--data-columns: there is no column {name!r}."
                f"{did_you_mean(name, columns_by_name)}",
                hint=f"Columns: {', '.join(columns_by_name)}.",
            )
    # Repeated names count once.
    selected = [columns_by_name[name] for name in dict.fromkeys(selected_names)]
    return selected or [column for column in columns if column.is_default]


def headings(
    columns: Sequence[Column], multi: MultiValueMode, max_counts: dict[str, int]
) -> list[str]:
    """Return the headings; with explode, one per value up to `max_counts` of the column."""
    return [
        heading
        for column in columns
        for heading in (
            _numbered_headings(column.name, max_counts.get(column.name, 1))
            if multi == "explode" and column.is_list
            else [column.name]
        )
    ]


def apply_output_options(
    columns: Sequence[Column], values: dict[str, str], multi: MultiValueMode
) -> dict[str, str]:
    """Return the cells of a row by heading."""
    cells: dict[str, str] = {}
    for column in columns:
        text = values[column.name]
        if column.is_list and multi != "join":
            cell_values = text.split(VALUE_SEPARATOR) if text else []
            if multi == "explode":
                cells.update(
                    zip(_numbered_headings(column.name, len(cell_values)), cell_values, strict=True)
                )
                continue
            text = cell_values[0] if cell_values else ""
        cells[column.name] = text
    return cells


def count_values(columns: Sequence[Column], rows: Iterable[dict[str, str]]) -> dict[str, int]:
    """Return the max number of values in a row, by list column."""
    max_counts = {column.name: 1 for column in columns if column.is_list}
    for values in rows:
        for name in max_counts:
            max_counts[name] = max(max_counts[name], values[name].count(VALUE_SEPARATOR) + 1)
    return max_counts


def _numbered_headings(name: str, count: int) -> list[str]:
    return [f"{name}_{number}" for number in range(1, count + 1)]
