"""Read a list: one email, domain or LinkedIn URL a line."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lusha_cli.bulk.input.column_values import value_kind
from lusha_cli.bulk.input.encodings import decode_error
from lusha_cli.bulk.input.headings import is_known_heading
from lusha_cli.bulk.input.records import Row
from lusha_cli.errors import UsageError
from lusha_cli.output.number_format import pluralize

# The columns of a list by what a line is; lines that are something else have a column too.
_OTHER = "value"
_NOUNS = {
    "email": ("email", "emails"),
    "linkedin_url": ("LinkedIn URL", "LinkedIn URLs"),
    "domain": ("domain", "domains"),
    _OTHER: ("other line", "other lines"),
}
_SAMPLE_LINES = 50
_COMMENT = "#"
_PADDING = "\ufeff\x1a \t\r\n"
_LINKEDIN = re.compile(r"(?:^|[/.])(?:linkedin\.com|lnkd\.in)/", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:https?://)?[^\s@/,;|<>\"]+\.[^\s@/,;|<>\".]{2,}(?:/\S*)?", re.IGNORECASE)
# Also `Ada Byrne <ada@firm.example>`, but not a line of csv that has an email.
_EMAIL = re.compile(r"(?:[^\t;|<>@]*<)?[^\s@,;|<>\"]+@[^\s@,;|<>\"]+\.[^\s@,;|<>\"]+>?[.,;]?")


def is_list(lines: Iterable[str]) -> bool:
    """Return whether the first lines of a text are those of a list without a header."""
    sample = [text for line in lines if (text := _entry(line))][:_SAMPLE_LINES]
    if not sample or line_column(sample[0]) == _OTHER or _is_heading(sample):
        return False
    recognised = sum(line_column(text) != _OTHER for text in sample)
    # A typo in one line doesn't make it another kind of file.
    return recognised * 2 > len(sample) and value_kind(sample[0]) is not None


def _is_heading(sample: list[str]) -> bool:
    """Return whether the first line is a heading that looks like a domain: `contact.email`."""
    kinds = {line_column(text) for text in sample[1:]}
    return line_column(sample[0]) == "domain" and (
        is_known_heading(sample[0]) or (bool(kinds) and "domain" not in kinds)
    )


def line_column(text: str) -> str:
    """Return the column that a line of a list belongs to, by its looks."""
    if _LINKEDIN.search(text) and "@" not in text and not re.search(r"\s", text):
        return "linkedin_url"
    if "@" in text:
        return "email" if _EMAIL.fullmatch(text) else _OTHER
    return "domain" if _DOMAIN.fullmatch(text) else _OTHER


def list_row(text: str) -> Row:
    """Return the row of one entry that isn't in a file of its own."""
    column = line_column(text.strip(_PADDING))
    return Row({column: text}, _problem(text) if column == _OTHER else None)


def read_list_rows(text: io.TextIOWrapper, name: str, notes: list[str]) -> Iterator[Row]:
    """Return the rows of a list; note the skipped lines. Reads the text twice.

    Every kind of line that occurs is a column.
    """
    counts = Counter(line_column(entry) if entry else "" for _, _, entry in _lines(text, name))
    text.seek(0)
    columns = [column for column in _NOUNS if counts[column]]
    if not columns:
        raise UsageError(f"{name} is empty.", hint="The file needs at least one row.")
    kinds = [pluralize(counts[column], *_NOUNS[column]) for column in columns]
    notes.append(f"Read as a list without a header: {', '.join(kinds)}.")
    if counts[""]:
        notes.append(f"{pluralize(counts[''], 'line', 'lines')} skipped (blank, or a # comment).")
    return _read_rows(text, name, columns)


def _read_rows(text: io.TextIOWrapper, name: str, columns: list[str]) -> Iterator[Row]:
    empty = dict.fromkeys(columns, "")
    for number, line, entry in _lines(text, name):
        if entry:
            column = line_column(entry)
            problem = f"line {number}: {_problem(entry)}" if column == _OTHER else None
            yield Row({**empty, column: line}, problem)


def _problem(text: str) -> str:
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    return f"{shown!r} isn't an email, a LinkedIn URL or a domain"


def _lines(text: io.TextIOWrapper, name: str) -> Iterator[tuple[int, str, str]]:
    """Yield the lines: number, text, and the entry, which is empty if the line is skipped."""
    number = 0
    try:
        for number, line in enumerate(text, start=1):
            yield number, line.rstrip("\r\n\x1a").lstrip("\ufeff"), _entry(line)
    except UnicodeError as error:
        raise decode_error(name, number + 1, error) from error


def _entry(line: str) -> str:
    """Return the entry of a line, or "" if it is blank or a comment."""
    text = line.strip(_PADDING)
    return "" if text.startswith(_COMMENT) else text
