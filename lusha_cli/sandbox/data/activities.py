"""The signals of V3: those of V2, and posts by people of a company that show intent."""

from datetime import date, timedelta
from random import Random

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import Company
from lusha_cli.sandbox.data.names import INTENT_CATEGORIES, TOPICS
from lusha_cli.sandbox.data.people import Person, employees_of


def v3_signals(
    entity: Person | Company,
    types: list[str],
    *,
    since: date,
    today: date,
    include: Json = None,
    categories: list[str] | None = None,
) -> dict[str, list[Json]]:
    """Return the signals of an entity since a day, by type.

    `include` filters them as in V2; `categories` are those of the posts, all by default.
    """
    signals_by_type = signals.signals_of(entity, types, since=since, today=today, include=include)
    if isinstance(entity, Company) and {"allSignals", "linkedinActivityIntent"} & set(types):
        signals_by_type["linkedinActivityIntent"] = [
            activity
            for activity in _activities(entity, today)
            if activity["activityPublicationDate"] >= since.isoformat()
            and (categories is None or activity["signalCategory"] in categories)
        ]
    return signals_by_type


def _activities(company: Company, today: date) -> list[Json]:
    """Return posts by a company's people that show intent; two of three companies have none."""
    random = Random(f"{company.seed}:activity:{company.number}")
    return [] if random.random() > 0.34 else [_activity(company, random, today)]


def new_activity(company: Company, *, day: date, number: int) -> Json:
    """Return a post by one of a company's people on a day; each `number` makes a new one."""
    random = Random(f"{company.seed}:fresh:{company.number}:{number}")
    return {**_activity(company, random, day), "activityPublicationDate": day.isoformat()}


def _activity(company: Company, random: Random, today: date) -> Json:
    writer = random.choice(employees_of(company))
    topic = random.randrange(len(TOPICS))
    day = today - timedelta(days=random.randrange(150))
    return {
        "companyId": company.id,
        "activityPublicationDate": day.isoformat(),
        "signalCategory": INTENT_CATEGORIES[topic],
        "intentTopics": [{"topic": TOPICS[topic], "category": INTENT_CATEGORIES[topic]}],
        "author": _author(writer),
        "contactsMentioned": [
            _author(person) for person in random.sample(employees_of(company), k=topic % 2)
        ],
        "companiesMentioned": [
            {
                "id": str(company.id),
                "name": company.name,
                "linkedinUrl": f"https://www.linkedin.com/company/{company.slug}",
            }
        ],
        "activityUrl": f"https://www.linkedin.com/posts/{company.slug}-{company.number}",
        "activitySummary": f"{writer.full_name} asks about {TOPICS[topic].lower()}.",
        "activityLikes": random.randrange(90),
        "activityComments": random.randrange(20),
        "activityShares": random.randrange(9),
        "activityType": "post",
    }


def _author(person: Person) -> Json:
    return {"id": str(person.id), "fullName": person.full_name, "linkedinUrl": person.linkedin}
