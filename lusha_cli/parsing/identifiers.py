"""Identifiers of people and companies, and days: validated and normalized to one spelling.

Every public function takes text as users paste it. It raises InvalidValue with a sentence that says
what is wrong and what is accepted.
"""

import re
from contextlib import suppress
from datetime import date, timedelta

from lusha_cli.parsing.numbers import read_integer

_EMAIL = re.compile(r"[^\s@<>(),;:\"\[\]\\]+@[^\s@]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?")
_LINKEDIN = re.compile(
    r"(?:https?://)?(?:[a-z0-9-]+\.)?linkedin\.com/(?P<kind>in|pub|sales/lead|sales/people)/"
    r"(?P<name>[^/?#\s]+)(?:[/?#].*)?",
    re.IGNORECASE,
)
_COMPANY_LINKEDIN = re.compile(
    r"(?:https?://)?(?:[a-z0-9-]+\.)?linkedin\.com/(?:company|school|showcase)/"
    r"(?P<name>[^/?#\s]+)(?:[/?#].*)?",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?P<number>[0-9]{1,5})(?P<unit>d|w|mo|y)")


class InvalidValue(ValueError):
    """A value that isn't valid; its message says why."""


def normalize_email(text: str) -> str:
    """Return an email address in lower case, without `mailto:` or angle brackets."""
    email = text.strip().removeprefix("mailto:").strip("<>").strip()
    local, _, host = email.rpartition("@")
    is_address = _EMAIL.fullmatch(email) and email.isprintable() and ".." not in local
    if not is_address or not _is_host(host):
        raise InvalidValue(f"{_quoted(text)} is no e-mail address, such as ada@firm.example.")
    return email.lower()


def normalize_token(text: str) -> str:
    """Return an id of V3: the opaque text of a response, or one of V2's numbers."""
    token = text.strip()
    # Only dots would change the path of a request that contains the id.
    if not re.fullmatch(r"[A-Za-z0-9._=-]{1,300}", token) or not token.strip("."):
        raise InvalidValue(f"{_quoted(text)} is no id, such as 4100000000 or v1.AbC.")
    return token


def is_v3_id(text: str) -> bool:
    """Return whether a text is an opaque id of V3, not one of V2's numbers."""
    return re.fullmatch(r"v[0-9]{1,3}\.[A-Za-z0-9_=-]+", text) is not None


def normalize_linkedin(text: str) -> str:
    """Return a person's LinkedIn profile as `https://www.linkedin.com/in/NAME`."""
    match = _LINKEDIN.fullmatch(text.strip())
    if match is None:
        raise InvalidValue(
            f"{_quoted(text)} is no LinkedIn profile of a person, "
            "such as https://www.linkedin.com/in/ada-byrne."
        )
    kind, name = match["kind"].lower(), match["name"]
    # Old and Sales Navigator links contain codes that are case-sensitive.
    return f"https://www.linkedin.com/{kind}/{name.lower() if kind == 'in' else name}"


def normalize_phone(text: str) -> str:
    """Return a phone number with its country code, as `+` and 7 to 15 digits."""
    # The (0) of +44 (0)20 is not dialled after a country code.
    number = re.sub(r"^tel:|\(0\)|[\s().\-/]", "", text.strip(), flags=re.IGNORECASE)
    number = re.sub(r"^00", "+", number)
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        raise InvalidValue(
            f"{_quoted(text)} is no phone number with its country, such as +1 344 555 0151."
        )
    return number


def normalize_domain(text: str) -> str:
    """Return the host of a domain, URL or email address, in lower case, without `www.`."""
    host = text.strip().lower().split("://")[-1]
    host = re.split(r"[/?#]", host)[0].split("@")[-1].split(":")[0].rstrip(".")
    host = host.removeprefix("www.")
    if not _is_host(host):
        raise InvalidValue(f"{_quoted(text)} is no domain, such as firm.example.")
    return host


def normalize_id(text: str) -> str:
    """Return an id of V2 as up to 20 digits; a spreadsheet's `42.0` is 42."""
    digits = text.strip().removesuffix(".0")
    if read_integer(digits, max_digits=20) is None:
        raise InvalidValue(f"{_quoted(text)} is no id; an id is a number, such as 4183886134.")
    return digits


def normalize_company_linkedin(text: str) -> str:
    """Return a company's LinkedIn page as `https://www.linkedin.com/company/NAME`."""
    match = _COMPANY_LINKEDIN.fullmatch(text.strip())
    if match is None:
        raise InvalidValue(
            f"{_quoted(text)} is no LinkedIn page of a company, "
            "such as https://www.linkedin.com/company/analytical-engines."
        )
    return f"https://www.linkedin.com/company/{match['name'].lower()}"


def normalize_since(text: str, *, today: date) -> str:
    """Return a day up to `today` as YYYY-MM-DD; `30d`, `2w`, `6mo` and `1y` count back from it."""
    span = _SPAN.fullmatch(text.strip().lower())
    day = _days_before(today, int(span["number"]), span["unit"]) if span else _parse_day(text)
    if day is None:
        raise InvalidValue(
            f"{_quoted(text)} is no day such as 2026-01-31, and no span such as 30d, 2w, 6mo or 1y."
        )
    if day > today:
        raise InvalidValue(f"{_quoted(text)} is in the future; today is {today.isoformat()}.")
    return day.isoformat()


def _parse_day(text: str) -> date | None:
    """Return a day written as YYYY-MM-DD, or None; other ISO 8601 forms aren't accepted."""
    if _DAY.fullmatch(text.strip()):
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


def _is_host(host: str) -> bool:
    """Return whether `host` is a host name with a dot; other scripts count in ASCII form."""
    try:
        labels = host.encode("idna").decode("ascii").lower().split(".")
    except UnicodeError:
        return False
    # DNS allows 253 characters. A last label of digits belongs to an IP address.
    if len(labels) < 2 or len(host) > 253 or labels[-1].isdecimal():
        return False
    return all(_LABEL.fullmatch(label) for label in labels)


def _quoted(text: str) -> str:
    """Return `text` in quotes for an error message, at most 80 characters of it."""
    return repr(text if len(text) <= 80 else f"{text[:80]}…")
