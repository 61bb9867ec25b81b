"""Handlers of V3's lookups of people: search, enrich, and both at once."""

from typing import Any

from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.attributes import person_attributes
from lusha_cli.sandbox.data.companies import company_data
from lusha_cli.sandbox.data.names import COORDINATES
from lusha_cli.sandbox.data.people import person_by_number, person_by_id, profile
from lusha_cli.sandbox.handlers.v2.person import (
    EMAIL_CREDITS,
    MAGIC_NUMBER,
    PHONE_CREDITS,
    Subject,
    contact_data,
    find_person,
    links_of,
)
from lusha_cli.sandbox.handlers.v3.results import lookup_response, can_reveal, error_result, scenario_for_item, reference
from lusha_cli.sandbox.handlers.v3.tables import write_to_table
from lusha_cli.sandbox.http import Refusal
from lusha_cli.sandbox.id_tokens import id_of
from lusha_cli.sandbox.request_context import Bill, Exchange

Json = dict[str, Any]

REVEALS = ("emails", "phones")
CREDITS = {"emails": EMAIL_CREDITS, "phones": PHONE_CREDITS}
_NOBODY = "A contact needs an id, a linkedinUrl, an email, or a name with a company"


def search(exchange: Exchange) -> tuple[int, Json]:
    """Previews of people, found by what names them."""

    def preview(item: Json, _: Bill) -> Json:
        found = resolve_person(exchange, item)
        return found if isinstance(found, dict) else contact_preview(exchange, item, found)

    return lookup_response(exchange, exchange.given["contacts"], preview, charge_search=True)


def enrich(exchange: Exchange) -> tuple[int, Json]:
    """People by their ids, with the contact data that was asked for."""
    ids = exchange.given["ids"]

    def enriched(item: Json, bill: Bill) -> Json:
        found = person_by_id(id_of(item["id"]), seed=exchange.seed)
        if found is None:
            return {"id": item["id"], **error_result(item, "NOT_FOUND")}
        return _enriched(exchange, item, Subject(found), bill)

    status, answer = lookup_response(exchange, [{"id": i} for i in ids], enriched, charge_search=False)
    if "tableId" in exchange.given:
        found = [one["id"] for one in answer["results"] if "error" not in one]
        answer.update(write_to_table(exchange, "contacts", exchange.given["tableId"], found))
    return status, answer


def search_and_enrich(exchange: Exchange) -> tuple[int, Json]:
    """Both at once, and both charged."""

    def enriched(item: Json, bill: Bill) -> Json:
        found = resolve_person(exchange, item)
        return found if isinstance(found, dict) else _enriched(exchange, item, found, bill)

    return lookup_response(exchange, exchange.given["contacts"], enriched, charge_search=True)


def resolve_person(exchange: Exchange, item: Json) -> Subject | Json:
    """The person that an item means, or its result where there is none."""
    asked = {
        "personId": id_of(item["id"]) if item.get("id") else None,
        "email": item.get("email"),
        "linkedinUrl": item.get("linkedinUrl"),
        "fullName": f"{item.get('firstName', '')} {item.get('lastName', '')}".strip(),
        "companies": [{"name": item.get("companyName"), "domain": item.get("companyDomain")}],
    }
    by_name = all(item.get(key) for key in ("firstName", "lastName"))
    has_firm = item.get("companyName") or item.get("companyDomain")
    if not (asked["personId"] or asked["email"] or asked["linkedinUrl"] or (by_name and has_firm)):
        raise Refusal(400, _NOBODY)
    fate = scenario_for_item(item, exchange, "email")
    if fate == "gdpr":
        return error_result(item, "COMPLIANCE_RESTRICTED")
    if fate in scenarios.FOUND:
        number = MAGIC_NUMBER + scenarios.FOUND.index(fate)
        return Subject(person_by_number(number, seed=exchange.seed), fate)
    found = None if fate else find_person(asked, exchange.seed)
    options = exchange.given.get("options", {})
    if found is None or (found.is_partial and not options.get("includePartialProfiles")):
        return error_result(item, "NOT_FOUND")
    return Subject(found)


def contact_preview(exchange: Exchange, item: Json, subject: Subject) -> Json:
    """What a search tells of a person."""
    found = subject.person
    known, offer = profile(found), _offer(subject)
    city, state, _, country, *_ = known["place"]
    more = {
        "jobTitle": _job(subject),
        "location": {"country": country, "state": state, "city": city},
        "socialLinks": {"linkedin": found.linkedin},
    }
    more = {} if _is_partial(subject) else more
    result = {
        **reference(item),
        "id": str(found.id),
        "firstName": found.first_name,
        "lastName": found.last_name,
        "company": _firm(subject),
        **more,
        "has": ["firstName", "lastName", *more, *offer],
        "canReveal": can_reveal(exchange, f"person:{found.id}", offer),
    }
    wanted = exchange.given.get("signals")
    if not wanted:
        return result
    exchange.check_signals()
    since = exchange.since(wanted.get("startDate"))
    told = signals.person_signals(found, wanted["types"], since=since, today=exchange.today)
    # Asked for signals, the search finds only those who have some.
    types = [name for name, happened in told.items() if happened]
    return {**result, "signalTypes": types} if types else error_result(item, "NOT_FOUND")


def _is_partial(subject: Subject) -> bool:
    """Whether little is known of a person; of those with a fate, the fate says."""
    return subject.fate == "partial" or (subject.person.is_partial and not subject.fate)


def _offer(subject: Subject) -> dict[str, int]:
    """The kinds of contact data that there are, and what each costs."""
    there = dict(zip(REVEALS, contact_data(subject), strict=True))
    return {field: CREDITS[field] for field in REVEALS if there[field]}


def _job(subject: Subject) -> Json:
    known = profile(subject.person)
    title = scenarios.HOSTILE if subject.fate == "control" else known["title"]
    return {
        "title": title,
        "departments": [known["department"]],
        "seniority": known["seniority"],
    }


def _firm(subject: Subject) -> Json:
    firm = subject.person.company
    return {
        "id": str(firm.id),
        "name": firm.name,
        "domain": f"www.{firm.domain}",
        "industry": company_data(firm)["mainIndustry"],
    }


def _enriched(exchange: Exchange, item: Json, subject: Subject, bill: Bill) -> Json:
    found = subject.person
    known, wanted = profile(found), exchange.given.get("reveal") or REVEALS
    emails, phones = contact_data(subject)
    points = {field: cost for field, cost in _offer(subject).items() if field in wanted}
    bill.add(f"person:{found.id}", points)
    city, state, _, country, iso2, continent, in_eu = known["place"]
    result: Json = {
        **reference(item),
        "id": str(found.id),
        "firstName": found.first_name,
        "lastName": found.last_name,
        "fullName": found.full_name,
        "emails": [
            {
                "email": entry["email"],
                "type": entry["emailType"],
                "confidence": entry["emailConfidence"],
                "updateDate": entry["updateDate"],
            }
            for entry in (emails if "emails" in wanted else [])
        ],
        "phones": [
            {
                "number": entry["number"],
                "type": entry["phoneType"],
                "doNotCall": entry["doNotCall"],
                "updateDate": entry["updateDate"],
            }
            for entry in (phones if "phones" in wanted else [])
        ],
        "company": _firm(subject),
    }
    if _is_partial(subject):
        return result
    return {
        **result,
        "jobTitle": _job(subject),
        "location": {
            "country": country,
            "countryIso2": iso2,
            "state": state,
            "city": city,
            "continent": continent,
            "coordinates": list(COORDINATES[city]),
            "isEuContact": in_eu,
        },
        "tags": [],
        "socialLinks": links_of(found),
        "previousEmployment": _jobs_before(subject),
        "updateDate": known["updated"],
    }


def _jobs_before(subject: Subject) -> list[Json]:
    """The job that a person left for this one; nobody knows it of those who changed none."""
    before = signals.known_previous_employer(subject.person)
    if before is None:
        return []
    firm = {"name": before.name, "domain": f"www.{before.domain}"}
    job = {**_job(subject), "title": person_attributes(subject.person)["previousTitle"]}
    return [{"company": firm, "jobTitle": job}]


HANDLERS = {
    "contacts search": search,
    "contacts enrich": enrich,
    "contacts search-and-enrich": search_and_enrich,
}
