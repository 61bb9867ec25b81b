# ruff: noqa: RUF001 - the letters of other scripts are meant
"""Encodings that are certain, guessed, unlikely or damaged, and files that aren't text."""

import io
import sqlite3
from pathlib import Path

import pytest

from lusha_cli.bulk.input.encodings import describe_binary
from lusha_cli.errors import UsageError
from tests.bulk.input.tables import read
from tests.support.cli import ADA, Lusha
from tests.support.files import WriteFile, csv_rows, row_statuses

# Names in the encodings that spreadsheets and address books write.
NAMES = {
    "cp1252": ["Jürgen Müller", "François Lefèvre", "José Muñoz", "Bjørn Åkesson", "João", "Zoë",
               "O’Brien", "Straße", "Guðmundur Þór"],
    "cp1250": ["Łukasz Wałęsa", "Žižka Přemysl", "Jiří Dvořák"],
    "cp1251": ["Иван Петров", "Олександр Ковальчук"],
    "cp1253": ["Γιώργος Παπαδόπουλος"],
    "cp1254": ["Gündoğdu Işık Şahin"],
    "cp1257": ["Žydrūnas Šarūnas"],
    "shift_jis": ["山田 太郎,東京のカフェ"],
    "gb18030": ["王小明,北京科技有限公司"],
    "big5": ["王小明,台北科技股份有限公司"],
    "euc_kr": ["김철수,삼성전자"],
    "mac_roman": ["Jürgen Müller", "René Bäcker", "Núñez"],
    "cp850": ["Jürgen Müller", "René"],
    "koi8_r": ["Иван Петров"],
    "cp866": ["Иван Петров"],
    "cp852": ["Łukasz Wałęsa"],
    "iso8859_2": ["Łukasz Świątek"],
    "cp1256": ["محمد علي"],
    "cp874": ["สมชาย ใจดี"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "names"),
    [(encoding, names) for encoding, all_names in NAMES.items() for names in all_names],
)
def test_encoding_of_names_is_guessed(encoding: str, names: str) -> None:
    first, _, second = names.partition(",")
    content = f"Email,Name,Note\nc@d.example,Cid,x\na@b.example,{first},{second}\n"
    table = read(content.encode(encoding))
    assert table.rows[1] == ["a@b.example", first, second]
    assert table.doubt == ""
    [guess] = table.notes[1:]
    assert guess.startswith("Encoding: ")
    assert guess.endswith(f" (a guess; line 3 reads: {first})")


CERTAIN = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le",
           "utf-32-be")  # fmt: skip


@pytest.mark.parametrize("encoding", CERTAIN)
@pytest.mark.parametrize(
    "name", ["Jürgen", "王小明", "Иван", "Ada", "😀", "A\0da", "Ā" * 30, "\u0a0a\u0d0d"]
)
def test_unicode_is_certain(encoding: str, name: str) -> None:
    table = read(f"Email,Name\na@b.example,{name}\n".encode(encoding))
    assert table.rows == [["a@b.example", name]]
    assert table.columns == ["Email", "Name"]
    assert len(table.notes) == 1


@pytest.mark.parametrize("encoding", CERTAIN)
def test_unicode_may_be_named(encoding: str) -> None:
    content = "Email,Name\na@b.example,Jürgen\n"
    assert read(content.encode(encoding), encoding=encoding).columns == ["Email", "Name"]
    # Whether or not the file begins with a mark.
    bare = encoding.removesuffix("-sig")
    assert read(f"\ufeff{content}".encode(encoding), encoding=bare).columns == ["Email", "Name"]


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        # Symbols in words, box drawing, two scripts in a word, another letter as likely.
        ("M\xb3ller".encode("latin-1"), "ller"),
        ("Győr".encode("cp1250"), "Gyõr"),
        ("Čapek".encode("cp1250"), "Èapek"),
        (b"\xc0\xc1\xd8\xdb\xb2x\xbf", ""),
    ],
)
def test_unlikely_names_are_doubted(content: bytes, shown: str) -> None:
    table = read(b"Email,Name\na@b.example," + content + b"\n")
    assert table.doubt.startswith("The encoding of a.csv is uncertain. It may be ")
    assert shown in table.doubt
    assert "line 2 reads: " in table.doubt


def test_unlikely_names_need_a_prompt_or_the_encoding(lusha: Lusha, write_file: WriteFile) -> None:
    content = f"Email,City\n{ADA},Győr\n"
    source = write_file("a.csv", content.encode("cp1250"))
    refused = lusha("person", "bulk", source, "--yes", code=2)
    assert "The encoding of" in refused.err
    assert "line 2 reads: Gyõr" in refused.err
    assert "--encoding NAME" in refused.err
    # A terminal is asked even with --yes, and the default is no.
    for answer in (b"\n", b"n\n"):
        declined = lusha("person", "bulk", source, "--yes", stdin=answer, terminal=True, code=130)
        assert "uncertain" in declined.err
    assert lusha("runs", "list", "--json").json in ([], {"runs": []})
    named = lusha("person", "bulk", source, "--yes", "--encoding", "cp1250")
    assert csv_rows(named.out)[0]["City"] == "Győr"


def test_prompt_about_the_encoding_is_asked_once(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f"Email,City\n{ADA},Győr\n".encode("cp1250"))
    accepted = lusha("person", "bulk", source, "--yes", stdin=b"y\n", terminal=True)
    assert "Continue? [y/N]" in accepted.err
    again = lusha("person", "bulk", source, "--yes")
    assert row_statuses(again.out) == ["matched"]


DAMAGED = "Email,Name\na@b.example,Jürgen\nb@b.example,Zoë\nc@b.example,René\n".encode()


@pytest.mark.parametrize(
    ("broken", "line", "rows"),
    [
        (b"d@d.example,J\xfcrgen\ne@e.example,Eve\n", 5, 4),
        (b"d@d.example,Ren\xc3", 5, 3),
        (b"d@d.example,x\ne@e.example,\xff\n", 6, 4),
    ],
)
def test_broken_bytes_spoil_their_row_only(broken: bytes, line: int, rows: int) -> None:
    table = read(DAMAGED + broken)
    assert table.problems == [("invalid", f"line {line}: bytes that aren't valid UTF-8")]
    assert len(table.rows) == rows
    assert f"line {line} has invalid bytes" in table.notes[1]
    with pytest.raises(UsageError) as raised:
        read(DAMAGED + broken, strict=True)
    assert f"a.csv, line {line} isn't valid utf-8" in raised.value.message
    assert "--encoding" not in str(raised.value.hint)


def test_broken_row_can_be_written(lusha: Lusha, write_file: WriteFile, tmp_path: Path) -> None:
    source = write_file("a.csv", DAMAGED + b"d@d.example,J\xfcrgen\n")
    for form in ("csv", "jsonl"):
        out = tmp_path / f"out.{form}"
        lusha("person", "bulk", source, "--yes", "--out", str(out), code=10)
        assert out.read_text().count("invalid") == 1


@pytest.mark.parametrize(
    ("encoding", "named", "line", "hint"),
    [
        ("cp1250", "utf-8", 3, "--encoding cp1250"),
        ("cp1252", "utf-8", 3, "--encoding cp1252"),
        ("utf-8", "ascii", 3, "--encoding utf-8"),
        ("mac_roman", "cp1252", 3, "--encoding mac_roman"),
    ],
)
def test_hint_names_an_encoding_that_decodes_the_file(
    encoding: str, named: str, line: int, hint: str
) -> None:
    names = {"cp1250": "Łódź Wałęsa", "mac_roman": "Åsa Bäcker"}
    name = names.get(encoding, "Jürgen Müllér, François")
    content = f'Email,Name\na@b.example,Ada\nc@d.example,"{name}"\n'.encode(encoding)
    with pytest.raises(UsageError) as raised:
        read(content, encoding=named)
    assert raised.value.message == f"a.csv, line {line} isn't valid {named}."
    assert str(raised.value.hint).endswith(hint)
    suggested = hint.split()[-1]
    assert read(content, encoding=suggested).rows[1] == ["c@d.example", name]


@pytest.mark.parametrize("encoding", ["klingon", "rot13", "base64", "hex"])
def test_unknown_encoding_is_refused(encoding: str) -> None:
    with pytest.raises(UsageError, match=f"{encoding!r}, which isn't an encoding"):
        read("Email\na@b.example\n", encoding=encoding)


def test_named_encoding_is_the_same_run(lusha: Lusha, write_file: WriteFile) -> None:
    source = write_file("a.csv", f"Email,Name\n{ADA},Jürgen\n".encode("cp1252"))
    assert "(a guess; line 2 reads: Jürgen)" in lusha("person", "bulk", source, "--yes").err
    options = ("--encoding", "cp1252", "--delimiter", "comma", "--header-row", "1")
    again = lusha("person", "bulk", source, "--yes", *options)
    assert "1 of 1 row already has results" in again.err
    assert len(lusha("runs", "list", "--json").json) == 1


def _sqlite(folder: Path) -> bytes:
    path = folder / "a.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE people (email)")
    database.close()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"GIF89a\x01\0", "a GIF image"),
        (b"PAR1\x15\x04", "a Parquet file"),
        (b"\x1f\x8b\x08\0", "a gzip archive"),
        (b"BZh91AY&SY", "a bzip2 archive"),
        (b"\xef\xbb\xbf\r\n<HTML><table>", "a web page or an XML document"),
        (b"<?xml version='1.0'?><Workbook>", "a web page or an XML document"),
        (b"Email,Name\n", None),
        (b"", None),
    ],
)  # fmt: skip
def test_binary_files_are_named(head: bytes, what: str | None) -> None:
    assert describe_binary(head) == what
    if what and "gzip" not in what:
        with pytest.raises(UsageError, match="not a table") as raised:
            read(head)
        assert what in raised.value.message
        assert raised.value.hint


def test_database_and_unknown_binary_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a SQLite database") as raised:
        read(_sqlite(tmp_path))
    assert "sqlite3 -csv -header" in str(raised.value.hint)
    with pytest.raises(UsageError, match="is a binary file"):
        read(bytes(range(256)) * 20)
    with pytest.raises(UsageError, match="is empty"):
        read(io.BytesIO(b"\n \n").getvalue())
