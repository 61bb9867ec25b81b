"""Signals: of people and companies, by id and by name, as rows."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import ADA, Lusha, Script, Server
from lusha_cli.sandbox.data.companies import company_by_number
from lusha_cli.sandbox.data.people import person_by_number
from lusha_cli.sandbox.data.signals import company_signals, person_signals
from scripted import Answer

TODAY = date(2026, 11, 1)
GET = ("signals", "contacts", "get")
FIRMS = ("signals", "companies", "get")
IDS = [4_100_000_000 + 13 * number for number in range(60)]
FIRM_IDS = [30_000_000 + 17 * number for number in range(8)]


def _ids(flag: str, ids: list[int]) -> list[str]:
    return [word for number in ids for word in (flag, str(number))]


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_people_s_signals_are_those_that_happened(lusha: Lusha) -> None:
    since = TODAY - timedelta(days=300)
    expected = {
        str(found.id): {kind: told for kind, told in happened.items() if told}
        for number in range(60)
        for found in [person_by_number(number, seed=1843)]
        for happened in [person_signals(found, ["promotion"], since=since, today=TODAY)]
    }
    result = lusha(*GET, *_ids("--contact-id", IDS), "--signal", "promotion",
                   "--start-date", "300d")  # fmt: skip
    body = result.json
    assert {
        key: {k: v for k, v in one.items() if k != "personId"}
        for key, one in body["contacts"].items()
    } == expected
    total = sum(len(told) for one in expected.values() for told in one.values())
    assert total > 3
    assert body["creditCharged"] == total
    assert (body["startDate"], body["endDate"]) == (since.isoformat(), TODAY.isoformat())
    assert f"Charged {total} credits." in result.err
    six_months = lusha(*GET, *_ids("--contact-id", IDS), "--signal", "promotion").json
    assert six_months["startDate"] == (TODAY - timedelta(days=182)).isoformat()


def test_one_row_for_each_signal_in_tables_and_csv(lusha: Lusha) -> None:
    line = (*FIRMS, *_ids("--company-id", FIRM_IDS), "--signal", "allSignals",
            "--start-date", "1y")  # fmt: skip
    body = lusha(*line).json
    signals = [
        (key, kind, told)
        for key, one in body["companies"].items()
        for kind, happened in one.items()
        if isinstance(happened, list)
        for told in happened
    ]
    rows = _rows(lusha(*line, "-o", "csv").out)
    assert [(row["id"], row["signal"], row["signalId"]) for row in rows] == [
        (key, kind, told["signalId"]) for key, kind, told in signals
    ]
    lines = lusha(*line, "-o", "jsonl").out.splitlines()
    assert len(lines) == len(signals)
    table = lusha(*line, "-o", "table").out.splitlines()
    assert table[0].split()[:3] == ["Company", "Signal", "Date"]
    assert len(table) == len(signals) + 1
    named = lusha(*line, "--fields", "companyName,signal,signalDate", "-o", "csv").out
    assert len(named.splitlines()) == len(signals) + 1
    assert lusha(*line, terminal=True).out


def test_companies_obey_the_sub_filters(lusha: Lusha) -> None:
    line = (*FIRMS, *_ids("--company-id", [30_000_000 + 17 * n for n in range(90)]),
            "--start-date", "1y", "--max-results-per-signal", "9")  # fmt: skip
    news = lusha(*line, "--signal", "financialEventsNews", "--news-event-type", "ipo").json
    events = [s for one in news["companies"].values() for s in one.get("financialEventsNews", [])]
    assert events
    assert {event["eventType"] for event in events} == {"IPO"}
    surge = lusha(*line, "--signal", "surgeInHiringByDepartment",
                  "--hiring-by-department", "Sales", "--hiring-by-department", "Legal")  # fmt: skip
    told = surge.json["companies"].values()
    hired = [s for one in told for s in one.get("surgeInHiringByDepartment", [])]
    assert {signal["department"] for signal in hired} == {"Sales", "Legal"}
    places = lusha(*line, "--signal", "surgeInHiringByLocation", "--hiring-by-location", "Japan")
    told = places.json["companies"].values()
    where = [s for one in told for s in one.get("surgeInHiringByLocation", [])]
    assert {signal["country"] for signal in where} == {"Japan"}


def test_a_most_per_signal_is_kept_and_bounds_the_cost(lusha: Lusha) -> None:
    ids = [30_000_000 + 17 * number for number in range(40)]
    line = (*FIRMS, *_ids("--company-id", ids), "--signal", "riskNews", "--signal", "peopleNews",
            "--start-date", "2y")  # fmt: skip
    open_ended = lusha(*line, "--dry-run").json
    assert (open_ended["maxCredits"], open_ended["cost"]) == (
        None, "1 credit for each signal delivered",
    )  # fmt: skip
    assert "--max-results-per-signal" in lusha(*line, "--max-credits", "99", code=6).err
    bounded = (*line, "--max-results-per-signal", "1")
    assert lusha(*bounded, "--dry-run").json["maxCredits"] == 80
    assert lusha(*bounded, "--max-credits", "79", code=6).out == ""
    body = lusha(*bounded, "--max-credits", "80").json
    counts = [len(v) for one in body["companies"].values() for v in one.values()
              if isinstance(v, list)]  # fmt: skip
    assert set(counts) == {1}
    assert body["creditCharged"] == len(counts) <= 80
    everything = (*FIRMS, "--company-id", "30000000", "--signal", "allSignals",
                  "--max-results-per-signal", "2", "--dry-run")  # fmt: skip
    assert lusha(*everything).json["maxCredits"] == 44


def test_more_than_100_ids_are_split_and_joined(online: Lusha, server: Server) -> None:
    ids = [4_100_000_000 + 13 * number for number in range(150)]
    line = (*GET, "-", "--signal", "allSignals", "--start-date", "2y")
    stdin = "\n".join(map(str, ids)).encode()
    assert online(*line, "--dry-run", stdin=stdin).json["requests"] == 2
    result = online(*line, stdin=stdin)
    assert list(result.json["contacts"]) == [str(number) for number in ids]
    assert server.ledger()["requests"] == {"signals contacts get": 2}
    charged = server.ledger()["totals"]["credits"]
    assert result.json["creditCharged"] == charged
    assert f"Charged {charged} credits." in result.err
    assert "150 people in 2 requests: 1 credit for each signal delivered." in result.err


def test_ids_come_from_any_earlier_answer(lusha: Lusha) -> None:
    what = ("--signal", "allSignals", "--dry-run")

    def people(*argv: str) -> list[int]:
        earlier = lusha(*argv).out.encode()
        ids: list[int] = lusha(*GET, "-", *what, stdin=earlier).json["body"]["contactIds"]
        return ids

    def firms(*argv: str) -> list[int]:
        earlier = lusha(*argv).out.encode()
        ids: list[int] = lusha(*FIRMS, "-", *what, stdin=earlier).json["body"]["companyIds"]
        return ids

    assert people("person", "get", ADA) == [4_100_000_000]
    assert people(
        "recommendations", "contacts", "--seed", "4100000000:30000000", "--limit", "2"
    ) == [4_100_000_052, 4_100_000_143]
    assert people("lookalike", "contacts", "--email", ADA, "--limit", "1") == [4_100_000_052]
    assert people(*GET, "--contact-id", "4100000026", "--signal", "promotion") == [4_100_000_026]
    assert firms("person", "get", ADA) == [30_000_000]
    assert firms("company", "get", "analytical-engines.example") == [30_000_000]
    searched = ("prospecting", "contact", "search", "--company-name", "analytical engines")
    assert firms(*searched) == [30_000_000]
    searched = ("prospecting", "company", "search", "--name", "analytical engines")
    assert firms(*searched) == [30_000_000]
    assert firms("filters", "companies", "names", "analytical engines") == [30_000_000]
    assert firms("recommendations", "companies", "--seed", "30000000", "--limit", "1") \
        == [30_000_102]  # fmt: skip


def test_ids_that_mean_something_else_are_refused(lusha: Lusha) -> None:
    found = lusha("prospecting", "contact", "search", "--job-title", "recruiter").out.encode()
    result = lusha(*GET, "-", "--signal", "promotion", stdin=found, code=2)
    assert "There are no ids of people in -." in result.err
    assert "of that search alone" in result.err
    lusha(*FIRMS, "-", "--signal", "riskNews", stdin=b"[]", code=2)
    assert (
        "come twice"
        in lusha(*GET, "-", "--contact-id", "1", "--signal", "promotion", stdin=b"[1]", code=2).err
    )


def test_a_search_finds_by_whatever_names_somebody(lusha: Lusha) -> None:
    def found(*argv: str) -> Any:
        line = ("signals", "contacts", "search", *argv, "--signal", "allSignals",
                "--start-date", "2y")  # fmt: skip
        return lusha(*line).json["contacts"]

    zanele = "zanele.moreau@orchard-motors.example"
    by_mail = found(zanele)
    assert by_mail["1"]["personId"] == "4100000260"
    assert found("--email", zanele) == by_mail
    assert found("https://www.linkedin.com/in/zanele-moreau-00014") == by_mail
    assert (
        found("--full-name", "Zanele Moreau", "--company-domain", "orchard-motors.example")
        == by_mail
    )
    named = ("--first-name", "Zanele", "--last-name", "Moreau", "--company-name", "Orchard Motors")
    assert found(*named) == by_mail
    assert found("4100000260") == {"4100000260": by_mail["1"]}

    def firm(*argv: str) -> Any:
        line = ("signals", "companies", "search", *argv, "--signal", "riskNews",
                "--start-date", "2y")  # fmt: skip
        return lusha(*line).json["companies"]

    by_domain = firm("analytical-engines.example")
    assert by_domain["1"]["companyName"] == "Analytical Engines"
    assert firm("Analytical Engines") == firm("--name", "analytical engines") == by_domain
    assert firm("30000000") == {"30000000": by_domain["1"]}


def test_nobody_found_is_exit_3(lusha: Lusha) -> None:
    result = lusha(
        "signals", "contacts", "search", "nobody@nowhere.example", "--signal", "promotion", code=3
    )
    assert result.json["contacts"] == {}
    assert "No match" in result.err
    assert "Charged 0 credits." in result.err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("contacts", "get", "--signal", "promotion"), "No person is named"),
        (("contacts", "get", "--contact-id", "1"), "No signal is named"),
        (("contacts", "get", "--contact-id", "x", "--signal", "promotion"), "no id"),
        (("contacts", "get", "--contact-id", "1", "--signal", "riskNews"), "is not one of"),
        (("companies", "get", "--company-id", "1", "--signal", "riskNewz"), "mean riskNews"),
        (("contacts", "search", "--signal", "promotion"), "No person is named"),
        (("contacts", "search", "ada", "--signal", "promotion"), "no e-mail"),
        (("contacts", "search", "--first-name", "Ada", "--signal", "promotion"), "Half a name"),
        (("contacts", "search", "--first-name", "A", "--full-name", "A B"), "comes twice"),
        (("contacts", "search", ADA, "--email", ADA, "--signal", "promotion"), "named twice"),
        (("companies", "search", " ", "--signal", "riskNews"), "WHO is empty"),
        (("companies", "search", "--signal", "riskNews"), "No company is named"),
        (("contacts", "get", "--contact-id", "1", "--signal", "promotion", "--start-date",
          "2026-11-02"), "is in the future; today is 2026-11-01"),
        (("contacts", "get", "--contact-id", "1", "--signal", "promotion", "--start-date", "6"),
         "no span such as 30d"),
        (("companies", "get", "--company-id", "1", "--signal", "riskNews",
          "--max-results-per-signal", "0"), "x>=1"),
        (("companies", "get", "--company-id", "1", "--signal", "riskNews",
          "--hiring-by-location", "state=Texas"), "names no country"),
        (("options", "people"), "is not one of contact, company"),
    ],
)  # fmt: skip
def test_bad_input_is_refused_before_anything_is_sent(
    online: Lusha, server: Server, argv: tuple[str, ...], said: str
) -> None:
    result = online("signals", *argv, code=2)
    assert said in " ".join(result.err.split())
    assert server.ledger()["totals"]["requests"] == 0


def test_countries_are_looked_up_and_long_lists_are_refused(online: Lusha, server: Server) -> None:
    line = (*FIRMS, "--company-id", "30000000", "--signal", "surgeInHiringByLocation")
    refused = online(*line, "--hiring-by-location", "Germny", code=2)
    assert "--hiring-by-location: 'Germny' is not in the list. Near: Germany." in refused.err
    shown = online(*line, "--hiring-by-location", "de", "--dry-run").json
    assert shown["body"]["filters"]["include"]["hiringByLocations"] == [{"country": "Germany"}]
    many = {"contacts": [{"id": str(n), "email": ADA} for n in range(101)]}
    body = json.dumps(many).encode()
    argv = ("signals", "contacts", "search", "--body", "-", "--signal", "promotion")
    assert (
        "contacts has 101 entries; the API takes up to 100."
        in online(*argv, stdin=body, code=2).err
    )
    people = {"contacts": [{"contactId": str(n), "email": ADA} for n in range(101)]}
    bulk = online("person", "bulk", "--body", "-", "--yes", stdin=json.dumps(people).encode(),
                  code=2)  # fmt: skip
    assert "contacts has 101 entries" in bulk.err
    assert set(server.ledger()["requests"]) == {"filters contacts countries"}


def test_a_plan_without_signals_is_told_in_the_vendors_words(online: Lusha) -> None:
    online.env["LUSHA_API_KEY"] = "sandbox-pro"
    result = online(*GET, "--contact-id", "4100000000", "--signal", "promotion", code=5)
    assert "Signals are not supported on your current plan" in result.err
    assert "--signal" in result.err
    online("signals", "options", "contact", code=5)


def test_an_answer_that_was_lost_is_not_asked_for_again(script: Script) -> None:
    lusha, server = script(Answer(200, b"", cut=True))
    line = (*GET, "--contact-id", "1", "--signal", "promotion")
    result = lusha(*line, code=8)
    assert len(server.asked) == 1
    assert "may have been charged" in result.err


def test_options_tell_the_sub_filters_too(lusha: Lusha) -> None:
    body = lusha("signals", "options", "company").json
    assert "riskNews" in body["signals"]
    assert "IPO" in body["filterOptions"]["newsEventTypes"]
    assert lusha("signals", "options", "contact", "-o", "table").out.split() == [
        "allSignals", "promotion", "companyChange",
    ]  # fmt: skip


def test_signals_of_the_sandbox_are_what_the_seed_says() -> None:
    told = company_signals(
        company_by_number(0, seed=1843),
        ["allSignals"],
        since=date(2025, 1, 1),
        today=TODAY,
        include={},
    )
    assert json.dumps(told)


def test_entries_without_signals_take_no_row_from_the_others(script: Script) -> None:
    happened = {"personId": "5", "promotion": [{"signalDate": "2026-01-01"}]}
    contacts = {"5": happened, "6": None, "7": {"error": {"name": "NOT_FOUND"}}}
    body = json.dumps({"contacts": contacts, "creditCharged": 1}).encode()
    lusha, _ = script(Answer(201, body))
    rows = lusha(*GET, "--contact-id", "5", "--signal", "promotion", "-o", "jsonl").out.splitlines()
    assert [json.loads(row)["id"] for row in rows] == ["5", "7"]


def test_is_current_needs_a_company(lusha: Lusha) -> None:
    line = ("signals", "contacts", "search", ADA, "--is-current", "--signal", "promotion")
    assert "--is-current needs" in lusha(*line, code=2).err


def test_where_nothing_happened_it_says_since_when(lusha: Lusha) -> None:
    told = lusha(*GET, "--contact-id", "4100000000", "--signal", "promotion", "--start-date", "1d")
    assert "No such signals since 2026-10-31. Look further back: --start-date 2y" in told.err
    told = lusha(*GET, "--contact-id", "5", "--signal", "promotion", "--start-date", "2y")
    assert "Look further back" not in told.err


def test_ids_come_from_an_enriched_file(lusha: Lusha, tmp_path: Path) -> None:
    people, firms = tmp_path / "people.csv", tmp_path / "firms.csv"
    people.write_text(f"email\n{ADA}\nnobody@nowhere.example\n")
    firms.write_text("domain\nanalytical-engines.example\n")
    for noun, file in (("person", people), ("company", firms)):
        lusha(noun, "bulk", str(file), "--out", str(file), "--yes")
    since = ("--signal", "allSignals", "--start-date", "2y")
    found = lusha("signals", "contacts", "get", str(people), *since).json
    assert list(found["contacts"]) == ["4100000000"]
    found = lusha("signals", "companies", "get", str(firms), *since).json
    assert list(found["companies"]) == ["30000000"]
