"""SQLite tables that others made: used if they take our rows, else refused before paying."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import ADA, Lusha


@pytest.fixture
def leads(tmp_path: Path) -> str:
    (source := tmp_path / "leads.csv").write_text(f"email\n{ADA}\n")
    return str(source)


def execute_script(file: Path, script: str) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.executescript(script)


def query(file: Path, statement: str) -> list[Any]:
    with closing(sqlite3.connect(file)) as db:
        return db.execute(statement).fetchall()


REFUSED = {
    "not null without default": (
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, owner TEXT NOT NULL)",
        "the column owner of the table contacts",
        "Give a default to owner",
    ),
    "a number that must not be null": (
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, in_eu INTEGER NOT NULL)",
        "the column in_eu of the table contacts",
        "Allow null in in_eu",
    ),
    "phone as a number": (
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, mobile_phone INTEGER)",
        "the column mobile_phone of the table contacts",
        "'+441632555012' is stored as 441632555012",
    ),
    "strict integer": (
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, city INTEGER) STRICT",
        "the column city of the table contacts",
        "--data-columns person_id,",
    ),
    "integer key": (
        "CREATE TABLE contacts (id INTEGER PRIMARY KEY, full_name TEXT)",
        "the table contacts doesn't fit: datatype mismatch",
        "a text column id that is its PRIMARY KEY",
    ),
    "check": (
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, country TEXT CHECK (length(country) = 2))",
        "the column country of the table contacts",
        "CHECK constraint failed",
    ),
    "check that empty values break": (
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, seniority TEXT CHECK (seniority IS NOT NULL))",
        "the table contacts doesn't fit",
        "CHECK constraint failed",
    ),
    "trigger that raises": (
        "CREATE TABLE contacts (id TEXT PRIMARY KEY);"
        "CREATE TRIGGER no BEFORE INSERT ON contacts BEGIN "
        "SELECT RAISE(ABORT, 'closed\nuntil May'); END",
        "the table contacts doesn't fit: closed.",
        "table=NAME",
    ),
    "trigger that raises on update": (
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, city TEXT);"
        "CREATE TRIGGER no BEFORE UPDATE ON contacts BEGIN SELECT RAISE(ABORT, 'append only'); END",
        "append only",
        "table=NAME",
    ),
    "trigger that ends the transaction": (
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, city TEXT);"
        "CREATE TRIGGER no AFTER UPDATE ON contacts BEGIN SELECT RAISE(ROLLBACK, 'rolled'); END",
        "rolled",
        "table=NAME",
    ),
    "trigger that drops the row": (
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, city TEXT);"
        "CREATE TRIGGER no BEFORE INSERT ON contacts BEGIN SELECT RAISE(IGNORE); END",
        "an inserted row is missing",
        "table=NAME",
    ),
    "generated column": (
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, first_name TEXT, last_name TEXT,"
        "full_name TEXT GENERATED ALWAYS AS (first_name || last_name))",
        "the column full_name of the table contacts",
        "--data-columns person_id,first_name",
    ),
    "foreign key": (
        "CREATE TABLE accounts (id TEXT PRIMARY KEY);"
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, company_id TEXT REFERENCES accounts (id))",
        "the column company_id of the table contacts",
        "FOREIGN KEY constraint failed",
    ),
    "deferred foreign key": (
        "CREATE TABLE accounts (id TEXT PRIMARY KEY);"
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, company_id TEXT REFERENCES accounts (id)"
        "DEFERRABLE INITIALLY DEFERRED)",
        "the column company_id of the table contacts",
        "FOREIGN KEY constraint failed",
    ),
    "no key": (
        "CREATE TABLE contacts (id TEXT, full_name TEXT)",
        "does not match any PRIMARY KEY",
        "its PRIMARY KEY",
    ),
    "key of two columns": (
        "CREATE TABLE contacts (id TEXT, full_name TEXT, PRIMARY KEY (id, full_name))",
        "does not match any PRIMARY KEY",
        "its PRIMARY KEY",
    ),
    "a value that two people may share": (
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, work_email TEXT UNIQUE, city TEXT UNIQUE)",
        "the columns work_email, city of the table contacts don't fit",
        "UNIQUE constraint failed: contacts.work_email",
    ),
    "unique that replaces rows": (
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, work_email TEXT UNIQUE ON CONFLICT REPLACE)",
        "the column work_email of the table contacts",
        "an inserted row is missing",
    ),
    "view": (
        "CREATE TABLE people (id TEXT PRIMARY KEY); CREATE VIEW contacts AS SELECT * FROM people",
        "ALTER TABLE contacts ADD COLUMN",
        "--data-columns person_id,location,",
    ),
    "companies that don't fit": (
        "CREATE TABLE companies (id TEXT PRIMARY KEY, name TEXT, tier TEXT NOT NULL)",
        "the column tier of the table companies",
        "--data-columns person_id,full_name,first_name,last_name",
    ),
    "runs of another program": (
        "CREATE TABLE runs (id INTEGER PRIMARY KEY, started TEXT)",
        "the table runs doesn't fit",
        "write to another database",
    ),
}


@pytest.mark.parametrize(("script", "subject", "text"), REFUSED.values(), ids=REFUSED)
def test_sqlite_table_that_refuses_is_reported_before_paying(
    lusha: Lusha, leads: str, tmp_path: Path, script: str, subject: str, text: str
) -> None:
    execute_script(file := tmp_path / "crm.db", script)
    before = file.read_bytes()
    out = f"sqlite:///{file}"
    refused = lusha("person", "bulk", leads, "--yes", "--out", out, code=2).err
    shown = " ".join(refused.split())
    assert subject in shown
    assert text in shown
    assert "until May" not in shown
    assert lusha("sandbox", "status").json["requests"] == 0
    assert file.read_bytes() == before


ACCEPTED = {
    "lengths aren't enforced": "CREATE TABLE contacts (id VARCHAR(3) PRIMARY KEY, city VARCHAR(3))",
    "other case": 'CREATE TABLE "Contacts" ("ID" TEXT PRIMARY KEY, Work_EMAIL TEXT, "City" TEXT)',
    "must not be null": "CREATE TABLE contacts (id TEXT PRIMARY KEY, mobile_phone TEXT NOT NULL)",
    "unique id": "CREATE TABLE contacts (row INTEGER PRIMARY KEY, id TEXT UNIQUE, city TEXT)",
    "strict": "CREATE TABLE contacts (id TEXT PRIMARY KEY, full_name TEXT, in_eu INT) STRICT",
    "default": "CREATE TABLE contacts (id TEXT PRIMARY KEY, owner TEXT NOT NULL DEFAULT 'me')",
    "trigger that edits": (
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, city TEXT);"
        "CREATE TRIGGER up AFTER INSERT ON contacts BEGIN UPDATE contacts SET city = upper(city);"
        "END"
    ),
    "companies first": (
        "CREATE TABLE companies (id TEXT PRIMARY KEY, name TEXT);"
        "CREATE TABLE contacts (id TEXT PRIMARY KEY, company_id TEXT REFERENCES companies (id))"
    ),
}


@pytest.mark.parametrize("script", ACCEPTED.values(), ids=ACCEPTED)
def test_sqlite_table_of_others_is_used(
    lusha: Lusha, leads: str, tmp_path: Path, script: str
) -> None:
    execute_script(file := tmp_path / "crm.db", script)
    for _ in range(2):
        lusha("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    assert query(file, "SELECT id, work_email FROM contacts") == [("4100000000", ADA)]
    assert query(file, "SELECT count(*) FROM companies") == [(1,)]


def test_sqlite_writes_only_the_columns_of_the_user(
    lusha: Lusha, leads: str, tmp_path: Path
) -> None:
    script = "CREATE TABLE people (id TEXT PRIMARY KEY, Full_Name TEXT, emails INT NOT NULL) STRICT"
    execute_script(file := tmp_path / "crm.db", script.replace("INT NOT NULL", "INT"))
    line = ("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}?table=PEOPLE")
    assert "the column emails of the table people" in lusha(*line, code=2).err
    lusha(*line, "--data-columns", "full_name")
    assert query(file, "SELECT * FROM people") == [("4100000000", "Ada Byrne", None)]
    tables = query(file, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
    assert tables == [("lusha_schema",), ("people",), ("runs",)]


def test_sqlite_export_and_dry_run_refuse_a_table_too(
    lusha: Lusha, leads: str, tmp_path: Path
) -> None:
    lusha("person", "bulk", leads, "--yes")
    [run] = lusha("runs", "list").json
    script = "CREATE TABLE contacts (id TEXT PRIMARY KEY, owner TEXT NOT NULL)"
    execute_script(file := tmp_path / "crm.db", script)
    out = ("--out", f"sqlite:///{file}")
    for line in (
        ("runs", "export", run["id"]),
        ("runs", "resume", run["id"], "--yes"),
        ("person", "bulk", leads, "--dry-run"),
    ):
        assert "the column owner of the table contacts" in lusha(*line, *out, code=2).err
    assert query(file, "SELECT count(*) FROM contacts") == [(0,)]


def test_company_bulk_needs_no_table_of_contacts(lusha: Lusha, tmp_path: Path) -> None:
    (source := tmp_path / "firms.csv").write_text("domain\nanalytical-engines.example\n")
    script = "CREATE TABLE contacts (id INTEGER PRIMARY KEY, owner TEXT NOT NULL)"
    execute_script(file := tmp_path / "crm.db", script)
    lusha("company", "bulk", str(source), "--yes", "--out", f"sqlite:///{file}")
    assert query(file, "SELECT domain FROM companies") == [("analytical-engines.example",)]
    assert query(file, "SELECT count(*) FROM pragma_table_info('contacts')") == [(2,)]
