"""Records that hold the rows of a table in lists: one row for each entry; signals in words."""

from collections.abc import Callable, Iterator, Mapping

from lusha_cli.json_types import Json

DATES = (
    "signalDate",
    "articlePublishedDate",
    "eventEffectiveDate",
    "activityPublicationDate",
)


def _signals(record: Json) -> Iterator[Json]:
    """A row for each signal: whose it is, its type as `signal`, and what the API says of it."""
    if not isinstance(record, dict):
        return
    whose = {key: value for key, value in record.items() if not isinstance(value, list)}
    if "error" in record and not any(isinstance(value, list) for value in record.values()):
        yield record
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


def _cells(record: Json) -> Iterator[Json]:
    """The values of a table's row under the names of their columns."""
    cells = record.get("columns") if isinstance(record, dict) else None
    if not isinstance(cells, list):
        yield record
        return
    values = {
        cell["name"]: cell.get("value")
        for cell in cells
        if isinstance(cell, dict) and isinstance(cell.get("name"), str)
    }
    yield {"id": record.get("id"), **values}


def _contacts(record: Json) -> Iterator[Json]:
    """A row for each person of a group, under the company that the group is of."""
    inner = record.get("contacts") if isinstance(record, dict) else None
    if not isinstance(inner, list):
        yield record
        return
    whose = {key: value for key, value in record.items() if key != "contacts"}
    yield from ({**whose, **one} for one in inner if isinstance(one, dict))


ROWS: Mapping[str, Callable[[Json], Iterator[Json]]] = {
    "signals": _signals,
    "sub_industries": _sub_industries,
    "cells": _cells,
    "contacts": _contacts,
}


def signal_summary(item: dict[str, Json]) -> str:
    """What happened, in the words or the numbers of the signal."""
    said = first_text(item, "eventSummary", "articleTitle")
    if said:
        return said
    change = item.get("changeRatePercent")
    rate = f"{change:+g} %" if isinstance(change, (int, float)) else ""
    job = " at ".join(
        filter(None, (first_text(item, "currentTitle"), first_text(item, "currentCompanyName")))
    )
    before = first_text(item, "previousCompanyName")
    where = ", ".join(
        filter(None, (first_text(item, "department", "state"), first_text(item, "country")))
    )
    return " ".join(filter(None, (job, f"(before: {before})" if before else "", where, rate)))


def first_text(item: dict[str, Json], *keys: str) -> str:
    """The first of `keys` that holds text."""
    return next((value for key in keys if isinstance(value := item.get(key), str) and value), "")
