"""Columns recognized by headings and values, their notes, and rows that can't be sent."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lusha_cli.bulk.input.column_mapping import COMPANY_FIELDS, PERSON_FIELDS, Field, map_columns
from lusha_cli.bulk.input.row_values import RowReader
from tests.support.cli import ADA, Lusha
from tests.support.files import WriteFile, csv_rows


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
        ("email=Contact Inf", "Did you mean 'Contact Info'?"),
        ("emial=Email", "Did you mean 'email'?"),
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
    names = ("lusha id,email,linkedin,full name,location,company name,company domain,job title,"
             "company fqdn,company social id")  # fmt: skip
    values = f"7,{ADA},linkedin.com/in/ada,Ada Byrne,London,AE,ae.example,Boss,www.ae.example,12"
    source = write_file("a.csv", f"{names}\n{values}\n")
    mapping = ("--map", "company_social_id=company social id")
    assert lusha("person", "bulk", source, "--dry-run", *mapping).json["body"]["contacts"] == [
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
    companies = write_file("b.csv", "domain,name,lusha id,fqdn\nae.example,AE,9,www.ae.example\n")
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
    assert rows[7]["lusha_error"] == "line 9: 6 of 5 cells; extra cells: 'more'"
    assert "Some rows have no result: 7 invalid." in result.err
    assert "1 matched, 7 invalid, 1 skipped." in result.err
    assert all(row["lusha_credits"] in ("0", "6") for row in rows)


def test_row_with_an_invalid_column_is_sent_without_it(lusha: Lusha, write_file: WriteFile) -> None:
    link = lusha("person", "get", ADA).json["contact"]["data"]["socialLinks"]["linkedin"]
    source = write_file("a.csv", f"email,linkedin\nbroken,{link}\n")
    assert csv_rows(lusha("person", "bulk", source, "--yes").out)[0]["lusha_status"] == "matched"


def notes_of(lusha: Lusha, *words: str) -> list[str]:
    return [line for line in lusha(*words, "--dry-run").err.splitlines() if line]


def test_notes_name_the_columns_that_are_used_and_the_others(
    lusha: Lusha, write_file: WriteFile
) -> None:
    source = write_file(
        "a.csv",
        "Record ID,Name,Email,Owner Email,Company ID,Company,Email Status\n"
        f"12,Ada Byrne,{ADA},rob@own.example,30000034,Engines,valid\n",
    )
    notes = notes_of(lusha, "person", "bulk", source)
    assert "Columns: email = Email, full_name = Name, company_name = Company" in notes
    assert (
        "Not used: Record ID (another system's ID). "
        'To use it as Lusha\'s: --map person_id="Record ID"'
    ) in notes
    assert (
        'Not used: Owner Email (someone else\'s). To use it: --map email="Owner Email"'
    ) in notes
    assert "Not used: Company ID (another system's ID)." in notes
    assert not any("Email Status" in note for note in notes)
    companies = notes_of(lusha, "company", "bulk", source)
    assert "Columns: name = Company" in companies
    assert (
        "Not used: Company ID (another system's ID). "
        'To use it as Lusha\'s: --map company_id="Company ID"'
    ) in companies


def test_notes_list_many_unused_columns_in_one_line(lusha: Lusha, write_file: WriteFile) -> None:
    names = [f"Key {letter}" for letter in "abcdefgh"]
    source = write_file("a.csv", f"Email,{','.join(names)}\n{ADA}{',1' * 8}\n")
    notes = notes_of(lusha, "person", "bulk", source)
    assert sum(note.startswith("Not used: Key") for note in notes) == 7
    assert "Not used: Key g (another system's ID), Key h (another system's ID)." in notes


def test_mapped_column_of_another_system_is_sent(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", "Company ID,Name\n30000034,Engines\n")
    shown = lusha("company", "bulk", source, "--dry-run", "--map", "company_id=Company ID").json
    assert shown["body"]["companies"] == [{"id": "1", "companyId": "30000034", "name": "Engines"}]


def test_companies_of_emails_are_counted(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", "Email\nada@engines.example\nbob@gmail.com\ncy@web.de\n")
    result = lusha("company", "bulk", source, "--yes", "--map", "fqdn=none", code=2)
    assert "there is no column 'none'" in result.err
    result = lusha("company", "bulk", source, "--yes")
    assert (
        "Company domains are taken from Email. 2 rows have a public mailbox provider "
        "and are skipped."
    ) in result.err
    rows = csv_rows(result.out)
    assert [row["lusha_status"] for row in rows] == ["not_found", "skipped", "skipped"]
    assert rows[1]["lusha_error"] == "gmail.com is a public mailbox provider, not a company"


def test_row_of_placeholders_is_skipped_with_the_first(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f"Email,Name,Company\nn/a,Ada Byrne,-\n{ADA},unknown,n/a\n")
    rows = csv_rows(lusha("person", "bulk", source, "--yes").out)
    assert [row["lusha_status"] for row in rows] == ["skipped", "matched"]
    assert rows[0]["lusha_error"] == "placeholder '-'"


def test_map_names_a_column_by_its_position(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f"x,y\nrob@own.example,{ADA}\n")
    for column in ("column 2", "2", "Y"):
        shown = lusha("person", "bulk", source, "--dry-run", "--map", f"email={column}").json
        assert shown["body"]["contacts"] == [{"contactId": "1", "email": ADA}]


def test_map_of_a_repeated_heading_asks_which_is_meant(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f"Email,Email,Name\n,{ADA},Ada Byrne\n")
    error = lusha("person", "bulk", source, "--dry-run", "--map", "email=Email", code=2).err
    assert "2 columns have the heading 'Email'" in error
    assert '--map email="column 1" or --map email="Email 2"' in error
    shown = lusha("person", "bulk", source, "--dry-run", "--map", "email=Email 2").json
    assert shown["body"]["contacts"][0]["email"] == ADA


# Headings about somebody else, or with identifiers of other systems, and what their cells hold.
ELSEWHERE = {
    "Owner Email": "rob@own.example", "Email (Owner)": "rob@own.example",
    "User Email": "u@own.example",
    "Account Manager": "Rob Rep", "Sales Rep Email": "rob@own.example", "Created By": "Rob Rep",
    "Manager Email": "boss@engines.example", "Assistant LinkedIn": "https://linkedin.com/in/al-aid",
    "Referred By": "Rae Ref", "Reports To": "Bo Boss", "Previous Company": "Mills",
    "Parent Account": "Holding", "Competitor Website": "https://mills.example",
    "Kundenbetreuer E-Mail": "rob@own.example", "Email du responsable": "rob@own.example",
    "Correo del propietario": "rob@own.example", "E-mail eigenaar": "rob@own.example",
    "Company Email": "info@engines.example", "Company Phone": "+1 202 555 0101",
    "Company LinkedIn": "https://linkedin.com/company/engines", "ID": "30000034",
    "Company ID": "30000034", "Person Id": "41", "companyId": "42", "Record ID": "43",
    "Account ID": "44", "hs_object_id": "45", "External ID": "x-46", "Contact ID": "47",
    "companySocialId": "48", "Email Status": "valid", "Email Opt Out": "no", "Last Activity": "x",
    "Emergency Contact Email": "sam@home.example", "Contact 2 Email": "bob@engines.example",
}  # fmt: skip
TABLES: list[tuple[Sequence[Field], dict[str, list[str]]]] = [
    (PERSON_FIELDS, {"Email": ["ada@engines.example", ""], "Name": ["Ada Byrne", "Bob Stone"],
                     "Company": ["Engines", ""]}),
    (PERSON_FIELDS, {"First Name": ["Ada", "Bob"], "Last Name": ["Byrne", "Stone"],
                     "Website": ["engines.example", ""]}),
    (PERSON_FIELDS, {"Invitee Email": ["ada@engines.example", "bob@mills.example"]}),
    (PERSON_FIELDS, {"メール": ["ada@engines.example", "bob@mills.example"]}),
    (COMPANY_FIELDS, {"Company": ["Engines", "Mills"], "Domain": ["engines.example", ""]}),
    (COMPANY_FIELDS, {"Name": ["Engines Ltd", "Mills Inc"]}),
]  # fmt: skip


def values_of(fields: Sequence[Field], table: dict[str, list[str]]) -> list[dict[str, str]]:
    """Return the valid values of the two rows of a table."""
    rows = [{column: cells[number] for column, cells in table.items()} for number in (0, 1)]
    selection = map_columns(list(table), fields=fields, overrides={}, rows=rows)
    reader = RowReader(selection, fields, ())
    return [reader.read(row).values for row in rows]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(TABLES),
    st.lists(st.sampled_from(sorted(ELSEWHERE)), unique=True, min_size=1, max_size=6),
    st.randoms(use_true_random=False),
)
def test_columns_about_others_never_change_what_is_sent(
    table: tuple[Sequence[Field], dict[str, list[str]]], added: list[str], random: Any
) -> None:
    fields, columns = table
    wide = {**columns, **{heading: [ELSEWHERE[heading], ELSEWHERE[heading]] for heading in added}}
    names = list(wide)
    random.shuffle(names)
    assert values_of(fields, {name: wide[name] for name in names}) == values_of(fields, columns)
