"""`--fields` and `--query`."""

import json

import pytest

from lusha_cli.errors import ExitCode, UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Layout
from lusha_cli.output.layouts.v2 import PERSON_LAYOUT
from lusha_cli.output.render import check_query, split_fields
from tests.support.rendering import FOUR_COLUMNS, person_response, render_text, render_with_warnings

BULK = Layout(records_path="contacts", key_field="contactId")
CONTACTS: Json = {"contacts": {"1": {"name": "Ada", "age": 36}, "2": {"name": "Grace"}}}


def select(value: Json, layout: Layout, *fields: str, query: str | None = None) -> Json:
    return json.loads(render_text(value, layout, output="json", fields=fields, query=query))


def test_fields_are_flat_with_dotted_names() -> None:
    assert select(
        person_response(), PERSON_LAYOUT, "fullName, company.name", "jobTitle.departments"
    ) == {
        "fullName": "Ada Okafor",
        "company.name": "Northwind Robotics",
        "jobTitle.departments": ["Engineering & Technical", "Information Technology"],
    }


def test_fields_path_projects_lists_and_indexes_numbers() -> None:
    assert select(
        person_response(), PERSON_LAYOUT, "phoneNumbers.number,phoneNumbers.1.doNotCall"
    ) == {
        "phoneNumbers.number": ["+1 212 555 0143", "+1 212 555 0188"],
        "phoneNumbers.1.doNotCall": True,
    }


def test_fields_of_a_map_of_records_are_a_list() -> None:
    assert select(CONTACTS, BULK, "contactId,age") == [
        {"contactId": "1", "age": 36},
        {"contactId": "2", "age": None},
    ]


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("jsonl", '{"name":"Ada","age":36}\n{"name":"Grace","age":null}\n'),
        ("csv", "name,age\nAda,36\nGrace,\n"),
        ("tsv", "name\tage\nAda\t36\nGrace\t\n"),
        ("yaml", "- name: Ada\n  age: 36\n- name: Grace\n  age: null\n"),
        ("table", "name   age\nAda     36\nGrace\n"),
    ],
)
def test_fields_are_the_same_in_every_format(output: str, expected: str) -> None:
    assert render_text(CONTACTS, BULK, output=output, fields=("name,age",)) == expected


def test_fields_of_one_record_are_a_table_of_one_row() -> None:
    text = render_text(person_response(), PERSON_LAYOUT, fields=("fullName,company.name",))
    assert text == "fullName    company.name\nAda Okafor  Northwind Robotics\n"


@pytest.mark.parametrize(
    ("field", "warning"),
    [
        ("naem", "No record has the field 'naem'. Similar fields: name."),
        ("AGE", "No record has the field 'AGE'. Similar fields: age."),
        ("zzz", "No record has the field 'zzz'."),
        ("name.first", "No record has the field 'name.first'."),
    ],
)
def test_fields_missing_in_every_record_are_null_with_a_warning(field: str, warning: str) -> None:
    text, warnings = render_with_warnings(CONTACTS, BULK, output="json", fields=(field,))
    assert json.loads(text) == [{field: None}, {field: None}]
    assert warnings == [warning]


def test_fields_warning_suggests_nested_names() -> None:
    _, warnings = render_with_warnings(
        person_response(), PERSON_LAYOUT, output="json", fields=("email",)
    )
    (warning,) = warnings
    assert warning.startswith(
        "No record has the field 'email'. Similar fields: emailAddresses.email, "
    )


def test_fields_of_no_records_are_all_known() -> None:
    assert render_text([], FOUR_COLUMNS, output="json", fields=("id",)) == "[]\n"
    assert render_text([], FOUR_COLUMNS, output="csv", fields=("id,b.c",)) == "id,b.c\n"


def test_fields_path_beyond_a_list_or_into_text_is_null() -> None:
    body = [{"a": [1, 2]}]
    text, warnings = render_with_warnings(
        body, RAW_LAYOUT, output="json", fields=("a.5,a.x", "a.0")
    )
    assert json.loads(text) == [{"a.5": None, "a.x": None, "a.0": 1}]
    assert len(warnings) == 2


@pytest.mark.parametrize("options", ["", "a,,b", "a,", "a..b", ".a", " "])
def test_fields_empty_name_is_a_usage_error(options: str) -> None:
    with pytest.raises(UsageError, match="--fields"):
        split_fields([options])


def test_fields_duplicate_name_is_used_once() -> None:
    assert split_fields(["b, a", "a"]) == ["b", "a"]


def test_query_runs_on_the_body_before_fields() -> None:
    body = person_response()
    assert select(body, PERSON_LAYOUT, query="contact.data.emailAddresses[].emailConfidence") == [
        "A+",
        "B",
    ]
    assert select(body, PERSON_LAYOUT, "number", query="contact.data.phoneNumbers[?doNotCall]") == [
        {"number": "+1 212 555 0188"}
    ]


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("json", "null\n"),
        ("yaml", "null\n"),
        ("jsonl", ""),
        ("csv", ""),
        ("table", "No results.\n"),
    ],
)
def test_query_without_result_prints_nothing(output: str, expected: str) -> None:
    assert render_text({"a": 1}, RAW_LAYOUT, output=output, query="b") == expected


def test_query_without_result_keeps_the_header_of_fields() -> None:
    assert render_text({"a": 1}, RAW_LAYOUT, output="csv", query="b", fields=("x,y",)) == "x,y\n"
    assert render_text({"a": 1}, RAW_LAYOUT, output="json", query="b", fields=("x",)) == "null\n"


@pytest.mark.parametrize("output", ["csv", "tsv", "table"])
def test_query_scalars_are_printed_one_per_line(output: str) -> None:
    body = {"people": [{"n": "Ada"}, {"n": 5}, {"n": True}]}
    assert render_text(body, RAW_LAYOUT, output=output, query="people[].n") == "Ada\n5\ntrue\n"
    assert render_text(body, RAW_LAYOUT, output=output, query="people[0].n") == "Ada\n"


def test_query_lists_are_rows_without_header() -> None:
    body = {"people": [{"n": "Ada", "a": 36}, {"n": "Grace", "a": 85}]}
    assert (
        render_text(body, RAW_LAYOUT, output="csv", query="people[].[n, a]") == "Ada,36\nGrace,85\n"
    )


def test_query_scalars_among_records_get_their_own_column() -> None:
    assert render_text([{"a": 1}, "x"], RAW_LAYOUT, output="csv") == "a,value\n1,\n,x\n"


@pytest.mark.parametrize(
    ("expression", "reported"),
    [
        ("foo[", "'foo[' has a syntax error at character 5"),
        ("foo bar", "'foo bar' has a syntax error at character 5"),
        ("", "cannot be empty"),
        ("$", "at character 1"),
        ("contacts[].lenght(@)", "no function lenght()"),
        ("zzzz(@)", "no function zzzz()"),
        ("contacts[].length()", "length() takes 1 argument, not 0"),
        ("length(a, b)", "length() takes 1 argument, not 2"),
        ("[&a]", "--query can use &"),
    ],
)
def test_query_invalid_expression_is_rejected_before_sending(
    expression: str, reported: str
) -> None:
    with pytest.raises(UsageError) as caught:
        check_query(expression)
    assert "--query" in caught.value.message
    assert reported in caught.value.message
    assert caught.value.exit_code is ExitCode.USAGE


def test_query_misspelled_function_suggests_the_closest() -> None:
    with pytest.raises(UsageError) as caught:
        check_query("lenght(@)")
    assert caught.value.hint == "Similar functions: length"


@pytest.mark.parametrize(
    "expression",
    [
        "sort_by(contacts, &name)[0]",
        "not_null(a, b, c)",
        "a[1:2].{x: y}",
        "`[1, 2]`",
        "max_by(@,&a)",
    ],
)
def test_query_accepts_valid_expressions(expression: str) -> None:
    check_query(expression)


@pytest.mark.parametrize("expression", ["length(a)", "b[::0]"])
def test_query_runtime_error_is_a_usage_error(expression: str) -> None:
    with pytest.raises(UsageError, match="failed on the response"):
        render_text({"a": 5, "b": [1]}, RAW_LAYOUT, output="json", query=expression)
