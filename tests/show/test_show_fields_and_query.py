"""`--fields` and `--query`."""

import json

import pytest

from lusha_cli.errors import ExitCode, UsageError
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Layout
from lusha_cli.output.layouts.v2 import PERSON_LAYOUT
from lusha_cli.output.render import check_query, split_fields
from show_answers import FOUR_COLUMNS, person_answer, shown, shown_with_warnings

BULK = Layout("contacts", key_field="contactId")
CONTACTS: Json = {"contacts": {"1": {"name": "Ada", "age": 36}, "2": {"name": "Grace"}}}


def picked(value: Json, layout: Layout, *fields: str, query: str | None = None) -> Json:
    return json.loads(shown(value, layout, output="json", fields=fields, query=query))


def test_fields_are_flat_and_dotted_as_typed() -> None:
    assert picked(
        person_answer(), PERSON_LAYOUT, "fullName, company.name", "jobTitle.departments"
    ) == {
        "fullName": "Ada Okafor",
        "company.name": "Northwind Robotics",
        "jobTitle.departments": ["Engineering & Technical", "Information Technology"],
    }


def test_a_path_through_a_list_projects_and_a_number_indexes() -> None:
    assert picked(
        person_answer(), PERSON_LAYOUT, "phoneNumbers.number,phoneNumbers.1.doNotCall"
    ) == {
        "phoneNumbers.number": ["+1 212 555 0143", "+1 212 555 0188"],
        "phoneNumbers.1.doNotCall": True,
    }


def test_fields_of_a_map_of_records_are_a_list() -> None:
    assert picked(CONTACTS, BULK, "contactId,age") == [
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
    assert shown(CONTACTS, BULK, output=output, fields=("name,age",)) == expected


def test_one_picked_record_is_a_table_of_one_row() -> None:
    text = shown(person_answer(), PERSON_LAYOUT, fields=("fullName,company.name",))
    assert text == "fullName    company.name\nAda Okafor  Northwind Robotics\n"


@pytest.mark.parametrize(
    ("field", "warning"),
    [
        ("naem", "No record has the field 'naem'. Near: name"),
        ("AGE", "No record has the field 'AGE'. Near: age"),
        ("zzz", "No record has the field 'zzz'."),
        ("name.first", "No record has the field 'name.first'."),
    ],
)
def test_a_field_that_no_record_has_is_null_and_warned_about(field: str, warning: str) -> None:
    text, warnings = shown_with_warnings(CONTACTS, BULK, output="json", fields=(field,))
    assert json.loads(text) == [{field: None}, {field: None}]
    assert warnings == [warning]


def test_near_names_are_found_deep_in_the_record() -> None:
    _, warnings = shown_with_warnings(
        person_answer(), PERSON_LAYOUT, output="json", fields=("email",)
    )
    (warning,) = warnings
    assert warning.startswith("No record has the field 'email'. Near: emailAddresses.email, ")


def test_no_records_have_all_fields() -> None:
    assert shown([], FOUR_COLUMNS, output="json", fields=("id",)) == "[]\n"
    assert shown([], FOUR_COLUMNS, output="csv", fields=("id,b.c",)) == "id,b.c\n"


def test_a_number_past_the_end_and_a_path_into_a_text_lead_nowhere() -> None:
    body = [{"a": [1, 2]}]
    text, warnings = shown_with_warnings(body, RAW_LAYOUT, output="json", fields=("a.5,a.x", "a.0"))
    assert json.loads(text) == [{"a.5": None, "a.x": None, "a.0": 1}]
    assert len(warnings) == 2


@pytest.mark.parametrize("given", ["", "a,,b", "a,", "a..b", ".a", " "])
def test_an_empty_field_name_is_a_usage_error(given: str) -> None:
    with pytest.raises(UsageError, match="--fields"):
        split_fields([given])


def test_a_field_named_twice_comes_once() -> None:
    assert split_fields(["b, a", "a"]) == ["b", "a"]


def test_the_query_sees_the_whole_body_and_fields_pick_from_its_result() -> None:
    body = person_answer()
    assert picked(body, PERSON_LAYOUT, query="contact.data.emailAddresses[].emailConfidence") == [
        "A+",
        "B",
    ]
    assert picked(body, PERSON_LAYOUT, "number", query="contact.data.phoneNumbers[?doNotCall]") == [
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
def test_a_query_that_finds_nothing(output: str, expected: str) -> None:
    assert shown({"a": 1}, RAW_LAYOUT, output=output, query="b") == expected


def test_a_query_that_finds_nothing_leaves_the_header_of_the_fields() -> None:
    assert shown({"a": 1}, RAW_LAYOUT, output="csv", query="b", fields=("x,y",)) == "x,y\n"
    assert shown({"a": 1}, RAW_LAYOUT, output="json", query="b", fields=("x",)) == "null\n"


@pytest.mark.parametrize("output", ["csv", "tsv", "table"])
def test_plain_values_of_a_query_are_one_a_line(output: str) -> None:
    body = {"people": [{"n": "Ada"}, {"n": 5}, {"n": True}]}
    assert shown(body, RAW_LAYOUT, output=output, query="people[].n") == "Ada\n5\ntrue\n"
    assert shown(body, RAW_LAYOUT, output=output, query="people[0].n") == "Ada\n"


def test_lists_of_a_query_are_rows_without_a_header() -> None:
    body = {"people": [{"n": "Ada", "a": 36}, {"n": "Grace", "a": 85}]}
    assert shown(body, RAW_LAYOUT, output="csv", query="people[].[n, a]") == "Ada,36\nGrace,85\n"


def test_plain_values_among_records_have_a_column_of_their_own() -> None:
    assert shown([{"a": 1}, "x"], RAW_LAYOUT, output="csv") == "a,value\n1,\n,x\n"


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("foo[", "'foo[' at character 5"),
        ("foo bar", "'foo bar' at character 5"),
        ("", "cannot be empty"),
        ("$", "at character 1"),
        ("contacts[].lenght(@)", "no function lenght()"),
        ("zzzz(@)", "no function zzzz()"),
        ("contacts[].length()", "length() takes 1 arguments, not 0"),
        ("length(a, b)", "length() takes 1 arguments, not 2"),
        ("[&a]", "--query can use &"),
    ],
)
def test_an_expression_that_cannot_run_is_refused_beforehand(expression: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        check_query(expression)
    assert "--query" in caught.value.message
    assert told in caught.value.message
    assert caught.value.exit_code is ExitCode.USAGE


def test_a_mistyped_function_is_answered_with_the_near_one() -> None:
    with pytest.raises(UsageError) as caught:
        check_query("lenght(@)")
    assert caught.value.hint == "Near: length"


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
def test_accepts_what_the_language_has(expression: str) -> None:
    check_query(expression)


@pytest.mark.parametrize("expression", ["length(a)", "b[::0]"])
def test_an_expression_that_does_not_suit_the_answer_is_a_usage_error(expression: str) -> None:
    with pytest.raises(UsageError, match="does not suit the answer"):
        shown({"a": 5, "b": [1]}, RAW_LAYOUT, output="json", query=expression)
