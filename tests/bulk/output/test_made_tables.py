"""Tables that others made: used as they are, or refused before anything is sent."""

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.bulk.files.recording import RecordingApi, call
from tests.support.cli import Lusha, Result

LEADS = "Email,Note\nada@engines.example,a note\nlin@boats.example,b\n"
OUTCOME = "lusha_status, lusha_error, lusha_credits, lusha_source, lusha_fetched_at"


def _run(lusha: Lusha, folder: Path, url: str) -> tuple[Result, RecordingApi]:
    source = folder / "leads.csv"
    source.write_text(LEADS)
    columns = "--columns", "full_name,emails"
    return call(lusha, ["person", "bulk", str(source), "--out", url, "--yes", *columns], stdin=b"")


def _columns(**types: str) -> str:
    """Return the columns of a table; any but `types` are text."""
    names = ["Email", "Note", *OUTCOME.split(", "), "lusha_full_name", "lusha_emails"]
    return ", ".join(f'"{name}" {types.get(name, "text")}' for name in names)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return tmp_path / "crm.db"


REFUSED = {
    "an own column that must be filled": "id integer PRIMARY KEY, {columns}, owner text NOT NULL",
    "a note of at most three letters": "id integer PRIMARY KEY, {columns}, CHECK (length(Note) < 4)",
    "a closed list of states": "id integer PRIMARY KEY, {columns}, CHECK (lusha_status IN ('ok'))",
}


@pytest.mark.parametrize("definition", REFUSED.values(), ids=REFUSED)
def test_sqlite_table_that_cannot_take_rows_is_refused_before_sending(
    lusha: Lusha, tmp_path: Path, tables: Path, definition: str
) -> None:
    with closing(sqlite3.connect(tables)) as db, db:
        db.execute(f"CREATE TABLE lusha_people ({definition.format(columns=_columns())})")
    result, api = _run(lusha, tmp_path, f"sqlite:///{tables}")
    assert api.payloads == []
    assert result.code == 2
    assert "lusha_people" in result.err
    with closing(sqlite3.connect(tables)) as db:
        assert db.execute("SELECT count(*) FROM lusha_people").fetchone() == (0,)


def test_sqlite_table_with_names_in_other_case_is_used(
    lusha: Lusha, tmp_path: Path, tables: Path
) -> None:
    made = f"id integer PRIMARY KEY, {_columns().upper()}, team text DEFAULT 'ours'"
    with closing(sqlite3.connect(tables)) as db, db:
        db.execute(f"CREATE TABLE LUSHA_PEOPLE ({made})")
    result, api = _run(lusha, tmp_path, f"sqlite:///{tables}?table=lusha_people")
    assert result.code == 0, result.err
    assert len(api.payloads) == 2
    with closing(sqlite3.connect(tables)) as db:
        rows = db.execute("SELECT EMAIL, LUSHA_STATUS, team FROM lusha_people ORDER BY 1")
        assert rows.fetchall() == [("ada@engines.example", "matched", "ours"),
                                   ("lin@boats.example", "matched", "ours")]  # fmt: skip
        assert len(db.execute("PRAGMA table_info(lusha_people)").fetchall()) == 11


MADE_IN_POSTGRES = {
    "varchar(3)": {"Note": "varchar(3)"},
    "a number": {"Note": "integer"},
    "an enumeration": {"lusha_status": "state"},
    "a status of five letters": {"lusha_status": "varchar(5)"},
}


@pytest.mark.parametrize("types", MADE_IN_POSTGRES.values(), ids=MADE_IN_POSTGRES)
def test_postgres_table_that_cannot_take_rows_is_refused_before_sending(
    lusha: Lusha, tmp_path: Path, database: str, types: dict[str, str]
) -> None:
    with psycopg.connect(database) as db:
        db.execute("CREATE TYPE state AS ENUM ('open')")
        db.execute(f"CREATE TABLE lusha_people ({_columns(**types)})".encode())
    result, api = _run(lusha, tmp_path, database)
    assert api.payloads == []
    assert result.code == 2
    assert next(iter(types)) in result.err
    assert "LINE 1" not in result.err
    with psycopg.connect(database) as db:
        assert db.execute("SELECT count(*) FROM lusha_people").fetchone() == (0,)


def test_postgres_role_without_create_right_fills_a_table_of_arrays(
    lusha: Lusha, tmp_path: Path, database: str
) -> None:
    with psycopg.connect(database) as db:
        db.execute("DROP ROLE IF EXISTS filler")
        db.execute("CREATE ROLE filler LOGIN PASSWORD 'a-password-of-a-test'")
        made = _columns(lusha_emails="text[]", lusha_credits="integer")
        db.execute(f"CREATE TABLE lusha_people (id bigint PRIMARY KEY, {made})".encode())
        db.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON lusha_people TO filler")
        db.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    result, api = _run(lusha, tmp_path, database.replace("//lusha:", "//filler:"))
    try:
        assert (result.code, len(api.payloads)) in ((0, 2), (2, 0)), result.err
        if result.code == 2:
            assert "lusha_emails" in result.err
    finally:
        with psycopg.connect(database) as db:
            db.execute("DROP OWNED BY filler")
            db.execute("DROP ROLE filler")
