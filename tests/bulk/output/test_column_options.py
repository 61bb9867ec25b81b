"""`--data-columns`, `--multi` and `--spreadsheet-safe`."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lusha_cli.parsing.formulas import escape_formula
from tests.support.cli import ADA, Lusha
from tests.support.files import csv_rows


def test_columns_option_writes_only_those_columns(lusha: Lusha, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f"email\n{ADA}\n")
    line = ("person", "bulk", str(source), "--yes")
    row = csv_rows(lusha(*line, "--data-columns", "mobile_phone,lusha_full_name").out)[0]
    assert list(row)[-2:] == ["lusha_mobile_phone", "lusha_full_name"]
    assert len(row) == 1 + 8 + 2
    rejected = lusha(*line, "--data-columns", "shoe_size", code=2)
    assert "there is no column 'shoe_size'" in rejected.err
    assert "work_email" in rejected.err


def test_multi_joins_picks_or_spreads_values(lusha: Lusha, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f"email\nzanele.moreau@orchard-motors.example\n{ADA}\n")
    line = (
        "person",
        "bulk",
        str(source),
        "--yes",
        "--data-columns",
        "emails",
        "--data-columns",
        "phones",
    )
    emails = [ADA, "ada.byrne.0@mailbox.example"]
    joined = csv_rows(lusha(*line).out)[1]
    assert joined["lusha_emails"].split("; ") == emails
    assert csv_rows(lusha(*line, "--multi", "first").out)[1]["lusha_emails"] == ADA
    exploded = csv_rows(lusha(*line, "--multi", "explode").out)
    assert len(exploded) == 2
    assert [exploded[1]["lusha_emails_1"], exploded[1]["lusha_emails_2"]] == emails
    assert [name for name in exploded[0] if name.startswith("lusha_phones")] == [
        "lusha_phones_1", "lusha_phones_2",
    ]  # fmt: skip
    assert exploded[0]["lusha_phones_2"] == ""


def test_spreadsheet_safe_escapes_formulas(lusha: Lusha, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f'email,note\n{ADA},"=HYPERLINK(""x"")"\n{ADA},-5\n{ADA},@sum\n')
    line = ("person", "bulk", str(source), "--yes")
    assert [row["note"] for row in csv_rows(lusha(*line).out)] == ['=HYPERLINK("x")', "-5", "@sum"]
    rows = csv_rows(lusha(*line, "--spreadsheet-safe").out)
    assert [row["note"] for row in rows] == ['\'=HYPERLINK("x")', "-5", "'@sum"]
    assert rows[0]["lusha_mobile_phone"].startswith("+1")


def test_spreadsheet_safe_escapes_headings(lusha: Lusha, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f'email,"=1+1", @x,name\n{ADA},a,b,c\n')
    line = ("person", "bulk", str(source), "--yes")
    assert lusha(*line).out.startswith("email,=1+1, @x,name,")
    assert lusha(*line, "--spreadsheet-safe").out.startswith("email,'=1+1,' @x,name,")


# What spreadsheets take for the start of a formula, and what they skip before it.
LEADS = [
    "", " ", "  ", "\t", "\n", "\r", "\r\n", "\x0b", "\x00", "\xa0", "\u3000", "\u200b", "\ufeff",
]  # fmt: skip
SIGNS = [
    "=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe62", "\ufe63", "\ufe66",
    "\ufe6b",
]  # fmt: skip
BODIES = ["1+1", "SUM(A1:A9)", "cmd|' /C calc'!A0", 'HYPERLINK("http://x.example")', "A1", "-1+cmd"]
FORMULAS = st.tuples(*map(st.sampled_from, (LEADS, SIGNS, BODIES))).map("".join)


@given(formula=FORMULAS)
def test_formula_behind_white_space_and_in_full_width_is_escaped(formula: str) -> None:
    escaped = escape_formula(formula)
    assert escaped == f"'{formula}"
    assert escape_formula(escaped) == escaped


@given(text=st.text())
def test_escaped_text_starts_with_no_sign_of_a_formula(text: str) -> None:
    escaped = escape_formula(text)
    assert escaped in (text, f"'{text}")
    stripped = escaped.strip().strip("\x00\u200b\ufeff").strip()
    if stripped[:1] in tuple("=+-@"):
        assert re.fullmatch(r" *[+-][0-9 ().,/-]*", escaped)


@pytest.mark.parametrize(
    "text",
    ["-5", "+1 344 555 0151", "+13445550151", "a=b", "", " ", "x@firm.example", "1.5", "'=1"],
)
def test_number_phone_and_other_text_stay(text: str) -> None:
    assert escape_formula(text) == text
