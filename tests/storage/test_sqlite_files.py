"""The files of SQLite databases are measured, deleted and erased with their logs."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lusha_cli.storage.sqlite_files import delete_database, erase_log, files_size, truncate_log


def write_row(db: sqlite3.Connection, text: str) -> None:
    db.execute("CREATE TABLE IF NOT EXISTS notes (text TEXT)")
    db.execute("INSERT INTO notes VALUES (?)", (text,))


def test_log_that_another_program_reads_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    with (
        closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as db,
        closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as reader,
    ):
        db.execute("PRAGMA journal_mode = WAL")
        write_row(db, "first")
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM notes").fetchall()
        write_row(db, "secret")
        assert not truncate_log(db)
        with pytest.raises(sqlite3.OperationalError, match="another program is reading it"):
            erase_log(db)
        assert b"secret" in Path(f"{file}-wal").read_bytes()
        reader.execute("ROLLBACK")
        erase_log(db)
        assert Path(f"{file}-wal").read_bytes() == b""


def test_database_is_deleted_with_its_log(tmp_path: Path) -> None:
    file = tmp_path / "notes.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        write_row(db, "x")
        assert files_size(file) == sum(path.stat().st_size for path in tmp_path.iterdir())
        delete_database(file)
    assert list(tmp_path.iterdir()) == []
    delete_database(file)
    assert files_size(file) == 0
