"""Where text wraps, and which columns shrink."""

import pytest

from lusha_cli.cli.app import TOP_LEVEL_NAMES
from lusha_cli.json_types import Json
from lusha_cli.output.layouts.layout import Column, Layout
from lusha_cli.output.wrapping import COMMAND_GROUPS, ITEMS, cell_width, wrap, wrap_command
from tests.support.rendering import render_text

ROW = {
    "id": "e37d57ce78de8b0991817664",
    "name": "Northwind Robotics of Boston",
    "email": ["ada@northwind.example", "ada.okafor@home.example"],
    "note": "spare",
}
LAYOUT = Layout(
    "",
    columns=(
        Column("id", header="ID", no_wrap=True),
        Column("name"),
        Column("email", no_wrap=True),
        Column("note", optional=True),
    ),
)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 8, ["one two", "three"]),
        ("one  two", 8, ["one  two"]),
        ("", 8, [""]),
        ("one two  three", 8, ["one two", "three"]),
        ('{"a":1,"b":[2,3]}', 10, ['{"a":1,', '"b":[2,3]}']),
        ("株式会社北京", 5, ["株式", "会社", "北京"]),
        ("🇩🇪🇫🇷🇮🇱", 5, ["🇩🇪🇫🇷", "🇮🇱"]),
        ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 5, ["👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"]),
        ("חברת הרובוטים בע״מ", 13, ["חברת הרובוטים", "בע״מ"]),
    ],
)  # fmt: skip
def test_wrap_breaks_at_word_boundaries(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines
    assert all(cell_width(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("to ada.okafor@northwind-labs.example", 20, ["to", "ada.okafor@northwind-labs.example"]),
        ("https://x.example/a/b?c=d&e=f", 18, ["https://x.example/a/b?c=d&e=f"]),
        ("网址https://北京.example/路径 见", 10, ["网址https://北京.example/路径", "见"]),
        ("ada@株式会社北京.example", 10, ["ada@株式会社北京.example"]),
        ("株式会社北京公司.example", 10, ["株式会社北京公司.example"]),
        ("编号e37d57ce78de8b0991817664", 10, ["编号", "e37d57ce78de8b0991817664"]),
        ("see surgeInHiringByDepartment", 20, ["see", "surgeInHiringByDepartment"]),
        ("Run: lusha auth login   to log in", 22, ["Run: lusha auth login", "to log in"]),
        ("then: lusha auth login", 16, ["then:", "lusha auth login"]),
        ("with `lusha person get ID` again", 16, ["with", "`lusha person get ID`", "again"]),
        ("see lusha runs resume 2026-1a --yes.", 12, ["see", "lusha runs resume 2026-1a --yes."]),
        ("Run: chmod 700 /home/ada/.config (once)", 12,
         ["Run:", "chmod 700 /home/ada/.config", "(once)"]),
    ],
)  # fmt: skip
def test_wrap_never_breaks_what_is_copied(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines
    assert wrap(text, width, break_words=False) == lines or not text.isascii()


def test_wrap_keeps_only_commands_together() -> None:
    assert wrap("Then lusha prompts before it", 16) == ["Then lusha", "prompts before", "it"]
    assert set(COMMAND_GROUPS) == set(TOP_LEVEL_NAMES)


def test_wrap_command_keeps_a_pipe_with_the_command_after_it() -> None:
    command = "lusha company get a.example --sandbox | jq -r .data.name"
    assert wrap_command(command, 44) == [
        "lusha company get a.example --sandbox \\",
        "  | jq -r .data.name",
    ]
    assert wrap_command("lusha last | lusha contacts enrich - --reveal emails", 40) == [
        "lusha last | lusha contacts enrich - \\",
        "  --reveal emails",
    ]


def test_wrap_keeps_items_together() -> None:
    text = "+1 212 555 0143; +1 212 555 0188 (do not call)"
    assert wrap(text, 30, ITEMS) == ["+1 212 555 0143;", "+1 212 555 0188 (do not call)"]
    assert wrap(text, 20, ITEMS) == ["+1 212 555 0143;", "+1 212 555 0188 (do", "not call)"]


def test_wrap_never_breaks_copyable_values_in_a_table() -> None:
    assert render_text([ROW] * 2, LAYOUT, width=66).splitlines()[:4] == [
        "ID                        Name         Email",
        "────────────────────────  ───────────  ───────────────────────",
        "e37d57ce78de8b0991817664  Northwind    ada@northwind.example;",
        "                          Robotics of  ada.okafor@home.example",
    ]


def test_wrap_drops_optional_columns_on_narrow_terminals() -> None:
    assert "spare" in render_text([ROW], LAYOUT, width=80)
    assert "spare" not in render_text([ROW], LAYOUT, width=66)
    # As a list of fields there is room for all.
    assert render_text([ROW], LAYOUT, width=50).splitlines() == [
        "ID     e37d57ce78de8b0991817664",
        "Name   Northwind Robotics of Boston",
        "Email  ada@northwind.example;",
        "       ada.okafor@home.example",
        "Note   spare",
    ]


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        ("yes", True, "yes"),
        ("yes", False, ""),
        ("yes_no", True, "yes"),
        ("yes_no", False, "no"),
        ("yes_no", None, ""),
        ("yes_no", "perhaps", "perhaps"),
        ("domain", "https://www.firm.example/x", "firm.example"),
        ("time", "2026-11-01T12:00:00.000Z", "2026-11-01 12:00 UTC"),
        ("time", "2026-11-01 12:00:59+00:00", "2026-11-01 12:00 UTC"),
        ("time", "2026-11-01T12:00+0530", "2026-11-01 12:00 +05:30"),
        ("time", "2026-11-01T12:00:00-08", "2026-11-01 12:00 -08:00"),
        ("time", "2026-11-01T12:00:00", "2026-11-01 12:00"),
        ("time", "2026-11-01", "2026-11-01"),
        ("time", "Mar 20, 2006", "Mar 20, 2006"),
        ("time", ["2026-11-01T12:00Z", None, "soon"], "2026-11-01 12:00 UTC; soon"),
        ("time", 1_793_534_400, "1793534400"),
        ("number", 1234567, "1,234,567"),
        ("number", 1234.5, "1,234.5"),
        ("number", "1234", "1234"),
        ("number", True, "true"),
        ("size", 12345, "12,345"),
        ("entries", [{"department": "Sales", "count": 1200}], "Sales (1,200)"),
        ("entries", [{"code": 541511, "description": "Software"}], "541511 (Software)"),
        ("funding", "much", "much"),
        ("phones", [{"number": "+1", "doNotCall": True}, "+2"], "+1 (do not call); +2"),
        ("phones", "+1 212", "+1 212"),
        ("phones", [{"number": "+1 212", "doNotCall": "yes"}, {}], "+1 212"),
        ("place", {"city": "Berlin", "state": "Berlin", "country": "Germany"}, "Berlin, Germany"),
        ("place", {"city": "Austin", "state": "Texas", "country": "USA"}, "Austin, USA"),
        ("place", {"state": "Texas", "country": "USA"}, "Texas, USA"),
        ("place", "Berlin", "Berlin"),
        ("mapping", {"matched": 3, "not_found": 1, "none": None}, "matched: 3; not found: 1"),
        ("mapping", {}, ""),
        ("mapping", "odd", "odd"),
    ],
)  # fmt: skip
def test_values_are_formatted_for_people(form: Json, value: Json, text: str) -> None:
    layout = Layout("", fields=(Column("id"), Column("value", formatter=form)))
    expected = f"ID     1\nValue  {text}\n" if text else "ID  1\n"
    assert render_text({"id": 1, "value": value}, layout) == expected


def test_do_not_call_mark_is_shown_at_every_width() -> None:
    layout = Layout("", columns=(Column("name"), Column("phones", formatter="phones")))
    phones = [{"number": f"+1 212 555 01{n}", "doNotCall": n % 2 == 0} for n in range(43, 47)]
    for width in (24, 40, 80, 200):
        text = " ".join(
            render_text([{"name": "Ada", "phones": phones}], layout, width=width).split()
        )
        assert text.count("(do not call)") == 2
        assert "+1 212 555 0144 (do not call)" in text
