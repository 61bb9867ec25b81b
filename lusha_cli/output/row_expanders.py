"""Expand records that hold several table rows each; summarize signals."""

from collections.abc import Callable, Iterator, Mapping

from lusha_cli.json_types import Json, as_list, get_in

SIGNAL_DATE_KEYS = (
    "signalDate",
    "articlePublishedDate",
    "eventEffectiveDate",
    "activityPublicationDate",
)


def _signals(record: Json) -> Iterator[Json]:
    """Yield a row per signal: its owner's values, its type as `signal`, its own values."""
    if not isinstance(record, dict):
        return
    owner = {key: value for key, value in record.items() if not isinstance(value, list)}
    # A failed item has no signals, but its error has to appear in the table.
    if "error" in record and not any(isinstance(value, list) for value in record.values()):
        yield record
    for signal_type, signals in record.items():
        for signal in as_list(signals):
            if isinstance(signal, dict):
                yield {**owner, "signal": signal_type, **signal}


def _sub_industries(record: Json) -> Iterator[Json]:
    """Yield a row per sub-industry, with its industry."""
    entries = get_in(record, "sub_industries")
    if not isinstance(entries, list) or not entries:
        yield record
        return
    yield from ({**record, "sub_industries": entry} for entry in entries)


def _cells(record: Json) -> Iterator[Json]:
    """Yield the values of a table's row by the names of their columns."""
    cells = get_in(record, "columns")
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
    """Yield a row per contact of a group, with the company of the group."""
    contacts = get_in(record, "contacts")
    if not isinstance(contacts, list):
        yield record
        return
    group = {key: value for key, value in record.items() if key != "contacts"}
    yield from ({**group, **contact} for contact in contacts if isinstance(contact, dict))


ROW_EXPANDERS: Mapping[str, Callable[[Json], Iterator[Json]]] = {
    "signals": _signals,
    "sub_industries": _sub_industries,
    "cells": _cells,
    "contacts": _contacts,
}


def signal_summary(item: dict[str, Json]) -> str:
    """Return a summary of a signal, in its own words or numbers."""
    text = first_text(item, "eventSummary", "articleTitle")
    if text:
        return text
    change = item.get("changeRatePercent")
    rate = f"{change:+g} %" if isinstance(change, (int, float)) else ""
    job = " at ".join(
        filter(None, (first_text(item, "currentTitle"), first_text(item, "currentCompanyName")))
    )
    previous = first_text(item, "previousCompanyName")
    location = ", ".join(
        filter(None, (first_text(item, "department", "state"), first_text(item, "country")))
    )
    before = f"(before: {previous})" if previous else ""
    return " ".join(filter(None, (job, before, location, rate)))


def first_text(item: dict[str, Json], *keys: str) -> str:
    """Return the first text at one of `keys`, "" if none has a text."""
    return next((value for key in keys if isinstance(value := item.get(key), str) and value), "")
