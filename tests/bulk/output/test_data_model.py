"""Emails, phones and signals in tables of their own."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import ADA, Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

# SHA-256 of the address, computed by sha256sum.
HASH_OF_ADA = "c5c1b555622030257750a651c95ec07f670fbf5b4a27858b0695a4ab8bf2ff3c"


@pytest.fixture
def leads(tmp_path: Path) -> str:
    (source := tmp_path / "leads.csv").write_text(f"email\n{ADA}\n")
    return str(source)


def rows_of(file: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(file)) as db:
        return db.execute(query).fetchall()


def test_sqlite_has_a_row_for_each_email_and_phone(
    lusha: Lusha, leads: str, tmp_path: Path
) -> None:
    file = tmp_path / "crm.db"
    for _ in range(2):
        lusha("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    emails = rows_of(file, "SELECT contact, address, kind, confidence FROM contact_emails")
    assert emails == [
        ("4100000000", ADA, "work", "A+"),
        ("4100000000", "ada.byrne.0@mailbox.example", "private", "A"),
    ]
    phones = rows_of(file, "SELECT contact, number, kind, do_not_call FROM contact_phones")
    assert phones == [
        ("4100000000", "+1 344 555 0151", "mobile", 0),
        ("4100000000", "+1 512 555 0103", "direct", 1),
    ]
    found = f"SELECT address FROM contact_emails WHERE hash = '{HASH_OF_ADA}'"
    assert rows_of(file, found) == [(ADA,)]
    [(_, _, _, plan)] = rows_of(file, f"EXPLAIN QUERY PLAN {found}")
    assert "USING INDEX contact_emails_hash" in plan
    assert rows_of(file, "SELECT version FROM lusha_schema") == [(2,)]


def test_sqlite_keeps_values_that_a_later_row_lacks(
    script: StartScriptedServer, tmp_path: Path
) -> None:
    addresses = (
        [{"email": "ada@firm.example", "emailType": "work", "emailConfidence": "A"}],
        [{"email": "ada@firm.example"}, {"email": "Ada@Bücher.example"}],
    )
    people = {
        str(number): {"data": {"personId": 7, "emailAddresses": emails}, "isCreditCharged": True}
        for number, emails in enumerate(addresses, 1)
    }
    body = json.dumps({"contacts": people, "companies": {}}).encode()
    lusha, _ = script(ScriptedResponse(201, body, {"Content-Type": "application/json"}))
    file = tmp_path / "crm.db"
    (source := tmp_path / "two.csv").write_text("email\nada@firm.example\nada@home.example\n")
    lusha("person", "bulk", str(source), "--yes", "--out", f"sqlite:///{file}")
    emails = rows_of(file, "SELECT address, kind, confidence, hash FROM contact_emails ORDER BY 1")
    assert [email[:3] for email in emails] == [
        ("Ada@Bücher.example", None, None),
        ("ada@firm.example", "work", "A"),
    ]
    # Of ada@xn--bcher-kva.example.
    assert emails[0][3] == "804b82e26dacf3984a3a1499a650175ecd89e229f6e45c13003b92f510e029e5"


@pytest.mark.parametrize("command", ["person", "company"])
def test_sqlite_has_a_row_for_each_signal(lusha: Lusha, tmp_path: Path, command: str) -> None:
    file, source = tmp_path / "crm.db", tmp_path / "in.csv"
    people = lusha("sandbox", "people", "--limit", "40", "--json").json
    emails = "".join(f"{person['email']}\n" for person in people)
    source.write_text(
        f"email\n{emails}" if command == "person" else "domain\nanalytical-engines.example\n"
    )
    since = ("--signal", "allSignals", "--signals-start-date", "2025-12-01")
    line = (command, "bulk", str(source), "--yes", *since, "--out", f"sqlite:///{file}")
    for _ in range(2):
        lusha(*line)
    [(number, owners, dated)] = rows_of(
        file, "SELECT count(*), count(coalesce(contact, company)), count(date) FROM signals"
    )
    assert number == owners == dated > 0
    owner = "contact" if command == "person" else "company"
    table = "contacts" if command == "person" else "companies"
    joined = f"SELECT count(*) FROM signals JOIN {table} t ON t.id = signals.{owner}"
    assert rows_of(file, joined) == [(number,)]
    for type_, date, data in rows_of(file, "SELECT type, date, data FROM signals"):
        assert type_
        assert date in json.loads(data).values()


def test_data_columns_select_the_tables(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    tables: dict[str, set[str]] = {}
    for columns in ("work_email", "emails", "phones,company_name"):
        file = tmp_path / f"{len(tables)}.db"
        out = ("--out", f"sqlite:///{file}")
        lusha("person", "bulk", leads, "--yes", *out, "--data-columns", columns)
        query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        tables[columns] = {name for (name,) in rows_of(file, query)}
    always = {"contacts", "runs", "lusha_schema"}
    assert tables == {
        "work_email": always,
        "emails": always | {"contact_emails"},
        "phones,company_name": always | {"contact_phones", "companies"},
    }


REFUSED = {
    "signals of another program": (
        "CREATE TABLE signals (id INTEGER PRIMARY KEY, name TEXT)",
        "the table signals doesn't fit",
        "--data-columns person_id,full_name,",
    ),
    "another key": (
        "CREATE TABLE contact_emails (contact TEXT, address TEXT PRIMARY KEY)",
        "the table contact_emails doesn't fit",
        "--data-columns person_id,full_name,first_name,last_name,job_title,seniority,departments,"
        "work_email,private_email,mobile_phone",
    ),
    "phones as numbers": (
        "CREATE TABLE contact_phones (contact TEXT, number INT, PRIMARY KEY (contact, number))",
        "the column number of the table contact_phones doesn't fit",
        "text columns contact and number that are its PRIMARY KEY",
    ),
    "a required column": (
        "CREATE TABLE contact_phones (contact TEXT, number TEXT, label TEXT NOT NULL,"
        "PRIMARY KEY (contact, number))",
        "the column label of the table contact_phones doesn't fit",
        "--data-columns",
    ),
}


@pytest.mark.parametrize(("script", "subject", "text"), REFUSED.values(), ids=REFUSED)
def test_table_of_others_that_refuses_is_reported_before_paying(
    lusha: Lusha, leads: str, tmp_path: Path, script: str, subject: str, text: str
) -> None:
    with closing(sqlite3.connect(file := tmp_path / "crm.db")) as db:
        db.executescript(script)
    line = ("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    refused = lusha(*line, code=2).err
    shown = " ".join(refused.split())
    assert subject in shown
    assert text in shown
    assert lusha("sandbox", "status").json["requests"] == 0
    # The hint's columns fit.
    lusha(*line, "--data-columns", shown.split("--data-columns ")[1].split(", ")[0])
    assert rows_of(file, "SELECT full_name FROM contacts") == [("Ada Byrne",)]


def test_foreign_keys_to_contacts_and_companies_are_met(
    lusha: Lusha, leads: str, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(file := tmp_path / "crm.db")) as db:
        db.executescript(
            "CREATE TABLE companies (id TEXT PRIMARY KEY);"
            "CREATE TABLE contacts (id TEXT PRIMARY KEY, company_id TEXT REFERENCES companies);"
            "CREATE TABLE contact_emails (contact TEXT REFERENCES contacts, address TEXT,"
            "PRIMARY KEY (contact, address));"
            "CREATE TABLE signals (id TEXT PRIMARY KEY, contact TEXT REFERENCES contacts,"
            "company TEXT REFERENCES companies)"
        )
    lusha("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    assert rows_of(file, "SELECT count(*) FROM contact_emails") == [(2,)]
