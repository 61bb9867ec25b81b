"""The server as a process: the SDK's client over stdio, what is on stdout, and how it ends."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from lusha_cli.sandbox.data.people import sample_people
from tests.mcp.calls import WORKING
from tests.support.cli import ADA, KEY, Server
from tests.support.slow_server import SlowServer

pytestmark = pytest.mark.slow

INITIALIZE = {
    "jsonrpc": "2.0", "id": 1, "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {},
               "clientInfo": {"name": "test", "version": "1"}},
}  # fmt: skip
INITIALIZED = {"jsonrpc": "2.0", "method": "notifications/initialized"}


def call_message(number: int, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Return the message that calls a tool."""
    params = {"name": name, "arguments": arguments}
    return {"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": params}


class Process:
    """`lusha mcp` in a process, to which messages are written as lines."""

    def __init__(self, argv: list[str], env: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            argv, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def write(self, *messages: Any) -> None:
        assert self.process.stdin
        for message in messages:
            text = message if isinstance(message, str) else json.dumps(message)
            self.process.stdin.write(f"{text}\n".encode())
        self.process.stdin.flush()

    def read(self) -> Any:
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def read_response(self, number: int) -> Any:
        """Return the response with an id, which others may come before."""
        while True:
            message = self.read()
            if message.get("id") == number:
                return message

    def finish(self) -> tuple[int, str, str]:
        """Close stdin; return the exit code, and the rest of stdout and stderr."""
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out.decode(), err.decode()


Start = Callable[..., Process]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a process with folders of its own."""
    folders = {f"LUSHA_{name}_DIR": str(tmp_path / name.lower())
               for name in ("CONFIG", "STATE", "CACHE")}  # fmt: skip
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LUSHA")}
    return {**kept, **folders}


@pytest.fixture
def start(env: dict[str, str]) -> Iterator[Start]:
    """Return a function that starts the server; all are killed after the test."""
    started: list[Process] = []

    def run(*options: str, code: str = "", **variables: str) -> Process:
        program = ["-c", code] if code else ["-m", "lusha_cli"]
        argv = [sys.executable, *program, "mcp", "--max-credits", "100", *options]
        started.append(Process(argv, {**env, **variables}))
        return started[-1]

    yield run
    for each in started:
        each.process.kill()
        each.process.wait()
        for stream in (each.process.stdin, each.process.stdout, each.process.stderr):
            assert stream
            with suppress(BrokenPipeError):
                stream.close()


def use(env: dict[str, str], options: list[str], function: Callable[[Client], Any]) -> Any:
    """Return what a function returns for the SDK's client of a new process."""
    argv = ["-m", "lusha_cli", "mcp", *options]
    parameters = StdioServerParameters(command=sys.executable, args=argv, env=env)

    async def run() -> Any:
        async with Client(stdio_client(parameters)) as client:
            return await function(client)

    return asyncio.run(run())


def test_client_lists_and_calls_every_tool(env: dict[str, str]) -> None:
    async def call_all(client: Client) -> None:
        assert [tool.name for tool in (await client.list_tools()).tools] == list(WORKING)
        for name, arguments in WORKING.items():
            result = await client.call_tool(name, arguments)
            assert not result.is_error, result
            assert result.structured_content["credits"]["left"] > 0

    use(env, ["--sandbox", "--max-credits", "50"], call_all)


def test_budget_of_20_holds_for_100_concurrent_calls(env: dict[str, str], server: Server) -> None:
    env = {**env, "LUSHA_BASE_URL": server.url, "LUSHA_API_KEY": KEY}

    async def call_all(client: Client) -> list[Any]:
        return await asyncio.gather(*(
            client.call_tool("reveal", {"kind": "contacts", "ids": [person["id"]]})
            if number % 2
            else client.call_tool("look_up_person", {"email": person["email"]})
            for number, person in enumerate(sample_people(limit=100))
        ))  # fmt: skip

    results = use(env, ["--max-credits", "20"], call_all)
    assert len(results) == 100
    errors = [result.structured_content["error"] for result in results if result.is_error]
    assert {error["code"] for error in errors} == {"budget"}
    assert all("resets" in error["hint"] for error in errors)
    assert 15 <= server.ledger()["totals"]["credits"] <= 20


@pytest.mark.parametrize("option", ["--quiet", "--verbose", "--debug"])
def test_stdout_has_json_rpc_only(start: Start, option: str) -> None:
    # Neither our messages, nor what a library prints, may be there.
    code = (
        "import os, sys, lusha_cli.mcp.session as session\n"
        "send = session.ToolSession._send\n"
        "def noisy(*args):\n"
        "    print('NOISE'); sys.stderr.write('noise\\n'); os.write(1, b'NOISE\\n')\n"
        "    return send(*args)\n"
        "session.ToolSession._send = noisy\n"
        "from lusha_cli.__main__ import run\nrun()"
    )
    server = start("--sandbox", option, code=code)
    server.write(INITIALIZE, INITIALIZED, "not JSON", "[1]", '{"jsonrpc": "2.0"}', "")
    for number, (name, arguments) in enumerate(WORKING.items(), 10):
        server.write(call_message(number, name, arguments))
        response = server.read_response(number)
        assert response["jsonrpc"] == "2.0"
        assert not response["result"].get("isError")
    code_, rest, err = server.finish()
    assert (code_, [json.loads(line) for line in rest.splitlines()]) == (0, [])
    assert "NOISE" in err
    assert "Traceback" not in err or option == "--debug"
    assert (KEY in err, "POST" in err) == (False, option != "--quiet")


def test_end_of_stdin_ends_the_server(start: Start) -> None:
    server = start("--sandbox")
    assert server.finish() == (0, "", "")
    server = start("--sandbox")
    server.write(INITIALIZE, INITIALIZED)
    assert server.read()["result"]["serverInfo"]["name"] == "lusha"
    assert server.finish()[:2] == (0, "")


def test_call_in_flight_is_finished_and_recorded_at_the_end(
    start: Start, env: dict[str, str], serve: Callable[..., Server]
) -> None:
    slow = serve(latency=0.5)
    variables = {"LUSHA_BASE_URL": slow.url, "LUSHA_API_KEY": KEY}
    server = start(**variables)
    server.write(INITIALIZE, INITIALIZED, call_message(2, "search_people", {"limit": 10}))
    server.read_response(1)
    while not slow.ledger()["requests"].get("contacts prospecting"):
        time.sleep(0.02)
    assert server.finish()[0] == 0
    argv = [sys.executable, "-m", "lusha_cli", "credits", "log", "--json"]
    log = subprocess.run(argv, env={**env, **variables}, capture_output=True, check=True)
    (row,) = json.loads(log.stdout)
    assert (row["outcome"], row["credits"]) == ("ok", 1), row


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("is_busy", [False, True])
def test_signal_ends_the_server(start: Start, number: signal.Signals, is_busy: bool) -> None:
    silent = SlowServer(reads=False)
    server = start(LUSHA_BASE_URL=f"http://127.0.0.1:{silent.port}", LUSHA_API_KEY=KEY)
    server.write(INITIALIZE, INITIALIZED)
    server.read_response(1)
    if is_busy:
        server.write(call_message(2, "look_up_person", {"email": ADA}))
        server.write({"jsonrpc": "2.0", "id": 3, "method": "ping"})
        server.read_response(3)
        time.sleep(0.3)
    started = time.monotonic()
    server.process.send_signal(number)
    assert server.process.wait(timeout=10) == 130
    assert time.monotonic() - started < 3
    _, rest, err = server.finish()
    assert rest == ""
    assert "Interrupted." in err
    assert ("1 call was running" in err) is is_busy
    assert "Traceback" not in err
    silent.close()


def test_client_that_has_gone_ends_the_server(start: Start) -> None:
    server = start("--sandbox")
    server.write(INITIALIZE, INITIALIZED)
    server.read_response(1)
    assert server.process.stdout
    assert server.process.stdin
    server.process.stdout.close()
    server.write(call_message(2, "credits", {}))
    time.sleep(0.2)
    server.process.stdin.close()
    assert server.process.wait(timeout=10) == 0
    assert server.process.stderr
    assert b"Traceback" not in server.process.stderr.read()


def test_cancelled_call_ends_and_the_server_lives(
    start: Start, serve: Callable[..., Server]
) -> None:
    slow = serve(latency=0.3)
    server = start(LUSHA_BASE_URL=slow.url, LUSHA_API_KEY=KEY)
    server.write(INITIALIZE, INITIALIZED)
    server.read_response(1)
    # The prices are fetched first.
    server.write(call_message(2, "search_people", {"limit": 10}))
    cancelled = {"requestId": 2, "reason": "no"}
    server.write({"jsonrpc": "2.0", "method": "notifications/cancelled", "params": cancelled})
    server.write(call_message(3, "credits", {}))
    assert not server.read_response(3)["result"].get("isError")
    assert server.finish()[0] == 0
    assert slow.ledger()["totals"]["credits"] == 0
