"""Ctrl-C during a run, and several workers or processes."""

import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.sandbox.http import Request, Response
from tests.support.bulk_runs import PERSON_PATHS, bulk_requests, command_line, process_env
from tests.support.cli import KEY, Lusha, Server
from tests.support.files import csv_rows


@pytest.mark.slow
def test_run_with_several_jobs_returns_the_same_rows(
    serve: Callable[..., Server], tmp_path: Path, write_leads: Callable[..., str]
) -> None:
    source = write_leads(1_000)
    texts = []
    for jobs in ("1", "8"):
        lusha = Lusha(tmp_path / jobs)
        lusha.env.update(LUSHA_BASE_URL=serve(rps=0).url, LUSHA_API_KEY=KEY)
        texts.append(lusha("person", "bulk", source, "--yes", "--jobs", jobs).out)
    assert texts[0] == texts[1]


def test_run_with_several_jobs_stays_within_max_credits(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    line = ("person", "bulk", write_leads(1_000), "--yes", "--jobs", "8", "--max-credits", "2000")
    online(*line, code=6)
    assert 0 < server.ledger()["totals"]["credits"] <= 2000


def test_interrupt_waits_for_requests_in_flight_and_names_the_resume_command(
    online: Lusha, server: Server, write_leads: Callable[..., str], tmp_path: Path, monkeypatch: Any
) -> None:
    from lusha_cli.bulk.run.runner import Runner

    out = tmp_path / "out.csv"
    source = write_leads(300)
    submit = Runner._submit

    def interrupted(self: Runner, *args: Any) -> None:
        submit(self, *args)
        if self.requests == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(Runner, "_submit", interrupted)
    result = online("person", "bulk", source, "--yes", "--out", str(out), code=130)
    assert "Waiting for requests in flight" in result.err
    assert "200 people of 300 have results." in result.err
    assert not out.exists()
    assert bulk_requests(server) == 2
    monkeypatch.setattr(Runner, "_submit", submit)
    command = result.err.partition("or run: lusha ")[2].split("\n")[0]
    online(*command.split(), "--yes")
    assert bulk_requests(server) == 3
    assert len(csv_rows(out.read_text())) == 300


def test_second_interrupt_reports_cancelled_requests(
    online: Lusha, server: Server, write_leads: Callable[..., str], monkeypatch: Any
) -> None:
    from lusha_cli.bulk.run.runner import Runner

    submit, drain = Runner._submit, Runner._drain

    def interrupted(self: Runner, *args: Any) -> None:
        submit(self, *args)
        if self.requests == 2:
            raise KeyboardInterrupt

    def again(self: Runner, failure: Any) -> Any:
        def impatient() -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(self, "_collect_next", impatient)
        return drain(self, failure)

    monkeypatch.setattr(Runner, "_submit", interrupted)
    monkeypatch.setattr(Runner, "_drain", again)
    message = online("person", "bulk", write_leads(300), "--yes", "--jobs", "2", code=130).err
    assert "2 requests were interrupted and may have been charged up to 1,208 credits." in message


def test_interrupt_while_writing_names_the_resume_command(
    online: Lusha, write_leads: Callable[..., str], tmp_path: Path, monkeypatch: Any
) -> None:
    from lusha_cli.bulk.run.run_output import RunOutput

    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(RunOutput, "write", interrupted)
    line = ("person", "bulk", write_leads(3), "--yes", "--out", str(tmp_path / "out.csv"))
    assert "3 people of 3 have results. " not in online(*line, code=130).out
    assert "lusha runs resume" in online(*line, code=130).err


def test_run_is_locked_by_one_process(online: Lusha, write_leads: Callable[..., str]) -> None:
    from lusha_cli.storage.locks import Lock

    source = write_leads(3)
    online("person", "bulk", source, "--yes")
    [run] = online("runs", "list").json
    lock = Lock(online.state / "runs" / f"{run['id']}.lock")
    assert lock.acquire("process 42 since noon") is None
    rejected = online("person", "bulk", source, "--yes", code=2)
    assert f"Run {run['id']} is in use by process 42 since noon." in rejected.err
    online("runs", "delete", run["id"], code=2)
    # Listing and exporting need no lock.
    assert online("runs", "show", run["id"]).json["rows"] == 3
    assert len(csv_rows(online("runs", "export", run["id"]).out)) == 3
    lock.release()
    online("person", "bulk", source, "--yes")


@pytest.mark.slow
def test_run_locked_by_another_process_names_it(
    online: Lusha, server: Server, write_leads: Callable[..., str], tmp_path: Path
) -> None:
    source, out = write_leads(3), tmp_path / "out.csv"
    requested, go_on = threading.Event(), threading.Event()
    handle = server.sandbox.handle

    def slow(request: Request) -> Response:
        if request.path in PERSON_PATHS:
            requested.set()
            go_on.wait(30)
        return handle(request)

    server.sandbox.handle = slow  # type: ignore[method-assign]
    folder = tmp_path / "one"
    env = process_env(folder, server)
    first = subprocess.Popen(command_line(source, out), env=env, stderr=subprocess.DEVNULL)
    assert requested.wait(30)
    second = subprocess.run(command_line(source, out), env=env, capture_output=True, text=True)
    assert second.returncode == 2
    assert f"is in use by process {first.pid} since" in second.stderr
    go_on.set()
    assert first.wait(30) == 0
    assert len(csv_rows(out.read_text())) == 3
    assert bulk_requests(server) == 1
