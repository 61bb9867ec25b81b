"""The README: examples show real output, links and help topics exist."""

import re
import shlex
from pathlib import Path

import pytest

from tests.support.cli import Lusha
from tests.support.paths import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "lusha_cli" / "CONTRIBUTING.md",
    ROOT / "lusha_cli" / "CHANGELOG.md",
]
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


def test_readme_is_short_and_starts_with_its_two_commands() -> None:
    lines = README.splitlines()
    assert len(lines) <= 300
    first_screen = "\n".join(lines[:22])
    for command in ("-m pytest -n auto", "lusha person get --sandbox ada.byrne@"):
        assert command in first_screen
    assert README.count("-m pytest -n auto") == 2, "also under Contributing"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_resolve(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    # GitHub's form of the anchor of a heading.
    anchors = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, flags=re.M)
    }
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    for link in links:
        if link.startswith("https://"):
            continue
        if link.startswith("#"):
            assert link[1:] in anchors, link
        else:
            assert (document.parent / link).exists(), link


def test_readme_mentions_existing_topics(lusha: Lusha) -> None:
    topics = set(re.findall(r"`lusha help ([a-z][a-z0-9-]*)`", README))
    assert len(topics) >= 5
    for topic in topics:
        assert lusha("help", topic).out
