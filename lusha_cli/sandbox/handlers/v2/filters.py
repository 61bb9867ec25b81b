"""Handlers of the filters: the vocabularies of the searches."""

from collections.abc import Callable
from typing import Any

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
    GROUPINGS,
    INDUSTRIES,
    LOCATIONS,
    REVENUES,
    SENIORITY_NAMES,
    SIZES,
    TECHNOLOGIES,
    TOPICS,
)
from lusha_cli.sandbox.request_context import Exchange

# Sub-industries are numbered from here, main ones from 1.
FIRST_SUB_INDUSTRY = 101
MOST_FOUND = 20


def _answers(value: Json) -> Callable[[Exchange], tuple[int, Json]]:
    def answer(exchange: Exchange) -> tuple[int, Json]:  # noqa: ARG001 - a handler's signature
        return 200, value

    return answer


def _found(entries: list[Json], text: str) -> tuple[int, Json]:
    """The distinct entries that have `text` in one of their values."""
    distinct = {tuple(entry.items()): entry for entry in entries}.values()
    hits = [e for e in distinct if any(contains(text, str(value)) for value in e.values())]
    return 200, hits[:MOST_FOUND]


def _place(place: tuple[Any, ...], *, whole: bool) -> Json:
    city, state, _, country, _, continent, _ = place
    near = {"city": city, "state": state} if whole else {}
    return {
        "continent": continent,
        "country": country,
        **near,
        "country_grouping": GROUPINGS[continent],
    }


def _contact_locations(exchange: Exchange) -> tuple[int, Json]:
    return _found([_place(place, whole=True) for place in LOCATIONS], exchange.given["text"])


def _company_locations(exchange: Exchange) -> tuple[int, Json]:
    return _found([_place(place, whole=False) for place in LOCATIONS], exchange.given["text"])


def _technologies(exchange: Exchange) -> tuple[int, Json]:
    return _found([{"name": name} for name in TECHNOLOGIES], exchange.given["text"])


def _names(exchange: Exchange) -> tuple[int, Json]:
    firms = (company_by_number(number, seed=exchange.seed) for number in range(COMPANY_COUNT))
    hits = [firm for firm in firms if contains(exchange.given["text"], firm.name)]
    return 200, [
        {
            "companyId": firm.id,
            "name": firm.name,
            "logoUrl": company_data(firm)["logoUrl"],
            "fqdn": company_data(firm)["fqdn"],
        }
        for firm in hits[:MOST_FOUND]
    ]


def _ranges(ranges: tuple[tuple[int, int], ...]) -> Json:
    return [{"min": least, "max": most} for least, most in ranges]


HANDLERS = {
    "filters contacts departments": _answers(list(HIRING_DEPARTMENTS)),
    "filters contacts seniority": _answers(
        [{"id": number, "name": name} for number, name in SENIORITY_NAMES.items()]
    ),
    "filters contacts data-points": _answers(list(DATA_POINTS)),
    "filters contacts countries": _answers(
        [
            {"name": name, "code": code}
            for name, code in sorted({(place[3], place[4]) for place in LOCATIONS})
        ]
    ),
    "filters contacts locations": _contact_locations,
    "filters companies names": _names,
    "filters companies industries": _answers(
        [
            {
                "main_industry": main,
                "main_industry_id": number + 1,
                "sub_industries": [{"value": sub, "id": FIRST_SUB_INDUSTRY + number}],
            }
            for number, (main, sub, _, _) in enumerate(INDUSTRIES)
        ]
    ),
    "filters companies sizes": _answers(_ranges(SIZES)),
    "filters companies revenues": _answers(_ranges(REVENUES)),
    "filters companies locations": _company_locations,
    "filters companies sics": _answers(
        [{"code": str(sic), "label": sub} for _, sub, sic, _ in INDUSTRIES]
    ),
    "filters companies naics": _answers(
        [{"code": str(naics), "label": sub} for _, sub, _, naics in INDUSTRIES]
    ),
    "filters companies intent-topics": _answers(list(TOPICS)),
    "filters companies technologies": _technologies,
}
