"""The command tree: usage errors and help."""

import pytest

from tests.support.cli import ADA, Lusha, Server


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("persn",), "Unknown command 'persn'. Did you mean `lusha person`?"),
        (("person", "gte", ADA), "Unknown command 'person gte'. Did you mean `lusha person get`?"),
        (("contacts", "tables", "lst"), "Did you mean `lusha contacts tables list`?"),
        (("frobnicate",), "Unknown command 'frobnicate'."),
        (
            ("prospecting", "contact", "search", "--country", "Germany"),
            "Unknown option --country. Did you mean --location?",
        ),
        (("account", "usage", "--format", "csv"), "Did you mean -o FORMAT?"),
        (("completion", "bash", "--format", "csv"), "Unknown option --format.\n"),
        (("person", "get", "--emial", ADA), "Unknown option --emial. Did you mean --email?"),
        (("person", "get", ADA, "--ouput", "csv"), "Did you mean --output?"),
        (("person", "get", ADA, "-X"), "Unknown option -X."),
        (("person", "get", ADA, "--color", "alwys"), "Did you mean always?"),
        (("person", "get", ADA, "--profile", "defalt"), "Did you mean default?"),
        (("person", "bulk", "-", "--format", "cvs"), "Did you mean csv?"),
        (("person", "get", ADA, "--output", "jsn"), "Did you mean json?"),
        (("person", "get", ADA, "--timeout", "x"), "--timeout"),
        (("person", "get", ADA, "extra"), "extra"),
        (("auth", "switch"), "PROFILE"),
        (("person", "get", ADA, "--fields", ","), "--fields"),
        (("person", "get", ADA, "--query", "a["), "--query"),
    ],
)
def test_usage_error_names_the_mistake_and_the_closest_word(
    online: Lusha, server: Server, argv: tuple[str, ...], message: str
) -> None:
    result = online(*argv, code=2)
    assert message in result.err
    assert result.out == ""
    assert result.err.startswith("Error: ")
    error = online(*argv[:2], "--json", *argv[2:], code=2).error
    assert error["code"] == "usage"
    assert server.ledger()["totals"]["requests"] == 0


def test_option_of_another_command_is_not_suggested(lusha: Lusha) -> None:
    assert "--location" not in lusha("account", "usage", "--country", "x", code=2).err
    assert "-o" not in lusha("completion", "bash", "--format", "csv", code=2).err.split()


@pytest.mark.parametrize("flag", ["-o", "--timeout", "--profile"])
def test_flag_without_value_names_the_help_of_the_command(lusha: Lusha, flag: str) -> None:
    reported = lusha("account", "usage", flag, code=2).err
    assert reported.endswith("\n  Run: lusha account usage --help\n")


def test_usage_error_names_the_help_command(lusha: Lusha) -> None:
    assert "Run: lusha person get --help" in lusha("person", "get", "--nope", code=2).err


@pytest.mark.parametrize("argv", [(), ("--help",), ("-h",)])
def test_lusha_without_arguments_prints_help(lusha: Lusha, argv: tuple[str, ...]) -> None:
    out = lusha(*argv).out
    assert "Usage: lusha" in out
    for group in ("person", "company", "account", "auth", "config", "sandbox", "api"):
        assert f"\n  {group} " in out


def test_group_without_command_prints_help(lusha: Lusha) -> None:
    for group in ("person", "company", "account", "auth", "config", "sandbox"):
        out = lusha(group).out
        assert f"Usage: lusha {group}" in out
        assert "Commands:" in out
