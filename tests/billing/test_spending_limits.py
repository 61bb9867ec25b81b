"""Budgets: what they refuse before it is sent, and what they count."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.billing.charges import Charge
from lusha_cli.billing.ledger import Ledger, Settlement
from lusha_cli.billing.spending_limits import OverLimit, SpendingLimit
from lusha_cli.parsing.budgets import BudgetLimit
from tests.billing.test_ledger import BROKEN, CALL, fail, recorded
from tests.support.cli import ADA, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

DOMAIN = "analytical-engines.example"
V3 = ("--api-version", "v3")
DAY = 86_400


def limit(credits_: int, unit: str = "day", profile: str | None = None) -> SpendingLimit:
    budget = BudgetLimit(credits_, unit)
    return SpendingLimit(budget, profile, "config", (budget,))


def spent(folder: Path, unit: str = "month", *, at: float = 1.0, profile: str | None = None) -> int:
    """Return the credits that the ledger counts in a period."""
    with closing(Ledger(folder, warn=fail)) as ledger:
        (use,) = ledger.use([limit(0, unit, profile)], at=at)
    return use.used


def requests(server: Server) -> int:
    """Return the number of paid requests that the server received."""
    counts: dict[str, int] = server.ledger()["requests"]
    return sum(number for name, number in counts.items() if not name.startswith("account"))


# Reservations in the ledger.


def test_reservation_counts_until_it_is_settled(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path, warn=fail)) as ledger:
        limits = [limit(10)]
        first = ledger.reserve(CALL, limits)
        with pytest.raises(OverLimit) as refused:
            ledger.reserve(CALL, limits)
        assert (refused.value.use.used, refused.value.use.period) == (6, (0, DAY))
        # Nothing of a refused request is recorded.
        assert len(recorded(tmp_path)) == 1
        ledger.settle(first, Settlement(Charge(1, is_exact=True), "ok", 0.1))
        ledger.reserve(CALL, limits)
        assert spent(tmp_path) == 7


# How a call ends, and the credits that it counts with afterwards; its estimate is 6.
ENDS: dict[str, tuple[Charge | None, int]] = {
    "exact": (Charge(2, is_exact=True), 2),
    "up to": (Charge(6, is_exact=False), 6),
    "above the estimate": (Charge(9, is_exact=True), 9),
    "not charged": (Charge(0, is_exact=True), 0),
    "unknown": (None, 6),
}


@pytest.mark.parametrize(("charge", "expected"), ENDS.values(), ids=ENDS)
def test_settled_charge_replaces_the_estimate(
    tmp_path: Path, charge: Charge | None, expected: int
) -> None:
    with closing(Ledger(tmp_path, warn=fail)) as ledger:
        id_ = ledger.reserve(CALL, [limit(6)])
        ledger.settle(id_, Settlement(charge, "ok", 0.1))
    assert spent(tmp_path) == expected


def test_extended_reservation_counts_each_attempt(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path, warn=fail)) as ledger:
        limits = [limit(15)]
        id_ = ledger.reserve(CALL, limits)
        ledger.extend(id_, 12, limits, at=1.0)
        with pytest.raises(OverLimit):
            ledger.extend(id_, 18, limits, at=1.0)
        assert spent(tmp_path) == 12
        ledger.settle(id_, Settlement(Charge(7, is_exact=False), "ok", 0.1))
    assert spent(tmp_path) == 7


@pytest.mark.parametrize(
    ("unit", "seconds"), [("hour", 3600), ("day", DAY), ("week", 4 * DAY), ("month", 31 * DAY)]
)
def test_budget_resets_with_the_next_period(tmp_path: Path, unit: str, seconds: int) -> None:
    # 1970-01-01 was a Thursday, so that the first week has four days.
    with closing(Ledger(tmp_path, warn=fail)) as ledger:
        ledger.reserve(CALL, [limit(6, unit)])
        with pytest.raises(OverLimit):
            ledger.reserve(CALL._replace(at=seconds - 0.001), [limit(6, unit)])
        ledger.reserve(CALL._replace(at=seconds), [limit(6, unit)])


def test_limits_count_one_profile_or_all(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path, warn=fail)) as ledger:
        ledger.reserve(CALL, [limit(6)])
        work = CALL._replace(profile="work")
        with pytest.raises(OverLimit):
            ledger.reserve(work, [limit(6)])
        ledger.reserve(work, [limit(6, profile="work")])
    assert spent(tmp_path) == 12
    assert spent(tmp_path, profile="default") == 6


def test_huge_estimates_keep_the_counters_usable(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path, warn=fail)) as ledger:
        for _ in range(3):
            id_ = ledger.begin(CALL._replace(estimate=2**70))
        assert id_ is not None
        ledger.settle(id_, Settlement(Charge(1, is_exact=True), "ok", 0.1))
    assert spent(tmp_path) == 2 * 10**12 + 1


def test_calls_of_an_earlier_version_are_counted(tmp_path: Path) -> None:
    with closing(Ledger(tmp_path, warn=fail)) as ledger:
        settled = ledger.begin(CALL)
        assert settled is not None
        ledger.settle(settled, Settlement(Charge(2, is_exact=True), "ok", 0.1))
        ledger.begin(CALL._replace(at=3600.0))
        ledger.begin(CALL._replace(estimate=None))
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as db:
        for name in ("call_added", "call_settled"):
            db.execute(f"DROP TRIGGER {name}")
        db.execute("DROP TABLE spent")
        db.commit()
    assert [spent(tmp_path, "hour"), spent(tmp_path, "hour", at=3600)] == [2, 6]
    assert spent(tmp_path) == 8
    # A ledger is changed once, and then counts on.
    with closing(Ledger(tmp_path, warn=fail)) as ledger:
        ledger.begin(CALL)
    assert spent(tmp_path) == 14


# Commands.

# A command that costs credits, and its worst case over V3.
COMMANDS: dict[str, tuple[str, ...]] = {
    "single": ("contacts", "search", "--email", ADA),
    "v2 over v3": ("person", "get", ADA, *V3),
    "company": ("company", "get", DOMAIN),
    "api": ("api", "GET", "/v2/company", "-F", f"domain={DOMAIN}"),
    "unlisted path": ("api", "GET", "/v9/people"),
    "search": ("prospecting", "company", "search", "--technology", "aws"),
    "pages": ("prospecting", "company", "search", "--technology", "aws", "--limit", "60"),
    "all pages": ("prospecting", "company", "search", "--technology", "aws", "--all"),
    "signals": ("signals", "companies", "get", "30000000", "--signal", "allSignals"),
    "lookalike": ("lookalike", "companies", "--domain", DOMAIN, "--limit", "5"),
    "recommendations": ("contacts", "recommendations"),
    "table rows": ("contacts", "tables", "rows", "TABLE", "--owner", ADA),
}


@pytest.mark.parametrize("argv", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("yes", [("--yes",), ("--max-credits", "900")], ids=["yes", "cap"])
def test_used_up_budget_refuses_each_paid_command(
    online: Lusha, server: Server, argv: tuple[str, ...], yes: tuple[str, ...]
) -> None:
    if yes[0] == "--max-credits" and argv[0] in ("signals",):
        yes = ("-y",)
    online("config", "set", "budget", "0/day")
    result = online(*argv, *yes, "--json", code=6)
    assert result.error["code"] == "budget"
    assert requests(server) == 0
    assert recorded(online.state) == []


def test_bulk_run_without_budget_sends_nothing(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    leads = write_leads(5)
    online("config", "set", "budget", "3/day")
    result = online("person", "bulk", leads, "--yes", code=6)
    assert "Nothing was sent" in result.err
    assert requests(server) == 0


def test_error_names_the_use_the_reset_and_the_command(online: Lusha, server: Server) -> None:
    online("config", "set", "budget", "8/day", "5000/month")
    online("person", "get", ADA, "--api-version", "v2")
    result = online("person", "get", f"nobody@{DOMAIN}", "--api-version", "v2", "--json", code=6)
    assert result.error["message"] == (
        "This may cost up to 6 credits, but the budget is 8 credits a day, with 6 used so far. "
        "It resets at 2026-11-02 00:00 UTC. Nothing was sent."
    )
    assert result.error["hint"] == "To raise it, run: lusha config set budget 12/day 5000/month"
    assert requests(server) == 1
    # After the reset there is a whole budget again.
    online.clock.time += DAY
    online("person", "get", ADA, "--api-version", "v2")


def test_profile_budget_is_named_with_its_profile(online: Lusha) -> None:
    online("config", "set", "budget", "1/week", "--profile", "work")
    argv = ("person", "get", ADA, "--api-version", "v2")
    hint = online(*argv, "--profile", "work", "--json", code=6).error["hint"]
    assert hint == "To raise it, run: lusha config set budget 6/week --profile work"
    online(*argv)


def test_environment_only_narrows_the_budget(online: Lusha) -> None:
    argv = ("contacts", "search", "--email", ADA)
    online("config", "set", "budget", "0/day")
    online.env["LUSHA_BUDGET"] = "1000/day"
    online(*argv, code=6)
    online("config", "set", "budget", "10/day")
    online.env["LUSHA_BUDGET"] = "0/hour"
    result = online(*argv, "--json", code=6)
    assert result.error["hint"] == "To raise it, set LUSHA_BUDGET to 1/hour."
    online.env["LUSHA_BUDGET"] = ""
    assert "Invalid value '' for LUSHA_BUDGET" in online(*argv, code=2).err
    del online.env["LUSHA_BUDGET"]
    online(*argv)
    # A profile has its own budget besides that of all profiles.
    online("config", "set", "budget", "0/day", "--profile", "work")
    online(*argv, "--profile", "work", code=6)
    online("config", "set", "budget", "1000/day", "--profile", "work")
    online("config", "set", "budget", "0/day")
    online(*argv, "--profile", "work", code=6)


def test_another_profile_has_no_second_budget(online: Lusha) -> None:
    online("config", "set", "output", "json", "--profile", "work")
    online("config", "set", "budget", "1/day")
    argv = ("contacts", "search", "--email", ADA)
    online(*argv)
    online(*argv, "--profile", "work", code=6)


def test_unbounded_cost_is_refused(online: Lusha, server: Server) -> None:
    online("config", "set", "budget", "1000/day")
    argv = ("signals", "companies", "get", "30000000", "--signal", "allSignals", "--yes")
    error = online(*argv, "--json", code=6).error
    assert "plus 1 credit per signal" in error["message"] or "per signal" in error["message"]
    assert error["hint"].startswith("An unbounded cost can't be capped. Unset the budget")
    assert requests(server) == 0
    online(*argv, "--max-results-per-signal", "1")


def test_failed_request_releases_what_it_cannot_have_been_charged(
    script: StartScriptedServer,
) -> None:
    lusha, scripted = script(ScriptedResponse(400, b"{}"), ScriptedResponse(500, b"{}"))
    lusha("config", "set", "budget", "1/day")
    argv = ("contacts", "search", "--email", ADA, "--no-wait", *V3)
    lusha(*argv, code=2)
    lusha(*argv, code=9)
    before = len(scripted.requests)
    assert "the budget is 1 credit a day, with 1 used so far" in lusha(*argv, code=6).err
    assert len(scripted.requests) == before


def test_each_attempt_that_may_be_charged_is_reserved(script: StartScriptedServer) -> None:
    lusha, scripted = script(ScriptedResponse(500, b"{}"))
    lusha("config", "set", "budget", "3/day")
    argv = ("contacts", "search", "--email", ADA, "--allow-double-charge", *V3)
    lusha(*argv, code=9)
    sent = [request for request in scripted.requests if "search" in str(request)]
    assert len(sent) == 3
    (call,) = recorded(lusha.state)
    assert (call.charge, call.is_exact) == (3, False)


def test_charge_above_the_estimate_is_counted(serve: Callable[..., Server], tmp_path: Path) -> None:
    server = serve()
    lusha = Lusha(tmp_path)
    lusha.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY="key-of-a-test-0001")
    lusha("config", "set", "budget", "100/day")
    lusha("contacts", "search", "--email", ADA)
    assert spent(lusha.state, at=lusha.clock.time) == server.ledger()["totals"]["credits"]


def test_switch_to_v3_releases_v2_and_reserves_v3(
    serve: Callable[..., Server], tmp_path: Path
) -> None:
    server, lusha = serve(v2="gone"), Lusha(tmp_path)
    lusha.env.update(LUSHA_BASE_URL=server.url, LUSHA_API_KEY="key-of-a-test-0001")
    # The dearer of both versions has to fit, and not the sum of them.
    lusha("config", "set", "budget", "7/day")
    lusha("person", "get", ADA)
    charged = server.ledger()["totals"]["credits"]
    assert charged == spent(lusha.state, at=lusha.clock.time) > 0
    lusha("person", "get", f"nobody@{DOMAIN}", code=6)
    assert server.ledger()["totals"]["credits"] == charged


# Prompts.


def test_over_budget_prompts_and_is_counted(online: Lusha, server: Server) -> None:
    online("config", "set", "budget", "0/day")
    argv = ("contacts", "search", "--email", ADA, "--over-budget", "--yes")
    result = online(*argv, terminal=True, stdin=b"n\n", code=130)
    assert "the budget is 0 credits a day, with 0 used so far" in result.err.replace("\n", " ")
    assert requests(server) == 0
    online(*argv, terminal=True, stdin=b"y\n")
    assert requests(server) == 1
    assert spent(online.state, at=online.clock.time) == 1
    # A hint names it, but only where it works.
    plain = ("contacts", "search", "--email", ADA)
    assert "--over-budget" in online(*plain, terminal=True, code=6).err
    assert "--over-budget" not in online(*plain, code=6).err


@pytest.mark.parametrize("extra", [(), ("--yes",)])
def test_over_budget_needs_a_terminal(online: Lusha, extra: tuple[str, ...]) -> None:
    result = online("contacts", "search", "--email", ADA, "--over-budget", *extra, code=2)
    assert "--over-budget needs a terminal to prompt on." in result.err


def test_over_budget_confirms_a_whole_run(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    online("config", "set", "budget", "3/day")
    leads = write_leads(30)
    result = online("person", "bulk", leads, "--over-budget", terminal=True, stdin=b"y\n")
    assert result.err.count("Continue?") == 1
    assert spent(online.state, at=online.clock.time) == server.ledger()["totals"]["credits"] > 3


def test_nobody_is_asked_for_what_will_be_refused(online: Lusha) -> None:
    online("config", "set", "budget", "5/day")
    argv = ("prospecting", "company", "search", "--technology", "aws", "--limit", "2000")
    result = online(*argv, terminal=True, stdin=b"y\n", code=6)
    assert "Continue?" not in result.err


def test_dry_run_shows_the_budget_that_is_left(online: Lusha) -> None:
    argv = ("contacts", "search", "--email", ADA)
    assert "budget" not in online(*argv, "--dry-run").json
    online("config", "set", "budget", "5/day", "3/month")
    online(*argv)
    plan = online(*argv, "--dry-run").json
    assert (plan["budget"], plan["budgetLeft"]) == ("3/month", 2)
    assert plan["budgetResetsAt"] == "2026-12-01T00:00:00Z"
    assert "Budget left" in online(*argv, "--dry-run", "-o", "table").out
    online("config", "set", "budget", "0/day")
    assert online(*argv, "--dry-run").json["budgetLeft"] == 0


def test_sandbox_has_a_budget_of_its_own(lusha: Lusha) -> None:
    lusha("config", "set", "budget", "1/day")
    argv = ("contacts", "search", "--email", ADA)
    lusha(*argv)
    lusha(*argv, code=6)
    assert not (lusha.state / "ledger.db").exists()


# Bulk runs.


@pytest.mark.with_yes
def test_bulk_run_stops_at_the_budget_and_resumes(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    leads, argv = write_leads(250), ("--reveal-emails", "--api-version", "v2")
    online("config", "set", "budget", "250/day")
    result = online("person", "bulk", leads, *argv, code=6)
    charged = server.ledger()["totals"]["credits"]
    assert 100 <= charged <= 250
    assert "The run stops there, and can be resumed later." in result.err
    assert "the budget is 250 credits a day" in result.err
    # What was paid for is written.
    assert result.out.count(",matched,") >= 100
    assert spent(online.state, at=online.clock.time) == charged
    online.clock.time += DAY
    again = online("person", "bulk", leads, *argv)
    assert again.out.count(",matched,") == 250


@pytest.mark.with_yes
def test_bulk_run_waits_for_charges_below_their_estimates(
    online: Lusha, server: Server, write_csv: Callable[..., str]
) -> None:
    """A worst case in flight must not stop a run whose charges leave enough."""
    rows = "".join(f"nobody{n}@{DOMAIN}\n" for n in range(800))
    online("config", "set", "budget", "700/day")
    online("person", "bulk", write_csv(f"email\n{rows}"), "--jobs", "4", "--api-version", "v2")
    assert server.ledger()["totals"]["credits"] <= 700


# A ledger that can't be used.


@pytest.mark.parametrize(("harm", "reason"), BROKEN.values(), ids=BROKEN)
def test_unusable_ledger_refuses_paid_requests_with_a_budget(
    online: Lusha,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    harm: Callable[[Path], Any],
    reason: str,
) -> None:
    for name in ("_TIMEOUT", "_BUDGET_TIMEOUT"):
        monkeypatch.setattr(f"lusha_cli.billing.ledger_database.{name}", 0.01)
    online("company", "get", DOMAIN)
    online("config", "set", "budget", "100/day")
    held = harm(online.state)
    error = online("contacts", "search", "--email", ADA, "--json", code=6).error
    assert error["code"] == "budget_unavailable"
    assert reason in error["message"]
    assert "Nothing was sent" in error["message"]
    assert requests(server) == 1
    online("account", "usage")
    if isinstance(held, sqlite3.Connection):
        held.close()


def test_unwritable_folder_refuses_paid_requests_with_a_budget(
    online: Lusha, server: Server
) -> None:
    online("config", "set", "budget", "100/day")
    (online.state / "ledger.db").parent.mkdir(parents=True, exist_ok=True)
    (online.state / "ledger.salt.new-salt").mkdir()
    (online.state / "ledger.new").mkdir()
    assert online("contacts", "search", "--email", ADA, "--json", code=6).error["code"] == (
        "budget_unavailable"
    )
    assert requests(server) == 0


# Showing it.


def test_account_usage_shows_the_budget(online: Lusha) -> None:
    assert "Budget" not in online("account", "usage", "-o", "table").out
    online("config", "set", "budget", "500/day", "5000/month")
    online("contacts", "search", "--email", ADA)
    shown = online("account", "usage", "-o", "table").out
    assert "1 of 500 credits used this day, resets at 2026-11-02 00:00 UTC" in shown
    assert "1 of 5,000 credits used this month, resets at 2026-12-01 00:00 UTC" in shown


def test_config_takes_several_budgets(lusha: Lusha) -> None:
    for values in (("500/day", "5000/month"), ("500/day, 5000/month",), ("5000/month,500/day",)):
        lusha("config", "set", "budget", *values)
        assert lusha("config", "get", "budget").out == "500/day, 5000/month\n"
        assert 'budget = "500/day, 5000/month"' in lusha.config.read_text()
    lusha.config.write_text('budget = ["500/day", "9/hour"]\n[profiles.work]\nbudget = "7/week"\n')
    assert lusha("config", "get", "budget").out == "9/hour, 500/day\n"
    lusha.env["LUSHA_BUDGET"] = "3/day"
    row = next(
        row
        for row in lusha("config", "list", "--profile", "work", "--json").json
        if row["key"] == "budget"
    )
    assert (row["value"], row["source"]) == (
        "3/day; 7/week; 9/hour, 500/day",
        "environment, profile, config",
    )
    lusha("config", "unset", "budget")
    assert "isn't" not in lusha("config", "get", "budget").out
    assert "such as 500/day" in lusha("config", "set", "budget", "500", code=2).err
    assert "has one value" in lusha("config", "set", "output", "json", "csv", code=2).err
