"""Text with control characters or markup in every format."""

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
from tests.support.rendering import company_response, person_response, render_text

CONTROL_CHARACTERS = (
    "a\x1b[31mred\x1b]0;title\x07\x00\x08\x7f\x85\x9b2J\x9d\xad\u200b\u200e\u202e\u2028\u2066\ufeff"
    "\U000e0041\ud800[bold]x[/bold]\r\n\tz"
)
LIVE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u200e\u2028-\u202e\u2066\ufeff\U000e0041\ud800-\udfff]"
)
PERSON_BULK_LAYOUT = [{"name": CONTROL_CHARACTERS, CONTROL_CHARACTERS: "x"}, {"name": "=cmd()"}]
BODIES = [
    (
        person_response(
            fullName=CONTROL_CHARACTERS,
            linkedinSkills=[CONTROL_CHARACTERS],
            personId=CONTROL_CHARACTERS,
        ),
        PERSON_LAYOUT,
    ),
    (
        person_response(
            emailAddresses=[{"email": CONTROL_CHARACTERS, "emailType": CONTROL_CHARACTERS}],
            phoneNumbers=[
                {"number": CONTROL_CHARACTERS, "phoneType": CONTROL_CHARACTERS, "doNotCall": True}
            ],
            signals={
                CONTROL_CHARACTERS: [
                    {"signalDate": CONTROL_CHARACTERS, "eventSummary": CONTROL_CHARACTERS}
                ]
            },
        ),
        PERSON_LAYOUT,
    ),
    (
        company_response(
            name=CONTROL_CHARACTERS,
            description=CONTROL_CHARACTERS,
            technologies=[CONTROL_CHARACTERS],
            founded=CONTROL_CHARACTERS,
        ),
        COMPANY_LAYOUT,
    ),
    ({"usage": {CONTROL_CHARACTERS: {"used": 1, "total": 2, "remaining": 1}}}, USAGE_LAYOUT),
    (PERSON_BULK_LAYOUT, RAW_LAYOUT),
    (PERSON_BULK_LAYOUT * 300, RAW_LAYOUT),
    ({"x": CONTROL_CHARACTERS, CONTROL_CHARACTERS: [CONTROL_CHARACTERS]}, RAW_LAYOUT),
]


@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv", "tsv", "yaml"])
@pytest.mark.parametrize(("body", "layout"), BODIES)
def test_terminal_output_has_no_control_characters(
    body: Json, layout: Json, output: str, width: int
) -> None:
    text = render_text(body, layout, output=output, width=width)
    assert LIVE.search(text) is None
    assert "\r" not in text


@pytest.mark.parametrize("width", [0, 80])
def test_json_and_yaml_keep_the_value(width: int) -> None:
    assert (
        json.loads(render_text(PERSON_BULK_LAYOUT, RAW_LAYOUT, output="json", width=width))
        == PERSON_BULK_LAYOUT
    )
    without_half_a_pair = json.loads(json.dumps(PERSON_BULK_LAYOUT).replace("\\ud800", ""))
    text = render_text(without_half_a_pair, RAW_LAYOUT, output="yaml", width=width)
    assert yaml.safe_load(text) == without_half_a_pair


def test_json_on_a_terminal_escapes_only_control_characters() -> None:
    value = {"name": "李\x9b2J\u202e\U000e0041\x7f"}
    text = render_text(value, RAW_LAYOUT, output="jsonl", width=80)
    assert text == '{"name":"李\\u009b2J\\u202e\\udb40\\udc41\\u007f"}\n'
    assert json.loads(text) == value
    assert (
        render_text(value, RAW_LAYOUT, output="jsonl")
        == '{"name":"李\x9b2J\u202e\U000e0041\x7f"}\n'
    )


def test_csv_in_a_pipe_keeps_the_value() -> None:
    value = CONTROL_CHARACTERS.replace("\ud800", "").replace("\x00", "")
    text = render_text([{"name": value}], RAW_LAYOUT, output="csv")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["name"], [value]]
    assert render_text([{"name": "\ud800"}], RAW_LAYOUT, output="csv") == "name\n\\ud800\n"


def test_tsv_has_one_line_per_record() -> None:
    text = render_text([{"name": CONTROL_CHARACTERS}, {"name": "b"}], RAW_LAYOUT, output="tsv")
    assert len(text.splitlines()) >= 3
    assert text.count("\n") == 3


def test_markup_is_printed_as_text() -> None:
    text = render_text(
        person_response(fullName="[bold]Ada[/bold] [link=x]y :smile:"), PERSON_LAYOUT, width=80
    )
    assert text.startswith("[bold]Ada[/bold] [link=x]y :smile:\n")


def test_control_characters_are_printed_by_name() -> None:
    assert escape_control_characters("a\x1b[1m\x9b\u202e\U000e0041\ud800\t!") == (
        "a\\x1b[1m\\x9b\\u202e\\U000e0041\\ud800\\t!"
    )
    assert escape_control_characters("two\nlines") == "two\nlines"
    assert escape_to_single_line(" two\r\n\tlines ") == "two lines"


def test_joiners_are_kept_in_scripts_that_need_them() -> None:
    assert escape_control_characters("👩‍👩‍👧 می‌خواهم") == "👩‍👩‍👧 می‌خواهم"
    assert escape_control_characters("lush\u200da.example\u200c") == "lush\\u200da.example\\u200c"
