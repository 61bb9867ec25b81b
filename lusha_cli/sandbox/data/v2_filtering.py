"""The filters of the V2 prospecting searches.

Values of one filter are alternatives. A person or company matches that passes every filter of
`include` and none of `exclude`. Case and accents are ignored.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import (
    COMPANY_COUNT,
    Company,
    company_by_domain,
    company_by_number,
    company_data,
    contains,
    office_locations,
    to_ascii,
)
from lusha_cli.sandbox.data.names import FIRST_SUB_INDUSTRY, GROUPINGS, INDUSTRIES
from lusha_cli.sandbox.data.people import Person, employees_of, person_by_linkedin, profile
from lusha_cli.sandbox.request_context import DEFAULT_SIGNAL_PERIOD


def matching_companies(filters: Json, *, seed: int, today: date) -> list[Company]:
    """Return the companies that pass `filters`, ordered by number."""
    companies = (company_by_number(number, seed=seed) for number in range(COMPANY_COUNT))
    return [company for company in companies if _passes(company, filters, _COMPANY_TESTS, today)]


def matching_people(filters: Json, *, seed: int, today: date) -> list[Person]:
    """Return the people who pass `filters` and whose company passes too."""
    companies = matching_companies(filters.get("companies", {}), seed=seed, today=today)
    employees = (entity for company in companies for entity in employees_of(company))
    contact_filters = filters.get("contacts", {})
    return [
        entity for entity in employees if _passes(entity, contact_filters, _CONTACT_TESTS, today)
    ]


def signal_types_of(entity: Person | Company, criteria: Json, today: date) -> list[str]:
    """Return the requested signal types that occurred since the requested day."""
    start_date = criteria.get("startDate")
    since = date.fromisoformat(start_date) if start_date else today - DEFAULT_SIGNAL_PERIOD
    names = criteria.get("names", [])
    if isinstance(entity, Person):
        signals_by_type = signals.person_signals(entity, names, since=since, today=today)
    else:
        signals_by_type = signals.company_signals(
            entity, names, since=since, today=today, include={}
        )
    return [name for name, entries in signals_by_type.items() if entries]


def callable_phones(entity: Person) -> list[Any]:
    """Return the phones of a person that are not on a do-not-call list."""
    return [phone for phone in profile(entity)["phones"] if not phone.do_not_call]


Test = Callable[[Any, Any], bool]


def _passes(entity: Any, filters: Json, tests: dict[str, Test], today: date) -> bool:
    include, exclude = filters.get("include", {}), filters.get("exclude", {})
    for name, value in include.items():
        if name == "signal":
            if value.get("names") and not signal_types_of(entity, value, today):
                return False
        elif value not in ([], {}, "") and not tests[name](entity, value):
            return False
    return not any(value and tests[name](entity, value) for name, value in exclude.items())


def any_of(test: Test) -> Test:
    """Return a predicate that at least one of several values has to pass."""
    return lambda entity, values: any(test(entity, value) for value in values)


def value_in(values: Callable[[Any], Iterable[str]]) -> Test:
    """Return a predicate that checks for a value among those of a person or company."""
    return any_of(lambda entity, value: to_ascii(value) in map(to_ascii, values(entity)))


def contains_words(text: str, texts: Iterable[str]) -> bool:
    """Return whether every word of `text` occurs in one of the texts."""
    return all(contains(word, " ".join(texts)) for word in text.split())


def matches_location(criteria: Json, location: tuple[Any, ...]) -> bool:
    """Return whether a location has all the requested parts."""
    city, state, _, country, _, continent, _ = location
    values = {
        "city": city,
        "state": state,
        "country": country,
        "continent": continent,
        "country_grouping": GROUPINGS[continent],
    }
    return all(to_ascii(values[name]) == to_ascii(value) for name, value in criteria.items())


def data_points_of(entity: Person) -> list[str]:
    """Return the kinds of contact data that a person has."""
    contact_data = profile(entity)
    kinds = {phone.kind for phone in contact_data["phones"]}
    points = ["phone"] if kinds else []
    points += [f"{kind}_phone" for kind in ("mobile", "direct") if kind in kinds]
    return [*points, "work_email"] if contact_data["work"] else points


def overlaps(criteria: Json, bounds: list[int]) -> bool:
    """Return whether two ranges share more than an end point."""
    minimum, maximum = criteria.get("min", 0), criteria.get("max", 2**53)
    return bool(bounds[0] < maximum and bounds[1] > minimum) or minimum == maximum == bounds[0]


def industry_index(entity: Company) -> int:
    """Return the position of a company's industry in the list."""
    data = company_data(entity)
    return [entry[:2] for entry in INDUSTRIES].index((data["mainIndustry"], data["subIndustry"]))


def has_industry_code(field: str, kind: str) -> Test:
    """Return a predicate for SIC or NAICS codes that start with a value."""

    def test(entity: Company, value: str) -> bool:
        codes = company_data(entity)["industryPrimaryGroupDetails"][field]
        # A longer code is narrower: 51 includes 511210.
        return any(str(entry[kind]).startswith(value) for entry in codes)

    return any_of(test)


def _has_office(entity: Company, criteria: Json) -> bool:
    return any(
        all(office.get(k) == v for k, v in criteria.items()) for office in office_locations(entity)
    )


_CONTACT_TESTS: dict[str, Test] = {
    "departments": value_in(lambda entity: [profile(entity)["department"]]),
    "seniority": any_of(lambda entity, value: profile(entity)["seniority_id"] == value),
    "existing_data_points": value_in(data_points_of),
    "locations": any_of(
        lambda entity, criteria: matches_location(criteria, profile(entity)["place"])
    ),
    "jobTitles": any_of(lambda entity, value: contains(value, profile(entity)["title"])),
    "linkedinUrls": any_of(
        lambda entity, url: person_by_linkedin(url, seed=entity.company.seed) == entity
    ),
    "searchText": lambda entity, text: contains_words(
        text,
        (
            entity.full_name,
            profile(entity)["title"],
            profile(entity)["place"][3],
            entity.company.name,
        ),
    ),
}
_COMPANY_TESTS: dict[str, Test] = {
    "names": any_of(lambda entity, value: contains(value, entity.name)),
    "domains": any_of(lambda entity, value: company_by_domain(value, seed=entity.seed) == entity),
    "locations": any_of(lambda entity, criteria: matches_location(criteria, head_office(entity))),
    "technologies": value_in(
        lambda entity: [entry["name"] for entry in company_data(entity)["technologies"]]
    ),
    "intentTopics": value_in(
        lambda entity: [
            topic["topicName"] for topic in company_data(entity)["intent"]["detectedTopics"]
        ]
    ),
    "sizes": any_of(
        lambda entity, criteria: overlaps(criteria, company_data(entity)["companySize"])
    ),
    "revenues": any_of(
        lambda entity, criteria: overlaps(criteria, company_data(entity)["revenueRange"])
    ),
    "sicCodes": has_industry_code("sicCodes", "sicCodes"),
    "naicsCodes": has_industry_code("naicsCodes", "naicsCodes"),
    "mainIndustriesIds": any_of(lambda entity, value: industry_index(entity) + 1 == value),
    "subIndustriesIds": any_of(
        lambda entity, value: industry_index(entity) + FIRST_SUB_INDUSTRY == value
    ),
    "searchText": lambda entity, text: contains_words(
        text,
        (
            company_data(entity)["description"],
            company_data(entity)["mainIndustry"],
            company_data(entity)["country"],
        ),
    ),
    "companyLocations": any_of(_has_office),
    "excludePartialCompanies": lambda entity, wanted: not (wanted and entity.is_partial),
    "employeesInLinkedIn": lambda entity, criteria: (
        criteria.get("min", 0)
        <= company_data(entity)["employeesInLinkedin"]
        <= criteria.get("max", 2**53)
    ),
}


def head_office(entity: Company) -> tuple[Any, ...]:
    """Return the head office of a company as a row of LOCATIONS."""
    data = company_data(entity)
    return (
        data["city"], data["state"], "", data["country"], data["countryIso2"],
        data["continent"], False,
    )  # fmt: skip
