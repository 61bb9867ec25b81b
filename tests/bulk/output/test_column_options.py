"""`--data-columns`, `--multi` and `--spreadsheet-safe`."""

from pathlib import Path

from tests.support.cli import ADA, Lusha
from tests.support.files import csv_rows


def test_columns_option_writes_only_those_columns(lusha: Lusha, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f"email\n{ADA}\n")
    line = ("person", "bulk", str(source), "--yes")
    row = csv_rows(lusha(*line, "--data-columns", "mobile_phone,lusha_full_name").out)[0]
    assert list(row)[-2:] == ["lusha_mobile_phone", "lusha_full_name"]
    assert len(row) == 1 + 5 + 2
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
