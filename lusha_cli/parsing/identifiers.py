"""Identifiers of people and companies, and days: validated and normalized to one spelling.

Every public function takes text as users paste it. It raises InvalidValue with a sentence about
the problem and the accepted forms.
"""

import re
from contextlib import suppress
from datetime import date, timedelta

from lusha_cli.parsing.domains import NotACompanyDomain, normalize_domain
from lusha_cli.parsing.emails import find_emails, normalize_email
from lusha_cli.parsing.invalid_value import InvalidValue, quoted
from lusha_cli.parsing.linkedin import classify_url, normalize_company_linkedin, normalize_linkedin
from lusha_cli.parsing.mailboxes import is_public_mailbox, is_role_address
from lusha_cli.parsing.numbers import read_integer
from lusha_cli.parsing.pasted_text import clean_text

__all__ = [
    "InvalidValue",
    "NotACompanyDomain",
    "classify_url",
    "find_emails",
    "is_public_mailbox",
    "is_role_address",
    "is_v3_id",
    "normalize_company_linkedin",
    "normalize_domain",
    "normalize_email",
    "normalize_id",
    "normalize_linkedin",
    "normalize_phone",
    "normalize_since",
    "normalize_token",
]

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SPAN = r"(?P<number>[0-9]{1,5})(?P<unit>d|w|mo|y)"


def normalize_token(text: str) -> str:
    """Return an id of V3: the opaque text of a response, or one of V2's numbers."""
    token = clean_text(text)
    # Only dots would change the path of a request that contains the id.
    if not re.fullmatch(r"[A-Za-z0-9._=-]{1,300}", token) or not token.strip("."):
        raise InvalidValue(f"{quoted(text)} isn't an ID, such as 4100000000 or v1.AbC.")
    return token


def is_v3_id(text: str) -> bool:
    """Return whether a text is an opaque id of V3, not one of V2's numbers."""
    return re.fullmatch(r"v[0-9]{1,3}\.[A-Za-z0-9_=-]+", text) is not None


def normalize_phone(text: str) -> str:
    """Return a phone number with its country code, as `+` and 7 to 15 digits."""
    # The (0) of +44 (0)20 is not dialled after a country code.
    number = re.sub(r"^tel:|\(0\)|[\s().\-/]", "", clean_text(text), flags=re.IGNORECASE)
    number = re.sub(r"^00", "+", number)
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        raise InvalidValue(
            f"{quoted(text)} isn't a phone number with its country code, such as +1 344 555 0151."
        )
    return number


def normalize_id(text: str) -> str:
    """Return an id of V2 as up to 20 digits; a spreadsheet's `42.0` is 42."""
    digits = clean_text(text).removesuffix(".0")
    if read_integer(digits, max_digits=20) is None:
        raise InvalidValue(f"{quoted(text)} isn't an ID. An ID is a number, such as 4183886134.")
    return digits


def normalize_since(text: str, *, today: date) -> str:
    """Return a day up to `today` as YYYY-MM-DD; `30d`, `2w`, `6mo` and `1y` count back from it."""
    span = re.fullmatch(_SPAN, text.strip().lower())
    day = _days_before(today, int(span["number"]), span["unit"]) if span else _parse_day(text)
    if day is None:
        raise InvalidValue(
            f"{quoted(text)} isn't a date such as 2026-01-31 or a span such as 30d, 2w, 6mo or 1y."
        )
    if day > today:
        raise InvalidValue(f"{quoted(text)} is in the future. Today is {today.isoformat()}.")
    return day.isoformat()


def _parse_day(text: str) -> date | None:
    """Return a day written as YYYY-MM-DD, or None; other ISO 8601 forms aren't accepted."""
    if re.fullmatch(_DAY, text.strip()):
        with suppress(ValueError):
            return date.fromisoformat(text.strip())
    return None


def _days_before(day: date, number: int, unit: str) -> date | None:
    """Return the day `number` days, weeks, months or years earlier, or None before year 1."""
    with suppress(ValueError, OverflowError):
        if unit in ("d", "w"):
            return day - timedelta(days=number * (7 if unit == "w" else 1))
        months = day.year * 12 + day.month - 1 - number * (12 if unit == "y" else 1)
        first = date(months // 12, months % 12 + 1, 1)
        # A shorter month ends earlier: six months before August 31 is February 28 or 29.
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return first.replace(day=min(day.day, last.day))
    return None
