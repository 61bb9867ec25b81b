"""A budget is never crossed, whatever processes spend it and however they end."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.money.client import MoneyClient
from tests.money.conftest import MakeApi
from tests.money.fake_api import FakeApi, Fault
from tests.support.redis_server import RedisServer, running_server
from tests.support.spending_processes import spend

BUDGET = 100


@pytest.fixture(scope="module")
def redis_server() -> Iterator[RedisServer]:
    """Start one server for the tests of this file."""
    with running_server() as server:
        yield server


def clients(folder: Path, api: FakeApi, number: int, *, ledger_url: str = "") -> list[MoneyClient]:
    """Return CLIs with folders of their own, and a budget of 100 credits."""
    made = []
    for place in range(number):
        (own := folder / f"client{place}").mkdir()
        made.append(MoneyClient(own, api))
        # Both, so that the end of a week or month during the test changes nothing.
        made[-1].lusha("config", "set", "budget", f"{BUDGET}/week", f"{BUDGET}/month")
        if ledger_url:
            made[-1].lusha("config", "set", "ledger_url", ledger_url)
    return made


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_32_processes_stay_in_one_budget(tmp_path: Path, make_api: MakeApi, seed: int) -> None:
    api, chance = make_api(), random.Random(seed)
    api.delay = chance.choice((0.0, 0.02))
    # Only the processes that get a part of the budget send a request, at which they are killed.
    done = spend(clients(tmp_path, api, 1), processes=32, kills=24, chance=chance)
    assert done.killed > 0, done
    assert done.charged <= BUDGET, done
    assert done.counted >= done.charged, done
    # It isn't refused too early either: less than one request is left.
    assert done.counted > BUDGET - 7, done


@pytest.mark.slow
def test_32_processes_stay_in_one_budget_of_a_team(
    tmp_path: Path, make_api: MakeApi, redis_server: RedisServer
) -> None:
    api, chance = make_api(), random.Random(3)
    team = clients(tmp_path, api, 4, ledger_url=redis_server.url)
    done = spend(team, processes=32, kills=8, chance=chance)
    assert done.charged <= BUDGET, done
    assert done.counted >= done.charged, done
    assert done.counted > BUDGET - 7, done


@pytest.mark.slow
def test_faults_keep_the_budget(tmp_path: Path, make_api: MakeApi) -> None:
    api, chance = make_api(), random.Random(4)
    faults = (
        Fault("*", "drop", None, after_charge=True), Fault("*", "status", None, status=500),
        Fault("*", "status", None, after_charge=True, status=504), Fault("*", "missing", None),
    )  # fmt: skip
    lock_free = random.Random(5)
    api.choose_fault = lambda entry: (
        lock_free.choice(faults) if "account" not in entry.operation and lock_free.random() < 0.3
        else None
    )  # fmt: skip
    done = spend(clients(tmp_path, api, 1), processes=8, kills=2, chance=chance)
    assert done.charged <= BUDGET, done
    assert done.counted >= done.charged, done


def test_bulk_run_stays_in_the_budget(tmp_path: Path, make_api: MakeApi) -> None:
    api = make_api()
    (client,) = clients(tmp_path, api, 1)
    client.lusha("config", "set", "budget", "1000/month")
    run = client("person", "bulk", client.people(400), "--yes", "--jobs", "8", code=6)
    assert 0 < api.ledger.charged <= 1000, str(run)


@pytest.mark.parametrize("version", ["v2", "v3"])
def test_retries_stay_in_the_budget(tmp_path: Path, make_api: MakeApi, version: str) -> None:
    """Each attempt of a bulk run that may be charged counts."""
    api = make_api()
    api.faults = [Fault("*", "status", None, after_charge=True, status=504)]
    api.faults[0] = Fault("person bulk", "status", None, after_charge=True, status=504)
    api.faults.append(Fault("contacts *", "status", None, after_charge=True, status=504))
    (client,) = clients(tmp_path, api, 1)
    client.lusha("config", "set", "budget", "900/month")
    argv = ("person", "bulk", client.people(100), "--yes", "--api-version", version)
    run = client(*argv, "--allow-double-charge")
    assert 0 < api.ledger.charged <= 900, str(run)
