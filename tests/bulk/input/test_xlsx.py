"""Excel workbooks as input."""

import gzip
import io
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.cli import ADA, Lusha, Server
from tests.support.files import csv_rows
from tests.support.workbooks import row as row_xml
from tests.support.workbooks import sheet as sheet_xml
from tests.support.workbooks import write_sheet

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def zip_of(*names: str) -> bytes:
    """Return a zip archive with these files, which have some text."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "some text")
    return file.getvalue()


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
    assert "Sheets: Notes, People" in rejected.err


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
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"no workbook", "no rows"),
        (b"PK\x03\x04 broken", "is a damaged .xlsx workbook"),
        (b"\xd0\xcf\x11\xe0", "is an old Excel workbook"),
    ],
)
def test_workbook_invalid_is_rejected(
    lusha: Lusha, tmp_path: Path, content: bytes, message: str
) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(content)
    assert message in lusha("person", "bulk", str(source), "--yes", code=2).err


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
        "unknown output format"
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
    assert "can't be read" in lusha("person", "bulk", str(broken), "--yes", code=2).err
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


def save(path: Path, workbook: openpyxl.Workbook) -> str:
    workbook.save(path)
    return str(path)


def people(title: str, workbook: openpyxl.Workbook, *rows: list[Any]) -> Any:
    """Add a sheet of people to a workbook."""
    sheet = workbook.create_sheet(title)
    for row in rows or (["Email"], [ADA]):
        sheet.append(row)
    return sheet


def test_workbook_first_visible_sheet_is_read_and_the_others_are_named(
    lusha: Lusha, tmp_path: Path
) -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].title = "Old"
    workbook.worksheets[0].sheet_state = "hidden"
    workbook.create_chartsheet("Chart")
    people("Secret", workbook, ["Email"], ["x@y.example"]).sheet_state = "veryHidden"
    people("Leads", workbook)
    people("More", workbook)
    source = save(tmp_path / "a.xlsx", workbook)
    result = lusha("person", "bulk", source, "--yes")
    assert csv_rows(result.out)[0]["Email"] == ADA
    assert "a.xlsx: xlsx, sheet Leads" in result.err
    assert "Other sheets: Old (hidden), Secret (hidden), More." in " ".join(result.err.split())


@pytest.mark.parametrize(
    ("name", "email"),
    [("Leads", "a@firm.example"), ("LEADS", "a@firm.example"), (" leads ", "a@firm.example"),
     ("secret", "c@firm.example")],
)  # fmt: skip
def test_workbook_sheet_is_named_exactly_or_in_another_case(
    lusha: Lusha, tmp_path: Path, name: str, email: str
) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    people("Leads of May", workbook)
    people("Leads", workbook, ["Email"], ["a@firm.example"])
    people("Secret", workbook, ["Email"], ["c@firm.example"]).sheet_state = "hidden"
    source = save(tmp_path / "a.xlsx", workbook)
    rows = csv_rows(lusha("person", "bulk", source, "--yes", "--sheet", name).out)
    assert rows[0]["Email"] == email


def test_workbook_hidden_rows_and_columns_are_read_and_counted(
    lusha: Lusha, tmp_path: Path
) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    rows = [[f"p{n}@firm.example", "x", "y"] for n in range(4)]
    sheet = people("A", workbook, ["Email", "Note", "Code"], *rows)
    for number in (3, 4, 99):
        sheet.row_dimensions[number].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions["Z"].hidden = True
    result = lusha("person", "bulk", save(tmp_path / "a.xlsx", workbook), "--yes")
    assert len(csv_rows(result.out)) == 4
    assert "2 hidden rows and 1 hidden column of the sheet are read too" in " ".join(
        result.err.split()
    )


def test_workbook_formula_without_a_value_is_refused_where_it_is_looked_up(
    online: Lusha, server: Server, tmp_path: Path
) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    people("A", workbook, ["Email", "Note"], [ADA, "x"], ["=A2", "y"])
    source = save(tmp_path / "a.xlsx", workbook)
    result = online("person", "bulk", source, "--yes", code=2)
    assert "the formula in A3 has no stored value" in result.err
    assert "and save it" in result.err
    assert server.ledger()["totals"]["requests"] == 0


def test_workbook_formula_without_a_value_is_empty_elsewhere(lusha: Lusha, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    people("A", workbook, ["Email", "Note"], [ADA, "=1+1"], ["x@y.example", "=2"])
    result = lusha("person", "bulk", save(tmp_path / "a.xlsx", workbook), "--yes")
    assert [row["Note"] for row in csv_rows(result.out)] == ["", ""]
    assert "The formula in B2 has no stored value" in result.err


def test_workbook_formula_with_an_empty_text_is_fine(lusha: Lusha, tmp_path: Path) -> None:
    formula = '<c r="A3" t="str"><f>IF(B3="","",B3)</f><v></v></c>'
    content = sheet_xml(
        row_xml(1, "Email"),
        row_xml(2, ADA),
        f'<row r="3">{formula}</row>',
        row_xml(4, "x@y.example"),
    )
    result = lusha("person", "bulk", write_sheet(tmp_path / "a.xlsx", content), "--yes")
    assert len(csv_rows(result.out)) == 2
    assert "no stored value" not in result.err


@pytest.mark.parametrize(
    ("name", "content", "messages"),
    [
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), ["with a password", "remove"]),
        ("a.csv", OLE + "EncryptedPackage".encode("utf-16-le"), ["with a password"]),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), ["old Excel workbook", "Save it as .xlsx"]),
        ("a.xlsx", OLE + "WordDocument".encode("utf-16-le"), ["not a workbook"]),
        ("a.xls", b"<html><body><table><tr><td>x</td></tr></table>", ["a web page"]),
        ("a.xls", b'<?xml version="1.0"?><Workbook/>', ["XML document"]),
        ("a.xlsb", zip_of("xl/workbook.bin", "[Content_Types].xml"), [".xlsb", "save it as .xlsx"]),
        ("a.ods", zip_of("mimetype", "content.xml"), ["OpenDocument", "LibreOffice"]),
        ("a.xlsx", zip_of("mimetype", "content.xml"), ["OpenDocument"]),
        ("a.numbers", zip_of("Index/Document.iwa"), ["Numbers", "Export To"]),
        ("a.zip", zip_of("leads.csv"), ["zip archive", "Unpack"]),
        ("a.xlsx", zip_of("xl/workbook.xml")[:40], ["damaged"]),
        ("a.xlsx", zip_of("[Content_Types].xml"), ["can't be read", "workbook.xml is missing"]),
    ],
    # Archives contain the time, and the names of tests must be the same in every process.
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_workbook_of_another_kind_is_refused_with_the_fix(
    lusha: Lusha, tmp_path: Path, name: str, content: bytes, messages: list[str]
) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    error = " ".join(lusha("person", "bulk", str(source), "--yes", code=2).err.split())
    assert all(message in error for message in messages), error


@pytest.mark.parametrize("name", ["a.xlsm", "a.xltx", "a.csv", "a.txt", "leads", "a.xls"])
def test_workbook_is_read_by_its_content(lusha: Lusha, tmp_path: Path, name: str) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    people("Leads", workbook)
    save(tmp_path / "made.xlsx", workbook)
    content = (tmp_path / "made.xlsx").read_bytes()
    (tmp_path / name).write_bytes(content)
    (tmp_path / "packed.gz").write_bytes(gzip.compress(content))
    result = lusha("person", "bulk", str(tmp_path / name), "--yes")
    assert ("its name suggests csv" in result.err) == (name == "a.csv")
    packed = lusha("person", "bulk", str(tmp_path / "packed.gz"), "--yes")
    piped = lusha("person", "bulk", "-", "--yes", stdin=content)
    for read in (result, packed, piped):
        assert [row["Email"] for row in csv_rows(read.out)] == [ADA]
        assert "xlsx, sheet Leads" in read.err


def test_workbook_name_with_text_is_read_as_text(lusha: Lusha, tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    source.write_text(f"Email,Note\n{ADA},x\n")
    result = lusha("person", "bulk", str(source), "--yes")
    assert csv_rows(result.out)[0]["lusha_status"] == "matched"
    assert "its name suggests xlsx, but it contains csv" in " ".join(result.err.split())


def test_workbook_link_is_looked_up(lusha: Lusha, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    sheet = people("A", workbook, ["Name", "Team"], ["Ada Byrne", "x"])
    sheet["A2"].hyperlink = f"mailto:{ADA}"
    sheet["A2"].value = "Ada Byrne"
    result = lusha("person", "bulk", save(tmp_path / "a.xlsx", workbook), "--yes")
    (only,) = csv_rows(result.out)
    assert (only["Name"], only["Name (email)"]) == ("Ada Byrne", ADA)
    assert only["lusha_status"] == "matched"
