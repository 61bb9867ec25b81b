"""Select the part of a response that `--query` and `--fields` ask for."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lusha_cli.errors import NothingMatched, UsageError
from lusha_cli.json_types import Json, get_in
from lusha_cli.output.field_names import (
    is_certainly_wrong,
    is_known,
    layout_paths,
    missing_fields_message,
    nothing_matched,
    paths_of,
    unknown_fields_error,
)
from lusha_cli.output.jmespath_query import run_query
from lusha_cli.output.json_path import MISSING, get_path
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.output.row_expanders import ROW_EXPANDERS


class Selection(NamedTuple):
    """Hold the selected part: `value` as one JSON value, `records` the same as rows.

    `is_single` is false for a list, even with one record. `error` is that of names of which
    none exists, `warnings` are about some of them, the `missing` ones.
    """

    value: Json
    records: list[Json]
    is_single: bool
    warnings: list[str]
    error: NothingMatched | None = None
    missing: Sequence[str] = ()


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
    value: Json,
    *,
    layout: Layout,
    fields: Sequence[str] = (),
    query: str | None = None,
    documented: Json = None,
) -> Selection:
    """Return the requested part of a response. Raises UsageError.

    A name that the `documented` result has isn't wrong, though this one lacks it.
    """
    names = split_fields(fields)
    error = None
    if query is not None:
        value, body = run_query(value, query), value
        from lusha_cli.output.query_names import unmatched_query

        error = unmatched_query(query, body, value, documented)
        records_or_record = value
    else:
        value = {} if value is None else value
        records_or_record = _locate_records(value, layout)
    is_single = records_or_record is not None and not isinstance(records_or_record, list)
    records = [records_or_record] if is_single else records_or_record or []
    if not names:
        return Selection(value, records, is_single, [], error)
    columns = {name: [get_path(record, name) for record in records] for name in names}
    # A missing value is null, so that every row has the same columns.
    rows: list[Json] = [
        {name: None if cells[row] is MISSING else cells[row] for name, cells in columns.items()}
        for row in range(len(records))
    ]
    missing = [
        name for name, cells in columns.items() if cells and all(cell is MISSING for cell in cells)
    ]
    if missing and query is None:
        known = documented_fields(documented, layout)
        missing = [name for name in missing if not is_known(name, known)]
    warnings = [missing_fields_message(missing, records)] if missing else []
    if len(missing) == len(names) and any(record not in (None, {}) for record in records):
        error = error or nothing_matched(warnings[0], records)
    if records_or_record is None:
        return Selection(None, [], is_single, warnings, error, missing)
    return Selection(rows[0] if is_single else rows, rows, is_single, warnings, error, missing)


def documented_fields(documented: Json, layout: Layout) -> list[str]:
    """Return the fields of the documented records, and those that only the layout reads."""
    records = _locate_records(documented, layout)
    paths = paths_of(records if isinstance(records, list) else [records])
    return list(dict.fromkeys([*paths, *layout_paths(layout)]))


def check_names(
    documented: Json, *, layout: Layout, fields: Sequence[str] = (), query: str | None = None
) -> None:
    """Raise UsageError if every name, by the `documented` result, is a typing error."""
    if query is not None:
        from lusha_cli.output.query_names import check_query_names

        check_query_names(query, documented)
    # The names of a table's columns are those that its owner chose.
    elif fields and layout.expand != "cells":
        known = documented_fields(documented, layout)
        names = split_fields(fields)
        if not any(is_known(name, known) for name in names) and all(
            is_certainly_wrong(name, known) for name in names
        ):
            raise unknown_fields_error(names, known)


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
