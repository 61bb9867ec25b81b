"""What `--query` and `--fields` choose from an answer."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.jmespath_query import run_query
from lusha_cli.output.json_path import MISSING, find, known_paths
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.output.row_expanders import ROWS


class Selection(NamedTuple):
    """What was chosen: `value` as one JSON value, `records` the same as rows.

    `is_single` says that the records are one record, and not a list that may hold one.
    """

    value: Json
    records: list[Json]
    is_single: bool
    warnings: list[str]


def split_fields(fields: Iterable[str]) -> list[str]:
    """The names in `--fields` values, each of which may hold several between commas.

    Raises UsageError for an empty name.
    """
    names = [name.strip() for value in fields for name in value.split(",")]
    for name in names:
        if "" in name.split("."):
            raise UsageError(
                f"--fields has an empty name in {','.join(names)!r}.",
                hint="Write names between commas, dots between levels: --fields name,company.name",
            )
    return list(dict.fromkeys(names))


def select(
    value: Json, *, layout: Layout, fields: Sequence[str] = (), query: str | None = None
) -> Selection:
    """The part of an answer that was asked for. Raises UsageError."""
    names = split_fields(fields)
    if query is not None:
        value = found = run_query(value, query)
    else:
        value = {} if value is None else value
        found = _located(value, layout)
    is_single = found is not None and not isinstance(found, list)
    records = [found] if is_single else found or []
    if not names:
        return Selection(value, records, is_single, [])
    columns = {name: [find(record, name) for record in records] for name in names}
    picked: list[Json] = [
        {name: None if cells[row] is MISSING else cells[row] for name, cells in columns.items()}
        for row in range(len(records))
    ]
    warnings = [
        _absence(name, records)
        for name, cells in columns.items()
        if cells and all(cell is MISSING for cell in cells)
    ]
    if found is None:
        return Selection(None, [], is_single, warnings)
    return Selection(picked[0] if is_single else picked, picked, is_single, warnings)


def _located(value: Json, layout: Layout) -> Json:
    """The record or records of an answer; the whole of it where they are not in their place."""
    found = find(value, layout.records_path) if layout.records_path else value
    if found is MISSING or found is None:
        return value
    entries = found.values() if layout.key_field and isinstance(found, dict) else ()
    if entries and all(isinstance(entry, dict) or entry is None for entry in entries):
        found = [{layout.key_field: name, **(record or {})} for name, record in found.items()]
    carried = value.get(layout.inherit_key) if isinstance(value, dict) else None
    if carried is not None and isinstance(found, list):
        found = [_with(record, layout.inherit_key, carried) for record in found]
    if layout.expand and isinstance(found, list):
        make = ROWS[layout.expand]
        return [row for record in found for row in make(record)]
    return found


def _with(record: Json, name: str, value: Json) -> Json:
    """A record with what it needs to stand alone."""
    return {name: value, **record} if isinstance(record, dict) else record


def _absence(name: str, records: list[Json]) -> str:
    known = list(dict.fromkeys(known_paths(records[:100])))
    near = _near(name, known)
    hint = f" Near: {', '.join(near)}" if near else ""
    return f"No record has the field {name!r}.{hint}"


def _near(name: str, known: list[str]) -> list[str]:
    """Up to three paths that look like `name`, or whose last part looks like its last part."""
    from difflib import get_close_matches

    def last(path: str) -> str:
        return path.rpartition(".")[2].lower()

    whole = {path.lower(): path for path in known}
    alike = [whole[match] for match in get_close_matches(name.lower(), whole)]
    lasts = get_close_matches(last(name), {last(path) for path in known})
    ending = [path for match in lasts for path in known if last(path) == match]
    return list(dict.fromkeys(alike + sorted(ending, key=len)))[:3]
