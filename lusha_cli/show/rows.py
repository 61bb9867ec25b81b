"""Records that hold the rows of a table in lists: one row for each entry."""

from collections.abc import Callable, Iterator, Mapping

from lusha_cli.records import Json


def _signals(record: Json) -> Iterator[Json]:
    """A row for each signal: whose it is, its type as `signal`, and what the API says of it."""
    if not isinstance(record, dict):
        return
    whose = {key: value for key, value in record.items() if not isinstance(value, list)}
    for kind, happened in record.items():
        for entry in happened if isinstance(happened, list) else ():
            if isinstance(entry, dict):
                yield {**whose, "signal": kind, **entry}


def _sub_industries(record: Json) -> Iterator[Json]:
    """A row for each sub-industry, under its industry."""
    inner = record.get("sub_industries") if isinstance(record, dict) else None
    if not isinstance(inner, list) or not inner:
        yield record
        return
    yield from ({**record, "sub_industries": entry} for entry in inner)


ROWS: Mapping[str, Callable[[Json], Iterator[Json]]] = {
    "signals": _signals,
    "sub_industries": _sub_industries,
}
