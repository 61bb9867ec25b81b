"""Recognize the lines that programs write below a table."""

import re
from collections.abc import Iterator, Sequence

from lusha_cli.bulk.input.records import Record

_TOTAL = (
    r"(?:(?:grand|sub)[ -]?total|totals?|sum|summe|gesamt(?:summe)?|somme|suma"
    r"|total\sg[eé]n[eé]ral|count|anzahl)"
)
_MADE = r"(?:generated|exported|created|printed|downloaded)"
_NUMBER = r"[(]?[-+]?[\d.,\s' ]*\d[)%]?"
_COUNTED = (
    r"(?:rows?|records?|results?|items?|entries|contacts?|leads?|companies|people|lines?|total)"
)
_FOOTER = re.compile(
    rf"""\W*(?:
        {_TOTAL}\s*[:=]?\s*{_NUMBER}(?:\s+{_COUNTED})?
      | (?:{_TOTAL}|number)\s+(?:of\s+)?{_COUNTED}\s*[:=]?\s*(?:{_NUMBER})?
      | {_NUMBER}\s+{_COUNTED}(?:\s+(?:affected|selected|returned|found|exported|total|in\sset).*)?
      | (?:end|eof|fin|ende)(?:\s+of\s+(?:file|report|data|list|export))?
      | (?:page|seite|p[aá]gina)\s+\d+(?:\s*(?:of|/|von|de|sur)\s*\d+)?
      | (?:copyright|©|\(c\))\s.*
      | confidential\b.*
      | (?:report|list|file)?\s*{_MADE}\s+(?:by|on|at|from)\b.*
      | (?:source|filters?|date|report|generated|exported)\s?:\s.*
    )\W*""",
    re.IGNORECASE | re.VERBOSE,
)
_TOTAL_CELL = re.compile(rf"\W*{_TOTAL}\s*:?\W*", re.IGNORECASE)
_NUMBER_CELL = re.compile(rf"\s*{_NUMBER}\s*")
_RULE = re.compile(r"\W*[-=_*~]{3,}\W*")


def is_footer(cells: Sequence[str]) -> bool:
    """Return whether a record is a total, a count, a page number, a notice or a rule."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if not filled:
        return False
    if len(filled) == 1:
        return bool(_FOOTER.fullmatch(filled[0]) or _RULE.fullmatch(filled[0]))
    is_label = _TOTAL_CELL.fullmatch(filled[0]) or _FOOTER.fullmatch(filled[0])
    return bool(is_label) and all(map(_NUMBER_CELL.fullmatch, filled[1:]))


def positions_below_gap(
    before: Record | None, records: Sequence[Record], width: int
) -> Iterator[bool]:
    """Yield whether an empty line, or a record of empty cells, precedes each record.

    A text record with all its `width` cells is a row, even below an empty line, and so is one with
    several filled cells.
    """
    is_below_line = is_below_blank = False
    for record in records:
        is_whole_line = record.unit == "line" and len(record.cells) >= width
        if before is not None:
            is_below_line |= record.first_number - before.number > 1
            is_below_blank |= not any(cell.strip() for cell in before.cells)
        is_row = sum(1 for cell in record.cells if cell.strip()) > 1
        is_below_line = is_below_line and not is_whole_line and not is_row
        is_below_blank = is_below_blank and not is_row
        yield is_below_line or is_below_blank
        before = record
