"""Render a response in the requested format."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.jmespath_query import check_query as check_query
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Layout
from lusha_cli.output.row_expanders import REFERENCE_KEY, add_related, name_unidentified
from lusha_cli.output.selection import Selection, select
from lusha_cli.output.selection import check_names as check_names
from lusha_cli.output.selection import split_fields as split_fields
from lusha_cli.output.terminal import Terminal as Terminal

if TYPE_CHECKING:
    from lusha_cli.output.table_model import TableData

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
    with_cards: bool = True,
    documented: Json = None,
    is_raw: bool = False,
    is_strict: bool = True,
) -> list[str]:
    """Write `value` in the format `output` and return warnings for stderr.

    `value` is the body of a response (None: no body). `query` is applied to all of it, `fields`
    then to each record. `item_names` name the items of the request, in a table also those without
    a result. `with_cards` allows the cards of the layout in place of a table. `documented` is the
    example of the result, by which fields are known that this one lacks. With `is_raw`, texts of
    JSON are written without quotes. Raises UsageError for a query or field that cannot be parsed,
    and NothingMatched if the result has none of the names, unless it isn't `is_strict`.
    """
    if output not in FORMATS:
        raise UsageError(
            f"Unknown output format {output!r}.", hint=f"Formats: {', '.join(FORMATS)}"
        )
    if output == "table" and not fields and query is None:
        value = name_items(value, layout, item_names)
    selection = select(value, layout=layout, fields=fields, query=query, documented=documented)
    if selection.error and is_strict:
        raise selection.error
    if fields or query is not None:
        # Selected values no longer have the shape that the layout describes.
        layout = RAW_LAYOUT
    if is_raw:
        text = _raw(selection, split_fields(fields), terminal)
    elif output == "table":
        layout = layout if with_cards else layout._replace(cards=None)
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
    if layout.cards and terminal.is_terminal and not selection.is_single:
        from lusha_cli.output.cards.several import cards_text

        related = with_related(records, layout, selection.value)
        cards = cards_text(related, layout.cards, terminal=terminal)
        if cards is not None:
            return cards + body_text(selection.value, layout, terminal)
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
) -> "TableData":
    """Return the table of the records of a body, with the columns of the layout or their own.

    Numbered rows begin with the number `first`, in a column of at least `number_width`.
    """
    table = _unnumbered_table(records, layout, body)
    if layout.rows is None or not table.headers:
        return table
    from lusha_cli.output.table_model import number_rows

    return number_rows(table, first=first, width=number_width)


def _unnumbered_table(records: Sequence[Json], layout: Layout, body: Json) -> "TableData":
    # Imported here, because JSON needs no table.
    from lusha_cli.output.table_model import column_table, derived_table, plain_table

    records = with_related(records, layout, body)
    table = column_table(records, layout.columns)
    if table.headers:
        return table
    # A query can mix objects and plain values, which share no columns.
    is_mixed = len({isinstance(record, dict) for record in records}) > 1
    return plain_table(records) if is_mixed else derived_table(records, is_raw=layout.is_raw)


def with_related(records: Sequence[Json], layout: Layout, body: Json) -> Sequence[Json]:
    """Return the records, each with the related one that the layout names, if any."""
    if not layout.related:
        return records
    path, key = layout.related
    return add_related(records, body, path=path, key=key)


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


def _raw(selection: Selection, names: Sequence[str], terminal: Terminal) -> str:
    """Return the values of one field, the records of several, or the value of a query."""
    from lusha_cli.output.serializers import raw_text

    if len(names) == 1:
        values = [record[names[0]] for record in selection.records]
    else:
        values = selection.records if names else [selection.value]
    return "".join(raw_text(value, terminal=terminal) for value in values)


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
    from lusha_cli.output.table_model import flat_table

    serialize = serializers.csv_text if output == "csv" else serializers.tsv_text
    return serialize(flat_table(selection.records, known_keys=known_keys), terminal=terminal)
