"""Tables of records."""

from typing import Any

import pytest

from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import RAW_LAYOUT, Column, Layout, title_from_key
from lusha_cli.output.layouts.local import CONFIG_LAYOUT, KEY_VALUES_LAYOUT
from lusha_cli.output.layouts.v2 import COMPANY_BULK_LAYOUT
from lusha_cli.output.layouts.v2 import PERSON_BULK_LAYOUT as PEOPLE_LAYOUT
from lusha_cli.output.layouts.v3 import (
    COMPANY_SCORES_LAYOUT,
    COMPANY_SIGNALS_LAYOUT,
    CONTACT_PREVIEWS_LAYOUT,
    CONTACT_SIGNALS_LAYOUT,
    PLAN_LAYOUT,
)
from lusha_cli.output.layouts.v3_tables import TABLES_LAYOUT
from tests.support.lines import check_line_widths
from tests.support.rendering import FOUR_COLUMNS, person_response, render_text

PERSON_BULK_LAYOUT = [
    {"id": 17, "fullName": "Ada Okafor", "email": "ada@northwind.example", "company": "Northwind"},
    {"id": 230, "fullName": "王小明", "email": "wang@contoso.example", "company": "株式会社"},
]


def test_table_on_a_terminal_has_a_rule() -> None:
    assert render_text(PERSON_BULK_LAYOUT, FOUR_COLUMNS, width=80) == (
        "ID   Full name   Email                  Company\n"
        "───  ──────────  ─────────────────────  ─────────\n"
        "17   Ada Okafor  ada@northwind.example  Northwind\n"
        "230  王小明      wang@contoso.example   株式会社\n"
    )


def test_table_without_terminal_is_plain_and_complete() -> None:
    long = "x" * 500
    rows = [{"key": "output", "value": long}, {"key": "base_url", "value": "b"}]
    assert render_text(rows, CONFIG_LAYOUT) == f"Key       Value\noutput    {long}\nbase_url  b\n"


def test_table_headers_are_bold() -> None:
    text = render_text(PERSON_BULK_LAYOUT, FOUR_COLUMNS, width=80, color=True)
    assert text.startswith("\x1b[1mID   Full name   Email                  Company\x1b[0m\n")
    assert render_text({"a": 1}, RAW_LAYOUT, width=80, color=True) == "\x1b[2ma\x1b[0m  1\n"


def test_table_numbers_can_be_right_aligned() -> None:
    layout = Layout(
        "", columns=(Column("rows", formatter="number"), Column("who.name", header="Name"))
    )
    rows = [{"rows": 7, "who": {"name": "Ada"}}, {"rows": 1000, "who": {"name": "李"}}]
    assert render_text(rows, layout) == " Rows  Name\n    7  Ada\n1,000  李\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([1, "y"], "1; y"),
        ({"x": [1], "y": {"z": 2}, "none": None}, "x: 1; y.z: 2"),
        ([{"name": "Ada", "id": 1}, {"name": "Bo"}], "Ada; Bo"),
        ([{"size": 1}, {"size": 2}], "2 entries"),
        ([[1, 2], [3]], "1, 2; 3"),
        ([{"name": f"name {n:03}"} for n in range(100)], "+76 more"),
    ],
)
def test_table_nested_value_is_text(value: Json, text: str) -> None:
    shown = render_text([{"a": value}], Layout("", columns=(Column("a"),)))
    assert shown.endswith(f"{text}\n")
    assert len(shown) < 300


def test_table_leaves_out_optional_columns_that_do_not_fit() -> None:
    extra = tuple(Column(name, optional=True) for name in ("wide", "narrow"))
    row = {"id": 1, "wide": "w" * 70, "narrow": "n"}
    layout = Layout("", columns=(Column("id"), *extra))
    text = "ID  Narrow\n──  ──────\n1   n\n+1 column: widen the terminal or pass -o json\n"
    assert render_text([row], layout, width=60) == text
    assert "w" * 70 in render_text([row], layout, width=100)
    assert "column:" not in render_text([row], layout, width=100)


def test_table_of_company_signals_shows_linkedin_activity() -> None:
    activity = {
        "activityPublicationDate": "2026-04-02",
        "activityType": "post",
        "activitySummary": "Compares two vendors of robots.",
        "activityUrl": "https://linkedin.example/posts/17",
        "signalCategory": "Vendor comparison",
    }
    company = {"companyName": "Contoso", "linkedinActivityIntent": [activity]}
    assert render_text({"results": [company]}, COMPANY_SIGNALS_LAYOUT, width=60) == (
        "Company   Contoso\n"
        "Signal    linkedinActivityIntent\n"
        "Date      2026-04-02\n"
        "Type      post\n"
        "What      Compares two vendors of robots.\n"
        "URL       https://linkedin.example/posts/17\n"
        "Category  Vendor comparison\n"
    )


def test_table_of_contact_signals_shows_the_new_company() -> None:
    change = {"signalDate": "2026-03-01", "previousCompany": "Fabrikam", "newCompany": "Contoso"}
    body = {"results": [{"id": "7", "companyChange": [change]}]}
    assert "Contoso (before: Fabrikam)" in render_text(body, CONTACT_SIGNALS_LAYOUT, width=80)


def test_table_numbers_results_that_have_only_an_error() -> None:
    error = {"code": "NOT_FOUND", "message": "Contact not found"}
    body = {
        "results": [
            {"id": "1", "firstName": "Ada"},
            {"error": error},
            {"clientReferenceId": "row 3", "error": error},
        ]
    }
    lines = render_text(body, CONTACT_PREVIEWS_LAYOUT, width=80).splitlines()
    assert [line.split("  ")[1] for line in lines] == [
        "Reference", "─────────", "", "#2", "row 3",
    ]  # fmt: skip


def test_table_scores_have_two_decimals() -> None:
    rows = [{"name": "Contoso", "signalScore": 0.3}, {"name": "Fabrikam", "signalScore": 0.48727}]
    text = "#  Name      Score\n1  Contoso    0.30\n2  Fabrikam   0.49\n"
    assert render_text({"results": rows}, COMPANY_SCORES_LAYOUT) == text


def test_table_of_a_bulk_response_of_people() -> None:
    result = person_response()["contact"]
    missing = {"error": {"code": 3, "name": "EMPTY_DATA"}, "isCreditCharged": False}
    body = {"contacts": {"1": {**result, "error": None}}, "companies": {}}
    text = render_text(body, PEOPLE_LAYOUT, width=80, with_cards=False)
    for line in (
        "Name            Ada Okafor\n",
        "Title           Director of Platform\n",
        "Company         Northwind Robotics\n",
        "Phone           +1 212 555 0143; +1 212 555 0188 (do not call)\n",
    ):
        assert line in text
    employers = {"33222678": {"name": "Contoso"}}
    with_employers = {**body, "companies": employers}
    assert " Contoso\n" in render_text(with_employers, PEOPLE_LAYOUT, width=80, with_cards=False)
    assert render_text({"contacts": {"2": missing}}, PEOPLE_LAYOUT) == "ID  Error\n2   EMPTY_DATA\n"


def test_table_of_a_bulk_response_in_another_spelling() -> None:
    data = {"emails": ["ada@home.example"], "phones": ["+1 212 555 0143"]}
    assert render_text({"contacts": {"1": {"data": data}}}, PEOPLE_LAYOUT) == (
        "ID  Email             Phone\n1   ada@home.example  +1 212 555 0143\n"
    )


def test_table_of_a_bulk_response_of_companies() -> None:
    body = {"a1": {"id": 33222678, "name": "Northwind", "country": "Ireland"}}
    text = render_text(body, COMPANY_BULK_LAYOUT, width=80, with_cards=False)
    assert text == (
        "ID  Name       Country  Lusha ID\n"
        "──  ─────────  ───────  ────────\n"
        "a1  Northwind  Ireland  33222678\n"
    )
    assert render_text(body, COMPANY_BULK_LAYOUT, output="csv").startswith(
        "sentId,id,name,country\na1,33222678"
    )


def test_table_wraps_long_cells() -> None:
    rows = [{"key": "description", "value": "one two three four five six seven eight nine"}]
    assert render_text(rows, CONFIG_LAYOUT, width=40) == (
        "Key          Value\n"
        "───────────  ───────────────────────────\n"
        "description  one two three four five six\n"
        "             seven eight nine\n"
    )


def test_table_too_wide_becomes_a_list_of_records() -> None:
    rows = [{f"column{n}": f"value {n} " * 3 for n in range(6)}] * 2
    text = render_text(rows, RAW_LAYOUT, width=60)
    assert text.startswith("column0  value 0 value 0 value 0\ncolumn1  value 1")
    assert "\n\ncolumn0" in text
    lists = [[f"some long value {n}" for n in range(6)]]
    assert render_text(lists, RAW_LAYOUT, width=60).startswith("0  some long value 0\n1  some")


def test_single_record_is_names_and_values() -> None:
    body = {"source": "keyring", "profile": {"name": "default", "tags": ["a", "b"]}, "key": None}
    assert render_text(body, KEY_VALUES_LAYOUT, width=80) == (
        "Source        keyring\nProfile name  default\nProfile tags  a; b\n"
    )


def test_single_record_without_terminal_is_not_wrapped() -> None:
    assert render_text({"name": "a", "k" * 90: "v" * 500}, RAW_LAYOUT) == (
        f"name{' ' * 86}  a\n{'k' * 90}  {'v' * 500}\n"
    )


@pytest.mark.parametrize("width", [20, 60, 80, 200])
@pytest.mark.parametrize(
    "rows",
    [
        PERSON_BULK_LAYOUT,
        PERSON_BULK_LAYOUT * 400,
        [{"名前": "株式会社" * 60, "שם": "חברה בע״מ " * 40, "👩‍👩‍👧": "👩‍👩‍👧" * 50}],
        [{"k" * 300: "v" * 3000}],
        [person_response()] * 2,
        person_response(),
    ],
)
def test_table_fits_the_terminal(rows: Json, width: int) -> None:
    text = render_text(rows, RAW_LAYOUT, width=width)
    check_line_widths(text, max(width, 24))
    assert "\x1b" not in text


def test_table_in_ascii() -> None:
    text = render_text(PERSON_BULK_LAYOUT, FOUR_COLUMNS, width=80, encoding="ascii")
    assert "---  ----------" in text
    assert "\\u738b\\u5c0f\\u660e" in text
    assert max(map(len, text.splitlines())) <= 80


def test_table_of_many_rows_is_complete() -> None:
    rows = [{"id": n, "email": f"person{n}@northwind.example"} for n in range(5000)]
    lines = render_text(rows, FOUR_COLUMNS, width=80).splitlines()
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
def test_table_header_is_readable(key: str, written: str) -> None:
    assert title_from_key(key) == written


def test_single_record_with_lists_of_records_has_sub_tables() -> None:
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
    assert render_text(body, RAW_LAYOUT, width=60).splitlines() == [
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


def test_table_of_a_map_of_similar_records() -> None:
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
    assert render_text(body, RAW_LAYOUT, width=60).splitlines() == [
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


def test_records_of_different_kinds_are_lines() -> None:
    assert render_text([1, {"a": 2}, [3, 4], None, "x"], RAW_LAYOUT, width=60).splitlines() == [
        "1", "a: 2", "3; 4", "", "x",
    ]  # fmt: skip


def test_single_record_is_laid_out_by_fields_and_parts() -> None:
    body = {
        "plan": {"category": "scale", "startDate": "2026-01-01T00:00:00.000Z"},
        "credits": {"used": 0, "total": 100},
        "rateLimits": {"daily": {"limit": 50000, "used": 2}, "odd": 7},
        "pricing": {},
        "more": "not shown",
    }
    assert render_text(body, PLAN_LAYOUT, width=60).splitlines() == [
        "Plan              scale",
        "From              2026-01-01 00:00 UTC",
        "Credits used      0",
        "Credits in total  100",
        "",
        "Rate limits",
        "Window   Limit  Used",
        "──────  ──────  ────",
        "daily   50,000     2",
    ]
    # A response of another shape is shown unchanged, and a list as a table.
    assert render_text({"message": "no plan"}, PLAN_LAYOUT, width=60) == "Message  no plan\n"
    table = {"tableId": 1, "name": "Leads", "columns": [{"columnId": "c1", "rowsFailed": 3}]}
    assert render_text({"data": table}, TABLES_LAYOUT, width=60).splitlines() == [
        "ID    1",
        "Name  Leads",
        "",
        "Columns",
        "ID  Failed",
        "──  ──────",
        "c1       3",
    ]
    assert render_text({"data": [table]}, TABLES_LAYOUT, width=60).startswith("ID  Name\n")


def test_table_aligns_numbers_right_and_ids_left() -> None:
    rows = [{"id": 1, "size": 20, "mixed": 1}, {"id": 10, "size": None, "mixed": "x"}]
    text = "ID  Size  Mixed\n1     20  1\n10        x\n"
    assert render_text(rows, KEY_VALUES_LAYOUT) == text
    assert render_text(rows, RAW_LAYOUT) == text.replace("ID  Size  Mixed", "id  size  mixed")


CONTACT_HAS = ["firstName", "lastName", "jobTitle", "location", "socialLinks", "emails", "phones"]
COMPANY_HAS = [
    "alternativeName", "description", "companyType", "sicCodes", "naicsCodes", "linkedinFollowers",
    "newField", "monthlyWebsiteTraffic",
]  # fmt: skip


@pytest.mark.parametrize(
    ("has", "shown"),
    [
        (CONTACT_HAS, "name, title, location, links, email, phone"),
        (COMPANY_HAS, "other name, description, type, SIC, NAICS, +3"),
        (["brandNewThing"], "brand new thing"),
        (["x" * 80], "x" * 80),
    ],
)
@pytest.mark.parametrize("width", [120, 200, 400])
def test_table_has_is_one_line_of_words(has: list[str], shown: str, width: int) -> None:
    row = {"id": "4100000000", "firstName": "Ada", "has": has}
    text = render_text({"results": [row, row]}, CONTACT_PREVIEWS_LAYOUT, width=width)
    assert [line.count(shown) for line in text.splitlines()] == [0, 0, 1, 1]


def test_table_in_a_pipe_has_every_word() -> None:
    text = render_text({"results": [{"id": "1", "has": COMPANY_HAS}]}, CONTACT_PREVIEWS_LAYOUT)
    assert "SIC, NAICS, followers, new field, traffic" in text


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ({"canReveal": [{"field": "emails", "credits": 1}, {"field": "phones", "credits": 0}]},
         "email (1); phone (0)"),
        ({"canReveal": [{"field": "emails"}, "odd"]}, "email"),
        ({"canReveal": [{"field": str(number), "credits": 1} for number in range(4)]},
         "4 fields (4)"),
        ({"canReveal": "odd"}, ""),
        ({"contactId": "a", "hasEmails": True, "hasMobilePhone": True, "hasSeniority": True},
         "email; phone"),
        ({"contactId": "a", "hasEmails": False, "hasPhones": "yes"}, ""),
        ({"contactId": "a", "hasEmails": True, "canReveal": [{"field": "phones", "credits": 5}]},
         "phone (5)"),
        ({f"hasCompany{number}": True for number in range(5)}, "5 fields"),
    ],
)  # fmt: skip
def test_table_shows_what_can_be_revealed(record: dict[str, Any], text: str) -> None:
    layout = Layout(columns=(Column("name"), Column("canReveal", "Reveal", formatter="preview")))
    rows = render_text([{"name": "Ada", **record}, {"name": "Bo"}], layout).splitlines()
    assert rows[1] == f"Ada   {text}".rstrip()
