"""Runs into a SQLite database."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from conftest import ADA, Lusha, Script, Server
from lusha_cli.sandbox.data.people import sample_people
from scripted import odd_answer


@pytest.fixture
def leads(tmp_path: Path) -> str:
    emails = [person["email"] for person in sample_people(limit=30)]
    source = tmp_path / "leads.csv"
    source.write_text("email\n" + "".join(f"{email}\n" for email in [*emails, "no@where.example"]))
    return str(source)


def _all(file: Path, table: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(file)) as db:
        db.row_factory = sqlite3.Row
        return [dict(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY id")]


def test_people_and_their_companies_are_rows_by_lusha_s_ids(
    lusha: Lusha, leads: str, tmp_path: Path
) -> None:
    file = tmp_path / "crm.db"
    result = lusha("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    assert result.out == ""
    assert f"Written to sqlite:///{file}." in result.err
    contacts, companies = _all(file, "contacts"), _all(file, "companies")
    assert len(contacts) == 30
    ada = contacts[0]
    assert (ada["id"], ada["full_name"], ada["work_email"]) == ("4100000000", "Ada Byrne", ADA)
    assert ada["email_hash"] == hashlib.sha256(ADA.encode()).hexdigest()
    assert ada["company_id"] == companies[0]["id"] == "30000000"
    assert companies[0]["domain"] == "analytical-engines.example"
    assert (companies[0]["size_min"], companies[0]["size_max"]) == (1001, 5000)
    [run] = _all(file, "runs")
    assert (run["rows"], run["matched"]) == (31, 30)
    assert run["id"] == lusha("runs", "list").json[0]["id"]
    with closing(sqlite3.connect(file)) as db:
        indexed = {
            row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type='index'")
        }
    assert {"contacts_email_hash", "contacts_linkedin_url", "companies_domain"} <= indexed


def test_running_again_changes_nothing(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    file = tmp_path / "crm.db"
    line = ("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    lusha(*line)
    tables = ("contacts", "companies", "runs")
    before = [_all(file, table) for table in tables]
    lusha(*line)
    assert [_all(file, table) for table in tables] == before
    [run] = lusha("runs", "list").json
    lusha("runs", "export", run["id"], "--out", f"sqlite:///{file}")
    assert [_all(file, table) for table in tables] == before


def test_what_is_not_told_this_time_stays(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    file = tmp_path / "crm.db"
    firms = tmp_path / "firms.csv"
    firms.write_text("domain\nanalytical-engines.example\n")
    lusha("company", "bulk", str(firms), "--yes", "--out", f"sqlite:///{file}")
    before = _all(file, "companies")[0]
    assert before["founded"]
    lusha("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    after = _all(file, "companies")[0]
    assert (after["founded"], after["employees"]) == (before["founded"], before["employees"])


def test_a_table_can_be_named(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/crm.db?table=people"
    lusha("person", "bulk", leads, "--yes", "--out", url)
    assert len(_all(tmp_path / "crm.db", "people")) == 30
    assert _all(tmp_path / "crm.db", "companies")


def test_an_older_layout_gets_its_columns(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    file = tmp_path / "crm.db"
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("CREATE TABLE contacts (id TEXT PRIMARY KEY, full_name TEXT, mine TEXT)")
        db.execute("INSERT INTO contacts VALUES ('4100000000', 'Old', 'kept')")
    lusha("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    ada = _all(file, "contacts")[0]
    assert (ada["full_name"], ada["mine"], ada["work_email"]) == ("Ada Byrne", "kept", ADA)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://host/db", "no such database"),
        ("sqlite://crm.db", "Three slashes"),
        ("sqlite:///", "no file is named"),
        ("sqlite:///{tmp}/none/crm.db", "there is no folder"),
        ("sqlite:///{tmp}/crm.db?table=a;b", "no name of a table"),
        ("sqlite:///{tmp}/crm.db?tabel=a", "only ?table=NAME"),
        ("sqlite:///{tmp}/leads.csv", "not a database"),
        ("sqlite:///{tmp}/later.db", "later version"),
        ("sqlite:///:memory:", "no file is named"),
        ("sqlite:///{tmp}/crm.db?table=", "no name of a table"),
        ("sqlite:///{tmp}/crm.db?table=Runs", "kept for another table"),
        ("sqlite:///{tmp}/crm.db?table=lusha_schema", "kept for another table"),
        ("sqlite:///{tmp}/crm.db?table=sqlite_people", "kept for another table"),
        ("sqlite:///{tmp}/crm.db?table=companies", "kept for another table"),
        ("sqlite:///{tmp}/no-key.db", "does not match any PRIMARY KEY"),
    ],
)
def test_what_cannot_be_written_is_refused_before_paying(
    online: Lusha, server: Server, leads: str, tmp_path: Path, url: str, said: str
) -> None:
    with closing(sqlite3.connect(tmp_path / "later.db")) as db, db:
        db.execute("CREATE TABLE lusha_schema (version INTEGER)")
        db.execute("INSERT INTO lusha_schema VALUES (99)")
    with closing(sqlite3.connect(tmp_path / "no-key.db")) as db, db:
        db.execute("CREATE TABLE contacts (id TEXT, full_name TEXT)")
    kept = (tmp_path / "no-key.db").read_bytes()
    before = sorted(path.name for path in tmp_path.iterdir())
    out = url.replace("{tmp}", str(tmp_path))
    assert said in online("person", "bulk", leads, "--yes", "--out", out, code=2).err
    assert server.ledger()["totals"]["requests"] == 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "server0") == [
        name for name in before if name != "server0"
    ]
    assert (tmp_path / "no-key.db").read_bytes() == kept


def test_a_failure_midway_leaves_the_database_as_it_was(
    lusha: Lusha, leads: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lusha_cli.bulk.output import databases

    file = tmp_path / "crm.db"
    put: Callable[..., None] = databases._put
    count = 0

    def failing(*args: Any) -> None:
        nonlocal count
        count += 1
        if count == 20:
            raise sqlite3.OperationalError("database or disk is full")
        put(*args)

    monkeypatch.setattr(databases, "_put", failing)
    result = lusha("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}", code=1)
    assert "disk is full" in result.err
    assert "Nothing is lost: lusha runs export" in result.err
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_any_word_is_a_name_of_a_table(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/crm.db?table=Order"
    for _ in range(2):
        lusha("person", "bulk", leads, "--yes", "--out", url)
    assert len(_all(tmp_path / "crm.db", '"order"')) == 30


def test_asking_first_leaves_a_link_and_an_older_database_as_they_were(
    online: Lusha, server: Server, leads: str, tmp_path: Path
) -> None:
    link, old = tmp_path / "link.db", tmp_path / "old.db"
    link.symlink_to(tmp_path / "not-yet.db")
    with closing(sqlite3.connect(old)) as db, db:
        db.execute("CREATE TABLE lusha_schema (version INTEGER)")
        db.execute("INSERT INTO lusha_schema VALUES (0)")
        # What the user demands of a row is not asked before there are rows.
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
        assert len(_all(file, "contacts")) == 30
    with closing(sqlite3.connect(old)) as db:
        assert db.execute("SELECT version FROM lusha_schema").fetchall() == [(1,)]


def test_text_that_databases_do_not_take_is_written_without_it(
    script: Script, tmp_path: Path
) -> None:
    lusha, _ = script(odd_answer())
    (source := tmp_path / "one.csv").write_text("email\nada@firm.example\n")
    out = f"sqlite:///{tmp_path}/crm.db"
    lusha("person", "bulk", str(source), "--yes", "--out", out)
    [ada] = _all(tmp_path / "crm.db", "contacts")
    assert (ada["full_name"], ada["work_email"]) == ("Ada ?", "ada?@firm.example")


def test_where_a_run_was_to_go_is_asked_again_before_it_goes_on(
    online: Lusha, server: Server, leads: str, tmp_path: Path
) -> None:
    file = tmp_path / "crm.db"
    online("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    [run] = online("runs", "list").json
    file.write_text("this is no database, and it is long enough to be seen as none")
    paid = server.ledger()["totals"]["requests"]
    line = ("runs", "resume", run["id"], "--retry", "not_found", "--yes")
    refused = online(*line, code=2)
    assert "not a database" in refused.err
    assert f"lusha runs resume {run['id']} --out FILE|URL" in refused.err
    assert server.ledger()["totals"]["requests"] == paid
