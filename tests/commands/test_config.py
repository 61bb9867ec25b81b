"""`lusha config set`, `get`, `unset`, `list` and `path`."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.cli import Lusha


@pytest.mark.slow
def test_config_sets_gets_and_unsets(lusha: Lusha) -> None:
    lusha("config", "set", "output", "yaml")
    assert lusha("config", "get", "output").out == "yaml\n"
    lusha("config", "unset", "output")
    assert lusha("config", "get", "output").out == "\n"
    lusha("config", "set", "base-url", "https://api.lusha.example/")
    assert lusha("config", "get", "base_url").out == "https://api.lusha.example\n"
    assert lusha("config", "get", "sandbox").out == "true\n"
    assert lusha("config", "get", "timeout").out == "30\n"
    assert lusha("config", "get", "profile").out == "default\n"


def test_config_list_shows_the_source_of_each_value(lusha: Lusha) -> None:
    lusha("config", "set", "timeout", "7")
    lusha("config", "set", "max_wait", "8", "--profile", "work")
    lusha.env["LUSHA_COLOR"] = "never"
    lusha.env["LUSHA_PROFILE"] = "work"
    reported = {row["key"]: (row["value"], row["source"]) for row in lusha("config", "list").json}
    assert reported["profile"] == ("work", "environment")
    assert reported["sandbox"] == (True, "environment")
    assert reported["timeout"] == (7.0, "config")
    assert reported["max_wait"] == (8.0, "profile")
    assert reported["color"] == ("never", "environment")
    assert reported["base_url"] == ("https://api.lusha.com", "default")
    meanings = {row["key"]: row["meaning"] for row in lusha("config", "list").json}
    assert meanings["timeout"] == "seconds for a request and its response"
    table = lusha("config", "list", terminal=True).out
    assert "max_wait" in table
    assert all(len(line) <= 80 for line in table.splitlines())


@pytest.mark.parametrize("verb", ["get", "set", "unset"])
def test_config_help_documents_every_setting(lusha: Lusha, verb: str) -> None:
    text = lusha("config", verb, "--help").out
    own = text.partition("Settings:")[2].partition("Global options:")[0]
    for row in lusha("config", "list").json:
        assert f"  {row['key']} " in own
        assert row["meaning"].split()[-1] in own
    for shown in ("color auto|always|never", "timeout SECONDS", "sandbox true|false"):
        assert shown in own


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("get", "outptu"), "Did you mean output?"),
        (("set", "colour", "never"), "Did you mean color?"),
        (("unset", "api_key"), "There is no setting named 'api_key'"),
        (("set", "output", "jsno"), "Did you mean json?"),
        (("set", "timeout", "soon"), "a number of seconds above 0"),
        (("set", "max_wait", "nan"), "a number of seconds, 0 or more"),
        (("set", "timeout", "0"), "above 0"),
        (("set", "timeout", "inf"), "a number of seconds"),
        (("set", "max_credits", "1.5"), "a whole number"),
        (("set", "sandbox", "maybe"), "true or false"),
        (("set", "base_url", "ftp://x"), "a URL such as"),
        (("set", "base_url", "http://api.lusha.com"), "plain http"),
        (("set", "base_url", "https://me:pw@x.example"), "without a user name"),
        (("set", "base_url", "https://x:port"), "a URL begins with https://"),
        (("set", "base_url", "https://x.example#a"), "a URL such as"),
        (("set", "base_url", "https://x.example/a b"), "a URL such as"),
        (("set", "yes", "true"), "There is no setting named 'yes'"),
    ],
)
def test_config_rejects_unknown_keys_and_values(
    lusha: Lusha, argv: tuple[str, ...], message: str
) -> None:
    assert message in lusha("config", *argv, code=2).err
    assert not lusha.config.exists()


def test_config_accepts_plain_http_on_loopback(lusha: Lusha) -> None:
    for url in ("http://localhost:8787", "http://127.0.0.2", "http://[::1]:80"):
        lusha("config", "set", "base_url", url)


def test_config_repairs_an_unusable_setting(lusha: Lusha) -> None:
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
def test_config_path_is_printed_for_any_file(lusha: Lusha, content: str) -> None:
    lusha.config.parent.mkdir()
    lusha.config.write_text(content, encoding="latin-1")
    lusha.env["LUSHA_TIMEOUT"] = "soon"
    for terminal in (False, True):
        assert lusha("config", "path", terminal=terminal).out == f"{lusha.config}\n"
    assert lusha("config", "path", "--json").json == str(lusha.config)


def test_config_set_reports_a_new_profile(lusha: Lusha) -> None:
    argv = ("config", "set", "output", "csv", "--profile")
    assert lusha(*argv, "wrok").err == "Created the profile 'wrok'.\n"
    assert lusha(*argv, "wrok").err == ""
    assert lusha(*argv, "default").err == ""
    assert lusha(*argv, "other", "--quiet").err == ""
    lusha.config.write_text("quiet = 'perhaps'\n")
    assert lusha(*argv, "more").err == "Created the profile 'more'.\n"


def test_config_list_json_keeps_the_type_of_a_value(lusha: Lusha) -> None:
    assert lusha("config", "get", "timeout", "--json").json == 30.0
    assert lusha("config", "get", "sandbox", "--json").json is True


def test_config_set_by_two_processes_loses_no_setting(lusha: Lusha) -> None:
    values = {"timeout": "5", "max_wait": "6", "color": "never", "output": "csv", "quiet": "true"}
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda item: lusha("config", "set", *item), values.items()))
    assert {line.split(" ")[0] for line in lusha.config.read_text().splitlines()} == set(values)


def test_config_sets_a_sandbox_profile(lusha: Lusha) -> None:
    del lusha.env["LUSHA_SANDBOX"]
    lusha("config", "set", "sandbox", "true", "--profile", "play")
    assert lusha("account", "usage", "--profile", "play").json["usage"]
    lusha("account", "usage", code=4)
    lusha("account", "usage", "--profile", "play", "--no-sandbox", code=4)
