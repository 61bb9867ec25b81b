"""The recipe postgres-enrich, with a real Postgres server."""

import subprocess
from pathlib import Path

import psycopg
import pytest

from tests.bulk.output.conftest import postgres as postgres

pytestmark = pytest.mark.slow
FOLDER = Path("lusha_cli/recipes/postgres-enrich")


def test_enriches_leads_once(postgres: str, shell_env: dict[str, str]) -> None:
    with psycopg.connect(postgres, autocommit=True) as db:
        db.execute((FOLDER / "schema.sql").read_bytes())
        db.execute(
            "INSERT INTO leads VALUES ('ada.byrne@analytical-engines.example', NULL, NULL),"
            " ('nobody@nowhere.example', NULL, NULL), (NULL, NULL, NULL),"
            " ('kim.o''hara@firm.example', 'CEO', 'Firm')"
        )
        outcomes: list[str] = []
        for _ in range(2):
            got = subprocess.run(
                ["sh", str(FOLDER / "enrich.sh")], env=shell_env | {"DATABASE_URL": postgres},
                check=False, capture_output=True, text=True,
            )  # fmt: skip
            assert got.returncode == 0, got.stderr
            outcomes.append(got.stderr)
            rows = db.execute("SELECT * FROM leads ORDER BY email").fetchall()
            assert all(rows[0])
            assert ("kim.o'hara@firm.example", "CEO", "Firm") in rows
            assert ("nobody@nowhere.example", None, None) in rows
        # The second run has one lead left, which isn't sent again.
        assert "2 people" in outcomes[0]
        assert "0 people in 0 requests (1 already looked up)" in outcomes[1]
