"""Handlers of the V3 contact lookups: search, enrich, and both in one request."""

from lusha_cli.json_types import Json
from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.attributes import person_attributes
from lusha_cli.sandbox.data.companies import company_data
from lusha_cli.sandbox.data.names import COORDINATES
from lusha_cli.sandbox.data.people import person_by_id, person_by_number, profile
from lusha_cli.sandbox.handlers.v3.results import (
    can_reveal,
    error_result,
    lookup_response,
    reference,
    scenario_for_item,
)
from lusha_cli.sandbox.handlers.v3.tables import write_to_table
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

REVEALS = ("emails", "phones")
CREDITS = {"emails": EMAIL_CREDITS, "phones": PHONE_CREDITS}
_MISSING_IDENTIFIER = "A contact needs an id, a linkedinUrl, an email, or a name with a company"


def search(context: RequestContext) -> tuple[int, Json]:
    """Return previews of the identified people."""

    def preview(item: Json, _: CreditMeter) -> Json:
        match = resolve_person(context, item)
        return match if isinstance(match, dict) else contact_preview(context, item, match)

    return lookup_response(context, context.params["contacts"], preview, charge_search=True)


def enrich(context: RequestContext) -> tuple[int, Json]:
    """Return people by id, with the requested contact data."""
    ids = context.params["ids"]

    def enriched(item: Json, meter: CreditMeter) -> Json:
        person = person_by_id(decode_id(item["id"]), seed=context.seed)
        if person is None:
            return {"id": item["id"], **error_result(item, "NOT_FOUND")}
        return _enriched_result(context, item, MatchedPerson(person), meter)

    status, answer = lookup_response(
        context, [{"id": i} for i in ids], enriched, charge_search=False
    )
    if "tableId" in context.params:
        person = [result["id"] for result in answer["results"] if "error" not in result]
        answer.update(write_to_table(context, "contacts", context.params["tableId"], person))
    return status, answer


def search_and_enrich(context: RequestContext) -> tuple[int, Json]:
    """Search and enrich in one request; both are charged."""

    def enriched(item: Json, meter: CreditMeter) -> Json:
        match = resolve_person(context, item)
        return match if isinstance(match, dict) else _enriched_result(context, item, match, meter)

    return lookup_response(context, context.params["contacts"], enriched, charge_search=True)


def resolve_person(context: RequestContext, item: Json) -> MatchedPerson | Json:
    """Return the person that an item identifies, or an error result."""
    query = {
        "personId": decode_id(item["id"]) if item.get("id") else None,
        "email": item.get("email"),
        "linkedinUrl": item.get("linkedinUrl"),
        "fullName": f"{item.get('firstName', '')} {item.get('lastName', '')}".strip(),
        "companies": [{"name": item.get("companyName"), "domain": item.get("companyDomain")}],
    }
    has_name = all(item.get(key) for key in ("firstName", "lastName"))
    has_company = item.get("companyName") or item.get("companyDomain")
    if not (
        query["personId"] or query["email"] or query["linkedinUrl"] or (has_name and has_company)
    ):
        raise ApiError(400, _MISSING_IDENTIFIER)
    scenario = scenario_for_item(item, context, "email")
    if scenario == "gdpr":
        return error_result(item, "COMPLIANCE_RESTRICTED")
    if scenario in scenarios.FOUND:
        number = MAGIC_NUMBER + scenarios.FOUND.index(scenario)
        return MatchedPerson(person_by_number(number, seed=context.seed), scenario)
    person = None if scenario else find_person(query, context.seed)
    options = context.params.get("options", {})
    if person is None or (person.is_partial and not options.get("includePartialProfiles")):
        return error_result(item, "NOT_FOUND")
    return MatchedPerson(person)


def contact_preview(context: RequestContext, item: Json, subject: MatchedPerson) -> Json:
    """Return what a search shows of a person."""
    person = subject.person
    data, prices = profile(person), _reveal_prices(subject)
    city, state, _, country, *_ = data["place"]
    details = {
        "jobTitle": _job_summary(subject),
        "location": {"country": country, "state": state, "city": city},
        "socialLinks": {"linkedin": person.linkedin},
    }
    details = {} if _is_partial(subject) else details
    result = {
        **reference(item),
        "id": str(person.id),
        "firstName": person.first_name,
        "lastName": person.last_name,
        "company": _company_summary(subject),
        **details,
        "has": ["firstName", "lastName", *details, *prices],
        "canReveal": can_reveal(context, f"person:{person.id}", prices),
    }
    signal_filter = context.params.get("signals")
    if not signal_filter:
        return result
    context.check_signals()
    since = context.since(signal_filter.get("startDate"))
    signals_by_type = signals.person_signals(
        person, signal_filter["types"], since=since, today=context.today
    )
    # A search with signals only returns people who have some.
    types = [name for name, entries in signals_by_type.items() if entries]
    return {**result, "signalTypes": types} if types else error_result(item, "NOT_FOUND")


def _is_partial(subject: MatchedPerson) -> bool:
    """Return whether a profile is partial; a scenario decides for its own identities."""
    return subject.scenario == "partial" or (subject.person.is_partial and not subject.scenario)


def _reveal_prices(subject: MatchedPerson) -> dict[str, int]:
    """Return the kinds of contact data that exist, and the price of each in credits."""
    available = dict(zip(REVEALS, contact_data(subject), strict=True))
    return {field: CREDITS[field] for field in REVEALS if available[field]}


def _job_summary(subject: MatchedPerson) -> Json:
    data = profile(subject.person)
    title = scenarios.CONTROL_CHARACTER_SAMPLE if subject.scenario == "control" else data["title"]
    return {
        "title": title,
        "departments": [data["department"]],
        "seniority": data["seniority"],
    }


def _company_summary(subject: MatchedPerson) -> Json:
    company = subject.person.company
    return {
        "id": str(company.id),
        "name": company.name,
        "domain": f"www.{company.domain}",
        "industry": company_data(company)["mainIndustry"],
    }


def _enriched_result(
    context: RequestContext, item: Json, subject: MatchedPerson, meter: CreditMeter
) -> Json:
    person = subject.person
    data, reveal = profile(person), context.params.get("reveal") or REVEALS
    emails, phones = contact_data(subject)
    points = {field: cost for field, cost in _reveal_prices(subject).items() if field in reveal}
    meter.add(f"person:{person.id}", points)
    city, state, _, country, iso2, continent, in_eu = data["place"]
    result: Json = {
        **reference(item),
        "id": str(person.id),
        "firstName": person.first_name,
        "lastName": person.last_name,
        "fullName": person.full_name,
        "emails": [
            {
                "email": entry["email"],
                "type": entry["emailType"],
                "confidence": entry["emailConfidence"],
                "updateDate": entry["updateDate"],
            }
            for entry in (emails if "emails" in reveal else [])
        ],
        "phones": [
            {
                "number": entry["number"],
                "type": entry["phoneType"],
                "doNotCall": entry["doNotCall"],
                "updateDate": entry["updateDate"],
            }
            for entry in (phones if "phones" in reveal else [])
        ],
        "company": _company_summary(subject),
    }
    if _is_partial(subject):
        return result
    return {
        **result,
        "jobTitle": _job_summary(subject),
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
        "socialLinks": links_of(person),
        "previousEmployment": _previous_jobs(subject),
        "updateDate": data["updated"],
    }


def _previous_jobs(subject: MatchedPerson) -> list[Json]:
    """Return the previous job, or nothing for people who changed no company."""
    employer = signals.known_previous_employer(subject.person)
    if employer is None:
        return []
    company = {"name": employer.name, "domain": f"www.{employer.domain}"}
    job = {**_job_summary(subject), "title": person_attributes(subject.person)["previousTitle"]}
    return [{"company": company, "jobTitle": job}]


HANDLERS = {
    "contacts search": search,
    "contacts enrich": enrich,
    "contacts search-and-enrich": search_and_enrich,
}
