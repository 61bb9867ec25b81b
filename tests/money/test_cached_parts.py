"""Rows of which the cache has the emails or the phones are charged for the other ones only."""

import csv
import time
from collections.abc import Iterable

import pytest

from tests.money.client import MoneyClient, Run, check_report
from tests.money.conftest import MakeApi
from tests.money.fake_api import Fault
from tests.money.ledger import Entry

pytestmark = pytest.mark.slow

CACHE = ("--cache", "30d", "--yes")
VERSIONS = {"v2": "person bulk", "v3": "contacts search-and-enrich"}
OTHER = {"emails": "phones", "phones": "emails"}
versions = pytest.mark.parametrize("version", VERSIONS)
kinds = pytest.mark.parametrize("kind", OTHER)


def people(*numbers: Iterable[int]) -> str:
    """Return a CSV file with these people."""
    rows = (f"p{number}@firm.example" for group in numbers for number in group)
    return "email\n" + "\n".join(rows) + "\n"


def asked(entry: Entry) -> tuple[str, ...]:
    """Return which kinds of data a request asks for."""
    if entry.family == "v3":
        return tuple(sorted(entry.body.get("reveal") or OTHER))
    metadata = entry.body.get("metadata") or {}
    names = [kind for kind in OTHER if metadata.get(f"reveal{kind.title()}")]
    return tuple(names or OTHER)


def asked_of_each(run: Run, version: str) -> dict[str, tuple[str, ...]]:
    """Return which kinds of data were asked for each person."""
    entries = run.ledger.of(VERSIONS[version])
    found = [(person, asked(entry)) for entry in entries for person in entry.people]
    assert len(dict(found)) == len(found), f"sent twice{run}"
    return dict(found)


def rows_of(run: Run) -> dict[str, dict[str, str]]:
    return {row["email"]: row for row in csv.DictReader(run.out.splitlines())}


def fill_cache(money: MoneyClient, kind: str, version: str, numbers: Iterable[int]) -> Run:
    """Look up one kind of data of people, so that the cache has it."""
    first = money.write(f"{kind}.csv", people(numbers))
    options = (f"--reveal-{kind}", "--api-version", version)
    return money("person", "bulk", first, *options, *CACHE, code=0)


@versions
@kinds
def test_only_the_missing_kind_is_charged(money: MoneyClient, version: str, kind: str) -> None:
    fill_cache(money, kind, version, range(40))
    money.lusha.clock.time += 86_400
    path = money.write("all.csv", people(range(20, 60)))
    command = ("person", "bulk", path, "--api-version", version, *CACHE)
    dry = money(*command, "--dry-run", "--json", code=0)
    run = money(*command, code=0)
    other = OTHER[kind]
    sent = asked_of_each(run, version)
    cached = {f"p{number}@firm.example" for number in range(20, 40)}
    assert sent == {
        f"p{number}@firm.example": (other,) if number < 40 else ("emails", "phones")
        for number in range(20, 60)
    }, str(run)
    price = {"emails": 1, "phones": 5}[other]
    # Each request is charged for its search too.
    assert run.charged == dry.estimate == 20 * price + 20 * 6 + 2, f"{dry}{run}"
    check_report(run)
    rows = rows_of(run)
    assert all(row["lusha_emails"] and row["lusha_phones"] for row in rows.values()), str(run)
    assert {row["lusha_source"] for row in rows.values()} == {"api"}
    times = {email: row["lusha_fetched_at"] for email, row in rows.items()}
    assert {times[email] for email in cached} == {min(times.values())}
    assert max(times.values()) > min(times.values())
    # The results are merged in the cache too.
    later = money.write("later.csv", "note," + people(range(60)).replace("\np", "\nx,p"))
    again = money("person", "bulk", later, "--api-version", version, *CACHE, code=0)
    assert asked_of_each(again, version) == {
        f"p{number}@firm.example": (other,) for number in range(20)
    }, str(again)
    assert all(row["lusha_emails"] and row["lusha_phones"] for row in rows_of(again).values())


@versions
def test_single_lookup_is_served_by_both_parts(money: MoneyClient, version: str) -> None:
    fill_cache(money, "emails", version, range(3))
    path = money.write("all.csv", people(range(3)))
    money("person", "bulk", path, "--api-version", version, *CACHE, code=0)
    one = money("person", "get", "p1@firm.example", "--api-version", version, *CACHE, code=0)
    assert not one.ledger.paid.entries, str(one)


@versions
def test_cap_counts_the_missing_kind_only(money: MoneyClient, version: str) -> None:
    fill_cache(money, "phones", version, range(100))
    path = money.write("all.csv", people(range(100)))
    command = ("person", "bulk", path, "--api-version", version, *CACHE)
    refused = money(*command, "--max-credits", "103")
    assert refused.code, str(refused)
    assert not refused.charged, str(refused)
    run = money(*command, "--max-credits", "104", code=0)
    assert run.charged == 104, str(run)


@versions
@pytest.mark.parametrize("event", ["received", "charged", "answered"])
def test_resumed_run_asks_for_the_missing_kind(
    make_api: MakeApi, money: MoneyClient, version: str, event: str
) -> None:
    money.lusha.clock.time = time.time()
    money.api.delay = 0.02
    fill_cache(money, "emails", version, range(250))
    path = money.write("all.csv", people(range(350)))
    command = ("person", "bulk", path, "--api-version", version, *CACHE, "--jobs", "1")
    before = len(money.api.ledger.entries)
    killed = money.killed(*command, event=event, number=2)
    assert killed.code, str(killed)
    money.lusha.clock.time = time.time()
    again = money(*command)
    ledger = money.api.ledger.since(before)
    entries = ledger.of(VERSIONS[version])
    for entry in entries:
        cached = {int(person[1:].partition("@")[0]) < 250 for person in entry.people}
        assert len(cached) == 1, str(again)
        assert asked(entry) == (("phones",) if cached == {True} else ("emails", "phones"))
    assert again.report.covers(ledger.charged), f"{killed}{again}"
    assert not ledger.sent_twice("v3"), str(again)
    unknown = [row for row in rows_of(again).values() if row["lusha_status"] == "unknown"]
    # A response that was sent may have been stored or not.
    if event != "answered":
        assert len(unknown) == (100 if version == "v3" else 0), str(again)
    assert len(unknown) <= 100, str(again)
    known = [row for row in rows_of(again).values() if row not in unknown]
    assert all(row["lusha_emails"] and row["lusha_phones"] for row in known), str(again)


@versions
def test_retried_rows_ask_for_the_missing_kind(money: MoneyClient, version: str) -> None:
    fill_cache(money, "emails", version, range(10))
    path = money.write("all.csv", people(range(20)))
    money.api.faults.append(Fault(VERSIONS[version], "status", None, status=500))
    command = ("person", "bulk", path, "--api-version", version, *CACHE, "--jobs", "1")
    failed = money(*command)
    assert not failed.charged, str(failed)
    money.api.faults.clear()
    run = money(*command, "--retry-status", "error", "--allow-double-charge", code=0)
    assert all(row["lusha_emails"] and row["lusha_phones"] for row in rows_of(run).values())
    assert len(asked_of_each(run, version)) == 20, str(run)
    for person, fields in asked_of_each(run, version).items():
        is_cached = int(person[1:].partition("@")[0]) < 10
        assert fields == (("phones",) if is_cached else ("emails", "phones")), str(run)


def enrich_with_another(money: MoneyClient, version: str, name: str) -> Run:
    """Enrich two people whose emails are cached; the API now has another one in place of p1."""
    fill_cache(money, "emails", version, range(2))
    before = money.api.vendor.identity
    money.api.vendor.identity = lambda item: before(item).replace("p1@", f"{name}@")  # type: ignore[method-assign]
    path = money.write("all.csv", people(range(2)))
    return money("person", "bulk", path, "--api-version", version, *CACHE, code=0)


@versions
def test_part_of_another_person_is_not_used(money: MoneyClient, version: str) -> None:
    run = enrich_with_another(money, version, "q1")
    same, other = rows_of(run).values()
    assert (same["lusha_full_name"], same["lusha_emails"]) == ("Ada p0", "p0@work.example")
    assert (other["lusha_full_name"], other["lusha_emails"]) == ("Ada q1", ""), str(run)
    assert other["lusha_phones"], str(run)


@versions
def test_person_that_the_api_lost_keeps_the_cached_part(money: MoneyClient, version: str) -> None:
    run = enrich_with_another(money, version, "nobody1")
    row = rows_of(run)["p1@firm.example"]
    assert (row["lusha_status"], row["lusha_source"]) == ("matched", "cache"), str(run)
    assert row["lusha_emails"], str(run)
    assert not row["lusha_phones"], str(run)
