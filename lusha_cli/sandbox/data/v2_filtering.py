"""The filters of the prospecting searches: which people and companies pass them.

Values of one filter are alternatives; a person or company passes who meets every filter of
`include` and none of `exclude`. Case and accents do not matter.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import (
    COMPANY_COUNT,
    Company,
    company_by_number,
    company_by_domain,
    company_data,
    to_ascii,
    contains,
    office_locations,
)
from lusha_cli.sandbox.data.names import GROUPINGS, INDUSTRIES
from lusha_cli.sandbox.data.people import Person, person_by_linkedin, profile, employees_of
from lusha_cli.sandbox.handlers.v2.filters import FIRST_SUB_INDUSTRY
from lusha_cli.sandbox.request_context import HALF_A_YEAR

Json = dict[str, Any]


def matching_companies(filters: Json, *, seed: int, today: date) -> list[Company]:
    """The companies that pass `filters`, in the order of their numbers."""
    firms = (company_by_number(number, seed=seed) for number in range(COMPANY_COUNT))
    return [firm for firm in firms if _passes(firm, filters, _COMPANY_TESTS, today)]


def matching_people(filters: Json, *, seed: int, today: date) -> list[Person]:
    """The people who pass `filters` and whose company does."""
    firms = matching_companies(filters.get("companies", {}), seed=seed, today=today)
    everybody = (found for firm in firms for found in employees_of(firm))
    wanted = filters.get("contacts", {})
    return [found for found in everybody if _passes(found, wanted, _CONTACT_TESTS, today)]


def signal_types_of(found: Person | Company, asked: Json, today: date) -> list[str]:
    """The types of the signals that `asked` names and that happened since its day."""
    given = asked.get("startDate")
    since = date.fromisoformat(given) if given else today - HALF_A_YEAR
    names = asked.get("names", [])
    if isinstance(found, Person):
        told = signals.person_signals(found, names, since=since, today=today)
    else:
        told = signals.company_signals(found, names, since=since, today=today, include={})
    return [name for name, happened in told.items() if happened]


def callable_phones(found: Person) -> list[Any]:
    """The phones of a person that are on no do-not-call list."""
    return [phone for phone in profile(found)["phones"] if not phone.do_not_call]


Test = Callable[[Any, Any], bool]


def _passes(found: Any, filters: Json, tests: dict[str, Test], today: date) -> bool:
    include, exclude = filters.get("include", {}), filters.get("exclude", {})
    for name, value in include.items():
        if name == "signal":
            if value.get("names") and not signal_types_of(found, value, today):
                return False
        elif value not in ([], {}, "") and not tests[name](found, value):
            return False
    return not any(value and tests[name](found, value) for name, value in exclude.items())


def any_of(test: Test) -> Test:
    """A test that one of several values has to pass."""
    return lambda found, values: any(test(found, value) for value in values)


def value_in(values: Callable[[Any], Iterable[str]]) -> Test:
    """A test whether a value is among those of a person or company."""
    return any_of(lambda found, value: to_ascii(value) in map(to_ascii, values(found)))


def contains_words(text: str, places: Iterable[str]) -> bool:
    return all(contains(word, " ".join(places)) for word in text.split())


def matches_location(asked: Json, place: tuple[Any, ...]) -> bool:
    city, state, _, country, _, continent, _ = place
    known = {
        "city": city,
        "state": state,
        "country": country,
        "continent": continent,
        "country_grouping": GROUPINGS[continent],
    }
    return all(to_ascii(known[name]) == to_ascii(value) for name, value in asked.items())


def data_points_of(found: Person) -> list[str]:
    known = profile(found)
    kinds = {phone.kind for phone in known["phones"]}
    points = ["phone"] if kinds else []
    points += [f"{kind}_phone" for kind in ("mobile", "direct") if kind in kinds]
    return [*points, "work_email"] if known["work"] else points


def overlaps(asked: Json, known: list[int]) -> bool:
    """Whether two ranges share more than an end."""
    least, most = asked.get("min", 0), asked.get("max", 2**53)
    return bool(known[0] < most and known[1] > least) or least == most == known[0]


def industry_index(found: Company) -> int:
    known = company_data(found)
    return [entry[:2] for entry in INDUSTRIES].index((known["mainIndustry"], known["subIndustry"]))


def has_industry_code(field: str, kind: str) -> Test:
    def test(found: Company, value: str) -> bool:
        codes = company_data(found)["industryPrimaryGroupDetails"][field]
        # The longer a code, the narrower: 51 holds 511210.
        return any(str(entry[kind]).startswith(value) for entry in codes)

    return any_of(test)


def _has_site(found: Company, asked: Json) -> bool:
    return any(all(site.get(k) == v for k, v in asked.items()) for site in office_locations(found))


_CONTACT_TESTS: dict[str, Test] = {
    "departments": value_in(lambda found: [profile(found)["department"]]),
    "seniority": any_of(lambda found, value: profile(found)["seniority_id"] == value),
    "existing_data_points": value_in(data_points_of),
    "locations": any_of(lambda found, asked: matches_location(asked, profile(found)["place"])),
    "jobTitles": any_of(lambda found, value: contains(value, profile(found)["title"])),
    "linkedinUrls": any_of(
        lambda found, url: person_by_linkedin(url, seed=found.company.seed) == found
    ),
    "searchText": lambda found, text: contains_words(
        text,
        (found.full_name, profile(found)["title"], profile(found)["place"][3], found.company.name),
    ),
}
_COMPANY_TESTS: dict[str, Test] = {
    "names": any_of(lambda found, value: contains(value, found.name)),
    "domains": any_of(lambda found, value: company_by_domain(value, seed=found.seed) == found),
    "locations": any_of(lambda found, asked: matches_location(asked, head_office(found))),
    "technologies": value_in(lambda found: [entry["name"] for entry in company_data(found)["technologies"]]),
    "intentTopics": value_in(
        lambda found: [topic["topicName"] for topic in company_data(found)["intent"]["detectedTopics"]]
    ),
    "sizes": any_of(lambda found, asked: overlaps(asked, company_data(found)["companySize"])),
    "revenues": any_of(lambda found, asked: overlaps(asked, company_data(found)["revenueRange"])),
    "sicCodes": has_industry_code("sicCodes", "sicCodes"),
    "naicsCodes": has_industry_code("naicsCodes", "naicsCodes"),
    "mainIndustriesIds": any_of(lambda found, value: industry_index(found) + 1 == value),
    "subIndustriesIds": any_of(lambda found, value: industry_index(found) + FIRST_SUB_INDUSTRY == value),
    "searchText": lambda found, text: contains_words(
        text, (company_data(found)["description"], company_data(found)["mainIndustry"], company_data(found)["country"])
    ),
    "companyLocations": any_of(_has_site),
    "excludePartialCompanies": lambda found, wanted: not (wanted and found.is_partial),
    "employeesInLinkedIn": lambda found, asked: (
        asked.get("min", 0) <= company_data(found)["employeesInLinkedin"] <= asked.get("max", 2**53)
    ),
}


def head_office(found: Company) -> tuple[Any, ...]:
    known = company_data(found)
    return (
        known["city"], known["state"], "", known["country"], known["countryIso2"],
        known["continent"], False,
    )  # fmt: skip
