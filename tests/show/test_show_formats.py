"""Each format of `-o`, for one record, several and none."""

import csv
import io
import json

import pytest
import yaml

from lusha_cli.errors import UsageError
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Layout
from lusha_cli.output.layouts.v2 import COMPANY_LAYOUT, PERSON_LAYOUT, USAGE_LAYOUT
from show_answers import FOUR_COLUMNS, company_answer, person_answer, shown

USAGE_BODY = {"usage": {"bulkCredits": {"used": 150, "total": 1000, "remaining": 850}}}
PEOPLE = {
    "contacts": {
        "7": {"fullName": "Ada Okafor", "tags": ["a", "b"], "jobs": [{"title": "CEO"}]},
        "8": {"fullName": "李 伟", "active": True, "score": 0.5, "note": None},
    }
}
BULK = Layout("contacts", key_field="contactId")


@pytest.mark.parametrize("width", [0, 80])
@pytest.mark.parametrize(
    ("body", "layout"),
    [
        (person_answer(), PERSON_LAYOUT),
        (company_answer(), COMPANY_LAYOUT),
        (USAGE_BODY, USAGE_LAYOUT),
        (PEOPLE, BULK),
        ([1, "two", None], RAW_LAYOUT),
    ],
)
def test_json_and_yaml_are_the_bodies_own_values(body: object, layout: Layout, width: int) -> None:
    text = shown(body, layout, output="json", width=width)
    assert text == json.dumps(body, indent=2, ensure_ascii=False) + "\n"
    assert yaml.safe_load(shown(body, layout, output="yaml", width=width)) == body


def test_jsonl_is_one_compact_line_for_each_record() -> None:
    assert shown(PEOPLE, BULK, output="jsonl") == (
        '{"contactId":"7","fullName":"Ada Okafor","tags":["a","b"],"jobs":[{"title":"CEO"}]}\n'
        '{"contactId":"8","fullName":"李 伟","active":true,"score":0.5,"note":null}\n'
    )
    line = shown(person_answer(), PERSON_LAYOUT, output="jsonl")
    assert json.loads(line) == person_answer()["contact"]["data"]
    assert line.count("\n") == 1


def test_csv_is_one_flat_row_for_each_record() -> None:
    assert shown(PEOPLE, BULK, output="csv") == (
        "contactId,fullName,tags,jobs.0.title,active,score,note\n"
        "7,Ada Okafor,a; b,CEO,,,\n"
        "8,李 伟,,,true,0.5,\n"
    )


def test_csv_of_a_person_has_its_nested_values() -> None:
    (row,) = csv.DictReader(io.StringIO(shown(person_answer(), PERSON_LAYOUT, output="csv")))
    assert row["fullName"] == "Ada Okafor"
    assert row["emailAddresses.0.email"] == "ada.okafor@northwind.example"
    assert row["phoneNumbers.1.doNotCall"] == "true"
    assert row["company.companySize"] == "201; 500"
    assert row["linkedinFollowersCount"] == "12500"


def test_csv_of_usage_names_the_kind_of_credit() -> None:
    text = shown(USAGE_BODY, USAGE_LAYOUT, output="csv")
    assert text == "name,used,total,remaining\nbulkCredits,150,1000,850\n"
    single = {"usage": {"used": 1, "total": 2, "remaining": 1}}
    assert shown(single, USAGE_LAYOUT, output="csv") == "used,total,remaining\n1,2,1\n"


def test_csv_quotes_and_tsv_replaces_what_separates() -> None:
    rows = [{"a": 'x,"y"\nz', "b\tc": "1\t2\r\n3"}]
    assert shown(rows, RAW_LAYOUT, output="csv") == 'a,b\tc\n"x,""y""\nz","1\t2\r\n3"\n'
    assert shown(rows, RAW_LAYOUT, output="tsv") == 'a\tb c\nx,"y" z\t1 2  3\n'


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("json", "[]\n"),
        ("yaml", "[]\n"),
        ("jsonl", ""),
        ("csv", "id,fullName,email,company\n"),
        ("tsv", "id\tfullName\temail\tcompany\n"),
        ("table", "No results.\n"),
    ],
)
def test_an_empty_list_is_told_in_every_format(output: str, expected: str) -> None:
    assert shown([], FOUR_COLUMNS, output=output) == expected


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("json", "{}\n"),
        ("yaml", "{}\n"),
        ("jsonl", "{}\n"),
        ("csv", ""),
        ("table", "No results.\n"),
    ],
)
def test_an_answer_without_a_body_is_an_empty_object(output: str, expected: str) -> None:
    assert shown(None, PERSON_LAYOUT, output=output) == expected


def test_an_answer_with_nothing_in_the_records_place_is_shown_whole() -> None:
    body = {"contact": {"error": {"name": "EMPTY_DATA"}, "data": None}}
    assert (
        shown(body, PERSON_LAYOUT, output="csv") == "contact.error.name,contact.data\nEMPTY_DATA,\n"
    )
    assert shown({"contacts": {}}, BULK, output="csv") == ""


def test_yaml_writes_a_value_twice_and_not_as_an_alias() -> None:
    text = shown({"a": ["x"]}, RAW_LAYOUT, output="yaml", query="[a, a]")
    assert text == "- - x\n- - x\n"
    assert shown("plain", RAW_LAYOUT, output="yaml") == "plain\n"


def test_what_the_stream_cannot_encode_is_escaped() -> None:
    rows = [{"name": "Zoë 李"}]
    assert (
        shown(rows, RAW_LAYOUT, output="jsonl", encoding="ascii")
        == '{"name":"Zo\\u00eb \\u674e"}\n'
    )
    assert shown(rows, RAW_LAYOUT, output="csv", encoding="ascii") == "name\nZo\\xeb \\u674e\n"
    assert shown(rows, RAW_LAYOUT, output="tsv", encoding="latin-1") == "name\nZoë \\u674e\n"
    assert shown(rows, RAW_LAYOUT, output="table", encoding="ascii") == "name\nZo\\xeb \\u674e\n"
    assert yaml.safe_load(shown(rows, RAW_LAYOUT, output="yaml", encoding="ascii")) == rows


def test_refuses_a_format_that_it_does_not_have() -> None:
    with pytest.raises(UsageError) as caught:
        shown({}, RAW_LAYOUT, output="xml")
    assert "xml" in caught.value.message
    assert caught.value.hint == "Formats: table, json, jsonl, csv, tsv, yaml"
