"""Handlers of V3's lookups of people: search, enrich, and both at once."""

from typing import Any

from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.attributes import person_traits
from lusha_cli.sandbox.data.companies import company_data
from lusha_cli.sandbox.data.names import COORDINATES
from lusha_cli.sandbox.data.people import person, person_by_id, profile
from lusha_cli.sandbox.handlers.v3.results import (
    answered,
    can_reveal,
    failed,
    reference,
    scenario_for_item,
)
from lusha_cli.sandbox.handlers.v3.tables import write_to
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.id_tokens import decode_id
from lusha_cli.sandbox.lookups import (
    EMAIL_CREDITS,
    MAGIC_NUMBER,
    PHONE_CREDITS,
    MatchedPerson,
    contact_data,
    find_person,
    links_of,
)
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext

Json = dict[str, Any]

REVEALS = ("emails", "phones")
CREDITS = {"emails": EMAIL_CREDITS, "phones": PHONE_CREDITS}
_NOBODY = "A contact needs an id, a linkedinUrl, an email, or a name with a company"


def search(context: RequestContext) -> tuple[int, Json]:
    """Previews of people, found by what names them."""

    def preview(item: Json, _: CreditMeter) -> Json:
        found = person_of(context, item)
        return found if isinstance(found, dict) else preview_of(context, item, found)

    return answered(context, context.params["contacts"], preview, searches=True)


def enrich(context: RequestContext) -> tuple[int, Json]:
    """People by their ids, with the contact data that was asked for."""
    ids = context.params["ids"]

    def enriched(item: Json, bill: CreditMeter) -> Json:
        found = person_by_id(decode_id(item["id"]), seed=context.seed)
        if found is None:
            return {"id": item["id"], **failed(item, "NOT_FOUND")}
        return _enriched(context, item, MatchedPerson(found), bill)

    status, answer = answered(context, [{"id": i} for i in ids], enriched, searches=False)
    if "tableId" in context.params:
        found = [one["id"] for one in answer["results"] if "error" not in one]
        answer.update(write_to(context, "contacts", context.params["tableId"], found))
    return status, answer


def search_and_enrich(context: RequestContext) -> tuple[int, Json]:
    """Both at once, and both charged."""

    def enriched(item: Json, bill: CreditMeter) -> Json:
        found = person_of(context, item)
        return found if isinstance(found, dict) else _enriched(context, item, found, bill)

    return answered(context, context.params["contacts"], enriched, searches=True)


def person_of(context: RequestContext, item: Json) -> MatchedPerson | Json:
    """The person that an item means, or its result where there is none."""
    asked = {
        "personId": decode_id(item["id"]) if item.get("id") else None,
        "email": item.get("email"),
        "linkedinUrl": item.get("linkedinUrl"),
        "fullName": f"{item.get('firstName', '')} {item.get('lastName', '')}".strip(),
        "companies": [{"name": item.get("companyName"), "domain": item.get("companyDomain")}],
    }
    by_name = all(item.get(key) for key in ("firstName", "lastName"))
    has_firm = item.get("companyName") or item.get("companyDomain")
    if not (asked["personId"] or asked["email"] or asked["linkedinUrl"] or (by_name and has_firm)):
        raise ApiError(400, _NOBODY)
    fate = scenario_for_item(item, context, "email")
    if fate == "gdpr":
        return failed(item, "COMPLIANCE_RESTRICTED")
    if fate in scenarios.FOUND:
        number = MAGIC_NUMBER + scenarios.FOUND.index(fate)
        return MatchedPerson(person(number, seed=context.seed), fate)
    found = None if fate else find_person(asked, context.seed)
    options = context.params.get("options", {})
    if found is None or (found.is_partial and not options.get("includePartialProfiles")):
        return failed(item, "NOT_FOUND")
    return MatchedPerson(found)


def preview_of(context: RequestContext, item: Json, subject: MatchedPerson) -> Json:
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
        "firstName": found.first,
        "lastName": found.last,
        "company": _firm(subject),
        **more,
        "has": ["firstName", "lastName", *more, *offer],
        "canReveal": can_reveal(context, f"person:{found.id}", offer),
    }
    wanted = context.params.get("signals")
    if not wanted:
        return result
    context.check_signals()
    since = context.since(wanted.get("startDate"))
    told = signals.of_person(found, wanted["types"], since=since, today=context.today)
    # Asked for signals, the search finds only those who have some.
    types = [name for name, happened in told.items() if happened]
    return {**result, "signalTypes": types} if types else failed(item, "NOT_FOUND")


def _is_partial(subject: MatchedPerson) -> bool:
    """Whether little is known of a person; of those with a fate, the fate says."""
    return subject.scenario == "partial" or (subject.person.is_partial and not subject.scenario)


def _offer(subject: MatchedPerson) -> dict[str, int]:
    """The kinds of contact data that there are, and what each costs."""
    there = dict(zip(REVEALS, contact_data(subject), strict=True))
    return {field: CREDITS[field] for field in REVEALS if there[field]}


def _job(subject: MatchedPerson) -> Json:
    known = profile(subject.person)
    title = scenarios.CONTROL_CHARACTER_SAMPLE if subject.scenario == "control" else known["title"]
    return {
        "title": title,
        "departments": [known["department"]],
        "seniority": known["seniority"],
    }


def _firm(subject: MatchedPerson) -> Json:
    firm = subject.person.company
    return {
        "id": str(firm.id),
        "name": firm.name,
        "domain": f"www.{firm.domain}",
        "industry": company_data(firm)["mainIndustry"],
    }


def _enriched(
    context: RequestContext, item: Json, subject: MatchedPerson, bill: CreditMeter
) -> Json:
    found = subject.person
    known, wanted = profile(found), context.params.get("reveal") or REVEALS
    emails, phones = contact_data(subject)
    points = {field: cost for field, cost in _offer(subject).items() if field in wanted}
    bill.add(f"person:{found.id}", points)
    city, state, _, country, iso2, continent, in_eu = known["place"]
    result: Json = {
        **reference(item),
        "id": str(found.id),
        "firstName": found.first,
        "lastName": found.last,
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


def _jobs_before(subject: MatchedPerson) -> list[Json]:
    """The job that a person left for this one; nobody knows it of those who changed none."""
    before = signals.employer_before(subject.person)
    if before is None:
        return []
    firm = {"name": before.name, "domain": f"www.{before.domain}"}
    job = {**_job(subject), "title": person_traits(subject.person)["previousTitle"]}
    return [{"company": firm, "jobTitle": job}]


HANDLERS = {
    "contacts search": search,
    "contacts enrich": enrich,
    "contacts search-and-enrich": search_and_enrich,
}
