"""`lusha help`: topics, commands, and what there is no help on."""

import pytest

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.config.setting_definitions import SETTINGS
from lusha_cli.errors import ExitCode
from tests.support.cli import Lusha

TOPICS = ("exit-codes", "environment", "output", "credits", "files", "v3")


def test_without_a_topic_the_topics_are_listed(lusha: Lusha) -> None:
    said = lusha("help").out
    assert all(f"\n  {name} " in said for name in TOPICS)


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_fits_the_terminal(lusha: Lusha, name: str, width: int) -> None:
    lusha.width = width
    lines = lusha("help", name, terminal=True).out.splitlines()
    assert lines[0].startswith(f"{name}: ")
    typed = [line for line in lines if line.startswith("  ")]
    assert all(len(line) <= min(width, 100) for line in lines if line not in typed)
    if width >= 80:
        assert all(len(line) <= min(width, 100) for line in typed)


def test_the_words_of_a_topic_need_no_hyphen(lusha: Lusha) -> None:
    assert lusha("help", "exit", "codes").out == lusha("help", "exit-codes").out


def test_every_exit_code_and_every_variable_is_explained(lusha: Lusha) -> None:
    told = lusha("help", "exit-codes", "--json").json
    assert [row["code"] for row in told["rows"]] == [str(code.value) for code in ExitCode]
    variables = {row["variable"] for row in lusha("help", "environment", "--json").json["rows"]}
    assert {setting.variable for setting in SETTINGS} | {"LUSHA_API_KEY"} <= variables


def test_every_command_of_v2_is_told_its_successor(lusha: Lusha) -> None:
    told = {row["V2"]: row["V3"] for row in lusha("help", "v3", "--json").json["rows"]}
    assert told["person get"] == "contacts search-and-enrich"
    assert told["filters contacts seniority"] == "contacts filter-values seniority"
    assert told["signals options"] == "contacts signal-types, companies signal-types"
    assert list(told) == [row.name for row in ENDPOINTS if row.family == "v2"]
    names = {row.name for row in ENDPOINTS if row.family == "v3"}
    for successors in told.values():
        for one in successors.split(", "):
            assert one in names or one.rsplit(" ", 1)[0] in names


def test_a_command_is_explained_as_its_help_does(lusha: Lusha) -> None:
    assert lusha("help", "person", "get").out == lusha("person", "get", "--help").out
    assert lusha("help", "sandbox").out == lusha("sandbox", "--help").out


def test_what_there_is_no_help_on_is_told(lusha: Lusha) -> None:
    said = lusha("help", "envirnment", code=2).err
    assert "did you mean environment" in said
    assert "lusha help person get" in said
