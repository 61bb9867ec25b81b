"""Handler of the V3 website visits: companies that visit the sandbox companies' sites.

Visits are computed from the seed in blocks of four weeks, so that a day has the same visits in
every requested window.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from random import Random
from typing import NamedTuple

from lusha_cli.json_types import Json
from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data.companies import (
    COMPANY_COUNT,
    Company,
    company_by_domain,
    company_by_number,
    company_data,
)
from lusha_cli.sandbox.data.names import LOCATIONS
from lusha_cli.sandbox.handlers.v3.companies import company_preview
from lusha_cli.sandbox.handlers.v3.results import request_id
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext

RANGE_FILTERS = (
    "score", "totalSessions", "avgSessionMinutes", "uniqueVisitors", "daysVisited",
    "highIntentPageviews", "daysSinceLastVisit",
)  # fmt: skip
SORT_KEYS = (*RANGE_FILTERS, "lastVisit")
# Companies that visit a site at all, of 1,000.
_VISITOR_COUNT_RANGE = (30, 80)
# The share of days on which a visitor visits.
_VISIT_RATES = (0.03, 0.08, 0.2, 0.45)
_BLOCK_DAYS = 28
_MAX_MONTHS = 3


class Session(NamedTuple):
    """One visit: the day as an ordinal, the visitor, the minutes and high-intent pages."""

    day: int
    visitor: int
    minutes: float
    pages: int


def website_visits(context: RequestContext) -> tuple[int, Json]:
    """Return a page of the companies that visited the sites in a window of days."""
    params = context.params
    sites = _tracked_sites(context)
    start, end = (date.fromisoformat(params[name]) for name in ("startDate", "endDate"))
    _check_window(start, end)
    filters = params.get("filters", {})
    # Nobody has visited in the future yet.
    window = start.toordinal(), min(end, context.today).toordinal()
    visits = [
        (company, figures)
        for company, figures in _visiting_companies(sites, window, context.today)
        if _passes(figures, filters)
    ]
    _sort(visits, **params.get("sort", {}))
    page, size = params["pagination"]["page"], params["pagination"]["size"]
    results = [
        {**company_preview(context, {}, company), **figures}
        for company, figures in visits[page * size : (page + 1) * size]
    ]
    meter = CreditMeter(context)
    meter.charge("companySearch", len(results))
    return 200, {
        "requestId": request_id(context),
        "results": results,
        "pagination": {"size": size, "page": page, "total": len(visits)},
        "billing": {"creditsCharged": meter.settle(), "resultsReturned": len(results)},
    }


def _sort(visits: list[tuple[Company, Json]], *, by: str = "score", order: str = "desc") -> None:
    """Sort visits in place. Raises ApiError 400 for an unknown key."""
    if by not in SORT_KEYS:
        raise ApiError(400, f"sort.by must be one of: {', '.join(SORT_KEYS)}")
    visits.sort(key=lambda entry: entry[1][by], reverse=order == "desc")


def _tracked_sites(context: RequestContext) -> list[Company]:
    """Return the companies of the requested sites. Raises ApiError 400 if one is untracked."""
    sites_by_number, unknown = {}, []
    for domain in context.params["domains"]:
        scenarios.apply_scenario(scenarios.scenario_of(domain), context)
        site = company_by_domain(domain, seed=context.seed)
        if site is None:
            unknown.append(domain)
        else:
            sites_by_number[site.number] = site
    if unknown:
        raise ApiError(400, f"Not configured for tracking: {', '.join(unknown)}")
    return list(sites_by_number.values())


def _check_window(start: date, end: date) -> None:
    """Raise ApiError 400 for a window that is reversed or too long."""
    if start > end:
        raise ApiError(400, "startDate must not be after endDate")
    year, month = divmod(end.year * 12 + end.month - 1 - _MAX_MONTHS, 12)
    # date() has no year 0, and a window that ends this early can't be too long.
    if year < 1:
        return
    if start < date(year, month + 1, min(end.day, monthrange(year, month + 1)[1])):
        raise ApiError(400, f"The date range must not be longer than {_MAX_MONTHS} months")


def _visiting_companies(
    sites: list[Company], window: tuple[int, int], today: date
) -> Iterator[tuple[Company, Json]]:
    """Yield every company that visited in the window, with its figures of all sites."""
    # Sorted, because visits with equal sort keys stay in this order.
    numbers = sorted({number for site in sites for number in _visitors(site)})
    for number in numbers:
        company = company_by_number(number, seed=sites[0].seed)
        sessions = [
            session
            for site in sites
            if number in _visitors(site)
            for session in _sessions(site, company, window)
        ]
        if sessions:
            yield company, _figures(company, sessions, today)


@lru_cache(maxsize=COMPANY_COUNT)
def _visitors(site: Company) -> frozenset[int]:
    """Return the numbers of the companies that visit a site, without the company itself."""
    random = Random(f"{site.seed}:visitors:{site.number}")
    sampled = random.sample(range(COMPANY_COUNT), k=random.randint(*_VISITOR_COUNT_RANGE))
    return frozenset(
        number
        for number in sampled
        if number != site.number and not company_by_number(number, seed=site.seed).is_partial
    )


def _sessions(site: Company, visitor: Company, window: tuple[int, int]) -> Iterator[Session]:
    first, last = window
    name = f"{site.seed}:visits:{site.number}:{visitor.number}"
    habits = Random(name)
    rate, visitor_count = habits.choice(_VISIT_RATES), habits.randint(1, 6)
    for block in range(first // _BLOCK_DAYS, last // _BLOCK_DAYS + 1):
        random = Random(f"{name}:{block}")
        for day in range(block * _BLOCK_DAYS, (block + 1) * _BLOCK_DAYS):
            number = random.randint(1, 3) if random.random() < rate else 0
            for _ in range(number):
                # Drawn outside the window too, so that later values do not depend on the window.
                minutes, pages = random.uniform(0.3, 12), random.choice((0, 0, 1, 3))
                session = Session(day, random.randrange(visitor_count), minutes, pages)
                if first <= day <= last:
                    yield session


def _figures(company: Company, sessions: list[Session], today: date) -> Json:
    days = {session.day for session in sessions}
    visitors = {session.visitor for session in sessions}
    intent = sum(session.pages for session in sessions)
    points = 4 * len(days) + 3 * intent + 2 * len(visitors)
    score = 100 * points // (points + 60)
    last = date.fromordinal(max(days))
    country = _country(company)
    return {
        "score": score,
        "scoreBand": "hot" if score >= 60 else "warm" if score >= 30 else "cold",
        "totalSessions": len(sessions),
        "uniqueVisitors": len(visitors),
        "avgSessionMinutes": round(sum(session.minutes for session in sessions) / len(sessions), 1),
        "daysVisited": len(days),
        "highIntentPageviews": intent,
        "daysSinceLastVisit": (today - last).days,
        "lastVisit": last.isoformat(),
        **({"visitorCountry": country} if country else {}),
    }


def _country(company: Company) -> str:
    """Return a visitor country, mostly that of the head office; "" for one in ten."""
    random = Random(f"{company.seed}:country:{company.number}")
    foreign_country = random.choice(LOCATIONS).country_iso2
    chance = random.random()
    if chance < 0.1:
        return ""
    return foreign_country if chance < 0.25 else str(company_data(company)["countryIso2"])


def _passes(figures: Json, filters: Json) -> bool:
    bands, countries = filters.get("scoreBands"), filters.get("visitorCountries", {})
    country = figures.get("visitorCountry", "")
    included, excluded = countries.get("include"), countries.get("exclude", [])
    return (
        (not bands or figures["scoreBand"] in bands)
        and (not included or country in included)
        and country not in excluded
        and all(_within(figures[name], filters.get(name, {})) for name in RANGE_FILTERS)
    )


def _within(value: float, bounds: Json) -> bool:
    minimum, maximum = bounds.get("min", value), bounds.get("max", value)
    return bool(minimum <= value <= maximum)


HANDLERS = {"companies website-visits": website_visits}
