"""Formats by content, from files, standard input, pipes and devices."""

import gzip
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from lusha_cli.bulk.input.format_detection import sniff_format
from lusha_cli.bulk.input.readers import open_binary
from lusha_cli.errors import UsageError
from tests.support.cli import ADA, KEY, Lusha
from tests.support.files import csv_rows
from tests.support.paths import ROOT

RECORD = '{"email": "a@firm.example"}'


@pytest.mark.parametrize(
    ("head", "suffix", "expected"),
    [
        ("email,name\na@firm.example,Ada\n", None, "csv"),
        ("email;name\na@firm.example;Ada\n", None, "csv"),
        ("email\tname\na@firm.example\tAda\n", None, "tsv"),
        ('"a\tb",name\n', None, "csv"),
        ("email\na@firm.example\n", None, "csv"),
        ("email\n", None, "csv"),
        ("", None, "csv"),
        ("a@firm.example", None, "list"),
        ("firm.example\nother.example\n", None, "list"),
        ("# mine\n\nhttps://www.linkedin.com/in/ada\nfirm.example\n", None, "list"),
        ("Ada Byrne <a@firm.example>\nBob <b@firm.example>\n", None, "list"),
        ("a@firm.example\nfirm.example\noops\n", None, "list"),
        ("\ufeffa@firm.example\r\nb@firm.example", None, "list"),
        ("a@firm.example\rb@firm.example\r", None, "list"),
        ("a@firm.example,Ada\nb@firm.example,Bob\n", None, "csv"),
        ("a@firm.example\nb@firm.example\n", "csv", "csv"),
        # Headings that could be domains.
        ("contact.email\na@firm.example\n", None, "csv"),
        ("company.domain\nfirm.example\n", None, "csv"),
        ("Ada Byrne\nBob Stone\n", None, "csv"),
        (RECORD, None, "jsonl"),
        (f"{RECORD}\n{RECORD}", None, "jsonl"),
        (f"{RECORD}\n{RECORD}", "json", "jsonl"),
        (f"[{RECORD}]", "jsonl", "json"),
        (f"[{RECORD}]", "csv", "json"),
        ('{\n "email": 1}', "jsonl", "json"),
        ('{"results": [{"id": 1}]}', None, "json"),
        ('{"email": "a@firm.example", "x": [1]}\n', "jsonl", "jsonl"),
        ('["a@firm.example"]', None, "json"),
        ('"a@firm.example"\n"b@firm.example"\n', "json", "json"),
        ('"email","x"\n', None, "csv"),
        ("[Email],x\n", None, "csv"),
        ("{Email},x\n", None, "csv"),
        ("email,name\n", "json", "csv"),
        ("email,name\na@firm.example,Ada\n", "tsv", "csv"),
        ("email\nByrne, Ada\n", "tsv", "tsv"),
        ("email,name\n", "xlsx", "csv"),
    ],
)
@pytest.mark.parametrize("encoding", ["", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_format_is_sniffed_from_text_in_any_encoding(
    head: str, suffix: str | None, expected: str, encoding: str
) -> None:
    assert sniff_format(head.encode(encoding) if encoding else head, suffix) == expected


ROWS = {
    "csv": f"email,x\n{ADA},1\n",
    "tsv": f"email\tx\n{ADA}\t1\n",
    "jsonl": f'{{"email": "{ADA}", "x": "1"}}\n',
    "json": f'[{{"email": "{ADA}", "x": "1"}}]',
}


@pytest.mark.parametrize("form", list(ROWS))
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_stdin_is_read_in_the_format_of_its_content(lusha: Lusha, form: str, pack: object) -> None:
    assert callable(pack)
    content = pack(ROWS[form].encode())
    result = lusha("person", "bulk", "-", "--yes", stdin=content)
    assert f"{form}, utf-8" in result.err
    starts = {"csv": "email,x,", "tsv": "email\tx\t", "jsonl": '{"email"', "json": "[\n{"}
    assert result.out.startswith(starts[form])
    named = lusha("person", "bulk", "-", "--yes", "--format", form, stdin=content)
    assert f"{form}, utf-8" in named.err


def test_format_option_wins_over_the_content(lusha: Lusha, tmp_path: Path) -> None:
    (tmp_path / "a").write_text(f"email\n{ADA}\n")
    result = lusha("person", "bulk", str(tmp_path / "a"), "--format", "list", "--yes", code=10)
    assert [row["value"] for row in csv_rows(result.out)] == ["email", ""]
    error = lusha("person", "bulk", str(tmp_path / "a"), "--format", "json", code=2).err
    assert "line 1: expected { or [" in error
    (tmp_path / "b.csv").write_bytes(b"PK\x05\x06" + bytes(18))
    error = lusha("person", "bulk", str(tmp_path / "b.csv"), "--format", "csv", code=2).err
    assert "is zip, not csv" in error


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_named_pipe_is_read_like_a_file(lusha: Lusha, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(ROWS["csv"],))
    writer.start()
    result = lusha("person", "bulk", str(pipe), "--yes")
    writer.join()
    assert csv_rows(result.out)[0]["lusha_status"] == "matched"


@pytest.mark.skipif(sys.platform == "win32", reason="needs bash")
@pytest.mark.parametrize(
    "line",
    [
        "lusha person bulk <(cat a.csv) --yes",
        "cat a.csv | lusha person bulk /dev/stdin --yes",
        "cat a.csv | lusha person bulk - --yes",
        "lusha person bulk /dev/fd/3 --yes 3< <(cat a.csv)",
    ],
)
def test_process_substitution_is_read_like_a_file(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.csv").write_text(ROWS["csv"])
    script = f'lusha() {{ "{sys.executable}" -m lusha_cli "$@"; }}; {line}'
    folders = {f"LUSHA_{name}_DIR": str(tmp_path / name) for name in ("STATE", "CONFIG", "CACHE")}
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LUSHA_SANDBOX": "1", **folders}
    ran = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=env | {"LUSHA_API_KEY": KEY},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert csv_rows(ran.stdout)[0]["lusha_status"] == "matched", ran.stderr


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom"])
def test_device_without_end_is_refused(device: str) -> None:
    if not os.path.exists(device):
        pytest.skip("no such device here")
    with pytest.raises(UsageError, match="is a device, not a file"):
        open_binary(device)


def test_unknown_suffix_is_read_by_its_content(lusha: Lusha, tmp_path: Path) -> None:
    for name in ("leads", "leads.dat", "leads.2026-01-31", "leads.json"):
        (tmp_path / name).write_text(ROWS["csv"])
        result = lusha("person", "bulk", str(tmp_path / name), "--yes")
        assert csv_rows(result.out)[0]["email"] == ADA
    assert json.loads(lusha("person", "bulk", str(tmp_path / "leads"), "--json", "--yes").out)
