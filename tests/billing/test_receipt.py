"""The receipt of paid commands: what was charged, and what is left if that is known."""

import json
import shlex
from collections.abc import Callable

import pytest

from lusha_cli.billing.balance import CreditsLeft
from lusha_cli.billing.receipt import receipt
from tests.support.cli import ADA, Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.with_yes


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({}, "Charged 6 credits."),
        ({"is_exact": False}, "Charged up to 6 credits."),
        ({"credits_": 0, "is_exact": False}, "Charged 0 credits."),
        ({"credits_": 1}, "Charged 1 credit."),
        ({"left": CreditsLeft(99_987, True)}, "Charged 6 credits, 99,987 left."),
        ({"left": CreditsLeft(0, True)}, "Charged 6 credits, 0 left."),
        (
            {"is_exact": False, "left": CreditsLeft(99_987, False)},
            "Charged up to 6 credits, at least 99,987 left.",
        ),
        ({"this_time": 6}, "Charged 6 credits."),
        (
            {"credits_": 1200, "this_time": 6, "left": CreditsLeft(5, True)},
            "Charged 1,200 credits, 6 of them this time, 5 left.",
        ),
        (
            {"surcharge": ", plus those of other providers", "left": CreditsLeft(5, True)},
            "Charged 6 credits, plus those of other providers.",
        ),
    ],
)
def test_receipt(options: dict[str, object], text: str) -> None:
    assert receipt(**{"credits_": 6, "is_exact": True, **options}) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (f"contacts search-and-enrich {ADA}", "Charged 7 credits, 99,993 left."),
        (f"contacts search {ADA}", "Charged 1 credit, 99,999 left."),
        ("contacts enrich 4100000000", "Charged 6 credits, 99,994 left."),
        ("companies enrich 30000000", "Charged 1 credit, 99,999 left."),
        (f"person get {ADA} --api-version v3", "Charged 7 credits, 99,993 left."),
        # V2's responses don't state the charge: it may have been lower.
        (f"person get {ADA}", "Charged up to 6 credits, at least 99,994 left."),
        # Free commands have no receipt.
        ("account usage", ""),
        ("filters contacts departments", ""),
        ("contacts filters", ""),
        ("account plan", ""),
    ],
)
def test_receipt_of_a_command(lusha: Lusha, command: str, line: str) -> None:
    lusha.v2 = "on"
    lines = lusha(*shlex.split(command)).err.splitlines()
    assert [text for text in lines if "harged" in text] == [line] * bool(line)


def test_several_requests_have_one_receipt(lusha: Lusha) -> None:
    ids = [str(4_100_000_000 + number) for number in range(120)]
    result = lusha("contacts", "enrich", *ids, "--reveal", "emails", "--no-waterfall")
    [line] = [text for text in result.err.splitlines() if text.startswith("Charged")]
    charged = lusha("sandbox", "status").json["creditsCharged"]
    assert line == f"Charged {charged} credits, {100_000 - charged:,} left."


def test_run_has_the_same_receipt(lusha: Lusha, write_leads: Callable[..., str]) -> None:
    result = lusha("person", "bulk", write_leads(3), "--api-version", "v3", "--json")
    charged = lusha("sandbox", "status").json["creditsCharged"]
    assert f"Charged {charged} credits, {100_000 - charged:,} left." in result.err


def test_charges_of_several_commands_add_up(lusha: Lusha) -> None:
    lusha("contacts", "search", ADA)
    assert "Charged 1 credit, 99,998 left." in lusha("contacts", "search", ADA).err
    assert "at least 99,997 left." in lusha("company", "get", "Analytical Engines").err
    # From then on, the number is the least.
    assert "Charged 1 credit, at least 99,996 left." in lusha("contacts", "search", ADA).err
    # The API states it again.
    assert lusha("account", "usage").json["usage"]["credits"]["remaining"] >= 99_996
    assert ", 99,995 left." in lusha("contacts", "search", ADA).err


def test_credits_left_are_unknown_after_a_while(lusha: Lusha) -> None:
    lusha("contacts", "search", ADA)
    lusha.clock.time += 601
    assert "Charged 1 credit.\n" in lusha("contacts", "search", ADA).err
    lusha("account", "usage")
    lusha.clock.time -= 60
    # The clock was set back.
    assert "Charged 1 credit.\n" in lusha("contacts", "search", ADA).err


@pytest.mark.parametrize("content", ["", "{", "[]", '{"x": 1}', "\0"])
def test_damaged_balance_is_unknown(lusha: Lusha, content: str) -> None:
    lusha("contacts", "search", ADA)
    (lusha.folder / "cache" / "balances.json").write_text(content)
    assert "Charged 1 credit.\n" in lusha("contacts", "search", ADA).err


@pytest.mark.parametrize("entry", [None, [], ["9", True, 1], [9, True, "now"], {"left": 9}])
def test_damaged_entry_is_unknown(lusha: Lusha, entry: object) -> None:
    lusha("contacts", "search", ADA)
    file = lusha.folder / "cache" / "balances.json"
    [account] = json.loads(file.read_text())
    file.write_text(json.dumps({account: entry}))
    assert "Charged 1 credit.\n" in lusha("contacts", "search", ADA).err


def test_credits_left_are_not_requested(script: StartScriptedServer) -> None:
    body = {"results": [{"id": "v1.a"}], "billing": {"creditsCharged": 1, "resultsReturned": 1}}
    lusha, server = script(ScriptedResponse(200, json.dumps(body).encode()))
    assert lusha("contacts", "search", ADA).err == "Charged 1 credit.\n"
    assert [path for _, path, _ in server.requests] == ["/v3/contacts/search"]


def test_credits_left_of_another_account_are_not_shown(lusha: Lusha) -> None:
    lusha("contacts", "search", ADA)
    file = lusha.folder / "cache" / "balances.json"
    [entry] = json.loads(file.read_text()).values()
    file.write_text(json.dumps({"other": entry}))
    assert "Charged 1 credit.\n" in lusha("contacts", "search", ADA).err
