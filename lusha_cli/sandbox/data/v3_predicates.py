"""The filters of V3's prospecting: each by itself."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from lusha_cli.sandbox.data.attributes import company_traits, person_traits, zip_code
from lusha_cli.sandbox.data.companies import (
    Company,
    company_by_domain,
    company_by_id,
    company_data,
    folded,
    is_in,
    sites,
)
from lusha_cli.sandbox.data.names import FIRST_SUB_INDUSTRY, INDUSTRIES
from lusha_cli.sandbox.data.people import (
    Person,
    employees_of,
    person_by_email,
    person_by_id,
    person_by_linkedin,
    profile,
)
from lusha_cli.sandbox.data.v2_filtering import (
    Test,
    any_of,
    data_points,
    has_code,
    head_office,
    industry,
    is_at,
    one_of,
    overlaps,
    words_in,
)
from lusha_cli.sandbox.id_tokens import decode_id

Json = dict[str, Any]


def _partly(values: Callable[[Any], Iterable[str]]) -> Test:
    """A test whether a value occurs in one of those of a person or company."""
    return any_of(lambda found, text: any(is_in(text, one) for one in values(found)))


def _at(asked: Json, place: tuple[Any, ...]) -> bool:
    """Whether a place is what V3's words ask for."""
    known = {"region": place[1], "countryIso2": place[4]}
    plain = {
        "country_grouping" if key == "countryGrouping" else key: value
        for key, value in asked.items()
        if key not in known
    }
    return is_at(plain, place) and all(
        folded(known[key]) == folded(asked[key]) for key in known if key in asked
    )


def _place_of(site: Json) -> tuple[Any, ...]:
    return (
        site["city"], site["state"], "", site["country"], site["country_iso2"],
        site["continent"], False,
    )  # fmt: skip


def _near(asked: Json, place: tuple[Any, ...]) -> bool:
    """Whether a place is in the country, and has the postal code, that are asked for."""
    code = asked.get("zipcode", "")
    is_country = folded(asked.get("country", place[3])) in (folded(place[3]), folded(place[4]))
    return is_country and (not code or zip_code(place[0]) == code)


def _has_zip(asked: Json, city: str, iso2: str) -> bool:
    is_there = asked.get("countryIso2", iso2).upper() == iso2
    return bool(is_there and asked.get("zipcode", zip_code(city)) == zip_code(city))


def _learned(found: Person, asked: Json) -> bool:
    known = person_traits(found)
    named = ("degrees", "fieldsOfStudy", "schools")
    return (
        all(_holds(asked[name], known[name]) for name in named if asked.get(name))
        and known["began"] >= asked.get("startYearGte", 0)
        and known["graduated"] <= asked.get("graduationYearLte", 9999)
    )  # fmt: skip


def _holds(wanted: list[str], known: list[str]) -> bool:
    return bool({folded(text) for text in wanted} & {folded(text) for text in known})


def _scored(found: Person, asked: Json) -> bool:
    score = person_traits(found)["score"]
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
    "jobTitlesExactMatch": one_of(lambda found: [profile(found)["title"]]),
    "normalizedJobTitles": one_of(lambda found: [profile(found)["title"]]),
    "previousJobTitle": _partly(lambda found: [person_traits(found)["previousTitle"]]),
    "searchText": lambda found, text: words_in(
        text,
        (found.full_name, profile(found)["title"], profile(found)["place"][3], found.company.name),
    ),
    "countries": any_of(lambda found, text: _at({"country": text}, profile(found)["place"])),
    "locations": any_of(lambda found, asked: _at(asked, profile(found)["place"])),
    "geographicDetails": any_of(lambda found, asked: _near(asked, profile(found)["place"])),
    "seniorityIds": any_of(lambda found, value: profile(found)["seniority_id"] == value),
    "departments": one_of(lambda found: [profile(found)["department"]]),
    "linkedinUrls": any_of(
        lambda found, url: person_by_linkedin(url, seed=found.company.seed) == found
    ),
    "existingDataPoints": one_of(data_points),
    "emails": any_of(lambda found, text: person_by_email(text, seed=found.company.seed) == found),
    "previousEmails": one_of(lambda found: [person_traits(found)["previousEmail"]]),
    "ids": any_of(
        lambda found, text: person_by_id(decode_id(text), seed=found.company.seed) == found
    ),
    "skills": one_of(lambda found: person_traits(found)["skills"]),
    "certifications": one_of(lambda found: person_traits(found)["certifications"]),
    "awards": one_of(lambda found: person_traits(found)["awards"]),
    "education": _learned,
    "score": _scored,
}
COMPANY_TESTS: dict[str, Test] = {
    "names": _partly(lambda found: [found.name]),
    "domains": any_of(lambda found, value: company_by_domain(value, seed=found.seed) == found),
    "ids": any_of(lambda found, text: company_by_id(decode_id(text), seed=found.seed) == found),
    "linkedinUrls": one_of(lambda found: [company_data(found)["linkedin"]]),
    "searchText": lambda found, text: words_in(
        text,
        (
            company_data(found)["description"],
            company_data(found)["mainIndustry"],
            company_data(found)["country"],
        ),
    ),
    "locations": any_of(lambda found, asked: _at(asked, head_office(found))),
    "geographicDetails": any_of(
        lambda found, asked: any(_near(asked, _place_of(site)) for site in sites(found))
    ),
    "locationsZipcodes": any_of(
        lambda found, asked: any(
            _has_zip(asked, site["city"], site["country_iso2"]) for site in sites(found)
        )
    ),
    "headquarterZipcodes": any_of(
        lambda found, asked: _has_zip(
            asked, company_data(found)["city"], company_data(found)["countryIso2"]
        )
    ),
    "sizes": any_of(lambda found, asked: overlaps(asked, company_data(found)["companySize"])),
    "revenues": any_of(lambda found, asked: overlaps(asked, company_data(found)["revenueRange"])),
    "foundedYear": any_of(lambda found, asked: _within(asked, int(company_data(found)["founded"]))),
    "businessModel": one_of(lambda found: company_traits(found)["businessModel"]),
    "companyType": one_of(lambda found: [company_data(found)["companyType"]]),
    "mainIndustriesIds": any_of(lambda found, value: industry(found) + 1 == value),
    "subIndustriesIds": any_of(lambda found, value: industry(found) + FIRST_SUB_INDUSTRY == value),
    "industriesLabels": one_of(lambda found: INDUSTRIES[industry(found)][:2]),
    "sicCodes": has_code("sicCodes", "sicCodes"),
    "naicsCodes": has_code("naicsCodes", "naicsCodes"),
    "technologies": one_of(
        lambda found: [one["name"] for one in company_data(found)["technologies"]]
    ),
    "intentTopics": one_of(lambda found: [_topic(found)["topicName"]]),
    "intentMinScore": lambda found, least: _topic(found)["metadata"]["topicScore"] >= least,
    "intentMaxScore": lambda found, most: _topic(found)["metadata"]["topicScore"] <= most,
    "topicCountThreshold": any_of(
        lambda found, asked: _within(asked, company_data(found)["intent"]["topicCount"])
    ),
    "keywords": _partly(lambda found: company_traits(found)["keywords"]),
    "exactKeywords": one_of(lambda found: company_traits(found)["keywords"]),
    "specialities": _partly(lambda found: company_data(found)["specialities"]),
    "exactSpecialities": one_of(lambda found: company_data(found)["specialities"]),
    "previousCompanyDomains": any_of(lambda found, text: _any_past(found, domain=text)),
    "previousCompanyNames": any_of(lambda found, text: _any_past(found, name=text)),
}
EMPLOYER_TESTS: dict[str, Test] = {"funding": _funded}
PAST_TESTS: dict[str, Test] = {
    "previousCompanyDomains": one_of(lambda found: [one.domain for one in _before(found)]),
    "previousCompanyNames": _partly(lambda found: [one.name for one in _before(found)]),
}


def _before(found: Person) -> list[Company]:
    """The employer before this one, where it is known."""
    before = person_traits(found)["previousCompany"]
    return [before] if before else []


def _any_past(found: Company, *, domain: str = "", name: str = "") -> bool:
    """Whether somebody of a company came from that one."""
    earlier = (before for one in employees_of(found) for before in _before(one))
    return any(
        folded(domain) == before.domain if domain else is_in(name, before.name)
        for before in earlier
    )
