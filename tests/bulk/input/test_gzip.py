"""Compressed input files."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.cli import ADA, Lusha
from tests.support.files import csv_rows

TEXT = f"email\tid\n{ADA}\t007\nnobody@nowhere.example\t+44\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tsv.gz", TEXT.encode()),
        ("a.csv.gz", TEXT.replace("\t", ";").encode("utf-16")),
        ("packed.csv", TEXT.replace("\t", ",").encode()),
        ("a.jsonl.gz", f'{{"email": "{ADA}", "id": "007"}}\n{{"email": "x@y.example"}}\n'.encode()),
    ],
)
def test_gzip_is_read_as_its_content(
    lusha: Lusha, tmp_path: Path, name: str, content: bytes
) -> None:
    source = tmp_path / name
    source.write_bytes(gzip.compress(content))
    result = lusha("person", "bulk", str(source), "--yes", "-o", "csv")
    rows = csv_rows(result.out)
    assert [row["lusha_status"] for row in rows] == ["matched", "not_found"]
    assert rows[0]["id"] == "007"
    assert "gzip, " in result.err


def test_gzip_is_read_from_stdin(lusha: Lusha) -> None:
    packed = gzip.compress(f"email\n{ADA}\n".encode())
    result = lusha("person", "bulk", "-", "--format", "csv", "--yes", stdin=packed)
    assert csv_rows(result.out)[0]["lusha_status"] == "matched"


@pytest.mark.parametrize("spoil", [lambda b: b[:-9], lambda b: b[:40] + b"x" * 9 + b[49:]])
def test_gzip_damaged_is_reported_before_paying(
    lusha: Lusha, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    lines = "".join(f"p{number}@firm{number}.example\n" for number in range(500))
    source = tmp_path / "a.csv.gz"
    source.write_bytes(spoil(gzip.compress(f"email\n{lines}".encode())))
    result = lusha("person", "bulk", str(source), "--yes", code=2)
    assert "a.csv.gz is a damaged gzip file" in result.err
    assert lusha("runs", "list").json == []
