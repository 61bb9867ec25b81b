"""The recipe express, run in Node with deliveries of the sandbox."""

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import requests

from lusha_cli.webhooks.signature import sign
from tests.support.cli import FakeClock, Lusha
from tests.support.sandbox_events import delivery_logs, emit, subscribe

pytestmark = pytest.mark.slow
FOLDER = Path("lusha_cli/recipes/express")


class RealTimeClock(FakeClock):
    """The real time, as the server compares timestamps with it."""

    def now(self) -> float:
        return time.time()


class NodeServer(NamedTuple):
    """The server of the recipe; it prints each event that it handles to `events`."""

    url: str
    secret: str
    events: Path

    def post(self, body: bytes, *, at: float = 0, secret: str = "") -> requests.Response:
        timestamp = str(int(at or time.time()))
        headers = {
            "Content-Type": "application/json",
            "X-Lusha-Timestamp": timestamp,
            "X-Lusha-Signature": sign(secret or self.secret, timestamp, body),
        }
        return requests.post(self.url, data=body, headers=headers, timeout=10)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install express with npm and return the folder of the recipe."""
    if shutil.which("npm") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("CI needs npm")
        pytest.skip("needs npm")
    folder = tmp_path_factory.mktemp("express") / "recipe"
    shutil.copytree(FOLDER, folder)
    npm = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"]
    subprocess.run(npm, cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def node(installed: Path, lusha: Lusha, tmp_path: Path) -> Iterator[NodeServer]:
    """Start the server with the secret of the sandbox's account."""
    lusha.clock = RealTimeClock()
    found = re.search(r"whsec_\w+", lusha("webhooks", "rotate-secret", "--yes").out)
    assert found is not None
    events = tmp_path / "events.jsonl"
    with events.open("w") as stdout:
        process = subprocess.Popen(
            ["node", "server.js"], cwd=installed, stdout=stdout, stderr=subprocess.PIPE, text=True,
            env={**os.environ, "PORT": "0", "LUSHA_WEBHOOK_SECRET": found[0]},
        )  # fmt: skip
    assert process.stderr is not None
    try:
        url = process.stderr.readline().split()[-1]
        yield NodeServer(url, found[0], events)
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def test_handles_each_delivery_of_the_sandbox(node: NodeServer, lusha: Lusha) -> None:
    subscribe(lusha, node.url)  # it passes the challenge
    emit(lusha, "promotion", "--count", "20")
    assert {log["status"] for log in delivery_logs(lusha)} == {"success"}
    handled = [json.loads(line)["id"] for line in node.events.read_text().splitlines()]
    assert (len(handled), len(set(handled))) == (20, 20)


def test_refuses_forged_and_stale_and_ignores_repeated_deliveries(node: NodeServer) -> None:
    # The spaces are signed: JSON that is parsed and written again has others.
    body = '{"id":  "event-1", "type": "promotion", "name": "Zoë"}'.encode()
    assert node.post(body, secret="whsec_other").status_code == 401
    assert node.post(body, at=time.time() - 301).status_code == 401
    assert requests.post(node.url, data=body, timeout=10).status_code == 401
    assert node.post(b"not JSON").status_code == 400
    assert [node.post(body).status_code for _ in range(3)] == [200, 200, 200]
    assert node.post(body, at=time.time() - 200).json()["webhookId"] == "event-1"
    opt_out = b'{"contactId": "1", "datapoints": ["a@b.example"]}'
    assert [node.post(opt_out).status_code for _ in range(2)] == [200, 200]
    assert len(node.events.read_text().splitlines()) == 2
