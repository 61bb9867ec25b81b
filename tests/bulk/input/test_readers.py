"""Formats, encodings and delimiters of input files."""

import csv
import json
from pathlib import Path

import pytest

from tests.support.cli import ADA, Lusha, Server
from tests.support.files import WriteFile, csv_rows


def test_reader_and_writer_support_every_format(
    lusha: Lusha, write_file: WriteFile, tmp_path: Path
) -> None:
    sources = [
        write_file("a.csv", f"e-mail;x\n{ADA};1\nnomatch@magic.example;2\n"),
        write_file("a.tsv", f"Email\tx\n{ADA}\t1\nnomatch@magic.example\t2\n"),
        write_file("a.jsonl", f'{{"email": "{ADA}", "x": "1"}}\n\n'
              '{"email": "nomatch@magic.example", "x": "2"}\n'),
        write_file("a.json", f' [{{"email": "{ADA}", "x": "1"}}\n,'
              '{"email": "nomatch@magic.example", "x": "2"}] \n'),
    ]  # fmt: skip
    for source in sources:
        for form in ("csv", "tsv", "jsonl", "json"):
            out = tmp_path / f"out.{form}"
            lusha("person", "bulk", source, "--out", str(out), "--yes")
            text = out.read_text()
            if form == "json":
                rows = json.loads(text)
            elif form == "jsonl":
                rows = [json.loads(line) for line in text.splitlines()]
            else:
                rows = list(csv.DictReader(text.splitlines(), delimiter=",\t"[form == "tsv"]))
            assert [row["x"] for row in rows] == ["1", "2"]
            assert [row["lusha_status"] for row in rows] == ["matched", "not_found"]
            assert rows[0]["lusha_full_name"] == "Ada Byrne"


def test_output_format_follows_the_input_or_output_option(
    lusha: Lusha, write_file: WriteFile
) -> None:
    source = write_file("a.tsv", f"email\n{ADA}\n")
    assert lusha("person", "bulk", source, "--yes").out.startswith("email\tlusha_status\t")
    assert lusha("person", "bulk", source, "--yes", "--json").json[0]["lusha_status"] == "matched"
    assert lusha("person", "bulk", source, "--yes", "-o", "jsonl").out.count("\n") == 1
    for output in ("table", "yaml"):
        result = lusha("person", "bulk", source, "--yes", "-o", output, code=2)
        assert "doesn't apply to files" in result.err
    lusha("config", "set", "output", "yaml")
    assert lusha("person", "bulk", source, "--yes").out.startswith("email\t")


def test_reader_accepts_stdin(lusha: Lusha) -> None:
    for more in ([], ["--format", "csv"]):
        result = lusha("person", "bulk", "-", *more, "--yes", stdin=f"email\n{ADA}".encode())
        assert csv_rows(result.out)[0]["lusha_full_name"] == "Ada Byrne"
    error = lusha("person", "bulk", "-", "--yes", stdin=b"email\n", code=2).err
    assert "standard input has no rows" in error


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("email,Näme\n{},Jürgen\n".encode(), "utf-8"),
        ("\ufeffemail,Näme\n{},Jürgen\n".encode(), "utf-8"),
        ("email,Näme\n{},Jürgen\n".encode("utf-16"), "utf-16"),
        ("email,Näme\n{},Jürgen\n".encode("cp1252"), "cp1252"),
    ],
)
def test_reader_detects_and_reports_the_encoding(
    lusha: Lusha, write_file: WriteFile, content: bytes, encoding: str
) -> None:
    codec = encoding if encoding != "utf-16" else "utf-16-le"
    source = write_file("a.csv", content.replace("{}".encode(codec), ADA.encode(codec)))
    result = lusha("person", "bulk", source, "--yes")
    assert f"csv, {encoding}, delimiter: comma" in result.err
    assert csv_rows(result.out)[0]["Näme"] == "Jürgen"


def test_reader_accepts_a_named_encoding(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f"email,x\n{ADA},Łódź\n".encode("cp1250"))
    result = lusha("person", "bulk", source, "--yes", "--encoding", "cp1250")
    assert csv_rows(result.out)[0]["x"] == "Łódź"
    for encoding, message in (
        ("klingon", "cannot be read as"),
        ("utf-8", "line 2 isn't valid utf-8"),
    ):
        result = lusha("person", "bulk", source, "--yes", "--encoding", encoding, code=2)
        assert message in result.err


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_reader_detects_or_accepts_the_delimiter(
    lusha: Lusha, write_file: WriteFile, mark: str
) -> None:
    source = write_file("a.csv", f'"a,;|b"{mark}email\nx{mark}{ADA}\n')
    assert csv_rows(lusha("person", "bulk", source, "--yes").out)[0]["lusha_status"] == "matched"
    names = lusha("person", "bulk", source, "--yes", "--delimiter", mark)
    assert csv_rows(names.out)[0]["a,;|b"] == "x"
    assert (
        "isn't a single character" in lusha("person", "bulk", source, "--delimiter", "", code=2).err
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b" \n ", "is empty"),
        ("a.csv", b"email\n", "no rows"),
        ("a.csv", b"PK\x03\x04\x00\x00", "is a damaged .xlsx workbook or zip archive"),
        ("a.csv", b"colour,shape\nred,round\n", "no column is recognized among: colour, shape"),
        ("a.csv", b"a@b.example,1\nc@d.example,2\n", "has no header: line 1 contains values"),
        ("a.csv", b'email,"x"y\na@b.example,1\n', "line 1: ',' expected after"),
        ("a.jsonl", b'{"email": "a@b.example"}\n{"email": \n', "line 2, column"),
        ("a.jsonl", b"[1]\n", "line 1: expected an object"),
        ("a.jsonl", b'{"a": ' + b"[" * 100_000, "nested too deeply"),
        ("a.json", b'{"email": "a@b.example"} x', "expected { or [, not x"),
        ("a.json", b'[{"email": "a@b.example"} {', "line 1: expected , or ], not {"),
        ("a.json", b'[\n{"email": "a@b.example"},\n{"email": x}]', "line 3, column"),
        ("a.json", b'[{"email": "a@b.example"}', "not the end"),
        (
            "a.json",
            b'[{"email": "a@b.example"}]\n[{"x": 1}]',
            "line 2: unexpected text after the end",
        ),
        ("a.json", b"[] x", "unexpected text after the end"),
        ("a.json", b'[{"email": NaN}]', "NaN isn't a JSON value"),
        ("a.jsonl", b'{"email": Infinity}', "Infinity isn't a JSON value"),
        ("a.json", b"[1]", "item 1: expected an object"),
        ("a.json", b"[]", "no rows"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
    ],
)
def test_reader_rejects_unusable_files_before_sending(
    online: Lusha, server: Server, write_file: WriteFile, name: str, content: bytes, message: str
) -> None:
    source = write_file(name, content)
    result = online("person", "bulk", source, "--yes", code=2)
    assert message in result.err
    assert result.out == ""
    assert server.ledger()["totals"]["requests"] == 0


def test_reader_reports_a_missing_file_or_folder(lusha: Lusha, tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere.csv")
    assert f"{missing}: No such file" in lusha("person", "bulk", missing, code=2).err
    assert "directory" in lusha("person", "bulk", str(tmp_path), "--format", "csv", code=2).err
    assert "INPUT is missing" in lusha("person", "bulk", code=2).err
