"""V3's searches by filters: who is found, in which pages, and what it costs."""

import json
import shlex
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from conftest import Lusha, Server
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.attributes import company_attributes, person_attributes, zip_code
from lusha_cli.sandbox.data.companies import Company, company_by_number, company_data
from lusha_cli.sandbox.data.people import Person, employees_of, person_by_number, profile

SEED = 1843
EVERYBODY = [person_by_number(number, seed=SEED) for number in range(20_000)]
EVERY_FIRM = [company_by_number(number, seed=SEED) for number in range(1_000)]
PEOPLE_COMMAND = ("contacts", "prospecting")
FIRMS_COMMAND = ("companies", "prospecting")
IN_BERLIN = zip_code("Berlin")


def _firm(p: Person) -> dict[str, Any]:
    return dict(company_data(p.company))


def _round(f: dict[str, Any]) -> dict[str, Any]:
    return dict(f["funding"]["rounds"][0])


# What each command line has to find, told of the generated people in other words.
PEOPLE: list[tuple[str, Callable[[Person], bool]]] = [
    ("--name 'ada byrne'", lambda p: p.full_name == "Ada Byrne"),
    ("--department legal --department sales",
     lambda p: profile(p)["department"] in ("Legal", "Sales")),
    ("--seniority vp", lambda p: profile(p)["seniority"] == "Vice President"),
    ("--job-title engineer", lambda p: "engineer" in profile(p)["title"].lower()),
    ("--job-title-exact-match 'data engineer'", lambda p: profile(p)["title"] == "Data Engineer"),
    ("--normalized-job-title recruiter", lambda p: profile(p)["title"] == "Recruiter"),
    ("--previous-job-title 'junior recruiter'", lambda p: profile(p)["title"] == "Recruiter"),
    ("--country de", lambda p: profile(p)["place"][3] == "Germany"),
    ("--location country_iso2=DE,region=Bavaria", lambda p: profile(p)["place"][0] == "Munich"),
    ("--location continent=Africa --location country_grouping=latam",
     lambda p: profile(p)["place"][3] in ("South Africa", "Nigeria", "Brazil")),
    (f"--geographic-detail country=Germany,zipcode={IN_BERLIN},distance=10",
     lambda p: profile(p)["place"][0] == "Berlin"),
    ("--data-point phone --data-point work_email",
     lambda p: bool(profile(p)["phones"]) or profile(p)["work"]),
    ("--data-point phone --data-point work_email --existing-data-points-condition and",
     lambda p: bool(profile(p)["phones"]) and profile(p)["work"]),
    ("--search-text 'dlamini recruiter'",
     lambda p: p.last_name == "Dlamini" and profile(p)["title"] == "Recruiter"),
    ("--linkedin-url linkedin.com/in/ada-byrne-00000", lambda p: p.number == 0),
    ("--email ada.byrne@analytical-engines.example", lambda p: p.number == 0),
    ("--id 4100000000 --id 4100000013", lambda p: p.number < 2),
    ("--skill sql --skill python",
     lambda p: bool({"SQL", "Python"} & set(person_attributes(p)["skills"]))),
    ("--certification 'project lead'",
     lambda p: person_attributes(p)["certifications"] == ["Project Lead"]),
    ("--award \"founders' prize\"",
     lambda p: person_attributes(p)["awards"] == ["Founders' Prize"]),
    ("--job-title recruiter --education-degree doctorate --education-field-of-study law "
     "--education-school 'meadow college' --education-start-year-gte 2000 "
     "--education-graduation-year-lte 2010",
     lambda p: profile(p)["title"] == "Recruiter"
     and person_attributes(p)["degrees"] == ["Doctorate"]
     and person_attributes(p)["fieldsOfStudy"] == ["Law"]
     and person_attributes(p)["schools"] == ["Meadow College"]
     and person_attributes(p)["began"] >= 2000 and person_attributes(p)["graduated"] <= 2010),
    ("--job-title recruiter --min-score 90",
     lambda p: profile(p)["title"] == "Recruiter" and person_attributes(p)["score"] >= 90),
    ("--job-title recruiter --max-score 25",
     lambda p: profile(p)["title"] == "Recruiter" and person_attributes(p)["score"] <= 25),
    ("--department legal --exclude-seniority-id vp --exclude-location Japan",
     lambda p: profile(p)["department"] == "Legal"
     and profile(p)["seniority"] != "Vice President" and profile(p)["place"][3] != "Japan"),
    ("--seniority director --technology figma --company-location Japan",
     lambda p: profile(p)["seniority"] == "Director" and _firm(p)["country"] == "Japan"
     and {"name": "figma"} in _firm(p)["technologies"]),
    ("--industry-label 'financial services'", lambda p: _firm(p)["mainIndustry"] == "Finance"),
    ("--funding-round seed --funding-name angel",
     lambda p: _round(_firm(p))["roundType"] == "Seed"),
    ("--funding-range 1M-2M",
     lambda p: 1_000_000 <= _round(_firm(p))["roundAmount"] <= 2_000_000),
    ("--funding-date 2022-01-01", lambda p: int(_round(_firm(p))["roundDate"][-4:]) >= 2022),
    ("--no-funding-is-ipo --company-domain analytical-engines.example "
     "--no-include-partial-profiles",
     lambda p: p.company.number == 0 and p.number % 33 != 32),
    ("--previous-company-domain analytical-engines.example",
     lambda p: signals.known_previous_employer(p) == EVERY_FIRM[0]),
    ("--company-domain analytical-engines.example --exclude-dnc",
     lambda p: p.company.number == 0 and (
         not profile(p)["phones"] or any(not one.do_not_call for one in profile(p)["phones"]))),
]  # fmt: skip
FIRMS: list[tuple[str, Callable[[Company], bool]]] = [
    ("--name copper", lambda c: c.name.startswith("Copper ")),
    ("--domain copper-foods.example --domain indigo-labs.example",
     lambda c: c.name in ("Copper Foods", "Indigo Labs")),
    ("--id 30000000", lambda c: c.number == 0),
    ("--linkedin-url linkedin.com/company/copper-foods", lambda c: c.name == "Copper Foods"),
    ("--location city=Berlin", lambda c: company_data(c)["city"] == "Berlin"),
    (f"--headquarter-zipcode country_iso2=DE,zipcode={IN_BERLIN}",
     lambda c: company_data(c)["city"] == "Berlin"),
    ("--size 11-50", lambda c: company_data(c)["companySize"] == [11, 50]),
    ("--revenue 1B-", lambda c: company_data(c)["revenueRange"][0] >= 1_000_000_000),
    ("--founded-year 2015-", lambda c: int(company_data(c)["founded"]) >= 2015),
    ("--business-model b2g", lambda c: "B2G" in company_attributes(c)["businessModel"]),
    ("--company-type 'public company'",
     lambda c: company_data(c)["companyType"] == "Public company"),
    ("--main-industry-id finance", lambda c: company_data(c)["mainIndustry"] == "Finance"),
    ("--sub-industry-id 103", lambda c: company_data(c)["subIndustry"] == "Financial Services"),
    ("--sic 5411", lambda c: company_data(c)["subIndustry"] == "Food & Beverage Retail"),
    ("--naics 541714", lambda c: company_data(c)["subIndustry"] == "Biotechnology Research"),
    ("--technology aws --technology sap",
     lambda c: bool({"aws", "sap"} & {one["name"] for one in company_data(c)["technologies"]})),
    ("--technology aws --technology sap --technologies-condition and",
     lambda c: {"aws", "sap"} <= {one["name"] for one in company_data(c)["technologies"]}),
    ("--intent-topic 'data privacy' --intent-min-score 80 --intent-max-score 90",
     lambda c: company_data(c)["intent"]["detectedTopics"][0]["topicName"] == "Data Privacy"
     and 80 <= company_data(c)["intent"]["detectedTopics"][0]["metadata"]["topicScore"] <= 90),
    ("--keyword freight", lambda c: "freight" in company_data(c)["subIndustry"].lower()),
    ("--exact-speciality design", lambda c: "design" in company_data(c)["specialities"]),
    ("--search-text germany", lambda c: company_data(c)["country"] == "Germany"),
    ("--location Japan --exclude-size 1-10 --exclude-technology sap",
     lambda c: company_data(c)["country"] == "Japan" and company_data(c)["companySize"] != [1, 10]
     and {"name": "sap"} not in company_data(c)["technologies"]),
    ("--location Japan --contact-department legal --contact-seniority vp",
     lambda c: company_data(c)["country"] == "Japan" and any(
         profile(p)["department"] == "Legal" and profile(p)["seniority"] == "Vice President"
         for p in employees_of(c))),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), PEOPLE, ids=[line for line, _ in PEOPLE])
def test_people_obey_every_filter(
    lusha: Lusha, line: str, wanted: Callable[[Person], bool]
) -> None:
    expected = [p for p in EVERYBODY if wanted(p)]
    assert 0 < len(expected) < len(EVERYBODY)
    body = lusha(*PEOPLE_COMMAND, *shlex.split(line), "--page-size", "100").json
    assert body["pagination"] == {"page": 0, "size": 100, "total": len(expected)}
    assert [found["id"] for found in body["results"]] == [str(p.id) for p in expected[:100]]


@pytest.mark.parametrize(("line", "wanted"), FIRMS, ids=[line for line, _ in FIRMS])
def test_companies_obey_every_filter(
    lusha: Lusha, line: str, wanted: Callable[[Company], bool]
) -> None:
    expected = [c for c in EVERY_FIRM if wanted(c)]
    assert 0 < len(expected) < len(EVERY_FIRM)
    words = (*shlex.split(line), "--include-partial-profiles", "--page-size", "100")
    body = lusha(*FIRMS_COMMAND, *words).json
    assert body["pagination"]["total"] == len(expected)
    assert [found["id"] for found in body["results"]] == [str(c.id) for c in expected[:100]]


def test_each_signal_of_a_result_is_charged_and_told_beforehand(
    online: Lusha, server: Server
) -> None:
    line = (*FIRMS_COMMAND, "--name", "copper", "--signal", "riskNews", "--signal", "peopleNews")
    shown = online(*line, "--dry-run").json
    assert shown["maxCredits"] == 1 + 25 * 2
    result = online(*line)
    body = result.json
    types = [kind for one in body["results"] for kind in one["signalTypes"]]
    assert types
    assert set(types) == {"riskNews", "peopleNews"}
    charged = 1 + len(types)
    assert body["billing"] == {"creditsCharged": charged, "resultsReturned": len(body["results"])}
    assert server.ledger()["credits"]["companies prospecting"] == charged
    assert f"Charged {charged} credits." in result.err
    assert online(*line, "--max-credits", "50", code=6).out == ""


def test_signals_are_those_since_the_day_that_is_named(lusha: Lusha) -> None:
    line = (*PEOPLE_COMMAND, "--department", "legal", "--signal", "promotion", "--page-size", "100")
    some = lusha(*line, "--signal-start-date", "30d").json
    more = lusha(*line, "--signal-start-date", "1y").json
    assert 0 < some["pagination"]["total"] < more["pagination"]["total"]
    today = date(2026, 11, 23)
    for found in some["results"]:
        one = next(p for p in EVERYBODY if str(p.id) == found["id"])
        told = signals.person_signals(one, ["promotion"], since=date(2026, 10, 1), today=today)
        assert told["promotion"]


def test_hiring_is_narrowed_to_a_department_and_a_place(lusha: Lusha) -> None:
    surge = (*FIRMS_COMMAND, "--signal", "surgeInHiringByDepartment", "--signal-start-date", "1y")
    every = lusha(*surge).json["pagination"]["total"]
    some = lusha(*surge, "--filter-by-department", "Sales").json["pagination"]["total"]
    assert 0 < some < every
    by_place = (*FIRMS_COMMAND, "--signal", "surgeInHiringByLocation", "--signal-start-date", "1y")
    everywhere = lusha(*by_place).json["pagination"]["total"]
    there = lusha(*by_place, "--filter-by-location", "country=us").json["pagination"]["total"]
    assert 0 < there < everywhere
    posts = (*FIRMS_COMMAND, "--signal", "linkedinActivityIntent", "--signal-start-date", "1y")
    category = lusha(*posts, "--filter-by-intent-category", "Data").json["pagination"]["total"]
    assert 0 < category < lusha(*posts).json["pagination"]["total"]


def test_pages_are_walked_for_the_least_credits(online: Lusha, server: Server) -> None:
    result = online(*PEOPLE_COMMAND, "--department", "Sales", "--limit", "110")
    expected = [str(p.id) for p in EVERYBODY if profile(p)["department"] == "Sales"][:110]
    assert [found["id"] for found in result.json["results"]] == expected
    assert server.ledger()["requests"]["contacts prospecting"] == 5
    assert server.ledger()["totals"]["credits"] == 5
    assert "Charged 5 credits." in result.err


def test_a_page_says_how_many_there_are(lusha: Lusha) -> None:
    result = lusha(*PEOPLE_COMMAND, "--department", "Sales", "-o", "json")
    total = result.json["pagination"]["total"]
    assert f"25 of {total:,} results. For more: --page 1, --limit N or --all." in result.err
    assert "past the last" in lusha(*PEOPLE_COMMAND, "--name", "Ada Byrne", "--page", "9").err


def test_results_are_put_into_a_table(lusha: Lusha) -> None:
    owner = ("--owner", "ada@firm.example")
    made = lusha("contacts", "tables", "create", "Buyers", *owner).json
    number = str(made["data"]["tableId"])
    line = (*PEOPLE_COMMAND, "--department", "Sales", "--table-id", number, "--page-size", "10")
    assert lusha(*line).json["tableWrite"]["added"] == 10
    again = lusha(*line).json["tableWrite"]
    assert (again["added"], again["alreadyPresent"]) == (0, 10)
    assert lusha("contacts", "tables", "get", number, *owner).json["data"]["entityCount"] == 10


def test_found_people_pipe_into_enrich(online: Lusha) -> None:
    found = online(*PEOPLE_COMMAND, "--department", "Sales", "--data-point", "work_email")
    piped = online("contacts", "enrich", "-", "--reveal", "emails", stdin=found.out.encode())
    assert [one["id"] for one in piped.json["results"]] == [
        one["id"] for one in found.json["results"]
    ]


def test_what_does_not_go_together_is_refused_before_it_is_sent(
    online: Lusha, server: Server
) -> None:
    line = (*FIRMS_COMMAND, "--contact-department", "sales")
    assert "No filter of the companies" in online(*line, code=2).err
    clash = online(*line, "--technology", "aws", "--intent-topic", "data privacy", code=2)
    assert "do not go together with --intent-topic or --technology" in clash.err
    assert "No filter is given" in online(*PEOPLE_COMMAND, code=2).err
    assert "add --signal NAME" in online(*PEOPLE_COMMAND, "--signal-start-date", "1y", code=2).err
    assert "companies prospecting" not in server.ledger()["requests"]


def test_what_only_narrows_is_refused_alone(lusha: Lusha) -> None:
    result = lusha(*PEOPLE_COMMAND, "--min-score", "50", code=2)
    assert "score must be paired with another filter" in result.err


def test_a_body_is_taken_as_it_is(lusha: Lusha) -> None:
    body = {
        "filters": {"contacts": {"include": {"names": ["Ada Byrne"]}}},
        "pagination": {"page": 0, "size": 10},
    }
    result = lusha(*PEOPLE_COMMAND, "--body", "-", stdin=json.dumps(body).encode())
    assert result.json["results"][0]["id"] == "4100000000"


@pytest.mark.parametrize(
    ("flag", "value", "said"),
    [
        ("--min-score", "101", "no score from 0 to 100"),
        ("--founded-year", "2020-2010", "begins above its end"),
        ("--funding-range", "sometimes:1M-", "none of: last_funding"),
        ("--funding-round", "series_z", "is not one of"),
        ("--geographic-detail", "country=Germany,distance=far", "no whole number"),
        ("--headquarter-zipcode", "10115", "is not of the form"),
        ("--company-type", "Private", "is not one of"),
        ("--seniority-id", "boss", "not in the list"),
    ],
)
def test_a_wrong_value_is_refused_with_its_flag(
    lusha: Lusha, flag: str, value: str, said: str
) -> None:
    result = lusha(*PEOPLE_COMMAND, flag, value, code=2)
    assert flag in result.err
    assert said in result.err
