"""`--max-credits`: a cap is never crossed, and a refusal sends nothing."""

from collections.abc import Callable

import pytest

from tests.money.client import MoneyClient, check_report
from tests.money.conftest import MakeApi
from tests.money.fake_api import FakeApi, Fault
from tests.money.paid_commands import PAID, Paid
from tests.money.routes import ROUTES

pytestmark = pytest.mark.slow

FAMILIES = {route.operation: route.family for route in ROUTES}
CASES = [
    *(pytest.param("works", row, id=f"v2: {row.id}") for row in PAID),
    *(
        pytest.param("gone", row, id=f"v2 retired: {row.id}")
        for row in PAID
        if FAMILIES[row.operation] == "v2"
    ),
]
BUDGET_EXIT, PARTIAL_EXIT = 6, 10


@pytest.mark.parametrize(("v2", "row"), CASES)
def test_cap_is_not_crossed(
    make_api: MakeApi, make_client: Callable[[FakeApi], MoneyClient], v2: str, row: Paid
) -> None:
    api = make_api(v2=v2)
    cost = row.run(make_client(api), "--yes", code=(0, 3)).charged
    for cap in sorted({0, 1, max(0, cost - 1), cost, cost + 1}):
        api.reset()
        client = make_client(api)
        run = row.run(client, "--yes", "--max-credits", str(cap), code=(0, 3, 6, 10))
        assert run.charged <= cap, f"cap {cap}{run}"
        check_report(run)
        sent = [entry for entry in run.ledger if entry.people or entry.credits]
        if not sent and cost:
            assert run.code == BUDGET_EXIT, f"cap {cap}{run}"
            assert not run.report.credits, str(run)
        if run.code == 0:
            assert run.charged == cost, f"cap {cap}, cost {cost}{run}"


@pytest.mark.parametrize("row", PAID, ids=lambda row: row.id)
def test_command_runs_within_a_cap_of_its_estimate(
    make_api: MakeApi, make_client: Callable[[FakeApi], MoneyClient], row: Paid
) -> None:
    client = make_client(make_api())
    estimate = row.run(client, "--dry-run", code=0).estimate
    if estimate is None:
        # Without a bound no cap can hold, so a cap refuses it.
        if "--all" not in row.line:
            run = row.run(client, "--max-credits", "100000", code=BUDGET_EXIT)
            assert not run.charged, str(run)
        return
    # A cap that covers the cost is consent.
    row.run(client, "--max-credits", str(estimate), code=(0, 3))


BATCH = 604  # credits of 100 people in a request


@pytest.mark.parametrize("source", ["file", "pipe"])
@pytest.mark.parametrize("jobs", ["1", "16"])
@pytest.mark.parametrize("cap", [0, 603, 604, 605, 2 * BATCH - 1, 6 * BATCH - 1, 6 * BATCH])
def test_bulk_run_stops_below_the_cap(money: MoneyClient, source: str, jobs: str, cap: int) -> None:
    path = money.people(600)
    options = ("--yes", "--jobs", jobs, "--max-credits", str(cap))
    content = (money.folder / "people.csv").read_bytes() if source == "pipe" else b""
    name = "-" if source == "pipe" else path
    format_ = ("--format", "csv") if source == "pipe" else ()
    run = money("person", "bulk", name, *format_, *options, code=(0, 6, 10), stdin=content)
    assert run.charged <= cap, str(run)
    assert run.charged > cap - BATCH, f"stopped too early{run}"
    check_report(run)
    if cap < BATCH:
        assert run.code == BUDGET_EXIT, str(run)


@pytest.mark.parametrize("jobs", ["1", "4"])
def test_retries_of_paid_requests_stay_below_the_cap(
    money: MoneyClient, api: FakeApi, jobs: str
) -> None:
    api.faults.append(Fault("contacts search-and-enrich", "drop", at=None, after_charge=True))
    api.rules.per_item = 0
    # Each try is charged again, as if nothing had been revealed before.
    api.on("charged", lambda entry: api.vendor.revealed.clear())
    options = (
        "--allow-double-charge",
        "--jobs",
        jobs,
        "--max-credits",
        "3000",
        "--max-wait",
        "600",
    )
    command = ("person", "bulk", money.people(600), "--api-version", "v3", "--yes", *options)
    run = money(*command)
    assert 0 < run.charged <= 3000, str(run)
    check_report(run)


def test_retries_of_a_single_paid_request_stay_below_the_cap(
    money: MoneyClient, api: FakeApi
) -> None:
    api.faults.append(Fault("contacts search-and-enrich", "drop", at=None, after_charge=True))
    api.on("charged", lambda entry: api.vendor.revealed.clear())
    options = ("--allow-double-charge", "--max-credits", "20", "--max-wait", "600")
    run = money("contacts", "search-and-enrich", "ada@firm.example", *options, code=8)
    assert 0 < run.charged <= 20, str(run)
    check_report(run)


@pytest.mark.parametrize(
    "value", ["", " ", "1_0", "1e2", "\uff11\uff10", "\u0663", "-1", "1.0", "0x10", "+5"]
)
def test_cap_must_be_a_plain_number(money: MoneyClient, value: str) -> None:
    money.env["LUSHA_MAX_CREDITS"] = value
    run = money("person", "get", "ada@firm.example", code=2)
    assert not run.ledger.paid.entries, str(run)
    assert "LUSHA_MAX_CREDITS" in run.err, str(run)
    del money.env["LUSHA_MAX_CREDITS"]
    run = money("person", "get", "ada@firm.example", f"--max-credits={value}", code=2)
    assert not run.ledger.paid.entries, str(run)


def test_cap_of_the_environment_holds(money: MoneyClient) -> None:
    money.env["LUSHA_MAX_CREDITS"] = "5"
    assert not money("contacts", "enrich", "41", "--no-waterfall", code=6).charged


def test_pages_stop_below_the_cap_and_are_shown(money: MoneyClient, api: FakeApi) -> None:
    api.rules.total_results = 1000
    command = ("contacts", "prospecting", "--department", "Sales", "--all", "--yes")
    run = money(*command, "--max-credits", "9", code=PARTIAL_EXIT)
    assert run.charged <= 9, str(run)
    assert len(run.json["results"]) >= 100, str(run)
    check_report(run)
