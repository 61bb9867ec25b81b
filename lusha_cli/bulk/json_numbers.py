"""Numbers of JSON inputs with their original spelling, also in a journal."""

import json
import re

from lusha_cli.json_text import ExactNumber
from lusha_cli.json_types import Json

# Integers of up to 18 digits survive everywhere.
_MAX_INTEGER_CHARACTERS = 18
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
# Values that JSON code writes as they are.
_PLAIN_TYPES = frozenset((str, int, float, bool, type(None)))
# The only key of an object that stands for a number in a journal.
_MARK = "\0number"


def number_decoder() -> json.JSONDecoder:
    """Return a decoder of strict JSON that keeps the spelling of every number.

    Other than responses, an input may have numbers of any size: they are only passed on.
    """
    return json.JSONDecoder(
        parse_int=_parse_integer, parse_float=_parse_fraction, parse_constant=_reject_constant
    )


def _parse_integer(text: str) -> Json:
    is_plain = len(text) <= _MAX_INTEGER_CHARACTERS and text != "-0"
    return int(text) if is_plain else ExactNumber(text)


def _parse_fraction(text: str) -> Json:
    number = float(text)
    return number if repr(number) == text else ExactNumber(text)


def _reject_constant(name: str) -> Json:
    raise json.JSONDecodeError(f"{name} isn't a JSON value", "", 0)


def pack_numbers(value: Json) -> Json:
    """Replace every ExactNumber in a value by an object, which other JSON code doesn't change."""
    if isinstance(value, ExactNumber):
        return {_MARK: value.literal}
    if isinstance(value, dict):
        return {
            key: item if type(item) in _PLAIN_TYPES else pack_numbers(item)
            for key, item in value.items()
        }
    return [pack_numbers(item) for item in value] if isinstance(value, list) else value


def unpack_numbers(value: Json) -> Json:
    """Undo `pack_numbers`."""
    if isinstance(value, dict):
        number = value.get(_MARK)
        if len(value) == 1 and isinstance(number, str) and _NUMBER.fullmatch(number):
            return ExactNumber(number)
        return {key: unpack_numbers(item) for key, item in value.items()}
    return [unpack_numbers(item) for item in value] if isinstance(value, list) else value
