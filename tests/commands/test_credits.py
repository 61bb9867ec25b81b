"""`lusha credits`: the log of paid requests, the forecast of a file, and the watch."""

import math
from collections.abc import Callable

import pytest

from tests.support.cli import ADA, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

DOMAIN = "analytical-engines.example"
DAY = 86_400


@pytest.fixture
def spent(lusha: Lusha) -> Lusha:
    """Return a CLI that has spent 8 credits on three days."""
    lusha("person", "get", ADA)
    lusha.clock.time += 2 * DAY
    lusha("company", "get", DOMAIN)
    lusha.clock.time += DAY
    lusha("contacts", "search", "--email", ADA)
    return lusha


def test_log_lists_calls_latest_first(spent: Lusha) -> None:
    found = spent("credits", "log").json
    assert [call["command"] for call in found] == ["contacts search", "company get", "person get"]
    person = found[2]
    assert person.pop("seconds") >= 0
    assert person.pop("user")
    assert person == {
        "time": "2026-11-01T12:00:00Z", "profile": "default", "command": "person get",
        "operation": "person get", "apiVersion": "v2", "run": None, "items": 1, "results": 1,
        "estimate": 6, "credits": 6, "creditsAreExact": False, "outcome": "ok",
    }  # fmt: skip


# Options, and the commands of the calls that they select.
FILTERS: list[tuple[tuple[str, ...], list[str]]] = [
    (("--since", "1d"), ["contacts search", "company get"]),
    (("--since", "2026-11-03", "--until", "2026-11-03"), ["company get"]),
    (("--until", "2026-11-02"), ["person get"]),
    (("--who", ADA), ["contacts search", "person get"]),
    (("--who", "4100000000"), ["contacts search", "person get"]),
    (("--who", "linkedin.com/in/ada-byrne-00000"), ["contacts search", "person get"]),
    (("--who", DOMAIN), ["company get"]),
    (("--who", f"nobody@{DOMAIN}"), []),
    (("--limit", "1"), ["contacts search"]),
]


def test_log_selects_calls(spent: Lusha) -> None:
    for options, commands in FILTERS:
        found = spent("credits", "log", *options).json
        assert [call["command"] for call in found] == commands, options


# What totals are by, and the groups with their credits.
TOTALS: dict[str, list[tuple[str | None, int]]] = {
    "day": [("2026-11-04", 1), ("2026-11-03", 1), ("2026-11-01", 6)],
    "command": [("person get", 6), ("contacts search", 1), ("company get", 1)],
    "operation": [("person get", 6), ("contacts search", 1), ("company get", 1)],
    "profile": [("default", 8)],
    "run": [(None, 8)],
}


def test_log_totals_calls(spent: Lusha) -> None:
    for name, groups in TOTALS.items():
        found = spent("credits", "log", "--by", name).json
        assert [(total[name], total["credits"]) for total in found] == groups
    assert found[0] == {
        "run": None, "calls": 3, "items": 3, "results": 3, "credits": 8,
        "creditsAreExact": False, "pending": 0, "unknownCharges": 0,
    }  # fmt: skip


@pytest.mark.parametrize(("encoding", "bars"), [("utf-8", "█▁▃▃"), ("ascii", "@_--")])
def test_log_draws_the_days_on_a_terminal(spent: Lusha, encoding: str, bars: str) -> None:
    result = spent("credits", "log", "--by", "command", terminal=True, encoding=encoding)
    assert "contacts search" in result.out
    assert result.err == f"{bars}  8 credits from 2026-11-01 to 2026-11-04\n"


def test_log_is_written_in_every_format(spent: Lusha) -> None:
    starts = {
        "csv": "time,profile,user,command,", "tsv": "time\tprofile\t", "jsonl": '{"time":',
        "yaml": "- time:", "table": "Time ", "json": "[",
    }  # fmt: skip
    for name, start in starts.items():
        assert spent("credits", "log", "-o", name).out.startswith(start)
    note = spent("credits", "log", "--limit", "2", "--by", "day").err
    assert note == "Showing 2 of 3 rows. To show more, add --limit N.\n"


def test_log_without_calls_is_empty(lusha: Lusha) -> None:
    assert lusha("credits", "log").json == []
    assert "isn't an email" in lusha("credits", "log", "--who", "Ada", code=2).err
    assert not (lusha.state / "sandbox" / "ledger.db").exists()


def test_log_of_the_sandbox_and_the_api_are_separate(spent: Lusha) -> None:
    assert spent("credits", "log", "--no-sandbox").json == []


def test_topic_credits_is_not_hidden_by_the_group(lusha: Lusha) -> None:
    assert lusha("help", "credits").out.startswith("credits: what requests cost")
    assert "credits log" in lusha("help", "credits", "log").out


def test_watch_fails_below_the_threshold(online: Lusha) -> None:
    used = online("account", "usage").json["usage"]["credits"]
    enough = online("credits", "watch", "--below", str(used["remaining"]))
    assert enough.json == {
        "time": "2026-11-01T12:00:00Z", "remaining": used["remaining"],
        "threshold": used["remaining"], "isBelow": False,
    }  # fmt: skip
    low = online("credits", "watch", "--below", "1000000", code=6)
    assert low.json["isBelow"]
    assert "credits left, fewer than 1,000,000." in low.err
    low = online("credits", "watch", "--below", "1000000", "--json", code=6)
    assert low.error["code"] == "credits_low"


def test_watch_checks_again_until_few_credits_are_left(script: StartScriptedServer) -> None:
    bodies = [
        b'{"usage": {"credits": {"remaining": 9}}}',
        b"",
        b'{"usage": {"credits": {"remaining": 4}}}',
    ]
    statuses = (200, 500, 200)
    responses = [ScriptedResponse(*pair) for pair in zip(statuses, bodies, strict=True)]
    lusha, server = script(*responses)
    argv = ("credits", "watch", "--below", "5", "--interval", "1h", "--no-wait")
    result = lusha(*argv, code=6)
    assert lusha.clock.slept == [3600, 3600]
    assert result.json["remaining"] == 4
    assert result.err.startswith("9 credits left.\nWarning: not checked. ")
    assert len(server.requests) == 3
    assert "isn't an interval" in lusha(*argv[:5], "1y", code=2).err


def test_watch_reports_a_response_without_credits(script: StartScriptedServer) -> None:
    lusha, _ = script(ScriptedResponse(200, b'{"usage": {}}'))
    assert (
        "did not report the credits left" in lusha("credits", "watch", "--below", "5", code=9).err
    )


def test_forecast_is_the_worst_case_without_lookups(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    leads = write_leads(30)
    result = online("credits", "forecast", leads)
    assert result.json == {
        "kind": "person", "rows": 30, "items": 30, "toSend": 30, "requests": 1,
        "cost": "up to 182 credits", "worstCaseCredits": 182,
        "expectedCredits": None, "expectedMatches": None,
        "matchRate": None, "creditsPerMatch": None, "lookupsInLedger": 0,
    }  # fmt: skip
    assert "only the worst case is known" in result.err
    assert server.ledger()["totals"]["credits"] == 0
    assert not (online.state / "runs").exists()


def test_forecast_follows_from_the_account_s_own_lookups(
    online: Lusha, write_csv: Callable[..., str], write_leads: Callable[..., str]
) -> None:
    online("person", "get", ADA)
    online("person", "get", f"nobody@{DOMAIN}", code=3)
    leads = write_leads(30)
    found = online("credits", "forecast", leads).json
    assert (found["matchRate"], found["creditsPerMatch"]) == (0.5, 6.0)
    assert (found["expectedMatches"], found["expectedCredits"]) == (15, 90)
    # Another account has its own rates, and companies theirs.
    online.env["LUSHA_API_KEY"] = "sandbox-key-of-a-test-0002"
    assert online("credits", "forecast", leads).json["expectedCredits"] is None
    online("company", "get", DOMAIN)
    companies = write_csv(f"domain\n{DOMAIN}\nother.example\n", "companies.csv")
    found = online("credits", "forecast", companies, "--kind", "company").json
    assert (found["toSend"], found["expectedCredits"], found["worstCaseCredits"]) == (2, 2, 3)


def test_forecast_leaves_out_rows_with_results(
    online: Lusha, write_leads: Callable[..., str]
) -> None:
    leads = write_leads(3)
    online("person", "bulk", leads, "--yes")
    found = online("credits", "forecast", leads).json
    assert (found["toSend"], found["expectedCredits"], found["worstCaseCredits"]) == (0, 0, 0)


PERSON_OPTIONS = (
    "", "--reveal-emails", "--reveal-phones", "--filter-by emailAddresses", "--smart",
    "--smart --reveal emails", "--smart --reveal phones", "--smart --fill-empty", "--try-all",
    "--refresh-job-info", "--partial-profile", "--signal promotion",
    "--signal allSignals --signals-start-date 30d", "--smart --reveal phones --api-version v3",
)  # fmt: skip
COMPANY_OPTIONS = ("", "--signal riskNews", "--partial-company", "--signals-start-date 30d")


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        *(("person", options) for options in PERSON_OPTIONS),
        *(("company", options) for options in COMPANY_OPTIONS),
    ],
)
def test_forecast_has_the_worst_case_of_the_dry_run(
    online: Lusha, write_csv: Callable[..., str], kind: str, options: str
) -> None:
    rows = "".join(f"p{n}@firm{n}.example; q{n}@firm{n}.example\n" for n in range(130))
    source = write_csv(f"email,mobile phone\n{ADA},+1 200 555 0100\n{rows}")
    if kind == "company":
        source = write_csv("domain\n" + "".join(f"firm{n}.example\n" for n in range(130)))
    planned = online(kind, "bulk", source, "--dry-run", *options.split()).json
    found = online("credits", "forecast", source, "--kind", kind, *options.split()).json
    assert (found["cost"], found["worstCaseCredits"]) == (planned["cost"], planned["maxCredits"])


def test_forecast_scales_the_charges_of_lookups_by_the_price_of_the_options(
    online: Lusha, write_leads: Callable[..., str]
) -> None:
    online("person", "get", ADA)
    online("person", "get", f"nobody@{DOMAIN}", code=3)
    leads = write_leads(100)

    def expected(*options: str) -> int:
        found = online("credits", "forecast", leads, *options).json
        assert found["expectedMatches"] == 50
        return int(found["expectedCredits"])

    assert expected() == 300
    # A phone costs 5 of the 6 credits, an email 1; 4 per 100 results come on top of both.
    assert expected("--reveal-phones") == math.ceil(300 * 504 / 604)
    assert expected("--smart", "--reveal", "emails") == math.ceil(300 * 104 / 604)


def test_forecast_uses_the_lookups_of_smart_runs(
    online: Lusha, server: Server, write_leads: Callable[..., str]
) -> None:
    leads = write_leads(40)
    online("person", "bulk", leads, "--smart", "--reveal", "emails", "--yes")
    found = online("credits", "forecast", leads, "--smart", "--reveal", "emails", "--fresh").json
    assert found["lookupsInLedger"] == found["toSend"] == 40
    charged = server.ledger()["totals"]["credits"]
    assert found["creditsPerMatch"] == pytest.approx(charged / 40)
    # Without --fresh, all rows have results.
    assert online("credits", "forecast", leads, "--smart", "--reveal", "emails").json["toSend"] == 0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--kind company --reveal-phones", "--reveal-phones doesn't apply to companies."),
        ("--kind company --smart", "--smart doesn't apply to companies."),
        ("--partial-company", "--partial-company doesn't apply to people."),
        ("--fill-empty", "--fill-empty needs --smart."),
        ("--fresh --refresh-older-than 3d", "can't be used together"),
    ],
)
def test_forecast_refuses_options_of_the_other_kind(
    online: Lusha, write_leads: Callable[..., str], line: str, message: str
) -> None:
    result = online("credits", "forecast", write_leads(1), *line.split(), code=2)
    assert message in result.err
