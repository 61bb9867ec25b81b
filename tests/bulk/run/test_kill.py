"""Runs killed at any moment over a bad network are resumed without a second charge."""

import json
import random
import signal
import sqlite3
import subprocess
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from lusha_cli.sandbox.faults import parse_faults
from lusha_cli.sandbox.http import Request, Response
from tests.support.bulk_runs import PERSON_PATHS, command_line, process_env
from tests.support.cli import Server

pytestmark = pytest.mark.slow

KILLS = 20


class Killer:
    """Kill a client with SIGKILL 20 times: when a request arrives, is answered, or at any time."""

    def __init__(self, server: Server) -> None:
        self.random = random.Random(1843)
        self.process: subprocess.Popen[bytes] | None = None
        self.kills = 0
        self.sent: list[set[str]] = []
        self._handle = server.sandbox.handle
        self._when = "later"
        self._patience = 0
        server.sandbox.handle = self.handle  # type: ignore[method-assign]

    def watch(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        self._when = self.random.choice(("before", "after", "later", "at the start"))
        self._patience = self.random.randrange(3)
        if self._when == "at the start":
            threading.Timer(self.random.uniform(0.02, 0.3), self.kill, [process]).start()

    def handle(self, request: Request) -> Response:
        if request.path not in PERSON_PATHS:
            return self._handle(request)
        self.sent.append({contact["contactId"] for contact in json.loads(request.body)["contacts"]})
        is_due = self._patience == 0
        self._patience -= 1
        if is_due and self._when in ("before", "at the start"):
            self.kill()
        response = self._handle(request)
        if is_due and self._when == "after":
            self.kill()
        if is_due and self._when == "later":
            threading.Timer(self.random.uniform(0, 0.02), self.kill, [self.process]).start()
        return response

    def kill(self, process: "subprocess.Popen[bytes] | None" = None) -> None:
        victim = process or self.process
        if victim and self.kills < KILLS and victim.poll() is None:
            victim.kill()
            victim.wait()
            self.kills += 1


def test_killed_run_resumed_20_times_equals_an_uninterrupted_run(
    serve: Callable[..., Server], tmp_path: Path, write_leads: Callable[..., str]
) -> None:
    source = write_leads(7_000)
    faults = parse_faults("500:0.05,502:0.05,drop:0.05,cut:0.05")
    quiet, killed = serve(rps=0), serve(rps=0, faults=faults)
    expected = is_finished(process_env(tmp_path / "quiet", quiet), source, tmp_path / "quiet.csv")
    env, out = process_env(tmp_path / "killed", killed), tmp_path / "killed.csv"
    killer = Killer(killed)
    answered: list[tuple[int, set[str]]] = []
    reported = b""
    while not out.exists():
        process = subprocess.Popen(command_line(source, out), env=env, stderr=subprocess.PIPE)
        killer.watch(process)
        reported = process.communicate()[1]
        assert process.returncode in (0, -signal.SIGKILL), reported
        answered.append((len(killer.sent), journaled_items(tmp_path / "killed" / "state" / "runs")))
    assert killer.kills == KILLS
    assert out.read_bytes() == expected
    # No item with an answer in the journal was requested again.
    for number, items in answered:
        assert not items & set().union(*killer.sent[number:])
    ledger = killed.ledger()
    assert ledger["totals"]["credits"] == quiet.ledger()["totals"]["credits"]
    assert f"Charged up to {ledger['totals']['credits']:,} credits" in reported.decode()
    assert all(entity["charged"] <= 6 for entity in ledger["entities"].values())


def journaled_items(folder: Path) -> set[str]:
    """Return the items whose answers are in the journal."""
    value: set[str] = set()
    for file in folder.glob("*.db"):
        with closing(sqlite3.connect(file)) as db, suppress(sqlite3.OperationalError):
            for (items,) in db.execute("SELECT items FROM answers"):
                value |= set(items.split(","))
    return value


def is_finished(env: dict[str, str], source: str, out: Path) -> bytes:
    subprocess.run(command_line(source, out), env=env, check=True, stderr=subprocess.DEVNULL)
    return out.read_bytes()
