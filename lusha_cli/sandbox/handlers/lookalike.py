"""Handlers of lookalikes and recommendations: people and companies that are like given ones.

The lookalikes of V2 and V3 are one; what V3 does otherwise is in its own handlers.

Alike are people of the same department and seniority, and companies of the same industry.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from uuid import NAMESPACE_OID, uuid5

from lusha_cli.sandbox.data.companies import (
    COMPANY_COUNT,
    Company,
    company_by_domain,
    company_by_id,
    company_by_number,
    company_data,
)
from lusha_cli.sandbox.data.people import Person, employees_of, person_by_id, profile
from lusha_cli.sandbox.handlers.v2.person import find_person
from lusha_cli.sandbox.handlers.v3.tables import write_to_table
from lusha_cli.sandbox.http import Refusal
from lusha_cli.sandbox.id_tokens import id_of
from lusha_cli.sandbox.request_context import Bill, Exchange
from lusha_cli.sandbox.state import keep_session, session

Json = dict[str, Any]

DAYS_KEPT = 30
LIMIT = 25
# How few and how many seeds V3 takes in all.
SEEDS = (5, 100)


class Run(NamedTuple):
    """What one request of a session gives: its id, the next ones, and whether there are more."""

    name: str
    found: list[Any]
    has_more: bool
    charged: int


def lookalike_contacts(exchange: Exchange) -> tuple[int, Json]:
    """People who are like the seeds."""
    run = _people_like(exchange)
    records = [_alike_person(found, "contactId", "companyId") for found in run.found]
    return 201, {**_lookalikes(run, records), "creditsCharged": run.charged}


def lookalike_companies(exchange: Exchange) -> tuple[int, Json]:
    """Companies that are like the seeds."""
    run = _firms_like(exchange)
    records = [_alike_firm(found) for found in run.found]
    return 201, {**_lookalikes(run, records), "creditsCharged": run.charged}


def v3_lookalike_contacts(exchange: Exchange) -> tuple[int, Json]:
    """People who are like the seeds, over V3."""
    _check_seeds(exchange.given["seeds"])
    run = _people_like(exchange)
    records = [_alike_person(found, "id", "id") for found in run.found]
    return _v3_answer(exchange, "contacts", run, records)


def v3_lookalike_companies(exchange: Exchange) -> tuple[int, Json]:
    """Companies that are like the seeds, over V3."""
    _check_seeds(exchange.given["seeds"])
    run = _firms_like(exchange)
    return _v3_answer(exchange, "companies", run, [_v3_alike_firm(found) for found in run.found])


def recommended_contacts(exchange: Exchange) -> tuple[int, Json]:
    """People whom the account may want next to the ones it names."""
    given, seed = exchange.given, exchange.seed
    named = [entry["personId"] for entry in given["contacts"]]
    seeds = _known(person_by_id(text, seed=seed) for text in named)
    exclude = _known(person_by_id(text, seed=seed) for text in given.get("exclude", []))
    run = _run(exchange, given.get("requestId"), _like_people(seeds), seeds + exclude)
    records = [
        {
            "personId": str(found.id),
            "companyId": str(found.company.id),
            "name": found.full_name,
            "jobTitle": profile(found)["title"],
            "companyName": found.company.name,
        }
        for found in run.found
    ]
    return 201, _recommendations(run, "contacts", records)


def recommended_companies(exchange: Exchange) -> tuple[int, Json]:
    """Companies that the account may want next to the ones it names."""
    given, seed = exchange.given, exchange.seed
    named = [entry["companyId"] for entry in given["companies"]]
    seeds = _known(company_by_id(text, seed=seed) for text in named)
    exclude = _known(company_by_id(text, seed=seed) for text in given.get("exclude", []))
    run = _run(exchange, given.get("requestId"), _like_firms(seeds), seeds + exclude)
    records = [
        {
            "companyId": str(found.id),
            "name": found.name,
            "fqdn": company_data(found)["fqdn"],
            "description": company_data(found)["description"],
        }
        for found in run.found
    ]
    return 201, _recommendations(run, "companies", records)


def _check_seeds(seeds: Json) -> None:
    """Raises Refusal 400 for fewer or more seeds than V3 takes."""
    least, most = SEEDS
    if not least <= sum(map(len, seeds.values())) <= most:
        raise Refusal(400, f"seeds must name {least} to {most} in all")


def _people_like(exchange: Exchange) -> Run:
    given = exchange.given
    seeds, exclude = _people(given["seeds"], exchange), _people(given.get("exclude"), exchange)
    return _run(exchange, given.get("dedupeSessionId"), _like_people(seeds), seeds + exclude)


def _firms_like(exchange: Exchange) -> Run:
    given = exchange.given
    seeds, exclude = _firms(given["seeds"], exchange), _firms(given.get("exclude"), exchange)
    return _run(exchange, given.get("dedupeSessionId"), _like_firms(seeds), seeds + exclude)


def _run(exchange: Exchange, name: str | None, alike: Iterator[Any], not_these: list[Any]) -> Run:
    """The next of those who are alike, none twice in a session, charged by started 25."""
    owner = f"{exchange.account.name}/{exchange.operation}"
    given: list[str] | None = []
    if name is not None:
        since = exchange.now - DAYS_KEPT * 86400
        given = session(exchange.db, name, owner=owner, since=since)
        if given is None:
            raise _ended(exchange.operation)
    seen = {*(given or []), *(str(one.id) for one in not_these)}
    limit = exchange.given.get("limit", LIMIT)
    found: list[Any] = []
    has_more = False
    for one in alike:
        if str(one.id) in seen:
            continue
        if len(found) == limit:
            has_more = True
            break
        seen.add(str(one.id))
        found.append(one)
    name = name or str(uuid5(NAMESPACE_OID, f"{owner}/{exchange.nonce}"))
    kept = [*(given or []), *(str(one.id) for one in found)]
    keep_session(exchange.db, name, owner=owner, given=kept, now=exchange.now)
    bill = Bill(exchange)
    charged = bill.charge(-(-len(found) // 25))
    bill.settle()
    return Run(name, found, has_more, charged)


def _ended(operation: str) -> Refusal:
    if operation.startswith("recommendations"):
        return Refusal(400, "requestId is not of a request of this account")
    refusal = Refusal(
        410, "The session is not known, or its 30 days are over", errors=["DEDUPE_SESSION_INVALID"]
    )
    if "contacts" in operation:
        refusal.body = {"code": "DEDUPE_SESSION_INVALID", "message": refusal.body["message"]}
    return refusal


def _lookalikes(run: Run, records: list[Json]) -> Json:
    return {
        "dedupeSessionId": run.name,
        "results": records,
        "meta": {"returned": len(records), "hasMore": run.has_more},
    }


def _v3_answer(exchange: Exchange, kind: str, run: Run, records: list[Json]) -> tuple[int, Json]:
    answer = _lookalikes(run, records)
    if "tableId" in exchange.given:
        ids = [record["id"] for record in records]
        answer.update(write_to_table(exchange, kind, exchange.given["tableId"], ids))
    answer["billing"] = {"creditsCharged": run.charged, "resultsReturned": len(records)}
    return 200, answer


def _recommendations(run: Run, name: str, records: list[Json]) -> Json:
    return {
        name: records,
        "requestId": run.name,
        "count": len(records),
        "creditsCharged": run.charged,
    }


def _like_people(seeds: list[Person]) -> Iterator[Person]:
    """Everybody of the department and seniority of a seed."""
    kinds = {_kind_of_person(seed) for seed in seeds}
    if not seeds:
        return
    for number in range(COMPANY_COUNT):
        for one in employees_of(company_by_number(number, seed=seeds[0].company.seed)):
            if _kind_of_person(one) in kinds and not one.is_partial:
                yield one


def _like_firms(seeds: list[Company]) -> Iterator[Company]:
    """Every company of the industry of a seed."""
    kinds = {company_data(seed)["subIndustry"] for seed in seeds}
    if not seeds:
        return
    for number in range(COMPANY_COUNT):
        one = company_by_number(number, seed=seeds[0].seed)
        if company_data(one)["subIndustry"] in kinds and not one.is_partial:
            yield one


def _kind_of_person(one: Person) -> tuple[str, str]:
    known = profile(one)
    return known["department"], known["seniority"]


def _people(named: Json | None, exchange: Exchange) -> list[Person]:
    """The people that seeds or exclusions name; who is not known is left out."""
    given = named or {}
    ways: Iterable[Json] = (
        *({"linkedinUrl": url} for url in given.get("linkedinUrls", [])),
        *({"email": email} for email in given.get("emails", [])),
        *({"personId": id_of(text)} for text in given.get("ids", [])),
        *({"personId": str(number)} for number in given.get("contactIds", [])),
        *(_by_name(contact) for contact in given.get("contacts", [])),
    )
    return _known(find_person(way, exchange.seed) for way in ways)


def _by_name(contact: Json) -> Json:
    employer = {"name": contact.get("companyName"), "domain": contact.get("companyDomain")}
    return {
        "fullName": f"{contact['firstName']} {contact['lastName']}",
        "companies": [employer],
    }


def _firms(named: Json | None, exchange: Exchange) -> list[Company]:
    given, seed = named or {}, exchange.seed
    domains = list(given.get("domains", []))
    # The slug of a company's profile is that of its domain.
    slugs = (url.rstrip("/").rpartition("/")[2] for url in given.get("linkedinUrls", []))
    domains += [f"{slug}.example" for slug in slugs]
    return _known(company_by_domain(domain, seed=seed) for domain in domains)


def _known(found: Iterable[Any]) -> list[Any]:
    return [one for one in found if one is not None]


def _alike_person(one: Person, id_key: str, company_key: str) -> Json:
    """A person as a lookalike; the keys are those of the ids, which V2 and V3 name differently."""
    known = profile(one)
    city, state, _, country, *_ = known["place"]
    return {
        id_key: str(one.id),
        "firstName": one.first_name,
        "lastName": one.last_name,
        "socialLinks": {"linkedin": one.linkedin},
        "company": {
            company_key: str(one.company.id),
            "name": one.company.name,
            "domain": one.company.domain,
        },
        "jobTitle": {
            "title": known["title"],
            "departments": [known["department"]],
            "seniority": known["seniority"],
        },
        "location": {"country": country, "state": state, "city": city},
    }


def _alike_firm(one: Company) -> Json:
    known = company_data(one)
    return {
        "domain": one.domain,
        "linkedinUrl": known["linkedin"],
        "name": one.name,
        "employeeCount": known["employeesInLinkedin"],
        "industry": known["mainIndustry"],
        "location": {key: known[key] for key in ("country", "state", "city")},
    }


def _v3_alike_firm(one: Company) -> Json:
    told = _alike_firm(one)
    linkedin, employees = told.pop("linkedinUrl"), told.pop("employeeCount")
    return {
        "id": str(one.id),
        **told,
        "employeeCount": {"exact": employees},
        "socialLinks": {"linkedin": linkedin},
    }


HANDLERS = {
    "lookalike contacts": lookalike_contacts,
    "lookalike companies": lookalike_companies,
    "recommendations contacts": recommended_contacts,
    "recommendations companies": recommended_companies,
    "contacts lookalike": v3_lookalike_contacts,
    "companies lookalike": v3_lookalike_companies,
}
