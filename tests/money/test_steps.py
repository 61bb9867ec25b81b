"""Commands of several requests: what was paid is shown and counted, whatever a later one does."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.money.client import MoneyClient, check_report
from tests.money.conftest import MakeApi
from tests.money.fake_api import FakeApi, Fault, Kind

pytestmark = pytest.mark.slow

PARTIAL = 10
V3 = ("--api-version", "v3")
# Kind, status, and whether the request was charged before it failed.
FAILURES: list[tuple[Kind, int, bool]] = [
    ("status", 402, False),
    ("status", 403, False),
    ("status", 500, False),
    ("status", 500, True),
    ("status", 502, True),
    ("status", 503, True),
    ("drop", 0, False),
    ("drop", 0, True),
    ("cut", 0, True),
]
FAILURE_IDS = [
    f"{status or kind}{' after charging' * is_charged}" for kind, status, is_charged in FAILURES
]
fails = pytest.mark.parametrize(("kind", "status", "charged"), FAILURES, ids=FAILURE_IDS)


def fail(api: FakeApi, operation: str, at: int, failure: tuple[Kind, int, bool]) -> None:
    """Make the n-th request of an operation, and all later ones, fail."""
    kind, status, is_charged = failure
    numbers, status = tuple(range(at, at + 50)), status or 500
    api.faults.append(Fault(operation, kind, numbers, after_charge=is_charged, status=status))


@fails
def test_lookup_is_shown_if_its_signals_fail(
    money: MoneyClient, api: FakeApi, kind: Kind, status: int, charged: bool
) -> None:
    fail(api, "contacts signals", 1, (kind, status, charged))
    command = ("person", "get", "ada@firm.example", "--signal", "promotion", *V3, "--yes")
    run = money(*command, code=PARTIAL)
    assert run.json["contact"]["data"]["firstName"] == "Ada", str(run)
    check_report(run)


@pytest.mark.parametrize("format_", ["table", "csv", "jsonl", "yaml"])
def test_partial_result_has_the_wanted_format(
    money: MoneyClient, api: FakeApi, format_: str
) -> None:
    fail(api, "contacts signals", 1, ("status", 402, False))
    command = ("person", "get", "ada@firm.example", "--signal", "promotion", *V3, "--yes")
    run = money(*command, "-o", format_, code=PARTIAL)
    assert "ada@work.example" in run.out, str(run)
    check_report(run)


def test_error_of_a_partial_result_is_json(money: MoneyClient, api: FakeApi) -> None:
    fail(api, "contacts signals", 1, ("status", 402, False))
    command = ("person", "get", "ada@firm.example", "--signal", "promotion", *V3, "--yes")
    run = money(*command, "--json", code=PARTIAL)
    assert run.json["contact"]["data"]["firstName"] == "Ada", str(run)
    error = json.loads(run.err.strip().splitlines()[-1])["error"]
    assert error["status"] == 402, str(run)


@fails
def test_company_is_shown_if_its_signals_fail(
    money: MoneyClient, api: FakeApi, kind: Kind, status: int, charged: bool
) -> None:
    fail(api, "companies signals", 1, (kind, status, charged))
    command = ("company", "get", "firm.example", "--signal", "riskNews", *V3, "--yes")
    run = money(*command, code=PARTIAL)
    assert run.json["data"]["name"] == "Firm firm.example", str(run)
    check_report(run)


@fails
def test_request_of_several_people_is_shown_if_its_signals_fail(
    money: MoneyClient, api: FakeApi, kind: Kind, status: int, charged: bool
) -> None:
    fail(api, "contacts signals", 1, (kind, status, charged))
    contacts = [{"contactId": str(n), "email": f"p{n}@firm.example"} for n in range(5)]
    body = money.write("body.json", json.dumps({"contacts": contacts}))
    command = ("person", "bulk", "--body", body, "--signal", "promotion", *V3, "--yes")
    run = money(*command, code=PARTIAL)
    assert len(run.json["contacts"]) == 5, str(run)
    check_report(run)


@fails
def test_rows_are_written_if_their_signals_fail(
    money: MoneyClient, api: FakeApi, kind: Kind, status: int, charged: bool
) -> None:
    # Of three requests the second has no signals.
    fail(api, "contacts signals", 2, (kind, status, charged))
    options = ("--signal", "promotion", *V3, "--yes", "--jobs", "1", "--no-wait")
    run = money("person", "bulk", money.people(250), *options)
    assert run.code, str(run)
    paid = {person for entry in run.ledger.paid for person in entry.people if "@" in person}
    rows = csv.DictReader(io.StringIO(run.out))
    written = {row["email"] for row in rows if row["lusha_full_name"]}
    assert paid <= written, f"{len(paid - written)} rows were paid and not written{run}"
    check_report(run)


@fails
def test_bulk_total_over_several_runs_is_true(
    money: MoneyClient, api: FakeApi, kind: Kind, status: int, charged: bool
) -> None:
    fail(api, "contacts signals", 1, (kind, status, charged))
    options = ("--signal", "promotion", *V3, "--yes", "--jobs", "1", "--no-wait")
    for _ in range(3):
        run = money("person", "bulk", money.people(100), *options)
    report = run.report
    assert report.covers(api.ledger.charged), f"reported {report}, {api.ledger}{run}"
    assert not api.ledger.of("contacts search-and-enrich").sent_twice(), str(run)


@fails
def test_batches_are_shown_if_a_later_one_fails(
    money: MoneyClient, api: FakeApi, kind: Kind, status: int, charged: bool
) -> None:
    fail(api, "contacts search-and-enrich", 3, (kind, status, charged))
    people = [f"p{n}@firm.example" for n in range(250)]
    run = money("contacts", "search-and-enrich", *people, "--yes", code=PARTIAL)
    assert len(run.json["results"]) == 200, str(run)
    check_report(run)


@fails
def test_pages_are_shown_if_a_later_one_fails(
    money: MoneyClient, api: FakeApi, kind: Kind, status: int, charged: bool
) -> None:
    api.rules.total_results = 400
    fail(api, "contacts prospecting", 3, (kind, status, charged))
    command = ("contacts", "prospecting", "--department", "Sales", "--all", "--yes")
    run = money(*command, code=PARTIAL)
    assert len(run.json["results"]) == 200, str(run)
    check_report(run)


@pytest.mark.parametrize("format_", ["json", "csv", "jsonl", "table"])
def test_pages_before_a_failure_have_the_wanted_format(
    money: MoneyClient, api: FakeApi, format_: str
) -> None:
    api.rules.total_results = 400
    fail(api, "companies prospecting", 3, ("status", 402, False))
    command = ("companies", "prospecting", "--technology", "aws", "--all", "--yes", "-o", format_)
    run = money(*command, code=PARTIAL)
    assert "prospect0" in run.out, str(run)
    assert "prospect199" in run.out, str(run)


@pytest.mark.parametrize(
    ("line", "operation"),
    [
        ("signals contacts search ada@firm.example --signal promotion", "contacts signals"),
        ("signals companies search firm.example --signal riskNews", "companies signals"),
        ("recommendations companies --seed 1 --seed 2 --seed 3 --seed 4 --seed 5",
         "companies lookalike"),
    ],
)  # fmt: skip
def test_search_before_a_failed_step_is_counted(
    money: MoneyClient, api: FakeApi, line: str, operation: str
) -> None:
    fail(api, operation, 1, ("status", 402, False))
    run = money(*line.split(), *V3, "--yes")
    assert run.code in (6, PARTIAL), str(run)
    assert run.charged == 1, str(run)
    check_report(run)


@pytest.mark.parametrize("version", ["v2", "v3"])
@pytest.mark.parametrize("kind", ["drop", "cut", "invalid_json", "missing", "extra", "status"])
@pytest.mark.parametrize("line", [
    "person get ada@firm.example",
    "company get firm.example",
    "contacts enrich 4100000001 --no-waterfall",
    "signals contacts get --contact-id 41 --signal promotion --max-results-per-signal 1",
    "lookalike contacts --email a@b.example --email b@b.example --email c@b.example "
    "--email d@b.example --email e@b.example",
    "prospecting company search --technology aws",
])  # fmt: skip
def test_report_is_true_after_a_fault(
    make_api: MakeApi,
    make_client: Callable[[FakeApi], MoneyClient],
    line: str,
    kind: Any,
    version: str,
) -> None:
    api = make_api()
    api.faults.append(Fault("[!a]*", kind, after_charge=True, status=504))
    run = make_client(api)(*line.split(), "--api-version", version, "--yes")
    assert run.charged, str(run)
    check_report(run)


@pytest.mark.parametrize("per_item", [0.5, -3, -0.5])
@pytest.mark.parametrize("line", [
    "person get ada@firm.example", "contacts enrich 1 2 3 --no-waterfall",
    "signals contacts get --contact-id 41 --signal promotion --max-results-per-signal 1",
])  # fmt: skip
def test_odd_bills_are_reported(
    money: MoneyClient, api: FakeApi, per_item: float, line: str
) -> None:
    api.rules.per_item = per_item
    run = money(*line.split(), "--yes", code=0)
    check_report(run)
    assert "-" not in run.err.split("harged")[-1], str(run)


@pytest.mark.parametrize("is_stated", [True, False])
@pytest.mark.parametrize("version", ["v2", "v3"])
def test_body_request_reports_at_least_its_charge(
    money: MoneyClient, api: FakeApi, version: str, is_stated: bool
) -> None:
    api.rules.v2_states_charge = is_stated
    contacts = [{"contactId": str(n), "email": f"p{n}@firm.example"} for n in range(27)]
    body = money.write("body.json", json.dumps({"contacts": contacts}))
    run = money("person", "bulk", "--body", body, "--api-version", version, "--yes", code=0)
    assert run.charged == 27 * 6 + 2
    check_report(run)


def test_response_that_does_not_say_so_is_not_reported_as_free(
    money: MoneyClient, api: FakeApi
) -> None:
    api.faults.append(Fault("*", "missing", None))
    run = money("person", "get", "nobody@firm.example", "--api-version", "v3", code=3)
    assert "not charged" not in run.err.lower(), str(run)


def test_free_miss_is_reported_in_one_sentence(money: MoneyClient) -> None:
    run = money("person", "get", "nobody@firm.example", "--api-version", "v3", code=3)
    assert "No match (not charged)." in run.err, str(run)
    assert run.err.count("harged") == 1, str(run)


def test_retry_after_zero_backs_off(money: MoneyClient, api: FakeApi) -> None:
    headers = (("Retry-After", "0"),)
    # It ends by itself, as a client without backing off would never stop.
    at = tuple(range(1, 101))
    api.faults.append(Fault("contacts search", "status", at, status=429, headers=headers))
    began = money.lusha.clock.now()
    run = money("contacts", "search", "ada@firm.example", "--max-wait", "60")
    assert len(run.ledger.entries) <= 15, str(run)
    assert run.code == 7, str(run)
    # The waits are random; without backing off, they would take about a second.
    assert money.lusha.clock.now() - began >= 3, str(run)


@pytest.mark.parametrize(
    ("kind", "status"), [("status", 502), ("status", 500), ("drop", 0), ("cut", 0)]
)
def test_summary_names_charges_without_a_bound(
    money: MoneyClient, api: FakeApi, kind: Kind, status: int
) -> None:
    fail(api, "contacts signals", 2, (kind, status, True))
    options = ("--signal", "promotion", *V3, "--yes", "--jobs", "1", "--no-wait")
    run = money("person", "bulk", money.people(250), *options, code=PARTIAL)
    # Two enrichments of 100 people, one of 50, and the signals of the first 100.
    known = 2 * 604 + 302 + 600
    assert run.charged == known + 600 + 300
    surcharge = "plus 1 credit per signal delivered in 2 failed requests."
    assert f"Charged up to {known:,} credits, {surcharge}" in run.err, str(run)
    # As later processes report it.
    again = money("person", "bulk", money.people(250), *options)
    assert f"Charged up to {known:,} credits, 0 of them this time, {surcharge}" in again.err, str(
        again
    )


def test_exact_summary_has_no_charges_without_a_bound(money: MoneyClient, api: FakeApi) -> None:
    fail(api, "contacts signals", 2, ("status", 402, False))
    options = ("--signal", "promotion", *V3, "--yes", "--jobs", "1", "--no-wait")
    run = money("person", "bulk", money.people(150), *options, code=PARTIAL)
    assert "Charged 1,506 credits, " in run.err, str(run)
