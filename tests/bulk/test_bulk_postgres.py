"""Runs into a real Postgres database, which lives as long as these tests."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from conftest import ADA, Lusha, Script
from lusha_cli.sandbox.data.people import sample_people
from scripted import odd_answer

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
PASSWORD = "a-password-of-a-test"


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """A server of our own on a free port of loopback; says its URL."""
    if not BINARIES:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs Debian's postgresql")
        pytest.skip("needs Debian's postgresql")
    bin_folder = BINARIES[-1].parent
    folder = Path(tempfile.mkdtemp(prefix="lusha-postgres-"))
    # Postgres does not run as root.
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (password := folder / "password").write_text(PASSWORD)
    password.chmod(0o644)
    data = str(folder / "data")

    def run(*command: str) -> None:
        subprocess.run([*user, *command], check=True, cwd="/", stdout=subprocess.DEVNULL)

    try:
        run(str(bin_folder / "initdb"), "-D", data, "-U", "lusha", "-A", "scram-sha-256",
            "--pwfile", str(password), "-E", "UTF8", "--locale", "C")  # fmt: skip
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        run(str(bin_folder / "pg_ctl"), "-D", data, "-w", "-o", options, "-l",
            str(folder / "log"), "start")  # fmt: skip
        yield f"postgresql://lusha:{PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        run(str(bin_folder / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(postgres: str) -> Iterator[str]:
    """The server with an empty database."""
    yield postgres
    with psycopg.connect(postgres) as db:
        db.execute("DROP SCHEMA public CASCADE")
        db.execute("CREATE SCHEMA public")


@pytest.fixture
def leads(tmp_path: Path) -> str:
    emails = [person["email"] for person in sample_people(limit=30)]
    source = tmp_path / "leads.csv"
    source.write_text("email\n" + "".join(f"{email}\n" for email in emails))
    return str(source)


def _all(url: str, table: str) -> list[dict[str, Any]]:
    with psycopg.connect(url, row_factory=dict_row) as db:
        return db.execute(f"SELECT * FROM {table} ORDER BY id".encode()).fetchall()


def test_people_are_rows_and_running_again_changes_nothing(
    lusha: Lusha, database: str, leads: str
) -> None:
    line = ("person", "bulk", leads, "--yes", "--out", database)
    result = lusha(*line)
    tables = ("contacts", "companies", "runs")
    before = [_all(database, table) for table in tables]
    contacts, companies, [run] = before
    assert len(contacts) == 30
    assert (contacts[0]["full_name"], contacts[0]["work_email"]) == ("Ada Byrne", ADA)
    assert contacts[0]["company_id"] == companies[0]["id"]
    assert contacts[0]["fetched_at"].year == 2026
    assert companies[0]["size_max"] == 5000
    assert run["matched"] == 30
    lusha(*line)
    assert [_all(database, table) for table in tables] == before
    # The password is in no message and in no file.
    assert "Written to postgresql://lusha@127.0.0.1" in result.err
    assert PASSWORD not in result.err
    kept = [file.read_bytes() for file in lusha.state.rglob("*") if file.is_file()]
    assert not any(PASSWORD.encode() in content for content in kept)


def test_a_table_can_be_named_and_a_failure_changes_nothing(
    lusha: Lusha, database: str, leads: str
) -> None:
    lusha("person", "bulk", leads, "--yes", "--out", f"{database}?table=people")
    assert len(_all(database, "people")) == 30
    with psycopg.connect(database) as db:
        db.execute("DELETE FROM people")
        db.execute("DELETE FROM companies")
        db.execute("ALTER TABLE companies ADD CONSTRAINT odd CHECK (id <> '30000017')")
    [run] = lusha("runs", "list").json
    failed = lusha("runs", "export", run["id"], "--out", f"{database}?table=people", code=1)
    assert "odd" in failed.err
    assert PASSWORD not in failed.err
    assert _all(database, "people") == []


def test_a_server_that_refuses_is_told_before_paying(
    lusha: Lusha, postgres: str, leads: str
) -> None:
    in_query = postgres.replace(f":{PASSWORD}", "") + "?password=wrong-password"
    by_socket = "postgresql:///x?host=/no/such/folder"
    wrong = postgres.replace(PASSWORD, "wrong-password")
    for url in (wrong, in_query, by_socket, "postgresql://127.0.0.1:1/x"):
        refused = lusha("person", "bulk", leads, "--yes", "--out", url, code=2)
        assert "--out postgresql://" in refused.err
        assert "wrong-password" not in refused.err
    assert lusha("sandbox", "status").json["requests"] == 0


@pytest.mark.parametrize(
    "password", ["s3cr/wrong", "s3cr?wrong", "s3cr#wrong", "s3cr@wrong", "s3cr%zz", "s3cr@[wrong"]
)
def test_no_message_quotes_a_password_that_is_badly_written(
    lusha: Lusha, leads: str, password: str
) -> None:
    url = f"postgresql://lusha:{password}@127.0.0.1:1/x"
    refused = lusha("person", "bulk", leads, "--yes", "--out", url, code=2)
    assert "--out postgresql://" in refused.err
    assert not [part for part in ("s3cr", "wrong", "zz") if part in refused.err]


def test_a_password_may_be_in_the_query_and_is_not_kept(
    lusha: Lusha, database: str, leads: str
) -> None:
    url = database.replace(f":{PASSWORD}", "") + f"?password={PASSWORD}&table=Order"
    result = lusha("person", "bulk", leads, "--yes", "--out", url)
    assert PASSWORD not in result.err
    assert len(_all(database, '"order"')) == 30
    kept = [file.read_bytes() for file in lusha.state.rglob("*") if file.is_file()]
    assert not any(PASSWORD.encode() in content for content in kept)
    [run] = lusha("runs", "list").json
    refused = lusha("runs", "resume", run["id"], "--yes", code=2)
    assert f"lusha runs resume {run['id']} --out FILE|URL" in refused.err
    lusha("runs", "resume", run["id"], "--yes", "--out", url)


def test_a_role_that_may_not_write_is_told_before_paying(
    lusha: Lusha, database: str, leads: str
) -> None:
    with psycopg.connect(database) as db:
        db.execute("DROP ROLE IF EXISTS reader")
        db.execute("CREATE ROLE reader LOGIN PASSWORD 'a-reader-of-a-test'")
    url = database.replace("lusha:", "reader:").replace(PASSWORD, "a-reader-of-a-test")
    refused = lusha("person", "bulk", leads, "--yes", "--out", url, code=2)
    assert "CREATE TABLE" in refused.err
    assert lusha("sandbox", "status").json["requests"] == 0


def test_asking_first_makes_no_tables(lusha: Lusha, database: str, leads: str) -> None:
    lusha("person", "bulk", leads, "--dry-run", "--out", database)
    with psycopg.connect(database) as db:
        found = db.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert found == (0,)


def test_text_that_databases_do_not_take_is_written_without_it(
    script: Script, database: str, tmp_path: Path
) -> None:
    lusha, _ = script(odd_answer())
    (source := tmp_path / "one.csv").write_text("email\nada@firm.example\n")
    lusha("person", "bulk", str(source), "--yes", "--out", database)
    assert _all(database, "contacts")[0]["full_name"] == "Ada ?"


def test_without_psycopg_it_is_told_what_to_install(
    lusha: Lusha, leads: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    refused = lusha("person", "bulk", leads, "--yes", "--out", "postgresql://127.0.0.1/x", code=2)
    assert "install 'psycopg[binary]'" in refused.err
    assert lusha("sandbox", "status").json["requests"] == 0
