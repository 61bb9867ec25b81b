"""Render a response in the requested format."""

from collections.abc import Callable, Sequence

from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.jmespath_query import check_query as check_query
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Layout
from lusha_cli.output.row_expanders import REFERENCE_KEY, add_related, name_unidentified
from lusha_cli.output.selection import Selection, select
from lusha_cli.output.selection import split_fields as split_fields
from lusha_cli.output.table_model import (
    TableData,
    column_table,
    derived_table,
    flat_table,
    number_rows,
    plain_table,
)
from lusha_cli.output.terminal import Terminal as Terminal

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "yaml")


def render(
    value: Json,
    *,
    layout: Layout,
    output: str,
    write: Callable[[str], object],
    terminal: Terminal,
    fields: Sequence[str] = (),
    query: str | None = None,
    item_names: Sequence[str] = (),
) -> list[str]:
    """Write `value` in the format `output` and return warnings for stderr.

    `value` is the body of a response (None: no body). `query` is applied to all of it, `fields`
    then to each record. `item_names` name the items of the request, in a table also those without
    a result. Raises UsageError for a query or field that cannot be parsed.
    """
    if output not in FORMATS:
        raise UsageError(
            f"Unknown output format {output!r}.", hint=f"Formats: {', '.join(FORMATS)}"
        )
    if output == "table" and not fields and query is None:
        value = name_items(value, layout, item_names)
    selection = select(value, layout=layout, fields=fields, query=query)
    if fields or query is not None:
        # Selected values no longer have the shape that the layout describes.
        layout = RAW_LAYOUT
    if output == "table":
        text = _table(selection, layout, has_fields=bool(fields), terminal=terminal)
    else:
        required = (column.key for column in layout.columns if not column.optional)
        known_keys = split_fields(fields) or list(dict.fromkeys(required))
        text = _serialize(selection, known_keys, output=output, terminal=terminal)
    if text:
        write(text)
    return selection.warnings


def _table(selection: Selection, layout: Layout, *, has_fields: bool, terminal: Terminal) -> str:
    # Imported here, because output for programs does not need to draw.
    from lusha_cli.output.record_view import body_text, record_text
    from lusha_cli.output.tables import table_text

    card = _card(selection, layout.card, terminal=terminal)
    if card is not None:
        return card
    records = selection.records
    if selection.is_single and isinstance(records[0], dict) and not has_fields:
        return record_text(records[0], layout, terminal=terminal)
    table = list_table(records, layout, selection.value)
    return table_text(table, terminal=terminal) + body_text(selection.value, layout, terminal)


def name_items(body: Json, layout: Layout, names: Sequence[str]) -> Json:
    """Return a body whose results without an identifier have a reference, if the layout shows it.

    `names` name the items of its request.
    """
    if any(column.key == REFERENCE_KEY for column in layout.columns):
        return name_unidentified(body, layout.records_path, names)
    return body


def list_table(
    records: Sequence[Json], layout: Layout, body: Json, *, first: int = 1, number_width: int = 1
) -> TableData:
    """Return the table of the records of a body, with the columns of the layout or their own.

    Numbered rows begin with the number `first`, in a column of at least `number_width`.
    """
    table = _unnumbered_table(records, layout, body)
    if layout.rows is None or not table.headers:
        return table
    return number_rows(table, first=first, width=number_width)


def _unnumbered_table(records: Sequence[Json], layout: Layout, body: Json) -> TableData:
    if layout.related:
        path, key = layout.related
        records = add_related(records, body, path=path, key=key)
    table = column_table(records, layout.columns)
    if table.headers:
        return table
    # A query can mix objects and plain values, which share no columns.
    is_mixed = len({isinstance(record, dict) for record in records}) > 1
    return plain_table(records) if is_mixed else derived_table(records, is_raw=layout.is_raw)


def _card(selection: Selection, card: str | None, *, terminal: Terminal) -> str | None:
    """Return the response as a card; None without one, or without the data that it shows."""
    record = next(iter(selection.records), None)
    if card == "person":
        from lusha_cli.output.cards.person import person_card

        return person_card(selection.value, record, terminal=terminal)
    if card == "company":
        from lusha_cli.output.cards.company import company_card

        return company_card(selection.value, record, terminal=terminal)
    if card == "checks":
        from lusha_cli.output.cards.checks import checks_card

        return checks_card(selection.records, terminal=terminal)
    if card == "usage":
        from lusha_cli.output.cards.usage import usage_card

        return usage_card(selection.value, terminal=terminal)
    return None


def _serialize(
    selection: Selection, known_keys: Sequence[str], *, output: str, terminal: Terminal
) -> str:
    from lusha_cli.output import serializers

    if output == "json":
        return serializers.json_text(selection.value, terminal=terminal)
    if output == "jsonl":
        return serializers.jsonl_text(selection.records, terminal=terminal)
    if output == "yaml":
        return serializers.yaml_text(selection.value, terminal=terminal)
    serialize = serializers.csv_text if output == "csv" else serializers.tsv_text
    return serialize(flat_table(selection.records, known_keys=known_keys), terminal=terminal)
