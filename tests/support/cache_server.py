"""A real Redis server on a free port of loopback, which a test may kill."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import suppress

import pytest

PASSWORD = "a-redis-password-of-a-test"


class RedisServer:
    """A server without persistence; skips the test if Debian's redis-server isn't installed."""

    def __init__(self, *, password: str = "") -> None:
        binary = shutil.which("redis-server") or shutil.which("valkey-server")
        if binary is None:
            if os.environ.get("CI") == "true":
                pytest.fail("CI needs Debian's redis-server")
            pytest.skip("needs Debian's redis-server")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.password = password
        self.folder = tempfile.mkdtemp(prefix="lusha-redis-")
        options = ["--requirepass", password] if password else []
        self.process = subprocess.Popen(
            [binary, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir",
             self.folder, *options],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        self._wait()

    @property
    def url(self) -> str:
        user = f":{self.password}@" if self.password else ""
        return f"redis://{user}127.0.0.1:{self.port}/0"

    def kill(self) -> None:
        """Kill the server without a warning."""
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        """Stop the server, and delete its folder."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait(self) -> None:
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.02)
        raise AssertionError("redis-server doesn't answer")
