"""Delimiters, quotes, line ends and malformed rows of delimited texts."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lusha_cli.bulk.input.text_format import DELIMITERS
from lusha_cli.errors import UsageError
from tests.bulk.input.tables import Table, read
from tests.support.cli import ADA, Lusha
from tests.support.files import WriteFile, row_statuses

HEADER = "Email,Name,City\n"
GOOD = [["a@b.example", "Ada", "x"], ["c@d.example", "Cid", "y"]]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", "^", "~", ":", "\x1f", "\x01"])
@pytest.mark.parametrize(
    "lines",
    [
        ["Email", "Full name", "Note"],
        ["Netfang", "Nafn", "Aths"],
    ],
)
def test_delimiter_is_detected(mark: str, lines: list[str]) -> None:
    if mark == ":" and "Email" not in lines:
        return  # colons are frequent in other text, so they need known headings
    rows = [["a@b.example", "Ada", "x"], ["c@d.example", "Cid", "u, v; w"], ["", "Dan", ""]]
    others = [[cell.replace(mark, "") for cell in row] for row in rows]
    text = "\n".join(mark.join(row) for row in [lines, *others])
    assert read(text + "\n").rows == others


@pytest.mark.parametrize(
    ("content", "mark"),
    [
        # More commas than semicolons, in the header and in the rows.
        ("Email;Name, first, last;City, country\na@b.example;Byrne, Ada;London, UK\n", "semicolon"),
        ("Name;Revenue\nFirm;1,5\nFum;2,5\n", "semicolon"),
        ('"a,b,c";Email\n"x,y,z";a@b.example\n', "semicolon"),
        ("Filters: name, email, company\nEmail;Name\na@b.example;Ada\n", "semicolon"),
        ('"Note\n, , , ,";Email\nx;a@b.example\n', "semicolon"),
        ("Company\nFirm\n", "comma"),
        ("LinkedIn URL\nhttps://www.linkedin.com/in/ada\n", "comma"),
        ("Website\nhttps://firm.example:8080/a;b\n", "comma"),
        # Several values in a cell.
        ("email\na@b.example; c@d.example\ne@f.example; g@h.example\n", "comma"),
        ("email\na@b.example|c@d.example\n", "comma"),
        ("Email,Name\na@b.example;c@d.example,Ada\ne@f.example;g@h.example,Eve\n", "comma"),
        ("sep=;\nCompany,City\nFirm,x\n", "semicolon"),
        ("sep=\t\nCompany\tCity\nFirm\tx\n", "tab"),
        ("sep=\\t\nCompany\tCity\nFirm\tx\n", "tab"),
    ],
)
def test_delimiter_is_counted_over_records(content: str, mark: str) -> None:
    assert read(content).notes[0] == f"a.csv: csv, utf-8, delimiter: {mark}"


@pytest.mark.parametrize(
    ("option", "mark"),
    [("tab", "\t"), ("\\t", "\t"), ("\t", "\t"), ("comma", ","), ("Semicolon", ";"),
     ("pipe", "|"), ("space", " "), (";", ";"), ("§", "§")],
)  # fmt: skip
def test_delimiter_option_takes_names(option: str, mark: str) -> None:
    content = f"Email{mark}Note\na@b.example{mark}x\n"
    assert read(content, delimiter=option).rows == [["a@b.example", "x"]]


@pytest.mark.parametrize("option", ["", '"', "\n", "ab", "tabs"])
def test_delimiter_option_is_one_character(option: str) -> None:
    with pytest.raises(UsageError, match="isn't a single character"):
        read("Email,x\na@b.example,y\n", delimiter=option)


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        # A quote that isn't closed, before and after other quotes, or the last one of the file.
        ('"b@b.example,Bob,z\n', "line 3: unexpected end of data"),
        ('"b@b.example,Bob,z\nd@d.example,"Dan, x",z\n', "line 3: ',' expected after '\"'"),
        ('b@b.example,Bob,"z\nd@d.example,5",z\n', "line 3: a quote is not closed"),
        # A quote in a quoted cell.
        ('"b"b,Bob,z\n', "line 3: ',' expected after '\"'"),
        ('b@b.example,"Bob 5" x",z\n', "line 3: ',' expected after '\"'"),
        ('b@b.example,"Bob "B" x",z\n', "line 3: ',' expected after '\"'"),
    ],
)
def test_malformed_row_is_one_invalid_row(bad: str, problem: str) -> None:
    first, second = "a@b.example,Ada,x\n", "c@d.example,Cid,y\n"
    for rest in (second, second * 30):
        table = read(HEADER + first + bad + rest)
        assert table.problems[0] == ("invalid", problem)
        assert table.rows[0] == GOOD[0]
        assert table.rows[-1] == GOOD[1]
        assert len(table.rows) + len(table.problems) == 1 + bad.count("\n") + rest.count("\n")
    with pytest.raises(UsageError, match=r"a\.csv, line 3: "):
        read(HEADER + first + bad + second, strict=True)


def test_malformed_row_keeps_the_others_of_a_run(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f'email,x\n"{ADA},1\nnomatch@magic.example,2\n')
    result = lusha("person", "bulk", source, "--yes", code=10)
    assert row_statuses(result.out) == ["invalid", "not_found"]
    refused = lusha("person", "bulk", source, "--yes", "--strict", code=2)
    assert "a.csv, line 2: unexpected end of data." in refused.err


def test_many_malformed_rows_take_linear_time() -> None:
    table = read(HEADER + '"a@b.example,Ada,x\n' * 5_000)
    assert len(table.problems) == 5_000


def test_row_after_an_open_quote_is_not_somebody_else() -> None:
    # The second line is the end of a cell with a quote in it.
    table = read('Name,Company\n"Ada "A" \nByrne",Firm\nCid,Fum\nDan,Fam\n')
    assert table.rows == [["Cid", "Fum"], ["Dan", "Fam"]]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ('a@b.example, "Byrne, Ada",x\n', ["a@b.example", "Byrne, Ada", "x"]),
        ('a@b.example,   "Ada" , x\n', ["a@b.example", "Ada", " x"]),
        (' "a@b.example", "", "x"  \n', ["a@b.example", "", "x"]),
        ('a@b.example, "two\nlines, ""x""" ,x\n', ["a@b.example", 'two\nlines, "x"', "x"]),
        ('a@b.example, "Ada" Byrne,x\n', ["a@b.example", ' "Ada" Byrne', "x"]),
        ('a@b.example,"he said, ""x""",y\n', ["a@b.example", 'he said, "x"', "y"]),
        ("a@b.example, Ada , x \n", ["a@b.example", " Ada ", " x "]),
        ('a@b.example,Ada "A" Byrne,5"\n', ["a@b.example", 'Ada "A" Byrne', '5"']),
        ('a@b.example,"Ada \\"A\\" B",x\n', ["a@b.example", 'Ada "A" B', "x"]),
        ('a@b.example,"C:\\",x\n', ["a@b.example", "C:\\", "x"]),
        ("a@b.example,A\0da,\0\n", ["a@b.example", "A\0da", "\0"]),
        ("a@b.example,a\x0bb\x85c\u2028d\x0c\x1ce,x\n",
         ["a@b.example", "a\x0bb\x85c\u2028d\x0c\x1ce", "x"]),
        ('a@b.example,"a\rb\r\nc\nd",x\n', ["a@b.example", "a\rb\r\nc\nd", "x"]),
    ],
)  # fmt: skip
def test_cells_are_read_unchanged(line: str, row: list[str]) -> None:
    table = read(f"{HEADER}{line}c@d.example,Cid,y\n")
    assert table.rows == [row, GOOD[1]]


@pytest.mark.parametrize("ends", ["\n\n", "\r\n\r\n", "\r\r", "\r\n\n", "\n\r", "\r\r\n"])
def test_any_line_end_ends_a_row(ends: str) -> None:
    first, second = (ends[:2], ends[2:]) if ends.startswith("\r\n") else (ends[0], ends[1:])
    text = f"Email,Name,City{first}a@b.example,Ada,x{second}c@d.example,Cid,y{first}"
    assert read(text).rows == GOOD


@pytest.mark.parametrize("end", ["\x1a", "\n\x1a", "\r\n\x1a\r\n", "\n\x1a\n"])
def test_end_mark_of_dos_is_dropped(end: str) -> None:
    text = f"{HEADER}a@b.example,Ada,x\nc@d.example,Cid,y{end}"
    assert read(text).rows == GOOD
    assert read(text.encode("utf-16")).rows == GOOD
    assert read(text).problems == []
    inside = read(f"{HEADER}a@b.example,A\x1ada,x\nc@d.example,Cid,y\n")
    assert inside.rows[0][1] == "A\x1ada"


CELL = st.text(
    st.characters(codec="utf-8", exclude_characters="\r\n\0\x1a", exclude_categories=["Cs", "Cc"]),
    max_size=12,
)
ROW = st.tuples(st.sampled_from(["a@b.example", "c.d@e.example"]), CELL, CELL)
PREAMBLE = st.lists(
    st.sampled_from([
        "", "Leads of Q3", "Report generated on 2026-01-31", "# a comment", "// a comment",
        "----", "Analytical Engines Ltd.", "Confidential", "Name: Q3 leads", "Filters: name",
    ]), max_size=4,
)  # fmt: skip


def _write(rows: list[tuple[str, ...]], mark: str, quoting: int, end: str) -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=mark, quoting=quoting, lineterminator=end).writerows(rows)  # type: ignore[arg-type]
    return stream.getvalue()


def _check_dialect(
    rows: list[tuple[str, ...]], preamble: list[str], mark: str, dialect: tuple[int, str, str, bool]
) -> None:
    quoting, end, encoding, has_sep_line = dialect
    headings = ("Email", "Full name", "Note, first")
    body = _write([headings, *rows], mark, quoting, end)
    lines = [f"sep={mark}"] * has_sep_line + preamble
    text = "".join(f"{line}{end}" for line in lines) + body
    table: Table = read(text.encode(encoding))
    assert table.columns == list(headings)
    assert table.problems == []
    assert table.rows == [list(row) for row in rows]


DIALECT = st.tuples(
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]),
    st.booleans(),
)
MARK = st.sampled_from([mark for mark in DELIMITERS if mark not in " :~^"])


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=8), PREAMBLE, MARK, DIALECT)
def test_table_in_any_dialect_reads_as_its_plain_form(
    rows: list[tuple[str, ...]],
    preamble: list[str],
    mark: str,
    dialect: tuple[int, str, str, bool],
) -> None:
    _check_dialect(rows, preamble, mark, dialect)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=30), PREAMBLE, MARK, DIALECT)
def test_many_tables_read_as_their_plain_form(
    rows: list[tuple[str, ...]],
    preamble: list[str],
    mark: str,
    dialect: tuple[int, str, str, bool],
) -> None:
    _check_dialect(rows, preamble, mark, dialect)


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, min_size=2, max_size=12), st.data())
def test_one_stray_quote_spoils_one_line_only(
    rows: list[tuple[str, ...]], data: st.DataObject
) -> None:
    plain = [(email, "".join(filter(str.isalnum, name)), "x") for email, name, _ in rows]
    lines = [",".join(row) for row in plain]
    spoiled = data.draw(st.integers(0, len(lines) - 1))
    lines[spoiled] = f'"{lines[spoiled]}'
    table = read("\n".join(["Email,Full name,Note", *lines]) + "\n")
    others = [list(row) for n, row in enumerate(plain) if n != spoiled]
    assert table.rows == others
    assert [status for status, _ in table.problems] == ["invalid"]
