"""Handlers of the V3 searches by filters."""

from typing import Any

from lusha_cli.sandbox.data.people import profile
from lusha_cli.sandbox.data.v2_filtering import callable_phones
from lusha_cli.sandbox.data.v3_filtering import (
    REFINEMENTS,
    matching_companies,
    matching_people,
    signal_types_of,
)
from lusha_cli.sandbox.handlers.v2.person import Subject
from lusha_cli.sandbox.handlers.v3.companies import company_preview as company_preview
from lusha_cli.sandbox.handlers.v3.contacts import contact_preview as contact_preview
from lusha_cli.sandbox.handlers.v3.results import charge, request_id
from lusha_cli.sandbox.handlers.v3.tables import write_to_table
from lusha_cli.sandbox.http import Refusal
from lusha_cli.sandbox.prices import PRICES
from lusha_cli.sandbox.request_context import Bill, Exchange

Json = dict[str, Any]

# Prefixes of company filters that cannot be combined with contact filters.
_COMPANY_ONLY_PREFIXES = ("searchText", "signals", "technologies", "intent")


def contacts(exchange: Exchange) -> tuple[int, Json]:
    """Return a page of the people who pass the filters."""
    filters, options = exchange.given["filters"], exchange.given.get("options", {})
    if options.get("excludeDnc") and not exchange.plan.dnc:
        raise Refusal(403, "Exclude DNC is not supported on your current plan")
    _check_refinements(filters)
    people = matching_people(exchange, filters)
    if options.get("includePartialProfiles") is False:
        people = [person for person in people if not person.is_partial]
    if options.get("excludeDnc"):
        people = [
            person for person in people if callable_phones(person) or not profile(person)["phones"]
        ]
    previews = _page(exchange, people)
    return _response(
        exchange, "contacts", len(people), "showSignalsContact",
        [(person, contact_preview(exchange, {}, Subject(person))) for person in previews],
    )  # fmt: skip


def companies(exchange: Exchange) -> tuple[int, Json]:
    """Return a page of the companies that pass the filters."""
    filters, options = exchange.given["filters"], exchange.given.get("options", {})
    if not filters.get("companies", {}).get("include"):
        raise Refusal(400, "filters.companies.include should not be empty")
    filter_names = {name for filters in filters["companies"].values() for name in filters}
    company_only = sorted(name for name in filter_names if name.startswith(_COMPANY_ONLY_PREFIXES))
    if filters.get("contacts") and company_only:
        raise Refusal(400, f"filters.contacts cannot be combined with {company_only[0]}")
    matches = matching_companies(exchange, filters)
    if not options.get("includePartialProfiles"):
        matches = [company for company in matches if not company.is_partial]
    previews = _page(exchange, matches)
    return _response(
        exchange, "companies", len(matches), "showSignalsCompany",
        [(company, company_preview(exchange, {}, company)) for company in previews],
    )  # fmt: skip


def _check_refinements(filters: Json) -> None:
    """Raise Refusal 400 if the filters only refine a search but do not start one."""
    contact_filters = filters.get("contacts", {}).get("include", {})
    if (
        contact_filters.keys()
        and contact_filters.keys() <= REFINEMENTS
        and not filters.get("companies")
    ):
        raise Refusal(400, f"{sorted(contact_filters)[0]} must be paired with another filter")


def _page(exchange: Exchange, entities: list[Any]) -> list[Any]:
    pages = exchange.given["pagination"]
    page, size = pages["page"], pages["size"]
    return entities[page * size : (page + 1) * size]


def _response(
    exchange: Exchange, kind: str, total: int, action: str, previews: list[tuple[Any, Json]]
) -> tuple[int, Json]:
    """Return one page with its price: per 25 results, rounded up, and per signal."""
    signal_filter = exchange.given["filters"].get(kind, {}).get("include", {}).get("signals", {})
    if signal_filter:
        exchange.check_signals()
    results = [
        {**preview, "signalTypes": signal_types_of(entity, signal_filter, exchange.today)}
        if signal_filter
        else preview
        for entity, preview in previews
    ]
    meter = Bill(exchange)
    charge(meter, "api_search", len(results))
    meter.charge(
        PRICES[action].credits * sum(len(entity.get("signalTypes", [])) for entity in results)
    )
    body: Json = {
        "requestId": request_id(exchange),
        "results": results,
        "pagination": {**exchange.given["pagination"], "total": total},
    }
    if "tableId" in exchange.given:
        ids = [entity["id"] for entity in results]
        body.update(write_to_table(exchange, kind, exchange.given["tableId"], ids))
    body["billing"] = {"creditsCharged": meter.settle(), "resultsReturned": len(results)}
    return 200, body


HANDLERS = {"contacts prospecting": contacts, "companies prospecting": companies}
