"""`lusha prospecting contact search` and `company search`: filters and bodies."""

import json
import shlex
from collections.abc import Callable
from typing import Any

import pytest

from lusha_cli.sandbox.data.companies import company_by_number, company_data
from lusha_cli.sandbox.data.people import Person, person_by_number, profile
from tests.support.cli import Lusha, Server, StartScriptedServer
from tests.support.scripted_server import ScriptedResponse

SEED = 1843
EVERYBODY = [person_by_number(number, seed=SEED) for number in range(20_000)]
EVERY_COMPANY = [company_by_number(number, seed=SEED) for number in range(1_000)]
CONTACTS = ("prospecting", "contact", "search")
COMPANIES = ("prospecting", "company", "search")


def has_phone(kind: str) -> Callable[[Person], bool]:
    return lambda p: any(phone.type == kind for phone in profile(p)["phones"])


def employer(p: Person) -> dict[str, Any]:
    return dict(company_data(p.company))


# What each command line has to match, as a predicate on generated people.
CONTACT_FILTERS: list[tuple[str, Callable[[Person], bool]]] = [
    ("--department legal", lambda p: profile(p)["department"] == "Legal"),
    ("--department legal --department sales",
     lambda p: profile(p)["department"] in ("Legal", "Sales")),
    ("--seniority vp", lambda p: profile(p)["seniority"] == "Vice President"),
    ("--seniority 5 --seniority c-suite",
     lambda p: profile(p)["seniority"] in ("Manager", "C-Suite")),
    ("--data-point work_email", lambda p: profile(p)["work"]),
    ("--data-point mobile_phone", has_phone("mobile")),
    ("--data-point phone", lambda p: bool(profile(p)["phones"])),
    ("--job-title recruiter", lambda p: profile(p)["title"] == "Recruiter"),
    ("--linkedin-url linkedin.com/in/ada-byrne-00000", lambda p: p.number == 0),
    ("--location DE", lambda p: profile(p)["location"][3] == "Germany"),
    ("--location country=Germany,city=Munich", lambda p: profile(p)["location"][0] == "Munich"),
    ("--location continent=Africa --location country_grouping=latam",
     lambda p: profile(p)["location"][3] in ("South Africa", "Nigeria", "Brazil")),
    ("--search-text 'dlamini recruiter'",
     lambda p: p.last_name == "Dlamini" and profile(p)["title"] == "Recruiter"),
    ("--department legal --exclude-seniority vp --exclude-location Japan",
     lambda p: profile(p)["department"] == "Legal"
     and profile(p)["seniority"] != "Vice President" and profile(p)["location"][3] != "Japan"),
    ("--exclude-data-point phone --exclude-data-point work_email",
     lambda p: not profile(p)["phones"] and not profile(p)["work"]),
    ("--seniority director --technology figma --company-location Japan",
     lambda p: profile(p)["seniority"] == "Director" and employer(p)["country"] == "Japan"
     and {"name": "figma"} in employer(p)["technologies"]),
    ("--seniority director --size 5000- --exclude-technology figma",
     lambda p: profile(p)["seniority"] == "Director" and employer(p)["companySize"][0] > 5000
     and {"name": "figma"} not in employer(p)["technologies"]),
    ("--company-domain analytical-engines.example --no-include-partial-contact",
     lambda p: p.company.number == 0 and p.number % 33 != 32),
    ("--company-domain analytical-engines.example --exclude-dnc",
     lambda p: p.company.number == 0 and (
         not profile(p)["phones"] or any(not item.do_not_call for item in profile(p)["phones"]))),
]  # fmt: skip
COMPANY_FILTERS: list[tuple[str, Callable[[dict[str, Any]], bool]]] = [
    ("--name copper", lambda f: f["name"].startswith("Copper ")),
    ("--domain copper-foods.example --domain indigo-labs.example",
     lambda f: f["name"] in ("Copper Foods", "Indigo Labs")),
    ("--location jp", lambda f: f["country"] == "Japan"),
    ("--technology AWS", lambda f: {"name": "aws"} in f["technologies"]),
    ("--intent-topic 'data privacy'",
     lambda f: f["intent"]["detectedTopics"][0]["topicName"] == "Data Privacy"),
    ("--size 11-50", lambda f: f["companySize"] == [11, 50]),
    ("--size 1001-", lambda f: f["companySize"][0] >= 1001),
    ("--revenue 1M-10M", lambda f: f["revenueRange"] == [1_000_000, 10_000_000]),
    ("--revenue 1B-", lambda f: f["revenueRange"][0] >= 1_000_000_000),
    ("--sic 5411", lambda f: f["subIndustry"] == "Food & Beverage Retail"),
    ("--naics 541714", lambda f: f["subIndustry"] == "Biotechnology Research"),
    ("--main-industry-id manufacturing", lambda f: f["mainIndustry"] == "Manufacturing"),
    ("--sub-industry-id 103", lambda f: f["subIndustry"] == "Financial Services"),
    ("--search-text 'germany software'",
     lambda f: f["country"] == "Germany" and "software" in f["description"].lower()),
    ("--employees-in-linkedin 100-150", lambda f: 100 <= f["employeesInLinkedin"] <= 150),
    ("--location Japan --exclude-size 1-10 --exclude-technology sap",
     lambda f: f["country"] == "Japan" and f["companySize"] != [1, 10]
     and {"name": "sap"} not in f["technologies"]),
    ("--exclude-revenue 1M- --exclude-location us",
     lambda f: f["revenueRange"] == [1, 1_000_000] and f["country"] != "United States"),
    ("--location Japan --exclude-partial-companies",
     lambda f: f["country"] == "Japan" and (f["id"] - 30_000_000) // 17 % 31 != 30),
]  # fmt: skip


def split_words(text: str) -> list[str]:
    return shlex.split(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "wanted"), CONTACT_FILTERS, ids=[line for line, _ in CONTACT_FILTERS]
)
def test_contact_search_applies_every_filter(
    lusha: Lusha, line: str, wanted: Callable[[Person], bool]
) -> None:
    expected = [p for p in EVERYBODY if wanted(p)]
    assert 0 < len(expected) < len(EVERYBODY)
    body = lusha(*CONTACTS, *split_words(line), "--page-size", "50").json
    assert body["totalResults"] == len(expected)
    names = [p.full_name for p in expected[:50]]
    assert [value["name"] for value in body["contacts"]] == names


@pytest.mark.parametrize(
    ("line", "wanted"), COMPANY_FILTERS, ids=[line for line, _ in COMPANY_FILTERS]
)
def test_company_search_applies_every_filter(
    lusha: Lusha, line: str, wanted: Callable[[dict[str, Any]], bool]
) -> None:
    expected = [firm for firm in EVERY_COMPANY if wanted(company_data(firm))]
    assert 0 < len(expected) < len(EVERY_COMPANY)
    body = lusha(*COMPANIES, *split_words(line), "--page-size", "50").json
    assert body["totalResults"] == len(expected)
    ids = [str(firm.id) for firm in expected[:50]]
    assert [value["id"] for value in body["companies"]] == ids


def test_company_search_matches_offices_besides_headquarters(lusha: Lusha) -> None:
    offices = lusha(*COMPANIES, "--site", "country=Japan,state=Tokyo").json["totalResults"]
    heads = lusha(*COMPANIES, "--location", "Japan").json["totalResults"]
    assert offices > heads


def test_contact_search_by_signal_finds_contacts_with_it(lusha: Lusha) -> None:
    line = (*CONTACTS, "--department", "Legal", "--signal", "promotion")
    some = lusha(*line, "--signal-start-date", "30d").json
    more = lusha(*line, "--signal-start-date", "1y").json
    assert 0 < some["totalResults"] < more["totalResults"]
    assert {kind for value in some["contacts"] for kind in value["signalTypes"]} == {"promotion"}
    companies = lusha(*COMPANIES, "--signal", "riskNews", "--location", "Japan").json
    assert all(value["signalTypes"] == ["riskNews"] for value in companies["companies"])


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("--all", "--page", "1"), "--all and --page can't be used together"),
        (("--limit", "5", "--page-size", "10"), "--limit and --page-size can't be used together"),
        (("--limit", "5", "--all"), "--limit and --all can't be used together"),
        (("--page-size", "51"), "isn't a whole number from 10 to 50."),
        (("--page-size", "9"), "isn't a whole number from 10 to 50."),
        (("--page", "1001"), "isn't a whole number from 0 to 1,000."),
        (("--limit", "0"), "isn't a whole number from 1 to 50,050."),
        (("--signal-start-date", "2030-01-01", "--signal", "promotion"), "in the future"),
        (("--signal-start-date", "30d"), "Add --signal NAME"),
        (("--company-signal-start-date", "30d"), "Add --company-signal NAME"),
        (("--size", "50-11"), "has a minimum above its maximum"),
        (("--size", "many"), "isn't a range"),
        (("--size", "-"), "isn't a range"),
        (("--revenue", "1M-x"), "isn't a range"),
        (("--location", "planet=Mars"), "country_grouping"),
        (("--location", "country=Germany,country=France"), "has country twice"),
        (("--company-site", "state=Berlin"), "has no country"),
        (("--company-location", "city=Berlin"), "Keys: country"),
        (("--linkedin-url", "https://www.linkedin.com/company/x"), "is the page of a company"),
        (("--body", "-"), "not a JSON object"),
    ],
)
def test_search_rejects_invalid_input_before_sending(
    online: Lusha, server: Server, argv: tuple[str, ...], message: str
) -> None:
    result = online(*CONTACTS, "--job-title", "x", *argv, code=2, stdin=b"[]")
    assert message in result.err
    assert server.ledger()["totals"]["requests"] == 0


def test_search_without_filters_is_rejected(online: Lusha, server: Server) -> None:
    assert "No filter is set" in online(*CONTACTS, code=2).err
    assert "No filter is set" in online(*COMPANIES, "--limit", "5", code=2).err
    assert server.ledger()["totals"]["requests"] == 0
    assert online(*COMPANIES, "--body", "-", stdin=b'{"filters": {}}').json["totalResults"] == 1000


def test_search_without_results_prints_an_empty_list_and_a_hint(lusha: Lusha) -> None:
    line = (*CONTACTS, "--department", "Legal", "--job-title", "astronaut", "--search-text", "q")
    result = lusha(*line)
    assert result.json["contacts"] == []
    assert "To get results, try again without --search-text or --job-title." in result.err
    assert "Charged 0 credits" in result.err
    assert lusha(*line, "-o", "jsonl").out == ""
    assert lusha(*line, terminal=True).out == "No results.\n"
    companies = lusha(*COMPANIES, "--name", "zzz", "--technology", "sap")
    assert "try again without --name or --technology." in companies.err


def test_search_403_names_the_flag(online: Lusha) -> None:
    online.env["LUSHA_API_KEY"] = "sandbox-pro"
    result = online(*CONTACTS, "--job-title", "x", "--exclude-dnc", code=5)
    assert "Exclude DNC is not supported on your current plan" in result.err
    assert "--exclude-dnc" in result.err
    result = online(*CONTACTS, "--job-title", "x", "--company-signal", "riskNews", code=5)
    assert "--company-signal" in result.err


def test_search_flags_override_the_body(online: Lusha) -> None:
    body: Any = {
        "pages": {"page": 1, "size": 10},
        "filters": {
            "contacts": {"include": {"departments": ["Sales"], "seniority": [6]}},
            "companies": {"include": {"names": ["Copper"]}},
        },
    }
    line = (*CONTACTS, "--body", "-", "--department", "Legal", "--page", "0", "--dry-run")
    shown = online(*line, stdin=json.dumps(body).encode()).json
    body["filters"]["contacts"]["include"]["departments"] = ["Legal"]
    body["pages"]["page"] = 0
    assert shown["body"] == body


@pytest.mark.parametrize(
    ("body", "maximum"),
    [
        ({"pages": {"size": 50.0}}, 2),
        ({"pages": {"size": "50"}}, 2),
        ({"pages": {"size": -3}}, 2),
        ({"filters": {"contacts": {"include": {"signals": {"names": ["allSignals"]}}}}}, 3),
        ({"filters": {"contacts": {"include": {"signal": {"names": [{"a": 1}]}}}}}, 1),
    ],
)
def test_search_does_not_underestimate_an_unusual_body(
    lusha: Lusha, body: Any, maximum: int
) -> None:
    path = ("api", "POST", "/prospecting/contact/search", "--input", "-", "--dry-run")
    assert lusha(*path, stdin=json.dumps(body).encode()).json["maxCredits"] == maximum
    lookalike = ("api", "POST", "/v3/lookalike/contacts", "--input", "-", "--dry-run")
    assert lusha(*lookalike, stdin=b'{"limit": 1e2, "seeds": {}}').json["maxCredits"] == 20
    signals = ("api", "POST", "/api/signals/contacts", "--input", "-", "--dry-run")
    requested = b'{"contactIds": [1, 2], "signals": "allSignals", "maxResultsPerSignal": 50}'
    assert lusha(*signals, stdin=requested).json["maxCredits"] == 200


def test_search_accepts_null_filters(script: StartScriptedServer) -> None:
    lusha, _ = script(
        ScriptedResponse(201, b'{"requestId": "r", "totalResults": 0, "contacts": []}')
    )
    body = b'{"filters": {"contacts": {"include": {"jobTitles": ["x"]}}, "companies": null}}'
    result = lusha(*CONTACTS, "--body", "-", stdin=body)
    assert "try again without --job-title." in result.err


@pytest.mark.parametrize("body", [b'{"filters": "x"}', b'{"filters": {"contacts": []}}'])
def test_search_rejects_a_body_of_the_wrong_type(lusha: Lusha, body: bytes) -> None:
    rejected = lusha(*CONTACTS, "--body", "-", "--department", "Sales", stdin=body, code=2)
    assert "is not a JSON object." in rejected.err


def test_search_ignores_blank_filter_values(lusha: Lusha) -> None:
    assert "No filter is set" in lusha(*CONTACTS, "--job-title", "", code=2).err
