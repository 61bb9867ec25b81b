"""Charges above their estimates."""

import json
from typing import Any

import pytest

from tests.support.cli import ADA, Lusha, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

SEARCH = ("contacts", "search", ADA)
MONTH = 30 * 86_400.0


def response(results: int, charged: Any, **billing: Any) -> ScriptedResponse:
    body = {
        "results": [{"clientReferenceId": str(n), "id": f"v1.{n}"} for n in range(results)],
        "billing": {"creditsCharged": charged, **billing},
    }
    return ScriptedResponse(200, json.dumps(body).encode())


def max_credits(lusha: Lusha, *argv: str) -> Any:
    return lusha(*argv, "--dry-run").json["maxCredits"]


def test_charge_above_the_estimate_is_reported_and_remembered(script: StartScriptedServer) -> None:
    lusha, _ = script(response(1, 4))
    assert max_credits(lusha, *SEARCH) == 1
    message = lusha(*SEARCH).err
    assert "contacts search: 4 credits charged, 1 expected." in message
    assert "Charged 4 credits." in message
    assert max_credits(lusha, *SEARCH) == 4
    # Another operation isn't affected, and two people cost twice as much.
    assert max_credits(lusha, "companies", "search", "--domain", "a.example") == 1
    assert max_credits(lusha, *SEARCH, "someone@firm.example") == 8
    assert "contacts search" not in lusha(*SEARCH).err


def test_charge_above_the_estimate_is_forgotten_after_a_month(script: StartScriptedServer) -> None:
    lusha, _ = script(response(1, 4))
    lusha(*SEARCH)
    lusha.clock.sleep(MONTH)
    assert max_credits(lusha, *SEARCH) == 1


def test_charge_above_the_estimate_is_remembered_per_account(script: StartScriptedServer) -> None:
    lusha, _ = script(response(1, 4))
    lusha(*SEARCH)
    lusha.env["LUSHA_API_KEY"] = "key-of-another-account"
    assert max_credits(lusha, *SEARCH) == 1


def test_cap_uses_the_dearest_charge(script: StartScriptedServer) -> None:
    lusha, server = script(response(1, 4))
    lusha(*SEARCH, "--max-credits", "1")
    sent = len(server.requests)
    failed = lusha(*SEARCH, "--max-credits", "3", code=6)
    assert "up to 4 credits" in failed.err
    assert len(server.requests) == sent


@pytest.mark.parametrize(
    ("charged", "message"),
    [
        (0, "Charged 0 credits."),
        (-5, "Charged up to 1 credit."),
        (0.5, "Charged 1 credit."),
        (1.0, "Charged 1 credit."),
        (2.2, "Charged 3 credits."),
        ("7", "Charged up to 1 credit."),
        (None, "Charged up to 1 credit."),
        (True, "Charged up to 1 credit."),
    ],
)
def test_charge_is_a_whole_number_from_zero(
    script: StartScriptedServer, charged: Any, message: str
) -> None:
    lusha, _ = script(response(1, charged))
    assert message in lusha(*SEARCH).err


def test_charge_of_a_table_write_is_counted_up_to_the_sum(script: StartScriptedServer) -> None:
    body = {
        "results": [{"id": "1"}],
        "billing": {"creditsCharged": 1},
        "tableWrite": {"tableId": "7", "creditsCharged": 1},
    }
    lusha, _ = script(ScriptedResponse(200, json.dumps(body).encode()))
    payload = json.dumps({"ids": ["1"], "tableId": "7"}).encode()
    result = lusha("companies", "enrich", "--body", "-", "--yes", stdin=payload)
    assert "Charged up to 2 credits." in result.err


def test_charge_counts_every_lost_attempt_before_a_retirement(script: StartScriptedServer) -> None:
    found = {"results": [], "pagination": {"total": 0}, "billing": {"creditsCharged": 1}}
    lusha, server = script(
        ScriptedResponse(200, cut=True),
        ScriptedResponse(200, cut=True),
        ScriptedResponse(410, b'{"message": "retired"}'),
        ScriptedResponse(200, json.dumps(found).encode()),
    )
    line = ("prospecting", "contact", "search", "--job-title", "x", "--allow-double-charge")
    assert "Charged up to 3 credits." in lusha(*line).err
    assert len(server.requests) == 4
