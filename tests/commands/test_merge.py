"""`lusha merge`: files of people or companies become one file, and no value is lost."""

import csv
import io
import os
import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.cli import ADA, Lusha, Server
from tests.support.files import csv_rows


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str, modified: int = 0) -> str:
    Path(name).write_text(text)
    if modified:
        os.utime(name, (modified, modified))
    return name


CRM = """Name,Email,Phone,Company
Ada Byrne,ada@firm.example,,Acme
Ben Cole,ben@firm.example,N/A,Acme
"""
ENRICHED = """Work Email,LinkedIn,Mobile,Job Title,Organization
ADA@firm.example,linkedin.com/in/ada-byrne,+1 344 555 0151,CEO,Acme Ltd
zoe@other.example,,,CFO,Other
"""


def merged(lusha: Lusha, *argv: str) -> list[dict[str, str]]:
    return csv_rows(lusha("merge", *argv, "-o", "csv").out)


def test_merge_joins_rows_and_fills_fields(lusha: Lusha) -> None:
    write("crm.csv", CRM)
    write("enriched.csv", ENRICHED)
    result = lusha("merge", "crm.csv", "enriched.csv", "--out", "out.csv")
    rows = csv_rows(Path("out.csv").read_text())
    data = [{k: v for k, v in row.items() if not k.startswith("source_")} for row in rows]
    assert data == [
        {"Name": "Ada Byrne", "Email": "ada@firm.example", "Phone": "+1 344 555 0151",
         "Company": "Acme", "LinkedIn": "linkedin.com/in/ada-byrne", "Job Title": "CEO"},
        {"Name": "Ben Cole", "Email": "ben@firm.example", "Phone": "N/A", "Company": "Acme",
         "LinkedIn": "", "Job Title": ""},
        {"Name": "", "Email": "zoe@other.example", "Phone": "", "Company": "Other",
         "LinkedIn": "", "Job Title": "CFO"},
    ]  # fmt: skip
    assert rows[0]["source_phone"] == rows[0]["source_job_title"] == "enriched.csv"
    assert rows[0]["source_email"] == "crm.csv"
    assert rows[1]["source_phone"] == ""
    review = csv_rows(Path("out.review.csv").read_text())
    assert review == [
        {"row": "1", "field": "Company", "value": "Acme", "source": "crm.csv",
         "other_value": "Acme Ltd", "other_source": "enriched.csv"},
    ]  # fmt: skip
    assert "4 rows merged into 3. 1 conflict. See out.review.csv." in result.err
    assert result.out == ""


def test_merge_joins_rows_by_way_of_another_row(lusha: Lusha) -> None:
    write("a.csv", "Email,City\nada@firm.example,London\n")
    write("b.csv", "Email,LinkedIn\nada@firm.example,linkedin.com/in/ada-byrne\n")
    write("c.csv", "LinkedIn,Country\nhttps://www.linkedin.com/in/Ada-Byrne/,United Kingdom\n")
    (row,) = merged(lusha, "a.csv", "c.csv", "b.csv")
    assert (row["City"], row["Country"]) == ("London", "United Kingdom")
    # Without the keys that link them, they are two people.
    assert len(merged(lusha, "a.csv", "c.csv")) == 2


def test_merge_joins_rows_of_one_file(lusha: Lusha) -> None:
    write("a.csv", "Email,Phone\nada@firm.example,1\nben@firm.example,2\nADA@firm.example,3\n")
    lusha("merge", "a.csv", "--out", "out.csv")
    assert Path("out.csv").read_text().split() == [
        "Email,Phone", "ada@firm.example,1", "ben@firm.example,2",
    ]  # fmt: skip
    assert csv_rows(Path("out.review.csv").read_text())[0]["other_value"] == "3"


def test_merge_of_files_without_equal_rows_changes_no_cell(lusha: Lusha) -> None:
    text = 'Email,"Note, long",Empty\nada@firm.example,"a\nb",N/A\n,none,-\nx,y,z\n'
    Path("a.csv").write_bytes(text.encode())
    lusha("merge", "a.csv", "--out", "out.csv")
    assert Path("out.csv").read_bytes().decode() == text


def test_merge_keeps_role_addresses_and_rows_without_a_key_apart(lusha: Lusha) -> None:
    write("a.csv", "Email,Name\ninfo@firm.example,Ada\n,Ben\nzoe@firm.example,Zoe\n")
    write("b.csv", "Email,Name\ninfo@firm.example,Cem\n,Ben\n,Dee\n")
    names = [row["Name"] for row in merged(lusha, "a.csv", "b.csv")]
    assert names == ["Ada", "Ben", "Zoe", "Cem", "Dee"]


@pytest.mark.parametrize(
    ("prefer", "title", "source"),
    [("first", "Old", "a.csv"), ("newest", "New", "b.csv"), ("c.csv", "Third", "c.csv")],
)
def test_merge_prefers_values(lusha: Lusha, prefer: str, title: str, source: str) -> None:
    write("a.csv", "Email,Title,Last Modified\nada@firm.example,Old,31/01/2026 10:00\n")
    write("b.csv", "Email,Title,lusha_fetched_at\nada@firm.example,New,2026-02-03T00:00:00+00:00\n")
    write("c.csv", "Email,Title\nada@firm.example,Third\n", modified=1_769_990_400)
    (row,) = merged(lusha, "a.csv", "b.csv", "c.csv", "--prefer", prefer)
    assert (row["Title"], row["source_title"]) == (title, source)


def test_merge_by_date_of_file(lusha: Lusha) -> None:
    write("a.csv", "Email,Title\nada@firm.example,New\n", modified=1_700_000_000)
    write("b.csv", "Email,Title\nada@firm.example,Old\n", modified=1_600_000_000)
    for files in (["a.csv", "b.csv"], ["b.csv", "a.csv"]):
        (row,) = merged(lusha, *files, "--prefer", "newest")
        assert (row["Title"], row["updated_at"]) == ("New", "2023-11-14T22:13:20+00:00")


def test_merge_of_companies(lusha: Lusha) -> None:
    write("a.csv", "Company,Website\nAcme,https://www.acme.example/about\n")
    write("b.csv", "Domain,Industry,Employees\nacme.example,Software,50\nother.example,,3\n")
    rows = merged(lusha, "a.csv", "b.csv")
    assert [row["Industry"] for row in rows] == ["Software", ""]
    assert [row["Company"] for row in rows] == ["Acme", ""]


def test_merge_maps_columns_of_one_file(lusha: Lusha) -> None:
    write("a.csv", "Code,Title\nv1.abc,CEO\n")
    write("b.csv", "Lusha ID,City\nv1.abc,London\n")
    error = lusha("merge", "a.csv", "b.csv", "--json", code=2).error
    assert error["message"] == (
        "a.csv has no column for --on email,linkedin,id. Recognized columns: Title (job_title)."
    )
    assert '--map a.csv:email="COLUMN"' in error["hint"]
    (row,) = merged(lusha, "a.csv", "b.csv", "--map", "a.csv:id=Code")
    assert (row["Title"], row["City"]) == ("CEO", "London")
    error = lusha("merge", "a.csv", "b.csv", "--map", "c.csv:id=Code", "--json", code=2).error
    assert error["message"] == "--map c.csv:id: c.csv isn't one of the files."


def test_merge_maps_a_column_that_not_every_file_has(lusha: Lusha) -> None:
    write("a.csv", "Main,Title\nada@firm.example,CEO\n")
    write("b.csv", "Email,City\nada@firm.example,London\n")
    (row,) = merged(lusha, "a.csv", "b.csv", "--map", "email=Main")
    assert (row["Title"], row["City"]) == ("CEO", "London")


def test_merge_keeps_different_phones_apart(lusha: Lusha) -> None:
    write("a.csv", "Email,Direct Phone,Home Phone\nada@firm.example,1,\n")
    write("b.csv", "Email,Mobile,Corporate Phone\nada@firm.example,2,3\n")
    (row,) = merged(lusha, "a.csv", "b.csv")
    assert (row["Direct Phone"], row["Home Phone"], row["Mobile"]) == ("1", "", "2")
    assert row["Corporate Phone"] == "3"


def test_merge_reads_and_writes_other_formats(lusha: Lusha) -> None:
    write("a.jsonl", '{"email": "ada@firm.example", "n": 1.10, "tags": ["x"]}\n{"email": null}\n')
    write("b.tsv", "Email\tCity\nada@firm.example\tLondon\n")
    lusha("merge", "a.jsonl", "b.tsv", "--out", "out.json")
    text = Path("out.json").read_text()
    assert '"n": 1.10' in text
    assert '"tags": ["x"]' in text
    assert '"City": "London"' in text
    lusha("merge", "b.tsv", "-", "--out", "out.parquet", stdin=b"ada@firm.example\n")
    assert Path("out.parquet").read_bytes()[:4] == b"PAR1"


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ([], "FILE is missing."),
        (["a.csv", "--out", "a.csv"], "--out a.csv is the input file, and would overwrite it."),
        (["a.review.csv", "--out", "a.csv"],
         "--out a.csv would write a.review.csv, which is the input file."),
        (["a.csv", "--out", "sqlite:///x.db"], "--out: merge writes files, not databases."),
        (["a.csv", "--out", "x.txt"], "--out x.txt: unknown output format."),
        (["a.csv", "--prefer", "x.csv"], "--prefer: 'x.csv' isn't one of the files."),
        (["-", "-"], "Standard input (-) can be read only once."),
        (["missing.csv"], "missing.csv: No such file or directory."),
        (["a.csv", "--map", "email=Nothing"], "--map email: no file has a column 'Nothing'."),
        (["a.csv", "--map", "a.csv:email=Nothing"], "--map: there is no column 'Nothing'."),
        (["a.csv", "--on", "name"],
         "--on: 'name' isn't one of email, linkedin, phone, id, domain."),
    ],
)  # fmt: skip
def test_merge_refuses(lusha: Lusha, argv: list[str], message: str) -> None:
    write("a.csv", CRM)
    write("a.review.csv", CRM)
    error = lusha("merge", *argv, "--json", code=2).error
    assert error["message"] == message
    assert Path("a.csv").read_text() == CRM


def test_merge_prints_a_summary_as_json(lusha: Lusha) -> None:
    write("crm.csv", CRM)
    write("enriched.csv", ENRICHED)
    summary = lusha("merge", "crm.csv", "enriched.csv", "--out", "out.csv", "--json").json
    assert summary == {
        "rows": 4, "mergedRows": 3, "conflicts": 1, "output": "out.csv",
        "review": "out.review.csv",
        "files": [
            {"file": "crm.csv", "rows": 2, "keyColumns": ["Email"]},
            {"file": "enriched.csv", "rows": 2, "keyColumns": ["Work Email", "LinkedIn"]},
        ],
    }  # fmt: skip


def test_merge_leaves_no_temporary_file(lusha: Lusha, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("tmp").mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(Path("tmp").absolute()))
    write("crm.csv", CRM)
    lusha("merge", "crm.csv", "--out", "out.csv")
    lusha("merge", "crm.csv", "missing.csv", "--out", "out.csv", code=2)
    assert not list(Path("tmp").iterdir())


def test_merge_replaces_an_earlier_review_file(lusha: Lusha) -> None:
    write("a.csv", CRM)
    write("out.review.csv", "row,field\n1,Company\n")
    lusha("merge", "a.csv", "--out", "out.csv")
    assert csv_rows(Path("out.review.csv").read_text()) == []


def test_merge_escapes_formulas(lusha: Lusha) -> None:
    write("a.csv", "Email,Note\nada@firm.example,=1+1\nada@firm.example,=2\n")
    lusha("merge", "a.csv", "--out", "out.csv", "--spreadsheet-safe")
    assert csv_rows(Path("out.csv").read_text())[0]["Note"] == "'=1+1"
    assert csv_rows(Path("out.review.csv").read_text())[0]["other_value"] == "'=2"


SEEDS = [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 40))]
HEADERS: list[dict[str, str]] = [
    {"email": "Email", "linkedin": "LinkedIn", "title": "Job Title", "phone": "Phone", "x": "Note"},
    {"email": "Work Email", "linkedin": "Person Linkedin Url", "title": "Title", "phone": "Mobile",
     "city": "City"},
    {"email": "E-Mail", "title": "Position", "phone": "Telefon", "x": "Comment", "city": "Ort"},
    {"linkedin": "LinkedIn profile", "email": "Contact Email", "name": "Name", "company": "Firma",
     "date": "Updated At"},
]  # fmt: skip


def random_file(generator: random.Random, name: str, header: dict[str, str] | None = None) -> str:
    """Write a file of few people with several keys, so that rows are joined in all ways."""
    header = header or generator.choice(HEADERS)
    rows = []
    for _ in range(generator.randrange(1, 12)):
        person = generator.randrange(6)
        values: dict[str, str] = {
            "email": f"p{generator.choice([person, person + 1])}@firm.example",
            "linkedin": f"linkedin.com/in/p{person}",
            "phone": f"+1344555010{generator.randrange(9)}",
            "date": f"2026-0{generator.randrange(1, 9)}-01",
        }
        rows.append(
            {
                heading: generator.choice(["", "", "N/A", values.get(key) or f"{key} {person}",
                                           values.get(key) or generator.choice("uvw")])
                for key, heading in header.items()
            }
        )  # fmt: skip
    rows[0] = {heading: f"first {key}" for key, heading in header.items()}
    rows[0][header["email"]] = "first@firm.example"
    text = io.StringIO()
    writer = csv.DictWriter(text, list(header.values()))
    writer.writeheader()
    writer.writerows(rows)
    return write(name, text.getvalue(), modified=1_700_000_000 + generator.randrange(9) * 86400)


def merge_to(lusha: Lusha, out: str, *argv: str) -> str:
    lusha("merge", *argv, "--header-row", "1", "--out", out, "--quiet")
    return Path(out).read_text()


def in_any_order(text: str) -> list[Any]:
    """Return the rows of a file, whatever their order and that of the columns."""
    return sorted(
        sorted((name, cell) for name, cell in row.items() if not name.startswith("source_"))
        for row in csv_rows(text)
    )


@pytest.mark.parametrize("prefer", ["first", "newest"])
@pytest.mark.parametrize("seed", SEEDS)
def test_merge_is_idempotent(lusha: Lusha, seed: int, prefer: str) -> None:
    generator = random.Random(seed)
    a, b = (random_file(generator, name) for name in ("a.csv", "b.csv"))
    options = ["--prefer", prefer]
    once = merge_to(lusha, "once.csv", a, b, *options)
    for others in ([b], [a], [a, b], []):
        assert merge_to(lusha, "again.csv", "once.csv", *others, *options) == once, others


@pytest.mark.parametrize("seed", SEEDS)
def test_merge_of_newest_values_commutes(lusha: Lusha, seed: int) -> None:
    generator = random.Random(100 + seed)
    # Of the same columns, as others get the headings of the first file.
    header = generator.choice(HEADERS)
    a, b = (random_file(generator, name, header) for name in ("a.csv", "b.csv"))
    one = merge_to(lusha, "one.csv", a, b, "--prefer", "newest")
    other = merge_to(lusha, "other.csv", b, a, "--prefer", "newest")
    assert in_any_order(one) == in_any_order(other)


@pytest.mark.parametrize("seed", SEEDS)
def test_merge_loses_no_value(lusha: Lusha, seed: int) -> None:
    generator = random.Random(200 + seed)
    files = [random_file(generator, name) for name in ("a.csv", "b.csv", "c.csv")]
    lusha("merge", *files, "--header-row", "1", "--out", "out.csv", "--quiet")
    texts = [
        Path(name).read_text() for name in ("out.csv", "out.review.csv") if Path(name).exists()
    ]
    found = {cell.casefold() for text in texts for row in csv_rows(text) for cell in row.values()}
    for name in files:
        for row in csv_rows(Path(name).read_text()):
            values = {cell.casefold() for cell in row.values() if cell not in ("", "N/A", "-")}
            assert values <= found


def test_merge_of_workbooks(lusha: Lusha) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for row in (["Email", "Title"], ["ada@firm.example", "CEO"], ["=A2", "CFO"]):
        sheet.append(row)
    workbook.save("a.xlsx")
    write("b.csv", "Email,City\nada@firm.example,London\n")
    error = lusha("merge", "b.csv", "a.xlsx", "--json", code=2).error
    assert "the formula in A3 has no stored value" in error["message"]
    sheet["A3"] = "ben@firm.example"
    workbook.save("a.xlsx")
    rows = merged(lusha, "b.csv", "a.xlsx")
    assert [(row["Title"], row["City"]) for row in rows] == [("CEO", "London"), ("CFO", "")]


def test_merge_reads_the_output_of_bulk(lusha: Lusha) -> None:
    write("a.csv", f"Email,Note\n{ADA},x\n")
    lusha("person", "bulk", "a.csv", "--out", "enriched.csv", "--yes")
    write("crm.csv", f"E-Mail,Phone\n{ADA},\nben@firm.example,\n")
    rows = merged(lusha, "crm.csv", "enriched.csv", "--prefer", "newest")
    assert [row["lusha_full_name"] for row in rows] == ["Ada Byrne", ""]
    assert rows[0]["lusha_fetched_at"] == "2026-11-01T12:00:00+00:00"
    assert rows[0]["updated_at"] > rows[0]["lusha_fetched_at"]


def test_merge_sends_no_request(online: Lusha, server: Server) -> None:
    write("a.csv", CRM)
    online("merge", "a.csv", "--out", "out.csv")
    assert server.ledger()["totals"]["requests"] == 0


def descriptors(pid: int, text: str) -> list[str]:
    """Return the open files of a process whose name contains a text."""
    links = []
    for path in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            links.append(os.readlink(path))
    return [link for link in links if text in link]


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="reads /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_merge_that_is_killed_leaves_no_temporary_file(number: signal.Signals) -> None:
    Path("tmp").mkdir()
    lines = "".join(f"ada{n}@firm.example,{n}\n" for n in range(50_000))
    write("a.csv", f"Email,Note\n{lines}")
    command = [sys.executable, "-m", "lusha_cli", "merge", "a.csv", "--out", "out.csv"]
    environment = {**os.environ, "TMPDIR": "tmp", "SQLITE_TMPDIR": "tmp", "HOME": str(Path.cwd())}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process:
        while not descriptors(process.pid, "deleted"):
            assert process.poll() is None
        process.send_signal(number)
        process.communicate()
    assert process.returncode
    assert not list(Path("tmp").iterdir())
    assert not Path("out.csv").exists()
