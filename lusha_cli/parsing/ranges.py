"""Ranges, numbers and locations, parsed from the text that users type for the API.

Every public function raises InvalidValue with a sentence about the accepted forms. A range is
`{"min": number, "max": number}`; an end that is open is absent.
"""

import re
from collections.abc import Callable
from typing import TypeVar

from lusha_cli.parsing.invalid_value import InvalidValue
from lusha_cli.parsing.numbers import read_integer

T = TypeVar("T", int, float)

# Compiled at first use (`re` keeps them): every command imports this module, and few parse a range.
_RANGE = r"(?P<low>[^-\s]*)\s*-\s*(?P<high>[^-\s]*)|(?P<only>[^-\s]+)"
# Floats represent integers of up to 15 digits exactly.
_NUMBER = r"(?P<digits>[0-9]{1,15}(?:\.[0-9]{1,9})?)(?P<unit>[kmbKMB]?)"
_FACTORS = {"": 1, "k": 10**3, "m": 10**6, "b": 10**9}

# The words and keys of the API reference, August 2026.
FUNDING_COVERAGES = ("last_funding", "any_round", "total_funds", "last_round")
_V3_KEYS = {"country_grouping": "countryGrouping", "country_iso2": "countryIso2"}
LOCATION_KEYS = ("continent", "country", "state", "city", "country_grouping")


def parse_employee_range(text: str) -> dict[str, int]:
    """Return the range in `11-50`, `1000-` or `-50`."""
    return _parse_range(text, round, such_as="11-50, 1000- or -50")


def parse_money_range(text: str) -> dict[str, int]:
    """Return the range in `1M-10M`, `1B-` or `-500K`, in dollars."""
    return _parse_range(text, round, such_as="1M-10M, 1B- or -500K")


def parse_decimal_range(text: str) -> dict[str, float]:
    """Return the range in `2.5-10`, `3-` or `-0.5`."""
    return _parse_range(text, float, such_as="2.5-10, 3- or -0.5")


def parse_funding_range(text: str) -> dict[str, str | int]:
    """Return `10M-50M` or `last_round:10M-50M` as `{coverage, min, max}`, in dollars."""
    coverage, amounts = split_funding_coverage(text)
    return {**coverage, **parse_money_range(amounts)}


def split_funding_coverage(text: str) -> tuple[dict[str, str], str]:
    """Return the coverage of `any_round:seed` as `{coverage}`, if it has one, and the rest."""
    prefix, colon, rest = text.partition(":")
    if not colon:
        return {}, text
    coverage = prefix.strip().lower().replace("-", "_")
    # The API's list may have grown.
    return {"coverage": coverage if coverage in FUNDING_COVERAGES else prefix.strip()}, rest


def parse_integer(text: str) -> int:
    """Return a number of up to 15 digits, such as 42."""
    number = read_integer(text.strip())
    if number is None:
        raise InvalidValue(f"{text!r} isn't a whole number, such as 42.")
    return number


def parse_row_range(text: str) -> range:
    """Return the row numbers in `3` or `7-9`, from 1."""
    first, dash, last = text.strip().partition("-")
    low = read_integer(first.strip())
    high = read_integer(last.strip()) if dash else low
    if not low or high is None or high < low:
        raise InvalidValue(f"{text!r} isn't a row or a range of rows, such as 3 or 7-9.")
    return range(low, high + 1)


def parse_score(text: str) -> int:
    """Return an integer from 0 to 100."""
    score = parse_integer(text)
    if score > 100:
        raise InvalidValue(f"{text!r} isn't a whole number from 0 to 100.")
    return score


def parse_location(text: str) -> dict[str, str]:
    """Return the location in `Germany` or `country=…,state=…,city=…`, with V2's keys."""
    return _parse_location(text, LOCATION_KEYS)


def parse_country(text: str) -> dict[str, str]:
    """Return the country in `Germany` or `country=Germany` as `{country}`."""
    return _parse_location(text, ("country",))


def parse_office_location(text: str) -> dict[str, str]:
    """Return the location in `Germany` or `country=…,state=…`; the country is required."""
    location = _parse_location(text, ("country", "state"))
    if "country" not in location:
        raise InvalidValue(
            f"{text!r} has no country. Use a form such as country=Germany,state=Berlin."
        )
    return location


def parse_v3_location(text: str) -> dict[str, str]:
    """Return the location in `Germany` or `country=…,city=…`, with V3's keys."""
    return _v3_keys(_parse_location(text, (*LOCATION_KEYS, "region", "country_iso2")))


def parse_country_code(text: str) -> str:
    """Return a country code of two letters (ISO 3166-1) in upper case."""
    code = text.strip().upper()
    if not re.fullmatch("[A-Z]{2}", code):
        raise InvalidValue(f"{text!r} isn't a two-letter country code, such as DE.")
    return code


def parse_zip_code(text: str) -> dict[str, str]:
    """Return the postal code in `country_iso2=DE,zipcode=10115`, with V3's keys."""
    such_as = "country_iso2=DE,zipcode=10115"
    return _v3_keys(parse_key_values(text, ("country_iso2", "zipcode"), such_as=such_as))


def parse_radius(text: str) -> dict[str, str | int]:
    """Return the area in `country=Germany,zipcode=10115,distance=50`; the distance is in miles."""
    such_as = "country=Germany,zipcode=10115,distance=50"
    keys = ("country", "zipcode", "distance")
    area: dict[str, str | int] = dict(parse_key_values(text, keys, such_as=such_as))
    if "distance" in area:
        area["distance"] = parse_integer(str(area["distance"]))
    return area


def parse_key_values(text: str, keys: tuple[str, ...], *, such_as: str) -> dict[str, str]:
    """Return `k=v,k=v` as an object; the keys are from `keys` and may be written with - or _.

    `such_as` is the example in the error message.
    """
    values: dict[str, str] = {}
    # A part without = belongs to the value before it: "company_name=Foods, Inc".
    for part in text.split(","):
        name, equals, value = part.partition("=")
        key = name.strip().lower().replace("-", "_")
        if not equals and values:
            values[list(values)[-1]] += f",{part}"
        elif not equals or key not in keys or not value.strip():
            raise InvalidValue(f"{text!r} isn't valid. Use {such_as}. Keys: {', '.join(keys)}.")
        elif key in values:
            raise InvalidValue(f"{text!r} has {key} twice.")
        else:
            values[key] = value.strip()
    return {key: value.strip() for key, value in values.items()}


def _v3_keys(location: dict[str, str]) -> dict[str, str]:
    """Return a location with V3's camelCase keys instead of V2's."""
    return {_V3_KEYS.get(key, key): value for key, value in location.items()}


def _parse_location(text: str, keys: tuple[str, ...]) -> dict[str, str]:
    """Return the location in a country's name alone or in `k=v,k=v` with keys from `keys`."""
    if not text.strip():
        raise InvalidValue("The location is empty.")
    if "=" not in text:
        return {"country": text.strip()}
    such_as = "a country, or " + ",".join(f"{key}=…" for key in keys[-2:])
    return parse_key_values(text, keys, such_as=such_as)


def _parse_range(text: str, convert: Callable[[float], T], *, such_as: str) -> dict[str, T]:
    """Return the range in `text`; `convert` makes each end an integer or a float."""
    # A pasted range may have thousands separators, a currency and a typographic dash.
    plain = text.replace(",", "").replace("$", "").replace("\u2013", "-").strip()
    match = re.fullmatch(_RANGE, plain)
    if match is None:
        raise InvalidValue(f"{text!r} isn't a range, such as {such_as}.")
    ends = {"min": match["low"] or match["only"], "max": match["high"] or match["only"]}
    numbers = {key: convert(_parse_number(end, text, such_as)) for key, end in ends.items() if end}
    if not numbers:
        raise InvalidValue(f"{text!r} isn't a range, such as {such_as}.")
    if numbers.get("min", 0) > numbers.get("max", 10**18):
        raise InvalidValue(f"{text!r} has a minimum above its maximum.")
    return numbers


def _parse_number(number: str, text: str, such_as: str) -> float:
    """Return a number that may end in K, M or B; `text` is the whole range, for the error."""
    match = re.fullmatch(_NUMBER, number)
    if match is None:
        raise InvalidValue(f"{text!r} isn't a range, such as {such_as}.")
    return float(match["digits"]) * _FACTORS[match["unit"].lower()]
