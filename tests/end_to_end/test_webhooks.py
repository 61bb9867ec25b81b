"""Subscriptions, sandbox events and a real listener together."""

import json
import os
import signal
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.support.cli import FakeClock, Lusha
from tests.support.webhook_environment import Sink, wait_until
from tests.support.webhook_process import ListenProcess

PEOPLE = ("4100000000", "4100000013", "4100000026")


def kill_listener(listener: ListenProcess) -> None:
    listener.process.kill()
    listener.process.wait()
    if listener.process.stderr:
        listener.process.stderr.close()


class RealTimeClock(FakeClock):
    """The real time; waiting ends once the receiver is up again."""

    def __init__(self) -> None:
        super().__init__()
        self.up = threading.Event()
        self.up.set()

    def now(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        assert self.up.wait(20)


@pytest.mark.slow
def test_webhooks_deliver_every_event_once_although_the_listener_is_killed(
    lusha: Lusha, tmp_path: Path
) -> None:
    lusha.clock = clock = RealTimeClock()
    log, sink = tmp_path / "log.jsonl", Sink()
    env = {
        **{name: value for name, value in os.environ.items() if not name.startswith("LUSHA_")},
        "LUSHA_SANDBOX": "1",
        "LUSHA_STATE_DIR": str(lusha.state),
        "LUSHA_CONFIG_DIR": str(tmp_path / "config"),
    }
    argv = ("--out", str(log), "--forward", sink.url)
    lusha("webhooks", "rotate-secret", "--yes")
    listeners = [ListenProcess(env, *argv)]
    port = listeners[0].port
    ids = [word for id_ in PEOPLE for word in ("--entity-id", id_)]
    kind = ("--entity-type", "contact", "--signal-type", "promotion")
    lusha("webhooks", "create", *ids, *kind, "--url", f"http://127.0.0.1:{port}/hook")

    def kill_twice() -> None:
        for number in (8, 25):
            wait_until(lambda number=number: len(sink.received) >= number)  # type: ignore[misc]
            clock.up.clear()
            kill_listener(listeners[-1])
            listeners.append(ListenProcess(env, "--port", str(port), *argv))
            clock.up.set()

    killer = threading.Thread(target=kill_twice)
    try:
        killer.start()
        for id_ in PEOPLE:
            reported = lusha(
                "sandbox", "emit", "promotion", "--entity-id", id_, "--count", "20"
            ).json
            assert {item["status"] for item in reported} == {"success"}
        killer.join()
        logs = lusha("webhooks", "logs", "--status", "success", "--all").json["data"]
        sent = {item["payloadId"] for item in logs}
        assert len(sent) == 60
        wait_until(lambda: sent <= set(sink.ids))
        assert listeners[-1].end(signal.SIGINT) == 0
    finally:
        sink.close()
        killer.join()
        for listener in listeners:
            kill_listener(listener)
    assert Counter(json.loads(line)["id"] for line in log.read_text().splitlines()) == Counter(sent)
    assert len(listeners) == 3
    stats = lusha("webhooks", "stats").json
    assert stats["success"] == 60
    # Deliveries repeated to a restarted listener had failed before.
    assert stats["failed"] == stats["total"] - 60


def test_webhooks_verify_a_delivery_and_reject_a_changed_one(lusha: Lusha, tmp_path: Path) -> None:
    lusha("webhooks", "rotate-secret", "--yes")
    body = tmp_path / "body.json"
    body.write_bytes(b'{"id": "event-1", "type": "promotion"}')
    headers = lusha("webhooks", "sign", str(body)).json
    signature, timestamp = headers["X-Lusha-Signature"], headers["X-Lusha-Timestamp"]
    proof = ("--signature", signature, "--timestamp", timestamp)
    assert lusha("webhooks", "verify", str(body), *proof).json["valid"] is True
    body.write_bytes(body.read_bytes().replace(b"1", b"2"))
    assert lusha("webhooks", "verify", str(body), *proof, code=5).json["reason"] == "forged"
