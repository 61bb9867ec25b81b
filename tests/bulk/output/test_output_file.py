"""The `--out` file: written whole or not at all."""

import os
import stat
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import ADA, Lusha, Server
from tests.support.files import WriteFile, csv_rows


def test_out_that_cannot_be_written_is_rejected_first(
    online: Lusha, server: Server, write_file: WriteFile, tmp_path: Path
) -> None:
    source = write_file("a.csv", f"email\n{ADA}\n")
    for out, message in (
        (tmp_path / "out.pdf", "unknown output format"),
        (tmp_path / "no" / "out.csv", "there is no folder"),
        (tmp_path, "it is a folder"),
    ):
        result = online("person", "bulk", source, "--yes", "--out", str(out), code=2)
        assert message in result.err
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert "is a folder" in online("person", "bulk", source, "--out", str(folder), code=2).err
    assert server.ledger()["totals"]["requests"] == 0


def test_out_folder_that_cannot_be_written_is_reported(
    lusha: Lusha, write_file: WriteFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_: Any) -> None:
        raise OSError(30, "Read-only file system")

    source = write_file("a.csv", f"email\n{ADA}\n")
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    result = lusha("person", "bulk", source, "--yes", "--out", f"{source}.csv", code=2)
    assert "Read-only file system" in result.err


def test_out_keeps_the_mode_of_a_file_and_replaces_added_columns(
    lusha: Lusha, write_file: WriteFile
) -> None:
    source, out = write_file("a.csv", f"email\n{ADA}\n"), write_file("out.csv", "")
    os.chmod(out, 0o640)
    lusha("person", "bulk", source, "--out", out, "--yes")
    assert csv_rows(Path(out).read_text())[0]["lusha_status"] == "matched"
    assert stat.S_IMODE(os.stat(out).st_mode) == 0o640
    other = write_file("other.csv", "")
    again = lusha("person", "bulk", out, "--out", other, "--yes")
    assert "This run replaces the 33 lusha_ columns of the input." in again.err
    assert (
        "Columns: email = email, person_id = lusha_person_id (if the row has no other identifier)\n"
        in again.err
    )
    assert "1 row: 0 people in 0 requests (1 already looked up)." in again.err
    header = Path(other).read_text().splitlines()[0].split(",")
    assert len(header) == len(set(header))


def test_out_on_a_full_disk_leaves_no_partial_file(
    lusha: Lusha, write_file: WriteFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    source = write_file("a.csv", f"email\n{ADA}\n")
    before = set(tmp_path.iterdir())
    monkeypatch.setattr(os, "fsync", full)
    out = tmp_path / "out.csv"
    result = lusha("person", "bulk", source, "--out", str(out), "--yes", code=1)
    assert "No space left on device" in result.err
    assert set(tmp_path.iterdir()) - before <= {tmp_path / "state", tmp_path / "cache"}


def test_bulk_leaves_no_temporary_files(
    lusha: Lusha, write_file: WriteFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    location = tmp_path / "tmp"
    location.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(location))
    good, bad = write_file("a.csv", f"email\n{ADA}\n"), write_file("b.csv", "x\n1\n")
    lusha("person", "bulk", good, "--yes")
    lusha("person", "bulk", bad, "--yes", code=2)
    lusha("person", "bulk", good, "--dry-run")
    assert list(location.iterdir()) == []
