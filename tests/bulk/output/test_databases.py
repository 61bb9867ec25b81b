"""Runs written into a SQLite database."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.bulk.output import database_tables
from lusha_cli.sandbox.data.people import sample_people
from tests.support.cli import ADA, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import response_with_invalid_text


@pytest.fixture
def leads(tmp_path: Path) -> str:
    emails = [person["email"] for person in sample_people(limit=30)]
    source = tmp_path / "leads.csv"
    source.write_text("email\n" + "".join(f"{email}\n" for email in [*emails, "no@where.example"]))
    return str(source)


def table_rows(file: Path, table: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(file)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY id")]


def test_sqlite_stores_people_and_companies_by_lusha_id(
    lusha: Lusha, leads: str, tmp_path: Path
) -> None:
    file = tmp_path / "crm.db"
    result = lusha("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    assert result.out == ""
    assert f"Written to sqlite:///{file}." in result.err
    contacts, companies = table_rows(file, "contacts"), table_rows(file, "companies")
    assert len(contacts) == 30
    ada = contacts[0]
    assert (ada["id"], ada["full_name"], ada["work_email"]) == ("4100000000", "Ada Byrne", ADA)
    assert ada["email_hash"] == hashlib.sha256(ADA.encode()).hexdigest()
    assert ada["company_id"] == companies[0]["id"] == "30000000"
    assert companies[0]["domain"] == "analytical-engines.example"
    assert (companies[0]["size_min"], companies[0]["size_max"]) == (1001, 5000)
    # All data of the company, not only what the columns of a file have.
    assert companies[0]["technologies"] == "hubspot; python; react; slack"
    assert companies[0]["linkedin_url"].endswith("/company/analytical-engines")
    [run] = table_rows(file, "runs")
    assert (run["rows"], run["matched"]) == (31, 30)
    assert run["id"] == lusha("runs", "list").json[0]["id"]
    with closing(sqlite3.connect(file)) as db:
        indexed = {
            row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type='index'")
        }
    assert {"contacts_email_hash", "contacts_linkedin_url", "companies_domain"} <= indexed


def test_sqlite_is_unchanged_by_a_second_run(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    file = tmp_path / "crm.db"
    line = ("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    lusha(*line)
    tables = ("contacts", "companies", "runs")
    before = [table_rows(file, table) for table in tables]
    lusha(*line)
    assert [table_rows(file, table) for table in tables] == before
    [run] = lusha("runs", "list").json
    lusha("runs", "export", run["id"], "--out", f"sqlite:///{file}")
    assert [table_rows(file, table) for table in tables] == before


def test_sqlite_stores_people_of_a_search_first_run(
    lusha: Lusha, leads: str, tmp_path: Path
) -> None:
    file = tmp_path / "crm.db"
    lusha("person", "bulk", leads, "--smart", "--yes", "--out", f"sqlite:///{file}")
    contacts = table_rows(file, "contacts")
    assert len(contacts) == 30
    assert (contacts[0]["id"], contacts[0]["full_name"]) == ("4100000000", "Ada Byrne")
    assert [run["matched"] for run in table_rows(file, "runs")] == [30]


def test_sqlite_keeps_values_missing_from_a_later_run(
    lusha: Lusha, leads: str, tmp_path: Path
) -> None:
    file = tmp_path / "crm.db"
    companies = tmp_path / "firms.csv"
    companies.write_text("domain\nanalytical-engines.example\n")
    lusha("company", "bulk", str(companies), "--yes", "--out", f"sqlite:///{file}")
    before = table_rows(file, "companies")[0]
    assert before["founded"]
    lusha("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    after = table_rows(file, "companies")[0]
    assert (after["founded"], after["employees"]) == (before["founded"], before["employees"])


def test_sqlite_table_can_be_named(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/crm.db?table=people"
    lusha("person", "bulk", leads, "--yes", "--out", url)
    assert len(table_rows(tmp_path / "crm.db", "people")) == 30
    assert table_rows(tmp_path / "crm.db", "companies")


def test_sqlite_older_layout_gets_new_columns(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    file = tmp_path / "crm.db"
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE contacts (id TEXT PRIMARY KEY, full_name TEXT, mine TEXT)")
        db.execute("INSERT INTO contacts VALUES ('4100000000', 'Old', 'kept')")
    lusha("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    ada = table_rows(file, "contacts")[0]
    assert (ada["full_name"], ada["mine"], ada["work_email"]) == ("Ada Byrne", "kept", ADA)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://host/db", "unsupported database"),
        ("sqlite://crm.db", "Write three slashes"),
        ("sqlite:///", "the file name is missing"),
        ("sqlite:///{tmp}/none/crm.db", "there is no folder"),
        ("sqlite:///{tmp}/crm.db?table=a;b", "isn't a valid table name"),
        ("sqlite:///{tmp}/crm.db?tabel=a", "the only parameter is ?table=NAME"),
        ("sqlite:///{tmp}/leads.csv", "not a database"),
        ("sqlite:///{tmp}/later.db", "later version"),
        ("sqlite:///:memory:", "the file name is missing"),
        ("sqlite:///{tmp}/crm.db?table=", "isn't a valid table name"),
        ("sqlite:///{tmp}/crm.db?table=Runs", "reserved"),
        ("sqlite:///{tmp}/crm.db?table=lusha_schema", "reserved"),
        ("sqlite:///{tmp}/crm.db?table=Signals", "reserved"),
        ("sqlite:///{tmp}/crm.db?table=contact_emails", "reserved"),
        ("sqlite:///{tmp}/crm.db?table=sqlite_people", "reserved"),
        ("sqlite:///{tmp}/crm.db?table=companies", "used by another table"),
        ("sqlite:///{tmp}/no-key.db", "does not match any PRIMARY KEY"),
    ],
)
def test_sqlite_that_cannot_be_written_is_rejected_before_paying(
    online: Lusha, server: Server, leads: str, tmp_path: Path, url: str, message: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "later.db")) as db, db:
        db.execute("CREATE TABLE lusha_schema (version INTEGER)")
        db.execute("INSERT INTO lusha_schema VALUES (99)")
    with closing(sqlite3.connect(tmp_path / "no-key.db")) as db, db:
        db.execute("CREATE TABLE contacts (id TEXT, full_name TEXT)")
    stored = (tmp_path / "no-key.db").read_bytes()
    before = sorted(path.name for path in tmp_path.iterdir())
    out = url.replace("{tmp}", str(tmp_path))
    assert message in online("person", "bulk", leads, "--yes", "--out", out, code=2).err
    assert server.ledger()["totals"]["requests"] == 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "server0") == [
        name for name in before if name != "server0"
    ]
    assert (tmp_path / "no-key.db").read_bytes() == stored


def test_sqlite_failure_midway_rolls_back(
    lusha: Lusha, leads: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "crm.db"
    monkeypatch.setattr(database_tables, "BATCH_SIZE", 10)
    write: Callable[..., None] = database_tables.RowWriter.flush
    count = 0

    def failing(writer: database_tables.RowWriter) -> None:
        nonlocal count
        count += 1
        if count == 3:
            raise sqlite3.OperationalError("database or disk is full")
        write(writer)

    monkeypatch.setattr(database_tables.RowWriter, "flush", failing)
    result = lusha("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}", code=1)
    assert "disk is full" in result.err
    assert "The results are stored. Run: lusha runs export" in result.err
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_sqlite_accepts_any_word_as_table_name(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/crm.db?table=Order"
    for _ in range(2):
        lusha("person", "bulk", leads, "--yes", "--out", url)
    assert len(table_rows(tmp_path / "crm.db", '"order"')) == 30


def test_sqlite_dry_run_changes_neither_link_nor_older_database(
    online: Lusha, server: Server, leads: str, tmp_path: Path
) -> None:
    link, old = tmp_path / "link.db", tmp_path / "old.db"
    link.symlink_to(tmp_path / "not-yet.db")
    with closing(sqlite3.connect(old)) as db, db:
        db.execute("CREATE TABLE lusha_schema (version INTEGER)")
        db.execute("INSERT INTO lusha_schema VALUES (0)")
        # Constraints that the user added don't matter before there are rows.
        db.execute("CREATE TABLE contacts (id TEXT PRIMARY KEY, full_name TEXT NOT NULL)")
    before = old.read_bytes()
    for file in (link, old):
        line = ("person", "bulk", leads, "--out", f"sqlite:///{file}")
        online(*line, "--dry-run")
        online(*line, stdin=b"no\n", terminal=True, code=130)
    assert server.ledger()["totals"]["credits"] == 0
    assert link.is_symlink()
    assert not link.exists()
    assert old.read_bytes() == before
    for file in (link, old):
        online("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
        assert len(table_rows(file, "contacts")) == 30
    with closing(sqlite3.connect(old)) as db:
        assert db.execute("SELECT version FROM lusha_schema").fetchall() == [(2,)]


def test_sqlite_text_is_written_without_unsupported_characters(
    script: StartScriptedServer, tmp_path: Path
) -> None:
    lusha, _ = script(response_with_invalid_text())
    (source := tmp_path / "one.csv").write_text("email\nada@firm.example\n")
    out = f"sqlite:///{tmp_path}/crm.db"
    lusha("person", "bulk", str(source), "--yes", "--out", out)
    [ada] = table_rows(tmp_path / "crm.db", "contacts")
    assert (ada["full_name"], ada["work_email"]) == ("Ada ?", "ada?@firm.example")


def test_runs_resume_prompts_for_the_output_again(
    online: Lusha, server: Server, leads: str, tmp_path: Path
) -> None:
    file = tmp_path / "crm.db"
    online("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    [run] = online("runs", "list").json
    file.write_text("this is no database, and it is long enough to be seen as none")
    paid = server.ledger()["totals"]["requests"]
    line = ("runs", "resume", run["id"], "--retry-status", "not_found", "--yes")
    rejected = online(*line, code=2)
    assert "not a database" in rejected.err
    assert f"lusha runs resume {run['id']} --out FILE|URL" in rejected.err
    assert server.ledger()["totals"]["requests"] == paid
