"""`lusha help agents`: a SKILL.md whose commands work."""

import re
import shlex

import pytest
import yaml

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.cli.app import commands
from lusha_cli.errors import ExitCode
from tests.support.cli import Lusha

pytestmark = pytest.mark.slow


@pytest.fixture
def document(lusha: Lusha) -> str:
    return lusha("help", "agents").out


def test_skill_has_front_matter_and_fits(document: str) -> None:
    assert document.startswith("---\n")
    front_matter, _, text = document[4:].partition("\n---\n")
    data = yaml.safe_load(front_matter)
    assert data["name"] == "lusha"
    assert 50 < len(data["description"]) < 1024
    assert text.startswith("# lusha\n")
    assert len(document.splitlines()) <= 155


def test_skill_names_every_operation_with_its_cost(document: str) -> None:
    _, paid, free = re.split("## Commands that cost|## Free commands", document)
    names = set(re.findall(r"^- `lusha (.*?)`: [A-Z]", paid, re.M))
    assert names == {row.name for row in ENDPOINTS if not row.is_free}
    listed = {
        f"{group} {name}"
        for group, found in re.findall(r"^- `lusha (.*?)`: ((?:.|\n  )+)", free, re.M)
        for name in re.split(r",\s+", found)
    }
    assert listed == {row.name for row in ENDPOINTS if row.is_free}


def test_skill_explains_the_exit_codes(document: str) -> None:
    codes = set(map(int, re.findall(r"^- (\d+): ", document, re.M)))
    assert codes == {code.value for code in ExitCode} - {ExitCode.UNEXPECTED}


def test_commands_of_the_skill_work(lusha: Lusha, document: str) -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", document, re.M | re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) >= 10
    for line in lines:
        word, *argv = shlex.split(line)
        assert word == "lusha"
        result = lusha(*argv)
        if "maxCredits" in line:
            assert int(result.out) > 0
        elif "--json" in argv:
            assert result.json is not None


def test_skill_mentions_only_commands_and_options_that_exist(document: str) -> None:
    from lusha_cli.docs.surface import surface

    found = surface()
    assert isinstance(found, dict)
    options = {flag for entry in found["globalOptions"] for flag in entry["flags"]}
    options |= {
        flag for entry in found["commands"] for item in entry["options"] for flag in item["flags"]
    }
    paths = {name for name, _ in commands()} | {entry["group"] for entry in found["groups"]}
    for text in re.findall(r"`([^`\n]+)`", document):
        assert set(re.findall(r"(?<!\S)--[a-z-]+", text)) <= options, text
        if text.startswith("lusha "):
            words = re.split(r" (?=--|\.|[A-Z])", text.removeprefix("lusha "))[0].split()
            assert any(" ".join(words[:length]) in paths for length in range(1, 5)), text


def test_skill_as_json_describes_the_topic(lusha: Lusha) -> None:
    assert "SKILL.md" in lusha("help", "agents", "--json").json["text"][0]
