"""`lusha schema`: the printed tables are those that a run creates."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.support.cli import ADA, Lusha
from tests.support.paths import ROOT


@pytest.fixture
def leads(tmp_path: Path) -> str:
    (source := tmp_path / "leads.csv").write_text(f"email\n{ADA}\n")
    return str(source)


def definitions(file: Path) -> list[Any]:
    with closing(sqlite3.connect(file)) as db:
        query = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
        return db.execute(query).fetchall()


def test_schema_of_sqlite_is_what_a_run_creates(lusha: Lusha, leads: str, tmp_path: Path) -> None:
    printed, created = tmp_path / "printed.db", tmp_path / "created.db"
    script = lusha("schema", "sqlite").out
    for _ in range(2):
        with closing(sqlite3.connect(printed)) as db:
            db.executescript(script)
    before = definitions(printed)
    for file in (printed, created):
        lusha("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    assert definitions(printed) == before == definitions(created)
    with closing(sqlite3.connect(printed)) as db:
        assert db.execute("SELECT version FROM lusha_schema").fetchall() == [(2,)]
        assert db.execute("SELECT count(*) FROM contact_emails").fetchall() == [(2,)]
    names = {name for type_, name, *_ in before if type_ == "table"}
    assert names == {"companies", "contacts", "contact_emails", "contact_phones", "signals",
                     "runs", "lusha_schema"}  # fmt: skip


def test_schema_of_an_older_database_leaves_its_rows_to_the_upgrade(
    lusha: Lusha, leads: str, tmp_path: Path
) -> None:
    file = tmp_path / "crm.db"
    with closing(sqlite3.connect(file)) as db:
        db.executescript((ROOT / "tests/data/databases/v1_sqlite.sql").read_text(encoding="utf-8"))
        db.executescript(lusha("schema", "sqlite").out)
    lusha("person", "bulk", leads, "--yes", "--out", f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("SELECT count(*) FROM contact_emails").fetchall() == [(8,)]


def columns_and_indexes(url: str) -> list[Any]:
    with psycopg.connect(url) as db:
        columns = db.execute(
            "SELECT table_name, column_name, data_type, is_nullable "
            "FROM information_schema.columns "
            "WHERE table_schema = 'public' ORDER BY 1, ordinal_position"
        ).fetchall()
        indexes = db.execute(
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"
        )
        return [*columns, *indexes.fetchall()]


@pytest.mark.slow
def test_schema_of_postgres_is_what_a_run_creates(lusha: Lusha, leads: str, database: str) -> None:
    line = ("person", "bulk", leads, "--yes", "--out", database)
    lusha(*line)
    created = columns_and_indexes(database)
    with psycopg.connect(database) as db:
        db.execute("DROP SCHEMA public CASCADE")
        db.execute("CREATE SCHEMA public")
    with psycopg.connect(database, autocommit=True) as db:
        db.execute(lusha("schema", "postgres").out.encode())
    assert columns_and_indexes(database) == created
    lusha(*line)
    assert columns_and_indexes(database) == created


def test_schema_is_text_unless_json_is_requested(lusha: Lusha) -> None:
    assert lusha("schema", "sqlite").out.startswith("-- The tables of lusha, version 2.\nBEGIN;\n")
    assert lusha("schema", "sqlite", "--json").json.startswith("-- The tables")
    assert "Did you mean postgres?" in lusha("schema", "postgre", code=2).err
