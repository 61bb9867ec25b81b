"""`lusha contacts prospecting` and `companies prospecting`: V3 searches by filters."""

import json
import shlex
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.attributes import company_attributes, person_attributes, zip_code
from lusha_cli.sandbox.data.companies import Company, company_by_number, company_data
from lusha_cli.sandbox.data.people import Person, employees_of, person_by_number, profile
from tests.support.cli import Lusha, Server

pytestmark = pytest.mark.with_yes

SEED = 1843
EVERYBODY = [person_by_number(number, seed=SEED) for number in range(20_000)]
EVERY_COMPANY = [company_by_number(number, seed=SEED) for number in range(1_000)]
CONTACTS_COMMAND = ("contacts", "prospecting")
COMPANIES_COMMAND = ("companies", "prospecting")
IN_BERLIN = zip_code("Berlin")


def employer(p: Person) -> dict[str, Any]:
    return dict(company_data(p.company))


def funding(f: dict[str, Any]) -> dict[str, Any]:
    return dict(f["funding"]["rounds"][0])


# What each command line has to match, as a predicate on generated people.
CONTACT_FILTERS: list[tuple[str, Callable[[Person], bool]]] = [
    ("--name 'ada byrne'", lambda p: p.full_name == "Ada Byrne"),
    ("--department legal --department sales",
     lambda p: profile(p)["department"] in ("Legal", "Sales")),
    ("--seniority vp", lambda p: profile(p)["seniority"] == "Vice President"),
    ("--job-title engineer", lambda p: "engineer" in profile(p)["title"].lower()),
    ("--job-title-exact-match 'data engineer'", lambda p: profile(p)["title"] == "Data Engineer"),
    ("--normalized-job-title recruiter", lambda p: profile(p)["title"] == "Recruiter"),
    ("--previous-job-title 'junior recruiter'", lambda p: profile(p)["title"] == "Recruiter"),
    ("--country de", lambda p: profile(p)["location"][3] == "Germany"),
    ("--location country_iso2=DE,region=Bavaria", lambda p: profile(p)["location"][0] == "Munich"),
    ("--location continent=Africa --location country_grouping=latam",
     lambda p: profile(p)["location"][3] in ("South Africa", "Nigeria", "Brazil")),
    (f"--geographic-detail country=Germany,zipcode={IN_BERLIN},distance=10",
     lambda p: profile(p)["location"][0] == "Berlin"),
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
     and profile(p)["seniority"] != "Vice President" and profile(p)["location"][3] != "Japan"),
    ("--seniority director --technology figma --company-location Japan",
     lambda p: profile(p)["seniority"] == "Director" and employer(p)["country"] == "Japan"
     and {"name": "figma"} in employer(p)["technologies"]),
    ("--industry-label 'financial services'", lambda p: employer(p)["mainIndustry"] == "Finance"),
    ("--funding-round seed --funding-name angel",
     lambda p: funding(employer(p))["roundType"] == "Seed"),
    ("--funding-range 1M-2M",
     lambda p: 1_000_000 <= funding(employer(p))["roundAmount"] <= 2_000_000),
    ("--funding-date 2022-01-01", lambda p: int(funding(employer(p))["roundDate"][-4:]) >= 2022),
    ("--no-funding-is-ipo --company-domain analytical-engines.example "
     "--no-include-partial-profiles",
     lambda p: p.company.number == 0 and p.number % 33 != 32),
    ("--previous-company-domain analytical-engines.example",
     lambda p: signals.known_previous_employer(p) == EVERY_COMPANY[0]),
    ("--company-domain analytical-engines.example --exclude-dnc",
     lambda p: p.company.number == 0 and (
         not profile(p)["phones"] or any(not item.do_not_call for item in profile(p)["phones"]))),
]  # fmt: skip
COMPANY_FILTERS: list[tuple[str, Callable[[Company], bool]]] = [
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
     lambda c: bool({"aws", "sap"} & {item["name"] for item in company_data(c)["technologies"]})),
    ("--technology aws --technology sap --technologies-condition and",
     lambda c: {"aws", "sap"} <= {item["name"] for item in company_data(c)["technologies"]}),
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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "wanted"), CONTACT_FILTERS, ids=[line for line, _ in CONTACT_FILTERS]
)
def test_contacts_prospecting_applies_every_filter(
    lusha: Lusha, line: str, wanted: Callable[[Person], bool]
) -> None:
    expected = [p for p in EVERYBODY if wanted(p)]
    assert 0 < len(expected) < len(EVERYBODY)
    body = lusha(*CONTACTS_COMMAND, *shlex.split(line), "--page-size", "100").json
    assert body["pagination"] == {"page": 0, "size": 100, "total": len(expected)}
    assert [value["id"] for value in body["results"]] == [str(p.id) for p in expected[:100]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "wanted"), COMPANY_FILTERS, ids=[line for line, _ in COMPANY_FILTERS]
)
def test_companies_prospecting_applies_every_filter(
    lusha: Lusha, line: str, wanted: Callable[[Company], bool]
) -> None:
    expected = [c for c in EVERY_COMPANY if wanted(c)]
    assert 0 < len(expected) < len(EVERY_COMPANY)
    arguments = (*shlex.split(line), "--include-partial-profiles", "--page-size", "100")
    body = lusha(*COMPANIES_COMMAND, *arguments).json
    assert body["pagination"]["total"] == len(expected)
    assert [value["id"] for value in body["results"]] == [str(c.id) for c in expected[:100]]


def test_prospecting_charges_signals_and_estimates_them(online: Lusha, server: Server) -> None:
    line = (
        *COMPANIES_COMMAND,
        "--name",
        "copper",
        "--signal",
        "riskNews",
        "--signal",
        "peopleNews",
    )
    shown = online(*line, "--dry-run").json
    assert shown["maxCredits"] == 1 + 25 * 2
    result = online(*line)
    body = result.json
    types = [kind for item in body["results"] for kind in item["signalTypes"]]
    assert types
    assert set(types) == {"riskNews", "peopleNews"}
    charged = 1 + len(types)
    assert body["billing"] == {"creditsCharged": charged, "resultsReturned": len(body["results"])}
    assert server.ledger()["credits"]["companies prospecting"] == charged
    assert f"Charged {charged} credits" in result.err
    assert online(*line, "--max-credits", "50", code=6).out == ""


def test_prospecting_returns_signals_since_the_start_date(lusha: Lusha) -> None:
    line = (
        *CONTACTS_COMMAND,
        "--department",
        "legal",
        "--signal",
        "promotion",
        "--page-size",
        "100",
    )
    some = lusha(*line, "--signal-start-date", "30d").json
    more = lusha(*line, "--signal-start-date", "1y").json
    assert 0 < some["pagination"]["total"] < more["pagination"]["total"]
    today = date(2026, 11, 23)
    for value in some["results"]:
        item = next(p for p in EVERYBODY if str(p.id) == value["id"])
        reported = signals.person_signals(item, ["promotion"], since=date(2026, 10, 1), today=today)
        assert reported["promotion"]


def test_prospecting_filters_hiring_by_department_and_location(lusha: Lusha) -> None:
    surge = (
        *COMPANIES_COMMAND,
        "--signal",
        "surgeInHiringByDepartment",
        "--signal-start-date",
        "1y",
    )
    every = lusha(*surge).json["pagination"]["total"]
    some = lusha(*surge, "--filter-by-department", "Sales").json["pagination"]["total"]
    assert 0 < some < every
    by_place = (
        *COMPANIES_COMMAND,
        "--signal",
        "surgeInHiringByLocation",
        "--signal-start-date",
        "1y",
    )
    everywhere = lusha(*by_place).json["pagination"]["total"]
    there = lusha(*by_place, "--filter-by-location", "country=us").json["pagination"]["total"]
    assert 0 < there < everywhere
    posts = (*COMPANIES_COMMAND, "--signal", "linkedinActivityIntent", "--signal-start-date", "1y")
    category = lusha(*posts, "--filter-by-intent-category", "Data").json["pagination"]["total"]
    assert 0 < category < lusha(*posts).json["pagination"]["total"]


def test_prospecting_uses_the_cheapest_pages(online: Lusha, server: Server) -> None:
    result = online(*CONTACTS_COMMAND, "--department", "Sales", "--limit", "110")
    expected = [str(p.id) for p in EVERYBODY if profile(p)["department"] == "Sales"][:110]
    assert [value["id"] for value in result.json["results"]] == expected
    assert server.ledger()["requests"]["contacts prospecting"] == 5
    assert server.ledger()["totals"]["credits"] == 5
    assert "Charged 5 credits" in result.err


def test_prospecting_prints_the_total(lusha: Lusha) -> None:
    result = lusha(*CONTACTS_COMMAND, "--department", "Sales", "-o", "json")
    total = result.json["pagination"]["total"]
    assert f"25 of {total:,} results." in result.err
    assert "past the last" in lusha(*CONTACTS_COMMAND, "--name", "Ada Byrne", "--page", "9").err


def test_prospecting_results_are_added_to_a_table(lusha: Lusha) -> None:
    owner = ("--owner", "ada@firm.example")
    created = lusha("contacts", "tables", "create", "Buyers", *owner).json
    number = str(created["data"]["tableId"])
    line = (*CONTACTS_COMMAND, "--department", "Sales", "--table-id", number, "--page-size", "10")
    assert lusha(*line).json["tableWrite"]["added"] == 10
    again = lusha(*line).json["tableWrite"]
    assert (again["added"], again["alreadyPresent"]) == (0, 10)
    assert lusha("contacts", "tables", "get", number, *owner).json["data"]["entityCount"] == 10


def test_prospecting_contacts_pipe_into_enrich(online: Lusha) -> None:
    result = online(*CONTACTS_COMMAND, "--department", "Sales", "--data-point", "work_email")
    piped = online("contacts", "enrich", "-", "--reveal", "emails", stdin=result.out.encode())
    assert [item["id"] for item in piped.json["results"]] == [
        item["id"] for item in result.json["results"]
    ]


def test_prospecting_rejects_conflicting_options_before_sending(
    online: Lusha, server: Server
) -> None:
    line = (*COMPANIES_COMMAND, "--contact-department", "sales")
    assert "No company filter" in online(*line, code=2).err
    clash = online(*line, "--technology", "aws", "--intent-topic", "data privacy", code=2)
    assert "can't be combined with --intent-topic or --technology" in clash.err
    assert "No filter is set" in online(*CONTACTS_COMMAND, code=2).err
    assert "Add --signal NAME" in online(*CONTACTS_COMMAND, "--signal-start-date", "1y", code=2).err
    assert "companies prospecting" not in server.ledger()["requests"]


def test_prospecting_rejects_options_that_only_narrow(lusha: Lusha) -> None:
    result = lusha(*CONTACTS_COMMAND, "--min-score", "50", code=2)
    assert "score must be paired with another filter" in result.err


def test_prospecting_sends_a_body_unchanged(lusha: Lusha) -> None:
    body = {
        "filters": {"contacts": {"include": {"names": ["Ada Byrne"]}}},
        "pagination": {"page": 0, "size": 10},
    }
    result = lusha(*CONTACTS_COMMAND, "--body", "-", stdin=json.dumps(body).encode())
    assert result.json["results"][0]["id"] == "4100000000"


@pytest.mark.parametrize(
    ("flag", "value", "message"),
    [
        ("--min-score", "101", "isn't a whole number from 0 to 100"),
        ("--founded-year", "2020-2010", "has a minimum above its maximum"),
        ("--geographic-detail", "country=Germany,distance=far", "a whole number"),
        ("--headquarter-zipcode", "10115", "country_iso2=DE,zipcode=10115"),
        ("--seniority-id", "boss", "isn't in the list"),
    ],
)
def test_prospecting_names_the_flag_of_an_invalid_value(
    lusha: Lusha, flag: str, value: str, message: str
) -> None:
    result = lusha(*CONTACTS_COMMAND, flag, value, code=2)
    assert flag in result.err
    assert message in result.err


def test_contacts_prospecting_limits_the_people_of_each_company(lusha: Lusha) -> None:
    search = ("contacts", "prospecting", "--department", "Sales", "--limit", "60")
    few = lusha(*search, "--max-contacts-per-company", "2").json
    companies = Counter(result["company"]["id"] for result in few["results"])
    assert max(companies.values()) == 2
    assert few["pagination"]["total"] < lusha(*search).json["pagination"]["total"]
    # More would be a 400 of the API.
    assert "20" in lusha(*search, "--max-contacts-per-company", "21", code=2).err
