"""Write records as csv or tsv that come part by part, with the columns of them all."""

from collections.abc import Callable, Iterable, Iterator

from lusha_cli.json_types import Json
from lusha_cli.output import serializers
from lusha_cli.output.layouts.layout import Layout
from lusha_cli.output.selection import select
from lusha_cli.output.table_model import TableData, flatten
from lusha_cli.output.terminal import Terminal


def write_flat_rows(
    parts: Callable[[], Iterable[Json]],
    *,
    layout: Layout,
    output: str,
    write: Callable[[str], object],
    terminal: Terminal,
) -> None:
    """Write a row per record of all parts of a response.

    They are read twice, as the header needs the columns of the last record too.
    """
    names: dict[str, None] = {}
    for record in _records(parts(), layout):
        names.update(dict.fromkeys(name for name, _ in flatten(record)))
    serialize = serializers.csv_text if output == "csv" else serializers.tsv_text
    headers = list(names)
    for part in parts():
        cells = [dict(flatten(record)) for record in _records([part], layout)]
        rows = [[record.get(name, "") for name in names] for record in cells]
        write(serialize(TableData(headers, rows), terminal=terminal))
        # An empty header is none.
        headers = []


def _records(parts: Iterable[Json], layout: Layout) -> Iterator[Json]:
    for part in parts:
        yield from select(part, layout=layout).records
