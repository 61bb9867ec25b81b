"""Turn the records of a csv file or a sheet into rows: find the header, name the cells."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from lusha_cli.bulk.input.header import find_header, is_sep_line, is_separator
from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.bulk.input.limits import check_width
from lusha_cli.bulk.input.records import Record, Row
from lusha_cli.bulk.input.row_shapes import RowShapes
from lusha_cli.errors import UsageError

__all__ = ["Record", "Row", "read_table"]

_SAMPLE_SIZE = 200


def read_table(
    records: Iterator[Record],
    name: str,
    options: InputOptions,
    notes: list[str],
    headings: dict[str, str] | None = None,
) -> Iterator[Row]:
    """Yield the rows of a table.

    Before the first row, adds the skipped lines to `notes`, and to `headings` the headings that
    differ from the name of their column, by that name. Raises UsageError for an empty table, and
    for one without a header.
    """
    sample = list(islice(records, _SAMPLE_SIZE))
    if not sample:
        raise UsageError(f"{name} is empty.", hint="The file needs a header and at least one row.")
    for record in sample:
        check_width(name, record.location, len(record.cells))
    if options.no_header:
        rows = list(_without_marks(sample))
        texts = [""] * _usual_width(rows)
    else:
        if options.header_row is None:
            position = find_header(sample, name)
        else:
            position = _forced_header(sample, records, options.header_row, name)
        header, rows = sample[position], sample[position + 1 :]
        if header.problem:
            raise UsageError(
                f"{name}, {header.location}: {header.problem}.",
                hint="Fix the header, or choose another line as the header: --header-row N",
            )
        texts = header.cells
        notes += _skipped_notes(header)
    columns = name_columns(texts)
    if headings is not None and not options.no_header:
        pairs = zip(columns, texts, strict=True)
        headings.update({column: text for column, text in pairs if column != text})
    shapes = RowShapes(columns, texts, rows, name=name, is_strict=options.strict)
    yield from shapes.rows(chain(rows, records))


def name_columns(headings: Sequence[str]) -> list[str]:
    """Return unique names of columns: repeated headings are numbered, empty ones too."""
    texts = [heading.strip().strip("\ufeff").strip() for heading in headings]
    texts = [text or f"column {number}" for number, text in enumerate(texts, start=1)]
    taken = set(texts)
    names: dict[str, None] = {}
    for text in texts:
        name, number = text, 2
        while name in names or (name != text and name in taken):
            name, number = f"{text} {number}", number + 1
        names[name] = None
    return list(names)


def _without_marks(sample: list[Record]) -> Iterator[Record]:
    """Yield the records of a table without a header, without a `sep=` line and separators."""
    is_first = True
    for record in sample:
        if not (is_first and (is_sep_line(record.cells) or is_separator(record.cells))):
            is_first = False
            yield record


def _usual_width(records: list[Record]) -> int:
    widths = Counter(len(record.cells) for record in records)
    return max(widths, key=lambda width: (widths[width], width), default=1)


def _forced_header(sample: list[Record], records: Iterator[Record], number: int, name: str) -> int:
    """Return the position of the record in line or row `number`, and read up to it."""
    while sample[-1].number < number:
        following = next(records, None)
        if following is None:
            break
        sample.append(following)
    for position, record in enumerate(sample):
        if record.number >= number:
            return position
    raise UsageError(
        f"--header-row {number}: {name} ends at {sample[-1].location}.",
        hint="Pass the number of the header line or row, counted from 1.",
    )


def _skipped_notes(header: Record) -> list[str]:
    last = header.first_number - 1
    if last < 1:
        return []
    which = f"{header.unit} 1" if last == 1 else f"{header.unit}s 1 to {last}"
    return [f"Skipped {which} before the header."]
