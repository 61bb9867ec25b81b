"""`lusha help`: topics, commands, and unknown words."""

import pytest

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.cli.app import TOP_LEVEL_NAMES
from lusha_cli.config.setting_definitions import SETTINGS
from lusha_cli.docs.help_topics.topic import DefinitionTable
from lusha_cli.docs.help_topics.topics import topics
from lusha_cli.errors import ExitCode
from tests.support.cli import Lusha

TOPICS = (
    "commands",
    "search",
    "settings",
    "limits",
    "scenarios",
    "suppression",
    "privacy",
    "storage",
    "security",
    "options",
    "output",
    "credits",
    "files",
    "environment",
    "exit-codes",
    "v3",
    "python",
    "surface",
)


def test_help_without_topic_lists_topics(lusha: Lusha) -> None:
    message = lusha("help").out
    assert all(f"\n  {name} " in message for name in TOPICS)


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("name", TOPICS)
def test_help_topic_fits_the_terminal(lusha: Lusha, name: str, width: int) -> None:
    lusha.width = width
    lines = lusha("help", name, terminal=True).out.splitlines()
    assert lines[0].startswith(f"{name}: ")
    typed = [line for line in lines if line.startswith("  ")]
    assert all(len(line) <= min(width, 100) for line in lines if line not in typed)
    if width >= 80:
        assert all(len(line) <= min(width, 100) for line in typed)


def test_help_topic_needs_no_hyphen(lusha: Lusha) -> None:
    assert lusha("help", "exit", "codes").out == lusha("help", "exit-codes").out


def test_help_explains_every_exit_code_and_variable(lusha: Lusha) -> None:
    reported = lusha("help", "exit-codes", "--json").json
    assert [row["code"] for row in reported["rows"]] == [str(code.value) for code in ExitCode]
    variables = {row["variable"] for row in lusha("help", "environment", "--json").json["rows"]}
    read = {setting.variable for setting in SETTINGS if setting.in_environment}
    assert read | {"LUSHA_API_KEY"} <= variables
    assert "LUSHA_BUDGET_OFFLINE" not in variables


def test_help_v3_names_the_replacement_of_every_v2_command(lusha: Lusha) -> None:
    reported = {row["V2"]: row["V3"] for row in lusha("help", "v3", "--json").json["rows"]}
    assert reported["person get"] == "contacts search-and-enrich"
    assert reported["filters contacts seniority"] == "contacts filter-values seniority"
    assert reported["signals options"] == "contacts signal-types, companies signal-types"
    assert list(reported) == [row.name for row in ENDPOINTS if row.family == "v2"]
    names = {row.name for row in ENDPOINTS if row.family == "v3"}
    for replacements in reported.values():
        for item in replacements.split(", "):
            assert item in names or item.rsplit(" ", 1)[0] in names


def test_help_of_a_command_equals_its_help_flag(lusha: Lusha) -> None:
    assert lusha("help", "person", "get").out == lusha("person", "get", "--help").out
    assert lusha("help", "sandbox").out == lusha("sandbox", "--help").out


def test_help_of_an_unknown_word_is_an_error(lusha: Lusha) -> None:
    message = lusha("help", "envirnment", code=2).err
    assert "Did you mean `lusha help environment`?" in message
    assert "lusha help person get" in message


def test_help_topic_is_not_hidden_by_a_group_of_its_name(lusha: Lusha) -> None:
    names = topics().keys() & set(TOP_LEVEL_NAMES)
    assert names >= {"cache", "privacy"}
    for name in names:
        assert lusha("help", name).out.startswith(f"{name}: ")
        assert f"Usage: lusha {name}" in lusha(name, "--help").out


def test_help_privacy_names_a_command_for_each_request(lusha: Lusha) -> None:
    out = " ".join(lusha("help", "privacy").out.split())
    for request in ("access", "portability", "erasure", "rectification", "do not sell or share"):
        assert request in out
    for command in ("find", "forget", "suppress", "purge", "status"):
        assert f"lusha privacy {command}" in out
    # Every setting of the table is valid.
    table = topics()["privacy"].parts
    settings = [row[0] for part in table if isinstance(part, DefinitionTable)
                for row in part.rows if part.titles[0] == "setting"]  # fmt: skip
    assert len(settings) >= 3
    for setting in settings:
        lusha("config", "set", "retention", setting)
