"""`--fields` and `--query`."""

import json

import pytest

from lusha_cli.api.schema.results import documented_result
from lusha_cli.errors import ExitCode, NothingMatched, UsageError
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
        ("naem", "No record has the field `naem`. Did you mean `name`?"),
        ("AGE", "No record has the field `AGE`. Did you mean `age`?"),
        ("zzz", "No record has the field `zzz`."),
        ("name.first", "No record has the field `name.first`."),
        ("x,y,nmae", "No record has the fields `x`, `y` and `nmae`. Did you mean `name`?"),
    ],
)
@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv", "tsv", "yaml"])
def test_fields_missing_in_every_record(field: str, warning: str, output: str) -> None:
    _, warnings = render_with_warnings(CONTACTS, BULK, output=output, fields=("name", field))
    assert warnings == [warning]
    with pytest.raises(NothingMatched) as caught:
        render_text(CONTACTS, BULK, output=output, fields=(field,))
    assert caught.value.message == warning
    assert caught.value.hint == "Fields of the result: contactId, name, age."


def test_fields_missing_in_every_record_are_null() -> None:
    text, _ = render_with_warnings(CONTACTS, BULK, output="json", fields=("name,x",))
    assert json.loads(text) == [{"name": "Ada", "x": None}, {"name": "Grace", "x": None}]


def test_fields_suggestion_may_be_nested() -> None:
    with pytest.raises(NothingMatched, match=r"Did you mean `emailAddresses\.email`"):
        select(person_response(), PERSON_LAYOUT, "email")


def test_fields_that_only_the_layout_or_the_documentation_has_are_not_wrong() -> None:
    assert select([{"id": 1}], FOUR_COLUMNS, "email") == [{"email": None}]
    documented = documented_result("person get")
    for name in ("previousJob.company.fqdn", "contactTags.5.color"):
        text, warnings = render_with_warnings(
            {"contact": {"data": {"id": 1}}},
            PERSON_LAYOUT,
            output="json",
            fields=(name,),
            documented=documented,
        )
        assert (json.loads(text), warnings) == ({name: None}, [])


def test_fields_of_no_records_are_all_known() -> None:
    assert render_text([], FOUR_COLUMNS, output="json", fields=("id",)) == "[]\n"
    assert render_text([], FOUR_COLUMNS, output="csv", fields=("id,b.c",)) == "id,b.c\n"


def test_fields_path_beyond_a_list_or_into_text_is_null() -> None:
    body = [{"a": [1, 2]}]
    text, warnings = render_with_warnings(
        body, RAW_LAYOUT, output="json", fields=("a.x,b.5", "a.0,a.5")
    )
    assert json.loads(text) == [{"a.x": None, "b.5": None, "a.0": 1, "a.5": None}]
    assert warnings == ["No record has the fields `a.x`, `b.5` and `a.5`."]


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
    body = {"a": 1, "b": None}
    assert render_text(body, RAW_LAYOUT, output=output, query="b") == expected


def test_query_without_result_keeps_the_header_of_fields() -> None:
    body = {"a": 1, "b": None}
    assert render_text(body, RAW_LAYOUT, output="csv", query="b", fields=("x,y",)) == "x,y\n"
    assert render_text(body, RAW_LAYOUT, output="json", query="b", fields=("x",)) == "null\n"


PEOPLE: Json = {
    "results": [
        {"id": "1", "name": "Ada", "emails": [{"email": "ada@a.example"}], "tags": []},
        {"id": "2", "name": "Grace", "emails": [], "tags": []},
    ],
    "total": 2,
}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("zzz", "zzz"),
        ("results[].nmae", "nmae"),
        ("results[*].nmae", "nmae"),
        ("results[0].nmae", "nmae"),
        ("results.name", "name"),
        ("results[].name.first", "first"),
        ("results[?nmae=='Ada'].id", "nmae"),
        ("results[?name=='Ada'] | [0].nmae", "nmae"),
        ("results[].emails[].emial", "emial"),
        ("results[].{n: nmae, m: mane}", "nmae"),
        ("results[].[nmae]", "nmae"),
        ("{a: zzz}", "zzz"),
        ("zzz || yyy", "zzz"),
        ("results[:1].nmae", "nmae"),
        ("sort_by(results, &name)[].nmae", "nmae"),
        ("max_by(results, &name).nmae", "nmae"),
        ("map(&nmae, results)", "nmae"),
    ],
)
def test_query_of_missing_names_matches_nothing(query: str, name: str) -> None:
    with pytest.raises(NothingMatched) as caught:
        select(PEOPLE, RAW_LAYOUT, query=query)
    assert caught.value.message.startswith(f"--query matches nothing: no field `{name}`.")


@pytest.mark.parametrize(
    "query",
    [
        "results[?name=='Alan'].id",
        "results[].tags[].name",
        "results[1].emails[].anything",
        "zzz || total",
        "not_null(zzz, total)",
        "results[].{id: id, x: zzz}",
        "length(results[].zzz)",
        "results[5].name",
        "`null`",
        "results[?contains(name, 'x')].name",
    ],
)
def test_query_may_select_nothing(query: str) -> None:
    select(PEOPLE, RAW_LAYOUT, query=query)


def test_query_of_a_documented_name_is_not_wrong() -> None:
    body = {"contact": {"data": {"fullName": "Ada"}}}
    text, _ = render_with_warnings(
        body,
        PERSON_LAYOUT,
        output="json",
        query="contact.data.phoneNumbers[].number",
        documented=documented_result("person get"),
    )
    assert text == "null\n"


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
    assert caught.value.hint == "Did you mean `length`?"


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
