"""The filters of V3's prospecting: each by itself."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from lusha_cli.sandbox.data.attributes import company_attributes, person_attributes, zip_code
from lusha_cli.sandbox.data.companies import (
    Company,
    company_by_domain,
    company_by_id,
    company_data,
    to_ascii,
    contains,
    office_locations,
)
from lusha_cli.sandbox.data.names import INDUSTRIES
from lusha_cli.sandbox.data.people import (
    Person,
    person_by_email,
    person_by_id,
    person_by_linkedin,
    profile,
    employees_of,
)
from lusha_cli.sandbox.data.v2_filtering import (
    Test,
    any_of,
    data_points_of,
    has_industry_code,
    head_office,
    industry_index,
    matches_location,
    value_in,
    overlaps,
    contains_words,
)
from lusha_cli.sandbox.handlers.v2.filters import FIRST_SUB_INDUSTRY
from lusha_cli.sandbox.id_tokens import id_of

Json = dict[str, Any]


def _partly(values: Callable[[Any], Iterable[str]]) -> Test:
    """A test whether a value occurs in one of those of a person or company."""
    return any_of(lambda found, text: any(contains(text, one) for one in values(found)))


def _at(asked: Json, place: tuple[Any, ...]) -> bool:
    """Whether a place is what V3's words ask for."""
    known = {"region": place[1], "countryIso2": place[4]}
    plain = {
        "country_grouping" if key == "countryGrouping" else key: value
        for key, value in asked.items()
        if key not in known
    }
    return matches_location(plain, place) and all(
        to_ascii(known[key]) == to_ascii(asked[key]) for key in known if key in asked
    )


def _place_of(site: Json) -> tuple[Any, ...]:
    return (
        site["city"], site["state"], "", site["country"], site["country_iso2"],
        site["continent"], False,
    )  # fmt: skip


def _near(asked: Json, place: tuple[Any, ...]) -> bool:
    """Whether a place is in the country, and has the postal code, that are asked for."""
    code = asked.get("zipcode", "")
    is_country = to_ascii(asked.get("country", place[3])) in (to_ascii(place[3]), to_ascii(place[4]))
    return is_country and (not code or zip_code(place[0]) == code)


def _has_zip(asked: Json, city: str, iso2: str) -> bool:
    is_there = asked.get("countryIso2", iso2).upper() == iso2
    return bool(is_there and asked.get("zipcode", zip_code(city)) == zip_code(city))


def _learned(found: Person, asked: Json) -> bool:
    known = person_attributes(found)
    named = ("degrees", "fieldsOfStudy", "schools")
    return (
        all(_holds(asked[name], known[name]) for name in named if asked.get(name))
        and known["began"] >= asked.get("startYearGte", 0)
        and known["graduated"] <= asked.get("graduationYearLte", 9999)
    )  # fmt: skip


def _holds(wanted: list[str], known: list[str]) -> bool:
    return bool({to_ascii(text) for text in wanted} & {to_ascii(text) for text in known})


def _scored(found: Person, asked: Json) -> bool:
    score = person_attributes(found)["score"]
    return bool(asked.get("minScore", 0) <= score <= asked.get("maxScore", 100))


def _topic(found: Company) -> Json:
    topic: Json = company_data(found)["intent"]["detectedTopics"][0]
    return topic


def _funded(found: Company, asked: Json) -> bool:
    """Whether the one round of a company is what is asked for, whatever the coverage."""
    known = company_data(found)["funding"]
    last = known["rounds"][0]
    kind = last["roundType"].lower().replace(" ", "_")
    day = datetime.strptime(last["roundDate"], "%b %d, %Y").date().isoformat()
    name = "angel" if kind == "seed" else "venture"
    return (
        known["isIpo"] == asked.get("isIpo", known["isIpo"])
        and _is_among(asked.get("ranges"), lambda one: _within(one, last["roundAmount"]))
        and day >= asked.get("date", {}).get("date", "")
        and _is_among(asked.get("rounds"), lambda one: one.get("round") == kind)
        and _is_among(asked.get("names"), lambda one: one.get("name") == name)
    )


def _is_among(wanted: list[Json] | None, test: Callable[[Json], bool]) -> bool:
    """Whether one of `wanted` passes the test; nothing wanted is met."""
    return not wanted or any(map(test, wanted))


def _within(asked: Json, amount: int) -> bool:
    return bool(asked.get("min", 0) <= amount <= asked.get("max", 2**53))


CONTACT_TESTS: dict[str, Test] = {
    "names": _partly(lambda found: [found.full_name]),
    "jobTitles": _partly(lambda found: [profile(found)["title"]]),
    "jobTitlesExactMatch": value_in(lambda found: [profile(found)["title"]]),
    "normalizedJobTitles": value_in(lambda found: [profile(found)["title"]]),
    "previousJobTitle": _partly(lambda found: [person_attributes(found)["previousTitle"]]),
    "searchText": lambda found, text: contains_words(
        text,
        (found.full_name, profile(found)["title"], profile(found)["place"][3], found.company.name),
    ),
    "countries": any_of(lambda found, text: _at({"country": text}, profile(found)["place"])),
    "locations": any_of(lambda found, asked: _at(asked, profile(found)["place"])),
    "geographicDetails": any_of(lambda found, asked: _near(asked, profile(found)["place"])),
    "seniorityIds": any_of(lambda found, value: profile(found)["seniority_id"] == value),
    "departments": value_in(lambda found: [profile(found)["department"]]),
    "linkedinUrls": any_of(
        lambda found, url: person_by_linkedin(url, seed=found.company.seed) == found
    ),
    "existingDataPoints": value_in(data_points_of),
    "emails": any_of(lambda found, text: person_by_email(text, seed=found.company.seed) == found),
    "previousEmails": value_in(lambda found: [person_attributes(found)["previousEmail"]]),
    "ids": any_of(lambda found, text: person_by_id(id_of(text), seed=found.company.seed) == found),
    "skills": value_in(lambda found: person_attributes(found)["skills"]),
    "certifications": value_in(lambda found: person_attributes(found)["certifications"]),
    "awards": value_in(lambda found: person_attributes(found)["awards"]),
    "education": _learned,
    "score": _scored,
}
COMPANY_TESTS: dict[str, Test] = {
    "names": _partly(lambda found: [found.name]),
    "domains": any_of(lambda found, value: company_by_domain(value, seed=found.seed) == found),
    "ids": any_of(lambda found, text: company_by_id(id_of(text), seed=found.seed) == found),
    "linkedinUrls": value_in(lambda found: [company_data(found)["linkedin"]]),
    "searchText": lambda found, text: contains_words(
        text, (company_data(found)["description"], company_data(found)["mainIndustry"], company_data(found)["country"])
    ),
    "locations": any_of(lambda found, asked: _at(asked, head_office(found))),
    "geographicDetails": any_of(
        lambda found, asked: any(_near(asked, _place_of(site)) for site in office_locations(found))
    ),
    "locationsZipcodes": any_of(
        lambda found, asked: any(
            _has_zip(asked, site["city"], site["country_iso2"]) for site in office_locations(found)
        )
    ),
    "headquarterZipcodes": any_of(
        lambda found, asked: _has_zip(asked, company_data(found)["city"], company_data(found)["countryIso2"])
    ),
    "sizes": any_of(lambda found, asked: overlaps(asked, company_data(found)["companySize"])),
    "revenues": any_of(lambda found, asked: overlaps(asked, company_data(found)["revenueRange"])),
    "foundedYear": any_of(lambda found, asked: _within(asked, int(company_data(found)["founded"]))),
    "businessModel": value_in(lambda found: company_attributes(found)["businessModel"]),
    "companyType": value_in(lambda found: [company_data(found)["companyType"]]),
    "mainIndustriesIds": any_of(lambda found, value: industry_index(found) + 1 == value),
    "subIndustriesIds": any_of(lambda found, value: industry_index(found) + FIRST_SUB_INDUSTRY == value),
    "industriesLabels": value_in(lambda found: INDUSTRIES[industry_index(found)][:2]),
    "sicCodes": has_industry_code("sicCodes", "sicCodes"),
    "naicsCodes": has_industry_code("naicsCodes", "naicsCodes"),
    "technologies": value_in(lambda found: [one["name"] for one in company_data(found)["technologies"]]),
    "intentTopics": value_in(lambda found: [_topic(found)["topicName"]]),
    "intentMinScore": lambda found, least: _topic(found)["metadata"]["topicScore"] >= least,
    "intentMaxScore": lambda found, most: _topic(found)["metadata"]["topicScore"] <= most,
    "topicCountThreshold": any_of(
        lambda found, asked: _within(asked, company_data(found)["intent"]["topicCount"])
    ),
    "keywords": _partly(lambda found: company_attributes(found)["keywords"]),
    "exactKeywords": value_in(lambda found: company_attributes(found)["keywords"]),
    "specialities": _partly(lambda found: company_data(found)["specialities"]),
    "exactSpecialities": value_in(lambda found: company_data(found)["specialities"]),
    "previousCompanyDomains": any_of(lambda found, text: _any_past(found, domain=text)),
    "previousCompanyNames": any_of(lambda found, text: _any_past(found, name=text)),
}
EMPLOYER_TESTS: dict[str, Test] = {"funding": _funded}
PREVIOUS_EMPLOYER_TESTS: dict[str, Test] = {
    "previousCompanyDomains": value_in(lambda found: [one.domain for one in _before(found)]),
    "previousCompanyNames": _partly(lambda found: [one.name for one in _before(found)]),
}


def _before(found: Person) -> list[Company]:
    """The employer before this one, where it is known."""
    before = person_attributes(found)["previousCompany"]
    return [before] if before else []


def _any_past(found: Company, *, domain: str = "", name: str = "") -> bool:
    """Whether somebody of a company came from that one."""
    earlier = (before for one in employees_of(found) for before in _before(one))
    return any(
        to_ascii(domain) == before.domain if domain else contains(name, before.name)
        for before in earlier
    )
