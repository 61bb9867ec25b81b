"""Merged rows without personal data (--anonymize), or with pseudonyms (--pseudonymize).

The files may be of any program, and a column may contain anything. So no cell and no heading is
copied: a cell is replaced by the entry of a closed list that it equals, by a year or by a range, or
it is left out.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lusha_cli.bulk.merge.merge import Merge
from lusha_cli.bulk.merge.values import has_value, text_of
from lusha_cli.bulk.output.pseudonyms import Pseudonyms, pseudonym_name
from lusha_cli.json_types import Json
from lusha_cli.matching.countries import country_of

_SENIORITIES = (
    "founder", "owner", "c-suite", "vice president", "vp", "head", "partner", "director",
    "manager", "senior", "entry", "non-manager", "intern", "other",
)  # fmt: skip
_DEPARTMENTS = (
    "business development", "consulting", "customer service", "engineering & technical",
    "engineering", "finance", "general management", "health care & medical", "human resources",
    "information technology", "legal", "marketing", "operations", "other", "product",
    "research & analytics", "sales",
)  # fmt: skip
_INDUSTRIES = (
    "agriculture", "automotive", "banking", "biotechnology", "business services", "construction",
    "consulting", "consumer services", "education", "energy", "entertainment", "finance",
    "financial services", "government", "healthcare", "hospitality", "hospitals & healthcare",
    "insurance", "internet", "legal", "logistics", "manufacturing", "media", "real estate",
    "retail", "software", "software development", "technology",
    "technology, information & media", "telecommunications", "transportation",
    "transportation & logistics", "utilities", "wholesale & retail",
)  # fmt: skip
_SIZES = (10, 50, 200, 500, 1000, 5000, 10_000)
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_NUMBER = re.compile(r"[0-9]+(?:[,.][0-9]{3})*(?![0-9])")


def _entries_of(*entries: str) -> Callable[[str], str]:
    """Return a function that returns those of the entries that are in a cell."""

    def find(text: str) -> str:
        values = (" ".join(part.casefold().split()) for part in text.split(";"))
        return "; ".join(entries[entries.index(v)] for v in values if v in entries)

    return find


def _year(text: str) -> str:
    found = _YEAR.search(text)
    return found[0] if found else ""


def _country(text: str) -> str:
    return "" if "," in text else country_of(text)


def _size(text: str) -> str:
    """Return the range of a number of employees: a number of its own would be rare."""
    found = _NUMBER.match(text.strip())
    if not found:
        return ""
    number, first = int(re.sub("[,.]", "", found[0])), 1
    for last in _SIZES:
        if number <= last:
            return f"{first}-{last}"
        first = last + 1
    return f"{first}+"


# By the data of a column: a column of lusha, or a recognized field without its prefix.
_KEPT: dict[str, Callable[[str], str]] = {
    "country": _country,
    "company_country": _country,
    "seniority": _entries_of(*_SENIORITIES),
    "departments": _entries_of(*_DEPARTMENTS),
    "company_industry": _entries_of(*_INDUSTRIES),
    "company_size": _size,
    "company_founded": _year,
    "fetched_at": _year,
    "updated_at": _year,
}
_YEAR_NAMES = {"fetched_at": "fetched_year", "updated_at": "updated_year"}
_IDENTIFIERS = {
    "email": "lusha_emails",
    "emails": "lusha_emails",
    "phone": "lusha_phones",
    "phones": "lusha_phones",
    "linkedin_url": "lusha_linkedin_url",
    "person_id": "lusha_person_id",
    "company_id": "lusha_company_id",
    "company_domain": "lusha_company_domain",
}


class _Cell(NamedTuple):
    """A column of the output: its position in the merged rows, its name and its value."""

    position: int
    name: str
    convert: Callable[[str], str]


class AnonymousMerge:
    """The merged rows, with only the columns that are known not to identify anybody.

    With a `key`, identifiers are replaced by pseudonyms: keyed hashes, which are those of
    `lusha runs export --pseudonymize`.
    """

    def __init__(self, merged: Merge, *, key: bytes | None) -> None:
        self._merged = merged
        self._pseudonyms = Pseudonyms(key) if key is not None else None
        self._cells: list[_Cell] = []
        names: dict[str, int] = {}
        for position, data in enumerate(merged.column_data):
            if found := self._converter(data):
                name, convert = found
                names[name] = names.get(name, 0) + 1
                number = f"_{names[name]}" if names[name] > 1 else ""
                self._cells.append(_Cell(position, f"{name}{number}", convert))

    def _converter(self, data: str) -> tuple[str, Callable[[str], str]] | None:
        """Return the name and the conversion of a column with some data, or None."""
        own = "lusha_" if data.startswith("lusha_") else ""
        data = data.removeprefix("lusha_")
        if data in _KEPT:
            return own + _YEAR_NAMES.get(data, data), _KEPT[data]
        if self._pseudonyms is None or data not in _IDENTIFIERS:
            return None
        kind, pseudonyms = _IDENTIFIERS[data], self._pseudonyms
        return pseudonym_name(own + data), lambda text: pseudonyms.of_cell(kind, text)

    @property
    def columns(self) -> list[str]:
        """Return the names of the columns."""
        return [cell.name for cell in self._cells]

    @property
    def headings(self) -> list[str]:
        """Return the headings of the columns."""
        return self.columns

    def lines(self) -> Iterator[list[Json]]:
        """Yield every row as a list of cells in the order of `columns`."""
        for line in self._merged.lines():
            yield [_converted(line[cell.position], cell.convert) for cell in self._cells]

    def rows(self) -> Iterator[dict[str, Json]]:
        """Yield every row by column."""
        columns = self.columns
        for line in self.lines():
            yield dict(zip(columns, line, strict=True))


def _converted(cell: Json, convert: Callable[[str], str]) -> str:
    if not has_value(cell):
        return ""
    if isinstance(cell, list):
        return convert("; ".join(map(text_of, cell)))
    return convert(text_of(cell))
