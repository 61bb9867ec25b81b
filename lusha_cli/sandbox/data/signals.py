"""Signals of people and companies, computed from the seed."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from lusha_cli.api.signal_types import (
    COMPANY_SIGNALS,
    CONTACT_SIGNALS,
    FIGURE_SIGNALS,
    HIRING_DEPARTMENTS,
    NEWS_SIGNALS,
)
from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.companies import Company, company_by_number
from lusha_cli.sandbox.data.names import LOCATIONS
from lusha_cli.sandbox.data.people import Person, profile

# Every signal occurs once per cycle, counted from this day in both directions.
# Only the latest occurrence is returned, so that the last two years always have signals.
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
    person: Person, types: list[str], *, since: date, today: date
) -> dict[str, list[Json]]:
    """Return the promotions and company changes of a person since a day, by type."""
    job = profile(person)
    requested_types = CONTACT_SIGNALS[1:] if "allSignals" in types else types
    signals: dict[str, list[Json]] = {
        name: [] for name in CONTACT_SIGNALS[1:] if name in requested_types
    }
    for position, days in enumerate(job["changes"]):
        name, (day, _) = CONTACT_SIGNALS[1 + position % 2], _latest(days, today)
        if name in signals and day >= since:
            employer = person.company if name == "promotion" else previous_employer(person)
            signals[name].append(
                {
                    "personId": str(person.id),
                    "currentCompanyId": person.company.id,
                    "currentCompanyName": person.company.name,
                    "currentDepartments": job["department"],
                    "currentSeniorityLabel": job["seniority"].lower(),
                    "currentTitle": job["title"],
                    "signalDate": day.isoformat(),
                    "previousCompanyName": employer.name,
                    "previousDomain": employer.domain,
                    "currentDomain": person.company.domain,
                }
            )
    return signals


def known_previous_employer(person: Person) -> Company | None:
    """Return the previous employer of a person who changed companies, or None."""
    return previous_employer(person) if len(profile(person)["changes"]) > 1 else None


def previous_employer(person: Person) -> Company:
    """Return the company that a person came from if they changed companies."""
    return company_by_number((person.company.number + 501) % 1000, seed=person.company.seed)


def company_signals(
    company: Company, types: list[str], *, since: date, today: date, include: Json
) -> dict[str, list[Json]]:
    """Return the signals of a company since a day, by type, filtered by `include`."""
    all_types = (*FIGURE_SIGNALS, *NEWS_SIGNALS)
    requested_types = [name for name in all_types if "allSignals" in types or name in types]
    return {
        name: [
            signal
            for day, signal in _signals_of_type(company, name, today)
            if day >= since and _passes(name, signal, include)
        ]
        for name in requested_types
    }


def signals_of(
    entity: Person | Company, types: list[str], *, since: date, today: date, include: Json = None
) -> dict[str, list[Json]]:
    """Return the signals of a person or company since a day, by type; see `company_signals`."""
    if isinstance(entity, Person):
        return person_signals(entity, types, since=since, today=today)
    return company_signals(entity, types, since=since, today=today, include=include or {})


def new_company_signal(company: Company, name: str, *, day: date, number: int) -> Json:
    """Return a signal of a company on a day; each `number` makes a different one."""
    random = Random(f"{company.seed}:fresh:{company.number}:{name}:{number}")
    # Above the ids of the signals that are computed from the seed.
    return _company_signal(company, name, random, day, signal_id=9_000_000 + number)


def _latest(days: int, today: date) -> tuple[date, int]:
    """Return the last date and cycle of an event `days` before the end of each cycle."""
    day = REFERENCE_DAY - timedelta(days=days)
    cycles = (today - day).days // CYCLE_DAYS
    return day + timedelta(days=cycles * CYCLE_DAYS), cycles


def _signals_of_type(company: Company, name: str, today: date) -> Iterator[tuple[date, Json]]:
    random = Random(f"{company.seed}:signal:{company.number}:{name}")
    type_index = COMPANY_SIGNALS.index(name)
    for position in range(random.randrange(3)):
        day, cycles = _latest(random.randrange(CYCLE_DAYS), today)
        index = (company.number * len(COMPANY_SIGNALS) + type_index) * 2 + position
        signal_id = 1_500_000 + cycles * 100_000 + index
        yield day, _company_signal(company, name, random, day, signal_id=signal_id)


def _company_signal(
    company: Company, name: str, random: Random, day: date, *, signal_id: int
) -> Json:
    is_news = name in NEWS_EVENT_TYPES
    return {
        "companyId": str(company.id),
        "signalId": str(signal_id),
        "companyName": company.name,
        "domain": company.domain,
        **({} if is_news else {"signalDate": day.isoformat()}),
        **(_news_fields(company, name, random, day) if is_news else _figure_fields(name, random)),
    }


def _news_fields(company: Company, name: str, random: Random, day: date) -> Json:
    event = random.choice(NEWS_EVENT_TYPES[name])
    title = f"{company.name}: {event.lower()}"
    return {
        "eventType": event,
        "eventSummary": f"{title}.",
        "articlePublishedDate": day.isoformat(),
        "articleTitle": title,
        "articleHighlight": f"{title}, the company reports.",
        "eventEffectiveDate": day.isoformat(),
        "articleUrl": f"https://news.example/{company.slug}/{day:%Y%m%d}",
    }


def _figure_fields(name: str, random: Random) -> Json:
    rate = random.randint(10, 90) * (-1 if "Decrease" in name else 1)
    base = random.randint(2, 50) * 20
    changed = base + base * rate // 100
    fields_by_prefix: tuple[tuple[str, Json], ...] = (
        ("websiteTraffic", {"historicalAvg": base * 500, "lastMonthVisits": changed * 500}),
        ("itSpend", {"estimatedAnnualItSpend": changed * 10_000}),
        ("headcount", {"baselineEmployeesCount": base, "newEmployeesCount": changed}),
        # Before its own prefix, because the first one that fits is used.
        ("surgeInHiringBy", {"newJobsPostedLast4Weeks": changed, "historicalAvg": base}),
        ("surgeInHiring", {"newJobsPostedLastWeek": changed, "historicalAvg": base}),
    )
    fields = next(fields for prefix, fields in fields_by_prefix if name.startswith(prefix))
    if name.endswith("ByDepartment"):
        fields["department"] = random.choice(HIRING_DEPARTMENTS)
    if name.endswith("ByLocation"):
        location = random.choice(LOCATIONS)
        fields.update(country=location.country, state=location.state)
    return {**fields, "changeRatePercent": rate}


def _passes(name: str, signal: Json, include: Json) -> bool:
    """Return whether a signal passes the sub-filters, each of which applies to its own types."""
    events, departments = include.get("newsEventTypes"), include.get("hiringByDepartments")
    locations = include.get("hiringByLocations")
    if name in NEWS_EVENT_TYPES and events:
        return signal["eventType"] in events
    if name.endswith("ByDepartment") and departments:
        return signal["department"] in departments
    if name.endswith("ByLocation") and locations:
        return any(all(signal[k] == v for k, v in location.items()) for location in locations)
    return True
