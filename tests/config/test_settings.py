"""Which setting wins, and settings that cannot be used."""

import re
import stat

import pytest

from lusha_cli.config.setting_definitions import EVENT_VARIABLES, VARIABLES
from tests.support.cli import Lusha
from tests.support.paths import PACKAGE


def test_settings_file_is_private_and_keeps_comments(lusha: Lusha) -> None:
    lusha.config.parent.mkdir(mode=0o700)
    lusha.config.write_text("# mine\noutput = 'csv' # for now\n")
    lusha("config", "set", "timeout", "5")
    assert lusha.config.read_text() == "# mine\noutput = 'csv' # for now\ntimeout = 5.0\n"
    assert stat.S_IMODE(lusha.config.stat().st_mode) == 0o600
    assert lusha("config", "path").out == f"{lusha.config}\n"


def test_settings_list_every_variable_that_is_read() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    assert set(re.findall(r"\bLUSHA_[A-Z]+(?:_[A-Z]+)*\b", text)) <= {*VARIABLES, *EVENT_VARIABLES}


def test_settings_flag_overrides_environment_profile_and_config(lusha: Lusha) -> None:
    def output(*argv: str) -> str:
        response = lusha("config", "list", "--json", *argv).json
        return str(next(row["value"] for row in response if row["key"] == "timeout"))

    assert output() == "30.0"
    lusha("config", "set", "timeout", "1")
    assert output() == "1.0"
    lusha("config", "set", "timeout", "2", "--profile", "work")
    assert output() == "1.0"
    lusha("auth", "switch", "work")
    assert output() == "2.0"
    lusha.env["LUSHA_TIMEOUT"] = "3"
    assert output() == "3.0"


def test_settings_error_names_a_damaged_file(lusha: Lusha) -> None:
    lusha.config.parent.mkdir()
    for content, message in (
        ("output = ", "not valid TOML"),
        ("profiles = 3", "must be tables"),
        ("timeout = 'x'", "timeout in"),
    ):
        lusha.config.write_text(content)
        result = lusha("account", "usage", code=2)
        assert message in result.err
        assert "config.toml" in result.err


@pytest.mark.parametrize("argv", [("list",), ("get", "output"), ("get", "timeout")])
def test_settings_error_names_the_command_that_fixes_the_value(
    lusha: Lusha, argv: tuple[str, ...]
) -> None:
    lusha.config.parent.mkdir()
    lusha.config.write_text("timeout = 'x'\n[profiles.'my work']\nmax_wait = -1\n")
    reported = lusha("config", *argv, code=2).err
    assert reported.endswith("\n  Run: lusha config unset timeout\n")
    lusha("config", "unset", "timeout")
    reported = lusha("config", *argv, "--profile", "my work", code=2).err
    assert reported.endswith("\n  Run: lusha config unset max_wait --profile 'my work'\n")
    lusha("config", "unset", "max_wait", "--profile", "my work")
    lusha("config", *argv, "--profile", "my work")
    lusha.env["LUSHA_TIMEOUT"] = "soon"
    assert lusha("config", *argv, code=2).err.endswith("\n  Run: unset LUSHA_TIMEOUT\n")


def test_settings_error_names_the_accepted_values_of_a_flag(lusha: Lusha) -> None:
    reported = lusha("account", "usage", "--timeout", "-1", code=2).err
    assert "or give it as --timeout SECONDS" in reported
    reported = lusha("config", "set", "output", "jsno", code=2).err
    assert "To set it: lusha config set output table|json|jsonl|csv|tsv|yaml" in reported
    assert "Profiles: default." in lusha("config", "set", "profile", "wrok", code=2).err


def test_settings_error_names_the_environment_variable(lusha: Lusha) -> None:
    lusha.env["LUSHA_OUTPUT"] = "xml"
    assert "LUSHA_OUTPUT" in lusha("account", "usage", code=2).err


def test_settings_unknown_key_suggests_the_closest(lusha: Lusha) -> None:
    lusha.config.parent.mkdir()
    lusha.config.write_text("timout = 3\n[profiles.work]\noutptu = 'csv'\n")
    message = lusha("account", "usage").err
    assert "unknown key 'timout'; did you mean timeout" in message
    assert "unknown key 'outptu'; did you mean output" in message
    lusha.config.write_text("timeout = true\n")
    assert "timeout in" in lusha("account", "usage", code=2).err


def test_settings_ignore_an_empty_environment_variable(lusha: Lusha) -> None:
    lusha.env["LUSHA_OUTPUT"] = ""
    assert lusha("account", "usage").json


def test_settings_error_names_a_read_only_folder(lusha: Lusha) -> None:
    lusha.config.parent.write_text("a file where the folder should be")
    result = lusha("config", "set", "timeout", "5", code=1)
    assert "Error: Cannot write" in result.err
