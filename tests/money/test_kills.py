"""Kills, full disks and races: nothing is paid twice, lost or left out of the report."""

import csv
import io
import json
import resource
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.money.client import MoneyClient, Run
from tests.money.conftest import MakeApi
from tests.money.fake_api import FakeApi, Fault
from tests.money.ledger import Entry

pytestmark = pytest.mark.slow

V3 = ("--api-version", "v3")
ROWS = 500
JOBS = 2
KILL, TERM, HUP, QUIT, INT = (
    signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT,
)  # fmt: skip


@pytest.fixture
def money(make_api: MakeApi, tmp_path: Path) -> MoneyClient:
    """Return a CLI whose clock is that of the processes which are killed."""
    api = make_api()
    api.delay = 0.02
    client = MoneyClient(tmp_path, api)
    client.lusha.clock.time = time.time()
    return client


def statuses(text: str) -> dict[str, str]:
    """Return the status of each row of an output."""
    return {row["email"]: row["lusha_status"] for row in csv.DictReader(io.StringIO(text))}


def check_after(client: MoneyClient, killed: Run, again: Run, *, rows: int = ROWS) -> None:
    """Fail unless all that was charged is reported and nobody was sent twice over V3.

    Rows that were in flight may be left unknown, any other must be written.
    """
    ledger = client.api.ledger
    text = f"{killed}{again}\n--- whole ledger\n{ledger}"
    assert again.report.covers(ledger.charged), (
        f"charged {ledger.charged}, reported {again.report}{text}"
    )
    assert not ledger.sent_twice(), f"sent twice: {len(ledger.sent_twice())} people{text}"
    written = statuses(again.out)
    assert len(written) == rows, f"{len(written)} rows{text}"
    delivered = {p for entry in delivered_entries(killed, again) for p in entry.people}
    lost = {email for email in delivered if "@" in email and written[email] != "matched"}
    assert not lost, f"{len(lost)} answered rows are lost{text}"
    unknown = [email for email, status in written.items() if status != "matched"]
    assert len(unknown) <= JOBS * 100, f"{len(unknown)} rows are unknown{text}"


def delivered_entries(killed: Run, again: Run) -> list[Entry]:
    """Return the requests whose responses the client must have stored."""
    # The search of --smart is only the first step of a row.
    last_steps = [e for e in (*killed.ledger, *again.ledger) if e.operation != "contacts search"]
    answered = [entry for entry in last_steps if entry.credits and entry.answered]
    before = [entry for entry in answered if entry in killed.ledger.entries]
    before.sort(key=lambda entry: entry.answered or 0)
    # It may have been killed between receiving the last ones and storing them.
    after = [entry for entry in answered if entry in again.ledger.entries]
    return [*before[:-JOBS], *after]


# Name, options of the run, rules of the API, the options of the run after it.
MODES: dict[str, tuple[tuple[str, ...], dict[str, Any], tuple[str, ...]]] = {
    "plain v2": (("--jobs", "2"), {}, ()),
    "plain v3": ((*V3, "--jobs", "2"), {}, V3),
    "sample": ((*V3, "--sample", "450", "--jobs", "2"), {}, V3),
    "smart": ((*V3, "--smart", "--jobs", "2"), {}, (*V3, "--smart")),
    "crossing": (("--jobs", "1"), {"v2_retires_at": 3}, ()),
}
KILLS = [
    *((mode, "received", 4, KILL) for mode in MODES),
    *((mode, "charged", 3, KILL) for mode in ("plain v3", "sample", "smart")),
    ("plain v3", "answered", 4, KILL),
    ("plain v2", "charged", 1, KILL),
    ("crossing", "charged", 3, KILL),
    ("crossing", "received", 5, KILL),
    ("plain v3", "charged", 2, TERM),
    ("plain v3", "received", 1, HUP),
    ("sample", "charged", 1, QUIT),
    ("smart", "received", 2, INT),
]


@pytest.mark.parametrize(
    ("mode", "event", "number", "kill"),
    [pytest.param(*case, id=f"{case[0]}, {case[3].name} when {case[1]} {case[2]}")
     for case in KILLS],
)  # fmt: skip
def test_run_after_a_kill_reports_everything(
    money: MoneyClient, mode: str, event: str, number: int, kill: signal.Signals
) -> None:
    options, rules, after = MODES[mode]
    for name, value in rules.items():
        setattr(money.api.rules, name, value)
    people = money.people(ROWS)
    command = ("person", "bulk", people, "--yes")
    killed = money.killed(*command, *options, event=event, number=number, kill=kill)
    assert killed.code, str(killed)
    money.api.delay = 0
    money.lusha.clock.time = time.time()
    again = money(*command, *after)
    check_after(money, killed, again)


def test_retry_after_a_kill_reports_everything(money: MoneyClient) -> None:
    # The first run leaves rows in error; the retry of them is killed.
    money.api.faults.append(Fault("contacts search-and-enrich", "status", (2,), status=400))
    people = money.people(ROWS)
    command = ("person", "bulk", people, "--yes", *V3, "--jobs", "1")
    first = money.process(*command)
    killed = money.killed(*command, "--retry-status", "error", event="charged", number=1)
    money.lusha.clock.time = time.time()
    again = money(*command, "--retry-status", "unknown")
    ledger = money.api.ledger
    text = f"{first}{killed}{again}\n{ledger}"
    assert again.report.covers(ledger.charged), f"charged {ledger.charged}{text}"
    assert not ledger.sent_twice(), text


@pytest.mark.parametrize("number", [1, 2])
def test_kill_names_charges_without_a_bound(money: MoneyClient, number: int) -> None:
    command = ("person", "bulk", money.people(100), "--yes", *V3, "--signal", "promotion")
    killed = money.killed(*command, event="charged", number=number)
    assert killed.code == -KILL, str(killed)
    money.lusha.clock.time = time.time()
    again = money(*command)
    assert "Charged up to 604 credits" in again.err, str(again)
    # The second request is the one for signals.
    surcharge = ", plus 1 credit per signal delivered in 1 failed request."
    assert (surcharge in again.err) == (number == 2), str(again)
    assert not money.api.ledger.sent_twice(), str(again)
    # The people came before the kill: they were paid for, and only their signals are missing.
    rows = list(csv.DictReader(again.out.splitlines()))
    assert {row["lusha_status"] for row in rows} == {"unknown" if number == 1 else "matched"}
    assert {row["lusha_error"] for row in rows} == {"sent, but no response was received"}
    assert all(row["lusha_emails"] for row in rows) == (number == 2), str(again)


@pytest.mark.parametrize("number", [2, 3])
def test_kill_between_the_steps_of_a_search_first_run_loses_nothing(
    money: MoneyClient, number: int
) -> None:
    command = ("person", "bulk", money.people(150), "--yes", "--smart", "--jobs", "1")
    killed = money.killed(*command, event="received", number=number)
    money.lusha.clock.time = time.time()
    again = money(*command)
    rows = list(csv.DictReader(again.out.splitlines()))
    assert again.report.covers(money.api.ledger.charged), f"{killed}{again}"
    # The search is shown where the reveal didn't come, or left unknown where neither did.
    named = [row for row in rows if row["lusha_full_name"]]
    assert len(named) >= 100, str(again)
    assert not money.api.ledger.sent_twice(), str(again)


def test_kill_over_v2_is_charged_once_with_its_signals(money: MoneyClient) -> None:
    command = ("person", "bulk", money.people(100), "--yes", "--signal", "promotion")
    killed = money.killed(*command, event="charged", number=1)
    money.lusha.clock.time = time.time()
    again = money(*command, code=0)
    assert again.report.covers(money.api.ledger.charged), f"{killed}{again}"
    assert "failed request" not in again.err, str(again)


def test_kill_while_the_output_is_written_loses_nothing(money: MoneyClient) -> None:
    people = money.people(600)
    command = ("person", "bulk", people, "--yes", *V3)
    killed = money.killed(*command, event="output")
    again = money(*command, code=0)
    assert not again.charged, str(again)
    check_after(money, killed, again, rows=600)


@pytest.mark.parametrize("kill", [TERM, HUP, QUIT])
def test_signal_waits_for_the_requests_in_flight(money: MoneyClient, kill: signal.Signals) -> None:
    money.api.delay = 0.3
    command = ("person", "bulk", money.people(ROWS), "--yes", *V3, "--jobs", "1")
    killed = money.killed(*command, event="received", number=1, kill=kill)
    assert killed.code == 130 or killed.code == 128 + kill, str(killed)
    assert all(entry.is_answered for entry in killed.ledger), str(killed)
    money.api.delay = 0
    again = money(*command, code=0)
    assert not [e for e in again.ledger if e.people == killed.ledger.paid.entries[0].people]
    assert again.report.is_exact, str(again)
    check_after(money, killed, again)


@pytest.mark.parametrize("line", [
    "contacts enrich 4100000001 --no-waterfall", "person get ada@firm.example --api-version v3",
])  # fmt: skip
def test_interrupted_single_call_says_what_may_be_charged(money: MoneyClient, line: str) -> None:
    money.api.delay = 0.5
    killed = money.killed(*line.split(), event="received", kill=INT)
    assert killed.code == 130, str(killed)
    report = killed.report
    assert report.credits is not None, str(killed)
    assert report.credits >= killed.charged, str(killed)
    assert not report.is_exact, str(killed)


def test_interrupted_pages_are_shown(money: MoneyClient) -> None:
    money.api.rules.total_results = 1000
    money.api.delay = 0.2
    command = ("contacts", "prospecting", "--department", "Sales", "--all", "--yes")
    killed = money.killed(*command, event="received", number=4, kill=INT)
    assert killed.code in (10, 130), str(killed)
    assert len(json.loads(killed.out)["results"]) >= 300, str(killed)
    assert killed.report.covers(killed.charged), str(killed)


SIZES = (4_096, 20_480, 49_152, 90_112, 200_000)


@pytest.mark.parametrize("size", SIZES)
def test_full_disk_leaves_no_sent_request_unrecorded(money: MoneyClient, size: int) -> None:
    people = money.people(ROWS)
    command = ("person", "bulk", people, "--yes", *V3, "--jobs", "2")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    full = money.process(*command, preexec_fn=limit)
    money.lusha.clock.time = time.time()
    again = money(*command)
    check_after(money, full, again)


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_processes_that_start_together_pay_once(money: MoneyClient, version: str) -> None:
    money.api.delay = 0.2
    command = ("person", "bulk", money.people(ROWS), "--yes", "--api-version", version)
    processes = [money.start(*command, "--jobs", "1") for _ in range(6)]
    ends = [(process.communicate(timeout=60), process.returncode) for process in processes]
    ledger = money.api.ledger
    text = "\n".join(f"{code}: {err.decode()}" for (_, err), code in ends) + str(ledger)
    assert [code for _, code in ends].count(0) >= 1, text
    # Those that came second didn't send anything, whatever they exit with.
    repeated = {**ledger.sent_twice("v2"), **ledger.sent_twice("v3")}
    assert not repeated, text
    assert ledger.charged == ROWS * 6 + ROWS // 25, text


def test_process_that_waited_for_the_lock_does_not_pay_again(
    money: MoneyClient, make_client: Callable[[FakeApi], MoneyClient]
) -> None:
    # Runs that end at once, over and over: the lock file comes and goes.
    money.api.delay = 0
    command = ("person", "bulk", money.people(100), "--yes", *V3)
    for _ in range(2):
        processes = [money.start(*command) for _ in range(4)]
        for process in processes:
            process.communicate(timeout=60)
    assert not money.api.ledger.sent_twice(), str(money.api.ledger)


def test_timeout_bounds_a_response_that_drips(money: MoneyClient) -> None:
    money.api.faults.append(Fault("contacts enrich", "drip", None, after_charge=True))
    began = time.monotonic()
    options = ("--no-waterfall", "--timeout", "1", "--no-wait")
    run = money.process("contacts", "enrich", "4100000001", *options)
    assert run.code == 8, str(run)
    assert time.monotonic() - began < 8, str(run)
    assert run.report.covers(6), str(run)


def test_run_remembers_the_retirement_before_v3_is_asked(money: MoneyClient) -> None:
    money.api.rules.v2 = "gone"
    people = money.people(ROWS)
    command = ("person", "bulk", people, "--yes", "--jobs", "1")

    def kill(entry: Entry) -> None:
        if entry.operation == "contacts search-and-enrich":
            process.kill()

    money.api.on("received", kill)
    process = money.start(*command)
    process.communicate(timeout=60)
    money.api.wait_until_idle()
    before = len(money.api.ledger.entries)
    money.lusha.clock.time = time.time()
    again = money(*command)
    asked = money.api.ledger.since(before)
    assert not asked.of("person bulk").entries, f"V2 was asked again{again}"
    assert not money.api.ledger.sent_twice(), str(again)
    assert again.report.covers(money.api.ledger.charged), str(again)
