"""Find the header of a table: titles, notes and comments may come before it."""

import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from lusha_cli.bulk.input.column_mapping import is_known_heading
from lusha_cli.bulk.input.column_values import value_kind
from lusha_cli.bulk.input.records import Record
from lusha_cli.errors import UsageError

# The header is one of these records.
_MAX_HEADER_INDEX = 50
_MAX_FOLLOWERS = 100
_SEPARATOR_CELL = re.compile(r"[\s\-=_*~#+|;:,.]*")
_SEP_LINE = re.compile(r'\W*sep=(.|\\t|tab)?"?\s*', re.IGNORECASE)
_COMMENT_MARKS = ("#", "//", "--")
# A kind of values, and what headings of it contain.
_KIND_WORDS = {
    "email": ("mail", "correo", "courriel"),
    "linkedin_url": ("linkedin", "url", "profil"),
    "domain": ("domain", "domaine", "dominio", "web", "site", "url"),
    "phone": ("phone", "mobile", "telefon", "tel", "handy"),
}
# Kinds that a heading never has by chance.
STRONG_KINDS = ("email", "linkedin_url")


class _Candidate(NamedTuple):
    """A record that may be the header: how many cells are filled, headings, or values."""

    position: int
    filled: int
    known: float
    values: int
    typical_width: float

    @property
    def is_data(self) -> bool:
        """Return whether the record certainly holds values."""
        return self.values > 0 and self.known <= self.values and self.is_wide

    @property
    def is_wide(self) -> bool:
        """Return whether the record is about as wide as most of the following ones."""
        return self.filled >= self.typical_width / 2

    @property
    def is_full(self) -> bool:
        """Return whether the record is as wide as most of the following ones."""
        return self.filled >= self.typical_width

    @property
    def rank(self) -> tuple[float, float]:
        """Return how likely the record is the header."""
        width = max(self.filled, self.typical_width, 1)
        return round(self.known / width, 2), min(self.filled / max(self.typical_width, 1), 1)


def is_sep_line(cells: Sequence[str]) -> bool:
    """Return whether a record is the line `sep=;`, by which Excel learns the delimiter."""
    return _SEP_LINE.fullmatch(cells[0]) is not None and not any(cells[1:])


def is_separator(cells: Sequence[str]) -> bool:
    """Return whether a record consists of punctuation only, such as `;;;` or `----`."""
    return all(map(_SEPARATOR_CELL.fullmatch, cells))


def column_kinds(records: Sequence[Record]) -> list[str | None]:
    """Return the kind of the values that most filled cells of a column hold, by position."""
    width = max((len(record.cells) for record in records), default=0)
    kinds: list[str | None] = []
    for position in range(width):
        found = [
            cell_kind(record.cells[position])
            for record in records[:_MAX_FOLLOWERS]
            if len(record.cells) > position and record.cells[position].strip()
        ]
        kind = max(set(found), key=found.count, default=None)
        kinds.append(kind if found.count(kind) * 2 > len(found) else None)
    return kinds


def cell_kind(text: str) -> str | None:
    """Return the kind of the value in a cell; a sentence that contains one isn't one."""
    text = text.strip()
    return (
        None
        if len(text.split()) > 2 and "<" not in text and "+" not in text[:1]
        else value_kind(text)
    )


def find_header(records: Sequence[Record], name: str) -> int:
    """Return the position of the header among the first records of a table.

    That is the first record whose cells are recognized as headings, and that is about as wide as
    most of the rows after it. If no heading is recognized, it is the first full record before the
    first values. Raises UsageError if the first row contains values.
    """
    usable = [
        index for index, record in enumerate(records[:_MAX_HEADER_INDEX])
        if not is_sep_line(record.cells) and not is_separator(record.cells)
    ]  # fmt: skip
    if not usable:
        raise UsageError(f"{name} is empty.", hint="The file needs a header and at least one row.")
    candidates = [_rate(records, index) for index in usable]
    comments = [c for c in candidates if _is_comment(records[c.position].cells)]
    candidates = [c for c in candidates if c not in comments] or comments
    header = _best(candidates, records) or _best(comments, records)
    if header is None:
        return _find_unknown_header(candidates, records, name)
    if _follows_notes(header, records):
        return header.position
    lost = next(
        (c for c in candidates if c.position < header.position and c.is_data and c.is_full), None
    )
    if lost or _repeats_values(header, records):
        raise _no_header_error(records, (lost or header).position, name)
    return header.position


def _rate(records: Sequence[Record], index: int) -> _Candidate:
    cells = [cell.strip() for cell in records[index].cells]
    filled = [cell for cell in cells if cell]
    following = records[index + 1 :][:_MAX_FOLLOWERS]
    widths = [width for record in following if (width := _effective_width(record.cells)) > 0]
    return _Candidate(
        index,
        len(filled),
        sum(_known(cell, position, records, index) for position, cell in enumerate(cells)),
        sum(cell_kind(cell) in STRONG_KINDS for cell in filled),
        median(widths) if widths else 0,
    )


def _known(cell: str, position: int, records: Sequence[Record], index: int) -> float:
    """Return how certainly a cell is a heading, from 0 to 1."""
    if not cell or not is_known_heading(cell.lstrip("#/ ")):
        return 0
    # What occurs again in its column is a value, unless the header is repeated.
    others = records[max(0, index - _MAX_FOLLOWERS) : index + _MAX_FOLLOWERS]
    if any(_has_cell(record, position, cell, records[index]) for record in others):
        return 0
    # As in `Name: Q3 leads`.
    return 0.5 if re.search(r"\w:\s+\w", cell) else 1


def _has_cell(other: Record, position: int, cell: str, record: Record) -> bool:
    """Return whether another record of as many filled cells has the same cell."""
    if len(other.cells) <= position or other.cells[position].strip() != cell:
        return False
    return other.cells != record.cells and _filled(other.cells) == _filled(record.cells)


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _effective_width(cells: Sequence[str]) -> int:
    return next((n for n in range(len(cells), 0, -1) if cells[n - 1].strip()), 0)


def _is_comment(cells: Sequence[str]) -> bool:
    first = cells[0].lstrip()
    return first.startswith(_COMMENT_MARKS) and first.strip("#/- ") != ""


def _best(candidates: Sequence[_Candidate], records: Sequence[Record]) -> _Candidate | None:
    """Return the likeliest header, the first of equally likely ones, or None."""
    first_row = next((c.position for c in candidates if c.is_data), len(records))
    possible = [
        c
        for c in candidates
        if c.known
        and c.is_wide
        and not c.is_data
        # Among rows only if nothing but headings is in it.
        and (c.position < first_row or (c.known == c.filled and c.is_full and not c.values))
    ]
    # Notes such as `Owner,ada@firm.example` look like rows of a narrow table.
    after_notes = (c for c in candidates if c.known and c.is_full and not c.values)
    header = next((c for c in after_notes if _follows_notes(c, records)), None)
    if header is not None or not possible:
        return header
    rank = max(c.rank for c in possible)
    best = [c for c in possible if c.rank == rank]
    if len(best) > 1:
        best = sorted(best, key=lambda c: -_agreement(c, records))
    return best[0]


def _follows_notes(candidate: _Candidate, records: Sequence[Record]) -> bool:
    """Return whether pairs of a name and a value, then an empty line precede a record.

    The values below it fit its headings, and the notes before it fit neither.
    """
    position = candidate.position
    notes = records[:position]
    if not notes or position + 1 >= len(records) or not _is_before_gap(records, position - 1):
        return False
    kinds = column_kinds(records[position + 1 :])
    is_note = all(
        _filled(note.cells) <= 2 and not _count_fitting(note, kinds) and not _heads(note, kinds)
        for note in notes
    )
    return is_note and _heads(records[position], kinds) > 0


def _heads(record: Record, kinds: Sequence[str | None]) -> int:
    """Return how many cells name the kind of values in their column."""
    headings = [cell.casefold() for cell in record.cells]
    return sum(
        any(word in heading for word in _KIND_WORDS.get(kind or "", ()))
        for heading, kind in zip(headings, kinds, strict=False)
    )


def _agreement(candidate: _Candidate, records: Sequence[Record]) -> int:
    """Return how many headings fit the values of their column, less the contradictions."""
    kinds = column_kinds(records[candidate.position + 1 :])
    fitting = _heads(records[candidate.position], kinds)
    return fitting * 2 - _is_before_gap(records, candidate.position)


def _is_before_gap(records: Sequence[Record], index: int) -> bool:
    """Return whether an empty line follows a record."""
    if index + 1 >= len(records):
        return False
    return records[index + 1].first_number - records[index].number > 1


def _repeats_values(header: _Candidate, records: Sequence[Record]) -> bool:
    """Return whether a record has as many values of its columns' kinds as headings."""
    cells = records[header.position].cells
    if not any(cell_kind(cell) for cell in cells if not is_known_heading(cell)):
        return False
    return _fitting_values(records, header.position) >= header.known


def _fitting_values(records: Sequence[Record], position: int) -> int:
    """Return how many cells of a record are of the same kind as the values below them."""
    return _count_fitting(records[position], column_kinds(records[position + 1 :]))


def _count_fitting(record: Record, kinds: Sequence[str | None]) -> int:
    return sum(
        kind is not None and not is_known_heading(cell) and cell_kind(cell) == kind
        for cell, kind in zip(record.cells, kinds, strict=False)
    )


def _find_unknown_header(
    candidates: Sequence[_Candidate], records: Sequence[Record], name: str
) -> int:
    """Return the position of a header without a known heading."""
    first_row = next((c.position for c in candidates if c.is_data), None)
    possible = [
        c for c in candidates
        if c.is_full and not c.is_data and (first_row is None or c.position < first_row)
        and not _is_one_text(records[c.position].cells)
    ]  # fmt: skip
    if not possible and first_row is None:
        possible = sorted(candidates, key=lambda c: -c.filled)
    if not possible:
        raise _no_header_error(records, first_row or 0, name)
    header = possible[0]
    if first_row is not None and _is_before_gap(records, header.position) and len(possible) > 1:
        header = possible[1]
    has_gap = first_row is not None and _lacks_heading(records, header.position)
    if has_gap or _fitting_values(records, header.position):
        raise _no_header_error(records, header.position, name)
    return header.position


def _is_one_text(cells: Sequence[str]) -> bool:
    """Return whether several cells repeat one text, as a title in merged cells does."""
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) > 1 and len(set(filled)) == 1


def _lacks_heading(records: Sequence[Record], index: int) -> bool:
    """Return whether a cell above a column of emails or profiles is empty, as in a row."""
    cells = records[index].cells
    kinds = column_kinds(records[index + 1 :])
    return any(
        kind in STRONG_KINDS and not cell.strip() for cell, kind in zip(cells, kinds, strict=False)
    )


def _no_header_error(records: Sequence[Record], index: int, name: str) -> UsageError:
    record = records[index]
    values = [cell.strip() for cell in record.cells]
    position = next((n for n, cell in enumerate(values) if cell_kind(cell)), 0)
    kind = cell_kind(values[position]) or "email"
    field = kind if kind in STRONG_KINDS else "FIELD"
    return UsageError(
        f"{name} has no header: {record.location} contains values, such as {values[position]!r}.",
        hint=f"Add --no-header and map the columns: "
        f'--map {field}="column {position + 1}". '
        f"If {record.location} is the header, add --header-row {record.first_number}.",
    )
