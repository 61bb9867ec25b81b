"""A mistake on the command line is answered in terms of what was typed, with a way to fix it."""

import pytest

from tests.support.cli import ADA, Lusha

SEARCH = ("prospecting", "contact", "search")


@pytest.mark.parametrize(
    ("argv", "message", "hint"),
    [
        (("person", "get", ADA, "b@x.example"), "Unexpected argument 'b@x.example'.",
         "Run: lusha person get --help"),
        (("sandbox", "people", "a", "b"), "Unexpected arguments 'a', 'b'.",
         "Run: lusha sandbox people --help"),
        (("runs", "show"), "RUN is missing.", "Run: lusha runs show --help"),
        (("webhooks", "sign"), "FILE is missing.", "Run: lusha webhooks sign --help"),
        (("webhooks", "verify", "a.json"), "--signature is missing.",
         "Run: lusha webhooks verify --help"),
        ((*SEARCH, "--limit"), "--limit needs a value.",
         "Run: lusha prospecting contact search --help"),
        (("account", "usage", "--sandbox=yes"), "--sandbox doesn't accept a value.",
         "Run: lusha account usage --help"),
        (("account", "usage", "-o", "xml"),
         "--output: 'xml' isn't one of table, json, jsonl, csv, tsv, yaml.",
         "Run: lusha account usage --help"),
        (("account", "usage", "--timeout", "soon"), "--timeout: 'soon' isn't a number.",
         "Run: lusha account usage --help"),
        (("sandbox", "serve", "--port", "99999"),
         "--port: '99999' isn't a whole number from 0 to 65,535.",
         "Run: lusha sandbox serve --help"),
        (("sandbox", "serve", "--port", "http"),
         "--port: 'http' isn't a whole number from 0 to 65,535.",
         "Run: lusha sandbox serve --help"),
        (("completion", "tcsh"), "SHELL: 'tcsh' isn't one of bash, zsh, fish, powershell.",
         "Run: lusha completion --help"),
    ],
)  # fmt: skip
def test_usage_error_says_what_is_wrong(
    lusha: Lusha, argv: tuple[str, ...], message: str, hint: str
) -> None:
    assert lusha(*argv, code=2).err == f"Error: {message}\n  {hint}\n"


@pytest.mark.parametrize(
    ("argv", "without"),
    [
        (("--sandbox", "runs", "list"), "lusha runs list"),
        (("runs", "list", "--max-credits", "5", "--quiet"), "lusha runs list --quiet"),
        (("runs", "list", "--max-credits=5"), "lusha runs list"),
    ],
)
def test_global_option_that_does_not_apply_is_left_out_of_the_command_to_paste(
    lusha: Lusha, argv: tuple[str, ...], without: str
) -> None:
    assert f"\n  Leave it out: {without}\n" in lusha(*argv, code=2).err


@pytest.mark.parametrize(
    ("option", "question"),
    [
        ("--foo", ""),
        ("--to", ""),
        ("--resume", ""),
        ("--company-nam", " Did you mean --company-name?"),
    ],
)
def test_only_an_option_that_looks_similar_is_suggested(
    lusha: Lusha, option: str, question: str
) -> None:
    reported = lusha("person", "get", ADA, option, code=2).err
    assert reported.startswith(f"Error: Unknown option {option}.{question}\n")


def test_mistyped_option_before_a_command_is_corrected(lusha: Lusha) -> None:
    reported = lusha("--verson", code=2).err
    assert "Unknown option --verson before a command. Did you mean --version?" in reported


def test_invalid_setting_shows_the_value_as_typed(lusha: Lusha) -> None:
    assert (
        "Invalid value '0' for --timeout."
        in lusha("account", "usage", "--timeout", "0", code=2).err
    )
    reported = lusha("config", "set", "timeout", "soon", code=2).err
    assert "For example: lusha config set timeout 30" in reported


def test_hint_does_not_name_the_command_that_was_refused(lusha: Lusha) -> None:
    lusha.env["LUSHA_API_KEY"] = "sandbox-inactive"
    assert "lusha account usage" not in lusha("account", "usage", code=5).err
    refused = lusha("person", "get", ADA, code=5).err
    assert "To see the account's credits, run: lusha account usage\n" in refused


def test_profile_with_a_space_is_quoted_in_the_command(lusha: Lusha) -> None:
    reported = lusha("account", "usage", "--profile", "my team", code=2).err
    assert "run: lusha auth login --profile 'my team'\n" in reported


def test_prompt_is_wrapped_at_the_width_of_the_terminal(lusha: Lusha) -> None:
    lusha.env["COLUMNS"] = "80"
    prompted = lusha("webhooks", "rotate-secret", terminal=True, stdin=b"n\n", code=130).err
    assert "Continue? [y/N] " in prompted
    question = prompted.partition("[y/N]")[0]
    assert max(map(len, question.splitlines())) <= 80
