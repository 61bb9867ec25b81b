"""Headers, duplicate headings, widths of rows and footers."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lusha_cli.errors import UsageError
from tests.bulk.input.tables import read
from tests.support.cli import ADA, Lusha
from tests.support.files import WriteFile, csv_rows, row_statuses

ROWS = [["a@b.example", "Ada"], ["c@d.example", "Cid"]]
BODY = "Email,Name\na@b.example,Ada\nc@d.example,Cid\n"


@pytest.mark.parametrize(
    ("preamble", "skipped"),
    [
        ("", None),
        ("\n\n", "lines 1 to 2"),
        ("sep=,\n", "line 1"),
        ('\ufeff"sep=,"\r\n', "line 1"),
        ("SEP=,\n\n", "lines 1 to 2"),
        (",\n", "line 1"),
        ("----\n====\n", "lines 1 to 2"),
        ("----,----\n", "line 1"),
        ("# exported by hand\n", "line 1"),
        ("# name, email\n", "line 1"),
        ("// a comment, with a comma\n", "line 1"),
        ("Report generated on 2026-01-31\n", "line 1"),
        ("Report generated on January 31, 2026\n", "line 1"),
        ("Confidential\n\n\n", "lines 1 to 3"),
        ("Analytical Engines Ltd.\nLeads of Q3\n", "lines 1 to 2"),
        ("Name: Q3 leads\n", "line 1"),
        ("Filters: name, email, company\n", "line 1"),
        ("Contacts of Berlin, email and phone\n", "line 1"),
        ("Date range,2026-01-01,2026-01-31\n", "line 1"),
        ("Leads,\n,\n", "lines 1 to 2"),
        ('"A title\nof two lines"\n', "lines 1 to 2"),
        ("Company,Analytical Engines\nOwner,\n\n", "lines 1 to 3"),
        ("Owner,ada@firm.example\nCompany,Analytical Engines\n\n", "lines 1 to 3"),
        ("Exported by ada@firm.example\n", "line 1"),
        ("https://crm.example/reports/7\n", "line 1"),
        ("Leads,Leads\n", "line 1"),
    ],
)
def test_table_skips_what_comes_before_the_header(preamble: str, skipped: str | None) -> None:
    table = read(preamble + BODY)
    assert table.rows == ROWS
    assert table.columns == ["Email", "Name"]
    assert table.notes[1:] == ([f"Skipped {skipped} before the header."] if skipped else [])


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        ("email\na@b.example\n", ["email"]),
        ("Mail list\n\nemail\na@b.example\n", ["email"]),
        ("#,Name,Email\n1,Ada,a@b.example\n", ["#", "Name", "Email"]),
        ("#email,name\na@b.example,Ada\n", ["#email", "name"]),
        ("Email,Example.com,Notes\na@b.example,x,y\n", ["Email", "Example.com", "Notes"]),
        ("colour,shape\nred,round\n", ["colour", "shape"]),
        ("My colours\n\ncolour,shape\nred,round\nblue,square\n", ["colour", "shape"]),
        # A heading in a language that isn't known, above emails.
        ("Netfang,Nafn\na@b.example,Ada\n", ["Netfang", "Nafn"]),
        ("Listi\n\nNetfang,Nafn\na@b.example,Ada\n", ["Netfang", "Nafn"]),
        # Groups of columns above the header.
        ("Person,,Company,\nName,Email,Company,Website\nAda,a@b.example,Firm,b.example\n",
         ["Name", "Email", "Company", "Website"]),
        # The columns of a file whose last headings are empty.
        ("Email,Name,,\na@b.example,Ada,,\n", ["Email", "Name", "column 3", "column 4"]),
        ("Email,Type\na@b.example,Company\nc@d.example,Company\n", ["Email", "Type"]),
    ],
)  # fmt: skip
def test_table_finds_the_header(content: str, columns: list[str]) -> None:
    assert read(content).columns == columns


@pytest.mark.parametrize(
    ("content", "line", "value"),
    [
        ("a@b.example,Ada\nc@d.example,Cid\n", 1, "a@b.example"),
        ("Ada,a@b.example\n", 1, "a@b.example"),
        ("Ada,https://www.linkedin.com/in/ada\nCid,https://www.linkedin.com/in/cid\n", 1,
         "https://www.linkedin.com/in/ada"),
        ("b.example,Berlin\nd.example,Paris\n", 1, "b.example"),
        ("b.example\nd.example\n", 1, "b.example"),
        ("+1 344 555 0151,Ada\n+1 344 555 0152,Cid\n", 1, "+1 344 555 0151"),
        # The type of a company isn't a heading.
        ("b.example,Company,Berlin\nd.example,Company,Paris\n", 1, "b.example"),
        # Without an email in the first row.
        ("Ada,,Berlin\nCid,c@d.example,Paris\nDan,d@d.example,Rome\n", 2, "c@d.example"),
        ("Leads of 2026\n\na@b.example,Ada\nc@d.example,Cid\n", 3, "a@b.example"),
        # A second list with a header was appended.
        ("a@b.example,Ada\nEmail,Name\nc@d.example,Cid\nd@d.example,Dan\n", 1, "a@b.example"),
    ],
)  # fmt: skip
def test_table_without_a_header_is_refused(content: str, line: int, value: str) -> None:
    with pytest.raises(UsageError) as raised:
        read(content)
    message = raised.value.message
    assert message == f"a.csv has no header: line {line} contains values, such as {value!r}."
    assert "--no-header" in str(raised.value.hint)
    assert f"--header-row {line}" in str(raised.value.hint)


def test_no_header_keeps_the_first_row() -> None:
    table = read("a@b.example,Ada,\nc@d.example,Cid,x\n", no_header=True)
    assert table.rows == [["a@b.example", "Ada", ""], ["c@d.example", "Cid", "x"]]
    assert table.columns == ["column 1", "column 2", "column 3"]
    assert read("sep=;\na@b.example;Ada\n", no_header=True).rows == [["a@b.example", "Ada"]]


def test_header_row_names_the_header() -> None:
    content = "Email,Name\nx,y\n\nNetfang,Email\nz,a@b.example\n"
    assert read(content, header_row=4).columns == ["Netfang", "Email"]
    assert read(content, header_row=4).rows == [["z", "a@b.example"]]
    assert read(content, header_row=4).notes[1:] == ["Skipped lines 1 to 3 before the header."]
    assert read("a@b.example,Ada\nc,d\n", header_row=1).columns == ["a@b.example", "Ada"]
    many = "x,y\n" * 500 + "Email,Name\na@b.example,Ada\n"
    assert read(many, header_row=501).rows == [["a@b.example", "Ada"]]
    with pytest.raises(UsageError, match=r"--header-row 9: a\.csv ends at line 5"):
        read(content, header_row=9)


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("Email,Email", ["Email", "Email 2"]),
        ("Email,Email,Email 2", ["Email", "Email 3", "Email 2"]),
        ("Email,Email 2,Email", ["Email", "Email 2", "Email 3"]),
        (" Email ,Email,", ["Email", "Email 2", "column 3"]),
        ("Email,,column 2", ["Email", "column 2", "column 2 2"]),
    ],
)
def test_table_numbers_repeated_headings(header: str, columns: list[str]) -> None:
    row = ",".join(["a@b.example"] * len(columns))
    table = read(f"{header}\n{row}\n")
    assert table.columns == columns
    originals = [table.headings.get(column, column) for column in columns]
    assert originals == header.split(",")


def test_output_has_the_headings_of_the_input(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f" Email ,Note,Note,\n{ADA},x,y,z\n")
    output = lusha("person", "bulk", source, "--yes").out
    heading = next(csv.reader(io.StringIO(output)))
    assert heading[:5] == [" Email ", "Note", "Note", "", "lusha_status"]
    assert output.splitlines()[1].startswith(f"{ADA},x,y,z,matched")
    [row] = lusha("person", "bulk", source, "--yes", "-o", "json").json
    own = {name: row[name] for name in ("Email", "Note", "Note 2", "column 4")}
    assert own == {"Email": ADA, "Note": "x", "Note 2": "y", "column 4": "z"}


HEADER = "Email,Name,City\n"
NAMES = "Name,Company,City\n"


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        # Spare empty cells.
        (f"{HEADER}a@b.example,Ada,x,\nc@d.example,Cid,y,,,\n", 2),
        ("Email,Name,,,\na@b.example,Ada\nc@d.example,Cid\n", 2),
        # Empty cells at the end that were left out.
        (f"{HEADER}a@b.example\nc@d.example,Cid\nd@d.example,Dan,x\ne@d.example\n", 4),
        (f"{NAMES}Ada,Firm,x\nCid,Firm\nDan,Firm,x\n", 3),
        ("Company,Website,City\nFirm,firm.example\nFum,fum.example,x\nFam,fam.example\n", 3),
        # A line break in a cell without quotes, but the emails are right.
        ("Note,Email\nx\ny,a@b.example\nz,c@d.example\n", 2),
    ],
)
def test_rows_with_missing_or_spare_empty_cells_are_rows(content: str, rows: int) -> None:
    assert len(read(content).rows) == rows


@pytest.mark.parametrize(
    ("content", "names"),
    [
        # One line break in a cell without quotes: first, middle and last cell, and two breaks.
        (f"{NAMES}Ada,Firm,x\nByr\nne,Firm,x\nDan,Fum,y\n", ["Dan"]),
        (f"{NAMES}Ada,Firm,x\nCid,Firm\nGmbH,x\nDan,Fum,y\n", ["Ada", "Dan"]),
        (f"{NAMES}Ada,Firm,x\nCid,Firm,x\ny\nDan,Fum,y\nEve,Fum,y\n", ["Ada", "Eve"]),
        (f"{NAMES}Ada,Firm,x\nCid,Firm\nGmbH\nCo,x\nDan,Fum,y\n", ["Ada", "Dan"]),
        ("City,Name,Company\nx,Ada,Firm\ny,Cid,Firm\nGmbH\nz,Dan,Fum\nz,Eve,Fum\n", ["x", "z"]),
        # A comma in a cell without quotes.
        (f"{NAMES}Ada,Firm,x\nCid,Firm, Inc,x\nDan,Fum,y\n", ["Ada", "Dan"]),
        # A row that was cut off at the end of the file.
        (f"{NAMES}Ada,Firm,x\nCid,Fi", ["Ada"]),
    ],
)
def test_pieces_of_rows_are_never_rows(content: str, names: list[str]) -> None:
    table = read(content)
    assert [row[0] for row in table.rows] == names
    assert {status for status, _ in table.problems} == {"invalid"}


def test_invalid_rows_name_their_line() -> None:
    table = read(f"{NAMES}Ada,Firm,x,y\nCid,Firm\nGmbH,x\n\nDan,Fum,y\n")
    assert [problem for _, problem in table.problems] == [
        "line 2: 4 of 3 cells; extra cells: 'y'", "line 3: 2 of 3 cells", "line 4: 2 of 3 cells",
    ]  # fmt: skip
    with pytest.raises(UsageError, match=r"a\.csv, line 2: 4 of 3 cells"):
        read(f"{NAMES}Ada,Firm,x,y\n", strict=True)


@pytest.mark.parametrize(
    "footer",
    [
        "Total: 120", "Total,120,", "\nTotal: 120\n-- end --", "(2 rows)", "2 records exported,,",
        "Grand total,,2", "-- end --", "----", "Page 1 of 3", "\nAny text after an empty line",
        "\nMy report\nCopyright (c) 2026 Firm\nConfidential Information - Do Not Distribute",
        "Exported on 2026-01-31,,", "Summe: 2,,",
    ],
)  # fmt: skip
def test_footers_are_skipped(footer: str) -> None:
    table = read(f"{NAMES}Ada,Firm,x\nCid,Firm,y\n{footer}\n")
    assert [row[0] for row in table.rows] == ["Ada", "Cid"]
    assert {status for status, _ in table.problems} == {"skipped"}
    single = footer.strip().split("\n")[0].strip(",")
    if "," not in single and single.startswith(("Total", "(", "--", "Page")):
        assert read(f"Company\nFirm\nFum\n{single}\n").rows == [["Firm"], ["Fum"]]


@pytest.mark.parametrize(
    "last", ["Total,Paris,", "TotalEnergies,,", "Page One,Berlin,", "End Ltd,x,y", "Confident,,"]
)
def test_last_rows_that_resemble_footers_are_rows(last: str) -> None:
    content = f"Company,City,Note\nFirm,x,y\n{last}\n"
    assert [row[0] for row in read(content).rows] == ["Firm", last.split(",")[0]]


def test_repeated_header_is_skipped() -> None:
    table = read("Company,City\nFirm,x\n\nCompany,City\nFum,y\nCompany,City\n")
    assert table.rows == [["Firm", "x"], ["Fum", "y"]]
    assert table.problems == [
        ("skipped", "line 4: a repeated header, not a row"),
        ("skipped", "line 6: a repeated header, not a row"),
    ]


def test_footer_is_not_looked_up(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", "Company,City\nAnalytical Engines,London\n\nTotal: 1\n")
    result = lusha("company", "bulk", source, "--yes")
    assert row_statuses(result.out) == ["matched", "skipped"]
    assert csv_rows(result.out)[1]["lusha_error"] == "line 4: a footer, not a row"


def test_stray_cells_of_a_sheet_get_a_column(lusha: Lusha, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.Workbook()
    for row in (["Leads of Q3"], [], ["Email", "Name"], [ADA, "Ada"], [ADA, "Ada", None, "stray"],
                ["nomatch@magic.example"]):  # fmt: skip
        workbook.active.append(row)
    path = tmp_path / "a.xlsx"
    workbook.save(path)
    result = lusha("person", "bulk", str(path), "--yes")
    assert "Skipped rows 1 to 2 before the header." in result.err
    lines = list(csv.reader(io.StringIO(result.out)))
    assert [line[:5] for line in lines] == [
        ["Email", "Name", "column 3", "column 4", "lusha_status"],
        [ADA, "Ada", "", "", "matched"],
        [ADA, "Ada", "", "stray", "matched"],
        ["nomatch@magic.example", "", "", "", "not_found"],
    ]
    rows = lusha("person", "bulk", str(path), "--yes", "-o", "json").json
    assert [row["column 4"] for row in rows] == ["", "stray", ""]


def test_header_options_contradict_each_other(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f"{ADA},Ada\n")
    result = lusha("person", "bulk", source, "--no-header", "--header-row", "1", code=2)
    assert "--header-row and --no-header can't be used together" in result.err
    refused = lusha("person", "bulk", source, "--yes", code=2)
    assert "has no header: line 1 contains values" in refused.err
    mapped = ("--no-header", "--map", "email=column 1")
    assert row_statuses(lusha("person", "bulk", source, "--yes", *mapped).out) == ["matched"]


WORD = st.text("abcdeé ", min_size=1, max_size=5).filter(lambda text: text == text.strip() != "")
FIELDS = ["Full name", "Company", "Job title", "City", "Note"]


@st.composite
def _split_table(draw: st.DrawFn) -> tuple[list[list[str]], list[str]]:
    """Return rows of a table, and its lines with line breaks in some cells of one row."""
    width = draw(st.integers(2, len(FIELDS)))
    cell = st.one_of(WORD, WORD, WORD, st.just("")) if draw(st.booleans()) else WORD
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=2, max_size=8))
    rows = [[f"{number}{row[0]}", *row[1:]] for number, row in enumerate(rows)]
    broken = draw(st.integers(0, len(rows) - 1))
    split = list(rows[broken])
    for _ in range(draw(st.integers(1, 2))):
        position = draw(st.integers(0, width - 1))
        at = draw(st.integers(0, len(split[position])))
        split[position] = f"{split[position][:at]}\n{split[position][at:]}"
    # What follows an empty line at the end is a footer.
    assume(broken < len(rows) - 1 or "\n\n" not in ",".join(split))
    lines = [",".join(row) for row in [*rows[:broken], split, *rows[broken + 1 :]]]
    return rows, [",".join(FIELDS[:width]), *lines]


def _check_split(table: tuple[list[list[str]], list[str]]) -> None:
    rows, lines = table
    for row in read("\n".join(lines) + "\n").rows:
        # The identifying cells, a name and a company, are those of a row, or empty.
        assert row[:2] in [["", ""], *(original[:2] for original in rows)]


@settings(max_examples=40, deadline=None)
@given(_split_table())
def test_line_break_in_a_cell_makes_no_other_person(
    table: tuple[list[list[str]], list[str]],
) -> None:
    _check_split(table)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(_split_table())
def test_line_breaks_in_many_tables_make_no_other_person(
    table: tuple[list[list[str]], list[str]],
) -> None:
    _check_split(table)
