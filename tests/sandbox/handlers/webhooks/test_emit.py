"""Events that the sandbox emits to webhook receivers."""

from collections.abc import Callable
from uuid import UUID

from lusha_cli.api.signal_types import EVENTS
from lusha_cli.sandbox.id_tokens import encode_id
from lusha_cli.webhooks.signature import is_signed
from tests.support.cli import Lusha, Server
from tests.support.sandbox_events import (
    COMPANY_ID,
    CONTACT_ID,
    create_secret,
    emit,
    send_request,
    subscribe,
)
from tests.support.webhook_receiver import Receiver


def test_emit_sends_a_signed_event_and_charges_it(
    signing_account: Lusha, receiver: Receiver
) -> None:
    created = subscribe(signing_account, f"{receiver.url}?team=1")["subscription"]
    assert receiver.requests[0].startswith("/hooks?team=1&challenge=")
    [reported] = emit(signing_account, "promotion")
    assert (reported["status"], reported["attempts"], reported["statusCode"]) == ("success", 1, 201)
    [delivery] = receiver.deliveries
    assert delivery.path == "/hooks?team=1"
    assert delivery.headers["user-agent"] == "Lusha-Webhooks/1.0"
    assert delivery.headers["content-type"] == "application/json"
    stamp, signature = (delivery.headers[f"x-lusha-{n}"] for n in ("timestamp", "signature"))
    assert stamp == str(int(signing_account.clock.time))
    secret = signing_account("webhooks", "secret").json["secret"]
    assert is_signed(secret, stamp, delivery.body, signature)
    assert delivery.event == {
        "id": reported["payloadId"],
        "type": "promotion",
        "entityType": "contact",
        "entityId": CONTACT_ID,
        "subscriptionId": created["id"],
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
    assert UUID(reported["payloadId"]).version == 4
    assert set(delivery.event["data"]["currentDepartments"][0]) == {"id", "value"}
    assert signing_account("account", "usage").json["usage"]["credits"]["used"] == 1
    assert signing_account("sandbox", "status").json["creditsCharged"] == 1


def test_emit_supports_every_event_type(server: Server, receiver: Receiver) -> None:
    create_secret(server)
    items = [
        {"entityId": CONTACT_ID, "entityType": "contact"},
        {"entityId": COMPANY_ID, "entityType": "company"},
    ]
    defaults = {"url": receiver.url, "signalTypes": ["allSignals"]}
    send_request(
        server, "POST", "/api/subscriptions", {"defaults": defaults, "subscriptions": items}
    )
    types = [name for name in EVENTS if name != "optOut"]
    for name in types:
        entity = CONTACT_ID if EVENTS[name] == "contact" else COMPANY_ID
        [reported] = server.sandbox.emit(name, entity=entity)
        event = receiver.deliveries[-1].event
        assert (reported["status"], event["type"], event["entityType"]) == (
            "success", name, EVENTS[name],
        )  # fmt: skip
        owner = "personId" if entity == CONTACT_ID else "companyId"
        assert str(event["data"][owner]) == entity
    assert len(receiver.deliveries) == len(types) == 25


def test_emit_news_is_about_the_company_and_dated_today(
    signing_account: Lusha, receiver: Receiver
) -> None:
    subscribe(
        signing_account, receiver.url, "commercialActivityNews", entity=COMPANY_ID, kind="company"
    )
    emit(signing_account, "commercialActivityNews", "--count", "3", entity=COMPANY_ID)
    reported = [delivery.event["data"] for delivery in receiver.deliveries]
    assert set(reported[0]) == {
        "companyId", "companyName", "domain", "signalId", "eventType", "eventSummary",
        "articlePublishedDate", "articleTitle", "articleHighlight", "eventEffectiveDate",
        "articleUrl",
    }  # fmt: skip
    assert reported[0]["articlePublishedDate"] == "2026-11-01"
    assert len({item["signalId"] for item in reported}) == 3


def test_emit_opt_out_names_what_to_remove(signing_account: Lusha, receiver: Receiver) -> None:
    signing_account("webhooks", "opt-out", "--url", receiver.url)
    subscribe(signing_account, receiver.url, "allSignals")
    [reported] = emit(signing_account, "optOut")
    assert reported["status"] == "success"
    [delivery] = receiver.deliveries
    event = delivery.event
    assert set(event) == {
        "contactId", "fullName", "companyName", "jobTitle", "linkedinUrl", "contactOptOutDate",
        "contactExposureDate", "datapoints", "partnerClientId",
    }  # fmt: skip
    assert (event["contactId"], event["fullName"]) == (CONTACT_ID, "Ada Byrne")
    assert event["contactOptOutDate"] == "2026-11-01 12:00:00.000"
    assert event["contactExposureDate"] == "2026-08-03 12:00:00"
    kinds = [point["datapointType"] for point in event["datapoints"]]
    assert kinds == ["email", "email", "phone", "phone"]
    for point in event["datapoints"]:
        value = point["datapointId"]
        assert value.endswith(".example") or (value[0] == "+" and "55501" in value)
    # Opt-outs are free.
    assert signing_account("sandbox", "status").json["creditsCharged"] == 0


def test_emit_reaches_every_matching_subscription(
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
    assert [len(item.deliveries) for item in (first, second, other)] == [2, 2, 0]
    assert emit(lusha, "promotion", entity="4100000013", code=3) == []
    assert emit(lusha, "promotion", entity="4100000026", code=3) == []


def test_emit_accepts_a_v3_id(signing_account: Lusha, receiver: Receiver) -> None:
    subscribe(signing_account, receiver.url, entity=encode_id(int(CONTACT_ID)))
    emit(signing_account, "promotion")
    assert receiver.deliveries[0].event["entityId"] == encode_id(int(CONTACT_ID))
    duplicate = subscribe(signing_account, receiver.url, entity=CONTACT_ID, code=10)
    assert duplicate["error"]["code"] == "DUPLICATE_SUBSCRIPTION"


def test_emit_rejects_impossible_events(signing_account: Lusha) -> None:
    def rejected(*arguments: str) -> str:
        return str(signing_account("sandbox", "emit", *arguments, code=2).err)

    assert "did you mean promotion" in rejected("promotio", "--entity-id", CONTACT_ID).lower()
    assert "has no contact" in rejected("promotion", "--entity-id", "77")
    assert "has no company" in rejected("riskNews", "--entity-id", "v1.nothing")
    assert "is an event of a company" in rejected(
        "riskNews", "--entity-id", COMPANY_ID, "--entity-type", "contact"
    )
    missing = signing_account("sandbox", "emit", "promotion", "--entity-id", CONTACT_ID, code=3)
    assert "No active subscription of the sandbox includes promotion" in missing.err


def test_emit_without_credits_sends_nothing(lusha: Lusha, receiver: Receiver) -> None:
    lusha.env["LUSHA_API_KEY"] = "sandbox-broke"
    lusha("webhooks", "rotate-secret", "--yes")
    subscribe(lusha, receiver.url)
    [reported] = emit(lusha, "promotion", code=10)
    assert (reported["status"], reported["error"]) == ("skipped", "The account has no credits left")
    assert receiver.deliveries == []


def test_emit_prints_deliveries_as_a_table(signing_account: Lusha, receiver: Receiver) -> None:
    subscribe(signing_account, receiver.url)
    shown = signing_account(
        "sandbox", "emit", "promotion", "--entity-id", CONTACT_ID, "-o", "table"
    ).out
    assert "success" in shown
    assert receiver.url in shown
    assert "success" in signing_account("webhooks", "logs", "-o", "table").out
