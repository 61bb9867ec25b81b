"""Challenges and deliveries that the webhook server accepts or rejects."""

import dataclasses
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lusha_cli.errors import MissingWebhookSecret
from lusha_cli.webhooks.signature import verify_delivery
from tests.support.webhook_environment import (
    NOW,
    OPT_OUT,
    SECRET,
    RunningServer,
    deliver,
    event,
    logged_ids,
    run_server,
    send_request,
    signed_headers,
    wait_until,
)


def test_receiver_returns_the_challenge(running: RunningServer) -> None:
    response = send_request(running.port, "GET", "/hook?a=1&challenge=a%22b%20%C3%BC&challenge=no")
    assert (response.status, response.json) == (200, {"challenge": 'a"b ü'})
    assert response.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("path", ["/", "/?x=1", f"/?challenge={'x' * 1001}", "/?" + "a=1&" * 200])
def test_receiver_rejects_get_without_challenge(running: RunningServer, path: str) -> None:
    assert send_request(running.port, "GET", path).status == 400


@pytest.mark.parametrize("out", ["log.jsonl", "log.db"])
def test_receiver_logs_prints_and_acknowledges_a_delivery(tmp_path: Path, out: str) -> None:
    with run_server(tmp_path / out) as running:
        response = deliver(running.port, event(7))
        assert response.status == 201
        assert response.headers["Content-Type"] == "application/json"
        assert response.json == {
            "received": True,
            "timestamp": "2026-11-01T12:00:00.000Z",
            "webhookId": "event-7",
        }
        wait_until(lambda: len(running.shown) == 1)
    (shown,) = running.shown
    assert shown.body == event(7)
    assert (shown.id, shown.type, shown.entity) == ("event-7", "promotion", "contact:4158887495")
    assert shown.signature == signed_headers(event(7))["X-Lusha-Signature"]


def test_receiver_acknowledges_a_repeated_delivery_once(
    running: RunningServer, tmp_path: Path
) -> None:
    first = deliver(running.port, event(1))
    again = deliver(running.port, event(1), at=NOW + 60)
    assert (first.status, again.status) == (201, 201)
    assert "X-Lusha-Duplicate" not in first.headers
    assert again.headers["X-Lusha-Duplicate"] == "1"
    ended = running.stop()
    assert logged_ids(tmp_path / "log.jsonl") == ["event-1"]
    assert len(running.shown) == 1
    assert (ended.counts["new"], ended.counts["replay"]) == (1, 1)


def test_receiver_reports_an_opt_out(running: RunningServer) -> None:
    first, again = deliver(running.port, OPT_OUT), deliver(running.port, OPT_OUT)
    assert first.json["webhookId"].startswith("body-")
    assert first.json["webhookId"] == again.json["webhookId"]
    running.stop()
    assert [(seen.type, seen.entity) for seen in running.shown] == [
        ("optOut", "contact:4100000000")
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"id": 7, "type": null}',
        b'{"id": "", "type": "\\u0007", "entityId": {}}',
        b'{"id": "' + b"x" * 300 + b'", "entityId": 17}',
        '{"id": "\\ud800", "type": "ü"}'.encode("utf-16"),
        b' \n{"id":\n"two lines"}\n',
    ],
)
@pytest.mark.parametrize("out", ["log.jsonl", "log.db"])
def test_receiver_logs_an_unusual_body_byte_for_byte(tmp_path: Path, out: str, body: bytes) -> None:
    with run_server(tmp_path / out) as running:
        response = deliver(running.port, body)
        assert response.status == 201
        assert response.json["webhookId"]
        wait_until(lambda: len(running.shown) == 1)
    assert running.shown[0].body == body


def test_receiver_logs_concurrent_deliveries_once(running: RunningServer, tmp_path: Path) -> None:
    def some(first: int) -> None:
        for number in range(first, first + 20):
            assert deliver(running.port, event(number % 60)).status == 201

    threads = [threading.Thread(target=some, args=(start,)) for start in range(0, 80, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ended = running.stop()
    assert sorted(logged_ids(tmp_path / "log.jsonl")) == sorted(f"event-{n}" for n in range(60))
    assert ended.counts["new"] == 60
    assert sorted(seen.id for seen in running.shown) == sorted(f"event-{n}" for n in range(60))


def test_receiver_accepts_only_recent_signatures_with_the_secret(
    running: RunningServer, tmp_path: Path
) -> None:
    body = event()
    wrong = [
        {},
        {**signed_headers(body), "X-Lusha-Signature": ""},
        {**signed_headers(body), "X-Lusha-Signature": "0" * 64},
        {**signed_headers(body), "X-Lusha-Signature": "\xff" * 64},
        {**signed_headers(body), "X-Lusha-Timestamp": "soon"},
        {**signed_headers(body), "X-Lusha-Timestamp": str(int(NOW) + 1)},
        signed_headers(body, secret="whsec_of_somebody_else"),
        signed_headers(b"another body"),
        signed_headers(body, at=NOW - 301),
        signed_headers(body, at=NOW + 301),
    ]
    for headers in wrong:
        response = send_request(running.port, body=body, headers=headers)
        assert response.status == 401, headers
    assert (
        send_request(running.port, body=body, headers=signed_headers(body, at=NOW - 299)).status
        == 201
    )
    ended = running.stop()
    assert logged_ids(tmp_path / "log.jsonl") == ["event-1"]
    assert {name: ended.counts[name] for name in ("unsigned", "forged", "stale")} == {
        "unsigned": 4, "forged": 4, "stale": 2,
    }  # fmt: skip
    assert len([line for line in running.messages if "rejected (401)" in line]) == 3


def test_receiver_accepts_a_timestamp_in_milliseconds() -> None:
    assert outcome_of_verification(str(int(NOW * 1000)), tolerance=300) == "valid"
    assert outcome_of_verification(str(int((NOW - 400) * 1000)), tolerance=300) == "stale"
    assert outcome_of_verification(str(int(NOW - 10**6)), tolerance=0) == "valid"


def outcome_of_verification(timestamp: str, *, tolerance: float) -> str:
    from lusha_cli.webhooks.signature import sign

    signature = sign(SECRET, timestamp, b"{}")
    return verify_delivery(
        SECRET, b"{}", signature=signature, timestamp=timestamp, now=NOW, tolerance=tolerance
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_receiver_rejects_any_changed_byte(data: st.DataObject) -> None:
    body = event(data.draw(st.integers(0, 99)))
    headers = signed_headers(body)
    fields = {
        "body": body,
        "timestamp": headers["X-Lusha-Timestamp"].encode(),
        "signature": headers["X-Lusha-Signature"].encode(),
    }
    name = data.draw(st.sampled_from(sorted(fields)))
    content = bytearray(fields[name])
    location = data.draw(st.integers(0, len(content) - 1))
    change = data.draw(st.sampled_from(["flip", "drop", "add"]))
    if change == "flip":
        content[location] ^= data.draw(st.integers(1, 255))
    elif change == "drop":
        del content[location]
    else:
        content.insert(location, data.draw(st.integers(0, 255)))
    if bytes(content).lower() == fields[name]:
        return  # hexadecimal digits are the same in upper case
    fields[name] = bytes(content)
    verdict = verify_delivery(
        SECRET,
        fields["body"],
        signature=fields["signature"].decode("latin-1"),
        timestamp=fields["timestamp"].decode("latin-1"),
        now=NOW,
        tolerance=0,
    )
    assert verdict in ("forged", "unsigned")


@pytest.mark.parametrize("body", [b"", b"x", b"[1]", b'"x"', b"7", b'{"a": NaN}', b"[" * 100_000])
def test_receiver_rejects_a_signed_body_that_is_not_an_object(
    running: RunningServer, tmp_path: Path, body: bytes
) -> None:
    response = deliver(running.port, body)
    assert response.status == 400
    assert "JSON" in response.json["error"]
    assert running.stop().counts["malformed"] == 1
    assert logged_ids(tmp_path / "log.jsonl") == []


@pytest.mark.parametrize("secret", ["", " ", "\n", None, 0, b""])
def test_receiver_without_a_secret_is_refused(running: RunningServer, secret: Any) -> None:
    with pytest.raises(MissingWebhookSecret):
        dataclasses.replace(running.listener._receiver, secret=secret)
