"""The filters of V3 prospecting.

Values of one filter are alternatives unless its join key says otherwise. A person or company
matches that passes every filter of `include` and none of `exclude`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from lusha_cli.json_types import Json
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
from lusha_cli.sandbox.request_context import DEFAULT_SIGNAL_PERIOD, RequestContext

# The keys that say how the values of a list are joined; the default is "or".
_JOIN_KEYS = {
    "existingDataPoints": ("existingDataPointsCondition",),
    "technologies": ("technologiesCondition",),
    "intentTopics": ("intentTopicsOperator", "intentTopicsCondition"),
}
# Filters that the API accepts and ignores.
_IGNORED_FILTERS = {"keywordsSearchFields"}
_JOIN_KEY_NAMES = {name for names in _JOIN_KEYS.values() for name in names}
# Filters that only refine another contact filter.
REFINEMENTS = {"jobChangedAfterDate", "jobChangedLastViewDate", "education", "score"}


def matching_companies(context: RequestContext, filters: Json) -> list[Company]:
    """Return the companies that pass their filters and employ a person who passes theirs."""
    companies = (company_by_number(number, seed=context.seed) for number in range(COMPANY_COUNT))
    company_filters, contact_filters = filters.get("companies", {}), filters.get("contacts")
    matches = [
        company
        for company in companies
        if _passes(company, company_filters, COMPANY_TESTS, context.today)
    ]
    if not contact_filters:
        return matches
    return [
        company
        for company in matches
        if any(
            _passes(person, contact_filters, CONTACT_TESTS, context.today)
            for person in employees_of(company)
        )
    ]


def matching_people(context: RequestContext, filters: Json) -> list[Person]:
    """Return the people who pass their filters and whose company passes its filters."""
    company_filters, contact_filters = filters.get("companies", {}), filters.get("contacts", {})
    companies = (company_by_number(number, seed=context.seed) for number in range(COMPANY_COUNT))
    tests = {**COMPANY_TESTS, **EMPLOYER_TESTS}
    # A previous employer is a property of the person, though its filters are the company's.
    current_filters, past_filters = _split_previous_employer(company_filters)
    today = context.today
    employers = (
        company for company in companies if _passes(company, current_filters, tests, today)
    )
    employees = (person for company in employers for person in employees_of(company))
    return [
        person
        for person in employees
        if _passes(person, contact_filters, CONTACT_TESTS, today)
        and _passes(person, past_filters, PREVIOUS_EMPLOYER_TESTS, today)
    ]


def _split_previous_employer(company_filters: Json) -> tuple[Json, Json]:
    """Split company filters into those for the current and a previous employer."""
    current_filters, past_filters = (
        {
            side: {
                key: value
                for key, value in filters.items()
                if (key in PREVIOUS_EMPLOYER_TESTS) is is_past
            }
            for side, filters in company_filters.items()
        }
        for is_past in (False, True)
    )
    return current_filters, past_filters


def signal_types_of(entity: Person | Company, criteria: Json, today: date) -> list[str]:
    """Return the requested signal types that occurred since the requested day."""
    if not criteria.get("types"):
        return []
    start_date = criteria.get("startDate")
    since = date.fromisoformat(start_date) if start_date else today - DEFAULT_SIGNAL_PERIOD
    names = criteria["types"]
    if isinstance(entity, Person):
        signals_by_type = signals.person_signals(entity, names, since=since, today=today)
        return [name for name, entries in signals_by_type.items() if entries]
    include = {
        "hiringByDepartments": [
            item["department"] for item in criteria.get("filterByDepartment", [])
        ],
        "hiringByLocations": [
            {key: location[key] for key in ("country", "state") if key in location}
            for location in criteria.get("filterByLocation", [])
        ],
    }
    signals_by_type = signals.company_signals(
        entity, names, since=since, today=today, include=include
    )
    if {"allSignals", "linkedinActivityIntent"} & set(names):
        categories = criteria.get("filterByIntentCategory")
        signals_by_type["linkedinActivityIntent"] = [
            item
            for item in activities(entity, today)
            if item["activityPublicationDate"] >= since.isoformat()
            and (not categories or item["signalCategory"] in categories)
        ]
    return [name for name, entries in signals_by_type.items() if entries]


def _passes(entity: Any, filters: Json, tests: dict[str, Test], today: date) -> bool:
    include, exclude = filters.get("include", {}), filters.get("exclude", {})
    return all(
        _meets(entity, name, include, tests, today) for name in _given_names(include)
    ) and not any(_meets(entity, name, exclude, tests, today) for name in _given_names(exclude))


def _given_names(filters: Json) -> Iterable[str]:
    return (name for name, value in filters.items() if value not in ([], {}, "", None))


def _meets(entity: Any, name: str, filters: Json, tests: dict[str, Test], today: date) -> bool:
    value = filters[name]
    if name in _JOIN_KEY_NAMES or name in _IGNORED_FILTERS:
        return True
    if name == "signals":
        return not value.get("types") or bool(signal_types_of(entity, value, today))
    if name in ("jobChangedAfterDate", "jobChangedLastViewDate"):
        return bool(
            signal_types_of(entity, {"types": ["companyChange"], "startDate": value}, today)
        )
    join = next((filters[key] for key in _JOIN_KEYS.get(name, ()) if key in filters), "or")
    if join in ("and", "all"):
        return all(tests[name](entity, [item]) for item in value)
    return tests[name](entity, value)
