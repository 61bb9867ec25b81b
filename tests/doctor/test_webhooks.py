"""`lusha webhooks doctor`: what keeps deliveries from arriving, and how to mend it."""

import json
import time
from typing import Any

import pytest

from tests.support.cli import KEY, Lusha, Result, Script, Server
from tests.support.scripted_server import Answer
from tests.support.webhook_receiver import Receiver, Said

PERSON = "4100000000"


def _unwell(result: Result) -> list[tuple[str, str, str | None]]:
    return [
        (found["check"], found["message"], found["fix"])
        for found in result.json
        if found["state"] != "passed"
    ]


def _subscribed(lusha: Lusha, url: str, *people: str) -> list[str]:
    ids = [word for id_ in people for word in ("--entity-id", id_)]
    kind = ("--entity-type", "contact", "--signal-type", "promotion")
    made = lusha("webhooks", "create", *ids, *kind, "--url", url).json
    return [one["subscription"]["id"] for one in made["results"]]


@pytest.fixture
def well(online: Lusha, receiver: Receiver) -> Lusha:
    """Somebody with a secret that is kept, and a subscription that is received."""
    online.clock.time = time.time()
    online("webhooks", "rotate-secret", "--save", "--yes")
    _subscribed(online, receiver.url, PERSON)
    return online


def test_all_is_well(well: Lusha, server: Server, receiver: Receiver) -> None:
    server.sandbox.emit("promotion", entity=PERSON, count=3)
    result = well("webhooks", "doctor")
    assert _unwell(result) == []
    told = {found["check"]: found["message"] for found in result.json}
    assert list(told) == ["key", "api", "clock", "secret", "subscriptions", "deliveries",
                          "receiver"]  # fmt: skip
    assert told["secret"] == "The account's, from keyring."
    assert told["subscriptions"] == "1 of 1 active."
    assert told["deliveries"] == "0 of 3 attempts failed (0.0%)."
    assert told["receiver"].endswith("answers the challenge.")
    assert server.ledger()["totals"]["credits"] == 3
    assert KEY not in result.out + result.err
    assert "whsec_" not in result.out + result.err


def test_an_account_without_a_secret_is_told_to_make_one(online: Lusha) -> None:
    online.clock.time = time.time()
    result = online("webhooks", "doctor", code=4)
    assert [(check, fix) for check, _, fix in _unwell(result)] == [
        ("secret", "Run: lusha webhooks rotate-secret --save"),
        ("subscriptions", "Run: lusha webhooks create --help"),
    ]


def test_a_secret_that_is_not_kept_or_is_another_is_told(well: Lusha) -> None:
    entries = dict(well.keyring.entries)
    well.keyring.entries.clear()
    [(check, message, fix)] = _unwell(well("webhooks", "doctor"))
    assert (check, fix) == ("secret", "Run: lusha webhooks secret --save")
    assert "not kept" in message
    well.keyring.entries.update(entries)
    well.env["LUSHA_WEBHOOK_SECRET"] = "whsec_of_another_account_0123456789"
    [(check, message, fix)] = _unwell(well("webhooks", "doctor", code=4))
    assert "LUSHA_WEBHOOK_SECRET is not the account's" in message
    assert fix == "Run: unset LUSHA_WEBHOOK_SECRET; lusha webhooks secret --save"


def test_a_blocked_subscription_is_told_with_its_reason(
    well: Lusha, server: Server, receiver: Receiver
) -> None:
    [other] = _subscribed(well, receiver.url, "4100000013")
    receiver.answer = lambda delivery: Said(500)
    server.sandbox.emit("promotion", entity="4100000013", count=1)
    found = _unwell(well("webhooks", "doctor"))
    assert found[0] == (
        "subscriptions",
        f"{other} gets nothing: Max retries exceeded.",
        f"Run: lusha webhooks update {other} --active",
    )
    assert found[1][:2] == ("deliveries", "4 of 4 attempts failed (100.0%).")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        (Said(404), "it answered 404"),
        (Said(200, {"challenge": "another"}), "it does not say the challenge back"),
        (Said(200, b"<html>", "text/html"), "it does not say the challenge back"),
        (Said(302, location="https://elsewhere.example/"), "it redirects (302)"),
    ],
)
def test_a_receiver_that_does_not_answer_the_challenge_is_told(
    well: Lusha, receiver: Receiver, said: Said, wrong: str
) -> None:
    receiver.challenged = lambda _: said
    [(check, message, _)] = _unwell(well("webhooks", "doctor"))
    assert check == "receiver"
    assert message.endswith(f": {wrong}.")


def test_a_receiver_that_is_gone_is_told(well: Lusha, receiver: Receiver) -> None:
    receiver.close()
    [(check, message, _)] = _unwell(well("webhooks", "doctor"))
    assert (check, "not reached" in message) == ("receiver", True)


def test_a_clock_that_is_wrong_is_told(well: Lusha) -> None:
    well.clock.time += 3_600
    assert [check for check, *_ in _unwell(well("webhooks", "doctor"))] == ["clock"]


def test_a_key_that_is_refused_ends_it(well: Lusha) -> None:
    well.env["LUSHA_API_KEY"] = "sandbox-revoked"
    assert [check for check, *_ in _unwell(well("webhooks", "doctor", code=4))] == ["subscriptions"]
    del well.env["LUSHA_API_KEY"]
    well.keyring.entries.clear()
    assert [check for check, *_ in _unwell(well("webhooks", "doctor", code=4))] == ["key"]


def test_the_embedded_sandbox_asks_nobody_but_this_machine(lusha: Lusha) -> None:
    lusha("webhooks", "rotate-secret", "--yes")
    _subscribed(lusha, "https://hooks.firm.example/lusha?token=secret", PERSON)
    result = lusha("webhooks", "doctor")
    assert _unwell(result) == []
    [told] = [found["message"] for found in result.json if found["check"] == "receiver"]
    assert told == "https://hooks.firm.example/lusha: the sandbox sends to this machine only."


@pytest.mark.parametrize(
    "odd",
    [{}, [], {"data": 7}, {"data": [3, {}, {"id": None, "url": 5, "isActive": "x"}]}],
)
def test_odd_answers_are_no_fault(script: Script, odd: Any) -> None:
    body = json.dumps(odd).encode()
    lusha, _ = script(Answer(401, b"{}"), *[Answer(200, body)] * 3)
    lusha.clock.time = time.time()
    assert "fault of lusha" not in lusha("webhooks", "doctor", code=0).err
