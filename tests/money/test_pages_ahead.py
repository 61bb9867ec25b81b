"""Searches whose pages are fetched ahead: what they charge, whatever happens on the way."""

import json
import random
import signal
import threading
from typing import Any

import pytest

from tests.money.client import MoneyClient
from tests.money.conftest import MakeApi
from tests.money.fake_api import FakeApi, Fault
from tests.money.ledger import Entry

SEARCH = ("contacts", "prospecting", "--job-title", "x", "--yes")
V2_SEARCH = ("prospecting", "contact", "search", "--department", "Sales", "--yes")
PAGES = 13


@pytest.fixture
def api(make_api: MakeApi) -> FakeApi:
    """Start an API whose searches have 13 pages of 100, or 26 of 50."""
    return make_api(total_results=100 * PAGES)


@pytest.fixture
def workers(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let six requests be in flight; in these tests a response takes no time."""
    monkeypatch.setattr("lusha_cli.commands.page_requests.requests_in_flight", lambda *_, **__: 6)
    return 6


class InFlight:
    """Counts the paid requests that a server has received and not answered."""

    def __init__(self, api: FakeApi, *, page_seconds: float = 0.03) -> None:
        self.now = self.most = 0
        api.delay = page_seconds
        api.on("received", lambda entry: self._count(entry, 1))
        api.on("answered", lambda entry: self._count(entry, -1))
        self._lock = threading.Lock()

    def _count(self, entry: Entry, change: int) -> None:
        if "account" not in entry.operation:
            with self._lock:
                self.now += change
                self.most = max(self.most, self.now)


def count_records(text: str, output: str) -> int:
    """Return the number of records in an output, which is complete whatever failed."""
    if output == "json":
        return len(json.loads(text)["results"])
    return len(text.splitlines()) - (output == "csv")


def pages_of(entries: Any) -> list[int]:
    return [(entry.body.get("pagination") or entry.body["pages"])["page"] for entry in entries]


@pytest.mark.parametrize("search", [SEARCH, V2_SEARCH], ids=["V3", "V2"])
@pytest.mark.parametrize("v2", ["works", "gone"])
def test_pages_ahead_are_those_of_one_by_one(
    money: MoneyClient, api: FakeApi, workers: int, search: tuple[str, ...], v2: Any
) -> None:
    api.rules.v2 = v2
    one_by_one = money(*search, "--all", "-o", "jsonl", "--no-wait", code=0)
    in_flight = InFlight(api)
    ahead = money(*search, "--all", "-o", "jsonl", code=0)
    assert ahead.out == one_by_one.out
    assert len(ahead.out.splitlines()) == 100 * PAGES
    assert ahead.charged == one_by_one.charged == ahead.report.credits
    assert 1 < in_flight.most <= workers
    sent = [entry for entry in ahead.ledger if entry.credits]
    assert sorted(pages_of(sent)) == list(range(len(sent)))


@pytest.mark.usefixtures("workers")
@pytest.mark.parametrize("options", [("--no-wait",), ("--max-wait", "1")], ids=" ".join)
def test_pages_that_may_not_wait_come_one_by_one(
    money: MoneyClient, api: FakeApi, options: tuple[str, ...]
) -> None:
    in_flight = InFlight(api)
    run = money(*SEARCH, "--all", "-o", "jsonl", *options, code=0)
    assert len(run.out.splitlines()) == 100 * PAGES
    # The next request may come before the server has counted the answer.
    assert in_flight.most <= 2


@pytest.mark.usefixtures("workers")
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("output", ["jsonl", "json", "csv"])
def test_failed_pages_are_named_and_the_others_shown(
    money: MoneyClient, api: FakeApi, seed: int, output: str
) -> None:
    chance = random.Random(seed)
    failing = set(chance.sample(range(1, PAGES), 2))
    api.delay = 0.005

    def choose(entry: Entry) -> Fault | None:
        if entry.operation == "contacts prospecting" and pages_of([entry])[0] in failing:
            return Fault("*", "status", None, status=422)
        return None

    api.choose_fault = choose
    run = money(*SEARCH, "--all", "-o", output, code=range(1, 20))
    came = set(pages_of(run.ledger.paid))
    assert count_records(run.out, output) == 100 * len(came), str(run)
    assert run.charged == run.report.credits
    first = min(failing)
    onward = max(came) + 1
    for page in set(range(onward)) - came:
        assert f"--page {page} --page-size 100" in run.err
    assert first in set(range(onward)) - came or first == onward
    if onward < PAGES:
        assert f"from page {onward} onward" in run.err
        assert f"--page {onward} --page-size 100" in run.err


@pytest.mark.usefixtures("workers")
@pytest.mark.parametrize("cap", [1, 3, 7, 20, 40, 60])
def test_pages_in_flight_stay_below_the_cap(money: MoneyClient, api: FakeApi, cap: int) -> None:
    in_flight = InFlight(api)
    money(*SEARCH[:-1], "--all", "-o", "jsonl", "--max-credits", str(cap), code=range(20))
    assert api.ledger.charged <= cap
    assert in_flight.most <= 6


@pytest.mark.usefixtures("workers")
@pytest.mark.parametrize("factor", [2, 3])
def test_price_that_rises_on_the_way_stays_below_the_cap(
    money: MoneyClient, api: FakeApi, factor: int
) -> None:
    api.delay = 0.005
    cap = 60

    def raise_price() -> None:
        api.rules.factors["v3"] = factor

    api.at("received", 4, raise_price)
    money(*SEARCH, "--limit", "1000", "-o", "jsonl", "--max-credits", str(cap), code=range(20))
    page = min(entry.credits for entry in api.ledger.paid)
    # Those in flight when the price rose cost more than anybody could know.
    assert api.ledger.charged <= cap + 6 * page * (factor - 1)


@pytest.mark.usefixtures("workers")
def test_pages_in_flight_wait_for_a_budget(money: MoneyClient, api: FakeApi) -> None:
    api.delay = 0.005
    money.lusha("config", "set", "budget", "30/week", "30/month")
    run = money(*SEARCH, "--limit", "1300", "-o", "jsonl", code=range(20))
    assert api.ledger.charged <= 30
    run = money(*SEARCH, "--limit", "600", "-o", "jsonl", code=range(20))
    assert api.ledger.charged <= 30
    assert run.charged == (run.report.credits or 0)


@pytest.mark.usefixtures("workers")
def test_lost_responses_ahead_are_counted(money: MoneyClient, api: FakeApi) -> None:
    api.delay = 0.005
    api.faults = [Fault("contacts prospecting", "drop", (4, 6), after_charge=True)]
    run = money(*SEARCH, "--all", "-o", "jsonl", code=range(1, 20))
    assert run.report.covers(run.charged), str(run)
    assert "may have been charged" in run.err


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
@pytest.mark.parametrize("number", [2, 5, 9])
@pytest.mark.parametrize("kill", [signal.SIGINT, signal.SIGKILL])
def test_process_that_ends_with_pages_in_flight_has_counted_them(
    money: MoneyClient, api: FakeApi, number: int, kill: signal.Signals
) -> None:
    api.delay = 0.15
    run = money.killed(*SEARCH, "--all", "-o", "jsonl", number=number, kill=kill)
    counted = sum(call.charge or call.estimate or 0 for call in money.recorded())
    assert counted >= run.charged
    if kill == signal.SIGINT:
        assert run.report.credits == run.charged
        came = len(run.ledger.paid.entries)
        assert len(run.out.splitlines()) == 100 * came
        # All of them may have been in flight.
        assert run.code == (0 if came == PAGES else 130)
        assert ("To continue, run the command with --page" in run.err) == (came < PAGES)


@pytest.mark.slow
def test_slow_responses_are_waited_for_together(money: MoneyClient, api: FakeApi) -> None:
    in_flight = InFlight(api, page_seconds=0.2)
    run = money.process(*SEARCH, "--all", "--json", code=0)
    assert [record["id"] for record in run.json["results"]] == list(
        dict.fromkeys(record["id"] for record in run.json["results"])
    )
    assert len(run.json["results"]) == 100 * PAGES
    # More on a slow machine, where a response takes longer.
    assert 4 <= in_flight.most <= 32
