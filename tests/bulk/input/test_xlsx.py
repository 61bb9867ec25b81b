"""Inputs that are packed, and workbooks."""

import csv
import gzip
import io
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.cli import ADA, Lusha

TEXT = f"email\tid\n{ADA}\t007\nnobody@nowhere.example\t+44\n"


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tsv.gz", TEXT.encode()),
        ("a.csv.gz", TEXT.replace("\t", ";").encode("utf-16")),
        ("packed.csv", TEXT.replace("\t", ",").encode()),
        ("a.jsonl.gz", f'{{"email": "{ADA}", "id": "007"}}\n{{"email": "x@y.example"}}\n'.encode()),
    ],
)
def test_gzip_is_read_as_what_is_in_it(
    lusha: Lusha, tmp_path: Path, name: str, content: bytes
) -> None:
    source = tmp_path / name
    source.write_bytes(gzip.compress(content))
    result = lusha("person", "bulk", str(source), "--yes", "-o", "csv")
    rows = _rows(result.out)
    assert [row["lusha_status"] for row in rows] == ["matched", "not_found"]
    assert rows[0]["id"] == "007"
    assert "gzip, " in result.err


def test_gzip_comes_on_standard_input_too(lusha: Lusha) -> None:
    packed = gzip.compress(f"email\n{ADA}\n".encode())
    result = lusha("person", "bulk", "-", "--format", "csv", "--yes", stdin=packed)
    assert _rows(result.out)[0]["lusha_status"] == "matched"


@pytest.mark.parametrize("spoil", [lambda b: b[:-9], lambda b: b[:40] + b"x" * 9 + b[49:]])
def test_damaged_gzip_is_told_before_anything_is_paid_for(
    lusha: Lusha, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    lines = "".join(f"p{number}@firm{number}.example\n" for number in range(500))
    source = tmp_path / "a.csv.gz"
    source.write_bytes(spoil(gzip.compress(f"email\n{lines}".encode())))
    result = lusha("person", "bulk", str(source), "--yes", code=2)
    assert "a.csv.gz is damaged gzip" in result.err
    assert lusha("runs", "list").json == []


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., str]:
    """Writes a workbook of sheets, each a list of rows, and says its name."""

    def write(**sheets: list[list[Any]]) -> str:
        made = openpyxl.Workbook()
        made.remove(made.worksheets[0])
        for name, rows in sheets.items():
            sheet = made.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "leads.xlsx"
        made.save(path)
        return str(path)

    return write


def test_a_workbook_is_a_table_of_texts(lusha: Lusha, book: Callable[..., str]) -> None:
    source = book(
        Leads=[
            [],
            ["Email", "Code", "Phone", "Number", "Share", "Since", "Good"],
            [ADA, "007", "+44 20 7946 0999", 42.0, 0.5, datetime(2026, 1, 31), True],
            [],
            ["nobody@nowhere.example", None, "", 7],
        ]
    )
    result = lusha("person", "bulk", source, "--yes")
    first, second = _rows(result.out)
    assert first["lusha_status"] == "matched"
    own = [first[name] for name in ("Code", "Phone", "Number", "Share", "Since", "Good")]
    assert own == ["007", "+44 20 7946 0999", "42", "0.5", "2026-01-31", "true"]
    assert (second["Number"], second["lusha_status"]) == ("7", "not_found")
    assert "leads.xlsx: xlsx, sheet 1" in result.err


def test_a_sheet_can_be_named(lusha: Lusha, book: Callable[..., str]) -> None:
    source = book(Notes=[["x"], ["y"]], People=[["email"], [ADA]])
    named = lusha("person", "bulk", source, "--yes", "--sheet", "People")
    assert _rows(named.out)[0]["lusha_status"] == "matched"
    refused = lusha("person", "bulk", source, "--yes", "--sheet", "Nobody", code=2)
    assert "Its sheets: Notes, People" in refused.err


@pytest.mark.parametrize(
    "content", [b"", b"no workbook", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_workbook_is_refused(lusha: Lusha, tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(content)
    assert "no .xlsx workbook" in lusha("person", "bulk", str(source), "--yes", code=2).err


def test_an_empty_sheet_is_told(lusha: Lusha, book: Callable[..., str]) -> None:
    assert "is empty" in lusha("person", "bulk", book(A=[[]]), "--yes", code=2).err


def test_without_openpyxl_it_says_how_to_get_it(
    lusha: Lusha, book: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = book(A=[["email"], [ADA]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert "install openpyxl" in lusha("person", "bulk", source, "--yes", code=2).err


def test_a_workbook_is_no_output(lusha: Lusha, tmp_path: Path, book: Callable[..., str]) -> None:
    source = book(A=[["email"], [ADA]])
    out = str(tmp_path / "out.xlsx")
    assert (
        "the format is not known"
        in lusha("person", "bulk", source, "--yes", "--out", out, code=2).err
    )


def test_a_workbook_that_breaks_off_is_told(
    lusha: Lusha, book: Callable[..., str], tmp_path: Path
) -> None:
    import zipfile

    source = book(A=[["email"], *([f"p{n}@firm{n}.example"] for n in range(2000))])
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(broken, "w") as half:
        for name in whole.namelist():
            content = whole.read(name)
            half.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    assert "can be read" in lusha("person", "bulk", str(broken), "--yes", code=2).err
    assert lusha("runs", "list").json == []


def test_an_old_workbook_says_what_to_do(lusha: Lusha, tmp_path: Path) -> None:
    source = tmp_path / "old.xls"
    source.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "Save it as .xlsx" in lusha("person", "bulk", str(source), "--yes", code=2).err


def test_rows_beyond_the_size_that_a_sheet_claims_are_read(
    lusha: Lusha, book: Callable[..., str], tmp_path: Path
) -> None:
    import re
    import zipfile

    source = book(A=[["email", "x"], [ADA, 1], ["nobody@nowhere.example", 2]])
    lying = tmp_path / "lying.xlsx"
    with zipfile.ZipFile(source) as whole, zipfile.ZipFile(lying, "w") as other:
        for name in whole.namelist():
            content = whole.read(name)
            if "sheet1" in name:
                content = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', content)
            other.writestr(name, content)
    rows = _rows(lusha("person", "bulk", str(lying), "--yes").out)
    assert [row["lusha_status"] for row in rows] == ["matched", "not_found"]
