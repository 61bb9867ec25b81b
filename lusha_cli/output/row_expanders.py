"""Expand records that hold several table rows each; summarize signals."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from lusha_cli.json_types import Json, as_list, as_object, get_in
from lusha_cli.output.json_path import get_path
from lusha_cli.output.layouts.layout import title_from_key
from lusha_cli.output.number_format import format_money, format_number

REFERENCE_KEY = "clientReferenceId"
SIGNAL_DATE_KEYS = (
    "signalDate",
    "articlePublishedDate",
    "eventEffectiveDate",
    "activityPublicationDate",
)
_SIGNAL_KEYS = (*SIGNAL_DATE_KEYS, "signalId")


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
    # A group without contacts has to appear in the table, with its error.
    error = group.pop("error", None)
    if error or not contacts:
        yield {**group, "error": error}
    yield from ({**group, **contact} for contact in contacts if isinstance(contact, dict))


ROW_EXPANDERS: Mapping[str, Callable[[Json], Iterator[Json]]] = {
    "signals": _signals,
    "sub_industries": _sub_industries,
    "cells": _cells,
    "contacts": _contacts,
}


class Signal(NamedTuple):
    """A signal of a person or company, as text; `kind` is its event or activity type."""

    date: str
    type: str
    kind: str
    summary: str
    url: str

    @property
    def line(self) -> str:
        """Return the signal on one line."""
        summary = " ".join(filter(None, (self.summary, self.url)))
        title = title_from_key(self.type)
        kind = f"{title} ({self.kind})" if self.kind else title
        return " ".join(filter(None, (self.date, f"{kind}: {summary}" if summary else kind)))


def signal_items(*holders: Json) -> Iterator[tuple[str, dict[str, Json]]]:
    """Yield the signals in some objects: (type, item); items have the date or id of a signal."""
    for holder in (holder for holder in holders if isinstance(holder, dict)):
        for signal_type, items in holder.items():
            for item in as_list(items):
                if isinstance(item, dict) and not item.keys().isdisjoint(_SIGNAL_KEYS):
                    yield signal_type, item


def read_signal(signal_type: str, item: dict[str, Json]) -> Signal:
    """Return a signal as text."""
    return Signal(
        first_text(item, *SIGNAL_DATE_KEYS),
        signal_type,
        first_text(item, "eventType", "activityType"),
        signal_summary(item),
        first_text(item, "articleUrl", "activityUrl"),
    )


def signals_of(*holders: Json) -> Iterator[Signal]:
    """Yield the signals in some objects as text."""
    return (read_signal(signal_type, item) for signal_type, item in signal_items(*holders))


def signal_lines(record: dict[str, Json]) -> str:
    """Return all signals of a record, one item each."""
    return "; ".join(signal.line for signal in signals_of(record, record.get("signals")))


def signal_summary(item: dict[str, Json]) -> str:
    """Return a summary of a signal, in its own words or numbers."""
    text = first_text(item, "eventSummary", "articleTitle", "activitySummary")
    if text:
        return text
    company = first_text(item, "currentCompanyName") or _company_name(item.get("newCompany"))
    job = " at ".join(filter(None, (first_text(item, "currentTitle"), company)))
    previous = first_text(item, "previousCompanyName") or _company_name(item.get("previousCompany"))
    location = ", ".join(
        filter(None, (first_text(item, "department", "state"), first_text(item, "country")))
    )
    before = f"(before: {previous})" if previous else ""
    return " ".join(filter(None, (job, before, location, _change(item))))


def _company_name(value: Json) -> str:
    return value if isinstance(value, str) else first_text(as_object(value), "name", "domain")


def _change(item: dict[str, Json]) -> str:
    """Return how much a number changed, with the numbers before and after."""
    rate = f"{item['changeRatePercent']:+g} %" if "changeRatePercent" in _numbers(item) else ""
    numbers = {key: format_number(value) for key, value in _numbers(item).items()}
    texts = [text.format(numbers[key]) for key, text in _COUNTS.items() if key in numbers]
    if "estimatedAnnualItSpend" in numbers:
        texts.append(f"{format_money(item['estimatedAnnualItSpend'])} of IT spend a year")
    details = f"({', '.join(texts)})" if texts else ""
    return " ".join(filter(None, (rate, details)))


def _numbers(item: dict[str, Json]) -> dict[str, float]:
    # Exact types: for isinstance(), true is an integer. The bound excludes infinity.
    return {
        key: value
        for key, value in item.items()
        if type(value) in (int, float) and abs(value) < 1e18
    }


_COUNTS = {
    "baselineEmployeesCount": "{} employees before",
    "newEmployeesCount": "{} now",
    "newJobsPostedLastWeek": "{} new jobs in a week",
    "newJobsPostedLast4Weeks": "{} new jobs in 4 weeks",
    "lastMonthVisits": "{} visits last month",
    "historicalAvg": "average: {}",
}


def first_text(item: dict[str, Json], *keys: str) -> str:
    """Return the first text at one of `keys`, "" if none has a text."""
    return next((value for key in keys if isinstance(value := item.get(key), str) and value), "")


def add_related(records: Sequence[Json], body: Json, *, path: str, key: str) -> Sequence[Json]:
    """Return the records, each with its company: the entry of the map at `path` by its `key`."""
    companies = get_path(body, path)
    if not isinstance(companies, dict):
        return records
    return [
        # A map's keys are texts, though the records may hold numbers.
        {**record, "company": companies.get(str(get_path(record, key)))}
        if isinstance(record, dict)
        else record
        for record in records
    ]


def name_unidentified(body: Json, path: str, names: Sequence[str]) -> Json:
    """Return a body whose records at `path` that have only an error get a reference.

    It is the name of their item, if `names` has one for each record, else their position.
    """
    records = get_in(body, path)
    if not isinstance(records, list) or not any(map(_is_unnamed, records)):
        return body
    # Without a result for each item, a position says nothing about the item.
    known = names if len(names) == len(records) else [""] * len(records)
    named = [
        {REFERENCE_KEY: name or f"#{number}", **record} if _is_unnamed(record) else record
        for number, (name, record) in enumerate(zip(known, records, strict=True), 1)
    ]
    return {**body, path: named}


def _is_unnamed(record: Json) -> bool:
    # The results of later requests of a command have a requestId of their own.
    return isinstance(record, dict) and set(record) - {"requestId"} == {"error"}


_EMAIL_FLAGS = ("hasWorkEmail", "hasEmails", "hasPrivateEmail")
_PHONE_FLAGS = ("hasPhones", "hasMobilePhone", "hasDirectPhone")


def _preview_flags(record: dict[str, Json]) -> list[str]:
    """Return what can be revealed of a V2 search result, by its `has…` flags.

    Of a contact that is contact data, of a company everything.
    """
    if "contactId" in record:
        kinds = {"email": _EMAIL_FLAGS, "phone": _PHONE_FLAGS}
        return [
            kind for kind, keys in kinds.items() if any(record.get(key) is True for key in keys)
        ]
    return [key for key, value in record.items() if key.startswith("has") and value is True]


_MAX_PREVIEW_FIELDS = 3


def preview_text(record: dict[str, Json], word_of: Callable[[Json], str]) -> str:
    """Return what can be revealed of a search result, with its credits where they are known.

    `word_of` returns the word for a field. Many fields, such as those of a company, are only
    counted.
    """
    items = [item for item in as_list(record.get("canReveal")) if isinstance(item, dict)]
    if not items:
        fields = _preview_flags(record)
        is_short = len(fields) <= _MAX_PREVIEW_FIELDS
        return "; ".join(fields) if is_short else f"{len(fields)} fields"
    prices = [_numbers(item).get("credits") for item in items]
    if len(items) > _MAX_PREVIEW_FIELDS:
        return f"{len(items)} fields ({format_number(sum(filter(None, prices)))})"
    return "; ".join(
        word_of(item.get("field")) + ("" if price is None else f" ({format_number(price)})")
        for item, price in zip(items, prices, strict=True)
    )
