"""Subscriptions in the sandbox: challenges, validation, limits and logs."""

import json
import socket
from collections.abc import Callable
from typing import Any

import pytest

from lusha_cli.sandbox.handlers.webhooks import create
from lusha_cli.sandbox.handlers.webhooks.delivery_client import is_loopback
from tests.support.cli import Lusha, Server
from tests.support.sandbox_events import (
    create_secret,
    delivery_logs,
    emit,
    respond,
    send_request,
    subscribe,
)
from tests.support.webhook_receiver import Receiver, ReceiverResponse

EXTERNAL_URL = "https://hooks.firm.example/lusha"
NOT_JSON = b"<html>"


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (ReceiverResponse(201, {"challenge": "?"}), "The receiver returned 201, not 200"),
        (ReceiverResponse(200, {"challenge": "other"}), "with its value"),
        (ReceiverResponse(200, []), "with its value"),
        (ReceiverResponse(200, NOT_JSON), "The response isn't JSON"),
        (ReceiverResponse(500), "The receiver returned 500"),
    ],
)
def test_subscription_url_that_fails_the_challenge_is_rejected(
    signing_account: Lusha, receive: Callable[[], Receiver], message: ReceiverResponse, why: str
) -> None:
    bad, good = receive(), receive()
    bad.answer_challenge = respond(*message[:2])
    failed = subscribe(signing_account, bad.url, code=10)["error"]
    assert failed["code"] == "WEBHOOK_VERIFICATION_FAILED"
    assert why in failed["message"]
    assert why in signing_account("webhooks", "opt-out", "--url", bad.url, code=2).err
    item = subscribe(signing_account, good.url)["subscription"]["id"]
    assert why in signing_account("webhooks", "update", item, "--url", bad.url, code=2).err
    assert signing_account("webhooks", "get", item).json["url"] == good.url


def test_subscription_url_outside_loopback_receives_nothing(
    signing_account: Lusha, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("the sandbox looks outside")

    for name in ("create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, never)
    plain = subscribe(signing_account, "http://hooks.firm.example/", code=10)["error"]
    assert plain["code"] == "URL_VALIDATION_FAILED"
    assert "must use HTTPS" in plain["message"]
    item = subscribe(signing_account, EXTERNAL_URL)["subscription"]["id"]
    assert (
        "must use HTTPS"
        in signing_account("webhooks", "update", item, "--url", "http://8.8.8.8/", code=2).err
    )
    [reported] = emit(signing_account, "promotion", code=10)
    assert (reported["status"], reported["attempts"]) == ("failed", 1)
    assert reported["error"] == "The sandbox sends to loopback addresses only"
    # Exceeding our own limit isn't a failure of the receiver.
    assert signing_account("webhooks", "get", item).json["isActive"]
    assert len(delivery_logs(signing_account)) == 1
    assert signing_account.clock.slept == []


@pytest.mark.parametrize(
    ("url", "is_ours"),
    [
        ("http://127.0.0.1:8788/x", True),
        ("http://127.9.9.9/", True),
        ("http://LocalHost:1/", True),
        ("https://[::1]:8788/", True),
        ("http://localhost.firm.example/", False),
        ("http://127.0.0.1.firm.example/", False),
        ("http://127.1/", False),
        ("http://0x7f000001/", False),
        ("http://2130706433/", False),
        ("http://0.0.0.0/", False),
        ("http://10.0.0.1/", False),
        ("http://127.0.0.1@firm.example/", False),
        ("http://[fe80::1]/", False),
    ],
)
def test_subscription_url_is_local_only_for_loopback_addresses(url: str, is_ours: bool) -> None:
    assert is_loopback(url) is is_ours


ITEM = {"entityId": "1"}
DEFAULTS = {"url": EXTERNAL_URL, "entityType": "contact", "signalTypes": ["promotion"]}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"subscriptions": [ITEM]}, "defaults should not be empty"),
        ({"defaults": DEFAULTS, "subscriptions": []}, "1 to 25 items"),
        ({"defaults": DEFAULTS, "subscriptions": [ITEM] * 26}, "1 to 25 items"),
        ({"defaults": DEFAULTS, "subscriptions": [{}]}, "entityId should not be empty"),
        ({"defaults": DEFAULTS, "subscriptions": [{"entityId": "1" * 256}]}, "0 to 255"),
        ({"defaults": {"url": "x" * 30}, "subscriptions": [ITEM]}, "url must be a URL"),
        ({"defaults": {"url": "ftp://a.example"}, "subscriptions": [ITEM]}, "must be a URL"),
        ({"defaults": {"url": "https://[x"}, "subscriptions": [ITEM]}, "must be a URL"),
        (
            {"defaults": {"url": f"https://a.example/{'x' * 2048}"}, "subscriptions": [ITEM]},
            "0 to 2048",
        ),
        ({"defaults": {**DEFAULTS, "entityType": "x"}, "subscriptions": [ITEM]}, "must be one of"),
        ({"defaults": DEFAULTS, "subscriptions": [ITEM], "name": "x" * 101}, "0 to 100"),
        ({"defaults": DEFAULTS, "subscriptions": [ITEM], "colour": 1}, "property colour"),
    ],
)
def test_subscription_request_invalid_is_rejected_whole(
    server: Server, body: Any, message: str
) -> None:
    create_secret(server)
    rejected = send_request(server, "POST", "/api/subscriptions", body)
    assert rejected.status == 400
    assert message in json.dumps(rejected.body["errors"])


@pytest.mark.parametrize(
    ("defaults", "item"),
    [
        ({"entityType": None}, {}),
        ({"signalTypes": None}, {}),
        ({"signalTypes": []}, {}),
        ({"signalTypes": ["riskNews"]}, {}),
        ({"signalTypes": ["promotion", "strange"]}, {}),
        ({}, {"signalTypes": ["riskNews"]}),
    ],
)
def test_subscription_item_invalid_fails_alone(server: Server, defaults: Any, item: Any) -> None:
    create_secret(server)
    shared = {k: v for k, v in {**DEFAULTS, **defaults}.items() if v is not None}
    good = {"entityId": "2", "entityType": "contact", "signalTypes": ["promotion"]}
    body = {"defaults": shared, "subscriptions": [{**ITEM, **item}, good]}
    created = send_request(server, "POST", "/api/subscriptions", body)
    assert created.status == 201
    assert [entry["success"] for entry in created.body["results"]] == [False, True]
    assert created.body["results"][0]["error"]["code"] == "VALIDATION_ERROR"


def test_subscription_name_with_a_lone_surrogate_is_replaced(server: Server) -> None:
    create_secret(server)
    body = {"defaults": DEFAULTS, "subscriptions": [{"entityId": "\ud800", "name": "\ude00"}]}
    created = send_request(server, "POST", "/api/subscriptions", body).body["results"][0][
        "subscription"
    ]
    assert (created["entityId"], created["name"]) == ("?", "?")


def test_subscriptions_are_separate_per_account(server: Server) -> None:
    create_secret(server)
    body = {"defaults": DEFAULTS, "subscriptions": [ITEM]}
    item = send_request(server, "POST", "/api/subscriptions", body).body["results"][0][
        "subscription"
    ]["id"]
    other = {"key": "another"}
    assert send_request(server, "GET", f"/api/subscriptions/{item}", **other).status == 404
    assert send_request(server, "PATCH", f"/api/subscriptions/{item}", {}, **other).status == 404
    assert send_request(server, "POST", f"/api/subscriptions/{item}/test", **other).status == 403
    assert send_request(server, "GET", "/api/account/secret", **other).status == 404
    gone = send_request(
        server, "POST", "/api/subscriptions/delete", {"ids": [item, item, "x"]}, **other
    ).body
    assert [result["error"]["code"] for result in gone["results"]] == ["FORBIDDEN", "NOT_FOUND"]
    assert send_request(server, "PATCH", f"/api/subscriptions/{item}", {}).status == 200


def test_subscriptions_are_limited(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:

    monkeypatch.setattr(create, "MAX_SUBSCRIPTIONS", 3)
    create_secret(server)
    items = [{"entityId": str(number)} for number in range(4)]
    body = {"defaults": DEFAULTS, "subscriptions": items}
    created = send_request(server, "POST", "/api/subscriptions", body).body
    assert (created["successful"], created["results"][3]["error"]["code"]) == (3, "FORBIDDEN")
    assert send_request(server, "POST", "/api/subscriptions", body).status == 403


def test_subscriptions_require_a_plan_with_signals(server: Server) -> None:
    create_secret(server, key="sandbox-pro")
    body = {"defaults": DEFAULTS, "subscriptions": [ITEM]}
    assert send_request(server, "POST", "/api/subscriptions", body, key="sandbox-pro").status == 403
    privacy = {"entityType": "contact", "url": EXTERNAL_URL}
    assert (
        send_request(
            server, "POST", "/api/subscriptions/opt-out", privacy, key="sandbox-pro"
        ).status
        == 201
    )


@pytest.mark.slow
def test_webhook_requests_share_a_limit_per_minute(serve: Callable[..., Server]) -> None:
    server = serve(rps=0)
    paths = ("/api/subscriptions", "/api/audit-logs", "/api/audit-logs/stats")
    statuses = [send_request(server, "GET", paths[n % 3]).status for n in range(101)]
    assert statuses == [200] * 100 + [429]
    assert send_request(server, "GET", "/account/usage").status == 200


def test_delivery_log_drops_successes_before_failures(
    signing_account: Lusha, receiver: Receiver
) -> None:
    item = subscribe(signing_account, receiver.url)["subscription"]["id"]
    emit(signing_account, "promotion")
    receiver.respond = respond(500)
    signing_account("webhooks", "test", item, code=10)
    signing_account.clock.time += 91 * 86_400
    assert [entry["status"] for entry in delivery_logs(signing_account)] == ["failed"]
    assert signing_account("webhooks", "stats").json["total"] == 1
    signing_account.clock.time += 90 * 86_400
    assert delivery_logs(signing_account) == []


def test_sandbox_reset_deletes_subscriptions(signing_account: Lusha, receiver: Receiver) -> None:
    subscribe(signing_account, receiver.url)
    emit(signing_account, "promotion")
    signing_account("sandbox", "reset")
    assert signing_account("webhooks", "list").json["data"] == []
    assert delivery_logs(signing_account) == []
    assert signing_account("webhooks", "secret", code=3).json == {}
