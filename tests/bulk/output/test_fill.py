"""`--fill` and `--overwrite-older`: found data in the row's own columns."""

from pathlib import Path

import pytest

from tests.support.cli import ADA, Lusha
from tests.support.files import WriteFile, csv_rows

pytestmark = pytest.mark.with_yes
HEADER = "Name,Email,Phone,Mobile Phone,Title,Company,City,Country,Industry,LinkedIn,Notes\n"


@pytest.mark.parametrize("v2", ["on", "off"])
def test_fill_writes_into_empty_cells_only(lusha: Lusha, write_file: WriteFile, v2: str) -> None:
    lusha.v2 = v2
    source = write_file(
        "a.csv", f"{HEADER},{ADA},,N/A,Boss,,,UK,,,\n,nomatch@magic.example,,,,,,,,,\n"
    )
    found, missed = csv_rows(lusha("person", "bulk", source, "--fill").out)
    data = {name: found[f"lusha_{name}"] for name in ("full_name", "mobile_phone", "linkedin_url")}
    assert found["Name"] == data["full_name"] == "Ada Byrne"
    assert found["Phone"] == found["Mobile Phone"] == data["mobile_phone"] != ""
    assert (found["Title"], found["Country"], found["Notes"]) == ("Boss", "UK", "")
    assert (found["Company"], found["City"]) == ("Analytical Engines", "London")
    assert found["Industry"] == found["lusha_company_industry"] != ""
    assert found["LinkedIn"] == data["linkedin_url"]
    assert found["lusha_filled"] == ("Name, Phone, Mobile Phone, Company, City, Industry, LinkedIn")
    assert found["Email"] == ADA
    assert missed["lusha_filled"] == missed["Name"] == missed["Phone"] == ""
    assert list(found)[11:21] == [
        "lusha_status", "lusha_error", "lusha_credits", "lusha_source", "lusha_fetched_at",
        "lusha_match", "lusha_mismatch", "lusha_duplicate_of", "lusha_filled", "lusha_person_id",
    ]  # fmt: skip


def test_fill_leaves_a_last_name_that_is_in_the_other_column(
    lusha: Lusha, write_file: WriteFile
) -> None:
    source = write_file(
        "a.csv", f'First Name,Last Name,Email\n"Byrne, Ada",,{ADA}\nAda,,{ADA}\n,Ada Byrne,{ADA}\n'
    )
    rows = csv_rows(lusha("person", "bulk", source, "--fill").out)
    names = [(row["First Name"], row["Last Name"]) for row in rows]
    assert names == [("Byrne, Ada", ""), ("Ada", "Byrne"), ("", "Ada Byrne")]


def test_fill_of_an_export_and_of_jsonl(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.jsonl", f'{{"email": "{ADA}", "phone": null, "title": ""}}\n')
    plain = lusha("person", "bulk", source).out
    assert "lusha_filled" not in plain
    run = lusha("runs", "list").json[0]["id"]
    row = lusha("runs", "export", run, "--fill", "-o", "json").json[0]
    assert row["phone"] == row["lusha_mobile_phone"]
    assert row["title"] == row["lusha_job_title"]
    assert row["lusha_filled"] == "phone, title"


def test_fill_never_uses_a_number_not_to_be_called(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f"email,direct phone\n{ADA},\n")
    (row,) = csv_rows(lusha("person", "bulk", source, "--fill").out)
    assert row["lusha_do_not_call"]
    assert row["direct phone"] == ""


def test_fill_of_companies(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file(
        "a.csv", "Website,Company,Industry,Size,Country,LinkedIn\nanalytical-engines.example,,,,,\n"
    )
    (row,) = csv_rows(lusha("company", "bulk", source, "--fill").out)
    assert row["Company"] == "Analytical Engines"
    assert row["lusha_filled"].startswith("Company, Industry, Size, Country")
    assert row["Country"] == row["lusha_company_country"]


@pytest.mark.parametrize(
    ("date", "title"),
    [("2026-01-31", "Partner"), ("2026-10-31", "Old"), ("", "Old"), ("soon", "Old"),
     ("31.01.2026", "Partner")],
)  # fmt: skip
def test_overwrite_older(lusha: Lusha, write_file: WriteFile, date: str, title: str) -> None:
    source = write_file("a.csv", f"Email,Title,Last Modified\n{ADA},Old,{date}\n")
    (row,) = csv_rows(lusha("person", "bulk", source, "--fill", "--overwrite-older", "180d").out)
    found = row["lusha_job_title"]
    assert row["Title"] == (found if title == "Partner" else "Old")
    assert row["lusha_overwritten"] == ("Title: Old" if title == "Partner" else "")
    assert row["lusha_filled"] == ""


def test_overwrite_older_is_checked_before_anything_is_paid(
    lusha: Lusha, write_file: WriteFile, tmp_path: Path
) -> None:
    source = write_file("a.csv", f"Email,Title\n{ADA},Old\n")
    line = ("person", "bulk", source, "--overwrite-older", "30d", "--json")
    assert lusha(*line, code=2).error["message"] == "--overwrite-older needs --fill."
    error = lusha(*line, "--fill", code=2).error
    assert error["message"].startswith("--overwrite-older: no column has the date of a row")
    error = lusha(
        "person", "bulk", source, "--fill", "--out", f"sqlite:///{tmp_path}/x.db", "--json", code=2
    ).error
    assert error["message"] == "--fill applies to files, and --out is a database."
    assert lusha("runs", "list").json == []


def test_fill_escapes_formulas(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f"email,phone,note\n{ADA},,=1\n")
    (row,) = csv_rows(lusha("person", "bulk", source, "--fill", "--spreadsheet-safe").out)
    assert row["note"] == "'=1"
    assert row["phone"] == row["lusha_mobile_phone"]
