"""Handlers of `person get` and `person bulk`."""

from lusha_cli.json_types import Json
from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.names import Location
from lusha_cli.sandbox.data.people import Person, profile
from lusha_cli.sandbox.handlers.v2.bulk_items import item_error, scenarios_by_id
from lusha_cli.sandbox.handlers.v2.company_records import contact_company
from lusha_cli.sandbox.http import ApiError
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

_MISSING_IDENTIFIER = (
    "A contact needs a personId, an email, a linkedinUrl, or a full name with a company"
)


def get(context: RequestContext) -> tuple[int, Json]:
    """Return the person that the query identifies."""
    params = context.params
    check_reveals(context, params)
    scenario = scenarios.scenario_of(params.get("email"))
    scenarios.apply_scenario(scenario, context)
    if scenario in scenarios.ITEM_SCENARIOS:
        status, *_, message = scenarios.ITEM_SCENARIOS[scenario]
        if status != 200:
            raise ApiError(status, message)
        # In V2, no match is a 200, even for a single person.
        return 200, {"contact": _error_result(scenario)}
    contact = {**params, **name_and_employer(params)}
    if not is_person_identified(contact):
        raise ApiError(400, _MISSING_IDENTIFIER)
    meter = CreditMeter(context)
    result = _result(context, contact, scenario, params, meter, single=True)
    meter.settle()
    return 200, {"contact": result}


def bulk(context: RequestContext) -> tuple[int, Json]:
    """Return up to 100 people, each under the id in the request."""
    contacts, options = context.params["contacts"], context.params.get("metadata", {})
    check_reveals(context, options)
    scenario_by_id = scenarios_by_id(context, contacts, id_key="contactId", address_key="email")
    for contact in contacts:
        if not is_person_identified(contact):
            raise ApiError(400, f"{_MISSING_IDENTIFIER} (contactId {contact['contactId']})")
    meter = CreditMeter(context)
    results: Json = {}
    companies: Json = {}
    for contact in contacts:
        contact_id = contact["contactId"]
        scenario = scenario_by_id[contact_id]
        result = _result(context, contact, scenario, options, meter, single=False)
        results[contact_id] = result
        if "data" in result:
            # The bulk response has each company once, beside the people.
            employer = result["data"].pop("company")
            companies[str(result["data"]["companyId"])] = employer
    meter.charge_bulk("contactSearch")
    meter.settle()
    return 201, {"contacts": results, "companies": companies}


def check_reveals(context: RequestContext, options: Json) -> None:
    """Raise ApiError 403 if the plan does not allow the requested reveals."""
    if not context.plan.reveals and {"revealEmails", "revealPhones"} & set(options):
        raise ApiError(403, "Your plan does not allow revealing single kinds of data points")


def revealed_data(
    emails: list[Json], phones: list[Json], options: Json
) -> tuple[list[Json], list[Json], dict[str, str]]:
    """Return the requested emails and phones, and the action of each data point."""
    # `true` means only this type; naming neither reveals both.
    only = {name for name in ("Emails", "Phones") if options.get(f"reveal{name}") is True}
    emails = emails if not only or "Emails" in only else []
    phones = phones if not only or "Phones" in only else []
    points = ({"emails": "revealEmail"} if emails else {}) | (
        {"phones": "revealPhone"} if phones else {}
    )
    return emails, phones, points


def linkedin_counts(person: Person) -> Json:
    """Return the number of followers and connections of a person on LinkedIn."""
    followers = profile(person)["followers"]
    return {
        "linkedinFollowersCount": followers,
        # LinkedIn shows no more than 500 connections.
        "linkedinConnectionsCount": min(500, followers),
    }


def _result(
    context: RequestContext,
    contact: Json,
    scenario: str | None,
    options: Json,
    meter: CreditMeter,
    *,
    single: bool,
) -> Json:
    """Return the result of one contact: charged and with data, or with an error."""
    if scenario in scenarios.ITEM_SCENARIOS:
        return _error_result(scenario)
    match = scenario_person(scenario, context.seed)
    if match is None:
        person = find_person(contact, context.seed)
        # A scenario decides for its own identities whether the profile is partial.
        if person is None or (person.is_partial and not options.get("partialProfile")):
            return _error_result("nomatch")
        match = MatchedPerson(person, scenario)
    emails, phones = contact_data(match)
    required = {"emailAddresses": emails, "phoneNumbers": phones}
    if not required.get(options.get("filterBy", ""), True):
        return _error_result("nomatch")
    emails, phones, points = revealed_data(emails, phones, options)
    data = _data(match, emails, phones, context, options, single=single)
    for name, entries in data.get("signals", {}).items():
        points.update(
            {f"signal:{name}:{entry['signalDate']}": "showSignalsContact" for entry in entries}
        )
    charged = meter.reveal(f"person:{match.person.id}", points)
    return {"error": None, "isCreditCharged": charged, "data": data}


def _data(
    match: MatchedPerson,
    emails: list[Json],
    phones: list[Json],
    context: RequestContext,
    options: Json,
    *,
    single: bool,
) -> Json:
    person, scenario = match
    profile_data = profile(person)
    company = contact_company(person.company)
    data: Json = {
        "personId": person.id,
        "companyId": person.company.id,
        "firstName": person.first_name,
        "lastName": person.last_name,
        "fullName": person.full_name,
        "emailAddresses": emails,
        "phoneNumbers": phones,
        "company": company,
        "jobTitle": {
            "title": profile_data["title"],
            "seniority": profile_data["seniority"],
            "departments": [profile_data["department"]],
        },
    }
    if options.get("signals"):
        since = context.since(options.get("signalsStartDate"))
        data["signals"] = signals.person_signals(
            person, options["signals"], since=since, today=context.today
        )
    if scenario == "partial" or person.is_partial:
        del data["jobTitle"]
        return data
    today = context.today.isoformat()
    data.update(
        location=_location(profile_data["location"], single=single),
        socialLinks=links_of(person),
        jobStartDate=today if options.get("refreshJobInfo") else profile_data["started"],
        updateDate=today if options.get("refreshJobInfo") else profile_data["updated"],
        **linkedin_counts(person),
    )
    if not single:
        # Real responses sometimes have these plain lists too, which the vendor doesn't document.
        data["emails"] = [entry["email"] for entry in emails]
        data["phones"] = [entry["number"] for entry in phones]
    if scenario == "control":
        data["fullName"] = f"{person.full_name} {scenarios.CONTROL_CHARACTER_SAMPLE}"
        data["jobTitle"]["title"] = scenarios.CONTROL_CHARACTER_SAMPLE
        company["name"] = scenarios.CONTROL_CHARACTER_SAMPLE
    return data


def _location(location: Location, *, single: bool) -> Json:
    """Return a location; a single and a bulk response spell the keys differently."""
    keys = ("countryIso2", "stateCode", "isEuContact", "rawLocation")
    if not single:
        keys = ("country_iso2", "state_code", "is_eu_contact", "raw_location")
    iso2, code = location.country_iso2, location.state_code
    values = (iso2, code, location.in_eu, f"{location.city}, {code}, {iso2}")
    return {
        **{key: getattr(location, key) for key in ("city", "state", "country", "continent")},
        **dict(zip(keys, values, strict=True)),
    }


def _error_result(scenario: str | None) -> Json:
    return {"error": item_error(scenario), "isCreditCharged": False}


HANDLERS = {"person get": get, "person bulk": bulk}
