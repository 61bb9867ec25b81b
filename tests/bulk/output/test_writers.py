"""Rows written to files: unusual cells, links and parquet."""

import csv
import random
import sys
from pathlib import Path

import pytest

from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.bulk.output.writers import check_output_writable
from lusha_cli.bulk.record_types import PERSON
from lusha_cli.bulk.run.run import BulkRun
from lusha_cli.errors import UsageError
from tests.support.cli import ADA, Lusha

PIECES = ["a", "", "\r", "\n", "\r\n", '"', ",", "\t", ";", "x\ry", "ü", "'", " "]


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_writer_keeps_line_breaks_in_their_cell(tmp_path: Path, form: str) -> None:
    chance = random.Random(11)
    source, out = tmp_path / "in.csv", tmp_path / f"out.{form}"
    for _ in range(60):
        rows = [
            [f"line {n}", "".join(chance.choices(PIECES, k=4)), chance.choice(PIECES)]
            for n in range(chance.randrange(1, 20))
        ]
        with source.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["email", "x", "y"], *rows])
        with BulkRun(PERSON, str(source), input_options=InputOptions(delimiter=",")) as run:
            run.output.write(out)
        with out.open(newline="", encoding="utf-8") as file:
            result = list(csv.DictReader(file, delimiter="\t" if form == "tsv" else ","))
        assert [[row["email"], row["x"], row["y"]] for row in result] == rows


def test_writer_ends_csv_lines_with_a_newline(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(b"email,x\r\nbroken,\r\nbroken,1\r\n")
    with BulkRun(PERSON, str(source)) as run:
        run.output.write(out)
    assert b"\r" not in out.read_bytes()
    assert out.read_bytes().count(b"\n") == 3


def test_writer_keeps_a_symbolic_link(tmp_path: Path) -> None:
    source, real, link = tmp_path / "in.csv", tmp_path / "real.csv", tmp_path / "link.csv"
    source.write_text("email\nbroken\n")
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    check_output_writable(str(link), PERSON)
    with BulkRun(PERSON, str(source)) as run:
        run.output.write(link)
    assert link.is_symlink()
    assert real.read_text().startswith("email,lusha_status")
    assert real.stat().st_mode & 0o777 == 0o640


def test_writer_rejects_a_link_into_a_missing_folder_before_paying(tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "gone" / "out.csv")
    with pytest.raises(UsageError, match="there is no folder"):
        check_output_writable(str(link), PERSON)


def test_writer_parquet_has_typed_columns_and_nulls(lusha: Lusha, tmp_path: Path) -> None:
    import pyarrow.parquet

    source, out = tmp_path / "a.csv", tmp_path / "out.parquet"
    source.write_text(f"email,note\n{ADA},\u00fc\nnobody@nowhere.example,\n")
    lusha("person", "bulk", str(source), "--yes", "--out", str(out))
    table = pyarrow.parquet.read_table(out)
    assert table.column_names[:4] == ["email", "note", "lusha_status", "lusha_error"]
    first, second = table.to_pylist()
    assert (first["note"], first["lusha_credits"], first["lusha_work_email"]) == ("\u00fc", 6, ADA)
    assert (second["note"], second["lusha_status"], second["lusha_emails"]) == (
        None, "not_found", None,
    )  # fmt: skip


def test_writer_without_pyarrow_names_the_extra(
    lusha: Lusha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f"email\n{ADA}\n")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    out = str(tmp_path / "out.parquet")
    rejected = lusha("person", "bulk", str(source), "--yes", "--out", out, code=2)
    assert "install pyarrow" in rejected.err
    assert lusha("sandbox", "status").json["requests"] == 0
