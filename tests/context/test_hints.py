"""Commands named in hints: with the flags that select the same API."""

import shlex

import pytest

from lusha_cli.context.hints import command_with, with_connection_flags
from tests.support.cli import Lusha

SANDBOX = {"sandbox": True}


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Run: lusha account usage", "Run: lusha account usage --sandbox"),
        ("List the IDs: lusha webhooks list", "List the IDs: lusha webhooks list --sandbox"),
        ("Resume it: lusha runs resume a1b2   (or again)",
         "Resume it: lusha runs resume a1b2 --sandbox   (or again)"),
        ("For more results: lusha lookalike companies --more",
         "For more results: lusha lookalike companies --more --sandbox"),
        ("Run: lusha account usage --sandbox", "Run: lusha account usage --sandbox"),
        ("Run: lusha account usage   to see", "Run: lusha account usage --sandbox   to see"),
        ("Run: lusha contacts search - --json | lusha contacts enrich -",
         "Run: lusha contacts search - --json --sandbox | lusha contacts enrich - --sandbox"),
        ("Run: lusha person get --help", "Run: lusha person get --help"),
        ("Run: lusha config list", "Run: lusha config list"),
        ("Show them: lusha last --list", "Show them: lusha last --list --sandbox"),
        ("Next page: lusha contacts prospecting --name 'A, B; C' --page 1   (or --all)",
         "Next page: lusha contacts prospecting --name 'A, B; C' --page 1 --sandbox   (or --all)"),
        ("Run: lusha contacts search --name 'O'\"'\"'Neil, A', then again",
         "Run: lusha contacts search --name 'O'\"'\"'Neil, A' --sandbox, then again"),
        ("Run: lusha auth login   (or set LUSHA_API_KEY)",
         "Run: lusha auth login   (or set LUSHA_API_KEY)"),
        ("V3 takes over; see: lusha help v3", "V3 takes over; see: lusha help v3"),
        ("lusha webhooks secret prints it, too.", "lusha webhooks secret prints it, too."),
    ],
)  # fmt: skip
def test_hint_repeats_connection_flags(text: str, typed: str) -> None:
    assert with_connection_flags(text, SANDBOX) == typed
    assert with_connection_flags(text, {}) == text


def test_hint_repeats_profile_and_base_url() -> None:
    flags = {"profile": "my work", "base_url": "http://127.0.0.1:8787"}
    typed = with_connection_flags("Run: lusha account usage", flags)
    assert typed == (
        "Run: lusha account usage --base-url http://127.0.0.1:8787 --profile 'my work'"
    )


def test_hint_of_the_sandbox_can_be_typed_unchanged(lusha: Lusha) -> None:
    del lusha.env["LUSHA_SANDBOX"]
    hint = lusha("webhooks", "get", "abcdef", "--sandbox", code=3).err.strip().splitlines()[-1]
    assert hint == "  List the subscriptions: lusha webhooks list --sandbox"
    lusha(*hint.removeprefix("  List the subscriptions: lusha ").split())


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("contacts prospecting --name A", "lusha contacts prospecting --name A --page 2"),
        ("contacts prospecting --page 1 --name A", "lusha contacts prospecting --name A --page 2"),
        (
            "--sandbox contacts prospecting --page=1",
            "lusha --sandbox contacts prospecting --page 2",
        ),
        (
            "contacts prospecting --page-size 10",
            "lusha contacts prospecting --page-size 10 --page 2",
        ),
        ("contacts prospecting --name 'A B'", "lusha contacts prospecting --name 'A B' --page 2"),
        ("contacts prospecting --body -", None),
    ],
)
def test_command_line_with_another_value(line: str, typed: str | None) -> None:
    assert command_with(shlex.split(line), "--page", 2) == typed


def test_last_result_is_chosen_by_the_sandbox_alone() -> None:
    flags = {"sandbox": True, "profile": "work", "base_url": "https://api.example"}
    assert with_connection_flags("See: lusha last", flags) == "See: lusha last --sandbox"
