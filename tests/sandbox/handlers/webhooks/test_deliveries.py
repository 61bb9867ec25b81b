"""Deliveries of the sandbox: retries, blocking and acknowledgments."""

import socket
import threading
import time

import pytest

from lusha_cli.sandbox.handlers.webhooks import delivery_client
from tests.support.cli import Lusha, Server
from tests.support.ports import CLOSED_PORT
from tests.support.sandbox_events import (
    CONTACT_ID,
    delivery_logs,
    emit,
    fail_first,
    respond,
    send_request,
    subscribe,
)
from tests.support.webhook_receiver import Delivery, Receiver, ReceiverResponse, acknowledge


def test_delivery_is_tried_four_times_and_then_blocked(
    signing_account: Lusha, receiver: Receiver
) -> None:
    item = subscribe(signing_account, receiver.url)["subscription"]["id"]
    receiver.respond = respond(500)
    arguments = ("promotion", "--entity-id", CONTACT_ID, "--count", "2")
    result = signing_account("sandbox", "emit", *arguments, code=10)
    assert "The receiver returned 500. Retrying in 4 s." in result.err
    assert "2 of 2 deliveries failed. The receiver returned 500." in result.err
    reported = result.json
    assert [(item["status"], item["attempts"]) for item in reported] == [
        ("permanent_failure", 4), ("skipped", 0),
    ]  # fmt: skip
    assert signing_account.clock.slept[-3:] == [1.0, 2.0, 4.0]
    ids = {delivery.event["id"] for delivery in receiver.deliveries}
    stamps = [int(delivery.headers["x-lusha-timestamp"]) for delivery in receiver.deliveries]
    assert ids == {reported[0]["payloadId"]}
    assert [stamp - stamps[0] for stamp in stamps] == [0, 1, 3, 7]
    blocked = signing_account("webhooks", "get", item).json
    assert (blocked["isActive"], blocked["blockReason"]) == (False, "Max retries exceeded")
    assert blocked["blockedAt"] == "2026-11-01T12:00:07.000Z"
    assert [entry["status"] for entry in delivery_logs(signing_account)] == [
        "permanent_failure",
        *["failed"] * 3,
    ]
    assert {
        entry["statusCode"] for entry in delivery_logs(signing_account, "--subscription-id", item)
    } == {500}
    assert signing_account("webhooks", "stats").json == {
        "total": 4, "success": 0, "failed": 4, "successRate": "0.00%",
    }  # fmt: skip
    assert signing_account("sandbox", "status").json["creditsCharged"] == 0
    # Activated again, the subscription starts with no failures.
    signing_account("webhooks", "update", item, "--active")
    fresh = signing_account("webhooks", "get", item).json
    assert (fresh["isActive"], fresh["blockReason"], fresh["blockedAt"]) == (True, None, None)
    assert emit(signing_account, "promotion", code=10)[0]["attempts"] == 4


def test_delivery_that_succeeds_on_retry_is_not_blocked(
    signing_account: Lusha, receiver: Receiver
) -> None:
    item = subscribe(signing_account, receiver.url)["subscription"]["id"]
    for _ in range(2):
        fail_first(receiver, ReceiverResponse(503), ReceiverResponse(429), ReceiverResponse(500))
        [reported] = emit(signing_account, "promotion")
        assert (reported["status"], reported["attempts"]) == ("success", 4)
    assert signing_account("webhooks", "get", item).json["isActive"]
    stats = signing_account("webhooks", "stats", "--subscription-id", item).json
    assert (stats["total"], stats["success"], stats["successRate"]) == (8, 2, "25.00%")
    assert len(delivery_logs(signing_account, "--status", "success")) == 2
    assert delivery_logs(signing_account, "--limit", "1", "--offset", "7")[0]["statusCode"] == 500


def test_delivery_to_a_deleted_subscription_is_skipped(
    signing_account: Lusha, receiver: Receiver
) -> None:
    item = subscribe(signing_account, receiver.url)["subscription"]["id"]

    def delete(_: Delivery) -> ReceiverResponse:
        signing_account("webhooks", "delete", item, "--yes")
        return ReceiverResponse(500)

    receiver.respond = delete
    [reported] = emit(signing_account, "promotion", code=10)
    assert (reported["status"], reported["attempts"]) == ("skipped", 1)
    assert reported["error"] == "The subscription is no longer active"
    assert len(receiver.deliveries) == 1
    assert [entry["status"] for entry in delivery_logs(signing_account)] == ["failed"]


NOT_JSON = b"<html>"
GOOD = {"received": True, "timestamp": "2026-11-01T12:00:00Z", "webhookId": "?"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("message", "why"),
    [
        (ReceiverResponse(404), "The receiver returned 404"),
        (ReceiverResponse(302, location="/elsewhere"), "The receiver returned 302"),
        (ReceiverResponse(200), "The response isn't JSON"),
        (ReceiverResponse(200, NOT_JSON), "The response isn't JSON"),
        (ReceiverResponse(200, GOOD, kind="text/plain"), "The response isn't application/json"),
        (ReceiverResponse(200, []), "it isn't an object"),
        (ReceiverResponse(200, {**GOOD, "received": "true"}), "received is not true"),
        (ReceiverResponse(200, {**GOOD, "timestamp": 1}), "timestamp isn't an ISO 8601 time"),
        (ReceiverResponse(200, {**GOOD, "timestamp": "noon"}), "timestamp isn't an ISO 8601 time"),
        (ReceiverResponse(200, GOOD), "webhookId isn't the id of the payload"),
    ],
)
def test_delivery_without_valid_acknowledgment_fails(
    signing_account: Lusha, receiver: Receiver, message: ReceiverResponse, why: str
) -> None:
    item = subscribe(signing_account, receiver.url)["subscription"]["id"]
    receiver.respond = respond(*message[:2], kind=message.kind, location=message.location)
    result = signing_account("webhooks", "test", item, "--mode", "direct", code=10)
    assert f"The URL returned HTTP {message.status}." in result.err
    assert result.json["flowCheck"]["statusCode"] == message.status
    [entry] = delivery_logs(signing_account)
    assert why in entry["error"]
    assert len(receiver.deliveries) == 1
    assert [path for path in receiver.requests if "challenge" not in path] == []


def test_delivery_to_a_slow_or_missing_receiver_is_reported(
    signing_account: Lusha, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = subscribe(signing_account, receiver.url)["subscription"]["id"]

    def late(delivery: Delivery) -> ReceiverResponse:
        time.sleep(0.3)
        return acknowledge(delivery)

    receiver.respond = late
    with monkeypatch.context() as patch:
        patch.setattr(delivery_client, "DELIVERY_TIMEOUT", 0.05)
        signing_account("webhooks", "test", item, code=10)
    url = f"http://127.0.0.1:{CLOSED_PORT}/"
    rejected = signing_account("webhooks", "update", item, "--url", url, code=2)
    assert "did not return the challenge. Cannot connect: Connection refused" in rejected.err
    assert "No response within 0.05 seconds" in delivery_logs(signing_account)[0]["error"]
    assert "statusCode" not in delivery_logs(signing_account)[0]


def test_delivery_to_a_receiver_without_http_is_reported(signing_account: Lusha) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def response() -> None:
            peer, _ = listener.accept()
            with peer:
                peer.recv(4096)
                peer.sendall(b"nonsense\r\n\r\n")

        threading.Thread(target=response, daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        failed = subscribe(signing_account, url, code=10)
    assert "The response isn't HTTP" in failed["error"]["message"]


def test_delivery_receiver_may_call_the_sandbox(
    online: Lusha, server: Server, receiver: Receiver
) -> None:
    def look(then: ReceiverResponse) -> ReceiverResponse:
        assert send_request(server, "GET", "/api/subscriptions").status == 200
        return then

    online("webhooks", "rotate-secret", "--yes")
    receiver.answer_challenge = lambda value: look(ReceiverResponse(200, {"challenge": value}))
    receiver.respond = lambda delivery: look(acknowledge(delivery))
    item = subscribe(online, receiver.url)["subscription"]["id"]
    assert online("webhooks", "test", item).json["isSuccess"]
    [reported] = server.sandbox.emit("promotion", entity=CONTACT_ID)
    assert reported["status"] == "success"
    requests = server.ledger()["requests"]
    # A request made while handling another is counted once.
    assert (requests["webhooks create"], requests["webhooks test"]) == (1, 1)
    assert server.ledger()["credits"]["webhooks deliveries"] == 1


def test_delivery_test_is_free_and_never_blocks(signing_account: Lusha, receiver: Receiver) -> None:
    item = subscribe(signing_account, receiver.url)["subscription"]["id"]
    reported = signing_account("webhooks", "test", item).json
    assert (reported["mode"], reported["isSuccess"]) == ("full", True)
    assert reported["flowCheck"]["statusCode"] == 201
    [delivery] = receiver.deliveries
    assert delivery.event["billing"] == {"creditsCharged": 0}
    assert reported["testPayload"]["data"] == delivery.event["data"]
    assert signing_account("webhooks", "test", item, "--mode", "kafka").json["isSuccess"]
    assert len(receiver.deliveries) == 1
    receiver.respond = respond(500)
    for _ in range(5):
        signing_account("webhooks", "test", item, code=10)
    assert signing_account("webhooks", "get", item).json["isActive"]
    assert signing_account("sandbox", "status").json["creditsCharged"] == 0
    privacy = signing_account("webhooks", "opt-out", "--url", receiver.url).json["id"]
    receiver.respond = acknowledge
    assert (
        signing_account("webhooks", "test", privacy).json["testPayload"]["signalType"] == "optOut"
    )
    missing = subscribe(signing_account, receiver.url, "allSignals", entity="1")["subscription"][
        "id"
    ]
    assert (
        signing_account("webhooks", "test", missing).json["testPayload"]["signalType"]
        == "promotion"
    )
