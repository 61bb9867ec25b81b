"""Read the tables of a Postgres database of a test."""

from typing import Any

import psycopg
from psycopg.rows import dict_row

PASSWORD = "a-password-of-a-test"


def table_rows(url: str, table: str) -> list[dict[str, Any]]:
    with psycopg.connect(url, row_factory=dict_row) as db:
        return db.execute(f"SELECT * FROM {table} ORDER BY id".encode()).fetchall()
