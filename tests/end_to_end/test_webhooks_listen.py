"""`lusha webhooks listen` as a process: killed, interrupted, without a reader."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.support.cli import Lusha
from tests.support.webhook_environment import (
    OPT_OUT,
    SECRET,
    Sink,
    deliver,
    event,
    signed_headers,
    wait_until,
)
from tests.support.webhook_process import LUSHA, ListenProcess

ADA_ID = "4100000000"


@pytest.fixture
def process_env(tmp_path: Path) -> dict[str, str]:
    stored = {name: value for name, value in os.environ.items() if not name.startswith("LUSHA_")}
    return {
        **stored,
        "LUSHA_CONFIG_DIR": str(tmp_path / "config"),
        "LUSHA_STATE_DIR": str(tmp_path / "state"),
        "LUSHA_WEBHOOK_SECRET": SECRET,
    }


@contextmanager
def running(
    process_env: dict[str, str], *argv: str, stdout: int = subprocess.DEVNULL
) -> Iterator[ListenProcess]:
    """Return a function that starts a listener, which is stopped after the test."""
    listener = ListenProcess(process_env, *argv, stdout=stdout)
    try:
        with listener.process:
            yield listener
            listener.process.kill()
    except BaseException:
        listener.process.kill()
        raise


class DeliveryStream(threading.Thread):
    """Deliver continuously to the listener's present port until stopped."""

    def __init__(self, first: int) -> None:
        super().__init__()
        self.port = 0
        self.acknowledged: list[str] = []
        self.is_over = False
        self._number = first

    def run(self) -> None:
        while not self.is_over:
            if not self.port:
                time.sleep(0.005)
                continue
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            with suppress(OSError, http.client.HTTPException, ValueError):
                while not self.is_over:
                    self._deliver(connection)
            connection.close()

    def _deliver(self, connection: http.client.HTTPConnection) -> None:
        body = event(self._number, entity=str(self._number % 5))
        connection.request("POST", "/", body, signed_headers(body, at=time.time()))
        response = connection.getresponse()
        content = json.loads(response.read())
        if response.status == 201:
            self.acknowledged.append(content["webhookId"])
            self._number += 1  # otherwise it is sent again, as the API does


@pytest.mark.slow
@pytest.mark.parametrize("name", ["log.jsonl", "log.db"])
def test_listen_killed_repeatedly_loses_no_acknowledged_delivery(
    process_env: dict[str, str], tmp_path: Path, name: str
) -> None:
    log, sink = tmp_path / name, Sink()
    argv = ["--out", str(log), "--forward", sink.url]
    streams = [DeliveryStream(first * 1_000_000) for first in range(1, 5)]
    try:
        for stream in streams:
            stream.start()
        for _ in range(4):
            with running(process_env, *argv) as listener:
                for stream in streams:
                    stream.port = listener.port
                time.sleep(0.4)
                listener.process.kill()
                for stream in streams:
                    stream.port = 0
        for stream in streams:
            stream.is_over = True
            stream.join()
        acknowledged = [id_ for stream in streams for id_ in stream.acknowledged]
        assert len(acknowledged) > 50
        with running(process_env, *argv) as listener:
            wait_until(lambda: set(acknowledged) <= set(sink.ids), seconds=15)
            assert listener.end(signal.SIGINT) == 0
        assert any("delivered" in line for line in listener.messages), listener.messages
    finally:
        for stream in streams:
            stream.is_over = True
        sink.close()
    logged = Counter(logged_ids(process_env, str(log), tmp_path))
    assert set(acknowledged) <= set(logged)
    assert set(logged.values()) == {1}
    assert set(sink.ids) == set(logged)


def logged_ids(process_env: dict[str, str], log: str, folder: Path) -> list[str]:
    from lusha_cli.webhooks.log.location import parse_log_location
    from lusha_cli.webhooks.log.reader import read_log

    return [value.id for value in read_log(parse_log_location(log, parameter="FILE"))]


@pytest.mark.parametrize(
    "sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT], ids=lambda s: s.name
)
def test_listen_stops_cleanly_on_a_signal(
    process_env: dict[str, str], tmp_path: Path, sent: signal.Signals
) -> None:
    with running(process_env, stdout=subprocess.PIPE) as listener:
        body = event(1)
        headers = signed_headers(body, at=time.time())
        connection = http.client.HTTPConnection("127.0.0.1", listener.port, timeout=5)
        connection.request("POST", "/", body, headers)
        assert connection.getresponse().read()
        assert listener.end(sent) == 0
        connection.close()
        assert listener.process.stdout is not None
        assert json.loads(listener.process.stdout.readline())["id"] == "event-1"
    assert any("Stopped: 1 logged" in line for line in listener.messages)
    assert not any("Traceback" in line for line in listener.messages)
    files = {path.name for path in (tmp_path / "state" / "webhooks").iterdir()}
    assert files == {"default.db"}


def test_listen_stops_at_once_on_a_second_signal(
    process_env: dict[str, str], tmp_path: Path
) -> None:
    hook = f"{sys.executable} -c 'import time; time.sleep(30)'"
    with running(process_env, "--exec", hook) as listener:
        deliver(listener.port, event(1), at=time.time())
        time.sleep(0.2)
        began = time.monotonic()
        listener.process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        assert listener.end(signal.SIGINT) == 0
        assert time.monotonic() - began < 4
    assert any("1 are in the log" in line for line in listener.messages)


def test_listen_exits_quietly_when_the_reader_is_gone(process_env: dict[str, str]) -> None:
    with running(process_env, stdout=subprocess.PIPE) as listener:
        assert listener.process.stdout is not None
        listener.process.stdout.close()
        assert deliver(listener.port, event(1), at=time.time()).status == 201
        assert listener.process.wait(10) == 0
        assert listener.process.stderr is not None
        assert "Traceback" not in listener.process.stderr.read()


def test_listen_acknowledges_although_nobody_reads_its_output(process_env: dict[str, str]) -> None:
    with running(process_env, stdout=subprocess.PIPE) as listener:
        for number in range(40):  # far more than fits in a pipe
            body = event(number).replace(b"Partner", b"x" * 9_000)
            assert deliver(listener.port, body, at=time.time()).status == 201


@pytest.mark.slow
def test_listen_on_a_locked_log_is_rejected(process_env: dict[str, str], tmp_path: Path) -> None:
    argv = ["--out", str(tmp_path / "log.jsonl")]
    with running(process_env, *argv):
        second = subprocess.run(
            [*LUSHA, "webhooks", "listen", "--port", "0", *argv],
            env=process_env, capture_output=True, text=True,
        )  # fmt: skip
    assert second.returncode == 2
    assert "Another listener is writing" in second.stderr
    with running(process_env, *argv):
        pass  # the lock ended with its process


def lusha_process(env: dict[str, str], *argv: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*LUSHA, *argv], env=env, check=False, capture_output=True, text=True)


@pytest.fixture
def forgetting_env(process_env: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Return an environment in which people who opt out are erased, with data of one of them."""
    env = process_env | {"LUSHA_SANDBOX": "true", "LUSHA_CACHE": "30d"}
    source = tmp_path / "leads.csv"
    source.write_text("email\nada.byrne@analytical-engines.example\n")
    lusha_process(env, "person", "bulk", str(source), "--yes", "--out", str(tmp_path / "out.csv"))
    lusha_process(env, "config", "set", "opt_outs", "forget")
    assert lusha_process(env, "privacy", "find", ADA_ID).returncode == 0
    return env


def wait_until_forgotten(env: dict[str, str]) -> None:
    for _ in range(40):
        got = lusha_process(env, "privacy", "find", ADA_ID)
        # Of the person, only the hash on the suppression list is left.
        if got.returncode == 0 and not json.loads(got.stdout)["found"]:
            assert json.loads(got.stdout)["suppressed"]
            return
        time.sleep(0.1)
    raise AssertionError(got.stdout + got.stderr)


@pytest.mark.slow
def test_people_who_opt_out_are_erased(forgetting_env: dict[str, str]) -> None:
    with running(forgetting_env) as listener:
        began = time.monotonic()
        assert deliver(listener.port, OPT_OUT, at=time.time()).status == 201
        assert time.monotonic() - began < 1
        wait_until_forgotten(forgetting_env)
        assert listener.end(signal.SIGINT) == 0


@pytest.mark.slow
def test_interrupted_erasure_is_finished_at_the_next_start(
    forgetting_env: dict[str, str], tmp_path: Path
) -> None:
    # What an erasure that was killed leaves behind.
    (tmp_path / "state" / "sandbox" / "forget.json").write_text(json.dumps([[f"contact:{ADA_ID}"]]))
    with running(forgetting_env) as listener:
        wait_until_forgotten(forgetting_env)
        assert listener.end(signal.SIGINT) == 0


@pytest.mark.slow
def test_log_rotates(process_env: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "log.jsonl"
    with running(process_env, "--out", str(out), "--rotate", "100kB") as listener:
        for number in range(300):
            assert deliver(listener.port, event(number), at=time.time()).status == 201
        assert listener.end(signal.SIGINT) == 0
    rotated = sorted(tmp_path.glob("log-*.jsonl"))
    assert rotated
    assert all(file.stat().st_size >= 100_000 for file in rotated)
    lines = [line for file in (*rotated, out) for line in file.read_bytes().splitlines()]
    assert [json.loads(line)["id"] for line in lines] == [f"event-{n}" for n in range(300)]


@pytest.mark.parametrize("size", ["0MB", "100", "99kB", "1 TB", "ten"])
def test_rotation_size_is_checked(lusha: Lusha, size: str) -> None:
    assert "--rotate" in lusha("webhooks", "listen", "--rotate", size, code=2).err
