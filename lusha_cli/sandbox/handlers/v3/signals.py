"""Handlers of V3's signals, of scores made of them, and of buying groups."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import Company, company_by_domain, company_by_id
from lusha_cli.sandbox.data.names import INTENT_CATEGORIES, TOPICS
from lusha_cli.sandbox.data.people import Person, person_by_id, profile, employees_of
from lusha_cli.sandbox.handlers.v2.person import Subject
from lusha_cli.sandbox.handlers.v3.companies import resolve_company
from lusha_cli.sandbox.handlers.v3.contacts import resolve_person, contact_preview
from lusha_cli.sandbox.handlers.v3.results import lookup_response, error_result, reference
from lusha_cli.sandbox.handlers.v3.tables import write_to_table
from lusha_cli.sandbox.http import Refusal
from lusha_cli.sandbox.id_tokens import id_of
from lusha_cli.sandbox.prices import PRICES
from lusha_cli.sandbox.request_context import Bill, Exchange

Json = dict[str, Any]

DEFAULT_SIGNALS_PER_TYPE = 100
PERSONAS = ("decision_maker", "potential_champion", "end_user")


def contact_signals(exchange: Exchange) -> tuple[int, Json]:
    """What happened to people, by their ids."""

    def told(found: Person) -> Json:
        happened = _of_person(found, exchange)
        return {
            "id": str(found.id),
            **{kind: [_change(one) for one in entries] for kind, entries in happened.items()},
        }

    return _told(exchange, "contacts", lambda id_: person_by_id(id_, seed=exchange.seed), told)


def company_signals(exchange: Exchange) -> tuple[int, Json]:
    """What happened to companies, by their ids."""

    def told(found: Company) -> Json:
        return {
            "id": str(found.id),
            "companyName": found.name,
            "domain": f"www.{found.domain}",
            **_of_company(found, exchange),
        }

    return _told(exchange, "companies", lambda id_: company_by_id(id_, seed=exchange.seed), told)


def _told(
    exchange: Exchange, kind: str, find: Callable[[str], Any], tell: Callable[[Any], Json]
) -> tuple[int, Json]:
    """The signals of those who are found, each of which is charged."""
    exchange.check_signals()
    given = exchange.given
    most = given.get("maxResultsPerSignal", DEFAULT_SIGNALS_PER_TYPE)
    found = [one for one in (find(id_of(text)) for text in given["ids"]) if one is not None]
    results = [_cut(tell(one), most) for one in found]
    bill = Bill(exchange)
    number = sum(len(value) for one in results for value in one.values() if isinstance(value, list))
    bill.charge(number)
    answer: Json = {
        "results": results,
        "startDate": exchange.since(given.get("startDate")).isoformat(),
        "endDate": exchange.today.isoformat(),
        "billing": {"creditsCharged": bill.settle(), "resultsReturned": number},
    }
    if "tableId" in given:
        answer.update(write_to_table(exchange, kind, given["tableId"], [str(one.id) for one in found]))
    return 200, answer


def _cut(result: Json, most: int) -> Json:
    """A result with at most so many signals of each type, and without types that have none."""
    kept = {
        key: value[:most] if isinstance(value, list) else value for key, value in result.items()
    }
    return {key: value for key, value in kept.items() if value != []}


def _of_person(found: Person, exchange: Exchange) -> dict[str, list[Json]]:
    since = exchange.since(exchange.given.get("startDate"))
    types = exchange.given.get("signalTypes", ["allSignals"])
    return signals.person_signals(found, types, since=since, today=exchange.today)


def _of_company(found: Company, exchange: Exchange) -> dict[str, list[Json]]:
    given, since = exchange.given, exchange.since(exchange.given.get("startDate"))
    types = given.get("signalTypes", ["allSignals"])
    told = signals.company_signals(found, types, since=since, today=exchange.today, include={})
    if {"allSignals", "linkedinActivityIntent"} & set(types):
        include = given.get("filters", {}).get("include", {})
        told["linkedinActivityIntent"] = [
            one
            for one in activities(found, exchange.today)
            if one["activityPublicationDate"] >= since.isoformat()
            and one["signalCategory"] in include.get("intentCategories", INTENT_CATEGORIES)
        ]
    return told


def _change(signal: Json) -> Json:
    """A promotion or a company change as V3 has it."""
    return {
        "id": signal["personId"],
        "signalDate": signal["signalDate"],
        "previousCompany": signal["previousCompanyName"],
        "newCompany": signal["currentCompanyName"],
        "currentTitle": signal["currentTitle"],
        "currentCompanyName": signal["currentCompanyName"],
    }


def activities(found: Company, today: date) -> list[Json]:
    """What people of a company wrote that shows an intent; nobody did in two of three of them."""
    random = Random(f"{found.seed}:activity:{found.number}")
    return [] if random.random() > 0.34 else [_activity(found, random, today)]


def new_activity(found: Company, *, day: date, number: int) -> Json:
    """What somebody of a company writes on this day; each `number` is another post."""
    random = Random(f"{found.seed}:fresh:{found.number}:{number}")
    return {**_activity(found, random, day), "activityPublicationDate": day.isoformat()}


def _activity(found: Company, random: Random, today: date) -> Json:
    writer = random.choice(employees_of(found))
    topic = random.randrange(len(TOPICS))
    day = today - timedelta(days=random.randrange(150))
    return {
        "companyId": found.id,
        "activityPublicationDate": day.isoformat(),
        "signalCategory": INTENT_CATEGORIES[topic],
        "intentTopics": [{"topic": TOPICS[topic], "category": INTENT_CATEGORIES[topic]}],
        "author": _writer(writer),
        "contactsMentioned": [_writer(one) for one in random.sample(employees_of(found), k=topic % 2)],
        "companiesMentioned": [
            {
                "id": str(found.id),
                "name": found.name,
                "linkedinUrl": f"https://www.linkedin.com/company/{found.slug}",
            }
        ],
        "activityUrl": f"https://www.linkedin.com/posts/{found.slug}-{found.number}",
        "activitySummary": f"{writer.full_name} asks about {TOPICS[topic].lower()}.",
        "activityLikes": random.randrange(90),
        "activityComments": random.randrange(20),
        "activityShares": random.randrange(9),
        "activityType": "post",
    }


def _writer(one: Person) -> Json:
    return {"id": str(one.id), "fullName": one.full_name, "linkedinUrl": one.linkedin}


def score_contacts(exchange: Exchange) -> tuple[int, Json]:
    """How active people are, by what names them."""

    def scored(item: Json, bill: Bill) -> Json:
        found = resolve_person(exchange, item)
        if isinstance(found, dict):
            return found
        who = found.person
        if who.is_partial:
            return {**reference(item), "id": str(who.id), "error": _NO_SCORE}
        bill.charge(PRICES["signal_score_contact_reveal"].credits)
        firm = who.company
        return {
            **reference(item),
            "id": str(who.id),
            "fullName": who.full_name,
            "company": {"id": str(firm.id), "name": firm.name, "domain": f"www.{firm.domain}"},
            **_score(_of_person(who, exchange)),
        }

    return lookup_response(exchange, exchange.given["contacts"], scored, charge_search=False)


def score_companies(exchange: Exchange) -> tuple[int, Json]:
    """How active companies are, by what names them."""

    def scored(item: Json, bill: Bill) -> Json:
        _check_once(item, "id", "domain", "name", "email")
        email = item.get("email", "")
        named = {**item, "domain": email.rpartition("@")[2]} if email else item
        found = resolve_company(exchange, named)
        if isinstance(found, dict):
            return found
        if found.is_partial:
            return {**reference(item), "id": str(found.id), "error": _NO_SCORE}
        bill.charge(PRICES["signal_score_company_reveal"].credits)
        return {
            **reference(item),
            "id": str(found.id),
            "name": found.name,
            "domain": f"www.{found.domain}",
            **_score(_of_company(found, exchange)),
        }

    return lookup_response(exchange, exchange.given["companies"], scored, charge_search=False)


_NO_SCORE = {"code": "NO_SCORE", "message": "There is no score for it"}


def _score(told: dict[str, list[Json]]) -> Json:
    active = [kind for kind, happened in told.items() if happened]
    share = len(active) / len(told) if told else 0.0
    return {"signalScore": round(share, 2), "signalTypes": active, "noActiveSignals": not active}


def buying_group(exchange: Exchange) -> tuple[int, Json]:
    """The people of companies who decide, push or use, by how likely they are to."""
    given = exchange.given
    pages = given.get("pagination", {})
    page, size = pages.get("page", 0), pages.get("size", 100)
    items = given["companies"]

    def grouped(item: Json, bill: Bill) -> Json:
        _check_once(item, "id", "domain")
        scenarios.befall(scenarios.named(item.get("domain")), exchange)
        found = (
            company_by_id(id_of(item["id"]), seed=exchange.seed)
            if item.get("id")
            else company_by_domain(item["domain"], seed=exchange.seed)
        )
        if found is None:
            return error_result(item, "NOT_FOUND")
        contacts = _group(exchange, found)
        bill.charge(PRICES["buyingGroupContact"].credits * len(contacts))
        return {**reference(item), "companyId": str(found.id), "contacts": contacts}

    status, answer = lookup_response(
        exchange, items[page * size : (page + 1) * size], grouped, charge_search=False
    )
    answer["pagination"] = {"page": page, "size": size, "total": len(items)}
    return status, answer


def _check_once(item: Json, *keys: str) -> None:
    """Raises Refusal 400 where not exactly one of these names a company."""
    if sum(bool(item.get(key)) for key in keys) != 1:
        raise Refusal(400, f"A company needs exactly one of: {', '.join(keys)}")


def _group(exchange: Exchange, found: Company) -> list[Json]:
    wanted = exchange.given.get("personas") or PERSONAS
    known = [(one, *_role(one)) for one in employees_of(found) if not one.is_partial]
    known.sort(key=lambda entry: -entry[2])
    chosen = [entry for entry in known if entry[1] in wanted]
    plain = exchange._replace(given={})
    firm = {"id": str(found.id), "name": found.name, "domain": f"www.{found.domain}"}
    return [
        {**contact_preview(plain, {}, Subject(one)), "company": firm, "roles": [role], "score": score}
        for one, role, score in chosen[: exchange.given.get("contactsLimit", 60)]
    ]


def _role(one: Person) -> tuple[str, float]:
    """What a person would be in a purchase, and how surely."""
    rank = profile(one)["seniority_id"]
    role = PERSONAS[0] if rank >= 7 else PERSONAS[1] if rank >= 5 else PERSONAS[2]
    return role, round(Random(f"{one.company.seed}:role:{one.number}").uniform(0.3, 0.99), 3)


HANDLERS = {
    "contacts signals": contact_signals,
    "companies signals": company_signals,
    "contacts signal-score": score_contacts,
    "companies signal-score": score_companies,
    "contacts buying-group": buying_group,
}
