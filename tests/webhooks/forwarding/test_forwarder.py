"""Forwarding from the log to a URL: in order, retried, without delaying the receiver."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from lusha_cli.errors import UsageError
from lusha_cli.webhooks.forwarding import forwarder
from lusha_cli.webhooks.forwarding.sender import DeliveryError, Sender, check_url, redacted_url
from lusha_cli.webhooks.forwarding.sinks import UrlSink
from lusha_cli.webhooks.server import server as rooms
from tests.support.sinks import command_sink
from tests.support.webhook_environment import (
    NOW,
    OPT_OUT,
    Sink,
    deliver,
    event,
    run_server,
    signed_headers,
    wait_until,
)
from tests.webhooks.forwarding.conftest import StartSink


def forward(sink: Sink, *types: str, timeout: float = 5) -> UrlSink:
    return UrlSink(sink.url, types=types, timeout=timeout)


def test_forwarder_sends_the_signed_bytes(tmp_path: Path, sinks: StartSink) -> None:
    sink = sinks()
    with run_server(tmp_path / "log.jsonl", sinks=(forward(sink),)) as running:
        deliver(running.port, event(1), at=NOW - 10)
        deliver(running.port, event(1))
        wait_until(lambda: len(sink.received) == 1)
        ended = running.stop()
    ((id_, body, headers),) = sink.received
    assert (id_, body) == ("event-1", event(1))
    sent = {name: headers[name] for name in signed_headers(body)}
    assert sent == signed_headers(body, at=NOW - 10)
    assert headers["User-Agent"] == "Lusha-Webhooks/1.0"
    assert headers["X-Lusha-Attempt"] == "1"
    assert "Authorization" not in headers
    (label,) = ended.delivered
    assert (ended.delivered[label], ended.pending[label]) == (1, 0)


def test_forwarder_retries_without_blocking_other_entities(
    tmp_path: Path, sinks: StartSink
) -> None:
    sink = sinks(500, 302, 404)
    with run_server(tmp_path / "log.jsonl", sinks=(forward(sink),)) as running:
        for number in range(6):
            deliver(running.port, event(number, entity="17" if number < 3 else str(number)))
        wait_until(lambda: len(sink.received) == 9)
        assert running.stop().pending == {sink.url: 0}
    last = {id_: location for location, id_ in enumerate(sink.ids)}
    assert last["event-0"] < last["event-1"] < last["event-2"]
    assert max(int(headers["X-Lusha-Attempt"]) for _, _, headers in sink.received) > 1
    (failed,) = (line for line in running.messages if sink.url in line)
    assert "returned 500" in failed or "returned a redirect (302)" in failed


@pytest.mark.parametrize("name", ["log.jsonl", "log.db"])
def test_forwarder_continues_after_a_restart(tmp_path: Path, sinks: StartSink, name: str) -> None:
    sink = sinks()
    port = sink.server.server_address[1]
    sink.close()
    down = UrlSink(f"http://127.0.0.1:{port}/hook", types=(), timeout=5)
    with run_server(tmp_path / name, sinks=(down,), grace_period=0.3) as running:
        for number in range(20):
            assert deliver(running.port, event(number)).status == 201
        wait_until(lambda: any("unreachable" in line for line in running.messages))
        assert running.stop().pending == {down.label: 20}
    with run_server(tmp_path / name):
        pass  # a server that forwards nothing changes nothing
    up = sinks()
    with run_server(tmp_path / name, sinks=(forward(up),)) as running:
        deliver(running.port, event(99))
        wait_until(lambda: len(up.received) == 1)
    assert up.ids == ["event-99"]  # this target gets no earlier deliveries
    back = sinks()
    with run_server(tmp_path / name, sinks=(same_target(down, back.url),)) as running:
        wait_until(lambda: len(back.received) == 21)
        assert running.stop().pending == {down.label: 0}
    assert set(back.ids) == {f"event-{n}" for n in (*range(20), 99)}
    with run_server(tmp_path / name, sinks=(same_target(down, back.url),)):
        time.sleep(0.1)
    assert len(back.received) == 21


def same_target(target: UrlSink, url: str) -> UrlSink:
    """Return the target of the log at another port: the earlier port may be taken."""
    moved = UrlSink(url, types=(), timeout=5)
    moved.name, moved.label = target.name, target.label
    return moved


def test_forwarder_does_not_delay_acknowledgments(tmp_path: Path, sinks: StartSink) -> None:
    sink = sinks(delay=0.5)
    with run_server(tmp_path / "log.jsonl", sinks=(forward(sink),), grace_period=0.1) as running:
        began = time.monotonic()
        for number in range(30):
            assert deliver(running.port, event(number, entity=str(number))).status == 201
        assert time.monotonic() - began < 3
        ended = running.stop()
    assert ended.pending[sink.url] >= 20


def test_forwarder_retries_after_a_timeout(tmp_path: Path, sinks: StartSink) -> None:
    sink = sinks(delay=0.3)
    with run_server(tmp_path / "log.jsonl", sinks=(forward(sink, timeout=0.1),)) as running:
        deliver(running.port, event())
        wait_until(lambda: len(sink.received) >= 2)
    assert any("no response within 0.1 s" in line for line in running.messages)


def test_forwarder_filters_types_and_logs_all(tmp_path: Path, sinks: StartSink) -> None:
    sink = sinks()
    expected = ("promotion", "optOut")
    with run_server(
        tmp_path / "log.db", sinks=(forward(sink, *expected),), types=expected
    ) as running:
        deliver(running.port, event(1, kind="companyChange"))
        deliver(running.port, event(2))
        deliver(running.port, OPT_OUT)
        wait_until(lambda: len(sink.received) == 2)
        assert running.stop().counts["new"] == 3
    assert [seen.type for seen in running.shown] == ["promotion", "optOut"]
    # All types, requested later, start with the next delivery.
    with run_server(tmp_path / "log.db", sinks=(forward(sink),)) as running:
        deliver(running.port, event(4, kind="companyChange"))
        wait_until(lambda: "event-4" in sink.ids)
    assert "event-1" not in sink.ids


def test_forwarder_position_survives_a_kill(
    tmp_path: Path, sinks: StartSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forwarder, "_STEPS_PER_CHECKPOINT", 1)
    sink, path = sinks(), tmp_path / "log.db"
    target = forward(sink, "promotion")
    with run_server(path, sinks=(target,)) as running:
        for number in range(5):
            deliver(running.port, event(number, kind="promotion" if number == 2 else "other"))
        wait_until(lambda: first_delivery_of(path, target.name) > 3)
    assert sink.ids == ["event-2"]


def first_delivery_of(path: Path, target: str) -> int:
    with closing(sqlite3.connect(path)) as db:
        query = "SELECT first FROM targets WHERE name = ?"
        (first,) = db.execute(query, (target,)).fetchone()
        return int(first)


def test_forwarder_sends_more_deliveries_than_fit_in_memory(
    tmp_path: Path, sinks: StartSink, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Narrow(forwarder.Forwarder):
        def __init__(self, *options: object, **more: object) -> None:
            super().__init__(*options, max_queued=4, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(rooms, "Forwarder", Narrow)
    sink = sinks(*[500] * 5)
    with run_server(tmp_path / "log.jsonl", sinks=(forward(sink),)) as running:
        for number in range(40):
            deliver(running.port, event(number, entity=str(number % 7)))
        wait_until(lambda: len(sink.ids) == 45)
        assert running.stop().pending == {sink.url: 0}


def test_forwarder_skips_a_delivery_missing_from_the_log(tmp_path: Path, sinks: StartSink) -> None:
    path, sink = tmp_path / "log.jsonl", sinks(500)
    with run_server(path, sinks=(forward(sink),), grace_period=0.2) as running:
        deliver(running.port, event(1))
        wait_until(lambda: len(sink.received) == 1)
        path.write_bytes(b"")
        deliver(running.port, event(2))
        wait_until(lambda: "event-2" in sink.ids)
        running.stop()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://hooks.firm.example/x", "plain http"),
        ("http://10.0.0.1/", "plain http"),
        ("ftp://127.0.0.1/", "a URL begins with https://"),
        ("127.0.0.1:9000", "a URL begins with https://"),
        ("http://", "a URL begins with https://"),
        ("http://[::1", "a URL begins with https://"),
        ("http://127.0.0.1:99999/", "isn't a port"),
        ("http://127.0.0.1/a b", "has no spaces"),
    ],
)
def test_forwarder_rejects_an_unsafe_url(url: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        check_url(url, parameter="--forward")


def test_forwarder_hides_a_password_in_the_url() -> None:
    url = "https://ada:secret@hooks.firm.example:8443/in?token=secret"
    assert redacted_url(url) == "https://hooks.firm.example:8443/in"
    target = UrlSink(url, types=(), timeout=1)
    assert "secret" not in target.name + target.label


def test_forwarder_reports_an_unknown_host() -> None:
    sender = Sender("https://nowhere.invalid/", timeout=1)
    with pytest.raises(DeliveryError, match="unreachable") as caught:
        sender.send(b"{}", timestamp="1", signature="2", extra_headers={})
    sender.close()
    assert caught.value.is_unreachable


def test_forwarder_reports_a_target_that_recovers(tmp_path: Path) -> None:
    script = tmp_path / "hook"
    script.write_text("#!/bin/sh\ncat > /dev/null\n")
    script.chmod(0o700)
    hook = command_sink(str(script))
    script.rename(tmp_path / "away")
    with run_server(tmp_path / "log.jsonl", sinks=(hook,)) as running:
        deliver(running.port, event(1))
        wait_until(lambda: any("cannot run" in line for line in running.messages))
        (tmp_path / "away").rename(script)
        wait_until(lambda: any("succeed again" in line for line in running.messages))
        assert running.stop().pending == {hook.label: 0}
    assert len([line for line in running.messages if hook.label in line]) == 2
