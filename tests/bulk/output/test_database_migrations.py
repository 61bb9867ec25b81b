"""Databases of schema version 1, written by lusha 0.1, are upgraded when a run is written."""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from lusha_cli.bulk.output import dialects
from tests.support.cli import ADA, Lusha
from tests.support.paths import ROOT

FIXTURES = ROOT / "tests" / "data" / "databases"
TABLES = ("contacts", "people", "companies", "runs", "lusha_schema")
# Typed from the fixture.
EMAILS = [
    ("4100000000", "ada.byrne.0@mailbox.example", "private"),
    ("4100000000", "ada.byrne@analytical-engines.example", "work"),
    ("4100000260", "zanele.moreau.20@mailbox.example", "private"),
    ("4100000260", "zanele.moreau@orchard-motors.example", "work"),
    ("4100000520", "yuki.petersen.40@mailbox.example", "private"),
    ("4100000520", "yuki.petersen@delta-systems.example", "work"),
    ("4199999999", "LIN@bücher.example", "work"),
    ("4199999999", "lin@home.example", None),
]
PHONES = [
    ("4100000000", "+1 344 555 0151", "mobile", 0),
    ("4100000000", "+1 512 555 0103", None, 1),
    ("4100000260", "+1 534 555 0141", None, 0),
    ("4100000520", "+1 238 555 0193", "direct", 0),
    ("4199999999", "+1 212 555 0100", "mobile", 0),
    ("4199999999", "+1 212 555 0101", None, 1),
]


@pytest.fixture
def run_id(lusha: Lusha, tmp_path: Path) -> str:
    """Return a finished run of one person, who is in the databases too."""
    (source := tmp_path / "leads.csv").write_text(f"email\n{ADA}\n")
    lusha("person", "bulk", str(source), "--yes", "--out", str(tmp_path / "out.csv"))
    run_id: str = lusha("runs", "list").json[0]["id"]
    return run_id


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a SQLite database of version 1."""
    file = tmp_path / "crm.db"
    with closing(sqlite3.connect(file)) as db:
        db.executescript((FIXTURES / "v1_sqlite.sql").read_text(encoding="utf-8"))
    return file


@pytest.fixture
def old_postgres(database: str) -> str:
    """Return the URL of a Postgres database of version 1."""
    with psycopg.connect(database) as db:
        db.execute((FIXTURES / "v1_postgres.sql").read_text(encoding="utf-8").encode())
    return database


def in_sqlite(file: Path) -> Callable[[str], list[Any]]:
    def query(statement: str) -> list[Any]:
        with closing(sqlite3.connect(file)) as db:
            return db.execute(statement).fetchall()

    return query


def in_postgres(url: str) -> Callable[[str], list[Any]]:
    def query(statement: str) -> list[Any]:
        with psycopg.connect(url) as db:
            return db.execute(statement.encode()).fetchall()

    return query


def snapshot(query: Callable[[str], list[Any]]) -> dict[str, list[Any]]:
    return {table: query(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES}


def check_upgraded(query: Callable[[str], list[Any]], before: dict[str, list[Any]]) -> None:
    """Assert that the database has version 2, every row of before, and the rows of lists."""
    assert query("SELECT version FROM lusha_schema") == [(2,)]
    after = snapshot(query)
    for table in ("people", "companies"):
        assert [row[0] for row in after[table]] == [row[0] for row in before[table]]
    assert [row[0] for row in after["runs"]] == [row[0] for row in before["runs"]]
    owner = "SELECT id, owner, full_name FROM contacts ORDER BY id"
    assert query(owner) == [
        ("4100000000", "me", "Ada Byrne"),
        ("4100000260", None, "Zanele Moreau"),
        ("4100000520", None, "Yuki Petersen"),
        ("4199999999", None, "Lin Ono"),
    ]
    emails = query("SELECT contact, address, kind FROM contact_emails")
    assert sorted(emails) == sorted(EMAILS)
    phones = [list(row) for row in PHONES]
    # The run knows that it is a direct number.
    phones[1][2] = "direct"
    found = query("SELECT contact, number, kind, do_not_call FROM contact_phones")
    assert sorted(found) == sorted(map(tuple, phones))
    hashes = query("SELECT c.email_hash, e.hash FROM contacts c JOIN contact_emails e "
                   "ON e.contact = c.id AND e.kind = 'work'")  # fmt: skip
    assert len(hashes) == 4
    assert all(of_contact == of_email for of_contact, of_email in hashes)
    assert query("SELECT * FROM signals") == []


def test_sqlite_of_version_1_is_upgraded(lusha: Lusha, run_id: str, file: Path) -> None:
    query = in_sqlite(file)
    before = snapshot(query)
    for _ in range(2):
        lusha("runs", "export", run_id, "--out", f"sqlite:///{file}")
        check_upgraded(query, before)


def test_dry_run_and_selection_do_not_upgrade(
    lusha: Lusha, run_id: str, tmp_path: Path, file: Path
) -> None:
    content = file.read_bytes()
    out = ("--out", f"sqlite:///{file}")
    lusha("person", "bulk", str(tmp_path / "leads.csv"), "--dry-run", "--fresh", *out)
    assert file.read_bytes() == content
    query = in_sqlite(file)
    before = snapshot(query)
    lusha("runs", "export", run_id, *out, "--data-columns", "emails")
    assert query("SELECT version FROM lusha_schema") == [(1,)]
    assert query("SELECT count(*) FROM contact_emails") == [(2,)]
    lusha("runs", "export", run_id, *out)
    check_upgraded(query, before)


def test_company_run_upgrades_the_contacts_too(lusha: Lusha, tmp_path: Path, file: Path) -> None:
    (source := tmp_path / "firms.csv").write_text("domain\nanalytical-engines.example\n")
    lusha("company", "bulk", str(source), "--yes", "--out", f"sqlite:///{file}")
    query = in_sqlite(file)
    assert query("SELECT version FROM lusha_schema") == [(2,)]
    assert sorted(query("SELECT contact, address, kind FROM contact_emails")) == sorted(EMAILS)
    assert sorted(query("SELECT contact, number, kind, do_not_call FROM contact_phones")) == sorted(
        PHONES
    )


def test_rows_of_other_programs_are_not_copied(lusha: Lusha, run_id: str, file: Path) -> None:
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("UPDATE contacts SET fetched_at = NULL, email_hash = '0' WHERE id > '42'")
        db.execute("INSERT INTO contacts (id, emails, email_hash) VALUES ('x', 'x@y.example', '0')")
    lusha("runs", "export", run_id, "--out", f"sqlite:///{file}")
    query = in_sqlite(file)
    assert query("SELECT email_hash FROM contacts WHERE id = 'x'") == [("0",)]
    assert query("SELECT * FROM contact_emails WHERE contact = 'x'") == []


@pytest.mark.slow
def test_postgres_of_version_1_is_upgraded(lusha: Lusha, run_id: str, old_postgres: str) -> None:
    query = in_postgres(old_postgres)
    before = snapshot(query)
    for _ in range(2):
        lusha("runs", "export", run_id, "--out", old_postgres)
        check_upgraded(query, before)


class Killer:
    """Kills its own process, as `kill -9` does, before the nth statement of a database."""

    def __init__(self, number: int) -> None:
        self.left = number

    def watch(self, open_: Callable[[Any], dialects.Database]) -> Callable[[Any], Any]:
        def opened(connection: Any) -> dialects.Database:
            db = open_(connection)
            return db._replace(
                execute=self.counted(db.execute), execute_many=self.counted(db.execute_many)
            )

        return opened

    def counted(self, run: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*args: Any) -> Any:
            self.left -= 1
            if self.left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return run(*args)

        return counting


def killed_at_each_statement(lusha: Lusha, *argv: str, step: int = 1) -> Iterator[int]:
    """Run a command in a process that is killed before its nth statement, for each n.

    Yields n after each process, until one ends by itself.
    """
    number, status = 0, signal.SIGKILL.value
    while status:
        number += step
        process = os.fork()
        if not process:
            killer = Killer(number)
            for name in ("_sqlite_database", "_postgres_database"):
                setattr(dialects, name, killer.watch(getattr(dialects, name)))
            code = 99
            try:
                code = lusha(*argv).code
            finally:
                os._exit(code)
        _, status = os.waitpid(process, 0)
        assert status in (0, signal.SIGKILL)
        yield number


@pytest.mark.slow
def test_sqlite_killed_at_any_statement_loses_nothing(
    lusha: Lusha, run_id: str, file: Path
) -> None:
    query = in_sqlite(file)
    before = snapshot(query)
    schema = query("SELECT * FROM sqlite_master ORDER BY 1, 2")
    count = 0
    for _ in killed_at_each_statement(
        lusha, "runs", "export", run_id, "--out", f"sqlite:///{file}"
    ):
        count += 1
        if query("SELECT version FROM lusha_schema") == [(1,)]:
            assert snapshot(query) == before
            assert query("SELECT * FROM sqlite_master ORDER BY 1, 2") == schema
    # Of the trial and the writing.
    assert count > 60
    check_upgraded(query, before)


@pytest.mark.slow
def test_postgres_killed_at_any_statement_loses_nothing(
    lusha: Lusha, run_id: str, old_postgres: str
) -> None:
    query = in_postgres(old_postgres)
    before = snapshot(query)
    count = 0
    for _ in killed_at_each_statement(
        lusha, "runs", "export", run_id, "--out", old_postgres, step=7
    ):
        count += 1
        if query("SELECT version FROM lusha_schema") == [(1,)]:
            assert snapshot(query) == before
    assert count > 9
    check_upgraded(query, before)
