"""Journals of version 0.4.0, which stored text, are read, resumed and reused."""

import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.cli import Lusha
from tests.support.files import csv_rows, earlier_columns
from tests.support.paths import TEST_DATA

ARCHIVE = TEST_DATA / "state" / "state-0.4.0.tar.gz"
STOPPED = "cb39553907ad"  # 100 of 150 people answered; the last one has two emails
FINISHED = "0acc342a9bf4"  # 31 companies


@pytest.fixture
def upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lusha:
    """Return a CLI in the folder of the input files, with the state of version 0.4.0."""
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(tmp_path, filter="data")
    monkeypatch.chdir(tmp_path)
    lusha = Lusha(tmp_path)
    lusha.env["LUSHA_SANDBOX"] = "1"
    lusha.clock.time = 1_796_000_600
    return lusha


def stored_types(lusha: Lusha, run: str) -> set[str]:
    """Return the types of all packed values in the journal of a run."""
    columns = (("chunks", "rows"), ("batches", "payloads"), ("answers", "body"))
    with closing(sqlite3.connect(lusha.state / "runs" / f"{run}.db")) as journal:
        return {
            type_
            for table, column in columns
            for (type_,) in journal.execute(f"SELECT typeof({column}) FROM {table}")
        }


@pytest.mark.parametrize("run", [STOPPED, FINISHED])
def test_runs_export_is_identical_but_for_new_columns(
    upgraded: Lusha, tmp_path: Path, run: str
) -> None:
    exported = csv_rows(upgraded("runs", "export", run, "-o", "csv").out)
    stored = (tmp_path / f"{run}.export.csv").read_text(encoding="utf-8")
    assert list(map(earlier_columns, exported)) == csv_rows(stored)
    assert stored_types(upgraded, run) == {"text"}


def test_runs_resume_sends_only_unanswered_rows(upgraded: Lusha, tmp_path: Path) -> None:
    before = csv_rows((tmp_path / f"{STOPPED}.export.csv").read_text(encoding="utf-8"))
    result = upgraded("runs", "resume", STOPPED, "--yes")
    assert "150 rows: 50 people in 1 request (100 already looked up)." in result.err
    after = list(map(earlier_columns, csv_rows(result.out)))
    assert after[:100] == before[:100]
    assert {row["lusha_status"] for row in after[:149]} == {"matched"}
    assert after[149]["lusha_status"] == "not_found"
    # The whole file has one format, so that version 0.4.0 can still read it.
    assert stored_types(upgraded, STOPPED) == {"text"}


def test_bulk_command_tries_the_alternatives(upgraded: Lusha) -> None:
    result = upgraded("person", "bulk", "leads.csv", "--try-all", "--yes")
    assert "50 people in up to 2 requests (100 already looked up)." in result.err
    assert {row["lusha_status"] for row in csv_rows(result.out)} == {"matched"}


def test_new_file_reuses_the_results(upgraded: Lusha, tmp_path: Path) -> None:
    exported = csv_rows((tmp_path / f"{STOPPED}.export.csv").read_text(encoding="utf-8"))
    lines = (tmp_path / "leads.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "other.csv").write_text("\n".join([lines[0], *lines[120:89:-1], ""]))
    result = upgraded("person", "bulk", "other.csv", "--yes")
    assert "31 rows: 20 people in 1 request (11 already looked up)." in result.err
    data = [name for name in exported[0] if name not in ("lusha_credits", "lusha_fetched_at")]
    for new, old in zip(csv_rows(result.out)[-11:], exported[99:88:-1], strict=True):
        assert {name: new[name] for name in data} == {name: old[name] for name in data}
    latest = upgraded("runs", "list").json[0]["id"]
    assert stored_types(upgraded, latest) == {"blob"}
