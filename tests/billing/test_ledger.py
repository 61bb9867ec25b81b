"""The ledger of paid requests: what each command records in it."""

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.api.client import Client
from lusha_cli.api.request import ApiRequest
from lusha_cli.billing.charges import Charge
from lusha_cli.billing.ledger import Call, Ledger, RecordedCall, Settlement
from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.people import sample_people
from tests.support.cli import ADA, KEY, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

CALL = Call(
    at=1.0, profile="default", user="ann", account="hash", command="person get",
    operation="person get", version="v2", run="", items=1, identifiers=(f"email:{ADA}",),
    estimate=6, is_bounded=True,
)  # fmt: skip
DOMAIN = "analytical-engines.example"
V3 = ("--api-version", "v3")


def fail(text: str) -> None:
    """Fail the test: nothing was to be reported."""
    raise AssertionError(text)


def recorded(folder: Path, **filters: Any) -> list[RecordedCall]:
    """Return the calls in the ledger of a folder, the first one first."""
    with closing(Ledger(folder, warn=fail)) as ledger:
        return list(ledger.calls(**filters))[::-1]


# Each command with the calls that it records: operation, version, items, results, outcome.
COMMANDS: dict[str, tuple[tuple[str, ...], list[tuple[str, str, int, int, str]]]] = {
    "single": (("person", "get", ADA), [("person get", "v2", 1, 1, "ok")]),
    "no match": (
        ("person", "get", f"nobody@{DOMAIN}"), [("person get", "v2", 1, 0, "ok")],
    ),
    "company": (("company", "get", DOMAIN), [("company get", "v2", 1, 1, "ok")]),
    "pages": (
        ("prospecting", "company", "search", "--technology", "aws", "--limit", "60"),
        [("prospecting company search", "v2", 25, 25, "ok")] * 3,
    ),
    "v3": (("contacts", "search", "--email", ADA), [("contacts search", "v3", 1, 1, "ok")]),
    "v2 served by v3": (
        ("person", "get", ADA, *V3), [("contacts search-and-enrich", "v3", 1, 1, "ok")],
    ),
    "api": (
        ("api", "GET", "/v2/person", "-F", f"email={ADA}"), [("person get", "v2", 1, 1, "ok")],
    ),
    "free": (("account", "usage"), []),
    "free api": (("api", "account/usage"), []),
    "dry run": (("person", "get", ADA, "--dry-run"), []),
}  # fmt: skip


@pytest.mark.with_yes
@pytest.mark.parametrize(("argv", "calls"), COMMANDS.values(), ids=COMMANDS)
def test_command_records_each_paid_request(
    online: Lusha,
    server: Server,
    argv: tuple[str, ...],
    calls: list[tuple[str, str, int, int, str]],
) -> None:
    online(*argv, code=3 if "nobody" in " ".join(argv) else 0)
    found = recorded(online.state)
    assert [(c.operation, c.version, c.items, c.results, c.outcome) for c in found] == calls
    command = " ".join(argv[:3] if argv[0] == "prospecting" else argv[:2])
    assert {c.command for c in found} <= {command if argv[0] != "api" else "api"}
    assert all((c.estimate or 0) >= c.credits for c in found)
    assert sum(c.credits for c in found) == server.ledger()["totals"]["credits"]


@pytest.mark.with_yes
def test_session_sums_to_the_charges_of_the_api(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    leads = write_leads(130)
    online("person", "get", ADA)
    online("person", "bulk", leads, "--reveal-emails")
    online("company", "get", DOMAIN)
    online("prospecting", "company", "search", "--technology", "aws", "--limit", "60")
    online("contacts", "search-and-enrich", "--email", ADA, "--reveal", "emails")
    online("signals", "companies", "get", "30000000", "--signal", "allSignals")
    online("api", "POST", "/v3/companies/search", "-F", f'companies=[{{"domain": "{DOMAIN}"}}]',
           code=2)  # fmt: skip
    online("lookalike", "companies", "--domain", DOMAIN, "--limit", "5")
    found = recorded(online.state)
    assert len(found) == 11
    assert sum(c.credits for c in found) == server.ledger()["totals"]["credits"]
    assert sorted(c.items for c in found if c.command == "person bulk") == [30, 100]
    assert len({c.run for c in found if c.command == "person bulk"} - {""}) == 1
    assert {c.profile for c in found} == {"default"}
    assert [c.outcome for c in found if c.command == "api"] == ["rejected"]


@pytest.mark.with_yes
def test_retired_v2_records_both_attempts(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve(v2="gone")
    lusha = Lusha(tmp_path)
    lusha.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY=KEY)
    lusha("person", "get", ADA)
    first, second = recorded(lusha.state)
    assert (first.outcome, first.version, first.charge, first.is_exact) == (
        "retired",
        "v2",
        0,
        True,
    )
    assert (second.outcome, second.version, second.results) == ("ok", "v3", 1)
    assert second.credits == server.ledger()["totals"]["credits"]


# A response, the exit code, and what is recorded: outcome, charge, whether it is exact.
FAILURES: dict[str, tuple[ScriptedResponse, int, tuple[str, int | None, bool]]] = {
    "rejected": (ScriptedResponse(400, b"{}"), 2, ("rejected", 0, True)),
    "forbidden": (ScriptedResponse(403, b"{}"), 5, ("forbidden", 0, True)),
    "out of credits": (ScriptedResponse(402, b"{}"), 6, ("out_of_credits", 0, True)),
    "limited": (ScriptedResponse(429, b"{}"), 7, ("rate_limited", 0, True)),
    "failed": (ScriptedResponse(500, b"{}"), 9, ("unanswered", 1, False)),
    "not json": (ScriptedResponse(200, b"<html>"), 9, ("unanswered", 1, False)),
    "lost": (ScriptedResponse(200, cut=True), 8, ("unanswered", 1, False)),
}


@pytest.mark.parametrize(("response", "code", "expected"), FAILURES.values(), ids=FAILURES)
def test_error_is_recorded_with_what_it_may_have_charged(
    script: StartScriptedServer,
    response: ScriptedResponse,
    code: int,
    expected: tuple[str, int | None, bool],
) -> None:
    lusha, _ = script(response)
    lusha("contacts", "search", "--email", ADA, "--no-wait", code=code)
    (call,) = recorded(lusha.state)
    assert (call.outcome, call.charge, call.is_exact) == expected


def test_crash_leaves_the_call_pending(lusha: Lusha, monkeypatch: pytest.MonkeyPatch) -> None:
    send = Client.send

    def crash(client: Client, request: ApiRequest) -> Json:
        if request.is_free:
            return send(client, request)
        raise MemoryError

    monkeypatch.setattr(Client, "send", crash)
    lusha("contacts", "search", "--email", ADA, code=1)
    (call,) = recorded(lusha.state / "sandbox")
    assert (call.outcome, call.charge, call.credits) == ("pending", None, 1)


def test_sandbox_has_a_ledger_of_its_own(lusha: Lusha) -> None:
    lusha("person", "get", ADA)
    assert not (lusha.state / "ledger.db").exists()
    assert len(recorded(lusha.state / "sandbox")) == 1


@pytest.mark.with_yes
def test_ledger_has_no_clear_identifiers(online: Lusha, write_csv: Callable[[str], str]) -> None:
    person = sample_people(limit=1, seed=5)[0]
    online("person", "bulk", write_csv(f"email\n{ADA}\n{person['email']}\n"))
    online("api", "POST", f"/v9/people/{ADA}", "-F", f"email={ADA}", code=3)
    online("company", "get", DOMAIN)
    files = [online.state / f"ledger.{ending}" for ending in ("db", "db-wal", "salt")]
    content = b"".join(file.read_bytes() for file in files if file.exists())
    for clear in (ADA, person["email"], DOMAIN, "Byrne", "4100000000", KEY):
        assert clear.encode() not in content
    for file in files:
        assert not file.exists() or file.stat().st_mode & 0o077 == 0
    # They are found by their hashes, also under identifiers that only the response had.
    for identifier in (f"email:{ADA}", "contact:4100000000"):
        assert len(recorded(online.state, identifiers=[identifier])) == 1
    assert len(recorded(online.state, identifiers=[f"domain:{DOMAIN}"])) == 1
    assert recorded(online.state, identifiers=["email:other@mailbox.example"]) == []


# What is wrong with the files, and what the warning says.
def _lock(state: Path) -> "sqlite3.Connection":
    db = sqlite3.connect(state / "ledger.db", isolation_level=None, timeout=0)
    db.execute("BEGIN IMMEDIATE")
    return db


BROKEN: dict[str, tuple[Callable[[Path], Any], str]] = {
    "damaged": (lambda state: (state / "ledger.db").write_bytes(b"x" * 5000), "not a database"),
    "another": (lambda state: (state / "ledger.db").write_bytes(b""), "it is not a ledger"),
    "no salt": (lambda state: (state / "ledger.salt").unlink(), "ledger.salt is missing"),
    "short salt": (lambda state: (state / "ledger.salt").write_bytes(b"x"), "is damaged"),
    "other salt": (
        lambda state: (state / "ledger.salt").write_bytes(b"x" * 32),
        "ledger.salt is not the salt of this ledger",
    ),
    "locked": (_lock, "database is locked"),
}


@pytest.mark.parametrize(("harm", "reason"), BROKEN.values(), ids=BROKEN)
def test_unusable_ledger_is_one_warning(
    online: Lusha,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    harm: Callable[[Path], Any],
    reason: str,
) -> None:
    monkeypatch.setattr("lusha_cli.billing.ledger_database._TIMEOUT", 0.01)
    online("company", "get", DOMAIN)
    before = server.ledger()["totals"]["credits"]
    held = harm(online.state)
    result = online(
        "prospecting", "company", "search", "--technology", "aws", "--limit", "60", "--yes"
    )
    assert result.err.count("Warning: the ledger") == 1
    assert reason in result.err
    assert server.ledger()["totals"]["credits"] == before + 3
    if isinstance(held, sqlite3.Connection):
        held.close()
    else:
        with closing(Ledger(online.state, warn=fail)) as ledger, pytest.raises(LushaError):
            list(ledger.calls())


def test_large_numbers_are_recorded(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path, warn=fail)) as ledger:
        id_ = ledger.begin(CALL._replace(items=2**70, estimate=2**70))
        assert id_ is not None
        ledger.settle(id_, Settlement(Charge(2, is_exact=True), "ok", 0.1, 1))
        # A call is settled once.
        ledger.settle(id_, Settlement(Charge(9, is_exact=True), "ok", 0.1, 1))
        (call,) = ledger.calls()
    assert (call.items, call.estimate, call.charge) == (2**63 - 1, 2**63 - 1, 2)


def test_call_settled_after_the_command_is_recorded_and_closed(tmp_path: Path) -> None:
    """A thread of an interrupted run may settle its request after the ledger was closed."""
    ledger = Ledger(tmp_path, warn=fail)
    id_ = ledger.begin(CALL)
    assert id_ is not None
    ledger.close()
    ledger.settle(id_, Settlement(Charge(3, is_exact=True), "ok", 0.1))
    assert [(call.outcome, call.credits) for call in recorded(tmp_path)] == [("ok", 3)]
    assert ledger._database._connection is None


def test_long_log_is_moved_into_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lusha_cli.billing.ledger_database._MAX_LOG_BYTES", 0)
    monkeypatch.setattr("lusha_cli.billing.ledger._CHECKPOINT_INTERVAL", 10)
    with closing(Ledger(tmp_path, warn=fail)) as ledger:
        for _ in range(30):
            ledger.settle(ledger.begin(CALL) or 0, Settlement(None, "ok", 0.1))
        # The file is complete without the log.
        uri = f"{ledger.file.as_uri()}?immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as db:
            assert db.execute("SELECT count(*) FROM calls").fetchone() == (30,)
    assert len(recorded(tmp_path)) == 30


def test_closing_leaves_a_short_log(tmp_path: Path) -> None:
    log = tmp_path / "ledger.db-wal"
    sizes = []
    for number in range(1, 41):
        _record(str(tmp_path), 1)
        sizes.append(log.stat().st_size if log.exists() else 0)
        assert len(recorded(tmp_path)) == number
    # Most processes don't wait for the disk, and the next one has little to read.
    assert 0 < sum(size == 0 for size in sizes) < 10
    assert max(sizes) < 200_000


def test_log_that_another_process_uses_is_left_to_it(tmp_path: Path) -> None:
    _record(str(tmp_path), 1)
    with closing(sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM calls").fetchone()
        began = time.monotonic()
        _record(str(tmp_path), 50)
        assert time.monotonic() - began < 1
    assert len(recorded(tmp_path)) == 51


def _record(folder: str, number: int) -> None:
    with closing(Ledger(Path(folder), warn=fail)) as ledger:
        for _ in range(number):
            id_ = ledger.begin(CALL)
            assert id_ is not None
            ledger.settle(id_, Settlement(Charge(1, is_exact=True), "ok", 0.1, 1))


@pytest.mark.slow
def test_processes_share_one_ledger(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_record, args=(str(tmp_path), 50)) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 8
    calls = recorded(tmp_path)
    assert len(calls) == 400
    assert all(call.charge == 1 and call.outcome == "ok" for call in calls)


_KILLED = """
import os, signal, sys
from lusha_cli.api.client import Client
from lusha_cli.cli.main import main
send = Client.send
def kill(client, request):
    return send(client, request) if request.is_free else os.kill(os.getpid(), signal.SIGKILL)
Client.send = kill
main(sys.argv[1:])
"""


@pytest.mark.slow
def test_killed_process_leaves_its_call_pending(tmp_path: Path) -> None:
    folders = {f"LUSHA_{name}_DIR": str(tmp_path / name) for name in ("STATE", "CACHE", "CONFIG")}
    argv = [sys.executable, "-c", _KILLED, "contacts", "search", "--email", ADA, "--sandbox"]
    assert subprocess.run(argv, env={**os.environ, **folders}).returncode == -signal.SIGKILL
    (call,) = recorded(tmp_path / "STATE" / "sandbox")
    assert (call.outcome, call.credits) == ("pending", 1)
