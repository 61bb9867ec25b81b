"""`lusha webhooks doctor`."""

import json
import time
from typing import Any

import pytest

from tests.support.cli import KEY, Lusha, Result, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse
from tests.support.webhook_receiver import Receiver, ReceiverResponse

PERSON = "4100000000"


def failed_checks(result: Result) -> list[tuple[str, str, str | None]]:
    return [
        (value["check"], value["message"], value["fix"])
        for value in result.json
        if value["state"] != "passed"
    ]


def subscribe(lusha: Lusha, url: str, *people: str) -> list[str]:
    ids = [word for id_ in people for word in ("--entity-id", id_)]
    kind = ("--entity-type", "contact", "--signal-type", "promotion")
    created = lusha("webhooks", "create", *ids, *kind, "--url", url).json
    return [item["subscription"]["id"] for item in created["results"]]


@pytest.fixture
def healthy(online: Lusha, receiver: Receiver) -> Lusha:
    """Return a CLI with a stored secret and a subscription that is received."""
    online.clock.time = time.time()
    online("webhooks", "rotate-secret", "--save", "--yes")
    subscribe(online, receiver.url, PERSON)
    return online


def test_webhooks_doctor_reports_no_problem(
    healthy: Lusha, server: Server, receiver: Receiver
) -> None:
    server.sandbox.emit("promotion", entity=PERSON, count=3)
    result = healthy("webhooks", "doctor")
    assert failed_checks(result) == []
    reported = {value["check"]: value["message"] for value in result.json}
    assert list(reported) == ["key", "api", "clock", "secret", "subscriptions", "deliveries",
                          "receiver"]  # fmt: skip
    assert reported["secret"] == "Matches the account's (from the keyring)."
    assert reported["subscriptions"] == "1 of 1 active."
    assert reported["deliveries"] == "0 of 3 attempts failed (0.0%)."
    assert reported["receiver"].endswith("responds to the challenge.")
    assert server.ledger()["totals"]["credits"] == 3
    assert KEY not in result.out + result.err
    assert "whsec_" not in result.out + result.err


def test_webhooks_doctor_without_secret_names_the_command(online: Lusha) -> None:
    online.clock.time = time.time()
    result = online("webhooks", "doctor", code=4)
    assert [(check, fix) for check, _, fix in failed_checks(result)] == [
        ("secret", "Run: lusha webhooks rotate-secret --save"),
        ("subscriptions", "Run: lusha webhooks create --help"),
    ]


def test_webhooks_doctor_reports_a_missing_or_different_secret(healthy: Lusha) -> None:
    entries = dict(healthy.keyring.entries)
    healthy.keyring.entries.clear()
    [(check, message, fix)] = failed_checks(healthy("webhooks", "doctor"))
    assert (check, fix) == ("secret", "Run: lusha webhooks secret --save")
    assert "not stored here" in message
    healthy.keyring.entries.update(entries)
    healthy.env["LUSHA_WEBHOOK_SECRET"] = "whsec_of_another_account_0123456789"
    [(check, message, fix)] = failed_checks(healthy("webhooks", "doctor", code=4))
    assert "LUSHA_WEBHOOK_SECRET differs from the account's" in message
    assert fix == "Run: unset LUSHA_WEBHOOK_SECRET; lusha webhooks secret --save"


def test_webhooks_doctor_reports_a_blocked_subscription_with_its_reason(
    healthy: Lusha, server: Server, receiver: Receiver
) -> None:
    [other] = subscribe(healthy, receiver.url, "4100000013")
    receiver.respond = lambda delivery: ReceiverResponse(500)
    server.sandbox.emit("promotion", entity="4100000013", count=1)
    result = failed_checks(healthy("webhooks", "doctor"))
    assert result[0] == (
        "subscriptions",
        f"{other} is inactive: Max retries exceeded.",
        f"Run: lusha webhooks update {other} --active",
    )
    assert result[1][:2] == ("deliveries", "4 of 4 attempts failed (100.0%).")


@pytest.mark.parametrize(
    ("expected", "wrong"),
    [
        (ReceiverResponse(404), "returned 404"),
        (
            ReceiverResponse(200, {"challenge": "another"}),
            "the response does not contain the challenge",
        ),
        (
            ReceiverResponse(200, b"<html>", "text/html"),
            "the response does not contain the challenge",
        ),
        (ReceiverResponse(302, location="https://elsewhere.example/"), "returned a redirect (302)"),
    ],
)
def test_webhooks_doctor_reports_a_failed_challenge(
    healthy: Lusha, receiver: Receiver, expected: ReceiverResponse, wrong: str
) -> None:
    receiver.answer_challenge = lambda _: expected
    [(check, message, _)] = failed_checks(healthy("webhooks", "doctor"))
    assert check == "receiver"
    assert message.endswith(f": {wrong}.")


def test_webhooks_doctor_reports_an_unreachable_receiver(
    healthy: Lusha, receiver: Receiver
) -> None:
    receiver.close()
    [(check, message, _)] = failed_checks(healthy("webhooks", "doctor"))
    assert (check, "unreachable" in message) == ("receiver", True)


def test_webhooks_doctor_reports_a_wrong_clock(healthy: Lusha) -> None:
    healthy.clock.time += 3_600
    assert [check for check, *_ in failed_checks(healthy("webhooks", "doctor"))] == ["clock"]


def test_webhooks_doctor_stops_at_a_refused_key(healthy: Lusha) -> None:
    healthy.env["LUSHA_API_KEY"] = "sandbox-revoked"
    assert [check for check, *_ in failed_checks(healthy("webhooks", "doctor", code=4))] == [
        "subscriptions"
    ]
    del healthy.env["LUSHA_API_KEY"]
    healthy.keyring.entries.clear()
    assert [check for check, *_ in failed_checks(healthy("webhooks", "doctor", code=4))] == ["key"]


def test_webhooks_doctor_in_the_sandbox_probes_only_loopback(lusha: Lusha) -> None:
    lusha("webhooks", "rotate-secret", "--yes")
    subscribe(lusha, "https://hooks.firm.example/lusha?token=secret", PERSON)
    result = lusha("webhooks", "doctor")
    assert failed_checks(result) == []
    [reported] = [value["message"] for value in result.json if value["check"] == "receiver"]
    assert (
        reported
        == "https://hooks.firm.example/lusha: not checked, because the sandbox sends only to this "
        "machine."
    )


@pytest.mark.parametrize(
    "odd",
    [{}, [], {"data": 7}, {"data": [3, {}, {"id": None, "url": 5, "isActive": "x"}]}],
)
def test_webhooks_doctor_accepts_unexpected_responses(
    script: StartScriptedServer, odd: Any
) -> None:
    body = json.dumps(odd).encode()
    lusha, _ = script(ScriptedResponse(401, b"{}"), *[ScriptedResponse(200, body)] * 3)
    lusha.clock.time = time.time()
    assert "This is a bug" not in lusha("webhooks", "doctor", code=9).err
