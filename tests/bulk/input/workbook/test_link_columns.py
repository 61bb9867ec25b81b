"""Links of cells that show something else."""

from pathlib import Path

import openpyxl
import pytest

from lusha_cli.bulk.input.readers import open_input

ADA = "https://www.linkedin.com/in/ada-byrne"
BOB = "https://www.linkedin.com/in/bob-stone"


def columns_and_last(path: Path, rows: list[list[str | tuple[str, str]]]) -> list[dict[str, str]]:
    """Return the cells of a sheet; a pair is a text and what it links to."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            text, target = value if isinstance(value, tuple) else (value, "")
            cell = sheet.cell(number, column, text)
            if target:
                cell.hyperlink = target
                cell.value = text
    workbook.save(path / "a.xlsx")
    with open_input(str(path / "a.xlsx")) as input_:
        return [dict(row.cells) for row in input_.rows]


def test_link_of_most_cells_has_a_column(tmp_path: Path) -> None:
    rows = columns_and_last(
        tmp_path,
        [
            ["Title"],
            ["Name", "Company"],
            [("Ada Byrne", ADA), "Firm"],
            [("Bob Stone", BOB), "Shop"],
        ],
    )
    assert rows == [
        {"Name": "Ada Byrne", "Company": "Firm", "Name (link)": ADA},
        {"Name": "Bob Stone", "Company": "Shop", "Name (link)": BOB},
    ]


def test_link_to_an_email_is_that_email(tmp_path: Path) -> None:
    link = "mailto:ada%2Bwork@firm.example?subject=Hello"
    rows = columns_and_last(tmp_path, [["Contact", "Company"], [("Ada Byrne", link), "Firm"]])
    assert rows[0]["Contact (email)"] == "ada+work@firm.example"


@pytest.mark.parametrize(
    "cells",
    [
        # The cell shows its link.
        [("ada@firm.example", "mailto:ada@firm.example")],
        [("firm.example", "https://www.firm.example/")],
        # Not most of the cells.
        [("Ada Byrne", ADA), "Bob Stone", "Cid Moon"],
        # A place in the workbook, or another scheme.
        [("Ada Byrne", "#Sheet!A1")],
        [("Ada Byrne", "javascript:alert(1)")],
    ],
)
def test_link_has_no_column_of_its_own(tmp_path: Path, cells: list[str | tuple[str, str]]) -> None:
    rows = columns_and_last(tmp_path, [["Email", "Company"], *([cell, "Firm"] for cell in cells)])
    assert list(rows[0]) == ["Email", "Company"]


def test_link_of_a_formula_counts(tmp_path: Path) -> None:
    from tests.support.workbooks import row, sheet, write_sheet

    cells = (
        f'<c r="A2" t="str"><f>HYPERLINK("{ADA}","Ada Byrne")</f><v>Ada Byrne</v></c>'
        '<c r="B2" t="inlineStr"><is><t>Firm</t></is></c>'
    )
    content = sheet(row(1, "Name", "Company"), f'<row r="2">{cells}</row>')
    source = write_sheet(tmp_path / "a.xlsx", content)
    with open_input(source) as input_:
        (only,) = input_.rows
    assert only.cells == {"Name": "Ada Byrne", "Company": "Firm", "Name (link)": ADA}
