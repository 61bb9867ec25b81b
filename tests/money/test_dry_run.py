"""`--dry-run` against the ledger: no estimate is below what the same command is charged."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.money.client import MoneyClient, Run, check_report
from tests.money.conftest import MakeApi
from tests.money.fake_api import FakeApi
from tests.money.paid_commands import PAID, Paid
from tests.money.routes import ROUTES
from tests.money.vendor_rules import DEARER_PRICES

pytestmark = pytest.mark.slow

DAY = 86_400
FAMILIES = {route.operation: route.family for route in ROUTES}
V2_ROWS = [row for row in PAID if FAMILIES[row.operation] == "v2"]

# Rules of the API, and variables of the client.
WORLDS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "v2": ({}, {}),
    "v3": ({}, {"LUSHA_API_VERSION": "v3"}),
    "just retired": ({"v2": "gone"}, {}),
    "dearer": ({"prices": DEARER_PRICES}, {}),
    "dearer, retired": ({"prices": DEARER_PRICES, "v2": "gone", "spelling": "prose"}, {}),
}
# V2's commands differ between the worlds, V3's only by price.
CASES = [
    pytest.param(world, row, id=f"{world}: {row.id}")
    for world in WORLDS
    for row in (PAID if world in ("v2", "dearer") else V2_ROWS)
]


def check_estimate(preview: Run, run: Run) -> None:
    """Fail if a dry run was charged, or its estimate is below the charge of the run."""
    assert preview.code == 0, str(preview)
    assert preview.charged == 0, str(preview)
    estimate = preview.estimate
    assert estimate is None or estimate >= run.charged, (
        f"estimated {estimate}, charged {run.charged}{preview}{run}"
    )


@pytest.mark.parametrize(("world", "row"), CASES)
def test_estimate_covers_the_charge(
    make_api: MakeApi, make_client: Callable[[FakeApi], MoneyClient], world: str, row: Paid
) -> None:
    rules, env = WORLDS[world]
    client = make_client(make_api(**rules))
    client.env.update(env)
    preview = row.run(client, "--dry-run")
    run = row.run(client, "--yes", code=(0, 3, 10))
    check_estimate(preview, run)
    check_report(run)


@pytest.mark.parametrize("row", V2_ROWS, ids=lambda row: row.id)
def test_estimate_covers_the_charge_once_the_retirement_is_known(
    make_api: MakeApi, make_client: Callable[[FakeApi], MoneyClient], row: Paid
) -> None:
    api = make_api(v2="gone")
    client = make_client(api)
    row.run(client, "--yes", code=(0, 3, 10))
    # The rows of a file are answered already.
    preview = row.run(client, "--dry-run", *(["--fresh"] if row.is_bulk else []))
    api.reset()
    other = make_client(api)
    other.env["LUSHA_API_VERSION"] = "v3"
    check_estimate(preview, row.run(other, "--yes", code=(0, 3, 10)))


@pytest.mark.parametrize("published", [None, "refused"], ids=["no list", "refused"])
def test_published_prices_count_where_the_account_has_no_list(
    make_api: MakeApi, make_client: Callable[[FakeApi], MoneyClient], published: Any
) -> None:
    client = make_client(make_api(published=published))
    preview = client("contacts", "search-and-enrich", "ada@firm.example", "--dry-run")
    assert preview.estimate == 7, str(preview)
    assert "published" in preview.err.lower(), str(preview)


def test_list_is_fetched_once_a_day(money: MoneyClient, api: FakeApi) -> None:
    command = ("contacts", "search-and-enrich", "ada@firm.example", "--dry-run")
    assert money(*command).estimate == 7
    api.rules.prices = DEARER_PRICES
    assert money(*command).estimate == 7
    assert len(api.ledger.of("account plan").entries) == 1, api.ledger
    money.lusha.clock.time += DAY + 60
    run = money(*command)
    assert run.estimate == 3 + 3 + 10, str(run)
    assert len(api.ledger.of("account plan").entries) == 2, api.ledger


def test_higher_of_old_and_published_price_counts_while_the_list_is_unreachable(
    money: MoneyClient, api: FakeApi
) -> None:
    command = ("contacts", "search-and-enrich", "ada@firm.example", "--dry-run")
    api.rules.prices = {**DEARER_PRICES, "revealEmail": (0, 1)}
    assert money(*command).estimate == 3 + 10
    api.rules.published = "refused"
    money.lusha.clock.time += 3 * DAY
    run = money(*command)
    assert run.estimate == 3 + 1 + 10, str(run)


def test_prices_belong_to_the_key(money: MoneyClient, api: FakeApi) -> None:
    command = ("contacts", "search-and-enrich", "ada@firm.example", "--dry-run")
    assert money(*command).estimate == 7
    api.rules.prices = DEARER_PRICES
    money.env["LUSHA_API_KEY"] = "sandbox-key-of-a-test-0002"
    run = money(*command)
    assert run.estimate == 16, str(run)
    money.env["LUSHA_API_KEY"] = "sandbox-key-of-a-test-0001"
    assert money(*command).estimate == 7
