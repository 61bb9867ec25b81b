"""The filters of the prospecting searches, by their names in V3.

Values of one filter are alternatives unless its join key changes that. A person or company
matches that passes every filter of `include` and none of `exclude`. Case and accents are ignored.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.activities import v3_signals
from lusha_cli.sandbox.data.companies import COMPANY_COUNT, Company, company_by_number
from lusha_cli.sandbox.data.people import Person, Phone, employees_of, profile
from lusha_cli.sandbox.data.predicates import (
    COMPANY_TESTS,
    CONTACT_TESTS,
    PREVIOUS_EMPLOYER_TESTS,
    Test,
)
from lusha_cli.sandbox.request_context import RequestContext

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


def matching_companies(
    context: RequestContext, filters: Json, tests: dict[str, Test] = COMPANY_TESTS
) -> list[Company]:
    """Return the companies that pass their filters and employ a person who passes theirs."""
    matches = _passing_companies(context, filters.get("companies", {}), tests)
    contact_filters = filters.get("contacts")
    if not contact_filters:
        return matches
    passes = _predicate(contact_filters, CONTACT_TESTS, context)
    return [company for company in matches if any(map(passes, employees_of(company)))]


def matching_people(
    context: RequestContext,
    filters: Json,
    tests: dict[str, Test] = COMPANY_TESTS,
    *,
    include_partial: bool,
    exclude_dnc: bool,
) -> list[Person]:
    """Return the people who pass their filters and whose company passes `tests`.

    `exclude_dnc` leaves out people all of whose phones are on a do-not-call list.
    """
    contact_filters = filters.get("contacts", {})
    # A previous employer is a property of the person, though its filters are the company's.
    current_filters, past_filters = _split_previous_employer(filters.get("companies", {}))
    employers = _passing_companies(context, current_filters, tests)
    passes = _predicate(contact_filters, CONTACT_TESTS, context)
    passes_past = _predicate(past_filters, PREVIOUS_EMPLOYER_TESTS, context)
    return [
        person
        for company in employers
        for person in employees_of(company)
        if passes(person)
        and passes_past(person)
        and (include_partial or not person.is_partial)
        and not (exclude_dnc and profile(person)["phones"] and not callable_phones(person))
    ]


def callable_phones(person: Person) -> list[Phone]:
    """Return the phones of a person that are not on a do-not-call list."""
    return [phone for phone in profile(person)["phones"] if not phone.do_not_call]


def _passing_companies(
    context: RequestContext, filters: Json, tests: dict[str, Test]
) -> list[Company]:
    companies = (company_by_number(number, seed=context.seed) for number in range(COMPANY_COUNT))
    return list(filter(_predicate(filters, tests, context), companies))


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


def signal_types_of(entity: Person | Company, criteria: Json, context: RequestContext) -> list[str]:
    """Return the requested signal types that occurred since the requested day."""
    if not criteria.get("types"):
        return []
    include = {
        "hiringByDepartments": [
            item["department"] for item in criteria.get("filterByDepartment", [])
        ],
        "hiringByLocations": [
            {key: location[key] for key in ("country", "state") if key in location}
            for location in criteria.get("filterByLocation", [])
        ],
    }
    signals_by_type = v3_signals(
        entity,
        criteria["types"],
        since=context.since(criteria.get("startDate")),
        today=context.today,
        include=include,
        categories=criteria.get("filterByIntentCategory") or None,
    )
    return [name for name, entries in signals_by_type.items() if entries]


def _predicate(
    filters: Json, tests: dict[str, Test], context: RequestContext
) -> Callable[[Any], bool]:
    """Return a function that returns whether a person or company passes filters."""
    include, exclude = (
        [
            partial(_meets, name=name, filters=filters[side], tests=tests, context=context)
            for name, value in filters.get(side, {}).items()
            # An empty filter restricts nothing, but 0 and false are values.
            if value not in ([], {}, "", None)
        ]
        for side in ("include", "exclude")
    )
    return lambda entity: (
        all(meets(entity) for meets in include) and not any(meets(entity) for meets in exclude)
    )


def _meets(
    entity: Any, *, name: str, filters: Json, tests: dict[str, Test], context: RequestContext
) -> bool:
    value = filters[name]
    if name in _JOIN_KEY_NAMES or name in _IGNORED_FILTERS:
        return True
    if name == "signals":
        return not value.get("types") or bool(signal_types_of(entity, value, context))
    if name in ("jobChangedAfterDate", "jobChangedLastViewDate"):
        criteria = {"types": ["companyChange"], "startDate": value}
        return bool(signal_types_of(entity, criteria, context))
    join = next((filters[key] for key in _JOIN_KEYS.get(name, ()) if key in filters), "or")
    if join in ("and", "all"):
        return all(tests[name](entity, [item]) for item in value)
    return tests[name](entity, value)
