"""Runs of files: resumed after any interruption, and never charged twice."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.support.bulk_runs import bulk_requests
from tests.support.cli import ADA, Lusha, Server, StartScriptedServer
from tests.support.files import csv_rows
from tests.support.scripted_server import ScriptedResponse


@pytest.mark.slow
def test_run_repeated_sends_nothing_again(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    line = ("person", "bulk", write_leads(250), "--yes")
    first = online(*line)
    again = online(*line)
    assert again.out == first.out
    assert bulk_requests(server) == 3
    assert "(250 already looked up)" in again.err
    assert ", 0 of them this time" in again.err
    fresh = online(*line, "--fresh")
    assert bulk_requests(server) == 6
    assert {row["lusha_credits"] for row in csv_rows(fresh.out)} == {"0"}


def test_run_is_identified_by_content_and_options(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    source = write_leads(5)
    online("person", "bulk", source, "--yes")
    same = write_leads(5, "other.csv")
    online("person", "bulk", same, "--yes")
    assert bulk_requests(server) == 1
    online("person", "bulk", source, "--yes", "--refresh-job-info")
    assert bulk_requests(server) == 2
    # The mapping was detected anyway.
    online("person", "bulk", source, "--yes", "--map", "email=email")
    assert bulk_requests(server) == 2
    with Path(source).open("a") as file:
        file.write("nobody@nowhere.example\n")
    online("person", "bulk", source, "--yes")
    assert bulk_requests(server) == 3
    online("person", "bulk", same, "--yes", "--sandbox")
    assert bulk_requests(server) == 3
    assert len(online("runs", "list").json) == 4


@pytest.mark.slow
def test_run_stopped_by_a_budget_resumes_with_a_higher_one(
    online: Lusha, server: Server, write_leads: Callable[..., str], tmp_path: Path
) -> None:
    line = ("person", "bulk", write_leads(250), "--yes", "--out", str(tmp_path / "out.csv"))
    online(*line, "--max-credits", "700", "--jobs", "4", code=6)
    rows = csv_rows((tmp_path / "out.csv").read_text())
    assert [row["lusha_status"] for row in rows].count("skipped") == 150
    assert server.ledger()["totals"]["credits"] <= 700
    [run] = online("runs", "list").json
    assert (run["state"], run["completed"], run["items"]) == ("incomplete", 100, 250)
    result = online(*line)
    assert "250 rows: 150 people in 2 requests (100 already looked up)." in result.err
    assert bulk_requests(server) == 3
    rows = csv_rows((tmp_path / "out.csv").read_text())
    assert {row["lusha_status"] for row in rows} == {"matched"}
    charged = server.ledger()["totals"]["credits"]
    assert f"Charged up to {charged:,} credits" in result.err
    assert online("runs", "list").json[0]["credits"] == charged


def test_run_resumes_unanswered_requests_and_reports_them(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    line = ("person", "bulk", write_leads(150), "--yes")
    online(*line, "--max-credits", "700", code=6)
    [run] = online("runs", "list").json
    with closing(sqlite3.connect(online.state / "runs" / f"{run['id']}.db")) as db, db:
        db.execute("UPDATE batches SET state = 'sent', sendings = 1 WHERE n = 1")
    assert online("runs", "show", run["id"]).json["requestsUnanswered"] == 1
    result = online(*line)
    assert "1 request was resent because no response arrived." in result.err
    assert bulk_requests(server) == 2
    assert len(csv_rows(result.out)) == 150


def test_run_reports_a_read_only_state_folder_before_paying(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    source = write_leads(3)
    (online.state / "runs").parent.mkdir(parents=True, exist_ok=True)
    (online.state / "runs").write_text("not a folder")
    reported = online("person", "bulk", source, "--yes", code=1)
    assert "Cannot store runs in" in reported.err
    assert "LUSHA_STATE_DIR" in reported.err
    assert bulk_requests(server) == 0


def test_run_resumes_after_its_input_is_deleted(
    online: Lusha, server: Server, write_leads: Callable[..., str], tmp_path: Path
) -> None:
    source, out = write_leads(250), tmp_path / "out.csv"
    online("person", "bulk", source, "--yes", "--max-credits", "700", "--out", str(out), code=6)
    os.unlink(source)
    [run] = online("runs", "list").json
    assert run["resumeCommand"] == f"lusha runs resume {run['id']}"
    assert run["digest"]
    online("runs", "resume", run["id"], "--yes")
    assert [row["lusha_status"] for row in csv_rows(out.read_text())] == ["matched"] * 250
    assert bulk_requests(server) == 3
    assert online("runs", "show", run["id"]).json["state"] == "finished"


def test_run_on_a_full_disk_names_the_resume_command(
    online: Lusha, server: Server, write_leads: Callable[..., str], monkeypatch: Any
) -> None:
    from lusha_cli.bulk.run.journal_database import JournalDatabase

    do = JournalDatabase.execute

    def full(self: JournalDatabase, statement: str, values: Any = ()) -> Any:
        if statement.startswith("INSERT INTO answers") and bulk_requests(server) == 2:
            raise self._unusable_error("database or disk is full")
        return do(self, statement, values)

    monkeypatch.setattr(JournalDatabase, "execute", full)
    line = ("person", "bulk", write_leads(250), "--yes", "--jobs", "1")
    reported = online(*line, code=1)
    assert "disk is full" in reported.err
    assert "Then run: lusha runs resume" in reported.err
    monkeypatch.setattr(JournalDatabase, "execute", do)
    assert [row["lusha_status"] for row in csv_rows(online(*line).out)] == ["matched"] * 250
    assert bulk_requests(server) == 4
    spent = server.ledger()["totals"]["credits"]
    assert online("runs", "list").json[0]["credits"] == spent


def test_run_files_are_private(online: Lusha, write_leads: Callable[..., str]) -> None:
    online("person", "bulk", write_leads(3), "--yes")
    folder = online.state / "runs"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o077 for file in folder.iterdir()} == {0}


def test_run_of_another_account_is_not_resumed(
    online: Lusha, write_leads: Callable[..., str]
) -> None:
    online("person", "bulk", write_leads(3), "--yes")
    [run] = online("runs", "list").json
    rejected = online("runs", "resume", run["id"], "--sandbox", "--yes", code=2)
    assert "another API or profile" in rejected.err


def test_run_with_a_corrupt_journal_is_quarantined_and_named(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    source = write_leads(3)
    online("person", "bulk", source, "--yes")
    [run] = online("runs", "list").json
    file = online.state / "runs" / f"{run['id']}.db"
    file.write_bytes(b"x" * 5000)
    for suffix in ("-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    reported = online("person", "bulk", source, "--yes", code=1)
    aside = file.with_suffix(".damaged-1")
    assert str(aside) in reported.err
    assert aside.read_bytes() == b"x" * 5000
    assert bulk_requests(server) == 1
    again = online("person", "bulk", source, "--yes")
    assert f"was moved to {aside}" in again.err
    assert bulk_requests(server) == 2


def test_run_retry_sends_only_rows_with_that_status(
    script: StartScriptedServer, write_leads: Callable[..., str]
) -> None:
    def response(number: int, name: str) -> dict[str, Any]:
        if name == "found":
            data = {"personId": number, "fullName": f"P{number}", "emails": [f"{number}@a.example"]}
            return {"error": None, "isCreditCharged": True, "data": data}
        return {"error": {"code": 3, "name": name, "message": name}}

    def body(names: dict[int, str]) -> ScriptedResponse:
        contacts = {str(number): response(number, name) for number, name in names.items()}
        return ScriptedResponse(201, json.dumps({"contacts": contacts}).encode())

    names = {n: ("EMPTY_DATA" if n % 10 == 0 else "found") for n in range(1, 101)}
    lusha, server = script(body(names), ScriptedResponse(400))
    source = write_leads(150)
    usage = ScriptedResponse(200, b'{"usage": {"used": 0, "total": 9, "remaining": 9}}')
    server.responses[:0] = [usage]
    server.responses[2:] = [body(dict.fromkeys(range(101, 151), "ENRICH_FAILED"))]
    first = lusha("person", "bulk", source, "--yes", code=10)
    statuses = [row["lusha_status"] for row in csv_rows(first.out)]
    assert (statuses.count("not_found"), statuses.count("error")) == (10, 50)
    server.responses[:] = [usage, body(dict.fromkeys(range(101, 151), "found"))]
    second = lusha("person", "bulk", source, "--yes", "--retry-status", "error")
    assert [c["contactId"] for c in server.bodies[-1]["contacts"]] == [
        str(n) for n in range(101, 151)
    ]
    statuses = [row["lusha_status"] for row in csv_rows(second.out)]
    assert (statuses.count("not_found"), statuses.count("matched")) == (10, 140)
    assert "150 rows: 50 people in 1 request" in second.err
    server.responses[:] = [usage, body(dict.fromkeys(range(10, 110, 10), "found"))]
    third = lusha(
        "person", "bulk", source, "--yes", "--retry-status", "not_found", "--fail-on-miss"
    )
    assert {row["lusha_status"] for row in csv_rows(third.out)} == {"matched"}
    assert [c["contactId"] for c in server.bodies[-1]["contacts"]] == [
        str(n) for n in range(10, 110, 10)
    ]
    requested = len(server.requests)
    assert lusha("person", "bulk", source, "--yes", "--retry-status", "error").out == third.out
    assert len(server.requests) == requested


def test_run_fail_on_miss_exits_10(lusha: Lusha, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f"email\n{ADA}\nnobody@nowhere.example\n")
    lusha("person", "bulk", str(source), "--yes")
    result = lusha("person", "bulk", str(source), "--yes", "--fail-on-miss", code=10)
    assert "1 row was not found." in result.err
    assert len(csv_rows(result.out)) == 2


def test_run_does_not_request_credits_left_that_are_known(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    for number in range(3):
        online("person", "bulk", write_leads(number + 30), terminal=True, stdin=b"n\n", code=130)
    # The price list came with the credits left.
    assert server.ledger()["requests"] == {"account plan": 1}
    online("person", "bulk", write_leads(1), "--yes")
    reported = online("person", "bulk", write_leads(40), terminal=True, stdin=b"n\n", code=130)
    assert f"{100_000 - server.ledger()['totals']['credits']:,} credits left" in reported.err
