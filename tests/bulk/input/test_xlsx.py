"""Excel workbooks as input."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.cli import ADA, Lusha
from tests.support.files import csv_rows


@pytest.fixture
def write_workbook(tmp_path: Path) -> Callable[..., str]:
    """Return a function that writes a workbook from lists of rows and returns its name."""

    def write(**sheets: list[list[Any]]) -> str:
        created = openpyxl.Workbook()
        created.remove(created.worksheets[0])
        for name, rows in sheets.items():
            sheet = created.create_sheet(name)
            for row in rows:
                sheet.append(row)
        path = tmp_path / "leads.xlsx"
        created.save(path)
        return str(path)

    return write


def test_workbook_is_read_as_text(lusha: Lusha, write_workbook: Callable[..., str]) -> None:
    source = write_workbook(
        Leads=[
            [],
            ["Email", "Code", "Phone", "Number", "Share", "Since", "Good"],
            [ADA, "007", "+44 20 7946 0999", 42.0, 0.5, datetime(2026, 1, 31), True],
            [],
            ["nobody@nowhere.example", None, "", 7],
        ]
    )
    result = lusha("person", "bulk", source, "--yes")
    first, second = csv_rows(result.out)
    assert first["lusha_status"] == "matched"
    own = [first[name] for name in ("Code", "Phone", "Number", "Share", "Since", "Good")]
    assert own == ["007", "+44 20 7946 0999", "42", "0.5", "2026-01-31", "true"]
    assert (second["Number"], second["lusha_status"]) == ("7", "not_found")
    assert "leads.xlsx: xlsx, sheet Leads" in result.err


def test_workbook_sheet_can_be_named(lusha: Lusha, write_workbook: Callable[..., str]) -> None:
    source = write_workbook(Notes=[["x"], ["y"]], People=[["email"], [ADA]])
    names = lusha("person", "bulk", source, "--yes", "--sheet", "People")
    assert csv_rows(names.out)[0]["lusha_status"] == "matched"
    rejected = lusha("person", "bulk", source, "--yes", "--sheet", "Nobody", code=2)
    assert "Its sheets: Notes, People" in rejected.err


def test_workbook_first_sheet_by_name_is_the_same_run(
    lusha: Lusha, write_workbook: Callable[..., str]
) -> None:
    # "1" is the name of the second sheet, and the number of the first.
    rows = [["email"], [ADA]]
    source = write_workbook(People=rows, **{"1": [*rows, ["nobody@nowhere.example"]]})
    lusha("person", "bulk", source, "--yes")
    lusha("person", "bulk", source, "--yes", "--sheet", "People")
    assert len(lusha("runs", "list").json) == 1
    other = lusha("person", "bulk", source, "--yes", "--sheet", "1")
    assert len(csv_rows(other.out)) == 2
    assert len(lusha("runs", "list").json) == 2


@pytest.mark.parametrize(
    "content", [b"", b"no workbook", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0"]
)
def test_workbook_invalid_is_rejected(lusha: Lusha, tmp_path: Path, content: bytes) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(content)
    assert "no .xlsx workbook" in lusha("person", "bulk", str(source), "--yes", code=2).err


def test_workbook_empty_sheet_is_reported(lusha: Lusha, write_workbook: Callable[..., str]) -> None:
    assert "is empty" in lusha("person", "bulk", write_workbook(A=[[]]), "--yes", code=2).err


def test_workbook_without_openpyxl_names_the_extra(
    lusha: Lusha, write_workbook: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_workbook(A=[["email"], [ADA]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    assert "install openpyxl" in lusha("person", "bulk", source, "--yes", code=2).err


def test_workbook_is_not_an_output_format(
    lusha: Lusha, tmp_path: Path, write_workbook: Callable[..., str]
) -> None:
    source = write_workbook(A=[["email"], [ADA]])
    out = str(tmp_path / "out.xlsx")
    assert (
        "the format is not known"
        in lusha("person", "bulk", source, "--yes", "--out", out, code=2).err
    )


def test_workbook_truncated_is_reported(
    lusha: Lusha, write_workbook: Callable[..., str], tmp_path: Path
) -> None:
    import zipfile

    source = write_workbook(A=[["email"], *([f"p{n}@firm{n}.example"] for n in range(2000))])
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(source) as original, zipfile.ZipFile(broken, "w") as half:
        for name in original.namelist():
            content = original.read(name)
            half.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    assert "can be read" in lusha("person", "bulk", str(broken), "--yes", code=2).err
    assert lusha("runs", "list").json == []


def test_workbook_of_the_old_format_names_the_fix(lusha: Lusha, tmp_path: Path) -> None:
    source = tmp_path / "old.xls"
    source.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "Save it as .xlsx" in lusha("person", "bulk", str(source), "--yes", code=2).err


def test_workbook_rows_beyond_the_declared_size_are_read(
    lusha: Lusha, write_workbook: Callable[..., str], tmp_path: Path
) -> None:
    import re
    import zipfile

    source = write_workbook(A=[["email", "x"], [ADA, 1], ["nobody@nowhere.example", 2]])
    lying = tmp_path / "lying.xlsx"
    with zipfile.ZipFile(source) as original, zipfile.ZipFile(lying, "w") as other:
        for name in original.namelist():
            content = original.read(name)
            if "sheet1" in name:
                content = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', content)
            other.writestr(name, content)
    rows = csv_rows(lusha("person", "bulk", str(lying), "--yes").out)
    assert [row["lusha_status"] for row in rows] == ["matched", "not_found"]
