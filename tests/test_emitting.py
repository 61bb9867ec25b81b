"""Events that the sandbox delivers to receivers on loopback, and what it keeps of them."""

import json
import socket
import threading
import time
from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

import pytest
import requests

from conftest import KEY, Lusha, Server
from lusha_cli.api.signal_types import EVENTS
from lusha_cli.sandbox.handlers.webhooks import delivery_client
from lusha_cli.sandbox.handlers.webhooks.delivery_client import is_loopback
from lusha_cli.sandbox.id_tokens import token
from lusha_cli.webhooks.signature import is_signed
from receiver import Delivery, Receiver, Said, acknowledged

ADA, FIRM = "4100000000", "30000000"
ELSEWHERE = "https://hooks.firm.example/lusha"


def subscribe(
    lusha: Lusha, url: str, *signals: str, entity: str = ADA, code: int = 0, kind: str = "contact"
) -> Any:
    """A new subscription; what became of it."""
    types = [word for signal in signals or ("promotion",) for word in ("--signal-type", signal)]
    what = ("--entity-id", entity, "--entity-type", kind, *types, "--url", url)
    return lusha("webhooks", "create", *what, code=code).json["results"][0]


def emit(lusha: Lusha, signal: str, *words: str, entity: str = ADA, code: int = 0) -> Any:
    return lusha("sandbox", "emit", signal, "--entity-id", entity, *words, code=code).json


def logs(lusha: Lusha, *words: str) -> list[Any]:
    found: list[Any] = lusha("webhooks", "logs", *words).json["data"]
    return found


@pytest.fixture
def hooks(lusha: Lusha) -> Lusha:
    """An account of the embedded sandbox that has a secret."""
    lusha("webhooks", "rotate-secret", "--yes")
    return lusha


def say(status: int, document: Any = b"", **how: Any) -> Callable[[Any], Said]:
    return lambda _: Said(status, document, **how)


def fails_first(receiver: Receiver, *said: Said) -> None:
    """Let a receiver answer so at first, and well from then on."""
    left = list(said)
    receiver.answer = lambda delivery: left.pop() if left else acknowledged(delivery)


class Got(NamedTuple):
    status: int
    body: Any


def ask(server: Server, method: str, path: str, body: Any = None, *, key: str = KEY) -> Got:
    """What the sandbox answers over HTTP."""
    url = f"{server.url}{path}"
    found = requests.request(method, url, json=body, headers={"api_key": key}, timeout=10)
    return Got(found.status_code, found.json())


# What arrives.


def test_an_event_arrives_signed_and_is_charged(hooks: Lusha, receiver: Receiver) -> None:
    made = subscribe(hooks, f"{receiver.url}?team=1")["subscription"]
    assert receiver.asked[0].startswith("/hooks?team=1&challenge=")
    [told] = emit(hooks, "promotion")
    assert (told["status"], told["attempts"], told["statusCode"]) == ("success", 1, 201)
    [delivery] = receiver.deliveries
    assert delivery.path == "/hooks?team=1"
    assert delivery.headers["user-agent"] == "Lusha-Webhooks/1.0"
    assert delivery.headers["content-type"] == "application/json"
    stamp, signature = (delivery.headers[f"x-lusha-{n}"] for n in ("timestamp", "signature"))
    assert stamp == str(int(hooks.clock.time))
    secret = hooks("webhooks", "secret").json["secret"]
    assert is_signed(secret, stamp, delivery.body, signature)
    assert delivery.event == {
        "id": told["payloadId"],
        "type": "promotion",
        "entityType": "contact",
        "entityId": ADA,
        "subscriptionId": made["id"],
        "data": {
            "personId": 4100000000,
            "currentCompanyId": 30000000,
            "currentCompanyName": "Analytical Engines",
            "currentDomain": "analytical-engines.example",
            "currentTitle": delivery.event["data"]["currentTitle"],
            "currentDepartments": delivery.event["data"]["currentDepartments"],
            "previousCompanyName": "Analytical Engines",
            "previousDomain": "analytical-engines.example",
            "signalDate": "2026-11-01",
        },
        "timestamp": "2026-11-01T12:00:00.000Z",
        "billing": {"creditsCharged": 1},
    }
    assert UUID(told["payloadId"]).version == 4
    assert set(delivery.event["data"]["currentDepartments"][0]) == {"id", "value"}
    assert hooks("account", "usage").json["usage"]["credits"]["used"] == 1
    assert hooks("sandbox", "status").json["creditsCharged"] == 1


def test_every_type_of_event_is_delivered(server: Server, receiver: Receiver) -> None:
    make_secret(server)
    items = [
        {"entityId": ADA, "entityType": "contact"},
        {"entityId": FIRM, "entityType": "company"},
    ]
    defaults = {"url": receiver.url, "signalTypes": ["allSignals"]}
    ask(server, "POST", "/api/subscriptions", {"defaults": defaults, "subscriptions": items})
    types = [name for name in EVENTS if name != "optOut"]
    for name in types:
        entity = ADA if EVENTS[name] == "contact" else FIRM
        [told] = server.sandbox.emit(name, entity=entity)
        event = receiver.deliveries[-1].event
        assert (told["status"], event["type"], event["entityType"]) == (
            "success", name, EVENTS[name],
        )  # fmt: skip
        owner = "personId" if entity == ADA else "companyId"
        assert str(event["data"][owner]) == entity
    assert len(receiver.deliveries) == len(types) == 25


def test_news_is_of_the_company_and_of_today(hooks: Lusha, receiver: Receiver) -> None:
    subscribe(hooks, receiver.url, "commercialActivityNews", entity=FIRM, kind="company")
    emit(hooks, "commercialActivityNews", "--count", "3", entity=FIRM)
    told = [delivery.event["data"] for delivery in receiver.deliveries]
    assert set(told[0]) == {
        "companyId", "companyName", "domain", "signalId", "eventType", "eventSummary",
        "articlePublishedDate", "articleTitle", "articleHighlight", "eventEffectiveDate",
        "articleUrl",
    }  # fmt: skip
    assert told[0]["articlePublishedDate"] == "2026-11-01"
    assert len({one["signalId"] for one in told}) == 3


def test_an_opt_out_names_what_must_be_removed(hooks: Lusha, receiver: Receiver) -> None:
    hooks("webhooks", "opt-out", "--url", receiver.url)
    subscribe(hooks, receiver.url, "allSignals")
    [told] = emit(hooks, "optOut")
    assert told["status"] == "success"
    [delivery] = receiver.deliveries
    event = delivery.event
    assert set(event) == {
        "contactId", "fullName", "companyName", "jobTitle", "linkedinUrl", "contactOptOutDate",
        "contactExposureDate", "datapoints", "partnerClientId",
    }  # fmt: skip
    assert (event["contactId"], event["fullName"]) == (ADA, "Ada Byrne")
    assert event["contactOptOutDate"] == "2026-11-01 12:00:00.000"
    assert event["contactExposureDate"] == "2026-08-03 12:00:00"
    kinds = [point["datapointType"] for point in event["datapoints"]]
    assert kinds == ["email", "email", "phone", "phone"]
    for point in event["datapoints"]:
        value = point["datapointId"]
        assert value.endswith(".example") or (value[0] == "+" and "55501" in value)
    # Privacy has no price.
    assert hooks("sandbox", "status").json["creditsCharged"] == 0


def test_everybody_who_wants_it_is_told_and_nobody_else(
    lusha: Lusha, receive: Callable[[], Receiver]
) -> None:
    first, second, other = receive(), receive(), receive()
    for key, url in (("sandbox-premium", first.url), ("sandbox-unified", second.url)):
        lusha.env["LUSHA_API_KEY"] = key
        lusha("webhooks", "rotate-secret", "--yes")
        subscribe(lusha, url)
    subscribe(lusha, other.url, "companyChange", entity="4100000013")
    [off] = [subscribe(lusha, other.url, entity="4100000026")["subscription"]["id"]]
    lusha("webhooks", "update", off, "--no-active")
    assert len(emit(lusha, "promotion", "--count", "2")) == 4
    assert [len(one.deliveries) for one in (first, second, other)] == [2, 2, 0]
    assert emit(lusha, "promotion", entity="4100000013", code=3) == []
    assert emit(lusha, "promotion", entity="4100000026", code=3) == []


def test_a_person_is_known_by_a_token_of_v3_as_well(hooks: Lusha, receiver: Receiver) -> None:
    subscribe(hooks, receiver.url, entity=token(int(ADA)))
    emit(hooks, "promotion")
    assert receiver.deliveries[0].event["entityId"] == token(int(ADA))
    duplicate = subscribe(hooks, receiver.url, entity=ADA, code=10)
    assert duplicate["error"]["code"] == "DUPLICATE_SUBSCRIPTION"


def test_what_cannot_happen_is_refused(hooks: Lusha) -> None:
    def refused(*words: str) -> str:
        return str(hooks("sandbox", "emit", *words, code=2).err)

    assert "did you mean promotion" in refused("promotio", "--entity-id", ADA).lower()
    assert "has no contact" in refused("promotion", "--entity-id", "77")
    assert "has no company" in refused("riskNews", "--entity-id", "v1.nothing")
    assert "happens to a company" in refused(
        "riskNews", "--entity-id", FIRM, "--entity-type", "contact"
    )
    nobody = hooks("sandbox", "emit", "promotion", "--entity-id", ADA, code=3)
    assert "No active subscription of the sandbox wants promotion" in nobody.err


# What goes wrong.


def test_a_receiver_that_fails_is_asked_four_times_and_then_blocked(
    hooks: Lusha, receiver: Receiver
) -> None:
    one = subscribe(hooks, receiver.url)["subscription"]["id"]
    receiver.answer = say(500)
    words = ("promotion", "--entity-id", ADA, "--count", "2")
    result = hooks("sandbox", "emit", *words, code=10)
    assert "The receiver answered 500. Trying again in 4 s." in result.err
    assert "2 of 2 deliveries failed. The receiver answered 500." in result.err
    told = result.json
    assert [(one["status"], one["attempts"]) for one in told] == [
        ("permanent_failure", 4), ("skipped", 0),
    ]  # fmt: skip
    assert hooks.clock.slept[-3:] == [1.0, 2.0, 4.0]
    ids = {delivery.event["id"] for delivery in receiver.deliveries}
    stamps = [int(delivery.headers["x-lusha-timestamp"]) for delivery in receiver.deliveries]
    assert ids == {told[0]["payloadId"]}
    assert [stamp - stamps[0] for stamp in stamps] == [0, 1, 3, 7]
    blocked = hooks("webhooks", "get", one).json
    assert (blocked["isActive"], blocked["blockReason"]) == (False, "Max retries exceeded")
    assert blocked["blockedAt"] == "2026-11-01T12:00:07.000Z"
    assert [entry["status"] for entry in logs(hooks)] == ["permanent_failure", *["failed"] * 3]
    assert {entry["statusCode"] for entry in logs(hooks, "--subscription-id", one)} == {500}
    assert hooks("webhooks", "stats").json == {
        "total": 4, "success": 0, "failed": 4, "successRate": "0.00%",
    }  # fmt: skip
    assert hooks("sandbox", "status").json["creditsCharged"] == 0
    # Turned on again, it is as new.
    hooks("webhooks", "update", one, "--active")
    fresh = hooks("webhooks", "get", one).json
    assert (fresh["isActive"], fresh["blockReason"], fresh["blockedAt"]) == (True, None, None)
    assert emit(hooks, "promotion", code=10)[0]["attempts"] == 4


def test_a_receiver_that_comes_back_is_not_blocked(hooks: Lusha, receiver: Receiver) -> None:
    one = subscribe(hooks, receiver.url)["subscription"]["id"]
    for _ in range(2):
        fails_first(receiver, Said(503), Said(429), Said(500))
        [told] = emit(hooks, "promotion")
        assert (told["status"], told["attempts"]) == ("success", 4)
    assert hooks("webhooks", "get", one).json["isActive"]
    stats = hooks("webhooks", "stats", "--subscription-id", one).json
    assert (stats["total"], stats["success"], stats["successRate"]) == (8, 2, "25.00%")
    assert len(logs(hooks, "--status", "success")) == 2
    assert logs(hooks, "--limit", "1", "--offset", "7")[0]["statusCode"] == 500


def test_one_that_is_deleted_meanwhile_is_left_alone(hooks: Lusha, receiver: Receiver) -> None:
    one = subscribe(hooks, receiver.url)["subscription"]["id"]

    def delete(_: Delivery) -> Said:
        hooks("webhooks", "delete", one, "--yes")
        return Said(500)

    receiver.answer = delete
    [told] = emit(hooks, "promotion", code=10)
    assert (told["status"], told["attempts"]) == ("skipped", 1)
    assert told["error"] == "The subscription is not active any more"
    assert len(receiver.deliveries) == 1
    assert [entry["status"] for entry in logs(hooks)] == ["failed"]


NOT_JSON = b"<html>"
GOOD = {"received": True, "timestamp": "2026-11-01T12:00:00Z", "webhookId": "?"}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Said(404), "The receiver answered 404"),
        (Said(302, location="/elsewhere"), "The receiver answered 302"),
        (Said(200), "The answer is not JSON"),
        (Said(200, NOT_JSON), "The answer is not JSON"),
        (Said(200, GOOD, kind="text/plain"), "The answer is not application/json"),
        (Said(200, []), "it is no object"),
        (Said(200, {**GOOD, "received": "true"}), "received is not true"),
        (Said(200, {**GOOD, "timestamp": 1}), "timestamp is no ISO 8601 time"),
        (Said(200, {**GOOD, "timestamp": "noon"}), "timestamp is no ISO 8601 time"),
        (Said(200, GOOD), "webhookId is not the id of the payload"),
    ],
)
def test_what_is_no_acknowledgment_is_a_failure(
    hooks: Lusha, receiver: Receiver, said: Said, why: str
) -> None:
    one = subscribe(hooks, receiver.url)["subscription"]["id"]
    receiver.answer = say(*said[:2], kind=said.kind, location=said.location)
    result = hooks("webhooks", "test", one, "--mode", "direct", code=10)
    assert f"The URL answered {said.status}." in result.err
    assert result.json["flowCheck"]["statusCode"] == said.status
    [entry] = logs(hooks)
    assert why in entry["error"]
    assert len(receiver.deliveries) == 1
    assert [path for path in receiver.asked if "challenge" not in path] == []


def test_a_receiver_that_is_slow_or_gone_is_told(
    hooks: Lusha, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = subscribe(hooks, receiver.url)["subscription"]["id"]

    def late(delivery: Delivery) -> Said:
        time.sleep(0.3)
        return acknowledged(delivery)

    receiver.answer = late
    with monkeypatch.context() as patch:
        patch.setattr(delivery_client, "DELIVERY_TIMEOUT", 0.05)
        hooks("webhooks", "test", one, code=10)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    refused = hooks("webhooks", "update", one, "--url", url, code=2)
    assert "did not answer the challenge. Cannot connect: Connection refused" in refused.err
    assert "No answer within 0.05 seconds" in logs(hooks)[0]["error"]
    assert "statusCode" not in logs(hooks)[0]


def test_a_receiver_that_speaks_no_http_is_told(hooks: Lusha) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            peer, _ = listener.accept()
            with peer:
                peer.recv(4096)
                peer.sendall(b"nonsense\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        failed = subscribe(hooks, url, code=10)
    assert "The answer is no HTTP" in failed["error"]["message"]


def test_an_account_without_credits_is_not_told(lusha: Lusha, receiver: Receiver) -> None:
    lusha.env["LUSHA_API_KEY"] = "sandbox-broke"
    lusha("webhooks", "rotate-secret", "--yes")
    subscribe(lusha, receiver.url)
    [told] = emit(lusha, "promotion", code=10)
    assert (told["status"], told["error"]) == ("skipped", "The account has no credits left")
    assert receiver.deliveries == []


# Challenges and addresses.


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Said(201, {"challenge": "?"}), "The receiver answered 201, not 200"),
        (Said(200, {"challenge": "other"}), "with its value"),
        (Said(200, []), "with its value"),
        (Said(200, NOT_JSON), "The answer is not JSON"),
        (Said(500), "The receiver answered 500"),
    ],
)
def test_a_url_that_does_not_answer_the_challenge_is_not_taken(
    hooks: Lusha, receive: Callable[[], Receiver], said: Said, why: str
) -> None:
    bad, good = receive(), receive()
    bad.challenged = say(*said[:2])
    failed = subscribe(hooks, bad.url, code=10)["error"]
    assert failed["code"] == "WEBHOOK_VERIFICATION_FAILED"
    assert why in failed["message"]
    assert why in hooks("webhooks", "opt-out", "--url", bad.url, code=2).err
    one = subscribe(hooks, good.url)["subscription"]["id"]
    assert why in hooks("webhooks", "update", one, "--url", bad.url, code=2).err
    assert hooks("webhooks", "get", one).json["url"] == good.url


def test_nothing_is_sent_but_to_loopback(hooks: Lusha, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any, **__: Any) -> Any:
        raise AssertionError("the sandbox looks outside")

    for name in ("create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, never)
    plain = subscribe(hooks, "http://hooks.firm.example/", code=10)["error"]
    assert plain["code"] == "URL_VALIDATION_FAILED"
    assert "must use HTTPS" in plain["message"]
    one = subscribe(hooks, ELSEWHERE)["subscription"]["id"]
    assert (
        "must use HTTPS" in hooks("webhooks", "update", one, "--url", "http://8.8.8.8/", code=2).err
    )
    [told] = emit(hooks, "promotion", code=10)
    assert (told["status"], told["attempts"]) == ("failed", 1)
    assert told["error"] == "The sandbox sends to loopback addresses only"
    # That is our limit, and no fault of the receiver.
    assert hooks("webhooks", "get", one).json["isActive"]
    assert len(logs(hooks)) == 1
    assert hooks.clock.slept == []


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
def test_only_literal_loopback_addresses_are_ours(url: str, is_ours: bool) -> None:
    assert is_loopback(url) is is_ours


def test_a_receiver_may_ask_the_sandbox_while_it_is_asked(
    online: Lusha, server: Server, receiver: Receiver
) -> None:
    def look(then: Said) -> Said:
        assert ask(server, "GET", "/api/subscriptions").status == 200
        return then

    online("webhooks", "rotate-secret", "--yes")
    receiver.challenged = lambda value: look(Said(200, {"challenge": value}))
    receiver.answer = lambda delivery: look(acknowledged(delivery))
    one = subscribe(online, receiver.url)["subscription"]["id"]
    assert online("webhooks", "test", one).json["isSuccess"]
    [told] = server.sandbox.emit("promotion", entity=ADA)
    assert told["status"] == "success"
    requests = server.ledger()["requests"]
    # Work outside does not count a request twice.
    assert (requests["webhooks create"], requests["webhooks test"]) == (1, 1)
    assert server.ledger()["credits"]["webhooks deliveries"] == 1


def test_a_test_costs_nothing_and_does_not_block(hooks: Lusha, receiver: Receiver) -> None:
    one = subscribe(hooks, receiver.url)["subscription"]["id"]
    told = hooks("webhooks", "test", one).json
    assert (told["mode"], told["isSuccess"]) == ("full", True)
    assert told["flowCheck"]["statusCode"] == 201
    [delivery] = receiver.deliveries
    assert delivery.event["billing"] == {"creditsCharged": 0}
    assert told["testPayload"]["data"] == delivery.event["data"]
    assert hooks("webhooks", "test", one, "--mode", "kafka").json["isSuccess"]
    assert len(receiver.deliveries) == 1
    receiver.answer = say(500)
    for _ in range(5):
        hooks("webhooks", "test", one, code=10)
    assert hooks("webhooks", "get", one).json["isActive"]
    assert hooks("sandbox", "status").json["creditsCharged"] == 0
    privacy = hooks("webhooks", "opt-out", "--url", receiver.url).json["id"]
    receiver.answer = acknowledged
    assert hooks("webhooks", "test", privacy).json["testPayload"]["signalType"] == "optOut"
    nobody = subscribe(hooks, receiver.url, "allSignals", entity="1")["subscription"]["id"]
    assert hooks("webhooks", "test", nobody).json["testPayload"]["signalType"] == "promotion"


# Over HTTP: limits, and what belongs to whom.


def make_secret(server: Server, *, key: str = KEY) -> None:
    assert ask(server, "POST", "/api/account/secret/regenerate", key=key).status == 200


ITEM = {"entityId": "1"}
DEFAULTS = {"url": ELSEWHERE, "entityType": "contact", "signalTypes": ["promotion"]}


@pytest.mark.parametrize(
    ("body", "said"),
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
def test_requests_that_do_not_fit_are_refused_whole(server: Server, body: Any, said: str) -> None:
    make_secret(server)
    refused = ask(server, "POST", "/api/subscriptions", body)
    assert refused.status == 400
    assert said in json.dumps(refused.body["errors"])


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
def test_items_that_do_not_fit_fail_by_themselves(server: Server, defaults: Any, item: Any) -> None:
    make_secret(server)
    shared = {k: v for k, v in {**DEFAULTS, **defaults}.items() if v is not None}
    good = {"entityId": "2", "entityType": "contact", "signalTypes": ["promotion"]}
    body = {"defaults": shared, "subscriptions": [{**ITEM, **item}, good]}
    made = ask(server, "POST", "/api/subscriptions", body)
    assert made.status == 201
    assert [one["success"] for one in made.body["results"]] == [False, True]
    assert made.body["results"][0]["error"]["code"] == "VALIDATION_ERROR"


def test_half_a_character_is_kept_as_a_question_mark(server: Server) -> None:
    make_secret(server)
    body = {"defaults": DEFAULTS, "subscriptions": [{"entityId": "\ud800", "name": "\ude00"}]}
    made = ask(server, "POST", "/api/subscriptions", body).body["results"][0]["subscription"]
    assert (made["entityId"], made["name"]) == ("?", "?")


def test_an_account_has_its_own_subscriptions(server: Server) -> None:
    make_secret(server)
    body = {"defaults": DEFAULTS, "subscriptions": [ITEM]}
    one = ask(server, "POST", "/api/subscriptions", body).body["results"][0]["subscription"]["id"]
    other = {"key": "another"}
    assert ask(server, "GET", f"/api/subscriptions/{one}", **other).status == 404
    assert ask(server, "PATCH", f"/api/subscriptions/{one}", {}, **other).status == 404
    assert ask(server, "POST", f"/api/subscriptions/{one}/test", **other).status == 403
    assert ask(server, "GET", "/api/account/secret", **other).status == 404
    gone = ask(server, "POST", "/api/subscriptions/delete", {"ids": [one, one, "x"]}, **other).body
    assert [result["error"]["code"] for result in gone["results"]] == ["FORBIDDEN", "NOT_FOUND"]
    assert ask(server, "PATCH", f"/api/subscriptions/{one}", {}).status == 200


def test_there_is_a_limit_to_subscriptions(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    from lusha_cli.sandbox.handlers.webhooks import create

    monkeypatch.setattr(create, "MAX_SUBSCRIPTIONS", 3)
    make_secret(server)
    items = [{"entityId": str(number)} for number in range(4)]
    body = {"defaults": DEFAULTS, "subscriptions": items}
    made = ask(server, "POST", "/api/subscriptions", body).body
    assert (made["successful"], made["results"][3]["error"]["code"]) == (3, "FORBIDDEN")
    assert ask(server, "POST", "/api/subscriptions", body).status == 403


def test_a_plan_without_signals_has_no_subscriptions(server: Server) -> None:
    make_secret(server, key="sandbox-pro")
    body = {"defaults": DEFAULTS, "subscriptions": [ITEM]}
    assert ask(server, "POST", "/api/subscriptions", body, key="sandbox-pro").status == 403
    privacy = {"entityType": "contact", "url": ELSEWHERE}
    assert (
        ask(server, "POST", "/api/subscriptions/opt-out", privacy, key="sandbox-pro").status == 201
    )


def test_webhooks_share_a_hundred_requests_a_minute(serve: Callable[..., Server]) -> None:
    server = serve(rps=0)
    paths = ("/api/subscriptions", "/api/audit-logs", "/api/audit-logs/stats")
    statuses = [ask(server, "GET", paths[n % 3]).status for n in range(101)]
    assert statuses == [200] * 100 + [429]
    assert ask(server, "GET", "/account/usage").status == 200


def test_the_log_forgets_successes_before_failures(hooks: Lusha, receiver: Receiver) -> None:
    one = subscribe(hooks, receiver.url)["subscription"]["id"]
    emit(hooks, "promotion")
    receiver.answer = say(500)
    hooks("webhooks", "test", one, code=10)
    hooks.clock.time += 91 * 86_400
    assert [entry["status"] for entry in logs(hooks)] == ["failed"]
    assert hooks("webhooks", "stats").json["total"] == 1
    hooks.clock.time += 90 * 86_400
    assert logs(hooks) == []


def test_a_reset_forgets_it_all(hooks: Lusha, receiver: Receiver) -> None:
    subscribe(hooks, receiver.url)
    emit(hooks, "promotion")
    hooks("sandbox", "reset")
    assert hooks("webhooks", "list").json["data"] == []
    assert logs(hooks) == []
    assert hooks("webhooks", "secret", code=3).json == {}


def test_deliveries_are_a_table_on_a_terminal(hooks: Lusha, receiver: Receiver) -> None:
    subscribe(hooks, receiver.url)
    shown = hooks("sandbox", "emit", "promotion", "--entity-id", ADA, "-o", "table").out
    assert "success" in shown
    assert receiver.url in shown
    assert "success" in hooks("webhooks", "logs", "-o", "table").out
