"""Write the result of a command in the shape of --shape."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from lusha_cli.cli.shape_options import check_subject, subject_of
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import PartialFailure
from lusha_cli.json_types import Json, as_object
from lusha_cli.models import (
    Company,
    Person,
    is_plain_no_match,
    read_company,
    read_error,
    read_person,
)
from lusha_cli.output.layouts.layout import Column, Layout
from lusha_cli.output.render import render, with_related
from lusha_cli.output.selection import select
from lusha_cli.output.terminal import Terminal

if TYPE_CHECKING:
    from lusha_cli.shapes.shaper import Cells, Shaper

# Formats with a column for each property.
_TABLES = ("table", "csv", "tsv")


def write_shaped(
    context: AppContext, body: Json, layout: Layout, output: str, terminal: Terminal
) -> PartialFailure | None:
    """Write the records of a body in the shape of --shape, and report what was left out.

    Returns the error of a body without a usable record. Raises UsageError for a wrong shape.
    """
    shaper, subject = context.shaper, subject_of(layout)
    assert shaper is not None
    assert subject is not None
    check_subject(shaper, subject)
    selection = select(body, layout=layout)
    records = with_related(selection.records, layout, body)
    cells = list(_shaped_records(shaper, records))
    items = list(cells) if output in _TABLES else [shaper.as_json(item) for item in cells]
    value: Json = items
    if selection.is_single:
        value = next(iter(items), None)
    # Empty columns of a csv file are written, as its reader may have a fixed mapping.
    columns = tuple(Column(name, name, no_wrap=True) for name in shaper.shape.columns)
    if value is None and output in ("json", "yaml"):
        context.env.stdout.write("null\n")
    elif value is not None:
        render(
            value,
            layout=Layout(columns=columns, fields=columns),
            output=output,
            write=context.env.stdout.write,
            terminal=terminal,
        )
    where = "To see them, run: lusha last" + " --sandbox" * bool(context.env.in_sandbox)
    for note in shaper.notes(where):
        context.env.info(note)
    if shaper.excluded and not cells:
        return PartialFailure(f"The result has no record for {shaper.shape.name}.", hint=where)
    return None


def _shaped_records(shaper: "Shaper", records: Sequence[Json]) -> Iterator["Cells"]:
    for record in records:
        if error := read_error(record):
            reason = error.name.lower().replace("_", " ")
            shaper.exclude("not found" if is_plain_no_match(error) else reason)
            continue
        shaped = shaper.shape_record(_read(shaper, record))
        if shaped.cells is not None:
            yield shaped.cells


def _read(shaper: "Shaper", record: Json) -> Person | Company:
    item = as_object(record)
    if shaper.shape.subject == "companies":
        return read_company(item)
    data = item.get("data")
    if isinstance(data, dict):
        # An enriched search result has its data one level below its ID.
        item = {**item, **{key: value for key, value in data.items() if value is not None}}
    return read_person(item, as_object(record).get("company"))
