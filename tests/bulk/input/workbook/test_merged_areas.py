"""Merged areas of a sheet."""

from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lusha_cli.bulk.input.readers import open_input
from tests.support.workbooks import row, sheet, write_sheet

HEADER = ["Email", "Company", "City"]


def read(path: Path, rows: list[list[Any]], merged: list[str]) -> list[list[Any]]:
    """Return the cells of the rows of a sheet with merged areas."""
    workbook = openpyxl.Workbook()
    worksheet = workbook.worksheets[0]
    for cells in rows:
        worksheet.append(cells)
    for area in merged:
        worksheet.merge_cells(area)
    source = path / "a.xlsx"
    workbook.save(source)
    with open_input(str(source)) as input_:
        return [list(read.cells.values()) for read in input_.rows]


@pytest.mark.parametrize(
    ("rows", "merged", "expected"),
    [
        pytest.param(
            [HEADER, ["a@b.example", "Firm", "Rome"], ["c@d.example", None, "Oslo"]],
            ["B2:B3"],
            [["a@b.example", "Firm", "Rome"], ["c@d.example", "Firm", "Oslo"]],
            id="down",
        ),
        pytest.param(
            [HEADER, ["a@b.example", "Firm", None], ["c@d.example", "Shop", "Oslo"]],
            ["B2:C2"],
            [["a@b.example", "Firm", "Firm"], ["c@d.example", "Shop", "Oslo"]],
            id="right",
        ),
        pytest.param(
            [HEADER, ["a@b.example", "Firm", None], ["c@d.example", None, None]],
            ["B2:C3"],
            [["a@b.example", "Firm", "Firm"], ["c@d.example", "Firm", "Firm"]],
            id="block",
        ),
        pytest.param(
            [["Our leads", None, None], HEADER, ["a@b.example", "Firm", "Rome"]],
            ["A1:C1"],
            [["a@b.example", "Firm", "Rome"]],
            id="title above the header",
        ),
        pytest.param(
            [HEADER, ["a@b.example", "Firm", "Rome"], [None, None, None]],
            ["A2:A3", "B2:B3"],
            [["a@b.example", "Firm", "Rome"]],
            id="a row without cells of its own is no row",
        ),
        pytest.param(
            [HEADER, ["a@b.example", "Firm", None], ["c@d.example", "Shop", "Oslo"]],
            ["B2:ZZ2"],
            [["a@b.example", "Firm", "Firm"], ["c@d.example", "Shop", "Oslo"]],
            id="beyond the table",
        ),
    ],
)
def test_merged_area_has_its_value_in_every_cell(
    tmp_path: Path, rows: list[list[Any]], merged: list[str], expected: list[list[str]]
) -> None:
    assert read(tmp_path, rows, merged) == expected


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_merged_area_is_found_behind_many_rows(tmp_path: Path, prefix: str) -> None:
    rows = "".join(row(number, f"p{number}@firm.example", "x" * 90) for number in range(3, 9000))
    content = sheet(
        row(1, "Email", "Company"), row(2, "a@b.example", "Firm"), rows,
        after='<mergeCells><mergeCell ref="B2:B3"/></mergeCells>',
    )  # fmt: skip
    content = content.replace("x" * 90 + "</t>", "</t>", 1).replace("<", f"<{prefix}")
    content = content.replace(f"<{prefix}/", f"</{prefix}")
    with open_input(write_sheet(tmp_path / "a.xlsx", content)) as input_:
        companies = [only.cells["Company"] for only in islice(input_.rows, 3)]
    assert companies == ["Firm", "Firm", "x" * 90]
