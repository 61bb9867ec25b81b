"""Tables that others made: used as they are, or refused before anything is sent."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.bulk.files.recording import RecordingApi, call
from tests.support.cli import Lusha, Result

LEADS = "Email,Note\nada@engines.example,a note\nlin@boats.example,b\n"


def _run(lusha: Lusha, folder: Path, url: str) -> tuple[Result, RecordingApi]:
    lusha.env["LUSHA_SANDBOX"] = "1"
    source = folder / "leads.csv"
    source.write_text(LEADS)
    columns = "--data-columns", "full_name,emails"
    return call(lusha, ["person", "bulk", str(source), "--out", url, "--yes", *columns], stdin=b"")


def _columns(**types: str) -> str:
    """Return the columns of a table; any but `types` are text."""
    names = ["full_name", "emails", "email_hash", "fetched_at"]
    return ", ".join(f"{name} {types.get(name, 'text')}" for name in names)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return tmp_path / "crm.db"


REFUSED = {
    "another column that must be filled": "id text PRIMARY KEY, {columns}, owner text NOT NULL",
    "a name of at most three letters": "id text PRIMARY KEY, {columns}, CHECK (length(emails) < 4)",
    "a number as the id": "id integer PRIMARY KEY, {columns}",
}


@pytest.mark.parametrize("definition", REFUSED.values(), ids=REFUSED)
def test_sqlite_table_that_cannot_take_rows_is_refused_before_sending(
    lusha: Lusha, tmp_path: Path, tables: Path, definition: str
) -> None:
    with closing(sqlite3.connect(tables)) as db, db:
        db.execute(f"CREATE TABLE contacts ({definition.format(columns=_columns())})")
    result, api = _run(lusha, tmp_path, f"sqlite:///{tables}")
    assert api.payloads == []
    assert result.code == 2
    assert "contacts" in result.err
    with closing(sqlite3.connect(tables)) as db:
        assert db.execute("SELECT count(*) FROM contacts").fetchone() == (0,)


@pytest.mark.slow
def test_sqlite_table_with_names_in_other_case_is_used(
    lusha: Lusha, tmp_path: Path, tables: Path
) -> None:
    made = f"ID text PRIMARY KEY, {_columns().upper()}, team text DEFAULT 'ours'"
    with closing(sqlite3.connect(tables)) as db, db:
        db.execute(f"CREATE TABLE CONTACTS ({made})")
    result, api = _run(lusha, tmp_path, f"sqlite:///{tables}?table=contacts")
    assert result.code == 0, result.err
    assert len(api.payloads) == 2
    with closing(sqlite3.connect(tables)) as db:
        rows = db.execute("SELECT FULL_NAME, team FROM contacts").fetchall()
        assert rows == [("Found", "ours")] * 2
        assert len(db.execute("PRAGMA table_info(contacts)").fetchall()) == 6


MADE_IN_POSTGRES = {
    "varchar(3)": {"full_name": "varchar(3)"},
    "a number": {"emails": "integer"},
    "an enumeration": {"full_name": "state"},
    "another name for a day": {"fetched_at": "varchar(5)"},
}


@pytest.mark.slow
@pytest.mark.parametrize("types", MADE_IN_POSTGRES.values(), ids=MADE_IN_POSTGRES)
def test_postgres_table_that_cannot_take_rows_is_refused_before_sending(
    lusha: Lusha, tmp_path: Path, database: str, types: dict[str, str]
) -> None:
    with psycopg.connect(database) as db:
        db.execute("CREATE TYPE state AS ENUM ('open')")
        db.execute(f"CREATE TABLE contacts (id text PRIMARY KEY, {_columns(**types)})".encode())
    result, api = _run(lusha, tmp_path, database)
    assert api.payloads == []
    assert result.code == 2
    assert next(iter(types)) in result.err
    assert "LINE 1" not in result.err
    with psycopg.connect(database) as db:
        assert db.execute("SELECT count(*) FROM contacts").fetchone() == (0,)


@pytest.mark.slow
def test_postgres_role_without_create_right_fills_a_table_of_arrays(
    lusha: Lusha, tmp_path: Path, database: str
) -> None:
    assert _run(lusha, tmp_path, database)[0].code == 0
    with psycopg.connect(database) as db:
        db.execute("DROP ROLE IF EXISTS filler")
        db.execute("CREATE ROLE filler LOGIN PASSWORD 'a-password-of-a-test'")
        db.execute("TRUNCATE contacts")
        db.execute("ALTER TABLE contacts ALTER emails TYPE text[] USING ARRAY[emails]")
        db.execute("GRANT USAGE ON SCHEMA public TO filler")
        db.execute("GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO filler")
    other = tmp_path / "filler"
    other.mkdir()
    result, api = _run(Lusha(other), other, database.replace("//lusha:", "//filler:"))
    try:
        if result.code == 2:
            assert api.payloads == []
            assert "emails" in result.err
            return
        assert result.code == 0, result.err
        with psycopg.connect(database) as db:
            assert db.execute("SELECT count(*) FROM contacts").fetchone() == (2,)
    finally:
        with psycopg.connect(database) as db:
            db.execute("DROP OWNED BY filler")
            db.execute("DROP ROLE filler")
