"""Commands end with the exit codes that their help documents."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.api.endpoints import ENDPOINTS
from lusha_cli.cli.app import commands, contexts
from lusha_cli.cli.exit_codes import KEY_COMMANDS, LOOKUPS, PARTIAL_COMMANDS
from lusha_cli.cli.main import main
from lusha_cli.output.wrapping import wrap_command
from lusha_cli.sandbox.faults import parse_faults
from tests.support.cli import ADA, KEY, Lusha, Server

pytestmark = pytest.mark.with_yes

DOCUMENTED: dict[str, list[int]] = {
    item.command_path.partition(" ")[2]: [code.value for code in item.command.exit_codes(item)]
    for item in contexts()
    if hasattr(item.command, "exit_codes")
}
COMPANY = "analytical-engines.example"
# Command lines of each kind, and which of the codes 4 to 9 they can exit with.
CALLS = {
    "person get": (ADA, [4, 5, 6, 7, 8, 9]),
    "company get": (COMPANY, [4, 5, 6, 7, 8, 9]),
    "prospecting contact search": ("--department sales", [4, 5, 6, 7, 8, 9]),
    "contacts search": (ADA, [4, 5, 6, 7, 8, 9]),
    "recommendations companies": ("--seed 30000000", [4, 5, 6, 7, 8, 9]),
    "signals contacts search": (f"{ADA} --signal allSignals", [4, 5, 6, 7, 8, 9]),
    "companies signal-score": (COMPANY, [4, 5, 6, 7, 8, 9]),
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
def failing_run(serve: Callable[..., Server], tmp_path: Path) -> Callable[..., int]:
    """Return a function that runs a command under a failure and returns its exit code."""
    (tmp_path / "ask.json").write_text(f'{{"contacts": [{{"email": "{ADA}"}}]}}')
    people = f'{{"contacts": [{{"contactId": "1", "email": "{ADA}"}}]}}'
    (tmp_path / "people.json").write_text(people)
    servers: dict[str, str] = {}

    def run(arguments: list[str], *, key: str = KEY, fault: str = "") -> int:
        if fault not in servers:
            servers[fault] = serve(faults=parse_faults(fault) if fault else ()).url
        lusha = Lusha(tmp_path / (fault or key or "no key").replace(":", ""))
        lusha.env.update(LUSHA_BASE_URL=servers[fault], LUSHA_API_KEY=key, LUSHA_NO_WAIT="1")
        lusha.env["LUSHA_OWNER"] = "you@firm.example"
        return exit_code(lusha, arguments, stdin=key.encode())

    return run


def exit_code(lusha: Lusha, arguments: list[str], *, stdin: bytes = b"") -> int:
    return int(main(arguments, lusha.make_context(stdin=stdin)))


@pytest.mark.parametrize("name", CALLS)
def test_command_exits_as_documented(
    name: str, failing_run: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    options, expected = CALLS[name]
    assert [code for code in DOCUMENTED[name] if 4 <= code <= 9] == expected
    arguments = [*name.split(), *options.split()]
    bad: list[dict[str, Any]] = [
        {"key": "sandbox-revoked"}, {"key": "sandbox-inactive"}, {"key": "sandbox-broke"},
        {"fault": "429:1"}, {"fault": "drop:1"}, {"fault": "500:1"}, {"key": ""},
    ]  # fmt: skip
    ended = {failing_run(arguments, **item) for item in bad}
    assert ended <= set(DOCUMENTED[name])
    assert sorted(ended - {0, 2, 10}) == expected


UNKNOWN = "nomatch@magic.example"


@pytest.mark.parametrize(
    "line",
    [
        f"person get {UNKNOWN}",
        "company get nowhere-at-all.example",
        f"contacts search {UNKNOWN}",
        f"contacts search-and-enrich {UNKNOWN}",
        "contacts enrich 1",
        "contacts job 1",
        "contacts signals 1 --signal-type allSignals",
        "companies signal-score nowhere-at-all.example",
        f"signals contacts search {UNKNOWN} --signal allSignals",
        "contacts tables get 42",
        "companies tables rows 42",
        "api GET /nowhere",
        f"privacy check {UNKNOWN}",
    ],
)
def test_lookup_documents_exit_code_3(lusha: Lusha, line: str) -> None:
    lusha.env["LUSHA_OWNER"] = "you@firm.example"
    arguments = line.split()
    assert exit_code(lusha, arguments) == 3
    name = next(name for name in DOCUMENTED if f"{line} ".startswith(f"{name} "))
    assert 3 in DOCUMENTED[name]


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
def test_empty_list_exits_0(lusha: Lusha, line: str) -> None:
    lusha.env["LUSHA_OWNER"] = "you@firm.example"
    assert exit_code(lusha, line.split()) == 0
    name = next(name for name in DOCUMENTED if line.startswith(name))
    assert 3 not in DOCUMENTED[name]


def test_bulk_with_failed_rows_exits_10(lusha: Lusha, tmp_path: Path) -> None:
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
    free = {name for name, codes in DOCUMENTED.items() if 10 in codes and 6 not in codes}
    assert free == {
        "webhooks create", "webhooks test", "webhooks delete", "webhooks replay", "sandbox emit",
        "webhooks list", "webhooks logs", "contacts job",
    }  # fmt: skip
    assert [n for n, codes in DOCUMENTED.items() if 6 in codes and 10 not in codes] == [
        "credits watch"
    ]


def test_every_command_documents_common_exit_codes() -> None:
    assert set(DOCUMENTED) == {name for name, _ in commands()}
    for name, codes in DOCUMENTED.items():
        assert {0, 1, 2, 130} <= set(codes), name
        assert codes == sorted(codes)


def test_documented_commands_exist() -> None:
    there = {*DOCUMENTED, *(row.name for row in ENDPOINTS)}
    assert {*KEY_COMMANDS, *LOOKUPS, *PARTIAL_COMMANDS} <= there


@pytest.mark.parametrize("width", [20, 40, 69])
def test_example_line_is_wrapped_unchanged(width: int) -> None:
    line = """lusha person bulk a.csv --map 'email=Work  Email' --map "it's" | head -n 1 --out b"""
    lines = wrap_command(line, width)
    assert shlex.split("\n".join(lines).replace("\\\n", "")) == shlex.split(line)
    assert all(len(item) <= max(width, 31) for item in lines)
    assert not any(item.endswith(("--map \\", "-n \\", "--out \\")) for item in lines)
    assert wrap_command("lusha help", 69) == ["lusha help"]
    assert wrap_command("lusha it's", 9) == ["lusha \\", "  it's"]
