"""Rows of a run without personal data (--anonymize), or with pseudonyms (--pseudonymize)."""

from collections.abc import Iterator
from typing import Protocol

from lusha_cli.bulk.output.pseudonyms import KINDS, Pseudonyms, pseudonym_name
from lusha_cli.json_types import Json

# Columns that don't identify a person, and whose values are from lists of the API. Everything else
# is left out: the columns of the input, names, titles, places below the country, and free text.
_KEPT = (
    "lusha_status", "lusha_credits", "lusha_seniority", "lusha_departments", "lusha_country",
    "lusha_eu_contact", "lusha_company_industry", "lusha_company_sub_industry",
    "lusha_company_size", "lusha_company_revenue", "lusha_company_type", "lusha_company_country",
)  # fmt: skip
# Only the year of these is kept.
_YEARS = {"lusha_fetched_at": "lusha_fetched_year", "lusha_company_founded": ""}


class CountedRows(Protocol):
    """The rows of a run by column, which are counted by status while they are read."""

    @property
    def columns(self) -> list[str]: ...
    @property
    def statuses(self) -> dict[str, int]: ...
    def rows(self) -> Iterator[dict[str, Json]]: ...


class AnonymousRows:
    """The rows of a run with the columns alone that identify nobody.

    With a `key`, identifiers are replaced by pseudonyms: keyed hashes, which are equal in all
    exports with the same key. Who has the key can test whether a person is in the rows.
    """

    def __init__(self, rows: CountedRows, *, key: bytes | None) -> None:
        self._rows = rows
        self._pseudonyms = Pseudonyms(key) if key is not None else None

    @property
    def statuses(self) -> dict[str, int]:
        """Return the number of rows by status."""
        return self._rows.statuses

    @property
    def columns(self) -> list[str]:
        """Return the columns that stay, in their order."""
        names = []
        for column in self._rows.columns:
            if column in _KEPT:
                names.append(column)
            elif column in _YEARS:
                names.append(_YEARS[column] or column)
            elif self._pseudonyms and column in KINDS:
                names.append(pseudonym_name(column))
        return names

    @property
    def headings(self) -> list[str]:
        """Return the headings of the columns."""
        return self.columns

    def rows(self) -> Iterator[dict[str, Json]]:
        """Yield every row by column."""
        for row in self._rows.rows():
            yield dict(self._cells(row))

    def lines(self) -> Iterator[list[Json]]:
        """Yield every row as a list of cells in the order of `columns`."""
        columns = self.columns
        for row in self.rows():
            yield [row[column] for column in columns]

    def _cells(self, row: dict[str, Json]) -> Iterator[tuple[str, Json]]:
        for column, cell in row.items():
            if column in _KEPT:
                yield column, cell
            elif column in _YEARS:
                yield _YEARS[column] or column, str(cell)[:4]
            elif self._pseudonyms and column in KINDS:
                yield pseudonym_name(column), self._pseudonyms.of_cell(column, str(cell or ""))
