"""Numbers of a sheet as text."""

from pathlib import Path

import pytest

from lusha_cli.bulk.input.input_options import InputOptions
from lusha_cli.bulk.input.readers import open_input
from tests.support.workbooks import row, sheet, write_sheet


def shown(path: Path, value: str, code: str, *, workbook: str = "") -> str:
    """Return how a stored number with a format is read."""
    styles = (
        f'<styleSheet><numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>'
    )
    cell = f'<row r="2"><c r="A2" s="1"><v>{value}</v></c></row>'
    parts = {"styles": styles, **({"workbook": workbook} if workbook else {})}
    source = write_sheet(path / "a.xlsx", sheet(row(1, "Number"), cell), **parts)
    with open_input(source, InputOptions(header_row=1)) as input_:
        (only,) = input_.rows
    text = only.cells["Number"]
    assert isinstance(text, str)
    return text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("42", "General", "42"),
        ("42.0", "General", "42"),
        ("-0.5", "General", "-0.5"),
        ("4.4207946099900002E+11", "General", "442079460999"),
        ("1.5E-5", "General", "0.000015"),
        ("0.30000000000000004", "General", "0.3"),
        ("12345678901234567890", "General", "12345678901234567890"),
        ("1E+300", "General", "1E+300"),
        ("1E+999999999", "General", "1E+999999999"),
        ("1E-999999999", "General", "0"),
        ("501", "00000", "00501"),
        ("10001", "00000", "10001"),
        ("123456", "00000", "123456"),
        ("5010042", "00000-0000", "00501-0042"),
        ("78051120", "000-00-0000", "078-05-1120"),
        ("5550100", "[&lt;=9999999]###-####;(###) ###-####", "555-0100"),
        ("2065550100", "[&lt;=9999999]###-####;(###) ###-####", "(206) 555-0100"),
        ("612345678", "\\+00 000 000 000", "+00 612 345 678"),
        ("33123456789", "\\+00 0 00 00 00 00", "+33 1 23 45 67 89"),
        ("7", "&quot;KD-&quot;0000", "KD-0007"),
        ("0.5", "0%", "50%"),
        ("0.125", "0%", "12.5%"),
        ("0.07", "0.00%", "7%"),
        ("1.1", "0.00", "1.10"),
        ("1.234", "0.00", "1.234"),
        ("1234.5", "#,##0.00", "1234.50"),
        ("1234567", "#,##0", "1234567"),
        ("1234567", "# ##0", "1234567"),
        ("-7", "00000", "-7"),
        ("12", "0", "12"),
        ("12", "@", "12"),
        ("1500", "#,##0 &quot;EUR&quot;", "1500"),
        ("46053", "yyyy\\-mm\\-dd", "2026-01-31"),
        ("46053", "d/m/yy", "2026-01-31"),
        ("46053.5", "d/m/yy h:mm", "2026-01-31T12:00:00"),
        ("46053.5", "d/m/yy", "2026-01-31"),
        ("0.75", "h:mm", "18:00:00"),
        ("1.5", "[h]:mm", "1 day, 12:00:00"),
        ("99999999", "yyyy-mm-dd", "99999999"),
    ],
)  # fmt: skip
def test_number_is_shown_as_its_format_says(
    tmp_path: Path, value: str, code: str, text: str
) -> None:
    assert shown(tmp_path, value, code) == text


def test_date_counts_from_1904_if_the_workbook_says_so(tmp_path: Path) -> None:
    workbook = (
        '<workbook xmlns:r="r"><workbookPr date1904="1"/>'
        '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    assert shown(tmp_path, "44591", "yyyy-mm-dd", workbook=workbook) == "2026-01-31"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A2" t="b"><v>1</v></c>', "true"),
        ('<c r="A2" t="b"><v>0</v></c>', "false"),
        ('<c r="A2" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A2" t="str"><f>B2</f><v>by formula</v></c>', "by formula"),
        ('<c r="A2"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="A2" t="d"><v>2026-01-31T00:00:00</v></c>', "2026-01-31"),
        ('<c r="A2" t="d"><v>2026-01-31T10:30:00</v></c>', "2026-01-31T10:30:00"),
        ('<c r="A2" t="s"><v>0</v></c>', "plain & simple"),
        ('<c r="A2" t="s"><v>1</v></c>', "rich text"),
        ('<c r="A2" t="s"><v>2</v></c>', "two\r\nlines _x0041_"),
        ('<c r="A2" t="s"><v>3</v></c>', "東京"),
        ('<c t="s"><v>0</v></c>', "plain & simple"),
    ],
)
def test_cell_of_each_type_is_read_as_shown(tmp_path: Path, cell: str, text: str) -> None:
    strings = (
        "<sst><si><t>plain &amp; simple</t></si>"
        "<si><r><rPr><b/></rPr><t>rich</t></r><r><t xml:space='preserve'> text</t></r></si>"
        "<si><t>two_x000D_\nlines _x005F_x0041_</t></si>"
        "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si></sst>"
    )
    rows = [row(1, "Cell"), f'<row r="2">{cell}</row>']
    source = write_sheet(tmp_path / "a.xlsx", sheet(*rows), sharedStrings=strings)
    with open_input(source, InputOptions(header_row=1)) as input_:
        assert [only.cells for only in input_.rows] == [{"Cell": text}]
