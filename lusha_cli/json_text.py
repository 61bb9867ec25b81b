"""Parse and write JSON without changing a number: `1.10` stays `1.10`.

Python's floats keep 15 to 17 digits and forget how a number was written, so `ExactNumber` keeps its
text where that matters.
"""

import json
import math
from typing import Any

from lusha_cli.json_types import Json


class ExactNumber(float):
    """A number that Python would write in another way; `literal` is its text in JSON."""

    literal: str

    def __new__(cls, literal: str) -> "ExactNumber":
        """Return the number of a JSON literal."""
        number = super().__new__(cls, literal)
        number.literal = literal
        return number

    def __reduce__(self) -> tuple[type["ExactNumber"], tuple[str]]:
        """Return how a copy is made."""
        return ExactNumber, (self.literal,)

    def __repr__(self) -> str:
        """Return the number with the digits of its literal."""
        return self.literal

    __str__ = __repr__


def parse_json(text: str | bytes) -> Json:
    """Return the value of a JSON text. Raises ValueError or RecursionError.

    NaN, infinity and numbers too large for a float aren't JSON that other programs can read.
    """
    return json.loads(text, parse_float=_parse_number, parse_constant=_reject_constant)


def dump_json(value: Json, **options: Any) -> str:
    """Return the JSON text of a value; `options` are those of json.dumps."""
    if not _has_exact_numbers(value):
        return json.dumps(value, **options)
    # json.dumps writes every float in its own way, so that texts take the place of the numbers.
    import re
    from secrets import token_hex

    mark = token_hex(16)
    literals: list[str] = []
    text = json.dumps(_replace_numbers(value, mark, literals), **options)
    return re.sub(f'"{mark}([0-9]+)"', lambda match: literals[int(match[1])], text)


def _parse_number(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text[:20]} is too large for a JSON number")
    return number if repr(number) == text else ExactNumber(text)


def _reject_constant(constant: str) -> Json:
    raise ValueError(f"{constant} isn't a valid JSON number")


def _has_exact_numbers(value: Json) -> bool:
    """Return whether an ExactNumber is anywhere in a value."""
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, dict):
            pending.extend(item.values())
        elif isinstance(item, (list, tuple)):
            pending.extend(item)
        elif isinstance(item, ExactNumber):
            return True
    return False


def _replace_numbers(value: Json, mark: str, literals: list[str]) -> Json:
    """Return a value with a text for each ExactNumber: `mark` and its index in `literals`."""
    if isinstance(value, dict):
        return {key: _replace_numbers(item, mark, literals) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_replace_numbers(item, mark, literals) for item in value]
    if isinstance(value, ExactNumber):
        literals.append(value.literal)
        return f"{mark}{len(literals) - 1}"
    return value
