"""JSON whose numbers stay as they are written."""

import copy
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lusha_cli.json_text import dump_json, parse_json
from lusha_cli.json_types import Json

NUMBERS = [
    "1.10", "1.0", "0.1", "1e5", "1E+5", "-0.0", "123456789012345678.123", "1e-400", "0.1000",
    "123456789012345678901234567890", "1.7976931348623157e308", "0", "-7",
]  # fmt: skip


@pytest.mark.parametrize("number", NUMBERS)
def test_number_is_written_as_it_was_read(number: str) -> None:
    text = f'{{"a": [{number}, "x"], "b": {{"c": {number}}}}}'
    assert dump_json(parse_json(text)) == text
    assert dump_json(copy.deepcopy(parse_json(text))) == text
    assert parse_json(number) == json.loads(number)


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "Infinity", "-Infinity"])
def test_number_that_other_programs_reject_is_an_error(number: str) -> None:
    with pytest.raises(ValueError, match=r"too large|isn't a valid JSON number"):
        parse_json(f"[{number}]")


def test_options_apply_beside_exact_numbers() -> None:
    value = parse_json('{"b": 1.10, "a": ["\u00fc", 2.50]}')
    assert dump_json(value, sort_keys=True) == '{"a": ["\\u00fc", 2.50], "b": 1.10}'
    assert dump_json(value, ensure_ascii=False, indent=1).startswith('{\n "b": 1.10,')


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)  # fmt: skip


@pytest.mark.slow
@given(value=JSON)
def test_value_of_the_standard_library_is_unchanged(value: Json) -> None:
    assert dump_json(value) == json.dumps(value)
    assert parse_json(json.dumps(value)) == value


@given(
    number=st.from_regex(
        r"-?(0|[1-9][0-9]{0,30})\.[0-9]{1,30}([eE][+-]?[0-9]{1,2})?", fullmatch=True
    )
)
def test_decimal_of_any_length_is_unchanged(number: str) -> None:
    value = parse_json(f"[{number}]")
    assert dump_json(value) == f"[{number}]"
    assert math.isclose(value[0], float(number))
