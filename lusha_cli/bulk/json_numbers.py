"""Numbers of JSON inputs, with the spelling that they came with."""

import json
import re
import secrets

from lusha_cli.json_types import Json

# Numbers of up to 18 digits survive everywhere.
_MAX_INTEGER_CHARACTERS = 18
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
# The only key of an object that stands for a number in a journal.
_MARK = "\0number"


class JsonNumber(str):
    """A JSON number that Python would round or spell differently, such as `1.10` or `1e400`."""

    __slots__ = ()


def parse_integer(text: str) -> Json:
    """Parse a JSON integer: an int, or a JsonNumber if it is long or `-0`."""
    return int(text) if len(text) <= _MAX_INTEGER_CHARACTERS and text != "-0" else JsonNumber(text)


def parse_fraction(text: str) -> Json:
    """Parse a JSON number with a point or an exponent: a float, or a JsonNumber."""
    number = float(text)
    return number if repr(number) == text else JsonNumber(text)


def reject_constant(name: str) -> Json:
    """Raise JSONDecodeError for NaN and Infinity, which Python would accept."""
    raise json.JSONDecodeError(f"{name} isn't a JSON value", "", 0)


def number_decoder() -> json.JSONDecoder:
    """Return a decoder of strict JSON that keeps the spelling of numbers."""
    return json.JSONDecoder(
        parse_int=parse_integer, parse_float=parse_fraction, parse_constant=reject_constant
    )


def pack_numbers(value: Json) -> Json:
    """Replace every JsonNumber in a value by an object, which other JSON code doesn't change."""
    if isinstance(value, JsonNumber):
        return {_MARK: str(value)}
    if isinstance(value, dict):
        return {key: pack_numbers(item) for key, item in value.items()}
    return [pack_numbers(item) for item in value] if isinstance(value, list) else value


def unpack_numbers(value: Json) -> Json:
    """Undo `pack_numbers`."""
    if isinstance(value, dict):
        number = value.get(_MARK)
        if len(value) == 1 and isinstance(number, str) and _NUMBER.fullmatch(number):
            return JsonNumber(number)
        return {key: unpack_numbers(item) for key, item in value.items()}
    return [unpack_numbers(item) for item in value] if isinstance(value, list) else value


def dump_json(value: Json, *, ensure_ascii: bool = False) -> str:
    """Return a value as JSON, with every JsonNumber spelled as it came."""
    token = secrets.token_hex(8)
    marked = _mark_numbers(value, token)
    text = json.dumps(marked, ensure_ascii=ensure_ascii)
    # No text of an input can contain the token.
    return re.sub(f'"{token}([^"]*)"', r"\1", text) if token in text else text


def _mark_numbers(value: Json, token: str) -> Json:
    if isinstance(value, JsonNumber):
        return token + value
    if isinstance(value, dict):
        return {key: _mark_numbers(item, token) for key, item in value.items()}
    return [_mark_numbers(item, token) for item in value] if isinstance(value, list) else value
