"""Handlers of the V3 contact lookups: search, enrich, and both in one request; and of jobs."""

from collections.abc import Mapping

from lusha_cli.json_types import Json
from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.attributes import person_attributes
from lusha_cli.sandbox.data.companies import company_data
from lusha_cli.sandbox.data.names import COORDINATES
from lusha_cli.sandbox.data.people import Person, person_by_id, profile
from lusha_cli.sandbox.handlers.v3.contact_jobs import (
    CannotPay,
    provider_data,
    read_job,
    start_job,
)
from lusha_cli.sandbox.handlers.v3.results import (
    Lookup,
    can_reveal,
    company_reference,
    error_result,
    reference,
    scenario_for_item,
    with_signal_types,
)
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.id_tokens import decode_id
from lusha_cli.sandbox.lookups import (
    MatchedPerson,
    contact_data,
    find_person,
    is_person_identified,
    links_of,
    name_and_employer,
    scenario_person,
)
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext

REVEALS = ("emails", "phones")
ACTIONS = {"emails": "revealEmail", "phones": "revealPhone"}
# Keys of emails and phones that V2 spells differently.
_V3_KEYS = {"emailType": "type", "emailConfidence": "confidence", "phoneType": "type"}
_MISSING_IDENTIFIER = "A contact needs an id, a linkedinUrl, an email, or a name with a company"


def resolve_person(context: RequestContext, item: Json) -> MatchedPerson | Json:
    """Return the person that an item identifies, or an error result."""
    query = {
        "personId": decode_id(item["id"]) if item.get("id") else None,
        "email": item.get("email"),
        "linkedinUrl": item.get("linkedinUrl"),
        **name_and_employer(item),
    }
    if not is_person_identified(query):
        raise ApiError(400, _MISSING_IDENTIFIER)
    scenario = scenario_for_item(item, context, "email")
    if scenario == "gdpr":
        return error_result(item, "COMPLIANCE_RESTRICTED")
    match = scenario_person(scenario, context.seed)
    if match:
        return match
    # A test identity without a person must not match by its name instead.
    person = None if scenario else find_person(query, context.seed)
    options = context.params.get("options", {})
    if person is None or (person.is_partial and not options.get("includePartialProfiles")):
        return error_result(item, "NOT_FOUND")
    return MatchedPerson(person)


def _match_by_id(context: RequestContext, person_id: str) -> MatchedPerson | None:
    person = person_by_id(person_id, seed=context.seed)
    return MatchedPerson(person) if person else None


def contact_preview(context: RequestContext, item: Json, match: MatchedPerson) -> Json:
    """Return the preview of a person in a search."""
    person = match.person
    data, actions = profile(person), _reveal_actions(match)
    details = {
        "jobTitle": _job_summary(match),
        "location": {key: getattr(data["location"], key) for key in ("country", "state", "city")},
        "socialLinks": {"linkedin": person.linkedin},
    }
    details = {} if _is_partial(match) else details
    result = {
        **reference(item),
        "id": str(person.id),
        "firstName": person.first_name,
        "lastName": person.last_name,
        "company": _company_summary(match),
        **details,
        "has": ["firstName", "lastName", *details, *actions],
        "canReveal": can_reveal(context, f"person:{person.id}", actions),
    }
    return with_signal_types(context, person, result, item)


def _is_partial(match: MatchedPerson) -> bool:
    """Return whether a profile is partial; a scenario decides for its own identities."""
    return match.scenario == "partial" or (match.person.is_partial and not match.scenario)


def _reveal_actions(match: MatchedPerson) -> dict[str, str]:
    """Return the available types of contact data, and the action of each."""
    available = dict(zip(REVEALS, contact_data(match), strict=True))
    return {field: ACTIONS[field] for field in REVEALS if available[field]}


def _job_summary(match: MatchedPerson) -> Json:
    data = profile(match.person)
    title = scenarios.CONTROL_CHARACTER_SAMPLE if match.scenario == "control" else data["title"]
    return {
        "title": title,
        "departments": [data["department"]],
        "seniority": data["seniority"],
    }


def _company_summary(match: MatchedPerson) -> Json:
    company = match.person.company
    return {**company_reference(company), "industry": company_data(company)["mainIndustry"]}


def _enriched_result(
    context: RequestContext, item: Json, match: MatchedPerson, meter: CreditMeter
) -> Json:
    person = match.person
    data, reveal = profile(person), context.params.get("reveal") or REVEALS
    known = _known_data(context, match)
    points = {name: ACTIONS[name] for name in REVEALS if name in reveal and known[name]}
    meter.reveal(f"person:{person.id}", points)
    location = data["location"]
    result: Json = {
        **reference(item),
        "id": str(person.id),
        "firstName": person.first_name,
        "lastName": person.last_name,
        "fullName": person.full_name,
        "emails": [_contact_point(entry) for entry in known["emails"] if "emails" in reveal],
        "phones": [_contact_point(entry) for entry in known["phones"] if "phones" in reveal],
        "company": _company_summary(match),
    }
    if _is_partial(match):
        return result
    return {
        **result,
        "jobTitle": _job_summary(match),
        "location": {
            "country": location.country,
            "countryIso2": location.country_iso2,
            "state": location.state,
            "city": location.city,
            "continent": location.continent,
            "coordinates": list(COORDINATES[location.city]),
            "isEuContact": location.in_eu,
        },
        "tags": [],
        "socialLinks": links_of(person),
        "previousEmployment": _previous_jobs(match),
        "updateDate": data["updated"],
    }


def _known_data(context: RequestContext, match: MatchedPerson) -> dict[str, list[Json]]:
    """Return the emails and phones of a person, with those that providers found for the account."""
    person = match.person
    own, found = dict(zip(REVEALS, contact_data(match), strict=True)), provider_data(person)
    return {
        name: own[name] or (found[name] if _is_revealed(context, person, name) else [])
        for name in REVEALS
    }


def _is_revealed(context: RequestContext, person: Person, field: str) -> bool:
    return context.account.has(f"{context.seed}/person:{person.id}/{field}")


def _enrich(context: RequestContext) -> tuple[int, Json]:
    """Enrich contacts; the providers of the waterfall start on those without any data."""
    status, body = LOOKUP.enrich(context)
    params = context.params
    if params.get("waterfallEnabled") is False or not context.plan.waterfall:
        return status, body
    names = [*(params.get("reveal") or REVEALS), *(params.get("waterfallReveal") or ())]
    fields = [name for name in REVEALS if name in names]
    missing = {
        result["id"]: fields
        for result in body["results"]
        if "error" not in result and not (result["emails"] or result["phones"])
    }
    if not missing:
        return status, body
    results = [
        {**result, "missingDataPoints": missing[result["id"]]}
        if result["id"] in missing
        else result
        for result in body["results"]
    ]
    job = start_job(context, missing)
    return status, {**body, "results": results, "status": "partial", "job": job}


def _job(context: RequestContext) -> tuple[int, Json]:
    """Return the state of a waterfall job; polling it is free, its data was charged."""

    def complete(fields: Mapping[str, list[str]]) -> tuple[list[Json], float]:
        meter = CreditMeter(context._replace(operation="contacts enrich"))
        contacts = []
        context.db.execute("SAVEPOINT job")
        for person_id, names in fields.items():
            match = _match_by_id(context, person_id)
            assert match is not None
            found = provider_data(match.person)
            points = {name: ACTIONS[name] for name in names if found[name]}
            meter.reveal(f"person:{person_id}", points)
            revealed = context._replace(params={"reveal": names})
            contacts.append(_enriched_result(revealed, {}, match, meter))
        try:
            return contacts, meter.settle()
        except ApiError as error:
            # What cannot be paid for is not revealed either.
            context.db.execute("ROLLBACK TO job")
            raise CannotPay from error

    return read_job(context, complete)


def _contact_point(entry: Json) -> Json:
    """Return an email or phone in V3's shape."""
    return {_V3_KEYS.get(key, key): value for key, value in entry.items()}


def _previous_jobs(match: MatchedPerson) -> list[Json]:
    """Return the previous job, or nothing for people who have not changed companies."""
    employer = signals.known_previous_employer(match.person)
    if employer is None:
        return []
    company = {"name": employer.name, "domain": f"www.{employer.domain}"}
    job = {**_job_summary(match), "title": person_attributes(match.person)["previousTitle"]}
    return [{"company": company, "jobTitle": job}]


LOOKUP = Lookup(
    noun="contacts",
    resolve=resolve_person,
    find_by_id=_match_by_id,
    preview=contact_preview,
    enriched=_enriched_result,
    search_action="contactSearch",
    is_search_documented=True,
)
HANDLERS = {**LOOKUP.handlers(), "contacts enrich": _enrich, "contacts job": _job}
