"""Handlers of V3's searches by filters."""

from typing import Any

from lusha_cli.sandbox.data.people import profile
from lusha_cli.sandbox.data.v2_filtering import callable_phones
from lusha_cli.sandbox.data.v3_filtering import REFINEMENTS, matching_companies, matching_people, signal_types_of
from lusha_cli.sandbox.handlers.v2.person import Subject
from lusha_cli.sandbox.handlers.v3.companies import company_preview as company_preview
from lusha_cli.sandbox.handlers.v3.contacts import contact_preview as contact_preview
from lusha_cli.sandbox.handlers.v3.results import charge, request_id
from lusha_cli.sandbox.handlers.v3.tables import write_to_table
from lusha_cli.sandbox.http import Refusal
from lusha_cli.sandbox.prices import PRICES
from lusha_cli.sandbox.request_context import Bill, Exchange

Json = dict[str, Any]

# How those filters of companies begin that do not go together with filters of people.
_ALONE = ("searchText", "signals", "technologies", "intent")


def contacts(exchange: Exchange) -> tuple[int, Json]:
    """A page of the people who pass the filters."""
    filters, options = exchange.given["filters"], exchange.given.get("options", {})
    if options.get("excludeDnc") and not exchange.plan.dnc:
        raise Refusal(403, "Exclude DNC is not supported on your current plan")
    _check_base(filters)
    found = matching_people(exchange, filters)
    if options.get("includePartialProfiles") is False:
        found = [one for one in found if not one.is_partial]
    if options.get("excludeDnc"):
        found = [one for one in found if callable_phones(one) or not profile(one)["phones"]]
    previews = _page(exchange, found)
    return _answered(
        exchange, "contacts", len(found), "showSignalsContact",
        [(one, contact_preview(exchange, {}, Subject(one))) for one in previews],
    )  # fmt: skip


def companies(exchange: Exchange) -> tuple[int, Json]:
    """A page of the companies that pass the filters."""
    filters, options = exchange.given["filters"], exchange.given.get("options", {})
    if not filters.get("companies", {}).get("include"):
        raise Refusal(400, "filters.companies.include should not be empty")
    named = {name for part in filters["companies"].values() for name in part}
    alone = sorted(name for name in named if name.startswith(_ALONE))
    if filters.get("contacts") and alone:
        raise Refusal(400, f"filters.contacts cannot be combined with {alone[0]}")
    found = matching_companies(exchange, filters)
    if not options.get("includePartialProfiles"):
        found = [one for one in found if not one.is_partial]
    previews = _page(exchange, found)
    return _answered(
        exchange, "companies", len(found), "showSignalsCompany",
        [(one, company_preview(exchange, {}, one)) for one in previews],
    )  # fmt: skip


def _check_base(filters: Json) -> None:
    """Raises Refusal 400 where a person is only narrowed down, not searched."""
    own = filters.get("contacts", {}).get("include", {})
    if own.keys() and own.keys() <= REFINEMENTS and not filters.get("companies"):
        raise Refusal(400, f"{sorted(own)[0]} must be paired with another filter")


def _page(exchange: Exchange, found: list[Any]) -> list[Any]:
    pages = exchange.given["pagination"]
    page, size = pages["page"], pages["size"]
    return found[page * size : (page + 1) * size]


def _answered(
    exchange: Exchange, kind: str, total: int, action: str, shown: list[tuple[Any, Json]]
) -> tuple[int, Json]:
    """One page with its price: each started 25 results, and each signal that a result has."""
    asked = exchange.given["filters"].get(kind, {}).get("include", {}).get("signals", {})
    if asked:
        exchange.check_signals()
    results = [
        {**preview, "signalTypes": signal_types_of(one, asked, exchange.today)} if asked else preview
        for one, preview in shown
    ]
    bill = Bill(exchange)
    charge(bill, "api_search", len(results))
    bill.charge(PRICES[action].credits * sum(len(one.get("signalTypes", [])) for one in results))
    answer: Json = {
        "requestId": request_id(exchange),
        "results": results,
        "pagination": {**exchange.given["pagination"], "total": total},
    }
    if "tableId" in exchange.given:
        found = [one["id"] for one in results]
        answer.update(write_to_table(exchange, kind, exchange.given["tableId"], found))
    answer["billing"] = {"creditsCharged": bill.settle(), "resultsReturned": len(results)}
    return 200, answer


HANDLERS = {"contacts prospecting": contacts, "companies prospecting": companies}
