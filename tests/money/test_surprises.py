"""Responses that charge more than their estimate: reported at once, and learned from."""

import re
from collections.abc import Callable

import pytest

from tests.money.client import MoneyClient, Run, check_report
from tests.money.conftest import MakeApi
from tests.money.fake_api import FakeApi
from tests.money.paid_commands import PAID, Paid
from tests.money.test_dry_run import check_estimate

pytestmark = pytest.mark.slow

FACTOR = 4
_NUMBER = re.compile(r"\b\d[\d,]*\b")


def dear(api: FakeApi, factor: float = FACTOR) -> None:
    """Make the API charge more than its list says."""
    api.rules.factors = {"v2": factor, "v3": factor}


def check_surprise(run: Run, estimate: int) -> None:
    """Fail unless stderr names the charge of the only request, and what was expected.

    The version that answered may have been expected to be cheaper than the estimate.
    """
    lines = [line for line in run.err.splitlines() if not line.startswith("Charged ")]
    numbers = [[int(n.replace(",", "")) for n in _NUMBER.findall(line)] for line in lines]
    is_reported = any(run.charged in line and min(line) <= estimate for line in numbers)
    assert is_reported, f"estimate {estimate}, charged {run.charged}: not reported{run}"


@pytest.mark.parametrize("row", PAID, ids=lambda row: row.id)
def test_second_estimate_covers_a_charge_like_the_first(
    make_api: MakeApi, make_client: Callable[[FakeApi], MoneyClient], row: Paid
) -> None:
    api = make_api()
    dear(api)
    client = make_client(api)
    estimate = row.run(client, "--dry-run", code=0).estimate
    first = row.run(client, "--yes", code=(0, 3, 10))
    check_report(first)
    if estimate is not None and first.charged > estimate and len(first.ledger.paid.entries) == 1:
        check_surprise(first, estimate)
    api.reset()
    options = ("--fresh",) if row.is_bulk else ()
    preview = row.run(client, *options, "--dry-run")
    check_estimate(preview, row.run(client, *options, "--yes", code=(0, 3, 10)))


def test_learned_price_counts_for_each_item(money: MoneyClient, api: FakeApi) -> None:
    dear(api)
    money("contacts", "enrich", "1", "2", "--no-waterfall", "--yes", code=0)
    ids = [str(100 + number) for number in range(60)]
    command = ("contacts", "enrich", *ids, "--no-waterfall")
    check_estimate(money(*command, "--dry-run"), money(*command, "--yes"))


def test_learned_price_belongs_to_the_account(money: MoneyClient, api: FakeApi) -> None:
    dear(api)
    command = ("contacts", "enrich", "1", "2", "--no-waterfall")
    money(*command, "--yes", code=0)
    assert (money(*command, "--dry-run").estimate or 0) >= 48
    money.env["LUSHA_API_KEY"] = "sandbox-key-of-a-test-0002"
    assert money(*command, "--dry-run").estimate == 12


def test_cap_refuses_what_was_learned(money: MoneyClient, api: FakeApi) -> None:
    dear(api)
    money("contacts", "enrich", "1", "2", "--no-waterfall", "--yes", code=0)
    run = money("contacts", "enrich", "3", "4", "--no-waterfall", "--max-credits", "47", code=6)
    assert not run.charged, str(run)


@pytest.mark.parametrize("version", ["v2", "v3"])
@pytest.mark.parametrize("jobs", [1, 4, 16])
def test_running_job_stops_at_the_first_surprise(
    money: MoneyClient, api: FakeApi, jobs: int, version: str
) -> None:
    dear(api)
    api.delay = 0.1  # so that all jobs have a request in flight when the first answer comes
    options = ("--jobs", str(jobs), "--max-credits", "16000", "--api-version", version, "--yes")
    run = money("person", "bulk", money.people(2800), *options, code=(6, 10))
    paid = run.ledger.paid.entries
    first = min(entry.answered or 0 for entry in paid)
    in_flight = [entry for entry in paid if entry.received < first]
    surprise = sum(entry.credits * (FACTOR - 1) / FACTOR for entry in in_flight)
    assert len(in_flight) <= jobs, str(run)
    assert run.charged <= 16000 + surprise, f"crossed by more than what was in flight{run}"
    # What is left of the cap counts at the dearest price so far.
    dearest = max(entry.credits for entry in paid)
    later = [entry for entry in paid if entry.received > first]
    allowed = max(0, 16000 - sum(entry.credits for entry in in_flight)) // dearest
    assert len(later) <= allowed, f"{len(later)} sent after the first surprise{run}"
    check_report(run)
    assert f"{int(dearest):,}" in run.err, f"the surprise is not reported{run}"


def test_batches_stop_at_the_first_surprise(money: MoneyClient, api: FakeApi) -> None:
    dear(api)
    people = [f"p{n}@firm.example" for n in range(500)]
    options = ("--yes", "--max-credits", "3100")
    run = money("contacts", "search-and-enrich", *people, *options, code=10)
    assert run.charged == 2416, str(run)
    assert len(run.json["results"]) == 100, str(run)
    check_report(run)


def test_pages_stop_at_the_first_surprise(money: MoneyClient, api: FakeApi) -> None:
    dear(api)
    api.rules.total_results = 500
    command = ("contacts", "prospecting", "--department", "Sales", "--limit", "500", "--yes")
    run = money(*command, "--max-credits", "25", code=10)
    assert run.charged == 16, str(run)
    assert len(run.json["results"]) == 100, str(run)
    check_report(run)


def test_steps_stop_at_a_surprise(money: MoneyClient, api: FakeApi) -> None:
    dear(api)
    options = ("--signal", "promotion", "--api-version", "v3", "--max-results-per-signal", "1")
    command = ("signals", "contacts", "search", "ada@firm.example", *options)
    run = money(*command, "--max-credits", "4", "--yes")
    assert run.charged <= 4, str(run)
    check_report(run)
