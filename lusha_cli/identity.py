"""What names a person or a company: cleaned to one spelling, and refused where it cannot be one.

Every function takes text as people paste it and raises InvalidValue with a sentence that says what
is wrong and what is accepted.
"""

import re
from contextlib import suppress
from datetime import date

_EMAIL = re.compile(r"[^\s@<>(),;:\"\[\]\\]+@[^\s@]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?")
_LINKEDIN = re.compile(
    r"(?:https?://)?(?:[a-z0-9-]+\.)?linkedin\.com/(?P<kind>in|pub|sales/lead|sales/people)/"
    r"(?P<name>[^/?#\s]+)(?:[/?#].*)?",
    re.IGNORECASE,
)


class InvalidValue(ValueError):
    """A value that names nobody; its message says why."""


def clean_email(text: str) -> str:
    """An e-mail address in lower case, without `mailto:` or angle brackets."""
    email = text.strip().removeprefix("mailto:").strip("<>").strip()
    local, _, host = email.rpartition("@")
    known = _EMAIL.fullmatch(email) and email.isprintable() and ".." not in local
    if not known or not _is_host(host):
        raise InvalidValue(f"{_shown(text)} is no e-mail address, such as ada@firm.example.")
    return email.lower()


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


def clean_date(text: str) -> str:
    """A day as YYYY-MM-DD."""
    day = text.strip()
    if _DAY.fullmatch(day):
        with suppress(ValueError):
            return date.fromisoformat(day).isoformat()
    raise InvalidValue(f"{_shown(text)} is no day of the form YYYY-MM-DD, such as 2026-01-31.")


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
