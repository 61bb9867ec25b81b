"""An answer in the format that was asked for."""

from collections.abc import Callable, Sequence

from lusha_cli.errors import UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.jmespath_query import check_query as check_query
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Layout
from lusha_cli.output.selection import Selection, select
from lusha_cli.output.selection import split_fields as split_fields
from lusha_cli.output.table_model import column_grid, flat_grid, plain_grid, table_grid
from lusha_cli.output.terminal import Screen as Screen

FORMATS = ("table", "json", "jsonl", "csv", "tsv", "yaml")


def render(
    value: Json,
    *,
    layout: Layout,
    output: str,
    write: Callable[[str], object],
    screen: Screen,
    fields: Sequence[str] = (),
    query: str | None = None,
) -> list[str]:
    """Write `value` in the format `output`, whole, and return warnings for stderr.

    `value` is the body of an answer (None: it had none). `query` acts on the whole of it,
    `fields` then on each record. Raises UsageError for a query or field that cannot be read.
    """
    if output not in FORMATS:
        raise UsageError(f"No output format {output!r}.", hint=f"Formats: {', '.join(FORMATS)}")
    chosen = select(value, layout=layout, fields=fields, query=query)
    if fields or query is not None:
        layout = RAW_LAYOUT
    if output == "table":
        text = _table(chosen, layout, is_picked=bool(fields), screen=screen)
    else:
        known = split_fields(fields) or [column.key for column in layout.columns]
        text = _data(chosen, known, output=output, screen=screen)
    if text:
        write(text)
    return chosen.warnings


def _table(chosen: Selection, layout: Layout, *, is_picked: bool, screen: Screen) -> str:
    from lusha_cli.output.record_view import record_text
    from lusha_cli.output.tables import table_text

    drawn = _card(chosen, layout.card, screen=screen)
    if drawn is not None:
        return drawn
    records = chosen.records
    if chosen.is_single and isinstance(records[0], dict) and not is_picked:
        return record_text(records[0], layout, screen=screen)
    grid = column_grid(records, layout.columns)
    if not grid.headers:
        is_mixed = len({isinstance(record, dict) for record in records}) > 1
        grid = plain_grid(records) if is_mixed else table_grid(records, is_raw=layout.is_raw)
    return table_text(grid, screen=screen)


def _card(chosen: Selection, card: str | None, *, screen: Screen) -> str | None:
    """The answer as a card, where it is laid out as one and holds what the card shows."""
    record = next(iter(chosen.records), None)
    if card == "person":
        from lusha_cli.output.cards.person import person_card

        return person_card(chosen.value, record, screen=screen)
    if card == "company":
        from lusha_cli.output.cards.company import company_card

        return company_card(chosen.value, record, screen=screen)
    if card == "checks":
        from lusha_cli.output.cards.checks import checks_card

        return checks_card(chosen.records, screen=screen)
    if card == "usage":
        from lusha_cli.output.cards.usage import usage_card

        return usage_card(chosen.value, screen=screen)
    return None


def _data(chosen: Selection, known: Sequence[str], *, output: str, screen: Screen) -> str:
    from lusha_cli.output import serializers

    if output == "json":
        return serializers.json_text(chosen.value, screen=screen)
    if output == "jsonl":
        return serializers.jsonl_text(chosen.records, screen=screen)
    if output == "yaml":
        return serializers.yaml_text(chosen.value, screen=screen)
    write = serializers.csv_text if output == "csv" else serializers.tsv_text
    return write(flat_grid(chosen.records, known=known), screen=screen)
