"""The listener as a process: killed, interrupted, without a reader."""

import http.client
import json
import os
import re
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

from webhook_world import SECRET, Sink, deliver, event, eventually, signed

LUSHA = [sys.executable, "-m", "lusha_cli"]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LUSHA_")}
    return {
        **kept,
        "LUSHA_CONFIG_DIR": str(tmp_path / "config"),
        "LUSHA_STATE_DIR": str(tmp_path / "state"),
        "LUSHA_WEBHOOK_SECRET": SECRET,
    }


class Process:
    """`lusha webhooks listen` as a process, and what it said until it listened."""

    def __init__(self, env: dict[str, str], *argv: str, stdout: int = subprocess.DEVNULL) -> None:
        self.process = subprocess.Popen(
            [*LUSHA, "webhooks", "listen", "--port", "0", *argv],
            env=env, stdout=stdout, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stderr is not None
        self.port, self.said = 0, list[str]()
        while not self.port:
            line = self.process.stderr.readline()
            assert line, self.said
            self.said.append(line)
            found = re.search(r"http://127\.0\.0\.1:(\d+) ", line)
            self.port = int(found[1]) if found else 0

    def end(self, sent: signal.Signals) -> int:
        """Send it a signal; its exit code."""
        self.process.send_signal(sent)
        assert self.process.stderr is not None
        self.said += self.process.stderr.readlines()
        return self.process.wait(20)


@contextmanager
def running(env: dict[str, str], *argv: str, stdout: int = subprocess.DEVNULL) -> Iterator[Process]:
    """A listener that is gone at the end, whatever happens."""
    listener = Process(env, *argv, stdout=stdout)
    try:
        with listener.process:
            yield listener
            listener.process.kill()
    except BaseException:
        listener.process.kill()
        raise


class Stream(threading.Thread):
    """Delivers without a pause to wherever the listener is, until it is told to stop."""

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
        connection.request("POST", "/", body, signed(body, at=time.time()))
        answer = connection.getresponse()
        content = json.loads(answer.read())
        if answer.status == 201:
            self.acknowledged.append(content["webhookId"])
            self._number += 1  # else it is sent again, as the API does


@pytest.mark.parametrize("name", ["log.jsonl", "log.db"])
def test_killed_again_and_again_it_loses_nothing_that_it_acknowledged(
    env: dict[str, str], tmp_path: Path, name: str
) -> None:
    log, sink = tmp_path / name, Sink()
    argv = ["--out", str(log), "--forward", sink.url]
    streams = [Stream(first * 1_000_000) for first in range(1, 5)]
    try:
        for stream in streams:
            stream.start()
        for _ in range(4):
            with running(env, *argv) as listener:
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
        with running(env, *argv) as listener:
            eventually(lambda: set(acknowledged) <= set(sink.ids), seconds=15)
            assert listener.end(signal.SIGINT) == 0
        assert any("arrived" in line for line in listener.said), listener.said
    finally:
        for stream in streams:
            stream.is_over = True
        sink.close()
    logged = Counter(_ids(env, str(log), tmp_path))
    assert set(acknowledged) <= set(logged)
    assert set(logged.values()) == {1}
    assert set(sink.ids) == set(logged)


def _ids(env: dict[str, str], log: str, folder: Path) -> list[str]:
    from lusha_cli.webhooks.log.location import parse_log_location
    from lusha_cli.webhooks.log.reader import read_log

    return [found.id for found in read_log(parse_log_location(log, parameter="FILE"))]


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_told_to_end_it_ends_in_good_order(
    env: dict[str, str], tmp_path: Path, sent: signal.Signals
) -> None:
    with running(env, stdout=subprocess.PIPE) as listener:
        body = event(1)
        headers = signed(body, at=time.time())
        connection = http.client.HTTPConnection("127.0.0.1", listener.port, timeout=5)
        connection.request("POST", "/", body, headers)
        assert connection.getresponse().read()
        assert listener.end(sent) == 0
        connection.close()
        assert listener.process.stdout is not None
        assert json.loads(listener.process.stdout.readline())["id"] == "event-1"
    assert any("Ended: 1 logged" in line for line in listener.said)
    assert not any("Traceback" in line for line in listener.said)
    files = {path.name for path in (tmp_path / "state" / "webhooks").iterdir()}
    assert files == {"default.db"}


def test_told_twice_it_waits_for_nothing(env: dict[str, str], tmp_path: Path) -> None:
    hook = f"{sys.executable} -c 'import time; time.sleep(30)'"
    with running(env, "--exec", hook) as listener:
        deliver(listener.port, event(1), at=time.time())
        time.sleep(0.2)
        began = time.monotonic()
        listener.process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        assert listener.end(signal.SIGINT) == 0
        assert time.monotonic() - began < 4
    assert any("1 stay in the log" in line for line in listener.said)


def test_a_reader_that_goes_away_ends_it_quietly(env: dict[str, str]) -> None:
    with running(env, stdout=subprocess.PIPE) as listener:
        assert listener.process.stdout is not None
        listener.process.stdout.close()
        assert deliver(listener.port, event(1), at=time.time()).status == 201
        assert listener.process.wait(10) == 0
        assert listener.process.stderr is not None
        assert "Traceback" not in listener.process.stderr.read()


def test_a_reader_that_does_not_read_holds_no_acknowledgement_up(env: dict[str, str]) -> None:
    with running(env, stdout=subprocess.PIPE) as listener:
        for number in range(40):  # far more than a pipe takes
            body = event(number).replace(b"Partner", b"x" * 9_000)
            assert deliver(listener.port, body, at=time.time()).status == 201


def test_the_second_listener_on_a_log_is_refused(env: dict[str, str], tmp_path: Path) -> None:
    argv = ["--out", str(tmp_path / "log.jsonl")]
    with running(env, *argv):
        second = subprocess.run(
            [*LUSHA, "webhooks", "listen", "--port", "0", *argv],
            env=env, capture_output=True, text=True,
        )  # fmt: skip
    assert second.returncode == 2
    assert "Another listener writes" in second.stderr
    with running(env, *argv):
        pass  # the lock died with its holder
