"""The predicate of each prospecting filter, by its name in V3."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.attributes import company_attributes, person_attributes, zip_code
from lusha_cli.sandbox.data.companies import (
    Company,
    company_by_domain,
    company_by_id,
    company_data,
    contains,
    offices,
    to_ascii,
)
from lusha_cli.sandbox.data.names import FIRST_SUB_INDUSTRY, GROUPINGS, INDUSTRIES, Location
from lusha_cli.sandbox.data.people import (
    Person,
    employees_of,
    person_by_email,
    person_by_id,
    person_by_linkedin,
    profile,
)
from lusha_cli.sandbox.id_tokens import decode_id

Test = Callable[[Any, Any], bool]


def callable_phones(entity: Person) -> list[Any]:
    """Return the phones of a person that are not on a do-not-call list."""
    return [phone for phone in profile(entity)["phones"] if not phone.do_not_call]


def any_of(test: Test) -> Test:
    """Return a predicate that at least one of several values has to pass."""
    return lambda entity, values: any(test(entity, value) for value in values)


def _value_in(values: Callable[[Any], Iterable[str]]) -> Test:
    """Return a predicate that checks for a value among those of a person or company."""
    return any_of(lambda entity, value: to_ascii(value) in map(to_ascii, values(entity)))


def _contains_words(text: str, texts: Iterable[str]) -> bool:
    """Return whether every word of `text` occurs in one of the texts."""
    return all(contains(word, " ".join(texts)) for word in text.split())


def _data_points_of(entity: Person) -> list[str]:
    """Return the types of contact data that a person has."""
    contact_data = profile(entity)
    types = {phone.type for phone in contact_data["phones"]}
    points = ["phone"] if types else []
    points += [f"{type_}_phone" for type_ in ("mobile", "direct") if type_ in types]
    return [*points, "work_email"] if contact_data["work"] else points


def _overlaps(key: str) -> Test:
    """Return a predicate for ranges that share more than an end point with that of a company."""

    def test(entity: Company, criteria: Json) -> bool:
        start, end = company_data(entity)[key]
        minimum, maximum = criteria.get("min", 0), criteria.get("max", 2**53)
        return bool(start < maximum and end > minimum) or minimum == maximum == start

    return any_of(test)


def _industry_index(entity: Company) -> int:
    """Return the position of a company's industry in the list."""
    data = company_data(entity)
    return [entry[:2] for entry in INDUSTRIES].index((data["mainIndustry"], data["subIndustry"]))


def _has_industry_code(key: str) -> Test:
    """Return a predicate for SIC or NAICS codes that start with a value."""

    def test(entity: Company, value: str) -> bool:
        codes = company_data(entity)["industryPrimaryGroupDetails"][key]
        # A longer code is narrower: 51 includes 511210.
        return any(str(entry[key]).startswith(value) for entry in codes)

    return any_of(test)


def _matches_location(criteria: Json, location: Location) -> bool:
    """Return whether a location has all the requested parts, by V2's or V3's keys."""
    grouping = GROUPINGS[location.continent]
    values = {
        "city": location.city,
        "state": location.state,
        "region": location.state,
        "country": location.country,
        "countryIso2": location.country_iso2,
        "continent": location.continent,
        "countryGrouping": grouping,
        "country_grouping": grouping,
    }
    return all(to_ascii(values[key]) == to_ascii(value) for key, value in criteria.items())


def _contained_in(values: Callable[[Any], Iterable[str]]) -> Test:
    """Return a predicate that checks for a value within one of those of an entity."""
    return any_of(lambda entity, text: any(contains(text, item) for item in values(entity)))


def _located(
    test: Callable[[Json, Location], bool], locations: Callable[[Any], Iterable[Location]]
) -> Test:
    """Return a predicate that one of the locations of an entity has to pass."""
    return any_of(
        lambda entity, criteria: any(test(criteria, location) for location in locations(entity))
    )


def _home(entity: Person) -> list[Location]:
    return [profile(entity)["location"]]


def _head_office(entity: Company) -> list[Location]:
    return offices(entity)[:1]


def _matches_geography(criteria: Json, location: Location) -> bool:
    """Return whether a location has the requested country and postal code."""
    code, country = criteria.get("zipcode", ""), to_ascii(criteria.get("country", location.country))
    in_country = country in (to_ascii(location.country), to_ascii(location.country_iso2))
    return in_country and (not code or zip_code(location.city) == code)


def _has_zip(criteria: Json, location: Location) -> bool:
    iso2, code = location.country_iso2, zip_code(location.city)
    in_country = criteria.get("countryIso2", iso2).upper() == iso2
    return bool(in_country and criteria.get("zipcode", code) == code)


def _has_education(entity: Person, criteria: Json) -> bool:
    attributes = person_attributes(entity)
    fields = ("degrees", "fieldsOfStudy", "schools")
    return (
        all(_share_text(criteria[name], attributes[name]) for name in fields if criteria.get(name))
        and attributes["began"] >= criteria.get("startYearGte", 0)
        and attributes["graduated"] <= criteria.get("graduationYearLte", 9999)
    )  # fmt: skip


def _share_text(texts: list[str], others: list[str]) -> bool:
    return bool({to_ascii(text) for text in texts} & {to_ascii(text) for text in others})


def _has_score(entity: Person, criteria: Json) -> bool:
    score = person_attributes(entity)["score"]
    return bool(criteria.get("minScore", 0) <= score <= criteria.get("maxScore", 100))


def _topic_score(entity: Company) -> int:
    score: int = company_data(entity)["intent"]["detectedTopics"][0]["metadata"]["topicScore"]
    return score


def _has_funding(entity: Company, criteria: Json) -> bool:
    """Return whether the only funding round of a company matches, whatever the coverage."""
    funding = company_data(entity)["funding"]
    last_round = funding["rounds"][0]
    round_type = last_round["roundType"].lower().replace(" ", "_")
    day = datetime.strptime(last_round["roundDate"], "%b %d, %Y").date().isoformat()
    name = "angel" if round_type == "seed" else "venture"
    return (
        funding["isIpo"] == criteria.get("isIpo", funding["isIpo"])
        and _any_or_unset(
            criteria.get("ranges"), lambda item: _in_range(item, last_round["roundAmount"])
        )
        and day >= criteria.get("date", {}).get("date", "")
        and _any_or_unset(criteria.get("rounds"), lambda item: item.get("round") == round_type)
        and _any_or_unset(criteria.get("names"), lambda item: item.get("name") == name)
    )


def _any_or_unset(criteria: list[Json] | None, test: Callable[[Json], bool]) -> bool:
    """Return whether an item of `criteria` passes, or there are no criteria."""
    return not criteria or any(map(test, criteria))


def _in_range(criteria: Json, amount: int) -> bool:
    return bool(criteria.get("min", 0) <= amount <= criteria.get("max", 2**53))


CONTACT_TESTS: dict[str, Test] = {
    "names": _contained_in(lambda entity: [entity.full_name]),
    "jobTitles": _contained_in(lambda entity: [profile(entity)["title"]]),
    "jobTitlesExactMatch": _value_in(lambda entity: [profile(entity)["title"]]),
    "normalizedJobTitles": _value_in(lambda entity: [profile(entity)["title"]]),
    "previousJobTitle": _contained_in(lambda entity: [person_attributes(entity)["previousTitle"]]),
    "searchText": lambda entity, text: _contains_words(
        text,
        (
            entity.full_name,
            profile(entity)["title"],
            profile(entity)["location"].country,
            entity.company.name,
        ),
    ),
    "countries": _located(
        lambda text, location: _matches_location({"country": text}, location), _home
    ),
    "locations": _located(_matches_location, _home),
    "geographicDetails": _located(_matches_geography, _home),
    "seniorityIds": any_of(lambda entity, value: profile(entity)["seniority_id"] == value),
    "departments": _value_in(lambda entity: [profile(entity)["department"]]),
    "linkedinUrls": any_of(
        lambda entity, url: person_by_linkedin(url, seed=entity.company.seed) == entity
    ),
    "existingDataPoints": _value_in(_data_points_of),
    "emails": any_of(
        lambda entity, text: person_by_email(text, seed=entity.company.seed) == entity
    ),
    "previousEmails": _value_in(lambda entity: [person_attributes(entity)["previousEmail"]]),
    "ids": any_of(
        lambda entity, text: person_by_id(decode_id(text), seed=entity.company.seed) == entity
    ),
    "skills": _value_in(lambda entity: person_attributes(entity)["skills"]),
    "certifications": _value_in(lambda entity: person_attributes(entity)["certifications"]),
    "awards": _value_in(lambda entity: person_attributes(entity)["awards"]),
    "education": _has_education,
    "score": _has_score,
}
COMPANY_TESTS: dict[str, Test] = {
    "names": _contained_in(lambda entity: [entity.name]),
    "domains": any_of(lambda entity, value: company_by_domain(value, seed=entity.seed) == entity),
    "ids": any_of(lambda entity, text: company_by_id(decode_id(text), seed=entity.seed) == entity),
    "linkedinUrls": _value_in(lambda entity: [company_data(entity)["linkedin"]]),
    "searchText": lambda entity, text: _contains_words(
        text,
        (
            company_data(entity)["description"],
            company_data(entity)["mainIndustry"],
            company_data(entity)["country"],
        ),
    ),
    "locations": _located(_matches_location, _head_office),
    "geographicDetails": _located(_matches_geography, offices),
    "locationsZipcodes": _located(_has_zip, offices),
    "headquarterZipcodes": _located(_has_zip, _head_office),
    "sizes": _overlaps("companySize"),
    "revenues": _overlaps("revenueRange"),
    "foundedYear": any_of(
        lambda entity, criteria: _in_range(criteria, int(company_data(entity)["founded"]))
    ),
    "businessModel": _value_in(lambda entity: company_attributes(entity)["businessModel"]),
    "companyType": _value_in(lambda entity: [company_data(entity)["companyType"]]),
    "mainIndustriesIds": any_of(lambda entity, value: _industry_index(entity) + 1 == value),
    "subIndustriesIds": any_of(
        lambda entity, value: _industry_index(entity) + FIRST_SUB_INDUSTRY == value
    ),
    "industriesLabels": _value_in(lambda entity: INDUSTRIES[_industry_index(entity)][:2]),
    "sicCodes": _has_industry_code("sicCodes"),
    "naicsCodes": _has_industry_code("naicsCodes"),
    "technologies": _value_in(
        lambda entity: [item["name"] for item in company_data(entity)["technologies"]]
    ),
    "intentTopics": _value_in(
        lambda entity: [
            topic["topicName"] for topic in company_data(entity)["intent"]["detectedTopics"]
        ]
    ),
    "intentMinScore": lambda entity, minimum: _topic_score(entity) >= minimum,
    "intentMaxScore": lambda entity, maximum: _topic_score(entity) <= maximum,
    "topicCountThreshold": any_of(
        lambda entity, criteria: _in_range(criteria, company_data(entity)["intent"]["topicCount"])
    ),
    "keywords": _contained_in(lambda entity: company_attributes(entity)["keywords"]),
    "exactKeywords": _value_in(lambda entity: company_attributes(entity)["keywords"]),
    "specialities": _contained_in(lambda entity: company_data(entity)["specialities"]),
    "exactSpecialities": _value_in(lambda entity: company_data(entity)["specialities"]),
    "previousCompanyDomains": any_of(lambda entity, text: _any_employee_from(entity, domain=text)),
    "previousCompanyNames": any_of(lambda entity, text: _any_employee_from(entity, name=text)),
    "funding": _has_funding,
}
PREVIOUS_EMPLOYER_TESTS: dict[str, Test] = {
    "previousCompanyDomains": _value_in(
        lambda entity: [item.domain for item in _previous_employers(entity)]
    ),
    "previousCompanyNames": _contained_in(
        lambda entity: [item.name for item in _previous_employers(entity)]
    ),
}


def _previous_employers(entity: Person) -> list[Company]:
    """Return a list of the previous employer, if any."""
    before = person_attributes(entity)["previousCompany"]
    return [before] if before else []


def _any_employee_from(entity: Company, *, domain: str = "", name: str = "") -> bool:
    """Return whether an employee came from the company with that domain or name."""
    previous = (
        employer for employee in employees_of(entity) for employer in _previous_employers(employee)
    )
    return any(
        to_ascii(domain) == employer.domain if domain else contains(name, employer.name)
        for employer in previous
    )
