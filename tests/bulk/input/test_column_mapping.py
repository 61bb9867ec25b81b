"""Columns recognized by name, and rows that cannot be sent."""

import pytest

from tests.support.cli import ADA, Lusha
from tests.support.files import WriteFile, csv_rows

HEADINGS = [
    ("Email Address", "email"), ("E-Mail-Adresse", "email"), ("Adresse e-mail", "email"),
    ("Correo electrónico", "email"), ("WORK_EMAIL", "email"), ("Person - Email - Work", "email"),
    ("Person Linkedin Url", "linkedin_url"), ("LinkedIn Member Profile", "linkedin_url"),
    ("First Name", "first_name"), ("Vorname", "first_name"), ("Prénom", "first_name"),
    ("Nombre", "first_name"), ("Nachname", "last_name"), ("Apellidos", "last_name"),
    ("Nom de famille", "last_name"), ("Full Name", "full_name"), ("Name", "full_name"),
    ("Account Name", "company_name"), ("Organization", "company_name"), ("Firma", "company_name"),
    ("Entreprise", "company_name"), ("Company Domain Name", "company_domain"),
    ("Website", "company_domain"), ("Lusha Person ID", "person_id"), ("Job Title", "job_title"),
    ("Standort", "location"),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "field"), HEADINGS)
def test_column_is_recognized_by_name(
    lusha: Lusha, write_file: WriteFile, heading: str, field: str
) -> None:
    source = write_file("a.csv", f"{heading}\nx\n")
    result = lusha("person", "bulk", source, "--dry-run")
    assert result.json["requests"] == 0
    assert f"Columns: {field} = {heading}" in result.err


def test_column_with_the_better_name_wins_row_by_row(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f"Personal Email,Work Email\np@home.example,{ADA}\n{ADA},\n")
    result = lusha("person", "bulk", source, "--yes")
    assert "email = Work Email or Personal Email" in result.err
    assert [row["lusha_source"] for row in csv_rows(result.out)] == ["api", "duplicate"]


def test_map_overrides_recognized_columns(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f"Email,Contact Info\nx@y.example,{ADA}\n")
    result = lusha("person", "bulk", source, "--yes", "--map", "email=Contact Info")
    assert csv_rows(result.out)[0]["lusha_full_name"] == "Ada Byrne"
    for pair, message in (
        ("email=Contact Inf", "did you mean 'Contact Info'"),
        ("emial=Email", "did you mean 'email'."),
        ("email", "FIELD=COLUMN"),
    ):
        assert message in lusha("person", "bulk", source, "--map", pair, code=2).err


def test_name_columns_are_sent_with_the_company(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file(
        "a.csv", "Vorname,Nachname,Firma,Titel\n Ada , Byrne,Analytical  Engines,x\n"
    )
    shown = lusha("person", "bulk", source, "--dry-run").json
    assert shown["body"]["contacts"] == [
        {
            "contactId": "1",
            "fullName": "Ada Byrne",
            "companies": [{"name": "Analytical Engines", "isCurrent": True}],
        }
    ]
    rows = csv_rows(lusha("person", "bulk", source, "--yes").out)
    assert rows[0]["lusha_work_email"] == ADA
    assert rows[0]["Vorname"] == " Ada "


def test_columns_cover_every_parameter_of_the_api(lusha: Lusha, write_file: WriteFile) -> None:
    names = ("person id,email,linkedin,full name,location,company name,company domain,job title,"
             "company fqdn,company social id")  # fmt: skip
    values = f"7,{ADA},linkedin.com/in/ada,Ada Byrne,London,AE,ae.example,Boss,www.ae.example,12"
    source = write_file("a.csv", f"{names}\n{values}\n")
    assert lusha("person", "bulk", source, "--dry-run").json["body"]["contacts"] == [
        {
            "contactId": "1",
            "personId": "7",
            "fullName": "Ada Byrne",
            "email": ADA,
            "linkedinUrl": "https://www.linkedin.com/in/ada",
            "location": "London",
            "companies": [
                {
                    "name": "AE",
                    "domain": "ae.example",
                    "isCurrent": True,
                    "jobTitle": "Boss",
                    "fqdn": "www.ae.example",
                    "companySocialId": "12",
                }
            ],
        }
    ]
    assert csv_rows(lusha("person", "bulk", source, "--yes").out)[0]["lusha_full_name"]
    companies = write_file("b.csv", "domain,name,company id,fqdn\nae.example,AE,9,www.ae.example\n")
    assert lusha("company", "bulk", companies, "--dry-run").json["body"]["companies"] == [
        {"id": "1", "companyId": "9", "domain": "ae.example", "name": "AE",
         "fqdn": "www.ae.example"}
    ]  # fmt: skip


def test_row_that_cannot_be_sent_explains_why(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file(
        "a.csv",
        "email,first name,last name,company,linkedin\n"
        f"{ADA},,,,\n"
        "not-an-email,,,,\n"
        ",Ada,,,\n"
        ",Ada,Byrne,,\n"
        ",,,,https://www.linkedin.com/company/x\n"
        ",,,,\n"
        ",Ada,Byrne,x\n"
        f"{ADA},,,,,more\n"
        ",,,Analytical Engines,\n",
    )
    result = lusha("person", "bulk", source, "--yes", code=10)
    rows = csv_rows(result.out)
    assert [row["lusha_status"] for row in rows] == [
        "matched", "invalid", "invalid", "invalid", "invalid", "skipped", "invalid", "invalid",
        "invalid",
    ]  # fmt: skip
    assert "isn't an email" in rows[1]["lusha_error"]
    assert "the full name is missing" in rows[2]["lusha_error"]
    assert "the company is missing" in rows[3]["lusha_error"]
    assert "is the page of a company" in rows[4]["lusha_error"]
    assert rows[5]["lusha_error"] == "the row is empty"
    assert rows[6]["lusha_error"] == "line 8: 4 of 5 cells"
    assert rows[7]["lusha_error"] == "line 9: 6 of 5 cells; left over: 'more'"
    assert "Some rows failed: 7 invalid." in result.err
    assert "1 matched, 7 invalid, 1 skipped." in result.err
    assert all(row["lusha_credits"] in ("0", "6") for row in rows)


def test_row_with_an_invalid_column_is_sent_without_it(lusha: Lusha, write_file: WriteFile) -> None:
    link = lusha("person", "get", ADA).json["contact"]["data"]["socialLinks"]["linkedin"]
    source = write_file("a.csv", f"email,linkedin\nbroken,{link}\n")
    assert csv_rows(lusha("person", "bulk", source, "--yes").out)[0]["lusha_status"] == "matched"
