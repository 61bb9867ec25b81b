"""The exit codes that the help promises are the ones that commands end with."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ADA, KEY, Lusha, Server
from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.cli.app import commands, contexts
from lusha_cli.cli.exit_codes import ABOUT_KEYS, LOOKUPS, ONE_BY_ONE
from lusha_cli.cli.main import main
from lusha_cli.output.wrapping import wrap_command
from lusha_cli.sandbox.faults import parse_faults

PROMISED: dict[str, list[int]] = {
    one.command_path.partition(" ")[2]: [code.value for code in one.command.exit_codes(one)]
    for one in contexts()
    if hasattr(one.command, "exit_codes")
}
FIRM = "analytical-engines.example"
# Commands of each kind, as they are called, and which of 4 to 9 they can end with.
CALLS = {
    "person get": (ADA, [4, 5, 6, 7, 8, 9]),
    "company get": (FIRM, [4, 5, 6, 7, 8, 9]),
    "prospecting contact search": ("--department sales", [4, 5, 6, 7, 8, 9]),
    "contacts search": (ADA, [4, 5, 6, 7, 8, 9]),
    "recommendations companies": ("--seed 30000000", [4, 5, 6, 7, 8, 9]),
    "signals contacts search": (f"{ADA} --signal allSignals", [4, 5, 6, 7, 8, 9]),
    "companies signal-score": (FIRM, [4, 5, 6, 7, 8, 9]),
    "api": ("POST /v3/contacts/search --input ask.json", [4, 5, 6, 7, 8, 9]),
    "person bulk": ("--body people.json --yes", [4, 5, 6, 7, 8, 9]),
    "account usage": ("", [4, 5, 7, 8, 9]),
    "filters contacts departments": ("", [4, 5, 7, 8, 9]),
    "contacts tables list": ("", [4, 5, 7, 8, 9]),
    "auth login": ("--with-token", [4, 5, 7, 8, 9]),
    "auth status": ("", [4, 7, 8, 9]),
    "auth token": ("", [4]),
    "config list": ("", []),
    "runs list": ("", []),
    "sandbox status": ("", []),
    "help": ("credits", []),
}


@pytest.fixture
def hapless(serve: Callable[..., Server], tmp_path: Path) -> Callable[..., int]:
    """Runs a command line while something is wrong, and says how it ended."""
    (tmp_path / "ask.json").write_text(f'{{"contacts": [{{"email": "{ADA}"}}]}}')
    people = f'{{"contacts": [{{"contactId": "1", "email": "{ADA}"}}]}}'
    (tmp_path / "people.json").write_text(people)
    servers: dict[str, str] = {}

    def run(words: list[str], *, key: str = KEY, fault: str = "") -> int:
        if fault not in servers:
            servers[fault] = serve(faults=parse_faults(fault) if fault else ()).url
        lusha = Lusha(tmp_path / (fault or key or "no key").replace(":", ""))
        lusha.env.update(LUSHA_BASE_URL=servers[fault], LUSHA_API_KEY=key, LUSHA_NO_WAIT="1")
        lusha.env["LUSHA_OWNER"] = "you@firm.example"
        return _ending(lusha, words, stdin=key.encode())

    return run


def _ending(lusha: Lusha, words: list[str], *, stdin: bytes = b"") -> int:
    return int(main(words, lusha.world(stdin=stdin)))


@pytest.mark.parametrize("name", CALLS)
def test_a_command_ends_as_it_promises(
    name: str, hapless: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given, expected = CALLS[name]
    assert [code for code in PROMISED[name] if 4 <= code <= 9] == expected
    words = [*name.split(), *given.split()]
    bad: list[dict[str, Any]] = [
        {"key": "sandbox-revoked"}, {"key": "sandbox-inactive"}, {"key": "sandbox-broke"},
        {"fault": "429:1"}, {"fault": "drop:1"}, {"fault": "500:1"}, {"key": ""},
    ]  # fmt: skip
    ended = {hapless(words, **one) for one in bad}
    assert ended <= set(PROMISED[name])
    assert sorted(ended - {0, 2, 10}) == expected


NOBODY = "nomatch@magic.example"


@pytest.mark.parametrize(
    "line",
    [
        f"person get {NOBODY}",
        "company get nowhere-at-all.example",
        f"contacts search {NOBODY}",
        f"contacts search-and-enrich {NOBODY}",
        "contacts enrich 1",
        "contacts signals 1 --signal-type allSignals",
        "companies signal-score nowhere-at-all.example",
        f"signals contacts search {NOBODY} --signal allSignals",
        "contacts tables get 42",
        "companies tables rows 42",
        "api GET /nowhere",
        f"privacy check {NOBODY}",
    ],
)
def test_what_looks_something_up_promises_that_it_may_find_nothing(lusha: Lusha, line: str) -> None:
    lusha.env["LUSHA_OWNER"] = "you@firm.example"
    words = line.split()
    assert _ending(lusha, words) == 3
    name = next(name for name in PROMISED if f"{line} ".startswith(f"{name} "))
    assert 3 in PROMISED[name]


@pytest.mark.parametrize(
    "line",
    [
        "prospecting contact search --job-title nothing-like-it",
        "contacts prospecting --job-title nothing-like-it",
        "signals contacts get --contact-id 1 --signal allSignals",
        "contacts tables list",
        "runs list",
    ],
)
def test_a_list_that_is_empty_is_no_failure(lusha: Lusha, line: str) -> None:
    lusha.env["LUSHA_OWNER"] = "you@firm.example"
    assert _ending(lusha, line.split()) == 0
    name = next(name for name in PROMISED if line.startswith(name))
    assert 3 not in PROMISED[name]


def test_a_file_of_which_rows_failed_ends_in_10(lusha: Lusha, tmp_path: Path) -> None:
    leads = tmp_path / "leads.csv"
    leads.write_text("email\nnot-an-address\nbroken@magic.example\n")
    lusha("person", "bulk", str(leads), "--yes", code=10)
    run = lusha("runs", "list").json[0]["id"]
    lusha("runs", "resume", run, "--yes", code=10)
    subscribed = ("--entity-type", "contact", "--signal-type", "promotion",
                  "--url", "https://hooks.firm.example")  # fmt: skip
    lusha("webhooks", "rotate-secret", "--yes")
    lusha("webhooks", "create", "--entity-id", "4100000000", *subscribed)
    lusha("webhooks", "create", "--entity-id", "4100000000", *subscribed, code=10)
    lusha("webhooks", "test", lusha("webhooks", "list").json["data"][0]["id"], code=10)
    lusha("webhooks", "delete", "1234567890abcdef12345678", "--yes", code=10)
    lusha("sandbox", "emit", "promotion", "--entity-id", "4100000000", code=10)
    assert {name for name, codes in PROMISED.items() if 10 in codes} == {
        "person bulk", "company bulk", "runs resume",
        "webhooks create", "webhooks test", "webhooks delete", "webhooks replay", "sandbox emit",
    }  # fmt: skip


def test_any_command_can_end_well_unexpectedly_by_misuse_and_interrupted() -> None:
    assert set(PROMISED) == {name for name, _ in commands()}
    for name, codes in PROMISED.items():
        assert {0, 1, 2, 130} <= set(codes), name
        assert codes == sorted(codes)


def test_what_is_said_of_a_command_is_said_of_one_that_there_is() -> None:
    there = {*PROMISED, *(row.name for row in ENDPOINTS)}
    assert {*ABOUT_KEYS, *LOOKUPS, *ONE_BY_ONE} <= there


@pytest.mark.parametrize("width", [20, 40, 69])
def test_an_example_is_folded_into_the_same_command(width: int) -> None:
    line = """lusha person bulk a.csv --map 'email=Work  Email' --map "it's" | head -n 1 --out b"""
    lines = wrap_command(line, width)
    assert shlex.split("\n".join(lines).replace("\\\n", "")) == shlex.split(line)
    assert all(len(one) <= max(width, 31) for one in lines)
    assert not any(one.endswith(("--map \\", "-n \\", "--out \\")) for one in lines)
    assert wrap_command("lusha help", 69) == ["lusha help"]
    assert wrap_command("lusha it's", 9) == ["lusha \\", "  it's"]
