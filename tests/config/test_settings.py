"""Which setting wins, and settings that cannot be used."""

import json
import re
import stat

import pytest

from lusha_cli.config.setting_definitions import EVENT_VARIABLES, VARIABLES
from tests.support.cli import ADA, Lusha
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
    assert "Use --timeout SECONDS, or leave it out." in reported
    reported = lusha("config", "set", "output", "jsno", code=2).err
    assert "For example: lusha config set output table" in reported
    assert "Profiles: default." in lusha("config", "set", "profile", "wrok", code=2).err


def test_settings_error_names_the_environment_variable(lusha: Lusha) -> None:
    lusha.env["LUSHA_OUTPUT"] = "xml"
    assert "LUSHA_OUTPUT" in lusha("account", "usage", code=2).err


def test_settings_unknown_key_suggests_the_closest(lusha: Lusha) -> None:
    lusha.config.parent.mkdir()
    lusha.config.write_text("timout = 3\n[profiles.work]\noutptu = 'csv'\n")
    message = lusha("account", "usage").err
    assert "unknown key 'timout'. Did you mean timeout?" in message
    assert "unknown key 'outptu'. Did you mean output?" in message
    lusha.config.write_text("timeout = true\n")
    assert "timeout in" in lusha("account", "usage", code=2).err


def test_settings_ignore_an_empty_environment_variable(lusha: Lusha) -> None:
    lusha.env["LUSHA_OUTPUT"] = ""
    assert lusha("account", "usage").json


NO_CREDITS = (
    "", " ", "1_0", "1e2", "+5", " 5", "5 ", "-1", "１０", "²", "٣", "0x10", "5.0", "5.5", "1,000",  # noqa: RUF001
    "inf", "nan", "true", "five", "9" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("text", NO_CREDITS)
@pytest.mark.parametrize("name", ["max_credits", "confirm_above"])
def test_settings_accept_only_digits_for_credits(lusha: Lusha, name: str, text: str) -> None:
    variable = f"LUSHA_{name.upper()}"
    lusha.env[variable] = text
    reported = lusha("person", "get", ADA, code=2).err
    assert f" for {variable}. " in reported
    assert reported.endswith(f"  Run: unset {variable}\n")
    del lusha.env[variable]
    assert "Use a whole number in digits" in lusha("config", "set", name, "--", text, code=2).err
    lusha.config.parent.mkdir(exist_ok=True)
    lusha.config.write_text(f"{name} = {json.dumps(text, ensure_ascii=False)}\n")
    assert f"{name} in " in lusha("person", "get", ADA, code=2).err


@pytest.mark.parametrize("text", NO_CREDITS)
def test_settings_accept_only_digits_for_the_flag_of_the_cap(lusha: Lusha, text: str) -> None:
    reported = lusha("person", "get", ADA, f"--max-credits={text}", code=2).err
    assert "Use a whole number in digits" in reported


@pytest.mark.parametrize("text", ["5.0", "1e2", "true", "-1", "[5]", "inf"])
def test_settings_accept_only_integers_of_toml_for_credits(lusha: Lusha, text: str) -> None:
    lusha.config.parent.mkdir()
    lusha.config.write_text(f"max_credits = {text}\n")
    assert "max_credits in " in lusha("person", "get", ADA, code=2).err


@pytest.mark.parametrize(("text", "code"), [("0", 6), ("6", 6), ("7", 0), ("007", 0)])
def test_settings_read_the_cap_from_every_source(lusha: Lusha, text: str, code: int) -> None:
    argv = ("person", "get", ADA)
    lusha(*argv, "--max-credits", text, code=code)
    lusha.env["LUSHA_MAX_CREDITS"] = text
    lusha(*argv, code=code)
    del lusha.env["LUSHA_MAX_CREDITS"]
    lusha("config", "set", "max_credits", text)
    lusha(*argv, code=code)


@pytest.mark.parametrize("name", ["TIMEOUT", "MAX_WAIT"])
@pytest.mark.parametrize("text", ["", "1_0", "１０"])  # noqa: RUF001
def test_settings_reject_an_empty_variable_for_a_number(lusha: Lusha, name: str, text: str) -> None:
    lusha.env[f"LUSHA_{name}"] = text
    assert f"Invalid value {text!r} for LUSHA_{name}." in lusha("account", "usage", code=2).err


def test_settings_confirm_above_defaults_to_25(lusha: Lusha) -> None:
    assert lusha("config", "get", "confirm_above").json == 25
    lusha("config", "set", "confirm_above", "0")
    assert lusha("config", "get", "confirm-above").json == 0
    lusha.env["LUSHA_CONFIRM_ABOVE"] = "100"
    assert lusha("config", "get", "confirm_above").json == 100


def test_settings_error_names_a_read_only_folder(lusha: Lusha) -> None:
    lusha.config.parent.write_text("a file where the folder should be")
    result = lusha("config", "set", "timeout", "5", code=1)
    assert "Error: Cannot write" in result.err
