"""Rows that an earlier run may have been charged for are not paid again by an edited file."""

import csv
import io
import time
from pathlib import Path

import pytest

from tests.money.client import MoneyClient, Run
from tests.money.conftest import MakeApi
from tests.money.fake_api import FakeApi, Fault

pytestmark = pytest.mark.slow

DAY = 86_400
V3 = ("--api-version", "v3", "--yes")
RETRY = ("--retry-status", "error", "--retry-status", "unknown")
MODES = {"plain": V3, "smart": (*V3, "--smart"), "signals": (*V3, "--signal", "promotion")}
LAST_STEPS = {
    "plain": "contacts search-and-enrich",
    "smart": "contacts enrich",
    "signals": "contacts signals",
}


@pytest.fixture
def money(make_api: MakeApi, tmp_path: Path) -> MoneyClient:
    """Return a CLI whose clock is that of the processes which are killed."""
    client = MoneyClient(tmp_path, make_api())
    client.lusha.clock.time = time.time()
    return client


def edit(money: MoneyClient, path: str) -> str:
    """Write a file with the rows in reverse order and one more, and return its path."""
    header, *rows = Path(path).read_text().splitlines()
    return money.write("edited.csv", "\n".join([header, *rows[::-1], "new@firm.example"]) + "\n")


def rows_by_status(run: Run) -> dict[str, set[str]]:
    """Return who has each status in the output."""
    statuses: dict[str, set[str]] = {}
    for row in csv.DictReader(io.StringIO(run.out)):
        statuses.setdefault(row["lusha_status"], set()).add(row["email"])
    return statuses


def sent(run: Run, *, searched: bool = False) -> set[str]:
    """Return whom a run sent in requests that may cost credits."""
    operations = ("contacts search",) if searched else ()
    entries = [e for e in run.ledger if not operations or e.operation in operations]
    return {person for entry in entries for person in entry.people if "@" in person}


@pytest.mark.parametrize("mode", MODES)
def test_edited_file_of_a_killed_run_sends_nobody_twice(money: MoneyClient, mode: str) -> None:
    api, options = money.api, MODES[mode]
    path = money.people(250)
    api.delay = 0.05
    killed = money.killed(
        "person", "bulk", path, *options, "--jobs", "1", event="charged", number=2
    )
    assert killed.code == -9
    api.delay = 0
    edited = edit(money, path)
    preview = money("person", "bulk", edited, *options, "--dry-run")
    assert preview.charged == 0
    run = money("person", "bulk", edited, *options)
    assert not api.ledger.sent_twice(), f"{killed}{run}"
    assert run.report.covers(run.charged), str(run)
    statuses = rows_by_status(run)
    in_doubt = statuses["unknown"]
    # The requests that were in flight, and no others.
    assert len(in_doubt) in (100, 150, 200), str(run)
    assert in_doubt.isdisjoint(sent(run)), str(run)
    assert len(statuses["matched"]) == 251 - len(in_doubt)
    assert f"{len(in_doubt)} people that an earlier run may have paid for" in run.err
    assert f"{len(in_doubt)} possibly charged already" in run.err
    # Nor by a third file after the first two runs, and only once with --allow-double-charge.
    again = money("person", "bulk", money.write("third.csv", Path(edited).read_text() + "\n"),
                  *options)  # fmt: skip
    assert not again.charged, str(again)
    refused = money("person", "bulk", edited, *options, *RETRY, code=2)
    assert "--allow-double-charge" in refused.err
    paid = money("person", "bulk", edited, *options, *RETRY, "--allow-double-charge", code=0)
    assert rows_by_status(paid).keys() == {"matched"}, str(paid)
    assert sent(paid) == in_doubt, str(paid)


def test_edited_file_with_retry_paid_sends_rows_in_doubt(money: MoneyClient) -> None:
    path = money.people(100)
    money.killed("person", "bulk", path, *V3, event="charged")
    edited = edit(money, path)
    run = money("person", "bulk", edited, *V3, "--allow-double-charge", code=0)
    assert len(sent(run)) == 101
    assert rows_by_status(run).keys() == {"matched"}
    assert run.report.covers(run.charged), str(run)


@pytest.mark.parametrize("kind", ["drop", "cut", "status"])
@pytest.mark.parametrize("options", [("--refresh-older-than", "1d"), ()], ids=["refresh", "edited"])
def test_lost_responses_are_not_paid_again(
    money: MoneyClient, api: FakeApi, kind: str, options: tuple[str, ...]
) -> None:
    fault = Fault("contacts search-and-enrich", kind, (1,), after_charge=True, status=500)  # type: ignore[arg-type]
    money.api.faults.append(fault)
    path = money.people(250)
    money("person", "bulk", path, *V3, "--jobs", "1", "--no-wait", code=10)
    money.lusha.clock.time += 40 * DAY
    run = money("person", "bulk", path if options else edit(money, path), *V3, *options)
    first = {f"p{number}@firm{number % 7}.example" for number in range(100)}
    assert rows_by_status(run)["unknown"] == first, str(run)
    assert first.isdisjoint(sent(run)), str(run)
    assert len(sent(run)) == (150 if options else 1)


def test_fresh_names_the_rows_in_doubt(money: MoneyClient) -> None:
    path = money.people(150)
    money.killed("person", "bulk", path, *V3, "--jobs", "1", event="charged", number=2)
    run = money("person", "bulk", path, *V3, "--fresh", code=0)
    assert len(sent(run)) == 150
    assert "Resending 50 people that an earlier run may have paid for." in run.err, str(run)
    again = money("person", "bulk", path, *V3, code=0)
    assert "may have paid for" not in again.err


def test_incomplete_rows_keep_their_data_and_are_not_paid_again(money: MoneyClient) -> None:
    money.api.faults.append(Fault("contacts signals", "status", (1,), status=403))
    path = money.people(100)
    options = MODES["signals"]
    money("person", "bulk", path, *options, code=10)
    edited = edit(money, path)
    run = money("person", "bulk", edited, *options, code=10)
    assert sent(run) == {"new@firm.example"}, str(run)
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert all(row["lusha_full_name"] for row in rows), str(run)
    assert sum("signals are missing" in row["lusha_error"] for row in rows) == 100
    assert "--allow-double-charge" in money("person", "bulk", edited, *options, *RETRY, code=2).err
    paid = money("person", "bulk", edited, *options, *RETRY, "--allow-double-charge", code=0)
    assert "signals are missing" not in paid.out


# V2 charges nobody twice, as long as it serves.


def killed_on_v2(money: MoneyClient) -> str:
    """Kill a run of 150 people over V2, and return the path of its file after an edit."""
    path = money.people(150)
    money.killed("person", "bulk", path, "--yes", "--jobs", "1", event="charged", number=2)
    return edit(money, path)


def test_rows_in_doubt_are_sent_again_over_v2(money: MoneyClient) -> None:
    edited = killed_on_v2(money)
    run = money("person", "bulk", edited, "--yes", code=0)
    assert rows_by_status(run).keys() == {"matched"}, str(run)
    assert len(sent(run)) == 51
    # Six for each person and one per 25 people in a request, of which 50 were sent twice.
    assert money.api.ledger.charged == 151 * 6 + 4 + 2 + 2 + 1, str(run)
    assert "151 rows: 51 people in 2 requests" in run.err
    assert run.report.is_exact
    assert run.report.covers(run.charged), str(run)
    assert "may have paid for" not in run.err


def test_rows_in_doubt_do_not_move_to_v3(money: MoneyClient) -> None:
    edited = killed_on_v2(money)
    # The next request finds out that V2 retired.
    money.api.rules.v2 = "gone"
    run = money("person", "bulk", edited, "--yes")
    over_v3 = money.api.ledger.of("contacts search-and-enrich")
    assert {p for e in over_v3 for p in e.people} == {"new@firm.example"}, str(run)
    assert len(rows_by_status(run)["unknown"]) == 50, str(run)
    # Now that it is known, nobody is sent to V2 either.
    third = money.write("third.csv", Path(edited).read_text() + "other@firm.example\n")
    again = money("person", "bulk", third, "--yes")
    assert sent(again) == {"other@firm.example"}, str(again)
    refused = money("person", "bulk", edited, "--yes", *RETRY, code=2)
    assert "50 people may already have been charged" in refused.err
