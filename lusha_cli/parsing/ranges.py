"""Ranges and places as people write them, and as the API takes them.

Every function raises identity.InvalidValue with a sentence that says what is accepted.
"""

import re
from collections.abc import Callable
from typing import TypeVar

from lusha_cli.parsing.identifiers import InvalidValue

T = TypeVar("T", int, float)

_RANGE = re.compile(r"(?P<low>[^-\s]*)\s*-\s*(?P<high>[^-\s]*)|(?P<only>[^-\s]+)")
_NUMBER = re.compile(r"(?P<digits>[0-9]{1,15}(?:\.[0-9]{1,9})?)(?P<unit>[kmb]?)", re.IGNORECASE)
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "b": 10**9}

COVERAGES = ("last_funding", "any_round", "total_funds", "last_round")
_V3_NAMES = {"country_grouping": "countryGrouping", "country_iso2": "countryIso2"}

PLACE_KEYS = ("continent", "country", "state", "city", "country_grouping")


def headcount(text: str) -> dict[str, int]:
    """`11-50`, `1000-` or `-50` as `{min, max}`."""
    return _range(text, round, such_as="11-50, 1000- or -50")


def amount(text: str) -> dict[str, int]:
    """`1M-10M`, `1B-` or `-500K` as `{min, max}`, in dollars."""
    return _range(text, round, such_as="1M-10M, 1B- or -500K")


def fraction(text: str) -> dict[str, float]:
    """`2.5-10`, `3-` or `-0.5` as `{min, max}`."""
    return _range(text, float, such_as="2.5-10, 3- or -0.5")


def whereabouts(text: str) -> dict[str, str]:
    """A country, or `country=…,state=…,city=…` and so on."""
    return _place(text, PLACE_KEYS)


def country(text: str) -> dict[str, str]:
    """A country, as itself or as `country=…`."""
    return _place(text, ("country",))


def site(text: str) -> dict[str, str]:
    """A country, or `country=…,state=…`; the country has to be there."""
    place = _place(text, ("country", "state"))
    if "country" not in place:
        raise InvalidValue(f"{text!r} names no country, such as country=Germany,state=Berlin.")
    return place


def place(text: str) -> dict[str, str]:
    """A country, or `country=…,city=…` and so on, as V3 takes it."""
    return _v3_names(_place(text, (*PLACE_KEYS, "region", "country_iso2")))


def country_code(text: str) -> str:
    """A country by its two letters (ISO 3166-1), in upper case."""
    code = text.strip().upper()
    if not re.fullmatch("[A-Z]{2}", code):
        raise InvalidValue(f"{text!r} is no country code of two letters, such as DE.")
    return code


def zip_code(text: str) -> dict[str, str]:
    """`country_iso2=DE,zipcode=10115`."""
    such_as = "country_iso2=DE,zipcode=10115"
    return _v3_names(pairs(text, ("country_iso2", "zipcode"), such_as=such_as))


def around(text: str) -> dict[str, str | int]:
    """`country=Germany,zipcode=10115,distance=50`: so many miles around it."""
    such_as = "country=Germany,zipcode=10115,distance=50"
    found: dict[str, str | int] = dict(
        pairs(text, ("country", "zipcode", "distance"), such_as=such_as)
    )
    if "distance" in found:
        found["distance"] = whole(str(found["distance"]))
    return found


def whole(text: str) -> int:
    """A whole number, such as 42."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdecimal() and len(plain) < 16):
        raise InvalidValue(f"{text!r} is no whole number, such as 42.")
    return int(plain)


def score(text: str) -> int:
    """A whole number from 0 to 100."""
    found = whole(text)
    if found > 100:
        raise InvalidValue(f"{text!r} is no score from 0 to 100.")
    return found


def funds(text: str) -> dict[str, str | int]:
    """`10M-50M`, or `last_round:10M-50M`, as `{coverage, min, max}`, in dollars."""
    coverage, rest = covered(text)
    return {**coverage, **amount(rest)}


def covered(text: str) -> tuple[dict[str, str], str]:
    """What funding a text like `any_round:seed` is about, if it says so, and the rest of it."""
    coverage, colon, rest = text.partition(":")
    if not colon:
        return {}, text
    named = coverage.strip().lower().replace("-", "_")
    if named not in COVERAGES:
        raise InvalidValue(f"{coverage!r} is none of: {', '.join(COVERAGES)}.")
    return {"coverage": named}, rest


def _v3_names(found: dict[str, str]) -> dict[str, str]:
    return {_V3_NAMES.get(name, name): value for name, value in found.items()}


def pairs(text: str, keys: tuple[str, ...], *, such_as: str) -> dict[str, str]:
    """`k=v,k=v` with keys out of `keys`, written with - or _."""
    found: dict[str, str] = {}
    # A part without = belongs to the value before it: "company_name=Foods, Inc".
    for part in text.split(","):
        key, equals, value = part.partition("=")
        name = key.strip().lower().replace("-", "_")
        if not equals and found:
            found[list(found)[-1]] += f",{part}"
        elif not equals or name not in keys or not value.strip():
            raise InvalidValue(
                f"{text!r} is not of the form {such_as}; there are: {', '.join(keys)}."
            )
        elif name in found:
            raise InvalidValue(f"{text!r} names {name} twice.")
        else:
            found[name] = value.strip()
    return {name: value.strip() for name, value in found.items()}


def _place(text: str, keys: tuple[str, ...]) -> dict[str, str]:
    if not text.strip():
        raise InvalidValue("an empty text names no place.")
    if "=" not in text:
        return {"country": text.strip()}
    such_as = "a country, or " + ",".join(f"{key}=…" for key in keys[-2:])
    return pairs(text, keys, such_as=such_as)


def _range(text: str, read: Callable[[float], T], *, such_as: str) -> dict[str, T]:
    plain = text.replace(",", "").replace("$", "").replace("\u2013", "-").strip()
    found = _RANGE.fullmatch(plain)
    if found is None:
        raise InvalidValue(f"{text!r} is no range, such as {such_as}.")
    ends = {"min": found["low"] or found["only"], "max": found["high"] or found["only"]}
    numbers = {name: read(_number(end, text, such_as)) for name, end in ends.items() if end}
    if not numbers:
        raise InvalidValue(f"{text!r} is no range, such as {such_as}.")
    if numbers.get("min", 0) > numbers.get("max", 10**18):
        raise InvalidValue(f"{text!r} begins above its end.")
    return numbers


def _number(text: str, whole: str, such_as: str) -> float:
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise InvalidValue(f"{whole!r} is no range, such as {such_as}.")
    return float(found["digits"]) * _UNITS[found["unit"].lower()]
