"""What names a person or a company: cleaned to one spelling, and refused where it cannot be one.

Every function takes text as people paste it and raises InvalidValue with a sentence that says what
is wrong and what is accepted.
"""

import re
from contextlib import suppress
from datetime import date, timedelta

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
    """A value that names nobody; its message says why."""


class NothingLacking(InvalidValue):
    """A row that has all that is wanted."""


def clean_email(text: str) -> str:
    """An e-mail address in lower case, without `mailto:` or angle brackets."""
    email = text.strip().removeprefix("mailto:").strip("<>").strip()
    local, _, host = email.rpartition("@")
    known = _EMAIL.fullmatch(email) and email.isprintable() and ".." not in local
    if not known or not _is_host(host):
        raise InvalidValue(f"{_shown(text)} is no e-mail address, such as ada@firm.example.")
    return email.lower()


def clean_token(text: str) -> str:
    """An id of V3: the opaque text that an answer has, or one of V2's numbers."""
    token = text.strip()
    if not re.fullmatch(r"[A-Za-z0-9._=-]{1,300}", token) or not token.strip("."):
        raise InvalidValue(f"{_shown(text)} is no id, such as 4100000000 or v1.AbC.")
    return token


def clean_linkedin(text: str) -> str:
    """A person's LinkedIn profile as `https://www.linkedin.com/in/NAME`."""
    found = _LINKEDIN.fullmatch(text.strip())
    if found is None:
        raise InvalidValue(
            f"{_shown(text)} is no LinkedIn profile of a person, "
            "such as https://www.linkedin.com/in/ada-byrne."
        )
    kind, name = found["kind"].lower(), found["name"]
    # Old and Sales Navigator links hold codes in which case matters.
    return f"https://www.linkedin.com/{kind}/{name.lower() if kind == 'in' else name}"


def clean_phone(text: str) -> str:
    """A phone number with its country, as `+` and digits."""
    number = re.sub(r"^tel:|\(0\)|[\s().\-/]", "", text.strip(), flags=re.IGNORECASE)
    number = re.sub(r"^00", "+", number)
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        raise InvalidValue(
            f"{_shown(text)} is no phone number with its country, such as +1 344 555 0151."
        )
    return number


def clean_domain(text: str) -> str:
    """The bare host of a domain, URL or e-mail address, in lower case, without `www.`."""
    host = text.strip().lower().split("://")[-1]
    host = re.split(r"[/?#]", host)[0].split("@")[-1].split(":")[0].rstrip(".")
    host = host.removeprefix("www.")
    if not _is_host(host):
        raise InvalidValue(f"{_shown(text)} is no domain, such as firm.example.")
    return host


def clean_id(text: str) -> str:
    """An id of Lusha's: digits. A spreadsheet's `42.0` is 42."""
    digits = text.strip().removesuffix(".0")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 20):
        raise InvalidValue(f"{_shown(text)} is no id; an id is a number, such as 4183886134.")
    return digits


def clean_company_linkedin(text: str) -> str:
    """A company's LinkedIn page as `https://www.linkedin.com/company/NAME`."""
    found = _COMPANY_LINKEDIN.fullmatch(text.strip())
    if found is None:
        raise InvalidValue(
            f"{_shown(text)} is no LinkedIn page of a company, "
            "such as https://www.linkedin.com/company/analytical-engines."
        )
    return f"https://www.linkedin.com/company/{found['name'].lower()}"


def clean_since(text: str, *, today: date) -> str:
    """A day up to `today` as YYYY-MM-DD; `30d`, `2w`, `6mo` and `1y` are so long before it."""
    span = _SPAN.fullmatch(text.strip().lower())
    day = _before(today, int(span["number"]), span["unit"]) if span else _day(text)
    if day is None:
        raise InvalidValue(
            f"{_shown(text)} is no day such as 2026-01-31, and no span such as 30d, 2w, 6mo or 1y."
        )
    if day > today:
        raise InvalidValue(f"{_shown(text)} is in the future; today is {today.isoformat()}.")
    return day.isoformat()


def _day(text: str) -> date | None:
    if _DAY.fullmatch(text.strip()):
        with suppress(ValueError):
            return date.fromisoformat(text.strip())
    return None


def _before(today: date, number: int, unit: str) -> date | None:
    """The day so many days, weeks, months or years before; None where the calendar ends."""
    with suppress(ValueError, OverflowError):
        if unit in ("d", "w"):
            return today - timedelta(days=number * (7 if unit == "w" else 1))
        months = today.year * 12 + today.month - 1 - number * (12 if unit == "y" else 1)
        first = date(months // 12, months % 12 + 1, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return first.replace(day=min(today.day, last.day))
    return None


def _is_host(host: str) -> bool:
    """Whether it is a host name with a dot; names in other scripts count as their ASCII form."""
    try:
        labels = host.encode("idna").decode("ascii").lower().split(".")
    except UnicodeError:
        return False
    if len(labels) < 2 or len(host) > 253 or labels[-1].isdecimal():
        return False
    return all(_LABEL.fullmatch(label) for label in labels)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 80 else f"{text[:80]}…")
