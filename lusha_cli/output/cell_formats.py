"""Write values as text: for programs (nested values as JSON) and for people (without JSON)."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeGuard

from lusha_cli.json_text import dump_json
from lusha_cli.json_types import Json, as_list, as_object
from lusha_cli.models import bare_domain, read_location
from lusha_cli.output.json_path import MISSING
from lusha_cli.output.number_format import (
    format_bytes,
    format_decimal,
    format_money,
    format_number,
    format_range,
    pluralize,
)
from lusha_cli.output.row_expanders import preview_text, signal_lines, signal_summary
from lusha_cli.output.time_format import format_time
from lusha_cli.output.wrapping import ITEMS

MAX_NESTED_WIDTH = 240
"""The most characters that an unknown nested value, or on a terminal a list, takes in a cell."""
# The keys that can name an object, the best name first.
_NAME_KEYS = ("name", "fullName", "title", "topicName", "topic", "label", "email", "number")


def cell_text(value: Json) -> str:
    """Return a value as text; lists of plain values are joined, nested ones written as JSON."""
    if isinstance(value, str):
        return value
    if value is None or value is MISSING or value == [] or value == {}:
        return ""
    if isinstance(value, list) and is_flat(value):
        return ITEMS.join(map(cell_text, value))
    return dump_json(value, ensure_ascii=False)


def is_flat(value: list[Json]) -> bool:
    """Return whether a list holds only plain values."""
    return not any(isinstance(item, (dict, list)) for item in value)


def display_text(value: Json) -> str:
    """Return a value as text for people: `key: value` pairs, names of objects or their number."""
    if isinstance(value, dict):
        return shorten(ITEMS.join(_pairs(value)))
    if isinstance(value, list) and not is_flat(value):
        return shorten(_list_text(value))
    return cell_text(value)


def shorten(text: str, width: int = MAX_NESTED_WIDTH) -> str:
    """Return the first items of a text that fit into `width`, and the number of the others."""
    if len(text) <= width:
        return text
    items = text.split(ITEMS)
    count, used = 1, len(items[0])
    while count < len(items) and used + len(ITEMS) + len(items[count]) <= width:
        used += len(ITEMS) + len(items[count])
        count += 1
    more = f"+{len(items) - count} more" if count < len(items) else ""
    return ITEMS.join(filter(None, (*items[:count], more)))


def _pairs(value: dict[str, Json], prefix: str = "") -> Iterator[str]:
    """Yield `key: value` for each value that isn't empty, `outer.inner: value` for nested ones."""
    for key, inner in value.items():
        name = f"{prefix}{key.replace('_', ' ')}"
        if isinstance(inner, dict):
            yield from _pairs(inner, f"{name}.")
        elif isinstance(inner, list):
            text = _list_text(inner) if not is_flat(inner) else ", ".join(map(cell_text, inner))
            if text:
                yield f"{name}: {text}"
        elif text := cell_text(inner):
            yield f"{name}: {text}"


def _list_text(value: list[Json]) -> str:
    """Return the names of the objects in a list, or their number if one has no name."""
    names = [_name(item) for item in value if item is not None]
    return ITEMS.join(names) if all(names) else pluralize(len(value), "entry", "entries")


def _name(item: Json) -> str:
    if isinstance(item, list):
        return ", ".join(map(display_text, item)) if is_flat(item) else ""
    if not isinstance(item, dict):
        return display_text(item)
    texts = (item[key] for key in _NAME_KEYS if key in item)
    return next((text for text in texts if isinstance(text, str) and text), "")


def _names(value: Json) -> str:
    return _list_text(value) if isinstance(value, list) else display_text(value)


def entries_text(value: Json) -> str:
    """Return every plain value of the objects in a list: `Sales (12); Product (7)`."""
    items = value if isinstance(value, list) else [value]
    return ITEMS.join(filter(None, map(_entry, items)))


def _entry(item: Json) -> str:
    if not isinstance(item, dict):
        return display_text(item)
    name = _name(item)
    texts = [text for text in _plain_texts(item) if text]
    if name in texts:
        texts.remove(name)
        texts.insert(0, name)
    first, *others = texts or [""]
    return f"{first} ({', '.join(others)})" if others else first


def _plain_texts(item: dict[str, Json]) -> Iterator[str]:
    for key, inner in item.items():
        if isinstance(inner, dict):
            yield from _plain_texts(inner)
        elif isinstance(inner, list):
            yield _list_text(inner)
        elif key == "count" and is_number(inner):
            # Other numbers may be codes.
            yield format_number(inner)
        else:
            yield display_text(inner)


def places_text(value: Json) -> str:
    """Return each location as city, state and country."""
    items = value if isinstance(value, list) else [value]
    return ITEMS.join(filter(None, (read_location(item).line() for item in items if item)))


def _place(value: Json) -> str:
    """Return the city and country of a location."""
    place = read_location(value)._replace(state="") if value else None
    # Without a city, the state says more than the country alone.
    return (place if place and place.city else read_location(value)).line() if place else ""


def _phones(value: Json) -> str:
    """Return phone numbers, marked if they must not be called."""
    numbers = value if isinstance(value, list) else [value]
    return ITEMS.join(filter(None, map(_phone, numbers)))


def _phone(value: Json) -> str:
    if not isinstance(value, dict):
        return display_text(value)
    mark = " (do not call)" if value.get("doNotCall") is True else ""
    return f"{display_text(value.get('number'))}{mark}"


def _preview(record: dict[str, Json]) -> str:
    return preview_text(record, lambda field: _field_words([field]))


# Fields of `has` whose own names are long, or say less than a standard word.
_FIELD_WORDS = {
    "firstName": "name", "lastName": "name", "jobTitle": "title", "jobStartDate": "start date",
    "socialLinks": "links", "emails": "email", "phones": "phone",
    "previousEmployment": "past jobs", "alternativeName": "other name",
    "alternativeDomains": "other domains", "companyType": "type", "yearFounded": "founded",
    "sicCodes": "SIC", "naicsCodes": "NAICS", "additionalLocations": "offices",
    "linkedinFollowers": "followers", "revenueRange": "revenue", "popularityTier": "popularity",
    "logoUrl": "logo", "subIndustry": "sub-industry", "businessModel": "sells to",
    "specialitiesRefactored": "specialities", "estimatedAnnualItSpend": "IT spend",
    "monthlyWebsiteTraffic": "traffic", "directParent": "parent",
}  # fmt: skip
_MAX_SUMMARY_WIDTH = 48


def _field_words(value: Json) -> str:
    """Return the fields that a record has, in short words, each once."""
    if not isinstance(value, list) or not is_flat(value):
        return display_text(value)
    words = (_FIELD_WORDS.get(name) or _spaced(name) for name in map(cell_text, value))
    return ", ".join(dict.fromkeys(words))


def _spaced(name: str) -> str:
    """Return a key as words: `openJobsTotal` becomes `open jobs total`."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", name).lower()


def summarize(text: str) -> str:
    """Return as many items of a text as fit on one line of a table, and the number of the rest."""
    if len(text) <= _MAX_SUMMARY_WIDTH:
        return text
    items = text.split(ITEMS if ITEMS in text else ", ")
    count, used = 1, len(items[0])
    while count < len(items) and used + 2 + len(items[count]) <= _MAX_SUMMARY_WIDTH:
        used += 2 + len(items[count])
        count += 1
    rest = [f"+{len(items) - count}"] if count < len(items) else []
    return ", ".join(items[:count] + rest)


def _mapping(value: Json) -> str:
    """Return the values of a map with their names."""
    return ITEMS.join(_pairs(value)) if isinstance(value, dict) else display_text(value)


def _price(record: dict[str, Json]) -> str:
    """Return a price of the API: `5 credits`, `1 credit per 5 results`."""
    credits_, quantity = record.get("credits"), record.get("perQuantity", 1)
    if not is_number(credits_):
        return display_text(credits_)
    price = f"{format_number(credits_)} {'credit' if credits_ == 1 else 'credits'}"
    return price if quantity == 1 else f"{price} per {display_text(quantity)} results"


def _score(value: Json) -> str:
    return f"{value:.2f}" if is_number(value) else display_text(value)


def _number(value: Json) -> str:
    if not is_number(value):
        return display_text(value)
    return format_decimal(value) if isinstance(value, float) else format_number(value)


def _times(value: Json) -> str:
    """Return a date or time, or several, each with its zone."""
    items = value if isinstance(value, list) else [value]
    return ITEMS.join(format_time(text) for text in map(display_text, items) if text)


def _size(value: Json) -> str:
    """Return a number of employees: exact, or else the range that the API puts it in."""
    exact = value if is_number(value) else as_object(value).get("exact")
    return format_number(exact) if is_number(exact) else _range(value, format_number)


def _range(value: Json, write: Callable[[float], str]) -> str:
    """Return the range in `[min, max]` or `{min, max}`; a missing or zero end is open."""
    ends = [value.get("min"), value.get("max")] if isinstance(value, dict) else as_list(value)
    texts = [write(end) if is_number(end) and end else "" for end in ends]
    if len(texts) != 2:
        return display_text(value)
    return format_range(texts[0], texts[1])


def _money(value: Json) -> str:
    """Return an amount, a range of amounts, or an amount in another currency and in dollars."""
    if is_number(value):
        return format_money(value)
    amount = as_object(value).get("value")
    if not is_number(amount):
        return _range(value, format_money)
    in_dollars = as_object(value).get("valueUsd")
    text = format_money(amount, display_text(as_object(value).get("currency")))
    dollars = format_money(in_dollars) if is_number(in_dollars) else text
    return text if dollars == text else f"{text} ({dollars})"


def _funding(value: Json) -> str:
    """Return the sum of all funding, the last round, and whether the company is public."""
    if not isinstance(value, dict):
        return display_text(value)
    item = value
    total, rounds = item.get("totalRoundsAmount"), item.get("totalRounds")
    currency = display_text(item.get("currency"))
    raised = f"{format_money(total, currency)} raised" if is_number(total) else ""
    count = pluralize(int(rounds), "round", "rounds") if is_number(rounds) else ""
    last = _funding_round(
        {
            "type": item.get("lastRoundType", item.get("lastFundingEventName")),
            "amount": item.get("lastRoundAmount", item.get("lastFundingEventAmount")),
            "currency": currency,
            "date": item.get("lastRoundDate", item.get("lastFundingEventDate")),
        }
    )
    listed = {"true": "public", "false": "not public"}.get(display_text(item.get("isIpo")), "")
    return ITEMS.join(filter(None, (raised, count, last and f"last: {last}", listed)))


def _funding_rounds(value: Json) -> list[str]:
    """Return each funding round: type, amount and date."""
    rounds = as_list(as_object(value).get("rounds"))
    return [text for text in map(_funding_round, rounds) if text]


def _funding_round(value: Json) -> str:
    item = as_object(value)
    amount = next((item[key] for key in _AMOUNT_KEYS if is_number(item.get(key))), None)
    kind = next((item[key] for key in ("roundType", "title", "type") if item.get(key)), None)
    date = next((item[key] for key in ("roundDate", "announcedOn", "date") if item.get(key)), None)
    money = format_money(amount, display_text(item.get("currency"))) if amount is not None else ""
    parts = (display_text(kind), money, display_text(date), display_text(item.get("leadInvestors")))
    return " ".join(filter(None, parts))


_AMOUNT_KEYS = ("roundAmount", "moneyRaised", "amount")


def _traffic(value: Json) -> str:
    """Return the monthly visits of a website, the month, and the change."""
    item = as_object(value)
    visits, change = item.get("visits"), item.get("momChangePercent")
    if not is_number(visits):
        return display_text(value)
    notes = (display_text(item.get("month")), f"{change:+g} %" if is_number(change) else "")
    note = ", ".join(filter(None, notes))
    return f"{format_number(visits)} ({note})" if note else format_number(visits)


def is_number(value: Json) -> TypeGuard[float]:
    """Return whether a value is a number that can be formatted, which true and false aren't."""
    # JSON allows 1e999, which is infinite in Python.
    is_plain = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_plain and abs(value) < 1e18


# Formatters of a whole record, whatever the column's key.
RECORD_FORMATTERS: Mapping[str, Callable[[dict[str, Json]], str]] = {
    "signal": signal_summary,
    "price": _price,
    "preview": _preview,
    "signals": signal_lines,
}
FORMATTERS: Mapping[str, Callable[[Json], str]] = {
    "json": cell_text,
    "number": _number,
    "bytes": lambda value: format_bytes(value) if is_number(value) else display_text(value),
    "score": _score,
    "yes": lambda value: "yes" if display_text(value) == "true" else "",
    "yes_no": lambda value: {"true": "yes", "false": "no"}.get(
        display_text(value), display_text(value)
    ),
    "time": _times,
    "domain": lambda value: bare_domain(display_text(value)),
    "phones": _phones,
    "has": _field_words,
    "mapping": _mapping,
    "list": _names,
    "entries": entries_text,
    "place": _place,
    "places": places_text,
    "size": _size,
    "money": _money,
    "funding": _funding,
    "rounds": lambda value: ITEMS.join(_funding_rounds(value)),
    "traffic": _traffic,
}
# Values of these formats are several items, each of which stays whole; on a terminal, the first
# items of the latter ones are enough.
LIST_FORMATTERS = frozenset({"phones", "preview", "mapping", "rounds", "signals", "time"})
SHORTENED_FORMATTERS = frozenset({"list", "entries", "places"})
# These take one line if they are long: most records have the same many items.
ONE_LINE_FORMATTERS = frozenset({"has"})
