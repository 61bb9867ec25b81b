"""`lusha last`: the last result again, free of charge."""

import json
import stat
from pathlib import Path

import pytest

from tests.support.cli import ADA, KEY, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse


def test_last_shows_the_result_in_any_format_without_a_request(
    online: Lusha, server: Server
) -> None:
    found = online("person", "get", ADA)
    requests = server.ledger()["totals"]["requests"]
    again = online("last")
    assert again.out == found.out
    assert again.err == "Result of `lusha person get`, today. Nothing was charged.\n"
    card = online("person", "get", ADA, terminal=True)
    assert online("last", terminal=True).out == card.out
    assert online("last", "--query", "contact.data.fullName").json == "Ada Byrne"
    assert "Ada Byrne" in online("last", "-o", "csv").out
    assert server.ledger()["totals"]["requests"] == requests + 1


def test_last_keeps_lists_with_the_layout_of_their_command(lusha: Lusha) -> None:
    line = ("contacts", "prospecting", "--job-title", "Engineer", "--limit", "10")
    table = lusha(*line, terminal=True).out
    assert lusha("last", terminal=True).out == table
    assert len(lusha("last", "-o", "jsonl").out.splitlines()) == 10


def test_last_is_private_and_has_no_key(lusha: Lusha) -> None:
    lusha("person", "get", ADA)
    [file] = lusha.state.rglob("last.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert KEY not in file.read_text()


@pytest.mark.parametrize(
    "argv",
    [
        ("auth", "status"), ("config", "list"), ("doctor",), ("help", "credits"), ("runs", "list"),
        ("person", "get", ADA, "--dry-run"), ("person", "get", ADA, "--curl"), ("last",),
        ("webhooks", "rotate-secret", "--yes"), ("sandbox", "status"),
    ],
)  # fmt: skip
def test_other_commands_leave_the_last_result(lusha: Lusha, argv: tuple[str, ...]) -> None:
    found = lusha("person", "get", ADA).out
    context = lusha.make_context()
    from lusha_cli.cli.main import main

    main(list(argv), context)
    assert lusha("last").out == found


def test_last_without_a_result_names_a_lookup(lusha: Lusha) -> None:
    reported = lusha("last", code=3)
    assert "No result is stored." in reported.err
    lusha.env["LUSHA_KEEP_LAST"] = "false"
    lusha("person", "get", ADA)
    lusha("last", code=3)
    assert list(lusha.state.rglob("last.json")) == []


def test_last_clear_deletes_the_file(lusha: Lusha) -> None:
    lusha("person", "get", ADA)
    assert lusha("last", "--clear").err == "The last result was deleted.\n"
    assert list(lusha.state.rglob("last.json")) == []
    assert lusha("last", "--clear").err == "No result is stored.\n"


def test_last_keeps_a_partial_result(script: StartScriptedServer) -> None:
    page = {"results": [{"id": str(n)} for n in range(100)], "pagination": {"total": 250}}
    first = ScriptedResponse(200, json.dumps({**page, "billing": {"creditsCharged": 4}}).encode())
    lusha, _ = script(first, ScriptedResponse(500, b"{}"))
    line = ("contacts", "prospecting", "--job-title", "x", "--all", "--no-wait", "--yes")
    lusha(*line, code=10)
    assert len(lusha("last").json["results"]) == 100


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b'{"command": 1}', b"\xff"])
def test_last_of_a_damaged_file_is_none(lusha: Lusha, content: bytes) -> None:
    lusha("person", "get", ADA)
    [file] = lusha.state.rglob("last.json")
    file.write_bytes(content)
    lusha("last", code=3)


def test_result_that_cannot_be_stored_is_shown_all_the_same(lusha: Lusha, tmp_path: Path) -> None:
    lusha("person", "get", ADA)
    [file] = lusha.state.rglob("last.json")
    file.unlink()
    file.mkdir()
    assert lusha("person", "get", ADA).json["contact"]
    assert tmp_path.exists()


def test_suppressing_someone_deletes_the_last_result(lusha: Lusha) -> None:
    lusha("person", "get", ADA)
    lusha("privacy", "suppress", ADA)
    lusha("last", code=3)
