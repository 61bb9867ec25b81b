"""Global options before the command mean the same as behind it."""

import pytest

from tests.support.cli import ADA, Lusha


@pytest.mark.parametrize(
    "argv",
    [
        ("--sandbox", "-o", "csv", "account", "usage"),
        ("--sandbox", "-ocsv", "account", "usage"),
        ("--output=csv", "--sandbox", "account", "usage"),
        ("--sandbox", "account", "-o", "csv", "usage"),
        ("-qo", "csv", "account", "--sandbox", "usage"),
        ("-o", "csv", "account", "usage", "--sandbox"),
        ("-o", "csv", "--sandbox", "account", "usage", "--sandbox", "-o", "csv"),
    ],
)
def test_option_before_the_command_equals_one_behind_it(
    lusha: Lusha, argv: tuple[str, ...]
) -> None:
    expected = lusha("account", "usage", "--sandbox", "-o", "csv").out
    assert lusha(*argv).out == expected
    assert "credits.total" in expected or "total" in expected


def test_option_before_nested_groups(lusha: Lusha) -> None:
    expected = lusha("filters", "contacts", "seniority", "--sandbox", "--json").out
    assert lusha("--sandbox", "filters", "--json", "contacts", "seniority").out == expected
    assert lusha("filters", "contacts", "--sandbox", "--json", "seniority").out == expected


def test_value_before_the_command_is_not_taken_for_one(lusha: Lusha) -> None:
    lusha("config", "set", "sandbox", "true", "--profile", "person")
    assert lusha("--profile", "person", "account", "usage", "--json").json["usage"]
    refused = lusha("--profile", "nobody", "account", "usage", "--sandbox", code=2).err
    assert "nobody" in refused


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("--sandbox", "account", "usage", "--no-sandbox"), "--sandbox and --no-sandbox"),
        (("-o", "csv", "account", "usage", "-o", "tsv"), "--output csv and --output tsv"),
        (("-o", "csv", "account", "-o", "tsv", "usage"), "--output csv and --output tsv"),
        (("--profile", "a", "--profile", "b", "auth", "status"), "--profile a and --profile b"),
        (("--json", "account", "usage", "-o", "csv"), "--json and --output csv"),
        (("--timeout", "3", "account", "usage", "--timeout", "4"), "--timeout 3 and --timeout 4"),
    ],
)
def test_contradictory_options_are_refused(
    lusha: Lusha, argv: tuple[str, ...], message: str
) -> None:
    assert f"{message} can't be used together." in lusha(*argv, code=2).err


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("--sandbox", "config", "list"), "`lusha config list` doesn't accept --sandbox."),
        (("config", "list", "--sandbox"), "`lusha config list` doesn't accept --sandbox."),
        (("--emial", "x", "person", "get"), "Unknown option --emial before a command."),
        (("person", "-X", "get"), "Unknown option -X before a command."),
        (("--profile",), "--profile needs a value."),
        (("--sandbox",), "No command follows the options."),
        (("--sandbox", "contact"), "Unknown command 'contact'. Did you mean `lusha person`?"),
    ],
)
def test_option_before_the_command_that_cannot_work_is_reported(
    lusha: Lusha, argv: tuple[str, ...], message: str
) -> None:
    assert message in lusha(*argv, code=2).err


def test_help_and_version_work_behind_global_options(lusha: Lusha) -> None:
    help_text = lusha("person", "get", "--help").out
    assert lusha("--sandbox", "person", "get", "--help").out == help_text
    assert lusha("--sandbox", "help", "person", "get").out == help_text
    assert lusha("--sandbox", "--version").out.startswith("lusha ")


@pytest.mark.parametrize("spelling", [("-o", "my.csv"), ("-omy.csv",), ("--output=my.csv",)])
def test_file_name_as_format_names_the_command_that_writes_it(
    lusha: Lusha, spelling: tuple[str, ...]
) -> None:
    refused = lusha("person", "bulk", "leads.csv", *spelling, code=2).err
    assert "'my.csv' is a file name, and -o takes a format" in refused
    assert "Use --out my.csv: lusha person bulk leads.csv --out my.csv\n" in refused
    refused = lusha("person", "get", ADA, *spelling, code=2).err
    assert f"Redirect with > my.csv: lusha person get {ADA} -o csv > my.csv\n" in refused


@pytest.mark.parametrize(
    ("file", "output"),
    [("my.jsonl", "jsonl"), ("out/my.YAML", "yaml"), ("my.yml", "yaml"), ("my.xlsx", "csv")],
)
def test_file_name_as_format_is_redirected_in_its_format(
    lusha: Lusha, file: str, output: str
) -> None:
    refused = lusha("-o", file, "account", "usage", code=2).err
    assert f"lusha -o {output} account usage > {file}\n" in refused
