"""Processes ended by a signal while a request is on its way, in every kind of run."""

import json
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from lusha_cli.sandbox.http import Request, Response
from tests.support.bulk_runs import command_line, process_env
from tests.support.cli import KEY, Lusha, Server
from tests.support.files import csv_rows

pytestmark = pytest.mark.slow

SEARCHES = ("/v2/person", "/v3/contacts/search-and-enrich", "/v3/contacts/search")
KINDS = {
    "plain": (),
    "sample": ("--sample", "120"),
    "v3": ("--api-version", "v3"),
    "sample over V3": ("--sample", "120", "--api-version", "v3"),
    "smart": ("--smart",),
}


class Signaller:
    """Sends a signal to a process at one of its requests, before or after it was charged."""

    def __init__(self, server: Server, *, at: int, number: signal.Signals, answered: bool) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.sent: Counter[str] = Counter()
        self._at, self._number, self._answered = at, number, answered
        self._handle = server.sandbox.handle
        server.sandbox.handle = self.handle  # type: ignore[method-assign]

    def handle(self, request: Request) -> Response:
        is_paid = request.method == "POST"
        if request.path in SEARCHES:
            for contact in json.loads(request.body)["contacts"]:
                self.sent[contact["email"]] += 1
        self._at -= is_paid
        is_due = is_paid and self._at == 0
        if is_due and not self._answered:
            self.signal()
        response = self._handle(request)
        if is_due and self._answered:
            self.signal()
        return response

    def signal(self) -> None:
        if self.process:
            self.process.send_signal(self._number)
            if self._number == signal.SIGKILL:
                self.process.wait()


def start(server: Server, folder: Path, source: str, *options: str) -> "subprocess.Popen[bytes]":
    env = process_env(folder, server)
    line = [*command_line(source, folder / "out.csv"), *options]
    return subprocess.Popen(line, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def charged(server: Server) -> int:
    number: int = server.ledger()["totals"]["credits"]
    return number


@pytest.mark.parametrize("answered", [False, True], ids=["on the wire", "charged"])
@pytest.mark.parametrize("at", [1, 2])
@pytest.mark.parametrize("kind", KINDS)
def test_killed_run_reports_what_may_be_charged(
    server: Server,
    tmp_path: Path,
    write_leads: Callable[..., str],
    kind: str,
    at: int,
    answered: bool,
) -> None:
    folder, source = tmp_path / "run", write_leads(250)
    killer = Signaller(server, at=at, number=signal.SIGKILL, answered=answered)
    killer.process = start(server, folder, source, *KINDS[kind])
    killer.process.communicate()
    assert killer.process.returncode == -signal.SIGKILL
    lusha = Lusha(folder)
    lusha.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY=KEY)
    [run] = lusha("runs", "list").json
    assert run["credits"] >= charged(server)
    assert run["requestsUnanswered"] >= 1
    assert not run["creditsAreExact"]

    killer.process = None
    options = [option for option in KINDS[kind] if option not in ("--sample", "120")]
    out = str(folder / "out.csv")
    over_v3 = kind not in ("plain", "sample")
    # What may be charged twice comes out as unknown.
    lusha("person", "bulk", source, "--yes", "--out", out, *options, code=10 if over_v3 else 0)
    [run] = lusha("runs", "list").json
    assert run["credits"] >= charged(server)
    assert run["requestsUnanswered"] == 0
    statuses = Counter(row["lusha_status"] for row in csv_rows(Path(out).read_text()))
    assert sum(statuses.values()) == 250
    if over_v3:
        assert set(killer.sent.values()) == {1}
        assert statuses["unknown"]
        refused = lusha(
            "person", "bulk", source, *options, "--retry-status", "unknown", "--yes", code=2
        )
        assert f"{statuses['unknown']} people may already have been charged" in refused.err
        assert "--allow-double-charge" in refused.err
        # Of a search-first run, the reveal of a search that was answered may be what is missing.
        line = (
            "--retry-status",
            "unknown",
            "--retry-status",
            "error",
            "--allow-double-charge",
            "--yes",
            "--out",
            out,
        )
        lusha("person", "bulk", source, *options, *line)
        assert lusha("runs", "list").json[0]["credits"] >= charged(server)
        statuses = Counter(row["lusha_status"] for row in csv_rows(Path(out).read_text()))
    assert not statuses["unknown"]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT"])
def test_signal_waits_for_requests_in_flight(
    server: Server, tmp_path: Path, write_leads: Callable[..., str], name: str
) -> None:
    if not hasattr(signal, name):
        pytest.skip("needs POSIX")
    folder, source = tmp_path / "run", write_leads(450)
    sender = Signaller(server, at=2, number=getattr(signal, name), answered=False)
    sender.process = start(server, folder, source)
    message = sender.process.communicate()[1].decode()
    assert sender.process.returncode == 130
    assert "or run: lusha runs resume" in message
    lusha = Lusha(folder)
    [run] = lusha("runs", "list").json
    assert run["requestsUnanswered"] == 0
    assert run["credits"] == charged(server)
    assert run["completed"] in (200, 300)


def test_second_hangup_does_not_cut_off_requests(
    server: Server, tmp_path: Path, write_leads: Callable[..., str]
) -> None:
    folder, source = tmp_path / "run", write_leads(250)
    sender = Signaller(server, at=1, number=signal.SIGHUP, answered=False)
    hang_up = sender.signal

    def twice() -> None:
        hang_up()
        # Until the first one was handled, the second would be merged with it.
        time.sleep(0.2)
        hang_up()
        time.sleep(0.2)

    sender.signal = twice  # type: ignore[method-assign]
    sender.process = start(server, folder, source)
    rest = sender.process.communicate()[1].decode()
    assert sender.process.returncode == 130, rest
    assert "interrupted and may" not in rest
    [run] = Lusha(folder)("runs", "list").json
    assert run["requestsUnanswered"] == 0


def test_nohup_run_ignores_a_hangup(
    server: Server, tmp_path: Path, write_leads: Callable[..., str]
) -> None:
    folder, source = tmp_path / "run", write_leads(250)
    sender = Signaller(server, at=1, number=signal.SIGHUP, answered=False)
    line = ["nohup", *command_line(source, folder / "out.csv")]
    env = process_env(folder, server)
    sender.process = subprocess.Popen(
        line, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    assert sender.process.wait() == 0
    assert len(csv_rows((folder / "out.csv").read_text())) == 250
