"""Handlers of the signals operations: what happened to people and companies, and its price."""

from collections.abc import Callable, Iterable
from typing import Any

from lusha_cli.api.signal_types import (
    COMPANY_SIGNALS,
    CONTACT_SIGNALS,
    HIRING_DEPARTMENTS,
    NEWS_EVENTS,
)
from lusha_cli.sandbox import scenarios
from lusha_cli.sandbox.data import signals
from lusha_cli.sandbox.data.companies import Company, company_by_id
from lusha_cli.sandbox.data.people import Person, person_by_id
from lusha_cli.sandbox.handlers.v2.company import find_company
from lusha_cli.sandbox.handlers.v2.person import find_person
from lusha_cli.sandbox.http import Refusal
from lusha_cli.sandbox.request_context import Bill, Exchange

Json = dict[str, Any]

# Of each type, where the request does not say.
MOST_OF_A_TYPE = 10


def options(exchange: Exchange) -> tuple[int, Json]:
    """The types of signals, and the values of their sub-filters."""
    exchange.check_signals()
    kind = exchange.path["objectType"]
    if kind == "contact":
        return 200, {"signals": list(CONTACT_SIGNALS), "objectType": kind}
    if kind != "company":
        raise Refusal(400, "objectType must be one of: contact, company")
    return 200, {
        "signals": list(COMPANY_SIGNALS),
        "objectType": kind,
        "filterOptions": {
            "newsEventTypes": list(NEWS_EVENTS),
            "hiringByDepartments": list(HIRING_DEPARTMENTS),
        },
    }


def of_contact_ids(exchange: Exchange) -> tuple[int, Json]:
    """Signals of people by their ids."""
    ids = map(str, exchange.given["contactIds"])
    return _answer(exchange, "contacts", ((i, person_by_id(i, seed=exchange.seed)) for i in ids))


def of_contacts(exchange: Exchange) -> tuple[int, Json]:
    """Signals of people by what names them, each under the id that it was sent with."""
    contacts = exchange.given["contacts"]
    for contact in contacts:
        scenarios.befall(scenarios.named(contact.get("email")), exchange)
    return _answer(exchange, "contacts", ((c["id"], _person(c, exchange)) for c in contacts))


def of_company_ids(exchange: Exchange) -> tuple[int, Json]:
    """Signals of companies by their ids."""
    ids = map(str, exchange.given["companyIds"])
    return _answer(exchange, "companies", ((i, company_by_id(i, seed=exchange.seed)) for i in ids))


def of_companies(exchange: Exchange) -> tuple[int, Json]:
    """Signals of companies by what names them, each under the id that it was sent with."""
    firms = exchange.given["companies"]
    for firm in firms:
        scenarios.befall(scenarios.named(firm.get("domain")), exchange)
    return _answer(exchange, "companies", ((firm["id"], _firm(firm, exchange)) for firm in firms))


def _person(contact: Json, exchange: Exchange) -> Person | None:
    named = {
        "email": contact.get("email"),
        "linkedinUrl": contact.get("social_link"),
        "fullName": contact.get("full_name"),
        "companies": contact.get("companies"),
    }
    # Without anything else, the id is the API's own.
    return find_person(named if any(named.values()) else {"personId": contact["id"]}, exchange.seed)


def _firm(firm: Json, exchange: Exchange) -> Company | None:
    named = {key: firm[key] for key in ("name", "domain") if firm.get(key)}
    return find_company(named or {"companyId": firm["id"]}, exchange.seed)


def _answer(exchange: Exchange, name: str, found: Iterable[tuple[str, Any]]) -> tuple[int, Json]:
    """What happened to those who were found, under the ids that they were asked by."""
    exchange.check_signals()
    given = exchange.given
    most = given.get("maxResultsPerSignal", MOST_OF_A_TYPE)
    bill = Bill(exchange)
    answers: Json = {}
    charged = 0
    for key, one in found:
        if one is None:
            continue
        told = {
            kind: happened[:most]
            for kind, happened in _TELL[name](one, exchange).items()
            if happened
        }
        charged += bill.charge(sum(map(len, told.values())))
        answers[key] = {**_HEADS[name](one), **told}
    bill.settle()
    return 201, {
        name: answers,
        "startDate": exchange.since(given.get("startDate")).isoformat(),
        "endDate": exchange.today.isoformat(),
        "creditCharged": charged,
    }


def _of_person(one: Person, exchange: Exchange) -> dict[str, list[Json]]:
    given = exchange.given
    since = exchange.since(given.get("startDate"))
    return signals.person_signals(one, given["signals"], since=since, today=exchange.today)


def _of_company(one: Company, exchange: Exchange) -> dict[str, list[Json]]:
    given = exchange.given
    since, include = exchange.since(given.get("startDate")), given.get("filters", {})
    return signals.company_signals(
        one,
        given["signals"],
        since=since,
        today=exchange.today,
        include=include.get("include", {}),
    )


_TELL: dict[str, Callable[[Any, Exchange], dict[str, list[Json]]]] = {
    "contacts": _of_person,
    "companies": _of_company,
}
_HEADS: dict[str, Callable[[Any], Json]] = {
    "contacts": lambda one: {"personId": str(one.id)},
    "companies": lambda one: {
        "companyId": str(one.id), "companyName": one.name, "domain": one.domain
    },
}  # fmt: skip
