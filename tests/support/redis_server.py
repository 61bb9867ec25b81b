"""A real Redis server for the tests of what a team shares."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import redis

from tests.support.ports import free_port

PASSWORD = "a-password-of-a-test"


class RedisServer:
    """A server on a free loopback port, without persistence; it can be stopped and started."""

    def __init__(self, folder: Path, *, password: str = "") -> None:
        self._folder = folder
        self._password = password
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port()

    @property
    def url(self) -> str:
        """Return the URL of the server, with its password."""
        user = f":{self._password}@" if self._password else ""
        return f"redis://{user}127.0.0.1:{self.port}/0"

    def client(self) -> "redis.Redis":
        """Return a connection of the test."""
        return redis.Redis.from_url(self.url)

    def start(self) -> None:
        """Start the server and wait until it accepts connections."""
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
                   "--appendonly", "no", "--dir", str(self._folder)]  # fmt: skip
        if self._password:
            command += ["--requirepass", self._password]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with suppress(redis.ConnectionError), self.client() as client:
                client.ping()
                return
            time.sleep(0.01)
        raise AssertionError("the Redis server did not start")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the server, such as SIGSTOP."""
        if self._process is not None:
            self._process.send_signal(number)

    def stop(self) -> None:
        """Kill the server, also one that is stopped by SIGSTOP."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextmanager
def running_server(*, password: str = "") -> Iterator[RedisServer]:
    """Yield a server that is started, and stop it."""
    if shutil.which("redis-server") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs Debian's redis-server")
        pytest.skip("needs Debian's redis-server")
    with tempfile.TemporaryDirectory(prefix="lusha-redis-") as folder:
        server = RedisServer(Path(folder), password=password)
        server.start()
        try:
            yield server
        finally:
            server.stop()
