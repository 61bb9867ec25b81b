"""SIGTERM always ends a process: also if it was ignored at the start, and whatever it waits for."""

import os
import pty
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.support.cli import ADA, KEY
from tests.support.scripted_server import ScriptedResponse, ScriptedServer
from tests.support.slow_server import SlowServer
from tests.support.termination import (
    environment,
    start_ignoring,
    wait_until_idle,
    write_stuck_modules,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")


if TYPE_CHECKING:
    StartStage = Callable[[Path], AbstractContextManager["Stage"]]


class Stage(NamedTuple):
    """A command line that waits, with some streams."""

    argv: list[str]
    variables: dict[str, str] = {}  # noqa: RUF012 - never changed
    stdin: int = subprocess.DEVNULL
    stderr: int = subprocess.PIPE


def usage_of(url: str, **variables: str) -> Stage:
    argv = ["account", "usage", "--base-url", url, "--max-wait", "60"]
    return Stage(argv, {"LUSHA_API_KEY": KEY, **variables})


@contextmanager
def fifo_input(folder: Path) -> Iterator[Stage]:
    os.mkfifo(folder / "leads.csv")
    yield Stage(["person", "bulk", str(folder / "leads.csv"), "--sandbox", "--yes"])


@contextmanager
def fifo_body(folder: Path) -> Iterator[Stage]:
    os.mkfifo(folder / "body.json")
    body = str(folder / "body.json")
    yield Stage(["prospecting", "contact", "search", "--body", body, "--sandbox"])


@contextmanager
def piped_key(_: Path) -> Iterator[Stage]:
    reader, writer = os.pipe()
    yield Stage(["auth", "login", "--with-token"], stdin=reader)
    os.close(reader)
    os.close(writer)


@contextmanager
def prompt(_: Path) -> Iterator[Stage]:
    controller, terminal = pty.openpty()
    yield Stage(["auth", "login"], {"TERM": "dumb"}, terminal, terminal)
    os.close(terminal)
    os.close(controller)


@contextmanager
def keyring(_: Path) -> Iterator[Stage]:
    yield Stage(["auth", "status"], {"PYTHON_KEYRING_BACKEND": "stuck_keyring.Keyring"})


@contextmanager
def dns_lookup(_: Path) -> Iterator[Stage]:
    yield usage_of("https://api.lusha.example", STUCK="dns")


@contextmanager
def rate_limit(_: Path) -> Iterator[Stage]:
    server = ScriptedServer([ScriptedResponse(429, b"{}", {"Retry-After": "50"})])
    yield usage_of(f"http://127.0.0.1:{server.port}")
    server.server.shutdown()
    server.server.server_close()


@contextmanager
def slow_response(_: Path) -> Iterator[Stage]:
    server = SlowServer(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b" " * 9999)
    yield usage_of(f"http://127.0.0.1:{server.port}")
    server.close()


@contextmanager
def silent_response(_: Path) -> Iterator[Stage]:
    server = SlowServer(reads=False)
    yield usage_of(f"http://127.0.0.1:{server.port}")
    server.close()


@contextmanager
def price_lookup(folder: Path) -> Iterator[Stage]:
    server = SlowServer(reads=False)
    (folder / "leads.csv").write_text(f"email\n{ADA}\n")
    url = f"http://127.0.0.1:{server.port}"
    argv = ["person", "bulk", str(folder / "leads.csv"), "--yes", "--base-url", url]
    yield Stage(argv, {"LUSHA_API_KEY": KEY})
    server.close()


@contextmanager
def locked_state(folder: Path) -> Iterator[Stage]:
    (folder / "state").mkdir(mode=0o700)
    with closing(sqlite3.connect(folder / "state" / "state.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield Stage(["config", "set", "output", "json"])


@contextmanager
def call_of_c(_: Path) -> Iterator[Stage]:
    yield Stage(["config", "list"], {"STUCK": "start"})


STAGES = [
    fifo_input, fifo_body, piped_key, prompt, keyring, dns_lookup, rate_limit, slow_response,
    silent_response, price_lookup, locked_state, call_of_c,
]  # fmt: skip


@pytest.mark.slow
def test_sigterm_ends_processes_that_wait(tmp_path: Path) -> None:
    write_stuck_modules(tmp_path / "stuck")

    def end(stage_of: "StartStage") -> tuple[str, str]:
        """Return the exit code of a stage, and its traceback."""
        folder = tmp_path / stage_of.__name__
        folder.mkdir()
        with stage_of(folder) as stage:
            return terminate(stage, environment(folder, stuck=tmp_path / "stuck"))

    # All at once, as they only wait.
    with ThreadPoolExecutor(len(STAGES)) as pool:
        ends = dict(zip((stage.__name__ for stage in STAGES), pool.map(end, STAGES), strict=True))
    assert ends == dict.fromkeys(ends, ("130", ""))


def terminate(stage: Stage, env: dict[str, str]) -> tuple[str, str]:
    """Send SIGTERM to the process of a stage once it waits; return its exit code and traceback."""
    with start_ignoring(
        signal.SIGTERM, stage.argv, {**env, **stage.variables},
        stdin=stage.stdin, stdout=subprocess.DEVNULL, stderr=stage.stderr,
    ) as process:  # fmt: skip
        try:
            wait_until_idle(process)
            process.send_signal(signal.SIGTERM)
            code = str(process.wait(8))
        except subprocess.TimeoutExpired:
            code = "still running"
        finally:
            process.kill()
        err = process.stderr.read() if process.stderr else ""
    return code, err if "Traceback" in err else ""


@pytest.mark.slow
def test_second_sigterm_ends_bulk_at_once(tmp_path: Path) -> None:
    (tmp_path / "leads.csv").write_text(f"email\n{ADA}\n")
    requested = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response_only(200)
            self.end_headers()
            self.wfile.write(b'{"pricing": {}}')

        def do_POST(self) -> None:
            requested.set()
            time.sleep(20)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    argv = ["person", "bulk", str(tmp_path / "leads.csv"), "--yes", "--timeout", "60"]
    url = f"http://127.0.0.1:{server.server_address[1]}"
    env = environment(tmp_path, LUSHA_API_KEY=KEY, LUSHA_BASE_URL=url)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with start_ignoring(signal.SIGTERM, argv, env, **streams) as process:
        assert requested.wait(20)
        process.send_signal(signal.SIGTERM)
        with pytest.raises(subprocess.TimeoutExpired):
            # The response may have been charged, so it is waited for.
            process.wait(4)
        process.send_signal(signal.SIGTERM)
        try:
            _, err = process.communicate(timeout=4)
        finally:
            process.kill()
    server.shutdown()
    server.server_close()
    assert process.returncode == 130
    assert "lusha runs resume" in err


SERVERS = [
    (signal.SIGTERM, ["sandbox", "serve", "--port", "0"], "The sandbox has stopped."),
    (signal.SIGINT, ["sandbox", "serve", "--port", "0"], "The sandbox has stopped."),
    (signal.SIGTERM, ["webhooks", "listen", "--port", "0"], "Stopped: 0 logged"),
]


@pytest.mark.parametrize(
    ("ending", "argv", "message"), SERVERS, ids=["sandbox-TERM", "sandbox-INT", "listen-TERM"]
)
def test_server_in_the_background_ends_on_an_ignored_signal(
    tmp_path: Path, ending: signal.Signals, argv: list[str], message: str
) -> None:
    env = environment(tmp_path, LUSHA_WEBHOOK_SECRET="whsec_of_a_test_0001")
    with start_ignoring(ending, argv, env, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert "http://" in process.stderr.readline()
        process.send_signal(ending)
        try:
            _, err = process.communicate(timeout=8)
        finally:
            process.kill()
    assert process.returncode == 0
    assert message in err
