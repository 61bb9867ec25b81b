"""Recognize the column with the date of a row, and read its dates."""

import math
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from lusha_cli.bulk.input.heading_tokens import fold, split_heading
from lusha_cli.json_types import Json

FETCHED_AT = "lusha_fetched_at"
UNDATED = -math.inf

_UPDATED = """updated update modified modification fetched enriched refreshed aktualisiert geändert
    änderung bearbeitet modifié modifiée actualisé jour actualizado actualización modificado
    atualizado atualização aggiornato modificato bijgewerkt gewijzigd"""
_BESIDE = """at on date time datetime timestamp utc last latest am datum letzte zuletzt le date
    mis dernière última ultima em il op laatst laatste record contact company lusha
    data row properties person people organization hs system lastmodifieddate gmt de à a fecha"""
_WHOLE = frozenset(("lastmodifieddate", "lastupdated", "updatedat", "updated", "modified"))
_NUMBERS = re.compile(
    r"(\d{1,2})([./])(\d{1,2})\2(\d{4})(?:,? +(\d{1,2}:\d{2}(?::\d{2})?)( ?[AaPp]\.?[Mm]\.?)?)?"
)


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(map(fold, _UPDATED.split())), frozenset(map(fold, _BESIDE.split()))


def find_date_column(columns: Sequence[str]) -> str | None:
    """Return the column with the date at which a row was fetched or updated, or None."""
    if FETCHED_AT in columns:
        return FETCHED_AT
    return next((column for column in columns if _is_date_heading(column)), None)


def _is_date_heading(heading: str) -> bool:
    split = split_heading(heading)
    if "".join(split) in _WHOLE:
        return True
    updated, beside = _words()
    # `Modified By` is a person, and `Created At` isn't changed by an update.
    return any(word in updated for word in split) and all(
        word in updated or word in beside for word in split
    )


def date_reader(sample: Sequence[Json]) -> Callable[[Json], float]:
    """Return a reader of the dates of a column: seconds since the epoch, UNDATED without one.

    `sample` are cells of the column. They show whether 03/04/2026 is in March or in April: it is
    in March, as in the United States, unless another date of the column can't be.
    """
    matches = [_NUMBERS.match(cell.strip()) for cell in sample if isinstance(cell, str)]
    day_first = any(match and match[2] == "/" and int(match[1]) > 12 for match in matches)

    def read(cell: Json) -> float:
        if isinstance(cell, bool) or not cell:
            return UNDATED
        if isinstance(cell, (int, float)):
            return _read_number(float(cell))
        return _read_text(str(cell).strip(), day_first=day_first)

    return read


def _read_number(number: float) -> float:
    """Return a Unix time in seconds or milliseconds."""
    if number >= 1e11:
        number /= 1000
    return number if 1e8 <= number < 1e11 else UNDATED


def _read_text(text: str, *, day_first: bool) -> float:
    if text.isascii() and text.isdecimal() and len(text) in (10, 13):
        return _read_number(float(text))
    try:
        return _timestamp(datetime.fromisoformat(text.removesuffix(" UTC")))
    except (ValueError, OverflowError):
        pass
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return UNDATED
    first, second, year = int(match[1]), int(match[3]), match[4]
    # With dots, the day is always first.
    day, month = (first, second) if match[2] == "." or day_first else (second, first)
    time = match[5] or "00:00"
    try:
        date = datetime.fromisoformat(
            f"{year}-{month:02}-{day:02}T{time.zfill(len(time) + (time[1] == ':'))}"
        )
    except ValueError:
        return UNDATED
    half = (match[6] or "").strip().lower()[:1]
    if half and date.hour % 12 == date.hour % 24 % 12:
        date = date.replace(hour=date.hour % 12 + (12 if half == "p" else 0))
    return _timestamp(date)


def _timestamp(date: datetime) -> float:
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
