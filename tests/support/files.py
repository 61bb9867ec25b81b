"""Read and write CSV files of bulk commands."""

import csv
import io
from collections.abc import Callable

OUTCOME_COLUMNS = [
    "lusha_status",
    "lusha_error",
    "lusha_credits",
    "lusha_source",
    "lusha_fetched_at",
    "lusha_match",
    "lusha_mismatch",
    "lusha_duplicate_of",
]


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def earlier_columns(row: dict[str, str]) -> dict[str, str]:
    """Return a row without the columns that were added after version 0.4.0."""
    later = ("lusha_match", "lusha_mismatch", "lusha_duplicate_of")
    return {column: cell for column, cell in row.items() if column not in later}


WriteFile = Callable[[str, str | bytes], str]


def row_statuses(text: str) -> list[str]:
    return [row["lusha_status"] for row in csv_rows(text)]
