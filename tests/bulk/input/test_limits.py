"""Inputs without end: refused early, in little memory."""

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lusha_cli.bulk.input import limits
from lusha_cli.bulk.input.readers import open_input
from lusha_cli.errors import UsageError
from tests.support.paths import ROOT
from tests.support.workbooks import Part, row, sheet, text_cell, write_sheet

MB = 1 << 20
HEAD = "<worksheet><sheetData>" + row(1, "email")
TAIL = "</sheetData></worksheet>"
EMAIL = "a@firm.example"

# Reads a file to its end, and prints the error, the seconds and the peak of memory.
READ = """
import sys, time
from lusha_cli.bulk.input.readers import digest_of, open_binary, open_input, DETECT_ALL
from lusha_cli.errors import UsageError
for source in sys.argv[1:]:
    start, message = time.monotonic(), ""
    try:
        with open_binary(source) as file:
            digest_of(file, source, DETECT_ALL)
            with open_input(source, file=file) as input_:
                for row in input_.rows:
                    pass
    except UsageError as error:
        message = error.message
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(int(peak.split()[1]) >> 10, round(time.monotonic() - start, 1), message, sep="\\t")
"""


def read_in_process(*sources: str) -> list[tuple[int, float, str]]:
    """Return the MB, the seconds and the error of reading files, one after the other."""
    if not Path("/proc/self/status").exists():
        pytest.skip("measures memory in /proc")
    ran = subprocess.run(
        [sys.executable, "-c", READ, *sources], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    lines = [line.split("\t") for line in ran.stdout.splitlines()]
    return [(int(peak), float(seconds), message) for peak, seconds, message in lines]


def chunks(start: str, chunk: str, count: int, end: str = "") -> Iterator[bytes]:
    yield start.encode()
    yield from (chunk.encode() for _ in range(count))
    yield end.encode()


def write(path: Path, content: Iterator[bytes]) -> str:
    """Write a file, in gzip if its name says so."""
    with path.open("wb") as file:
        if path.suffix == ".gz":
            with gzip.GzipFile(fileobj=file, mode="wb") as packed:
                packed.writelines(content)
        else:
            file.writelines(content)
    return str(path)


def entities() -> str:
    """Return a document type with an entity of 1 GB."""
    pairs = zip("abcdefgh", "bcdefghi", strict=True)
    declared = [f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in pairs]
    return f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{"".join(declared)}]>'


def hostile_files(folder: Path) -> dict[str, str]:
    """Return the paths of hostile files, and what their errors say."""
    text, other = "x" * MB, f'<row r="3">{text_cell("A3", EMAIL)}</row>'
    sheets: dict[str, tuple[Part, str]] = {
        "row": (sheet(row(1, "email"), row(2147483648, EMAIL)), "row 2147483648 is beyond"),
        "column": (sheet(row(1, "email"), f'<row r="2">{text_cell("ZZZZ2", EMAIL)}</row>'),
                   "column 'ZZZZ' is beyond"),
        "cell": (sheet(row(1, "email"), f'<row r="2">{text_cell("XFD999999999", EMAIL)}</row>'),
                 "beyond the last row"),
        "entities": (entities() + sheet(row(1, "email"), row(2, "&i;")),
                     "its XML has a document type or entities"),
        "nested": (HEAD + "<a>" * 100_000, "nested too deeply"),
        "spaces": (chunks(HEAD, " " * MB, 60, TAIL), "unpacks to 60 MB"),
        "text": (chunks(HEAD + '<row r="2"><c t="inlineStr"><is><t>', text, 12), "longer than"),
        "tag": (chunks(HEAD + '<row r="', text, 12, f'">{TAIL}'), "longer than 8 MB"),
        "merged": (chunks(HEAD + other + "</sheetData><mergeCells>",
                          '<mergeCell ref="A3:XFD9"/>' * 1000, 20, "</mergeCells></worksheet>"),
                   "overlap"),
        "wide": (sheet(row(1, "email"), '<row r="2">' + "<c><v>1</v></c>" * 9000 + "</row>"),
                 "9,000 cells, but the limit is"),
    }  # fmt: skip
    found = {
        write_sheet(folder / f"{name}.xlsx", content): message
        for name, (content, message) in sheets.items()
    }
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 2000))
    strings = chunks("<sst><si><t>", text, 7, "</t></si></sst>")
    path = write_sheet(
        folder / "strings.xlsx", sheet(row(1, "email"), cells), sharedStrings=strings
    )
    found[path] = "unpacks to more than"
    texts = {
        "line.csv": (chunks("email,x\n", text, 10), "line 2 is longer than 8 MB"),
        "line.csv.gz": (chunks("email,x\n", text, 10), "line 2 is longer than 8 MB"),
        "line.jsonl": (chunks('{"email": "', text, 10), "longer than 8 MB"),
        "string.json": (chunks('[{"email": "', text, 10), "longer than 8 MB"),
        "list.txt": (chunks(f"{EMAIL}\n", text, 10), "line 2 is longer than 8 MB"),
        "zeros.csv": (chunks("", "\0" * MB, 20), "longer than 8 MB"),
        "columns.csv": (chunks("email", "," * MB, 7, "\nx\n"), "cells, but the limit is"),
        "item.json": (chunks('[{"l": ["', "x" * 90_000 + '","', 150, '"]}]'), "longer than 8 MB"),
        "parts.json": (chunks('[{"email": "x", "l": [', "[]," * 300_000, 5, "1]}]"), "parts"),
        "parts.jsonl": (chunks('{"email": "x", "l": [', "[]," * 300_000, 5, "1]}"), "parts"),
        "deep.json": (chunks('[{"a": ', "[" * 10_000, 50), "nested too deeply"),
        "deep.jsonl": (chunks('{"a": ', "[" * 300, 1, "]" * 300 + "}"), "nested too deeply"),
    }
    for name, (content, message) in texts.items():
        found[write(folder / name, content)] = message
    return found


@pytest.mark.slow
def test_input_without_end_is_refused_in_little_memory(tmp_path: Path) -> None:
    expected = hostile_files(tmp_path)
    measured = read_in_process(*expected)
    for (path, message), (peak, seconds, error) in zip(expected.items(), measured, strict=True):
        assert message in error, (path, error)
        assert peak < 200, (path, peak)
        assert seconds < 5, (path, seconds)


@pytest.mark.slow
def test_long_files_are_read_in_little_memory(tmp_path: Path) -> None:
    record = json.dumps({"email": EMAIL, "note": "x" * 60})
    rows = (row(n, f"p{n}@firm.example", "x" * 60, f"text {n}") for n in range(2, 100_001))
    sources = [
        write(tmp_path / "a.csv", chunks("email,note\n", f"{EMAIL},{'x' * 60}\n" * 10_000, 100)),
        write(tmp_path / "a.csv.gz", chunks("email,note\n", f"{EMAIL},{'x' * 60}\n" * 10_000, 30)),
        write(tmp_path / "a.jsonl", chunks("", f"{record}\n" * 10_000, 30)),
        write(tmp_path / "a.json", chunks("[", f"{record}," * 10_000, 30, f"{record}]")),
        write_sheet(tmp_path / "a.xlsx", sheet(row(1, "email", "x", "y"), *rows)),
    ]
    assert [(peak < 100, error) for peak, _, error in read_in_process(*sources)] == [(True, "")] * 5


@pytest.mark.slow
def test_line_up_to_the_limit_is_read(tmp_path: Path) -> None:
    note = "x" * (limits.MAX_RECORD_BYTES - 1000)
    for name, content in (
        ("a.csv", f"email,note\n{EMAIL},{note}\n"),
        ("a.jsonl", json.dumps({"email": EMAIL, "note": note})),
        ("a.json", json.dumps([{"email": EMAIL, "note": note}])),
    ):
        (tmp_path / name).write_text(content)
        with open_input(str(tmp_path / name)) as input_:
            assert [len(str(only.cells["note"])) for only in input_.rows] == [len(note)], name


def test_last_row_of_a_sheet_is_read_at_once(tmp_path: Path) -> None:
    source = write_sheet(tmp_path / "a.xlsx", sheet(row(1, "email"), row(1_048_576, EMAIL)))
    start = time.monotonic()
    with open_input(source) as input_:
        assert [only.cells for only in input_.rows] == [{"email": EMAIL}]
    assert time.monotonic() - start < 2


def test_sheet_that_is_almost_empty_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lusha_cli.bulk.input.xlsx._MIN_CELLS", 50_000)
    headings = "".join(f'<c t="inlineStr"><is><t>c{n}</t></is></c>' for n in range(1000))
    rows = "".join(row(n, EMAIL) for n in range(2, 150))
    source = write_sheet(tmp_path / "a.xlsx", sheet(f'<row r="1">{headings}</row>', rows))
    with open_input(source) as input_, pytest.raises(UsageError, match="1,000 columns wide"):
        list(input_.rows)


def test_gzip_that_unpacks_to_far_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write(tmp_path / "a.csv.gz", chunks("email\n", f"{EMAIL}\n" * 1000, 30))
    with open_input(source) as input_:
        assert len(list(input_.rows)) == 30_000
    monkeypatch.setattr("lusha_cli.bulk.input.gzip.MIN_GZIP_BYTES", MB // 4)
    with pytest.raises(UsageError, match="250 times its size"):
        open_input(source)
