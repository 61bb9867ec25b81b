"""Tables of records."""

import pytest
from rich.cells import cell_len

from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Column, Layout, title_from_key
from lusha_cli.output.layouts.local import CONFIG_LAYOUT, KEY_VALUES_LAYOUT
from lusha_cli.output.layouts.v2 import COMPANY_BULK_LAYOUT, PERSON_BULK_LAYOUT
from lusha_cli.output.layouts.v3 import PLAN_LAYOUT, TABLES_LAYOUT
from show_answers import FOUR_COLUMNS, person_answer, shown

PEOPLE = [
    {"id": 17, "fullName": "Ada Okafor", "email": "ada@northwind.example", "company": "Northwind"},
    {"id": 230, "fullName": "王小明", "email": "wang@contoso.example", "company": "株式会社"},
]


def test_a_list_is_a_table_with_a_rule_on_a_terminal() -> None:
    assert shown(PEOPLE, FOUR_COLUMNS, width=80) == (
        "ID   Full name   Email                  Company\n"
        "───  ──────────  ─────────────────────  ─────────\n"
        "17   Ada Okafor  ada@northwind.example  Northwind\n"
        "230  王小明      wang@contoso.example   株式会社\n"
    )


def test_a_table_elsewhere_is_plain_and_whole() -> None:
    long = "x" * 500
    rows = [{"key": "output", "value": long}, {"key": "base_url", "value": "b"}]
    assert shown(rows, CONFIG_LAYOUT) == f"Key       Value\noutput    {long}\nbase_url  b\n"


def test_headers_are_bold_in_colour() -> None:
    text = shown(PEOPLE, FOUR_COLUMNS, width=80, color=True)
    assert text.startswith("\x1b[1mID   Full name   Email                  Company\x1b[0m\n")
    assert shown({"a": 1}, RAW_LAYOUT, width=80, color=True) == "\x1b[1ma\x1b[0m  1\n"


def test_numbers_can_stand_to_the_right() -> None:
    layout = Layout("", columns=(Column("id", formatter="number"), Column("who.name", "Name")))
    rows = [{"id": 7, "who": {"name": "Ada"}}, {"id": 1000, "who": {"name": "李"}}]
    assert shown(rows, layout) == "  ID  Name\n   7  Ada\n1000  李\n"


def test_a_deep_value_in_a_named_column_is_json() -> None:
    layout = Layout("", columns=(Column("a"), Column("b")))
    assert shown([{"a": {"x": [1]}, "b": [1, "y"]}], layout) == 'A           B\n{"x": [1]}  1; y\n'


def test_people_of_a_bulk_answer_are_a_table() -> None:
    found = person_answer()["contact"]
    missing = {"error": {"code": 3, "name": "EMPTY_DATA"}, "isCreditCharged": False}
    body = {"contacts": {"1": {**found, "error": None}}, "companies": {}}
    assert shown(body, PERSON_BULK_LAYOUT, width=80) == (
        "ID  Name        Email                         Phone\n"
        "──  ──────────  ────────────────────────────  ─────────────────────────────\n"
        "1   Ada Okafor  ada.okafor@northwind.example  +1 212 555 0143;\n"
        "                                              +1 212 555 0188 (do not call)\n"
    )
    assert shown({"contacts": {"2": missing}}, PERSON_BULK_LAYOUT, width=80) == (
        "ID  Error\n──  ──────────\n2   EMPTY_DATA\n"
    )


def test_a_bulk_answer_in_another_spelling_is_the_same_table() -> None:
    data = {"emails": ["ada@home.example"], "phones": ["+1 212 555 0143"]}
    assert shown({"contacts": {"1": {"data": data}}}, PERSON_BULK_LAYOUT) == (
        "ID  Email             Phone\n1   ada@home.example  +1 212 555 0143\n"
    )


def test_companies_of_a_bulk_answer_are_a_table_by_the_ids_that_were_sent() -> None:
    body = {"a1": {"id": 33222678, "name": "Northwind", "country": "Ireland"}}
    text = shown(body, COMPANY_BULK_LAYOUT, width=80)
    assert text == "ID  Name       Country\n──  ─────────  ───────\na1  Northwind  Ireland\n"
    assert shown(body, COMPANY_BULK_LAYOUT, output="csv").startswith(
        "sentId,id,name,country\na1,33222678"
    )


def test_long_cells_are_folded_within_the_terminal() -> None:
    rows = [{"key": "description", "value": "one two three four five six seven eight nine"}]
    assert shown(rows, CONFIG_LAYOUT, width=40) == (
        "Key          Value\n"
        "───────────  ───────────────────────────\n"
        "description  one two three four five six\n"
        "             seven eight nine\n"
    )


def test_records_that_do_not_fit_side_by_side_stand_below_each_other() -> None:
    rows = [{f"column{n}": f"value {n} " * 3 for n in range(6)}] * 2
    text = shown(rows, RAW_LAYOUT, width=60)
    assert text.startswith("column0  value 0 value 0 value 0\ncolumn1  value 1")
    assert "\n\ncolumn0" in text
    lists = [[f"some long value {n}" for n in range(6)]]
    assert shown(lists, RAW_LAYOUT, width=60).startswith("0  some long value 0\n1  some")


def test_one_record_is_names_and_values() -> None:
    body = {"source": "keyring", "profile": {"name": "default", "tags": ["a", "b"]}, "key": None}
    assert shown(body, KEY_VALUES_LAYOUT, width=80) == (
        "Source        keyring\nProfile name  default\nProfile tags  a; b\n"
    )


def test_one_record_elsewhere_is_not_folded() -> None:
    assert shown({"name": "a", "k" * 90: "v" * 500}, RAW_LAYOUT) == (
        f"name{' ' * 86}  a\n{'k' * 90}  {'v' * 500}\n"
    )


@pytest.mark.parametrize("width", [20, 60, 80, 200])
@pytest.mark.parametrize(
    "rows",
    [
        PEOPLE,
        PEOPLE * 400,
        [{"名前": "株式会社" * 60, "שם": "חברה בע״מ " * 40, "👩‍👩‍👧": "👩‍👩‍👧" * 50}],
        [{"k" * 300: "v" * 3000}],
        [person_answer()] * 2,
        person_answer(),
    ],
)
def test_no_line_is_wider_than_the_terminal(rows: Json, width: int) -> None:
    text = shown(rows, RAW_LAYOUT, width=width)
    assert max(map(cell_len, text.splitlines())) <= max(width, 24)
    assert "\x1b" not in text


def test_a_table_in_ascii() -> None:
    text = shown(PEOPLE, FOUR_COLUMNS, width=80, encoding="ascii")
    assert "---  ----------" in text
    assert "\\u738b\\u5c0f\\u660e" in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_long_list_is_written_whole() -> None:
    rows = [{"id": n, "email": f"person{n}@northwind.example"} for n in range(5000)]
    lines = shown(rows, FOUR_COLUMNS, width=80).splitlines()
    assert len(lines) == 5002
    assert lines[-1] == "4999  person4999@northwind.example"


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("fullName", "Full name"),
        ("company.linkedinUrl", "Company LinkedIn URL"),
        ("lusha_work_email", "Lusha work email"),
        ("id", "ID"),
        ("headcountIncrease12m", "Headcount increase 12m"),
        ("", ""),
        ("名前", "名前"),
        ("_", "_"),
    ],
)
def test_headers_are_written_as_people_write(key: str, written: str) -> None:
    assert title_from_key(key) == written


def test_lists_of_records_in_one_record_become_tables_of_their_own() -> None:
    body = {
        "total": 2,
        "page": {"next": None},
        "results": [
            {"id": 1, "name": "Ada", "tags": ["a"]},
            {"id": 2, "at": {"city": "Oslo"}},
        ],
        "one": [{"id": 3}],
        "matrix": [[1, 2], [3]],
        "by": {"day": [{"n": 1}, {"n": 2}]},
    }
    assert shown(body, RAW_LAYOUT, width=60).splitlines() == [
        "total      2",
        "page.next",
        "one.0.id   3",
        "matrix.0   1; 2",
        "matrix.1   3",
        "",
        "results",
        "id  name  tags  at.city",
        "──  ────  ────  ───────",
        "1   Ada   a",
        "2               Oslo",
        "",
        "by.day",
        "n",
        "─",
        "1",
        "2",
    ]


def test_a_map_of_like_records_is_a_table_too() -> None:
    body = {
        "plan": {"name": "scale", "ends": "2027"},
        "limits": {
            "minute": {"limit": 300, "used": 1},
            "hour": {"used": 2, "limit": 5000},
            "day": {"limit": 9, "used": 3},
        },
        "two": {"a": {"b": 1}, "c": {"b": 2}},
        "unlike": {"a": {"b": 1}, "c": {"b": 2}, "d": {"e": 3}},
    }
    assert shown(body, RAW_LAYOUT, width=60).splitlines() == [
        "plan.name   scale",
        "plan.ends   2027",
        "two.a.b     1",
        "two.c.b     2",
        "unlike.a.b  1",
        "unlike.c.b  2",
        "unlike.d.e  3",
        "",
        "limits",
        "name    limit  used",
        "──────  ─────  ────",
        "minute    300     1",
        "hour     5000     2",
        "day         9     3",
    ]


def test_records_of_several_kinds_are_lines() -> None:
    assert shown([1, {"a": 2}, [3, 4], None, "x"], RAW_LAYOUT, width=60).splitlines() == [
        "1", '{"a": 2}', "3; 4", "", "x",
    ]  # fmt: skip


def test_one_record_is_laid_out_by_its_fields_and_parts() -> None:
    body = {
        "plan": {"category": "scale", "startDate": "2026-01-01T00:00:00.000Z"},
        "credits": {"used": 0, "total": 100},
        "rateLimits": {"daily": {"limit": 50000, "used": 2}, "odd": 7},
        "pricing": {},
        "more": "not shown",
    }
    assert shown(body, PLAN_LAYOUT, width=60).splitlines() == [
        "Plan            scale",
        "From            2026-01-01 00:00",
        "Credits used    0",
        "Credits in all  100",
        "",
        "Rate limits",
        "Window  Limit  Used",
        "──────  ─────  ────",
        "daily   50000     2",
    ]
    # An answer of another shape is shown as it is, and a list as a table.
    assert shown({"message": "no plan"}, PLAN_LAYOUT, width=60) == "Message  no plan\n"
    table = {"tableId": 1, "name": "Leads", "columns": [{"columnId": "c1", "rowsFailed": 3}]}
    assert shown({"data": table}, TABLES_LAYOUT, width=60).splitlines() == [
        "ID    1",
        "Name  Leads",
        "",
        "Columns",
        "ID  Failed",
        "──  ──────",
        "c1       3",
    ]
    assert shown({"data": [table]}, TABLES_LAYOUT, width=60).startswith("ID  Name\n")


def test_numbers_stand_to_the_right_but_ids_and_mixtures_to_the_left() -> None:
    rows = [{"id": 1, "size": 20, "mixed": 1}, {"id": 10, "size": None, "mixed": "x"}]
    text = "ID  Size  Mixed\n1     20  1\n10        x\n"
    assert shown(rows, KEY_VALUES_LAYOUT) == text
    assert shown(rows, RAW_LAYOUT) == text.replace("ID  Size  Mixed", "id  size  mixed")
