"""Handlers of `person get` and `person bulk`."""

from typing import Any

from lusha_cli.json_types import Json
from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import (
    company_data,
    contact_company,
)
from lusha_cli.sandbox.data.people import (
    Person,
    person_by_number,
    profile,
)
from lusha_cli.sandbox.http import ApiError
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

_NOBODY = "A contact needs a personId, an email, a linkedinUrl, or a full name with a company"


def get(context: RequestContext) -> tuple[int, Json]:
    """One person, found by the query's parameters."""
    given = context.params
    check_reveals(context, given)
    fate = scenarios.scenario_of(given.get("email"))
    scenarios.apply_scenario(fate, context)
    if fate in scenarios.ITEM_SCENARIOS:
        status, code, name, message = scenarios.ITEM_SCENARIOS[fate]
        if status != 200:
            raise ApiError(status, message)
        return 200, {"contact": _failed(code, name, message)}
    full_name = f"{given.get('firstName', '')} {given.get('lastName', '')}".strip()
    by_name = bool(given.get("firstName") and given.get("lastName"))
    employer = {"name": given.get("companyName"), "domain": given.get("companyDomain")}
    asked = {**given, "fullName": full_name if by_name else None, "companies": [employer]}
    if not _is_named(asked):
        raise ApiError(400, _NOBODY)
    bill = CreditMeter(context)
    found = _item(context, asked, fate, given, bill, single=True)
    bill.settle()
    return 200, {"contact": found}


def bulk(context: RequestContext) -> tuple[int, Json]:
    """Up to 100 people, each under the id that it was sent with."""
    contacts, options = context.params["contacts"], context.params.get("metadata", {})
    check_reveals(context, options)
    ids = [contact["contactId"] for contact in contacts]
    if len(set(ids)) < len(ids):
        raise ApiError(400, "Validation failed", errors=["contactId must be unique"])
    fates = [scenarios.scenario_of(contact.get("email")) for contact in contacts]
    for fate in dict.fromkeys(fates):
        scenarios.apply_scenario(fate, context)
    for contact in contacts:
        if not _is_named(contact):
            raise ApiError(400, f"{_NOBODY} (contactId {contact['contactId']})")
    bill = CreditMeter(context)
    answers: Json = {}
    companies: Json = {}
    for contact, fate in zip(contacts, fates, strict=True):
        if fate in scenarios.ITEM_SCENARIOS:
            answers[contact["contactId"]] = _failed(*scenarios.ITEM_SCENARIOS[fate][1:])
            continue
        answer = _item(context, contact, fate, options, bill, single=False)
        answers[contact["contactId"]] = answer
        if "data" in answer:
            employer = answer["data"].pop("company")
            companies[str(answer["data"]["companyId"])] = employer
    bill.settle(per_25=True)
    return 201, {"contacts": answers, "companies": companies}


def prospected(found: Person, options: Json, bill: CreditMeter) -> Json:
    """A person's data in the shape of a prospecting answer, put on the bill."""
    known = profile(found)
    emails, phones, points = _revealed(*contact_data(MatchedPerson(found)), options)
    bill.add(f"person:{found.id}", points)
    firm = company_data(found.company)
    data: Json = {
        "firstName": found.first_name,
        "lastName": found.last_name,
        "fullName": found.full_name,
        "isShown": True,
        "emailAddresses": emails,
        "phoneNumbers": phones,
        "companyId": found.company.id,
        "companyName": found.company.name,
        "company": {
            key: firm[key]
            for key in ("revenueRange", "funding", "intent", "mainIndustry", "subIndustry",
                        "technologies")
        },
    }  # fmt: skip
    if found.is_partial:
        return data
    city, state, _, country, iso2, continent, _ = known["place"]
    return {
        **data,
        "jobTitle": known["title"],
        "location": {"city": city, "state": state, "country": country, "country_iso2": iso2,
                     "continent": continent},
        "socialLinks": links_of(found),
        "departments": [known["department"]],
        "seniority": [{"id": known["seniority_id"], "value": known["seniority"].lower()}],
        "linkedinFollowersCount": known["followers"],
        "linkedinConnectionsCount": min(500, known["followers"]),
    }  # fmt: skip


def check_reveals(context: RequestContext, options: Json) -> None:
    """Raises ApiError 403 if the plan does not allow what is asked to be revealed."""
    if not context.plan.reveals and {"revealEmails", "revealPhones"} & set(options):
        raise ApiError(403, "Your plan does not allow revealing single kinds of data points")


def _is_named(contact: Json) -> bool:
    if any(contact.get(key) for key in ("personId", "email", "linkedinUrl")):
        return True
    employers = contact.get("companies") or []
    return bool(
        contact.get("fullName") and any(e.get("name") or e.get("domain") for e in employers)
    )


def _item(
    context: RequestContext,
    contact: Json,
    fate: str | None,
    options: Json,
    bill: CreditMeter,
    *,
    single: bool,
) -> Json:
    """One contact of an answer: charged and with data, or with an error."""
    number = MAGIC_NUMBER + scenarios.FOUND.index(fate) if fate in scenarios.FOUND else None
    found = (
        find_person(contact, context.seed)
        if number is None
        else person_by_number(number, seed=context.seed)
    )
    if found is None:
        return _failed(*scenarios.ITEM_SCENARIOS["nomatch"][1:])
    subject = MatchedPerson(found, fate)
    emails, phones = contact_data(subject)
    wanted = options.get("filterBy")
    needs = {"emailAddresses": emails, "phoneNumbers": phones}.get(wanted or "", [True])
    is_partial = found.is_partial and number is None
    if not needs or (is_partial and not options.get("partialProfile")):
        return _failed(*scenarios.ITEM_SCENARIOS["nomatch"][1:])
    emails, phones, points = _revealed(emails, phones, options)
    data = _data(subject, emails, phones, context, options, single=single)
    for kind, entries in data.get("signals", {}).items():
        points.update({f"signal:{kind}:{entry['signalDate']}": 1 for entry in entries})
    charged = bill.add(f"person:{found.id}", points)
    return {"error": None, "isCreditCharged": charged, "data": data}


def _revealed(
    emails: list[Json], phones: list[Json], options: Json
) -> tuple[list[Json], list[Json], dict[str, int]]:
    """The e-mails and phones that are asked for, and the points that they cost."""
    only = {kind for kind in ("Emails", "Phones") if options.get(f"reveal{kind}") is True}
    emails = emails if not only or "Emails" in only else []
    phones = phones if not only or "Phones" in only else []
    costs = {"emails": EMAIL_CREDITS if emails else 0, "phones": PHONE_CREDITS if phones else 0}
    return emails, phones, {point: cost for point, cost in costs.items() if cost}


def _data(
    subject: MatchedPerson,
    emails: list[Json],
    phones: list[Json],
    context: RequestContext,
    options: Json,
    *,
    single: bool,
) -> Json:
    found, fate = subject
    known = profile(found)
    company = contact_company(found.company)
    data: Json = {
        "personId": found.id,
        "companyId": found.company.id,
        "firstName": found.first_name,
        "lastName": found.last_name,
        "fullName": found.full_name,
        "emailAddresses": emails,
        "phoneNumbers": phones,
        "company": company,
        "jobTitle": {
            "title": known["title"],
            "seniority": known["seniority"],
            "departments": [known["department"]],
        },
    }
    if options.get("signals"):
        since = context.since(options.get("signalsStartDate"))
        data["signals"] = signals.person_signals(
            found, options["signals"], since=since, today=context.today
        )
    if fate == "partial" or found.is_partial:
        del data["jobTitle"]
        return data
    today = context.today.isoformat()
    data.update(
        location=_location(known["place"], single=single),
        socialLinks=links_of(found),
        jobStartDate=today if options.get("refreshJobInfo") else known["started"],
        updateDate=today if options.get("refreshJobInfo") else known["updated"],
        linkedinFollowersCount=known["followers"],
        linkedinConnectionsCount=min(500, known["followers"]),
    )
    if not single:
        data["emails"] = [entry["email"] for entry in emails]
        data["phones"] = [entry["number"] for entry in phones]
    if fate == "control":
        data["fullName"] = f"{found.full_name} {scenarios.CONTROL_CHARACTER_SAMPLE}"
        data["jobTitle"]["title"] = scenarios.CONTROL_CHARACTER_SAMPLE
        company["name"] = scenarios.CONTROL_CHARACTER_SAMPLE
    return data


def _location(place: tuple[Any, ...], *, single: bool) -> Json:
    city, state, code, country, iso2, continent, in_eu = place
    same = {"city": city, "state": state, "country": country, "continent": continent}
    raw = f"{city}, {code}, {iso2}"
    if single:
        more = {"countryIso2": iso2, "stateCode": code, "isEuContact": in_eu, "rawLocation": raw}
    else:
        more = {"country_iso2": iso2, "state_code": code, "is_eu_contact": in_eu,
                "raw_location": raw}  # fmt: skip
    return {**same, **more}


def _failed(code: int, name: str, message: str) -> Json:
    error = {"code": code, "name": name, "message": message}
    return {"error": error, "isCreditCharged": False}
