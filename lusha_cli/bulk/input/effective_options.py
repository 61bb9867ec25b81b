"""Leave out the input options that are detected anyway."""

import io
from collections.abc import Mapping
from itertools import islice
from typing import IO, Any

from lusha_cli.bulk.input.borrowed_file import BorrowedFile
from lusha_cli.bulk.input.column_mapping import SAMPLE_ROWS, check_columns, map_columns
from lusha_cli.bulk.input.encodings import is_guess
from lusha_cli.bulk.input.format_detection import detect_format
from lusha_cli.bulk.input.gzip import open_gzip
from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.bulk.input.readers import DETECT_ALL, TABULAR_FORMATS, input_name, open_input
from lusha_cli.bulk.record_types import RecordType
from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json

_DETECTED_OPTIONS = InputOptions._fields
# Formats that the content of a file implies: other text can't be read as a workbook.
_DEFAULT_FORMATS = ("csv", "xlsx")
_FIRST_OPTIONS = ("format", "delimiter", "encoding", "sheet", "mapping")


def effective_options(
    source: str,
    file: IO[bytes],
    input_options: InputOptions,
    mapping: Mapping[str, str],
    record_type: RecordType,
) -> dict[str, Any]:
    """Return the options of an input without those that change nothing, and rewind `file`.

    Equal effective options read equal bytes to equal rows. The result has the fields of
    InputOptions and `mapping`.
    """
    options: dict[str, Any] = {**input_options._asdict(), "mapping": dict(mapping)}
    effective = dict(options)
    for name, default in DETECT_ALL._asdict().items():
        # The first rows don't show whether a later one is malformed.
        if options[name] != default and name != "strict":
            candidate = {**effective, name: default}
            effective = _simpler(source, file, effective, candidate, record_type)
    for field in options["mapping"]:
        mapping = {name: value for name, value in effective["mapping"].items() if name != field}
        candidate = {**effective, "mapping": mapping}
        effective = _simpler(source, file, effective, candidate, record_type)
    format_name = effective["format"] or _detected_format(source, file)
    effective["format"] = None if format_name in _DEFAULT_FORMATS else format_name
    # Runs of earlier versions were identified without these.
    return {
        name: effective[name] for name in effective if effective[name] or name in _FIRST_OPTIONS
    }


def _simpler(
    source: str,
    file: IO[bytes],
    options: dict[str, Any],
    candidate: dict[str, Any],
    record_type: RecordType,
) -> dict[str, Any]:
    """Return `candidate` if it reads the file in the same way as `options`, else `options`."""
    reading = _reading(source, file, options, record_type)
    is_same = reading is not None and reading == _reading(source, file, candidate, record_type)
    return candidate if is_same else options


def _reading(
    source: str, file: IO[bytes], options: dict[str, Any], record_type: RecordType
) -> Json:
    """Return how the options read a file: format, columns, and columns by field.

    Returns None if they can't.
    """
    open_options = InputOptions(**{name: options[name] for name in _DETECTED_OPTIONS})
    file.seek(0)
    borrowed = io.BufferedReader(BorrowedFile(file))
    try:
        with open_input(source, open_options, file=borrowed) as input_:
            rows = [row.cells for row in islice(input_.rows, SAMPLE_ROWS)]
            columns = list(rows[0]) if rows else []
            mapping = options["mapping"]
            if input_.format in TABULAR_FORMATS:
                # Rows of other formats may have more columns than the first one.
                check_columns(columns, overrides=mapping, headings=input_.headings)
                selection = map_columns(
                    columns,
                    fields=record_type.fields,
                    overrides=mapping,
                    rows=rows,
                    headings=input_.headings,
                )
                mapping = selection.reading
            notes = [note for note in input_.notes if not is_guess(note)]
            return [input_.format, notes, columns, input_.headings, mapping]
    except UsageError:
        return None
    finally:
        file.seek(0)


def _detected_format(source: str, file: IO[bytes]) -> str:
    """Return the format of a file by its content, and rewind it. Raises UsageError."""
    name = input_name(source)
    borrowed = io.BufferedReader(BorrowedFile(file))
    try:
        return detect_format(open_gzip(borrowed, name) or borrowed, source, name)
    finally:
        file.seek(0)
