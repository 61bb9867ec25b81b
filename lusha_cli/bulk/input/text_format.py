"""Find the delimiter of a text: a named one, that of a `sep=` line, or the most consistent one."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from lusha_cli.bulk.input.column_mapping import is_known_heading
from lusha_cli.bulk.input.encodings import decode_error
from lusha_cli.bulk.input.header import cell_kind
from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.errors import UsageError

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe", " ": "space",
              "^": "caret", "~": "tilde", ":": "colon", "\x1f": "unit separator",
              "\x01": "control-A"}  # fmt: skip

# In the order in which they are preferred, if a text doesn't decide.
_DETECTED = (",", ";", "\t", "|", "\x1f", "\x01", "^", "~", ":")
_NAMES = {name: character for character, name in DELIMITERS.items()} | {r"\t": "\t"}
_SEP_LINE = re.compile(r'\ufeff?"?sep=(\\t|tab|.)"?\W*', re.IGNORECASE | re.DOTALL)
_SAMPLE_CHARACTERS = 1 << 16
_SAMPLE_RECORDS = 200
_MAX_HEADER_INDEX = 30
_VALUE_RECORDS = 20
_HEADING_WEIGHT = 10


def choose_delimiter(
    text: io.TextIOWrapper, name: str, options: InputOptions, *, is_tsv: bool = False
) -> str:
    """Return the delimiter of a text, and rewind it. Raises UsageError for an invalid option."""
    if options.delimiter is not None:
        return parse_delimiter(options.delimiter)
    try:
        sample = text.read(_SAMPLE_CHARACTERS)
    except UnicodeError as error:
        raise decode_error(name, 1, error) from error
    text.seek(0)
    lines = io.StringIO(sample, newline="").readlines()
    if len(sample) == _SAMPLE_CHARACTERS and len(lines) > 1:
        lines.pop()  # it may be cut off
    sep_line = next((line for line in lines if line.strip()), "")
    if match := _SEP_LINE.fullmatch(sep_line.rstrip("\r\n")):
        named = match[1].lower()
        return "\t" if named in (r"\t", "tab") else named
    if is_tsv and "\t" in sample:
        return "\t"
    return detect_delimiter(lines)


def parse_delimiter(text: str) -> str:
    r"""Return the character of --delimiter: itself, `\t`, or a name such as tab."""
    delimiter = _NAMES.get(text.strip().lower() or text, text)
    if len(delimiter) != 1 or delimiter in '\r\n"':
        names = ", ".join(list(_NAMES)[:5])
        raise UsageError(
            f"--delimiter: {text!r} isn't a single character, such as ';'.",
            hint=f"Pass a single character, or one of: {names}.",
        )
    return delimiter


def detect_delimiter(lines: list[str]) -> str:
    """Return the delimiter that makes the most consistent table of the first lines."""
    sample = "".join(lines)
    # Without any, the text is a table of one column.
    present = [_DETECTED[0], *(mark for mark in _DETECTED[1:] if mark in sample)]
    return max(present, key=lambda delimiter: _score(lines, delimiter))


def _score(lines: list[str], delimiter: str) -> float:
    """Return how well the records of a delimiter make a table with headings and values."""
    records = list(islice(_parse(lines, delimiter), _SAMPLE_RECORDS))
    widths = Counter(map(len, records))
    if not records:
        return 0
    headings, consistency = _best_header(records)
    if not headings and _is_one_column(records):
        return -1
    if delimiter == ":" and headings < 2:
        # Times and URLs contain colons too.
        return -1
    sample = records[:_VALUE_RECORDS]
    values = sum(cell_kind(cell) is not None for record in sample for cell in record)
    mean_values = values / len(sample)
    # A cell may hold several values, so headings count most.
    fit = headings * (0.2 + consistency) * _HEADING_WEIGHT
    if max(widths) == 1:
        return fit + mean_values
    width = max((w for w in widths if w > 1), key=lambda w: (widths[w], w))
    evenness = widths[width] / len(records)
    return fit + mean_values + evenness * (0.5 + min(width, 10) / 100)


def _is_one_column(records: list[list[str]]) -> bool:
    """Return whether the records are one column, in which some cells contain the delimiter."""
    # A heading alone on its line stands above one column.
    if len(records[0]) == 1:
        return is_known_heading(records[0][0])
    lists = [{cell_kind(cell) for cell in record} for record in records if len(record) > 1]
    return is_known_heading(records[0][0]) and all(
        len(kinds) == 1 and None not in kinds for kinds in lists
    )


def _best_header(records: list[list[str]]) -> tuple[float, float]:
    """Return the number of headings of the likeliest header, and how many rows are as wide."""
    best = (0.0, 0.0)
    for index, record in enumerate(records[:_MAX_HEADER_INDEX]):
        known = sum(is_known_heading(cell) for cell in record if cell.strip() and len(record) > 1)
        if known:
            following = records[index + 1 :]
            even = sum(len(other) == len(record) for other in following)
            consistency = even / len(following) if following else 1.0
            best = max(best, (known, consistency), key=lambda pair: pair[0] * (0.2 + pair[1]))
    return best


def _parse(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        yield from filter(None, reader)
    except csv.Error:
        return
