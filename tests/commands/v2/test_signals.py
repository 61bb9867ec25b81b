"""`lusha signals contacts` and `companies`: get, search and options."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from lusha_cli.sandbox.data.companies import company_by_number
from lusha_cli.sandbox.data.people import person_by_number
from lusha_cli.sandbox.data.signals import company_signals, person_signals
from tests.support.cli import ADA, Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

pytestmark = pytest.mark.with_yes

TODAY = date(2026, 11, 1)
GET = ("signals", "contacts", "get")
COMPANIES = ("signals", "companies", "get")
IDS = [4_100_000_000 + 13 * number for number in range(60)]
COMPANY_IDS = [30_000_000 + 17 * number for number in range(8)]


def entity_ids(flag: str, ids: list[int]) -> list[str]:
    return [word for number in ids for word in (flag, str(number))]


def signal_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_signals_get_returns_the_contacts_signals(lusha: Lusha) -> None:
    since = TODAY - timedelta(days=300)
    expected = {
        str(value.id): {kind: reported for kind, reported in happened.items() if reported}
        for number in range(60)
        for value in [person_by_number(number, seed=1843)]
        for happened in [person_signals(value, ["promotion"], since=since, today=TODAY)]
    }
    result = lusha(*GET, *entity_ids("--contact-id", IDS), "--signal", "promotion",
                   "--start-date", "300d")  # fmt: skip
    body = result.json
    assert {
        key: {k: v for k, v in item.items() if k != "personId"}
        for key, item in body["contacts"].items()
    } == expected
    total = sum(len(reported) for item in expected.values() for reported in item.values())
    assert total > 3
    assert body["creditCharged"] == total
    assert (body["startDate"], body["endDate"]) == (since.isoformat(), TODAY.isoformat())
    assert f"Charged {total} credits" in result.err
    six_months = lusha(*GET, *entity_ids("--contact-id", IDS), "--signal", "promotion").json
    assert six_months["startDate"] == (TODAY - timedelta(days=182)).isoformat()


def test_signals_get_prints_one_row_per_signal(lusha: Lusha) -> None:
    line = (*COMPANIES, *entity_ids("--company-id", COMPANY_IDS), "--signal", "allSignals",
            "--start-date", "1y")  # fmt: skip
    body = lusha(*line).json
    signals = [
        (key, kind, reported)
        for key, item in body["companies"].items()
        for kind, happened in item.items()
        if isinstance(happened, list)
        for reported in happened
    ]
    rows = signal_rows(lusha(*line, "-o", "csv").out)
    assert [(row["id"], row["signal"], row["signalId"]) for row in rows] == [
        (key, kind, reported["signalId"]) for key, kind, reported in signals
    ]
    lines = lusha(*line, "-o", "jsonl").out.splitlines()
    assert len(lines) == len(signals)
    table = lusha(*line, "-o", "table").out.splitlines()
    assert table[0].split()[:3] == ["Company", "Signal", "Date"]
    assert len(table) == len(signals) + 1
    names = lusha(*line, "--fields", "companyName,signal,signalDate", "-o", "csv").out
    assert len(names.splitlines()) == len(signals) + 1
    assert lusha(*line, terminal=True).out


def test_signals_companies_get_applies_sub_filters(lusha: Lusha) -> None:
    line = (*COMPANIES, *entity_ids("--company-id", [30_000_000 + 17 * n for n in range(90)]),
            "--start-date", "1y", "--max-results-per-signal", "9")  # fmt: skip
    news = lusha(*line, "--signal", "financialEventsNews", "--news-event-type", "ipo").json
    events = [s for item in news["companies"].values() for s in item.get("financialEventsNews", [])]
    assert events
    assert {event["eventType"] for event in events} == {"IPO"}
    surge = lusha(*line, "--signal", "surgeInHiringByDepartment",
                  "--hiring-by-department", "Sales", "--hiring-by-department", "Legal")  # fmt: skip
    reported = surge.json["companies"].values()
    hired = [s for item in reported for s in item.get("surgeInHiringByDepartment", [])]
    assert {signal["department"] for signal in hired} == {"Sales", "Legal"}
    locations = lusha(*line, "--signal", "surgeInHiringByLocation", "--hiring-by-location", "Japan")
    reported = locations.json["companies"].values()
    where = [s for item in reported for s in item.get("surgeInHiringByLocation", [])]
    assert {signal["country"] for signal in where} == {"Japan"}


def test_signals_max_results_per_signal_limits_results_and_cost(lusha: Lusha) -> None:
    ids = [30_000_000 + 17 * number for number in range(40)]
    line = (*COMPANIES, *entity_ids("--company-id", ids), "--signal", "riskNews",
            "--signal", "peopleNews", "--start-date", "2y")  # fmt: skip
    # V2 charges per signal, V3 10 credits per company and type: either may serve the request.
    for version, cost in (
        ("auto", "up to 800 credits plus 1 credit per signal delivered"),
        ("v2", "1 credit per signal delivered"),
        ("v3", "up to 800 credits"),
    ):
        open_ended = lusha(*line, "--api-version", version, "--dry-run").json
        assert open_ended["cost"] == cost
        assert open_ended["maxCredits"] == (800 if version == "v3" else None)
    assert "--max-results-per-signal" in lusha(*line, "--max-credits", "99", code=6).err
    bounded = (*line, "--max-results-per-signal", "1")
    assert lusha(*bounded, "--dry-run").json["maxCredits"] == 80
    assert lusha(*bounded, "--max-credits", "79", code=6).out == ""
    body = lusha(*bounded, "--max-credits", "80").json
    counts = [len(v) for item in body["companies"].values() for v in item.values()
              if isinstance(v, list)]  # fmt: skip
    assert set(counts) == {1}
    assert body["creditCharged"] == len(counts) <= 80
    complete = (*COMPANIES, "--company-id", "30000000", "--signal", "allSignals",
                  "--max-results-per-signal", "2", "--dry-run")  # fmt: skip
    assert lusha(*complete).json["maxCredits"] == 44


def test_signals_get_splits_more_than_100_ids(online: Lusha, server: Server) -> None:
    ids = [4_100_000_000 + 13 * number for number in range(150)]
    line = (*GET, "-", "--signal", "allSignals", "--start-date", "2y")
    stdin = "\n".join(map(str, ids)).encode()
    assert online(*line, "--dry-run", stdin=stdin).json["requests"] == 2
    result = online(*line, stdin=stdin)
    assert list(result.json["contacts"]) == [str(number) for number in ids]
    assert server.ledger()["requests"] == {"signals contacts get": 2, "account plan": 1}
    charged = server.ledger()["totals"]["credits"]
    assert result.json["creditCharged"] == charged
    assert f"Charged {charged} credits" in result.err
    cost = "up to 3,000 credits plus 1 credit per signal delivered"
    assert f"150 people in 2 requests: {cost}." in result.err


def test_signals_get_reads_ids_from_earlier_results(lusha: Lusha) -> None:
    options = ("--signal", "allSignals", "--dry-run")

    def people(*argv: str) -> list[int]:
        earlier = lusha(*argv).out.encode()
        ids: list[int] = lusha(*GET, "-", *options, stdin=earlier).json["body"]["contactIds"]
        return ids

    def companies(*argv: str) -> list[int]:
        earlier = lusha(*argv).out.encode()
        ids: list[int] = lusha(*COMPANIES, "-", *options, stdin=earlier).json["body"]["companyIds"]
        return ids

    assert people("person", "get", ADA) == [4_100_000_000]
    assert people(
        "recommendations", "contacts", "--seed", "4100000000:30000000", "--limit", "2"
    ) == [4_100_000_052, 4_100_000_143]
    assert people("lookalike", "contacts", "--email", ADA, "--limit", "1") == [4_100_000_052]
    assert people(*GET, "--contact-id", "4100000026", "--signal", "promotion") == [4_100_000_026]
    assert companies("person", "get", ADA) == [30_000_000]
    assert companies("company", "get", "analytical-engines.example") == [30_000_000]
    searched = ("prospecting", "contact", "search", "--company-name", "analytical engines")
    assert companies(*searched) == [30_000_000]
    searched = ("prospecting", "company", "search", "--name", "analytical engines")
    assert companies(*searched) == [30_000_000]
    assert companies("filters", "companies", "names", "analytical engines") == [30_000_000]
    assert companies("recommendations", "companies", "--seed", "30000000", "--limit", "1") \
        == [30_000_102]  # fmt: skip


def test_signals_get_rejects_ids_of_another_kind(lusha: Lusha) -> None:
    value = lusha("prospecting", "contact", "search", "--job-title", "recruiter").out.encode()
    result = lusha(*GET, "-", "--signal", "promotion", stdin=value, code=2)
    assert "Standard input has no people with a numeric ID." in result.err
    assert "Run: lusha contacts search - --json" in result.err
    lusha(*COMPANIES, "-", "--signal", "riskNews", stdin=b"[]", code=2)
    assert (
        "set twice"
        in lusha(*GET, "-", "--contact-id", "1", "--signal", "promotion", stdin=b"[1]", code=2).err
    )


def test_signals_search_accepts_every_identifier(lusha: Lusha) -> None:
    def value(*argv: str) -> Any:
        line = ("signals", "contacts", "search", *argv, "--signal", "allSignals",
                "--start-date", "2y")  # fmt: skip
        return lusha(*line).json["contacts"]

    zanele = "zanele.moreau@orchard-motors.example"
    by_mail = value(zanele)
    assert by_mail["1"]["personId"] == "4100000260"
    assert value("--email", zanele) == by_mail
    assert value("https://www.linkedin.com/in/zanele-moreau-00014") == by_mail
    assert (
        value("--full-name", "Zanele Moreau", "--company-domain", "orchard-motors.example")
        == by_mail
    )
    names = ("--first-name", "Zanele", "--last-name", "Moreau", "--company-name", "Orchard Motors")
    assert value(*names) == by_mail
    assert value("4100000260") == {"4100000260": by_mail["1"]}

    def search(*argv: str) -> Any:
        line = ("signals", "companies", "search", *argv, "--signal", "riskNews",
                "--start-date", "2y")  # fmt: skip
        return lusha(*line).json["companies"]

    by_domain = search("analytical-engines.example")
    assert by_domain["1"]["companyName"] == "Analytical Engines"
    assert search("Analytical Engines") == search("--name", "analytical engines") == by_domain
    assert search("30000000") == {"30000000": by_domain["1"]}


def test_signals_search_without_match_exits_3(lusha: Lusha) -> None:
    result = lusha(
        "signals", "contacts", "search", "nobody@nowhere.example", "--signal", "promotion", code=3
    )
    assert result.json["contacts"] == {}
    assert "Error: No match (not charged)." in result.err


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("contacts", "get", "--signal", "promotion"), "No person is specified"),
        (("contacts", "get", "--contact-id", "1"), "--signal is missing"),
        (("contacts", "get", "--contact-id", "x y", "--signal", "promotion"), "isn't an ID"),
        (("contacts", "search", "--signal", "promotion"), "No person is specified"),
        (("contacts", "search", "ada", "--signal", "promotion"), "isn't an email"),
        (("contacts", "search", "--first-name", "Ada", "--signal", "promotion"), "both parts"),
        (("contacts", "search", "--first-name", "A", "--full-name", "A B"), "set twice"),
        (("contacts", "search", ADA, "--email", ADA, "--signal", "promotion"), "set twice"),
        (("companies", "search", " ", "--signal", "riskNews"), "WHO is empty"),
        (("companies", "search", "--signal", "riskNews"), "No company is specified"),
        (("contacts", "get", "--contact-id", "1", "--signal", "promotion", "--start-date",
          "2026-11-02"), "is in the future. Today is 2026-11-01"),
        (("contacts", "get", "--contact-id", "1", "--signal", "promotion", "--start-date", "6"),
         "or a span such as 30d"),
        (("companies", "get", "--company-id", "1", "--signal", "riskNews",
          "--max-results-per-signal", "0"), "isn't a whole number of 1 or more."),
        (("companies", "get", "--company-id", "1", "--signal", "riskNews",
          "--hiring-by-location", "state=Texas"), "has no country"),
        (("options", "people"), "isn't one of contact, company"),
    ],
)  # fmt: skip
def test_signals_reject_invalid_input_before_sending(
    online: Lusha, server: Server, argv: tuple[str, ...], message: str
) -> None:
    result = online("signals", *argv, code=2)
    assert message in " ".join(result.err.split())
    assert server.ledger()["totals"]["requests"] == 0


def test_signals_locations_are_looked_up(online: Lusha, server: Server) -> None:
    line = (*COMPANIES, "--company-id", "30000000", "--signal", "surgeInHiringByLocation")
    rejected = online(*line, "--hiring-by-location", "Germny", code=2)
    assert (
        "--hiring-by-location: 'Germny' isn't in the list. Similar values: Germany." in rejected.err
    )
    shown = online(*line, "--hiring-by-location", "de", "--dry-run").json
    assert shown["body"]["filters"]["include"]["hiringByLocations"] == [{"country": "Germany"}]
    assert set(server.ledger()["requests"]) == {"filters contacts countries", "account plan"}


def test_signals_403_names_the_missing_plan_feature(online: Lusha) -> None:
    online.env["LUSHA_API_KEY"] = "sandbox-pro"
    result = online(*GET, "--contact-id", "4100000000", "--signal", "promotion", code=5)
    assert "Signals are not supported on your current plan" in result.err
    assert "--signal" in result.err
    online("signals", "options", "contact", code=5)


def test_signals_lost_response_is_not_retried(script: StartScriptedServer) -> None:
    lusha, server = script(ScriptedResponse(200, b"", cut=True))
    line = (*GET, "--contact-id", "1", "--signal", "promotion")
    result = lusha(*line, code=8)
    assert len(server.requests) == 1
    assert "may have been charged" in result.err


def test_signals_options_include_sub_filters(lusha: Lusha) -> None:
    body = lusha("signals", "options", "company").json
    assert "riskNews" in body["signals"]
    assert "IPO" in body["filterOptions"]["newsEventTypes"]
    assert lusha("signals", "options", "contact", "-o", "table").out.split() == [
        "allSignals", "promotion", "companyChange",
    ]  # fmt: skip


def test_signals_of_the_sandbox_follow_the_seed() -> None:
    reported = company_signals(
        company_by_number(0, seed=1843),
        ["allSignals"],
        since=date(2025, 1, 1),
        today=TODAY,
        include={},
    )
    assert json.dumps(reported)


def test_signals_entity_without_signals_hides_no_other_row(script: StartScriptedServer) -> None:
    happened = {"personId": "5", "promotion": [{"signalDate": "2026-01-01"}]}
    contacts = {"5": happened, "6": None, "7": {"error": {"name": "NOT_FOUND"}}}
    body = json.dumps({"contacts": contacts, "creditCharged": 1}).encode()
    lusha, _ = script(ScriptedResponse(201, body))
    rows = lusha(*GET, "--contact-id", "5", "--signal", "promotion", "-o", "jsonl").out.splitlines()
    assert [json.loads(row)["id"] for row in rows] == ["5", "7"]


def test_signals_is_current_requires_a_company(lusha: Lusha) -> None:
    line = ("signals", "contacts", "search", ADA, "--is-current", "--signal", "promotion")
    assert "--is-current needs" in lusha(*line, code=2).err


def test_signals_empty_result_names_the_start_date(lusha: Lusha) -> None:
    reported = lusha(
        *GET, "--contact-id", "4100000000", "--signal", "promotion", "--start-date", "1d"
    )
    assert (
        "No matching signals since 2026-10-31. Look further back: --start-date 2y" in reported.err
    )
    reported = lusha(*GET, "--contact-id", "5", "--signal", "promotion", "--start-date", "2y")
    assert "Look further back" not in reported.err


def test_signals_get_reads_ids_from_an_enriched_file(lusha: Lusha, tmp_path: Path) -> None:
    people, companies = tmp_path / "people.csv", tmp_path / "companies.csv"
    people.write_text(f"email\n{ADA}\nnobody@nowhere.example\n")
    companies.write_text("domain\nanalytical-engines.example\n")
    enriched = {noun: str(tmp_path / f"{noun}-enriched.csv") for noun in ("person", "company")}
    for noun, file in (("person", people), ("company", companies)):
        lusha(noun, "bulk", str(file), "--out", enriched[noun], "--yes")
    since = ("--signal", "allSignals", "--start-date", "2y")
    response = lusha("signals", "contacts", "get", enriched["person"], *since).json
    assert list(response["contacts"]) == ["4100000000"]
    response = lusha("signals", "companies", "get", enriched["company"], *since).json
    assert list(response["companies"]) == ["30000000"]
