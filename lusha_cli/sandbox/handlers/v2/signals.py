"""Handlers of the signals operations: what happened to people and companies, and its price."""

from collections.abc import Callable, Iterable
from typing import Any

from lusha_cli.api.signal_types import (
    COMPANY_SIGNALS,
    CONTACT_SIGNALS,
    HIRING_DEPARTMENTS,
    NEWS_EVENTS,
)
from lusha_cli.json_types import Json
from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import Company, company_by_id
from lusha_cli.sandbox.data.people import Person, person_by_id
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.lookups import find_company, find_person
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext

# Of each type, where the request does not say.
MOST_OF_A_TYPE = 10


def options(context: RequestContext) -> tuple[int, Json]:
    """The types of signals, and the values of their sub-filters."""
    context.check_signals()
    kind = context.path["objectType"]
    if kind == "contact":
        return 200, {"signals": list(CONTACT_SIGNALS), "objectType": kind}
    if kind != "company":
        raise ApiError(400, "objectType must be one of: contact, company")
    return 200, {
        "signals": list(COMPANY_SIGNALS),
        "objectType": kind,
        "filterOptions": {
            "newsEventTypes": list(NEWS_EVENTS),
            "hiringByDepartments": list(HIRING_DEPARTMENTS),
        },
    }


def of_contact_ids(context: RequestContext) -> tuple[int, Json]:
    """Signals of people by their ids."""
    ids = map(str, context.params["contactIds"])
    return _answer(context, "contacts", ((i, person_by_id(i, seed=context.seed)) for i in ids))


def of_contacts(context: RequestContext) -> tuple[int, Json]:
    """Signals of people by what names them, each under the id that it was sent with."""
    contacts = context.params["contacts"]
    for contact in contacts:
        scenarios.apply_scenario(scenarios.scenario_of(contact.get("email")), context)
    return _answer(context, "contacts", ((c["id"], _person(c, context)) for c in contacts))


def of_company_ids(context: RequestContext) -> tuple[int, Json]:
    """Signals of companies by their ids."""
    ids = map(str, context.params["companyIds"])
    return _answer(context, "companies", ((i, company_by_id(i, seed=context.seed)) for i in ids))


def of_companies(context: RequestContext) -> tuple[int, Json]:
    """Signals of companies by what names them, each under the id that it was sent with."""
    firms = context.params["companies"]
    for firm in firms:
        scenarios.apply_scenario(scenarios.scenario_of(firm.get("domain")), context)
    return _answer(context, "companies", ((firm["id"], _firm(firm, context)) for firm in firms))


def _person(contact: Json, context: RequestContext) -> Person | None:
    named = {
        "email": contact.get("email"),
        "linkedinUrl": contact.get("social_link"),
        "fullName": contact.get("full_name"),
        "companies": contact.get("companies"),
    }
    # Without anything else, the id is the API's own.
    return find_person(named if any(named.values()) else {"personId": contact["id"]}, context.seed)


def _firm(firm: Json, context: RequestContext) -> Company | None:
    named = {key: firm[key] for key in ("name", "domain") if firm.get(key)}
    return find_company(named or {"companyId": firm["id"]}, context.seed)


def _answer(
    context: RequestContext, name: str, found: Iterable[tuple[str, Any]]
) -> tuple[int, Json]:
    """What happened to those who were found, under the ids that they were asked by."""
    context.check_signals()
    given = context.params
    most = given.get("maxResultsPerSignal", MOST_OF_A_TYPE)
    bill = CreditMeter(context)
    answers: Json = {}
    charged = 0
    for key, one in found:
        if one is None:
            continue
        told = {
            kind: happened[:most]
            for kind, happened in _TELL[name](one, context).items()
            if happened
        }
        charged += bill.charge(sum(map(len, told.values())))
        answers[key] = {**_HEADS[name](one), **told}
    bill.settle()
    return 201, {
        name: answers,
        "startDate": context.since(given.get("startDate")).isoformat(),
        "endDate": context.today.isoformat(),
        "creditCharged": charged,
    }


def _of_person(one: Person, context: RequestContext) -> dict[str, list[Json]]:
    given = context.params
    since = context.since(given.get("startDate"))
    return signals.person_signals(one, given["signals"], since=since, today=context.today)


def _of_company(one: Company, context: RequestContext) -> dict[str, list[Json]]:
    given = context.params
    since, include = context.since(given.get("startDate")), given.get("filters", {})
    return signals.company_signals(
        one,
        given["signals"],
        since=since,
        today=context.today,
        include=include.get("include", {}),
    )


_TELL: dict[str, Callable[[Any, RequestContext], dict[str, list[Json]]]] = {
    "contacts": _of_person,
    "companies": _of_company,
}
_HEADS: dict[str, Callable[[Any], Json]] = {
    "contacts": lambda one: {"personId": str(one.id)},
    "companies": lambda one: {
        "companyId": str(one.id), "companyName": one.name, "domain": one.domain
    },
}  # fmt: skip
