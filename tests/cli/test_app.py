"""The command tree: usage errors and help."""

import pytest

from tests.support.cli import ADA, Lusha, Server


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("persn",), "no command 'lusha persn'; did you mean person."),
        (("person", "gte", ADA), "no command 'lusha person gte'; did you mean get."),
        (
            ("contacts", "tables", "lst"),
            "no command 'lusha contacts tables lst'; did you mean list.",
        ),
        (("usage",), "no command 'lusha usage'; did you mean account usage."),
        (("search", "x"), "did you mean prospecting contact search or prospecting company search"),
        (("people",), "no command 'lusha people'; did you mean person."),
        (("version",), "did you mean --version."),
        (("credits",), "did you mean account usage."),
        (("whoami",), "did you mean auth status."),
        (("enrich", "x.csv"), "did you mean person bulk."),
        (("Login",), "did you mean auth login."),
        (
            ("prospecting", "contact", "search", "--country", "Germany"),
            "no option --country; did you mean --location.",
        ),
        (("account", "usage", "--format", "csv"), "no option --format; did you mean -o FORMAT."),
        (("completion", "bash", "--format", "csv"), "no option --format."),
        (("frobnicate",), "no command 'lusha frobnicate'."),
        (("person", "get", "--emial", ADA), "no option --emial; did you mean --email."),
        (("person", "get", ADA, "--ouput", "csv"), "no option --ouput; did you mean --output."),
        (("person", "get", ADA, "-X"), "no option -X."),
        (("person", "get", ADA, "--color", "alwys"), "did you mean always"),
        (("person", "get", ADA, "--profile", "defalt"), "did you mean default"),
        (("person", "bulk", "-", "--format", "cvs"), "did you mean csv"),
        (("person", "get", ADA, "--output", "jsn"), "did you mean json"),
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


@pytest.mark.parametrize(
    ("argv", "written"),
    [
        (("-o", "json"), "-o FORMAT"),
        (("--output=json",), "--output FORMAT"),
        (("--timeout", "3"), "--timeout SECONDS"),
        (("--color", "never"), "--color auto|always|never"),
        (("--json",), "--json"),
        (("--no-sandbox",), "--no-sandbox"),
    ],
)
def test_flag_before_the_command_is_shown_in_its_place(
    lusha: Lusha, argv: tuple[str, ...], written: str
) -> None:
    reported = lusha(*argv, "account", "usage", code=2).err
    assert f"such as: lusha account usage {written}" in reported.replace('", "status', "\n")


def test_flag_before_the_command_is_not_suggested_if_unsupported(lusha: Lusha) -> None:
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


def test_command_help_ends_with_example_and_exit_codes(lusha: Lusha) -> None:
    out = lusha("person", "get", "--help").out
    assert "Global options:" in out
    assert out.endswith(
        "\nExample:\n  lusha person get ada.byrne@analytical-engines.example --sandbox\n"
        "\nExit codes: 0 1 2 3 4 5 6 7 8 9 10 130 (lusha help exit-codes)\n"
    )
    assert all(len(line) <= 100 for line in out.splitlines())


@pytest.mark.parametrize("flag", ["--json", "--sandbox", "--no-sandbox", "-o"])
@pytest.mark.parametrize("group", [(), ("person",), ("contacts", "tables")])
def test_flag_before_the_command_is_reported_with_its_place(
    lusha: Lusha, group: tuple[str, ...], flag: str
) -> None:
    reported = lusha(*group, flag, "list", code=2).err
    assert f"There is no option {flag} before a command." in reported
    assert f"lusha account usage {flag}" in reported
