"""Signals of people and companies: what happened to them, and when; made from the seed."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from lusha_cli.api.schema.v2 import FIGURE_SIGNALS, NEWS_SIGNALS
from lusha_cli.api.signal_types import COMPANY_SIGNALS, CONTACT_SIGNALS, HIRING_DEPARTMENTS
from lusha_cli.sandbox.data.companies import Company, company_by_number
from lusha_cli.sandbox.data.names import LOCATIONS
from lusha_cli.sandbox.data.people import Person, profile

Json = dict[str, Any]

# Every signal happened within a round before this day, and once in each round before and after.
# The latest time is the one told: whatever day it is, the last two years have their signals.
REFERENCE_DAY = date(2026, 11, 1)
CYCLE_DAYS = 721

NEWS_EVENT_TYPES = {
    "riskNews": ("Security Issue", "Lawsuit Faced"),
    "commercialActivityNews": ("Partnership", "New Customer", "New Vendor"),
    "corporateStrategyNews": ("M&A", "New Location", "Facility Closure"),
    "financialEventsNews": ("Funding Round", "IPO"),
    "peopleNews": ("Executive Hire", "Executive Departure"),
    "marketIntelligenceNews": ("Recognition", "Event Participation"),
    "productActivityNews": ("Product Launch", "Product Integration"),
}


def person_signals(
    found: Person, asked: list[str], *, since: date, today: date
) -> dict[str, list[Json]]:
    """The promotions and company changes of a person since a day."""
    job = profile(found)
    wanted = CONTACT_SIGNALS[1:] if "allSignals" in asked else asked
    signals: dict[str, list[Json]] = {name: [] for name in CONTACT_SIGNALS[1:] if name in wanted}
    for position, days in enumerate(job["changes"]):
        name, (day, _) = CONTACT_SIGNALS[1 + position % 2], _latest(days, today)
        if name in signals and day >= since:
            old = found.company if name == "promotion" else previous_employer(found)
            signals[name].append(
                {
                    "personId": str(found.id),
                    "currentCompanyId": found.company.id,
                    "currentCompanyName": found.company.name,
                    "currentDepartments": job["department"],
                    "currentSeniorityLabel": job["seniority"].lower(),
                    "currentTitle": job["title"],
                    "signalDate": day.isoformat(),
                    "previousCompanyName": old.name,
                    "previousDomain": old.domain,
                    "currentDomain": found.company.domain,
                }
            )
    return signals


def known_previous_employer(found: Person) -> Company | None:
    """Where a person worked before, if they ever changed their company."""
    return previous_employer(found) if len(profile(found)["changes"]) > 1 else None


def previous_employer(found: Person) -> Company:
    """Where a person who changes the company comes from."""
    return company_by_number((found.company.number + 501) % 1000, seed=found.company.seed)


def company_signals(
    found: Company, asked: list[str], *, since: date, today: date, include: Json
) -> dict[str, list[Json]]:
    """The signals of a company since a day, of the asked types and sub-filters."""
    everything = (*FIGURE_SIGNALS, *NEWS_SIGNALS)
    wanted = [name for name in everything if "allSignals" in asked or name in asked]
    return {
        name: [
            signal
            for day, signal in _of_type(found, name, today)
            if day >= since and _passes(name, signal, include)
        ]
        for name in wanted
    }


def new_company_signal(found: Company, name: str, *, day: date, number: int) -> Json:
    """A signal of a company that happens on this day; each `number` is another one."""
    random = Random(f"{found.seed}:fresh:{found.number}:{name}:{number}")
    special = _news(found, name, random, day) if name in NEWS_EVENT_TYPES else _figures(name, random)
    dated = special if name in NEWS_EVENT_TYPES else {"signalDate": day.isoformat(), **special}
    return {
        "companyId": str(found.id),
        "signalId": str(9_000_000 + number),
        "companyName": found.name,
        "domain": found.domain,
        **dated,
    }


def _latest(days: int, today: date) -> tuple[date, int]:
    """When that which happens `days` before the end of each round last did, and in which round."""
    day = REFERENCE_DAY - timedelta(days=days)
    rounds = (today - day).days // CYCLE_DAYS
    return day + timedelta(days=rounds * CYCLE_DAYS), rounds


def _of_type(found: Company, name: str, today: date) -> Iterator[tuple[date, Json]]:
    random = Random(f"{found.seed}:signal:{found.number}:{name}")
    for position in range(random.randrange(3)):
        day, rounds = _latest(random.randrange(CYCLE_DAYS), today)
        kind = COMPANY_SIGNALS.index(name)
        place = (found.number * len(COMPANY_SIGNALS) + kind) * 2 + position
        signal_id = str(1_500_000 + rounds * 100_000 + place)
        same = {
            "companyId": str(found.id),
            "signalId": signal_id,
            "companyName": found.name,
            "domain": found.domain,
        }
        special = _news(found, name, random, day) if name in NEWS_EVENT_TYPES else _figures(name, random)
        dated = special if name in NEWS_EVENT_TYPES else {"signalDate": day.isoformat(), **special}
        yield day, {**same, **dated}


def _news(found: Company, name: str, random: Random, day: date) -> Json:
    event = random.choice(NEWS_EVENT_TYPES[name])
    title = f"{found.name}: {event.lower()}"
    return {
        "eventType": event,
        "eventSummary": f"{title}.",
        "articlePublishedDate": day.isoformat(),
        "articleTitle": title,
        "articleHighlight": f"{title}, the company says.",
        "eventEffectiveDate": day.isoformat(),
        "articleUrl": f"https://news.example/{found.slug}/{day:%Y%m%d}",
    }


def _figures(name: str, random: Random) -> Json:
    rate = random.randint(10, 90) * (-1 if "Decrease" in name else 1)
    base = random.randint(2, 50) * 20
    changed = base + base * rate // 100
    by_kind: tuple[tuple[str, Json], ...] = (
        ("websiteTraffic", {"historicalAvg": base * 500, "lastMonthVisits": changed * 500}),
        ("itSpend", {"estimatedAnnualItSpend": changed * 10_000}),
        ("headcount", {"baselineEmployeesCount": base, "newEmployeesCount": changed}),
        ("surgeInHiringBy", {"newJobsPostedLast4Weeks": changed, "historicalAvg": base}),
        ("surgeInHiring", {"newJobsPostedLastWeek": changed, "historicalAvg": base}),
    )
    figures = next(figures for kind, figures in by_kind if name.startswith(kind))
    if name.endswith("ByDepartment"):
        figures["department"] = random.choice(HIRING_DEPARTMENTS)
    if name.endswith("ByLocation"):
        place = random.choice(LOCATIONS)
        figures.update(country=place[3], state=place[1])
    return {**figures, "changeRatePercent": rate}


def _passes(name: str, signal: Json, include: Json) -> bool:
    """Whether a signal passes the sub-filters, each of which governs its own types."""
    events, departments = include.get("newsEventTypes"), include.get("hiringByDepartments")
    places = include.get("hiringByLocations")
    if name in NEWS_EVENT_TYPES and events:
        return signal["eventType"] in events
    if name.endswith("ByDepartment") and departments:
        return signal["department"] in departments
    if name.endswith("ByLocation") and places:
        return any(all(signal[k] == v for k, v in place.items()) for place in places)
    return True
