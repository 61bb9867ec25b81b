"""Text that would steer a terminal, hide, or be taken for markup."""

import csv
import io
import json
import re

import pytest
import yaml

from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import RAW_LAYOUT
from lusha_cli.output.layouts.v2 import COMPANY_LAYOUT, PERSON_LAYOUT, USAGE_LAYOUT
from lusha_cli.output.sanitize import escape_control_characters, escape_to_single_line
from show_answers import company_answer, person_answer, shown

EVIL = (
    "a\x1b[31mred\x1b]0;title\x07\x00\x08\x7f\x85\x9b2J\x9d\xad\u200b\u200e\u202e\u2028\u2066\ufeff"
    "\U000e0041\ud800[bold]x[/bold]\r\n\tz"
)
LIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u2028-\u202e\u2066\ufeff\U000e0041\ud800-\udfff]"
)
PEOPLE = [{"name": EVIL, EVIL: "x"}, {"name": "=cmd()"}]
BODIES = [
    (person_answer(fullName=EVIL, linkedinSkills=[EVIL], personId=EVIL), PERSON_LAYOUT),
    (
        person_answer(
            emailAddresses=[{"email": EVIL, "emailType": EVIL}],
            phoneNumbers=[{"number": EVIL, "phoneType": EVIL, "doNotCall": True}],
            signals={EVIL: [{"signalDate": EVIL, "eventSummary": EVIL}]},
        ),
        PERSON_LAYOUT,
    ),
    (
        company_answer(name=EVIL, description=EVIL, technologies=[EVIL], founded=EVIL),
        COMPANY_LAYOUT,
    ),
    ({"usage": {EVIL: {"used": 1, "total": 2, "remaining": 1}}}, USAGE_LAYOUT),
    (PEOPLE, RAW_LAYOUT),
    (PEOPLE * 300, RAW_LAYOUT),
    ({"x": EVIL, EVIL: [EVIL]}, RAW_LAYOUT),
]


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv", "tsv", "yaml"])
@pytest.mark.parametrize(("body", "layout"), BODIES)
def test_nothing_live_reaches_a_terminal(body: Json, layout: Json, output: str, width: int) -> None:
    text = shown(body, layout, output=output, width=width)
    assert LIVE.search(text) is None
    assert "\r" not in text


@pytest.mark.parametrize("width", [0, 80])
def test_json_and_yaml_keep_the_value(width: int) -> None:
    assert json.loads(shown(PEOPLE, RAW_LAYOUT, output="json", width=width)) == PEOPLE
    without_half_a_pair = json.loads(json.dumps(PEOPLE).replace("\\ud800", ""))
    text = shown(without_half_a_pair, RAW_LAYOUT, output="yaml", width=width)
    assert yaml.safe_load(text) == without_half_a_pair


def test_json_on_a_terminal_escapes_only_what_is_hostile() -> None:
    value = {"name": "李\x9b2J\u202e\U000e0041\x7f"}
    text = shown(value, RAW_LAYOUT, output="jsonl", width=80)
    assert text == '{"name":"李\\u009b2J\\u202e\\udb40\\udc41\\u007f"}\n'
    assert json.loads(text) == value
    assert shown(value, RAW_LAYOUT, output="jsonl") == '{"name":"李\x9b2J\u202e\U000e0041\x7f"}\n'


def test_csv_in_a_pipe_keeps_the_value() -> None:
    value = EVIL.replace("\ud800", "").replace("\x00", "")
    text = shown([{"name": value}], RAW_LAYOUT, output="csv")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["name"], [value]]
    assert shown([{"name": "\ud800"}], RAW_LAYOUT, output="csv") == "name\n\\ud800\n"


def test_tsv_stays_one_line_a_record() -> None:
    text = shown([{"name": EVIL}, {"name": "b"}], RAW_LAYOUT, output="tsv")
    assert len(text.splitlines()) >= 3
    assert text.count("\n") == 3


def test_markup_is_text() -> None:
    text = shown(
        person_answer(fullName="[bold]Ada[/bold] [link=x]y :smile:"), PERSON_LAYOUT, width=80
    )
    assert text.startswith("[bold]Ada[/bold] [link=x]y :smile:\n")


def test_control_characters_are_spelt_out() -> None:
    assert escape_control_characters("a\x1b[1m\x9b\u202e\U000e0041\ud800\t!") == (
        "a\\x1b[1m\\x9b\\u202e\\U000e0041\\ud800\\t!"
    )
    assert escape_control_characters("two\nlines") == "two\nlines"
    assert escape_to_single_line(" two\r\n\tlines ") == "two lines"


def test_joiners_stay_where_a_script_needs_them() -> None:
    assert escape_control_characters("👩‍👩‍👧 می‌خواهم") == "👩‍👩‍👧 می‌خواهم"
    assert escape_control_characters("lush\u200da.example\u200c") == "lush\\u200da.example\\u200c"
