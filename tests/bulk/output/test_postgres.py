"""Runs written into a real Postgres database, started for these tests."""

import sys
from pathlib import Path

import psycopg
import pytest

from lusha_cli.sandbox.data.people import sample_people
from tests.support.cli import ADA, Lusha, StartScriptedServer
from tests.support.postgres import PASSWORD, table_rows
from tests.support.scripted_server import response_with_invalid_text


@pytest.fixture
def leads(tmp_path: Path) -> str:
    emails = [person["email"] for person in sample_people(limit=30)]
    source = tmp_path / "leads.csv"
    source.write_text("email\n" + "".join(f"{email}\n" for email in emails))
    return str(source)


@pytest.mark.slow
def test_postgres_is_unchanged_by_a_second_run(lusha: Lusha, database: str, leads: str) -> None:
    line = ("person", "bulk", leads, "--yes", "--out", database)
    result = lusha(*line)
    tables = ("contacts", "companies", "runs")
    before = [table_rows(database, table) for table in tables]
    contacts, companies, [run] = before
    assert len(contacts) == 30
    assert (contacts[0]["full_name"], contacts[0]["work_email"]) == ("Ada Byrne", ADA)
    assert contacts[0]["company_id"] == companies[0]["id"]
    assert contacts[0]["fetched_at"].year == 2026
    assert companies[0]["size_max"] == 5000
    assert run["matched"] == 30
    lusha(*line)
    assert [table_rows(database, table) for table in tables] == before
    # The password is in no message and in no file.
    assert "Written to postgresql://lusha@127.0.0.1" in result.err
    assert PASSWORD not in result.err
    stored = [file.read_bytes() for file in lusha.state.rglob("*") if file.is_file()]
    assert not any(PASSWORD.encode() in content for content in stored)


def test_postgres_table_can_be_named_and_failure_rolls_back(
    lusha: Lusha, database: str, leads: str
) -> None:
    lusha("person", "bulk", leads, "--yes", "--out", f"{database}?table=people")
    assert len(table_rows(database, "people")) == 30
    with psycopg.connect(database) as db:
        db.execute("DELETE FROM people")
        db.execute("DELETE FROM companies")
        db.execute("ALTER TABLE companies ADD CONSTRAINT odd CHECK (id <> '30000017')")
    [run] = lusha("runs", "list").json
    failed = lusha("runs", "export", run["id"], "--out", f"{database}?table=people", code=1)
    assert "odd" in failed.err
    assert PASSWORD not in failed.err
    assert table_rows(database, "people") == []


def test_postgres_that_refuses_is_reported_before_paying(
    lusha: Lusha, postgres: str, leads: str
) -> None:
    in_query = postgres.replace(f":{PASSWORD}", "") + "?password=wrong-password"
    by_socket = "postgresql:///x?host=/no/such/folder"
    wrong = postgres.replace(PASSWORD, "wrong-password")
    for url in (wrong, in_query, by_socket, "postgresql://127.0.0.1:1/x"):
        rejected = lusha("person", "bulk", leads, "--yes", "--out", url, code=2)
        assert "--out postgresql://" in rejected.err
        assert "wrong-password" not in rejected.err
    assert lusha("sandbox", "status").json["requests"] == 0


@pytest.mark.parametrize(
    "password", ["s3cr/wrong", "s3cr?wrong", "s3cr#wrong", "s3cr@wrong", "s3cr%zz", "s3cr@[wrong"]
)
def test_postgres_error_hides_a_malformed_password(lusha: Lusha, leads: str, password: str) -> None:
    url = f"postgresql://lusha:{password}@127.0.0.1:1/x"
    rejected = lusha("person", "bulk", leads, "--yes", "--out", url, code=2)
    assert "--out postgresql://" in rejected.err
    assert not [text for text in ("s3cr", "wrong", "zz") if text in rejected.err]


def test_postgres_password_in_the_query_is_not_stored(
    lusha: Lusha, database: str, leads: str
) -> None:
    url = database.replace(f":{PASSWORD}", "") + f"?password={PASSWORD}&table=Order"
    result = lusha("person", "bulk", leads, "--yes", "--out", url)
    assert PASSWORD not in result.err
    assert len(table_rows(database, '"order"')) == 30
    stored = [file.read_bytes() for file in lusha.state.rglob("*") if file.is_file()]
    assert not any(PASSWORD.encode() in content for content in stored)
    [run] = lusha("runs", "list").json
    rejected = lusha("runs", "resume", run["id"], "--yes", code=2)
    assert f"lusha runs resume {run['id']} --out FILE|URL" in rejected.err
    lusha("runs", "resume", run["id"], "--yes", "--out", url)


def test_postgres_role_without_permission_is_reported_before_paying(
    lusha: Lusha, database: str, leads: str
) -> None:
    with psycopg.connect(database) as db:
        db.execute("DROP ROLE IF EXISTS reader")
        db.execute("CREATE ROLE reader LOGIN PASSWORD 'a-reader-of-a-test'")
    url = database.replace("lusha:", "reader:").replace(PASSWORD, "a-reader-of-a-test")
    rejected = lusha("person", "bulk", leads, "--yes", "--out", url, code=2)
    assert "CREATE TABLE" in rejected.err
    assert lusha("sandbox", "status").json["requests"] == 0


def test_postgres_dry_run_creates_no_tables(lusha: Lusha, database: str, leads: str) -> None:
    lusha("person", "bulk", leads, "--dry-run", "--out", database)
    with psycopg.connect(database) as db:
        result = db.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert result == (0,)


def test_postgres_text_is_written_without_unsupported_characters(
    script: StartScriptedServer, database: str, tmp_path: Path
) -> None:
    lusha, _ = script(response_with_invalid_text())
    (source := tmp_path / "one.csv").write_text("email\nada@firm.example\n")
    lusha("person", "bulk", str(source), "--yes", "--out", database)
    assert table_rows(database, "contacts")[0]["full_name"] == "Ada ?"


def test_postgres_without_psycopg_names_the_extra(
    lusha: Lusha, leads: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    rejected = lusha("person", "bulk", leads, "--yes", "--out", "postgresql://127.0.0.1/x", code=2)
    assert "install 'psycopg[binary]'" in rejected.err
    assert lusha("sandbox", "status").json["requests"] == 0
