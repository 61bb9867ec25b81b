"""Runs of files: gone on with after any end, by one process at a time, never paid for twice."""

import csv
import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from conftest import ADA, KEY, Lusha, Script, Server
from lusha_cli.sandbox.data.people import sample_people
from lusha_cli.sandbox.faults import parse_faults
from lusha_cli.sandbox.http import Request, Response
from scripted import Answer


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def leads(tmp_path: Path) -> Callable[..., str]:
    """Writes a file of so many people and says its name."""

    def write(number: int, name: str = "leads.csv") -> str:
        found = [person["email"] for person in sample_people(limit=number)]
        (tmp_path / name).write_text("email\n" + "".join(f"{email}\n" for email in found))
        return str(tmp_path / name)

    return write


# Where V2 and V3 are asked for people.
PEOPLE = ("/v2/person", "/v3/contacts/search-and-enrich")


def _asked(server: Server) -> int:
    requests: dict[str, int] = server.ledger()["requests"]
    return requests.get("person bulk", 0) + requests.get("contacts search-and-enrich", 0)


def test_the_same_command_asks_for_nothing_twice(
    online: Lusha, server: Server, leads: Callable[..., str]
) -> None:
    line = ("person", "bulk", leads(250), "--yes")
    first = online(*line)
    again = online(*line)
    assert again.out == first.out
    assert _asked(server) == 3
    assert "(250 answered before)" in again.err
    assert ", 0 of them now" in again.err
    fresh = online(*line, "--fresh")
    assert _asked(server) == 6
    assert {row["lusha_credits"] for row in _rows(fresh.out)} == {"0"}


def test_the_content_and_the_options_are_the_run(
    online: Lusha, server: Server, leads: Callable[..., str]
) -> None:
    source = leads(5)
    online("person", "bulk", source, "--yes")
    same = leads(5, "other.csv")
    online("person", "bulk", same, "--yes")
    assert _asked(server) == 1
    online("person", "bulk", source, "--yes", "--refresh-job-info")
    assert _asked(server) == 2
    online("person", "bulk", source, "--yes", "--map", "email=email")
    assert _asked(server) == 3
    with Path(source).open("a") as file:
        file.write(f"{ADA}\n")
    online("person", "bulk", source, "--yes")
    assert _asked(server) == 4
    online("person", "bulk", same, "--yes", "--sandbox")
    assert _asked(server) == 4
    assert len(online("runs", "list").json) == 5


def test_a_budget_ends_a_run_and_a_higher_one_goes_on(
    online: Lusha, server: Server, leads: Callable[..., str], tmp_path: Path
) -> None:
    line = ("person", "bulk", leads(250), "--yes", "--out", str(tmp_path / "out.csv"))
    online(*line, "--max-credits", "700", "--jobs", "4", code=6)
    rows = _rows((tmp_path / "out.csv").read_text())
    assert [row["lusha_status"] for row in rows].count("skipped") == 150
    assert server.ledger()["totals"]["credits"] <= 700
    [run] = online("runs", "list").json
    assert (run["state"], run["answered"], run["items"]) == ("to go on with", 100, 250)
    result = online(*line)
    assert "250 rows: 150 people in 2 requests (100 answered before)." in result.err
    assert _asked(server) == 3
    rows = _rows((tmp_path / "out.csv").read_text())
    assert {row["lusha_status"] for row in rows} == {"matched"}
    charged = server.ledger()["totals"]["credits"]
    assert f"Charged up to {charged:,} credits" in result.err
    assert online("runs", "list").json[0]["credits"] == charged


def test_many_at_a_time_bring_the_same(
    serve: Callable[..., Server], tmp_path: Path, leads: Callable[..., str]
) -> None:
    source = leads(1_000)
    texts = []
    for jobs in ("1", "8"):
        lusha = Lusha(tmp_path / jobs)
        lusha.env.update(LUSHA_BASE_URL=serve(rps=0).url, LUSHA_API_KEY=KEY)
        texts.append(lusha("person", "bulk", source, "--yes", "--jobs", jobs).out)
    assert texts[0] == texts[1]


def test_a_cap_holds_whatever_runs_in_parallel(
    online: Lusha, server: Server, leads: Callable[..., str]
) -> None:
    line = ("person", "bulk", leads(1_000), "--yes", "--jobs", "8", "--max-credits", "2000")
    online(*line, code=6)
    assert 0 < server.ledger()["totals"]["credits"] <= 2000


def test_ctrl_c_waits_for_what_is_under_way_and_says_how_to_go_on(
    online: Lusha, server: Server, leads: Callable[..., str], tmp_path: Path, monkeypatch: Any
) -> None:
    from lusha_cli.bulk.run.runner import Runner

    out = tmp_path / "out.csv"
    source = leads(300)
    submit = Runner._submit

    def interrupted(self: Runner, *args: Any) -> None:
        submit(self, *args)
        if self.requests == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(Runner, "_submit", interrupted)
    result = online("person", "bulk", source, "--yes", "--out", str(out), code=130)
    assert "Waiting for the requests under way" in result.err
    assert "200 people of 300 answered." in result.err
    assert not out.exists()
    assert _asked(server) == 2
    monkeypatch.setattr(Runner, "_submit", submit)
    command = result.err.partition("Go on with: lusha ")[2].split("   ")[0]
    online(*command.split(), "--yes")
    assert _asked(server) == 3
    assert len(_rows(out.read_text())) == 300


def test_a_second_ctrl_c_tells_what_it_cut_off(
    online: Lusha, server: Server, leads: Callable[..., str], monkeypatch: Any
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

        monkeypatch.setattr(self, "_settle_next", impatient)
        return drain(self, failure)

    monkeypatch.setattr(Runner, "_submit", interrupted)
    monkeypatch.setattr(Runner, "_drain", again)
    said = online("person", "bulk", leads(300), "--yes", "--jobs", "2", code=130).err
    assert "2 requests were cut off, and may have been charged up to 1,208 credits." in said


def test_a_request_that_was_never_answered_is_sent_again_and_told(
    online: Lusha, server: Server, leads: Callable[..., str]
) -> None:
    line = ("person", "bulk", leads(150), "--yes")
    online(*line, "--max-credits", "700", code=6)
    [run] = online("runs", "list").json
    with closing(sqlite3.connect(online.state / "runs" / f"{run['id']}.db")) as db, db:
        db.execute("UPDATE batches SET state = 'sent', sendings = 1 WHERE n = 1")
    assert online("runs", "show", run["id"]).json["requestsUnanswered"] == 1
    result = online(*line)
    assert "1 request sent again: no answer had come." in result.err
    assert _asked(server) == 2
    assert len(_rows(result.out)) == 150


def test_a_state_folder_that_cannot_be_written_is_told_before_paying(
    online: Lusha, server: Server, leads: Callable[..., str]
) -> None:
    source = leads(3)
    (online.state / "runs").parent.mkdir(parents=True, exist_ok=True)
    (online.state / "runs").write_text("not a folder")
    told = online("person", "bulk", source, "--yes", code=1)
    assert "Cannot keep runs in" in told.err
    assert "LUSHA_STATE_DIR" in told.err
    assert _asked(server) == 0


def test_a_run_goes_on_although_its_input_has_vanished(
    online: Lusha, server: Server, leads: Callable[..., str], tmp_path: Path
) -> None:
    source, out = leads(250), tmp_path / "out.csv"
    online("person", "bulk", source, "--yes", "--max-credits", "700", "--out", str(out), code=6)
    os.unlink(source)
    [run] = online("runs", "list").json
    assert run["goOn"] == f"lusha runs resume {run['id']}"
    assert run["digest"]
    online("runs", "resume", run["id"], "--yes")
    assert [row["lusha_status"] for row in _rows(out.read_text())] == ["matched"] * 250
    assert _asked(server) == 3
    assert online("runs", "show", run["id"]).json["state"] == "finished"


def test_a_disk_that_is_full_midway_says_how_to_go_on(
    online: Lusha, server: Server, leads: Callable[..., str], monkeypatch: Any
) -> None:
    from lusha_cli.bulk.run.journal import Journal

    do = Journal._do

    def full(self: Journal, statement: str, values: Any = ()) -> Any:
        if statement.startswith("INSERT INTO answers") and _asked(server) == 2:
            raise self._unusable("database or disk is full")
        return do(self, statement, values)

    monkeypatch.setattr(Journal, "_do", full)
    line = ("person", "bulk", leads(250), "--yes", "--jobs", "1")
    told = online(*line, code=1)
    assert "disk is full" in told.err
    assert "Then go on with: lusha runs resume" in told.err
    monkeypatch.setattr(Journal, "_do", do)
    assert [row["lusha_status"] for row in _rows(online(*line).out)] == ["matched"] * 250
    assert _asked(server) == 4
    spent = server.ledger()["totals"]["credits"]
    assert online("runs", "list").json[0]["credits"] == spent


def test_ctrl_c_while_writing_says_how_to_go_on(
    online: Lusha, leads: Callable[..., str], tmp_path: Path, monkeypatch: Any
) -> None:
    from lusha_cli.bulk.run.run import Job

    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Job, "write_to", interrupted)
    line = ("person", "bulk", leads(3), "--yes", "--out", str(tmp_path / "out.csv"))
    assert "3 people of 3 answered. " not in online(*line, code=130).out
    assert "lusha runs resume" in online(*line, code=130).err


def test_one_process_at_a_time(online: Lusha, leads: Callable[..., str]) -> None:
    from lusha_cli.storage.locks import Lock

    source = leads(3)
    online("person", "bulk", source, "--yes")
    [run] = online("runs", "list").json
    lock = Lock(online.state / "runs" / f"{run['id']}.lock")
    assert lock.take("process 42 since noon") is None
    refused = online("person", "bulk", source, "--yes", code=2)
    assert f"The run {run['id']} is being worked on by process 42 since noon." in refused.err
    online("runs", "delete", run["id"], code=2)
    # Looking and exporting disturb nobody.
    assert online("runs", "show", run["id"]).json["rows"] == 3
    assert len(_rows(online("runs", "export", run["id"]).out)) == 3
    lock.release()
    online("person", "bulk", source, "--yes")


def test_of_two_processes_one_works_and_one_says_who_does(
    online: Lusha, server: Server, leads: Callable[..., str], tmp_path: Path
) -> None:
    source, out = leads(3), tmp_path / "out.csv"
    asked, go_on = threading.Event(), threading.Event()
    handle = server.sandbox.handle

    def slow(request: Request) -> Response:
        if request.path in PEOPLE:
            asked.set()
            go_on.wait(30)
        return handle(request)

    server.sandbox.handle = slow  # type: ignore[method-assign]
    folder = tmp_path / "one"
    env = _env(folder, server)
    first = subprocess.Popen(_command(source, out), env=env, stderr=subprocess.DEVNULL)
    assert asked.wait(30)
    second = subprocess.run(_command(source, out), env=env, capture_output=True, text=True)
    assert second.returncode == 2
    assert f"is being worked on by process {first.pid} since" in second.stderr
    go_on.set()
    assert first.wait(30) == 0
    assert len(_rows(out.read_text())) == 3
    assert _asked(server) == 1


def test_runs_are_shown_exported_and_deleted(
    online: Lusha, leads: Callable[..., str], tmp_path: Path
) -> None:
    source = leads(4)
    text = online("person", "bulk", source, "--yes").out
    [run] = online("runs", "list").json
    assert (run["source"], run["kind"], run["state"], run["rows"]) == (
        source, "person", "finished", 4,
    )  # fmt: skip
    assert run["statuses"] == {"matched": 4}
    os.unlink(source)
    assert online("runs", "export", run["id"][:4]).out == text
    out = tmp_path / "again.jsonl"
    online("runs", "export", run["id"], "--out", str(out))
    assert [json.loads(line)["lusha_status"] for line in out.read_text().splitlines()] == [
        "matched"
    ] * 4
    assert "finished" in online("runs", "list", terminal=True).out
    assert "No run 'zz'" in online("runs", "show", "zz", code=2).err
    assert "--all" in online("runs", "delete", code=2).err
    online("runs", "delete", "--all")
    assert online("runs", "list").json == []
    assert list((online.state / "runs").iterdir()) == []


def test_what_was_declined_or_only_shown_leaves_no_run(
    online: Lusha, leads: Callable[..., str]
) -> None:
    source = leads(3)
    online("person", "bulk", source, code=2)
    online("person", "bulk", source, terminal=True, stdin=b"n\n", code=130)
    online("person", "bulk", source, "--dry-run")
    (online.folder / "bad.csv").write_text("nothing\nx\n")
    online("person", "bulk", str(online.folder / "bad.csv"), code=2)
    assert online("runs", "list").json == []


def test_a_run_is_for_its_owner_alone(online: Lusha, leads: Callable[..., str]) -> None:
    online("person", "bulk", leads(3), "--yes")
    folder = online.state / "runs"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o077 for file in folder.iterdir()} == {0}


def test_a_run_of_another_account_is_not_gone_on_with(
    online: Lusha, leads: Callable[..., str]
) -> None:
    online("person", "bulk", leads(3), "--yes")
    [run] = online("runs", "list").json
    refused = online("runs", "resume", run["id"], "--sandbox", "--yes", code=2)
    assert "another API or profile" in refused.err


def test_a_damaged_journal_spoils_no_list(online: Lusha, leads: Callable[..., str]) -> None:
    online("person", "bulk", leads(3), "--yes")
    (online.state / "runs" / "0badbadbad00.db").write_bytes(b"x" * 5000)
    states = {run["id"]: run["state"] for run in online("runs", "list").json}
    assert sorted(states.values()) == ["damaged", "finished"]
    assert "damaged" in online("runs", "list", terminal=True).out
    assert online("runs", "show", "0bad").json["state"] == "damaged"
    for command in (("export", "0bad"), ("resume", "0bad", "--yes")):
        told = online("runs", *command, code=1)
        assert "cannot be read" in told.err
        assert "lusha runs delete 0badbadbad00" in told.err
    online("runs", "delete", "0bad")
    assert len(online("runs", "list").json) == 1


def test_a_damaged_journal_is_set_aside_and_named(
    online: Lusha, server: Server, leads: Callable[..., str]
) -> None:
    source = leads(3)
    online("person", "bulk", source, "--yes")
    [run] = online("runs", "list").json
    file = online.state / "runs" / f"{run['id']}.db"
    file.write_bytes(b"x" * 5000)
    for suffix in ("-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
    told = online("person", "bulk", source, "--yes", code=1)
    aside = file.with_suffix(".damaged-1")
    assert str(aside) in told.err
    assert aside.read_bytes() == b"x" * 5000
    assert _asked(server) == 1
    again = online("person", "bulk", source, "--yes")
    assert f"it is kept as {aside}" in again.err
    assert _asked(server) == 2


def test_retry_sends_the_rows_that_ended_so_and_no_others(
    script: Script, leads: Callable[..., str]
) -> None:
    def answer(number: int, name: str) -> dict[str, Any]:
        if name == "found":
            data = {"personId": number, "fullName": f"P{number}", "emails": [f"{number}@a.example"]}
            return {"error": None, "isCreditCharged": True, "data": data}
        return {"error": {"code": 3, "name": name, "message": name}}

    def body(fates: dict[int, str]) -> Answer:
        contacts = {str(number): answer(number, fate) for number, fate in fates.items()}
        return Answer(201, json.dumps({"contacts": contacts}).encode())

    fates = {n: ("EMPTY_DATA" if n % 10 == 0 else "found") for n in range(1, 101)}
    lusha, server = script(body(fates), Answer(400))
    source = leads(150)
    usage = Answer(200, b'{"usage": {"used": 0, "total": 9, "remaining": 9}}')
    server.answers[:0] = [usage]
    server.answers[2:] = [body(dict.fromkeys(range(101, 151), "ENRICH_FAILED"))]
    first = lusha("person", "bulk", source, "--yes", code=10)
    statuses = [row["lusha_status"] for row in _rows(first.out)]
    assert (statuses.count("not_found"), statuses.count("error")) == (10, 50)
    server.answers[:] = [usage, body(dict.fromkeys(range(101, 151), "found"))]
    second = lusha("person", "bulk", source, "--yes", "--retry", "error")
    assert [c["contactId"] for c in server.bodies[-1]["contacts"]] == [
        str(n) for n in range(101, 151)
    ]
    statuses = [row["lusha_status"] for row in _rows(second.out)]
    assert (statuses.count("not_found"), statuses.count("matched")) == (10, 140)
    assert "150 rows: 50 people in 1 request" in second.err
    server.answers[:] = [usage, body(dict.fromkeys(range(10, 110, 10), "found"))]
    third = lusha("person", "bulk", source, "--yes", "--retry", "not_found", "--fail-on-miss")
    assert {row["lusha_status"] for row in _rows(third.out)} == {"matched"}
    assert [c["contactId"] for c in server.bodies[-1]["contacts"]] == [
        str(n) for n in range(10, 110, 10)
    ]
    asked = len(server.asked)
    assert lusha("person", "bulk", source, "--yes", "--retry", "error").out == third.out
    assert len(server.asked) == asked


def test_misses_fail_where_that_is_wanted(lusha: Lusha, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f"email\n{ADA}\nnobody@nowhere.example\n")
    lusha("person", "bulk", str(source), "--yes")
    result = lusha("person", "bulk", str(source), "--yes", "--fail-on-miss", code=10)
    assert "1 not found." in result.err
    assert len(_rows(result.out)) == 2


def test_a_sample_tells_of_the_whole_and_is_used_by_it(
    online: Lusha, server: Server, leads: Callable[..., str]
) -> None:
    source = leads(900)
    with Path(source).open("a") as file:
        file.writelines(f"nobody{number}@nowhere.example\n" for number in range(100))
    line = ("person", "bulk", source, "--yes")
    told = online(*line, "--sample", "200")
    found = told.json
    assert found["sample"] == 200
    low, high = found["matchRateInterval"]
    assert low < 0.9 < high
    assert 0 <= low < found["matchRate"] < high <= 1
    assert found["projected"]["items"] == 1_000
    assert (
        found["projected"]["matchedInterval"][0] <= 900 <= found["projected"]["matchedInterval"][1]
    )
    assert _asked(server) == 2
    assert online(*line, "--sample", "200").json == found
    assert _asked(server) == 2
    other = online(*line, "--sample", "200", "--sample-seed", "7").json
    assert other != found
    asked = _asked(server)
    result = online(*line)
    assert len(_rows(result.out)) == 1_000
    ledger = server.ledger()
    assert _asked(server) > asked
    assert {entity["asked"] for entity in ledger["entities"].values()} == {1}
    spent = ledger["totals"]["credits"] - sum(e["charged"] for e in ledger["entities"].values())
    low, high = found["projected"]["creditsInterval"]
    assert low <= sum(e["charged"] for e in ledger["entities"].values()) <= high
    assert spent < 50
    fresh = online(*line, "--sample", "5", "--fresh").json
    assert fresh["creditsPerItem"] == 0


def test_a_sample_is_no_retry(lusha: Lusha, leads: Callable[..., str]) -> None:
    line = ("person", "bulk", leads(3), "--yes", "--sample", "2", "--retry", "error")
    assert "contradict" in lusha(*line, code=2).err


def test_a_sample_of_a_small_file_is_all_of_it(lusha: Lusha, leads: Callable[..., str]) -> None:
    found = lusha("person", "bulk", leads(3), "--yes", "--sample", "50").json
    assert (found["sample"], found["matchRate"]) == (3, 1.0)
    assert found["matchRateInterval"][0] < 1


def test_the_credits_left_are_asked_for_once_a_minute(
    online: Lusha, server: Server, leads: Callable[..., str]
) -> None:
    for number in range(3):
        online("person", "bulk", leads(number + 1), terminal=True, stdin=b"n\n", code=130)
    assert server.ledger()["requests"] == {"account usage": 1}
    online("person", "bulk", leads(1), "--yes")
    told = online("person", "bulk", leads(2), terminal=True, stdin=b"n\n", code=130)
    assert f"{100_000 - server.ledger()['totals']['credits']:,} credits left" in told.err


def test_columns_are_chosen_and_named_ones_only(lusha: Lusha, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f"email\n{ADA}\n")
    line = ("person", "bulk", str(source), "--yes")
    row = _rows(lusha(*line, "--columns", "mobile_phone,lusha_full_name").out)[0]
    assert list(row)[-2:] == ["lusha_mobile_phone", "lusha_full_name"]
    assert len(row) == 1 + 5 + 2
    refused = lusha(*line, "--columns", "shoe_size", code=2)
    assert "there is no column 'shoe_size'" in refused.err
    assert "work_email" in refused.err


def test_several_values_are_joined_or_the_first_or_a_column_each(
    lusha: Lusha, tmp_path: Path
) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f"email\nzanele.moreau@orchard-motors.example\n{ADA}\n")
    line = ("person", "bulk", str(source), "--yes", "--columns", "emails", "--columns", "phones")
    emails = [ADA, "ada.byrne.0@mailbox.example"]
    joined = _rows(lusha(*line).out)[1]
    assert joined["lusha_emails"].split("; ") == emails
    assert _rows(lusha(*line, "--multi", "first").out)[1]["lusha_emails"] == ADA
    exploded = _rows(lusha(*line, "--multi", "explode").out)
    assert len(exploded) == 2
    assert [exploded[1]["lusha_emails_1"], exploded[1]["lusha_emails_2"]] == emails
    assert [name for name in exploded[0] if name.startswith("lusha_phones")] == [
        "lusha_phones_1", "lusha_phones_2",
    ]  # fmt: skip
    assert exploded[0]["lusha_phones_2"] == ""


def test_formulas_are_guarded_where_that_is_wanted(lusha: Lusha, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text(f'email,note\n{ADA},"=HYPERLINK(""x"")"\n{ADA},-5\n{ADA},@sum\n')
    line = ("person", "bulk", str(source), "--yes")
    assert [row["note"] for row in _rows(lusha(*line).out)] == ['=HYPERLINK("x")', "-5", "@sum"]
    rows = _rows(lusha(*line, "--spreadsheet-safe").out)
    assert [row["note"] for row in rows] == ['\'=HYPERLINK("x")', "-5", "'@sum"]
    assert rows[0]["lusha_mobile_phone"].startswith("+1")


KILLS = 50


class Killer:
    """Kills a client with SIGKILL, 50 times: as a request comes, as it was answered, any time."""

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
        if request.path not in PEOPLE:
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


def test_a_run_in_a_bad_network_that_is_killed_fifty_times_is_the_run_that_was_not(
    serve: Callable[..., Server], tmp_path: Path, leads: Callable[..., str]
) -> None:
    source = leads(7_000)
    faults = parse_faults("500:0.05,502:0.05,drop:0.05,cut:0.05")
    quiet, killed = serve(rps=0), serve(rps=0, faults=faults)
    expected = _finished(_env(tmp_path / "quiet", quiet), source, tmp_path / "quiet.csv")
    env, out = _env(tmp_path / "killed", killed), tmp_path / "killed.csv"
    killer = Killer(killed)
    answered: list[tuple[int, set[str]]] = []
    told = b""
    while not out.exists():
        process = subprocess.Popen(_command(source, out), env=env, stderr=subprocess.PIPE)
        killer.watch(process)
        told = process.communicate()[1]
        assert process.returncode in (0, -signal.SIGKILL), told
        answered.append((len(killer.sent), _journalled(tmp_path / "killed" / "state" / "runs")))
    assert killer.kills == KILLS
    assert out.read_bytes() == expected
    # Nobody was asked for again whose answer was in the journal.
    for number, items in answered:
        assert not items & set().union(*killer.sent[number:])
    ledger = killed.ledger()
    assert ledger["totals"]["credits"] == quiet.ledger()["totals"]["credits"]
    assert f"Charged up to {ledger['totals']['credits']:,} credits" in told.decode()
    assert all(entity["charged"] <= 6 for entity in ledger["entities"].values())


def _journalled(folder: Path) -> set[str]:
    """The items whose answers the journal has."""
    found: set[str] = set()
    for file in folder.glob("*.db"):
        with closing(sqlite3.connect(file)) as db, suppress(sqlite3.OperationalError):
            for (items,) in db.execute("SELECT items FROM answers"):
                found |= set(items.split(","))
    return found


# The command line, in a world where it is always noon: what it writes does not depend on the hour.
AT_NOON = """
from lusha_cli.context.streams import SystemClock
SystemClock.now = lambda self: 1793534400.0
from lusha_cli.__main__ import run
run()
"""


def _env(folder: Path, server: Server) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    keep = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {
        **keep,
        "LUSHA_BASE_URL": server.url,
        "LUSHA_API_KEY": KEY,
        "LUSHA_STATE_DIR": str(folder / "state"),
        "LUSHA_CONFIG_DIR": str(folder / "config"),
        "LUSHA_CACHE_DIR": str(folder / "cache"),
    }


def _command(source: str, out: Path) -> list[str]:
    lusha = [sys.executable, "-c", AT_NOON]
    return [*lusha, "person", "bulk", source, "--yes", "--jobs", "2", "--out", str(out)]


def _finished(env: dict[str, str], source: str, out: Path) -> bytes:
    subprocess.run(_command(source, out), env=env, check=True, stderr=subprocess.DEVNULL)
    return out.read_bytes()
