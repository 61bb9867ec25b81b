"""`lusha config`, and which setting wins."""

import re
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from lusha_cli.config.setting_definitions import EVENT_VARIABLES, VARIABLES
from tests.support.cli import Lusha
from tests.support.paths import PACKAGE


def test_set_get_and_unset(lusha: Lusha) -> None:
    lusha("config", "set", "output", "yaml")
    assert lusha("config", "get", "output").out == "yaml\n"
    lusha("config", "unset", "output")
    assert lusha("config", "get", "output").out == "\n"
    lusha("config", "set", "base-url", "https://api.lusha.example/")
    assert lusha("config", "get", "base_url").out == "https://api.lusha.example\n"
    assert lusha("config", "get", "sandbox").out == "true\n"
    assert lusha("config", "get", "timeout").out == "30\n"
    assert lusha("config", "get", "profile").out == "default\n"


def test_the_file_is_for_its_owner_only_and_keeps_comments(lusha: Lusha) -> None:
    lusha.config.parent.mkdir(mode=0o700)
    lusha.config.write_text("# mine\noutput = 'csv' # for now\n")
    lusha("config", "set", "timeout", "5")
    assert lusha.config.read_text() == "# mine\noutput = 'csv' # for now\ntimeout = 5.0\n"
    assert stat.S_IMODE(lusha.config.stat().st_mode) == 0o600
    assert lusha("config", "path").out == f"{lusha.config}\n"


def test_list_tells_where_each_value_comes_from(lusha: Lusha) -> None:
    lusha("config", "set", "timeout", "7")
    lusha("config", "set", "max_wait", "8", "--profile", "work")
    lusha.env["LUSHA_COLOR"] = "never"
    lusha.env["LUSHA_PROFILE"] = "work"
    told = {row["key"]: (row["value"], row["source"]) for row in lusha("config", "list").json}
    assert told["profile"] == ("work", "environment")
    assert told["sandbox"] == (True, "environment")
    assert told["timeout"] == (7.0, "config")
    assert told["max_wait"] == (8.0, "profile")
    assert told["color"] == ("never", "environment")
    assert told["base_url"] == ("https://api.lusha.com", "default")
    meanings = {row["key"]: row["meaning"] for row in lusha("config", "list").json}
    assert meanings["timeout"] == "seconds to wait for an answer"
    table = lusha("config", "list", terminal=True).out
    assert "max_wait" in table
    assert all(len(line) <= 80 for line in table.splitlines())


@pytest.mark.parametrize("verb", ["get", "set", "unset"])
def test_the_help_documents_every_setting(lusha: Lusha, verb: str) -> None:
    text = lusha("config", verb, "--help").out
    own = text.partition("Settings:")[2].partition("Global options:")[0]
    for row in lusha("config", "list").json:
        assert f"  {row['key']} " in own
        assert row["meaning"].split()[-1] in own
    for shown in ("color auto|always|never", "timeout SECONDS", "sandbox true|false"):
        assert shown in own


def test_every_variable_that_is_read_is_known() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    assert set(re.findall(r"\bLUSHA_[A-Z]+(?:_[A-Z]+)*\b", text)) <= {*VARIABLES, *EVENT_VARIABLES}


def test_flag_beats_environment_beats_profile_beats_config(lusha: Lusha) -> None:
    def output(*argv: str) -> str:
        found = lusha("config", "list", "--json", *argv).json
        return str(next(row["value"] for row in found if row["key"] == "timeout"))

    assert output() == "30.0"
    lusha("config", "set", "timeout", "1")
    assert output() == "1.0"
    lusha("config", "set", "timeout", "2", "--profile", "work")
    assert output() == "1.0"
    lusha("auth", "switch", "work")
    assert output() == "2.0"
    lusha.env["LUSHA_TIMEOUT"] = "3"
    assert output() == "3.0"


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("get", "outptu"), "did you mean output"),
        (("set", "colour", "never"), "did you mean color"),
        (("unset", "api_key"), "There is no setting named 'api_key'"),
        (("set", "output", "jsno"), "did you mean json"),
        (("set", "timeout", "soon"), "a number of seconds above 0"),
        (("set", "max_wait", "nan"), "a number of seconds, 0 or more"),
        (("set", "timeout", "0"), "above 0"),
        (("set", "timeout", "inf"), "a number of seconds"),
        (("set", "max_credits", "1.5"), "a whole number"),
        (("set", "sandbox", "maybe"), "true or false"),
        (("set", "base_url", "ftp://x"), "a URL such as"),
        (("set", "base_url", "http://api.lusha.com"), "plain http"),
        (("set", "base_url", "https://me:pw@x.example"), "no user name"),
        (("set", "base_url", "https://x:port"), "not a URL"),
        (("set", "base_url", "https://x.example#a"), "a URL such as"),
        (("set", "base_url", "https://x.example/a b"), "a URL such as"),
        (("set", "yes", "true"), "There is no setting named 'yes'"),
    ],
)
def test_refuses_what_it_does_not_know(lusha: Lusha, argv: tuple[str, ...], said: str) -> None:
    assert said in lusha("config", *argv, code=2).err
    assert not lusha.config.exists()


def test_plain_http_is_fine_on_this_machine(lusha: Lusha) -> None:
    for url in ("http://localhost:8787", "http://127.0.0.2", "http://[::1]:80"):
        lusha("config", "set", "base_url", url)


def test_a_damaged_file_is_named(lusha: Lusha) -> None:
    lusha.config.parent.mkdir()
    for content, said in (
        ("output = ", "not valid TOML"),
        ("profiles = 3", "must be tables"),
        ("timeout = 'x'", "timeout in"),
    ):
        lusha.config.write_text(content)
        result = lusha("account", "usage", code=2)
        assert said in result.err
        assert "config.toml" in result.err


def test_an_unusable_setting_can_be_mended(lusha: Lusha) -> None:
    lusha.config.parent.mkdir()
    lusha.config.write_text("output = 'xml'\ntimeout = -1\n")
    assert "output in" in lusha("account", "usage", code=2).err
    lusha("config", "unset", "output")
    lusha("config", "set", "timeout", "9")
    assert lusha.config.read_text() == "timeout = 9.0\n"
    lusha("config", "unset", "timeout", "--profile", "nobody", code=2)


@pytest.mark.parametrize(
    "content",
    ["output = ", "profiles = 3", "output = 'xml'", "color = 1", "profile = 'gone'", "\0", "é"],
)
def test_the_path_is_shown_whatever_the_file_holds(lusha: Lusha, content: str) -> None:
    lusha.config.parent.mkdir()
    lusha.config.write_text(content, encoding="latin-1")
    lusha.env["LUSHA_TIMEOUT"] = "soon"
    for terminal in (False, True):
        assert lusha("config", "path", terminal=terminal).out == f"{lusha.config}\n"
    assert lusha("config", "path", "--json").json == str(lusha.config)


@pytest.mark.parametrize("argv", [("list",), ("get", "output"), ("get", "timeout")])
def test_a_bad_value_is_told_with_the_command_that_mends_it(
    lusha: Lusha, argv: tuple[str, ...]
) -> None:
    lusha.config.parent.mkdir()
    lusha.config.write_text("timeout = 'x'\n[profiles.'my work']\nmax_wait = -1\n")
    told = lusha("config", *argv, code=2).err
    assert told.endswith("\n  Run: lusha config unset timeout\n")
    lusha("config", "unset", "timeout")
    told = lusha("config", *argv, "--profile", "my work", code=2).err
    assert told.endswith("\n  Run: lusha config unset max_wait --profile 'my work'\n")
    lusha("config", "unset", "max_wait", "--profile", "my work")
    lusha("config", *argv, "--profile", "my work")
    lusha.env["LUSHA_TIMEOUT"] = "soon"
    assert lusha("config", *argv, code=2).err.endswith("\n  Run: unset LUSHA_TIMEOUT\n")


def test_a_bad_value_on_the_command_line_is_told_with_what_it_takes(lusha: Lusha) -> None:
    told = lusha("account", "usage", "--timeout", "-1", code=2).err
    assert "or give it as --timeout SECONDS" in told
    told = lusha("config", "set", "output", "jsno", code=2).err
    assert "To set it: lusha config set output table|json|jsonl|csv|tsv|yaml" in told
    assert "Profiles: default." in lusha("config", "set", "profile", "wrok", code=2).err


def test_a_profile_that_is_made_on_the_way_is_told(lusha: Lusha) -> None:
    argv = ("config", "set", "output", "csv", "--profile")
    assert lusha(*argv, "wrok").err == "Made the profile 'wrok'.\n"
    assert lusha(*argv, "wrok").err == ""
    assert lusha(*argv, "default").err == ""
    assert lusha(*argv, "other", "--quiet").err == ""
    lusha.config.write_text("quiet = 'perhaps'\n")
    assert lusha(*argv, "more").err == "Made the profile 'more'.\n"


def test_an_unusable_environment_variable_is_named(lusha: Lusha) -> None:
    lusha.env["LUSHA_OUTPUT"] = "xml"
    assert "LUSHA_OUTPUT" in lusha("account", "usage", code=2).err


def test_a_stranger_in_the_file_is_told_with_the_near_key(lusha: Lusha) -> None:
    lusha.config.parent.mkdir()
    lusha.config.write_text("timout = 3\n[profiles.work]\noutptu = 'csv'\n")
    said = lusha("account", "usage").err
    assert "unknown key 'timout'; did you mean timeout" in said
    assert "unknown key 'outptu'; did you mean output" in said
    lusha.config.write_text("timeout = true\n")
    assert "timeout in" in lusha("account", "usage", code=2).err


def test_json_keeps_the_type_of_a_setting(lusha: Lusha) -> None:
    assert lusha("config", "get", "timeout", "--json").json == 30.0
    assert lusha("config", "get", "sandbox", "--json").json is True


def test_an_empty_environment_variable_is_no_value(lusha: Lusha) -> None:
    lusha.env["LUSHA_OUTPUT"] = ""
    assert lusha("account", "usage").json


def test_two_processes_lose_no_setting(lusha: Lusha) -> None:
    values = {"timeout": "5", "max_wait": "6", "color": "never", "output": "csv", "quiet": "true"}
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda item: lusha("config", "set", *item), values.items()))
    assert {line.split(" ")[0] for line in lusha.config.read_text().splitlines()} == set(values)


def test_a_folder_that_cannot_be_written_is_told(lusha: Lusha) -> None:
    lusha.config.parent.write_text("a file where the folder should be")
    result = lusha("config", "set", "timeout", "5", code=1)
    assert "Error: Cannot write" in result.err


def test_a_profile_can_be_a_sandbox(lusha: Lusha) -> None:
    del lusha.env["LUSHA_SANDBOX"]
    lusha("config", "set", "sandbox", "true", "--profile", "play")
    assert lusha("account", "usage", "--profile", "play").json["usage"]
    lusha("account", "usage", code=4)
    lusha("account", "usage", "--profile", "play", "--no-sandbox", code=4)
