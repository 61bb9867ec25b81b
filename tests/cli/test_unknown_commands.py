"""Words of other tools are answered with the command to paste."""

import pytest

from lusha_cli.cli.app import contexts
from lusha_cli.cli.unknown_commands import SYNONYMS
from tests.support.cli import ADA, Lusha

LISTED = ("prospecting contact search", "prospecting company search")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("argv", "commands", "run"),
    [
        (("contact",), ("person",), "lusha person --help"),
        (("contact", "get", ADA), ("person",), f"lusha person get {ADA}"),
        (("contacts", "get", ADA), ("person get",), f"lusha person get {ADA}"),
        (("companies", "get", "a.example"), ("company get",), "lusha company get a.example"),
        (("people",), ("person",), "lusha person --help"),
        (("lookup", ADA), ("person get",), f"lusha person get {ADA}"),
        (("lookup", "a.example"), ("company get",), "lusha company get a.example"),
        (("search",), LISTED, ", or: ".join(f"lusha {name}" for name in LISTED)),
        (("find",), LISTED, ", or: ".join(f"lusha {name}" for name in LISTED)),
        (
            ("enrich", "my leads.csv"), ("person bulk", "company bulk"),
            "lusha person bulk 'my leads.csv', or: lusha company bulk 'my leads.csv'",
        ),
        (("enrich", ADA), ("person get",), f"lusha person get {ADA}"),
        (("usage",), ("account usage",), "lusha account usage"),
        (("balance", "--sandbox"), ("account usage",), "lusha account usage --sandbox"),
        (("Login",), ("auth login",), "lusha auth login"),
        (("logout",), ("auth logout",), "lusha auth logout"),
        (("whoami",), ("auth status",), "lusha auth status"),
        (("configure",), ("auth login",), "lusha auth login"),
        (("init",), ("auth login",), "lusha auth login"),
        (("version",), ("--version",), "lusha --version"),
        (("runs", "ls"), ("runs list",), "lusha runs list"),
        (("webhooks", "rm", "x"), ("webhooks delete",), "lusha webhooks delete x"),
        (("person", "enrich", "a.csv"), ("person bulk",), "lusha person bulk a.csv"),
        (("person", "search", "x"), LISTED[:1], "lusha prospecting contact search --help"),
        (("departments",), ("filters contacts departments",),
         "lusha filters contacts departments"),
    ],
)  # fmt: skip
def test_word_of_another_tool_is_answered_with_the_command(
    lusha: Lusha, argv: tuple[str, ...], commands: tuple[str, ...], run: str
) -> None:
    reported = lusha(*argv, code=2).err
    question = " or ".join(f"`lusha {command}`" for command in commands)
    assert f" Did you mean {question}?\n  Run: {run}\n" in reported


def test_synonyms_name_commands_and_are_none() -> None:
    known = {context.command_path.partition(" ")[2] for context in contexts()}
    for word, targets in SYNONYMS.items():
        assert word not in known
        assert set(targets) <= known | {"--version"}, word
