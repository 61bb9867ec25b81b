"""Which of several values of a field is used, and which values are in conflict."""

import json
from collections.abc import Callable
from typing import NamedTuple

from lusha_cli.bulk.input.data_fields import DataField
from lusha_cli.bulk.merge.keys import clean_domain, clean_profile
from lusha_cli.json_types import Json
from lusha_cli.parsing.emails import find_emails
from lusha_cli.parsing.identifiers import InvalidValue, normalize_phone
from lusha_cli.parsing.placeholders import is_placeholder


class Value(NamedTuple):
    """A value of a field: its cell, its source, and the file and date of its row."""

    cell: Json
    source: str
    file: int
    date: float


# Returns whether the first value is used instead of the second, which came before it.
Preference = Callable[[Value, Value], bool]


def has_value(cell: Json) -> bool:
    """Return whether a cell isn't empty, nor a placeholder such as `N/A`."""
    if isinstance(cell, str):
        text = cell.strip()
        return bool(text) and not is_placeholder(text)
    return cell is not None and cell not in ([], {})


def prefer_first(new: Value, old: Value) -> bool:  # noqa: ARG001 - a Preference
    """Return False: the value that comes first is used."""
    return False


def prefer_newest(new: Value, old: Value) -> bool:
    """Return whether the row of a value is newer; of the same date, whether the value is longer.

    The order of the files makes no difference.
    """
    return _newest_key(new) > _newest_key(old)


def _newest_key(value: Value) -> tuple[float, int, str]:
    text = text_of(value.cell)
    return value.date, len(text), text


def prefer_file(number: int) -> Preference:
    """Return the preference for the values of a file, then for those that come first."""

    def is_better(new: Value, old: Value) -> bool:
        return new.file == number != old.file

    return is_better


def text_of(cell: Json) -> str:
    """Return a cell as text."""
    return cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False)


def comparable(cell: Json, field: DataField | None) -> str:
    """Return a text that equal values of a field have in common, however they are spelled."""
    text = text_of(cell)
    clean = _CLEANERS.get(field.name) if field else None
    if clean is not None:
        try:
            return clean(text)
        except InvalidValue:
            pass
    return " ".join(text.casefold().split())


def _clean_emails(text: str) -> str:
    emails = find_emails(text)
    if not emails:
        raise InvalidValue(text)
    return " ".join(sorted(emails))


def _clean_phone(text: str) -> str:
    try:
        return normalize_phone(text)
    except InvalidValue:
        digits = "".join(filter(str.isdigit, text))
        if not digits:
            raise
        return digits


_CLEANERS: dict[str, Callable[[str], str]] = {
    "email": _clean_emails,
    "linkedin_url": clean_profile,
    "phone": _clean_phone,
    "company_domain": clean_domain,
}
