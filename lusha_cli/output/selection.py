"""Select the part of a response that `--query` and `--fields` ask for."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json, get_in
from lusha_cli.output.jmespath_query import run_query
from lusha_cli.output.json_path import MISSING, get_path, known_paths
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.output.row_expanders import ROW_EXPANDERS
from lusha_cli.suggestions import close_matches


class Selection(NamedTuple):
    """Hold the selected part: `value` as one JSON value, `records` the same as rows.

    `is_single` is false for a list, even with one record.
    """

    value: Json
    records: list[Json]
    is_single: bool
    warnings: list[str]


def split_fields(fields: Iterable[str]) -> list[str]:
    """Return the names in `--fields` values, each of which may hold several between commas.

    Raises UsageError for an empty name.
    """
    names = [name.strip() for value in fields for name in value.split(",")]
    for name in names:
        if "" in name.split("."):
            raise UsageError(
                f"--fields has an empty name in {','.join(names)!r}.",
                hint="Separate names with commas and levels with dots: --fields name,company.name",
            )
    return list(dict.fromkeys(names))


def select(
    value: Json, *, layout: Layout, fields: Sequence[str] = (), query: str | None = None
) -> Selection:
    """Return the requested part of a response. Raises UsageError."""
    names = split_fields(fields)
    if query is not None:
        value = records_or_record = run_query(value, query)
    else:
        value = {} if value is None else value
        records_or_record = _locate_records(value, layout)
    is_single = records_or_record is not None and not isinstance(records_or_record, list)
    records = [records_or_record] if is_single else records_or_record or []
    if not names:
        return Selection(value, records, is_single, [])
    columns = {name: [get_path(record, name) for record in records] for name in names}
    # A missing value is null, so that every row has the same columns.
    rows: list[Json] = [
        {name: None if cells[row] is MISSING else cells[row] for name, cells in columns.items()}
        for row in range(len(records))
    ]
    # Only a warning: the response may have been charged, and a typo must not discard it.
    warnings = [
        _missing_field_warning(name, records)
        for name, cells in columns.items()
        if cells and all(cell is MISSING for cell in cells)
    ]
    if records_or_record is None:
        return Selection(None, [], is_single, warnings)
    return Selection(rows[0] if is_single else rows, rows, is_single, warnings)


def _locate_records(value: Json, layout: Layout) -> Json:
    """Return the record or records of a response; all of it if nothing is at the path."""
    records = get_path(value, layout.records_path) if layout.records_path else value
    if records is MISSING or records is None:
        return value
    entries = records.values() if layout.key_field and isinstance(records, dict) else ()
    if entries and all(isinstance(entry, dict) or entry is None for entry in entries):
        records = [{layout.key_field: key, **(record or {})} for key, record in records.items()]
    inherited = get_in(value, layout.inherit_key)
    if inherited is not None and isinstance(records, list):
        records = [_add_value(record, layout.inherit_key, inherited) for record in records]
    if layout.expand and isinstance(records, list):
        expand = ROW_EXPANDERS[layout.expand]
        return [row for record in records for row in expand(record)]
    return records


def _add_value(record: Json, name: str, value: Json) -> Json:
    return {name: value, **record} if isinstance(record, dict) else record


def _missing_field_warning(name: str, records: list[Json]) -> str:
    # A sample is enough for suggestions, and known_paths() visits every value.
    known = list(dict.fromkeys(known_paths(records[:100])))
    similar = _similar_paths(name, known)
    hint = f" Similar fields: {', '.join(similar)}." if similar else ""
    return f"No record has the field {name!r}.{hint}"


def _similar_paths(name: str, known: list[str]) -> list[str]:
    """Return up to three paths that resemble `name`, or whose last part resembles its own."""

    def last_part(path: str) -> str:
        return path.rpartition(".")[2].lower()

    by_lower_case = {path.lower(): path for path in known}
    similar = [by_lower_case[match] for match in close_matches(name.lower(), by_lower_case)]
    last_parts = close_matches(last_part(name), {last_part(path) for path in known})
    same_end = [path for match in last_parts for path in known if last_part(path) == match]
    return list(dict.fromkeys(similar + sorted(same_end, key=len)))[:3]
