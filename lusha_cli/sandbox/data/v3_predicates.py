"""The predicate of each V3 prospecting filter."""

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
    office_locations,
    to_ascii,
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
    contains_words,
    data_points_of,
    has_industry_code,
    head_office,
    industry_index,
    matches_location,
    overlaps,
    value_in,
)
from lusha_cli.sandbox.id_tokens import decode_id


def _contained_in(values: Callable[[Any], Iterable[str]]) -> Test:
    """Return a predicate that checks for a value within one of those of an entity."""
    return any_of(lambda entity, text: any(contains(text, item) for item in values(entity)))


def _matches_v3_location(criteria: Json, location: tuple[Any, ...]) -> bool:
    """Return whether a location matches criteria with V3's keys."""
    special = {"region": location[1], "countryIso2": location[4]}
    common = {
        "country_grouping" if key == "countryGrouping" else key: value
        for key, value in criteria.items()
        if key not in special
    }
    return matches_location(common, location) and all(
        to_ascii(special[key]) == to_ascii(criteria[key]) for key in special if key in criteria
    )


def _location_of(office: Json) -> tuple[Any, ...]:
    return (
        office["city"], office["state"], "", office["country"], office["country_iso2"],
        office["continent"], False,
    )  # fmt: skip


def _matches_geography(criteria: Json, location: tuple[Any, ...]) -> bool:
    """Return whether a location has the requested country and postal code."""
    code = criteria.get("zipcode", "")
    in_country = to_ascii(criteria.get("country", location[3])) in (
        to_ascii(location[3]),
        to_ascii(location[4]),
    )
    return in_country and (not code or zip_code(location[0]) == code)


def _has_zip(criteria: Json, city: str, iso2: str) -> bool:
    in_country = criteria.get("countryIso2", iso2).upper() == iso2
    return bool(in_country and criteria.get("zipcode", zip_code(city)) == zip_code(city))


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


def _first_topic(entity: Company) -> Json:
    topic: Json = company_data(entity)["intent"]["detectedTopics"][0]
    return topic


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


def _any_or_unset(wanted: list[Json] | None, test: Callable[[Json], bool]) -> bool:
    """Return whether an item of `wanted` passes, or nothing is wanted."""
    return not wanted or any(map(test, wanted))


def _in_range(criteria: Json, amount: int) -> bool:
    return bool(criteria.get("min", 0) <= amount <= criteria.get("max", 2**53))


CONTACT_TESTS: dict[str, Test] = {
    "names": _contained_in(lambda entity: [entity.full_name]),
    "jobTitles": _contained_in(lambda entity: [profile(entity)["title"]]),
    "jobTitlesExactMatch": value_in(lambda entity: [profile(entity)["title"]]),
    "normalizedJobTitles": value_in(lambda entity: [profile(entity)["title"]]),
    "previousJobTitle": _contained_in(lambda entity: [person_attributes(entity)["previousTitle"]]),
    "searchText": lambda entity, text: contains_words(
        text,
        (
            entity.full_name,
            profile(entity)["title"],
            profile(entity)["place"][3],
            entity.company.name,
        ),
    ),
    "countries": any_of(
        lambda entity, text: _matches_v3_location({"country": text}, profile(entity)["place"])
    ),
    "locations": any_of(
        lambda entity, criteria: _matches_v3_location(criteria, profile(entity)["place"])
    ),
    "geographicDetails": any_of(
        lambda entity, criteria: _matches_geography(criteria, profile(entity)["place"])
    ),
    "seniorityIds": any_of(lambda entity, value: profile(entity)["seniority_id"] == value),
    "departments": value_in(lambda entity: [profile(entity)["department"]]),
    "linkedinUrls": any_of(
        lambda entity, url: person_by_linkedin(url, seed=entity.company.seed) == entity
    ),
    "existingDataPoints": value_in(data_points_of),
    "emails": any_of(
        lambda entity, text: person_by_email(text, seed=entity.company.seed) == entity
    ),
    "previousEmails": value_in(lambda entity: [person_attributes(entity)["previousEmail"]]),
    "ids": any_of(
        lambda entity, text: person_by_id(decode_id(text), seed=entity.company.seed) == entity
    ),
    "skills": value_in(lambda entity: person_attributes(entity)["skills"]),
    "certifications": value_in(lambda entity: person_attributes(entity)["certifications"]),
    "awards": value_in(lambda entity: person_attributes(entity)["awards"]),
    "education": _has_education,
    "score": _has_score,
}
COMPANY_TESTS: dict[str, Test] = {
    "names": _contained_in(lambda entity: [entity.name]),
    "domains": any_of(lambda entity, value: company_by_domain(value, seed=entity.seed) == entity),
    "ids": any_of(lambda entity, text: company_by_id(decode_id(text), seed=entity.seed) == entity),
    "linkedinUrls": value_in(lambda entity: [company_data(entity)["linkedin"]]),
    "searchText": lambda entity, text: contains_words(
        text,
        (
            company_data(entity)["description"],
            company_data(entity)["mainIndustry"],
            company_data(entity)["country"],
        ),
    ),
    "locations": any_of(
        lambda entity, criteria: _matches_v3_location(criteria, head_office(entity))
    ),
    "geographicDetails": any_of(
        lambda entity, criteria: any(
            _matches_geography(criteria, _location_of(site)) for site in office_locations(entity)
        )
    ),
    "locationsZipcodes": any_of(
        lambda entity, criteria: any(
            _has_zip(criteria, site["city"], site["country_iso2"])
            for site in office_locations(entity)
        )
    ),
    "headquarterZipcodes": any_of(
        lambda entity, criteria: _has_zip(
            criteria, company_data(entity)["city"], company_data(entity)["countryIso2"]
        )
    ),
    "sizes": any_of(
        lambda entity, criteria: overlaps(criteria, company_data(entity)["companySize"])
    ),
    "revenues": any_of(
        lambda entity, criteria: overlaps(criteria, company_data(entity)["revenueRange"])
    ),
    "foundedYear": any_of(
        lambda entity, criteria: _in_range(criteria, int(company_data(entity)["founded"]))
    ),
    "businessModel": value_in(lambda entity: company_attributes(entity)["businessModel"]),
    "companyType": value_in(lambda entity: [company_data(entity)["companyType"]]),
    "mainIndustriesIds": any_of(lambda entity, value: industry_index(entity) + 1 == value),
    "subIndustriesIds": any_of(
        lambda entity, value: industry_index(entity) + FIRST_SUB_INDUSTRY == value
    ),
    "industriesLabels": value_in(lambda entity: INDUSTRIES[industry_index(entity)][:2]),
    "sicCodes": has_industry_code("sicCodes", "sicCodes"),
    "naicsCodes": has_industry_code("naicsCodes", "naicsCodes"),
    "technologies": value_in(
        lambda entity: [item["name"] for item in company_data(entity)["technologies"]]
    ),
    "intentTopics": value_in(lambda entity: [_first_topic(entity)["topicName"]]),
    "intentMinScore": lambda entity, minimum: (
        _first_topic(entity)["metadata"]["topicScore"] >= minimum
    ),
    "intentMaxScore": lambda entity, maximum: (
        _first_topic(entity)["metadata"]["topicScore"] <= maximum
    ),
    "topicCountThreshold": any_of(
        lambda entity, criteria: _in_range(criteria, company_data(entity)["intent"]["topicCount"])
    ),
    "keywords": _contained_in(lambda entity: company_attributes(entity)["keywords"]),
    "exactKeywords": value_in(lambda entity: company_attributes(entity)["keywords"]),
    "specialities": _contained_in(lambda entity: company_data(entity)["specialities"]),
    "exactSpecialities": value_in(lambda entity: company_data(entity)["specialities"]),
    "previousCompanyDomains": any_of(lambda entity, text: _any_employee_from(entity, domain=text)),
    "previousCompanyNames": any_of(lambda entity, text: _any_employee_from(entity, name=text)),
}
EMPLOYER_TESTS: dict[str, Test] = {"funding": _has_funding}
PREVIOUS_EMPLOYER_TESTS: dict[str, Test] = {
    "previousCompanyDomains": value_in(
        lambda entity: [item.domain for item in _previous_employers(entity)]
    ),
    "previousCompanyNames": _contained_in(
        lambda entity: [item.name for item in _previous_employers(entity)]
    ),
}


def _previous_employers(entity: Person) -> list[Company]:
    """Return the previous employer in a list, empty if there is none."""
    before = person_attributes(entity)["previousCompany"]
    return [before] if before else []


def _any_employee_from(entity: Company, *, domain: str = "", name: str = "") -> bool:
    """Return whether an employee of a company came from the named one."""
    previous = (
        employer for employee in employees_of(entity) for employer in _previous_employers(employee)
    )
    return any(
        to_ascii(domain) == employer.domain if domain else contains(name, employer.name)
        for employer in previous
    )
