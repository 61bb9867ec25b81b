"""Each format of `-o`, for one record, several and none."""

import csv
import io
import json

import pytest
import yaml

from lusha_cli.errors import UsageError
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Layout
from lusha_cli.output.layouts.v2 import COMPANY_LAYOUT, PERSON_LAYOUT, USAGE_LAYOUT
from tests.support.rendering import FOUR_COLUMNS, company_response, person_response, render_text

USAGE_BODY = {"usage": {"bulkCredits": {"used": 150, "total": 1000, "remaining": 850}}}
PERSON_BULK_LAYOUT = {
    "contacts": {
        "7": {"fullName": "Ada Okafor", "tags": ["a", "b"], "jobs": [{"title": "CEO"}]},
        "8": {"fullName": "李 伟", "active": True, "score": 0.5, "note": None},
    }
}
BULK = Layout(records_path="contacts", key_field="contactId")


@pytest.mark.parametrize("width", [0, 80])
@pytest.mark.parametrize(
    ("body", "layout"),
    [
        (person_response(), PERSON_LAYOUT),
        (company_response(), COMPANY_LAYOUT),
        (USAGE_BODY, USAGE_LAYOUT),
        (PERSON_BULK_LAYOUT, BULK),
        ([1, "two", None], RAW_LAYOUT),
    ],
)
def test_json_and_yaml_keep_the_values_of_the_body(
    body: object, layout: Layout, width: int
) -> None:
    text = render_text(body, layout, output="json", width=width)
    assert text == json.dumps(body, indent=2, ensure_ascii=False) + "\n"
    assert yaml.safe_load(render_text(body, layout, output="yaml", width=width)) == body


def test_jsonl_is_one_compact_line_per_record() -> None:
    assert render_text(PERSON_BULK_LAYOUT, BULK, output="jsonl") == (
        '{"contactId":"7","fullName":"Ada Okafor","tags":["a","b"],"jobs":[{"title":"CEO"}]}\n'
        '{"contactId":"8","fullName":"李 伟","active":true,"score":0.5,"note":null}\n'
    )
    line = render_text(person_response(), PERSON_LAYOUT, output="jsonl")
    assert json.loads(line) == person_response()["contact"]["data"]
    assert line.count("\n") == 1


def test_csv_is_one_flat_row_per_record() -> None:
    assert render_text(PERSON_BULK_LAYOUT, BULK, output="csv") == (
        "contactId,fullName,tags,jobs.0.title,active,score,note\n"
        "7,Ada Okafor,a; b,CEO,,,\n"
        "8,李 伟,,,true,0.5,\n"
    )


def test_csv_of_a_person_includes_nested_values() -> None:
    (row,) = csv.DictReader(
        io.StringIO(render_text(person_response(), PERSON_LAYOUT, output="csv"))
    )
    assert row["fullName"] == "Ada Okafor"
    assert row["emailAddresses.0.email"] == "ada.okafor@northwind.example"
    assert row["phoneNumbers.1.doNotCall"] == "true"
    assert row["company.companySize"] == "201; 500"
    assert row["linkedinFollowersCount"] == "12500"


def test_csv_of_usage_names_the_type_of_credit() -> None:
    text = render_text(USAGE_BODY, USAGE_LAYOUT, output="csv")
    assert text == "name,used,total,remaining\nbulkCredits,150,1000,850\n"
    single = {"usage": {"used": 1, "total": 2, "remaining": 1}}
    assert render_text(single, USAGE_LAYOUT, output="csv") == "used,total,remaining\n1,2,1\n"


def test_csv_quotes_and_tsv_replaces_separators() -> None:
    rows = [{"a": 'x,"y"\nz', "b\tc": "1\t2\r\n3"}]
    assert render_text(rows, RAW_LAYOUT, output="csv") == 'a,b\tc\n"x,""y""\nz","1\t2\r\n3"\n'
    assert render_text(rows, RAW_LAYOUT, output="tsv") == 'a\tb c\nx,"y" z\t1 2  3\n'


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
def test_empty_list_in_every_format(output: str, expected: str) -> None:
    assert render_text([], FOUR_COLUMNS, output=output) == expected


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
def test_response_without_body_is_an_empty_object(output: str, expected: str) -> None:
    assert render_text(None, PERSON_LAYOUT, output=output) == expected


def test_response_without_records_is_printed_whole() -> None:
    body = {"contact": {"error": {"name": "EMPTY_DATA"}, "data": None}}
    assert (
        render_text(body, PERSON_LAYOUT, output="csv")
        == "contact.error.name,contact.data\nEMPTY_DATA,\n"
    )
    assert render_text({"contacts": {}}, BULK, output="csv") == ""


def test_yaml_repeats_a_value_without_alias() -> None:
    text = render_text({"a": ["x"]}, RAW_LAYOUT, output="yaml", query="[a, a]")
    assert text == "- - x\n- - x\n"
    assert render_text("plain", RAW_LAYOUT, output="yaml") == "plain\n"


def test_unencodable_characters_are_escaped() -> None:
    rows = [{"name": "Zoë 李"}]
    assert (
        render_text(rows, RAW_LAYOUT, output="jsonl", encoding="ascii")
        == '{"name":"Zo\\u00eb \\u674e"}\n'
    )
    assert (
        render_text(rows, RAW_LAYOUT, output="csv", encoding="ascii") == "name\nZo\\xeb \\u674e\n"
    )
    assert render_text(rows, RAW_LAYOUT, output="tsv", encoding="latin-1") == "name\nZoë \\u674e\n"
    assert (
        render_text(rows, RAW_LAYOUT, output="table", encoding="ascii") == "name\nZo\\xeb \\u674e\n"
    )
    assert yaml.safe_load(render_text(rows, RAW_LAYOUT, output="yaml", encoding="ascii")) == rows


def test_unknown_format_is_rejected() -> None:
    with pytest.raises(UsageError) as caught:
        render_text({}, RAW_LAYOUT, output="xml")
    assert "xml" in caught.value.message
    assert caught.value.hint == "Formats: table, json, jsonl, csv, tsv, yaml"
