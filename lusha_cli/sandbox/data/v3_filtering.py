"""Which people and companies pass the filters of V3's prospecting.

Values of one filter are alternatives where it is not said otherwise; a person or company passes who
meets every filter of `include` and none of `exclude`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import COMPANY_COUNT, Company, company_by_number
from lusha_cli.sandbox.data.people import Person, employees_of
from lusha_cli.sandbox.data.v2_filtering import Test
from lusha_cli.sandbox.data.v3_predicates import (
    COMPANY_TESTS,
    CONTACT_TESTS,
    EMPLOYER_TESTS,
    PREVIOUS_EMPLOYER_TESTS,
)
from lusha_cli.sandbox.handlers.v3.signals import activities
from lusha_cli.sandbox.request_context import HALF_A_YEAR, Exchange

Json = dict[str, Any]

# How the values of a list are joined: by these of its neighbours, "or" where there is none.
_JOINED = {
    "existingDataPoints": ("existingDataPointsCondition",),
    "technologies": ("technologiesCondition",),
    "intentTopics": ("intentTopicsOperator", "intentTopicsCondition"),
}
# What the API takes and does nothing with.
_SILENT = {"keywordsSearchFields"}
_JOINERS = {name for names in _JOINED.values() for name in names}
# What only narrows another filter of the person.
REFINEMENTS = {"jobChangedAfterDate", "jobChangedLastViewDate", "education", "score"}


def matching_companies(exchange: Exchange, filters: Json) -> list[Company]:
    """The companies that pass the filters of theirs and have somebody who passes the others."""
    firms = (company_by_number(number, seed=exchange.seed) for number in range(COMPANY_COUNT))
    own, of_people = filters.get("companies", {}), filters.get("contacts")
    found = [one for one in firms if _passes(one, own, COMPANY_TESTS, exchange.today)]
    if not of_people:
        return found
    return [
        one
        for one in found
        if any(_passes(p, of_people, CONTACT_TESTS, exchange.today) for p in employees_of(one))
    ]


def matching_people(exchange: Exchange, filters: Json) -> list[Person]:
    """The people who pass the filters of theirs, and whose company passes the others."""
    of_firms, own = filters.get("companies", {}), filters.get("contacts", {})
    firms = (company_by_number(number, seed=exchange.seed) for number in range(COMPANY_COUNT))
    tests = {**COMPANY_TESTS, **EMPLOYER_TESTS}
    # An earlier employer is a matter of the person, though it stands among the company's filters.
    theirs, past = _split(of_firms)
    today = exchange.today
    chosen = (one for one in firms if _passes(one, theirs, tests, today))
    everybody = (person for firm in chosen for person in employees_of(firm))
    return [
        person
        for person in everybody
        if _passes(person, own, CONTACT_TESTS, today) and _passes(person, past, PREVIOUS_EMPLOYER_TESTS, today)
    ]


def _split(of_firms: Json) -> tuple[Json, Json]:
    """The filters of a company, and those of earlier ones."""
    theirs, past = (
        {
            side: {key: value for key, value in part.items() if (key in PREVIOUS_EMPLOYER_TESTS) is is_past}
            for side, part in of_firms.items()
        }
        for is_past in (False, True)
    )
    return theirs, past


def signal_types_of(found: Person | Company, asked: Json, today: date) -> list[str]:
    """The types of signals that `asked` names and that happened since its day."""
    if not asked.get("types"):
        return []
    given = asked.get("startDate")
    since = date.fromisoformat(given) if given else today - HALF_A_YEAR
    names = asked["types"]
    if isinstance(found, Person):
        told = signals.person_signals(found, names, since=since, today=today)
        return [name for name, happened in told.items() if happened]
    include = {
        "hiringByDepartments": [one["department"] for one in asked.get("filterByDepartment", [])],
        "hiringByLocations": [
            {key: place[key] for key in ("country", "state") if key in place}
            for place in asked.get("filterByLocation", [])
        ],
    }
    told = signals.company_signals(found, names, since=since, today=today, include=include)
    if {"allSignals", "linkedinActivityIntent"} & set(names):
        categories = asked.get("filterByIntentCategory")
        told["linkedinActivityIntent"] = [
            one
            for one in activities(found, today)
            if one["activityPublicationDate"] >= since.isoformat()
            and (not categories or one["signalCategory"] in categories)
        ]
    return [name for name, happened in told.items() if happened]


def _passes(found: Any, filters: Json, tests: dict[str, Test], today: date) -> bool:
    include, exclude = filters.get("include", {}), filters.get("exclude", {})
    return all(_meets(found, name, include, tests, today) for name in _wanted(include)) and not any(
        _meets(found, name, exclude, tests, today) for name in _wanted(exclude)
    )


def _wanted(part: Json) -> Iterable[str]:
    return (name for name, value in part.items() if value not in ([], {}, "", None))


def _meets(found: Any, name: str, part: Json, tests: dict[str, Test], today: date) -> bool:
    value = part[name]
    if name in _JOINERS or name in _SILENT:
        return True
    if name == "signals":
        return not value.get("types") or bool(signal_types_of(found, value, today))
    if name in ("jobChangedAfterDate", "jobChangedLastViewDate"):
        return bool(signal_types_of(found, {"types": ["companyChange"], "startDate": value}, today))
    joined = next((part[key] for key in _JOINED.get(name, ()) if key in part), "or")
    if joined in ("and", "all"):
        return all(tests[name](found, [one]) for one in value)
    return tests[name](found, value)
