"""The filters of the prospecting searches: which people and companies pass them.

Values of one filter are alternatives; a person or company passes who meets every filter of
`include` and none of `exclude`. Case and accents do not matter.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import (
    COMPANIES,
    Company,
    company,
    company_by_domain,
    company_data,
    folded,
    is_in,
    sites,
)
from lusha_cli.sandbox.data.names import FIRST_SUB_INDUSTRY, GROUPINGS, INDUSTRIES
from lusha_cli.sandbox.data.people import Person, employees_of, person_by_linkedin, profile
from lusha_cli.sandbox.request_context import DEFAULT_SIGNAL_PERIOD

Json = dict[str, Any]


def matching_companies(filters: Json, *, seed: int, today: date) -> list[Company]:
    """The companies that pass `filters`, in the order of their numbers."""
    firms = (company(number, seed=seed) for number in range(COMPANIES))
    return [firm for firm in firms if _passes(firm, filters, _COMPANY_TESTS, today)]


def matching_people(filters: Json, *, seed: int, today: date) -> list[Person]:
    """The people who pass `filters` and whose company does."""
    firms = matching_companies(filters.get("companies", {}), seed=seed, today=today)
    everybody = (found for firm in firms for found in employees_of(firm))
    wanted = filters.get("contacts", {})
    return [found for found in everybody if _passes(found, wanted, _CONTACT_TESTS, today)]


def signals_of(found: Person | Company, asked: Json, today: date) -> list[str]:
    """The types of the signals that `asked` names and that happened since its day."""
    given = asked.get("startDate")
    since = date.fromisoformat(given) if given else today - DEFAULT_SIGNAL_PERIOD
    names = asked.get("names", [])
    if isinstance(found, Person):
        told = signals.of_person(found, names, since=since, today=today)
    else:
        told = signals.of_company(found, names, since=since, today=today, include={})
    return [name for name, happened in told.items() if happened]


def callable_phones(found: Person) -> list[Any]:
    """The phones of a person that are on no do-not-call list."""
    return [phone for phone in profile(found)["phones"] if not phone.do_not_call]


Test = Callable[[Any, Any], bool]


def _passes(found: Any, filters: Json, tests: dict[str, Test], today: date) -> bool:
    include, exclude = filters.get("include", {}), filters.get("exclude", {})
    for name, value in include.items():
        if name == "signal":
            if value.get("names") and not signals_of(found, value, today):
                return False
        elif value not in ([], {}, "") and not tests[name](found, value):
            return False
    return not any(value and tests[name](found, value) for name, value in exclude.items())


def any_of(test: Test) -> Test:
    """A test that one of several values has to pass."""
    return lambda found, values: any(test(found, value) for value in values)


def one_of(values: Callable[[Any], Iterable[str]]) -> Test:
    """A test whether a value is among those of a person or company."""
    return any_of(lambda found, value: folded(value) in map(folded, values(found)))


def words_in(text: str, places: Iterable[str]) -> bool:
    return all(is_in(word, " ".join(places)) for word in text.split())


def is_at(asked: Json, place: tuple[Any, ...]) -> bool:
    city, state, _, country, _, continent, _ = place
    known = {
        "city": city,
        "state": state,
        "country": country,
        "continent": continent,
        "country_grouping": GROUPINGS[continent],
    }
    return all(folded(known[name]) == folded(value) for name, value in asked.items())


def data_points(found: Person) -> list[str]:
    known = profile(found)
    kinds = {phone.kind for phone in known["phones"]}
    points = ["phone"] if kinds else []
    points += [f"{kind}_phone" for kind in ("mobile", "direct") if kind in kinds]
    return [*points, "work_email"] if known["work"] else points


def overlaps(asked: Json, known: list[int]) -> bool:
    """Whether two ranges share more than an end."""
    least, most = asked.get("min", 0), asked.get("max", 2**53)
    return bool(known[0] < most and known[1] > least) or least == most == known[0]


def industry(found: Company) -> int:
    known = company_data(found)
    return [entry[:2] for entry in INDUSTRIES].index((known["mainIndustry"], known["subIndustry"]))


def has_code(field: str, kind: str) -> Test:
    def test(found: Company, value: str) -> bool:
        codes = company_data(found)["industryPrimaryGroupDetails"][field]
        # The longer a code, the narrower: 51 holds 511210.
        return any(str(entry[kind]).startswith(value) for entry in codes)

    return any_of(test)


def _has_site(found: Company, asked: Json) -> bool:
    return any(all(site.get(k) == v for k, v in asked.items()) for site in sites(found))


_CONTACT_TESTS: dict[str, Test] = {
    "departments": one_of(lambda found: [profile(found)["department"]]),
    "seniority": any_of(lambda found, value: profile(found)["seniority_id"] == value),
    "existing_data_points": one_of(data_points),
    "locations": any_of(lambda found, asked: is_at(asked, profile(found)["place"])),
    "jobTitles": any_of(lambda found, value: is_in(value, profile(found)["title"])),
    "linkedinUrls": any_of(
        lambda found, url: person_by_linkedin(url, seed=found.company.seed) == found
    ),
    "searchText": lambda found, text: words_in(
        text,
        (found.full_name, profile(found)["title"], profile(found)["place"][3], found.company.name),
    ),
}
_COMPANY_TESTS: dict[str, Test] = {
    "names": any_of(lambda found, value: is_in(value, found.name)),
    "domains": any_of(lambda found, value: company_by_domain(value, seed=found.seed) == found),
    "locations": any_of(lambda found, asked: is_at(asked, head_office(found))),
    "technologies": one_of(
        lambda found: [entry["name"] for entry in company_data(found)["technologies"]]
    ),
    "intentTopics": one_of(
        lambda found: [
            topic["topicName"] for topic in company_data(found)["intent"]["detectedTopics"]
        ]
    ),
    "sizes": any_of(lambda found, asked: overlaps(asked, company_data(found)["companySize"])),
    "revenues": any_of(lambda found, asked: overlaps(asked, company_data(found)["revenueRange"])),
    "sicCodes": has_code("sicCodes", "sicCodes"),
    "naicsCodes": has_code("naicsCodes", "naicsCodes"),
    "mainIndustriesIds": any_of(lambda found, value: industry(found) + 1 == value),
    "subIndustriesIds": any_of(lambda found, value: industry(found) + FIRST_SUB_INDUSTRY == value),
    "searchText": lambda found, text: words_in(
        text,
        (
            company_data(found)["description"],
            company_data(found)["mainIndustry"],
            company_data(found)["country"],
        ),
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
