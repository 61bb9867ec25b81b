"""The filter values of the prospecting searches, which V2 and V3 both list."""

from collections.abc import Callable

from lusha_cli.api.signal_types import HIRING_DEPARTMENTS
from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.companies import (
    COMPANY_COUNT,
    company_by_number,
    company_data,
    contains,
)
from lusha_cli.sandbox.data.names import (
    DATA_POINTS,
    FIRST_SUB_INDUSTRY,
    GROUPINGS,
    INDUSTRIES,
    LOCATIONS,
    REVENUES,
    SENIORITY_NAMES,
    SIZES,
    TECHNOLOGIES,
    TOPICS,
)
from lusha_cli.sandbox.request_context import RequestContext

MAX_MATCHES = 20


def _constant(value: Json) -> Callable[[RequestContext], tuple[int, Json]]:
    def handler(context: RequestContext) -> tuple[int, Json]:  # noqa: ARG001 - a handler's signature
        return 200, value

    return handler


def _matching(entries: list[Json], text: str) -> tuple[int, Json]:
    """Return the distinct entries that contain `text` in one of their values."""
    # Several cities share a country, which would be listed once per city.
    distinct = {tuple(entry.items()): entry for entry in entries}.values()
    matches = [e for e in distinct if any(contains(text, str(value)) for value in e.values())]
    return 200, matches[:MAX_MATCHES]


def _locations(*keys: str) -> Callable[[RequestContext], tuple[int, Json]]:
    """Return a handler that searches the locations with these keys."""

    def handler(context: RequestContext) -> tuple[int, Json]:
        entries = [
            {
                **{key: getattr(location, key) for key in keys},
                "country_grouping": GROUPINGS[location.continent],
            }
            for location in LOCATIONS
        ]
        return _matching(entries, context.params["text"])

    return handler


def _technologies(context: RequestContext) -> tuple[int, Json]:
    return _matching([{"name": name} for name in TECHNOLOGIES], context.params["text"])


def _names(context: RequestContext) -> tuple[int, Json]:
    companies = (company_by_number(number, seed=context.seed) for number in range(COMPANY_COUNT))
    matches = [item for item in companies if contains(context.params["text"], item.name)]
    return 200, [
        {
            "companyId": item.id,
            "name": item.name,
            "logoUrl": company_data(item)["logoUrl"],
            "fqdn": company_data(item)["fqdn"],
        }
        for item in matches[:MAX_MATCHES]
    ]


def _ranges(ranges: tuple[tuple[int, int], ...]) -> Json:
    return [{"min": minimum, "max": maximum} for minimum, maximum in ranges]


# By records and list, such as "contacts departments".
FILTER_LISTS: dict[str, Callable[[RequestContext], tuple[int, Json]]] = {
    "contacts departments": _constant(list(HIRING_DEPARTMENTS)),
    "contacts seniority": _constant(
        [{"id": number, "name": name} for number, name in SENIORITY_NAMES.items()]
    ),
    "contacts data-points": _constant(list(DATA_POINTS)),
    "contacts countries": _constant(
        [
            {"name": name, "code": code}
            # The order of a set of texts differs between processes.
            for name, code in sorted({(row.country, row.country_iso2) for row in LOCATIONS})
        ]
    ),
    "contacts locations": _locations("continent", "country", "city", "state"),
    "companies names": _names,
    "companies industries": _constant(
        [
            {
                "main_industry": main,
                "main_industry_id": number + 1,
                "sub_industries": [{"value": sub, "id": FIRST_SUB_INDUSTRY + number}],
            }
            for number, (main, sub, _, _) in enumerate(INDUSTRIES)
        ]
    ),
    "companies sizes": _constant(_ranges(SIZES)),
    "companies revenues": _constant(_ranges(REVENUES)),
    "companies locations": _locations("continent", "country"),
    "companies sics": _constant(
        [{"code": str(sic), "label": sub} for _, sub, sic, _ in INDUSTRIES]
    ),
    "companies naics": _constant(
        [{"code": str(naics), "label": sub} for _, sub, _, naics in INDUSTRIES]
    ),
    "companies intent-topics": _constant(list(TOPICS)),
    "companies technologies": _technologies,
}
