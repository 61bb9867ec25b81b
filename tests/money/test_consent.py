"""Consent: above 25 credits, or without a bound, nothing paid is sent unasked."""

from collections.abc import Callable

import pytest

from tests.money.client import MoneyClient, check_report
from tests.money.conftest import MakeApi
from tests.money.fake_api import FakeApi
from tests.money.paid_commands import FOUND, PAID, Paid

pytestmark = pytest.mark.slow

THRESHOLD = 25
USAGE_EXIT = 2
# The number of results of these is known only after the first page.
# A page of recommendations costs more than the threshold, so that it is confirmed as well.
ALL_PAGES = [row for row in PAID if "--all" in row.line and "recommendations" not in row.id]
OTHERS = [row for row in PAID if row not in ALL_PAGES]


@pytest.mark.parametrize("row", OTHERS, ids=lambda row: row.id)
def test_command_asks_above_the_threshold_only(
    make_api: MakeApi, make_client: Callable[[FakeApi], MoneyClient], row: Paid
) -> None:
    client = make_client(make_api())
    estimate = row.run(client, "--dry-run", code=0).estimate
    run = row.run(client)
    if estimate is not None and estimate <= THRESHOLD:
        assert run.code in (0, 3), str(run)
        return
    assert run.code == USAGE_EXIT, str(run)
    assert "--yes" in run.err, str(run)
    assert not run.charged, str(run)
    run = row.run(client, "--yes", code=(0, 3))
    assert run.charged, str(run)


@pytest.mark.parametrize("row", PAID, ids=lambda row: row.id)
def test_command_always_asks_with_a_threshold_of_zero(
    make_api: MakeApi, make_client: Callable[[FakeApi], MoneyClient], row: Paid
) -> None:
    client = make_client(make_api())
    client.env["LUSHA_CONFIRM_ABOVE"] = "0"
    run = row.run(client, code=USAGE_EXIT)
    assert "--yes" in run.err, str(run)
    assert not run.charged, str(run)


@pytest.mark.parametrize("row", ALL_PAGES, ids=lambda row: row.id)
def test_all_pages_are_confirmed_after_the_first(
    make_api: MakeApi, make_client: Callable[[FakeApi], MoneyClient], row: Paid
) -> None:
    client = make_client(make_api(total_results=3000))
    run = row.run(client, code=(USAGE_EXIT, 10))
    assert "--yes" in run.err, str(run)
    assert len(run.ledger.paid.entries) == 1, str(run)
    # The first page is paid, so it is shown.
    [records] = [value for value in run.json.values() if isinstance(value, list) and value]
    assert len(records) >= 50, str(run)
    check_report(run)


@pytest.mark.parametrize("records", ["contacts", "companies"])
def test_limit_is_confirmed_before_the_first_page(
    money: MoneyClient, api: FakeApi, records: str
) -> None:
    api.rules.total_results = 3000
    filters = {"contacts": ("--department", "Sales"), "companies": ("--technology", "aws")}
    command = (records, "prospecting", *filters[records], "--limit", "3000")
    run = money(*command, code=USAGE_EXIT)
    assert "--yes" in run.err, str(run)
    assert not run.charged, str(run)
    assert money(*command, "--max-credits", "120", code=0).charged == 120


@pytest.mark.parametrize("setting", ["environment", "config"])
def test_threshold_is_a_setting(money: MoneyClient, setting: str) -> None:
    if setting == "environment":
        money.env["LUSHA_CONFIRM_ABOVE"] = "1000"
    else:
        money("config", "set", "confirm_above", "1000", code=0)
    ids = [str(entry["id"]) for entry in FOUND["results"][:50]]
    assert money("contacts", "enrich", *ids, "--no-waterfall", code=0).charged == 300
    run = money("contacts", "enrich", *ids, code=USAGE_EXIT)  # the waterfall has no bound
    assert not run.charged, str(run)


def test_bulk_file_asks_like_any_command(money: MoneyClient) -> None:
    assert money("person", "bulk", money.people(1), code=0).charged == 7
    # The first of the six rows is answered already.
    run = money("person", "bulk", money.people(6, "six.csv"), code=USAGE_EXIT)
    assert "--yes" in run.err, str(run)
    assert not run.charged, str(run)
    run = money("person", "bulk", money.people(6, "six.csv"), "--max-credits", "31", code=0)
    assert run.charged == 31, str(run)


@pytest.mark.parametrize("reply", ["n\n", "\n", ""])
def test_prompt_on_a_terminal_can_be_declined(money: MoneyClient, reply: str) -> None:
    ids = [str(entry["id"]) for entry in FOUND["results"][:50]]
    run = money("contacts", "enrich", *ids, "--no-waterfall", stdin=reply, terminal=True)
    assert run.code, str(run)
    assert "300 credits" in run.err, str(run)
    assert not run.charged, str(run)


def test_prompt_on_a_terminal_can_be_accepted(money: MoneyClient) -> None:
    ids = [str(entry["id"]) for entry in FOUND["results"][:50]]
    command = ("contacts", "enrich", *ids, "--no-waterfall")
    assert money(*command, stdin="y\n", terminal=True, code=0).charged == 300


@pytest.mark.parametrize("line", [
    "api POST /v3/contacts/enrich -F ids[]=1 -F ids[]=2 -F ids[]=3 -F waterfallEnabled=true",
    "api POST /v3/unheard/of -F x=1",
    "api POST /v3/contacts/buying-group --input {body}",
])  # fmt: skip
def test_raw_request_asks_by_the_same_rule(money: MoneyClient, line: str) -> None:
    body = money.write("body.json", '{"companies": [{"domain": "firm.example"}]}')
    argv = line.replace("{body}", body).split()
    run = money(*argv, code=USAGE_EXIT)
    assert "--yes" in run.err, str(run)
    assert not run.ledger.entries or not run.charged, str(run)


@pytest.mark.parametrize("answer", ["", "n\n"])
def test_fresh_keeps_the_journal_until_it_is_confirmed(money: MoneyClient, answer: str) -> None:
    people = money.people(60)
    money("person", "bulk", people, "--api-version", "v3", "--yes", code=0)
    options = ("--api-version", "v3", "--fresh")
    run = money("person", "bulk", people, *options, stdin=answer, terminal=bool(answer))
    assert run.code, str(run)
    assert not run.charged, str(run)
    again = money("person", "bulk", people, "--api-version", "v3", "--yes", code=0)
    assert not again.charged, f"the journal is gone{run}{again}"


def test_webhook_preview_states_the_cost_of_deliveries(money: MoneyClient) -> None:
    command = ("webhooks", "create", "--entity-type", "contact", "--entity-id", "1")
    options = ("--signal-type", "promotion", "--url", "https://hook.example/x", "--dry-run")
    run = money(*command, *options)
    if run.code == USAGE_EXIT:  # the names of the options are not what this test is about
        body = money.write("hook.json", '{"subscriptions": [{"url": "https://hook.example/x"}]}')
        run = money("webhooks", "create", "--body", body, "--dry-run")
    assert "1 credit" in run.out + run.err, str(run)
    assert "deliver" in run.out + run.err, str(run)
