"""The README: examples show what the commands print, generated tables are up to date."""

import re
import shlex
from pathlib import Path

import pytest

from lusha_cli.docs.readme import with_tables
from tests.support.cli import Lusha
from tests.support.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```console\n\$ (.+)\n((?:.*\n)*?)```", README)


def test_readme_examples_match_the_output(
    lusha: Lusha, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lusha.env["NO_COLOR"] = "1"
    people = lusha(
        "sandbox", "people", "--limit", "3", "--fields", "email,fullName,company", "-o", "csv"
    ).out
    Path("leads.csv").write_text(f"{people}nobody@nowhere.example,No Body,Nowhere\n")
    assert len(EXAMPLES) >= 6
    for line, shown in EXAMPLES:
        command, _, head = line.partition(" | head -n ")
        *first, last = command.split(" | ")
        piped, message = b"", ""
        for part in first:
            result = lusha(*shlex.split(part)[1:], stdin=piped)
            piped, message = result.out.encode(), message + result.err
        is_piped = bool(head) or " bulk " in last
        result = lusha(*shlex.split(last)[1:], stdin=piped, terminal=not is_piped)
        printed = (result.out + message + result.err).splitlines()
        assert printed[: int(head) if head else None] == shown.splitlines(), line


def test_readme_table_requires_its_markers() -> None:
    with pytest.raises(ValueError, match="begin commands"):
        with_tables("no markers")
