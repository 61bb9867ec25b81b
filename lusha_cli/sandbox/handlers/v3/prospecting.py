"""Handlers of V3's searches by filters."""

from typing import Any

from lusha_cli.sandbox.data.people import profile
from lusha_cli.sandbox.data.v2_filtering import callable_phones
from lusha_cli.sandbox.data.v3_filtering import REFINEMENTS, companies_found, people_found, types_of
from lusha_cli.sandbox.handlers.v3.companies import preview_of as company_preview
from lusha_cli.sandbox.handlers.v3.contacts import preview_of as contact_preview
from lusha_cli.sandbox.handlers.v3.results import charge, request_id
from lusha_cli.sandbox.handlers.v3.tables import write_to
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.lookups import MatchedPerson
from lusha_cli.sandbox.prices import PRICES
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext

Json = dict[str, Any]

# How those filters of companies begin that do not go together with filters of people.
_ALONE = ("searchText", "signals", "technologies", "intent")


def contacts(context: RequestContext) -> tuple[int, Json]:
    """A page of the people who pass the filters."""
    filters, options = context.params["filters"], context.params.get("options", {})
    if options.get("excludeDnc") and not context.plan.dnc:
        raise ApiError(403, "Exclude DNC is not supported on your current plan")
    _check_base(filters)
    found = people_found(context, filters)
    if options.get("includePartialProfiles") is False:
        found = [one for one in found if not one.is_partial]
    if options.get("excludeDnc"):
        found = [one for one in found if callable_phones(one) or not profile(one)["phones"]]
    previews = _page(context, found)
    return _answered(
        context, "contacts", len(found), "showSignalsContact",
        [(one, contact_preview(context, {}, MatchedPerson(one))) for one in previews],
    )  # fmt: skip


def companies(context: RequestContext) -> tuple[int, Json]:
    """A page of the companies that pass the filters."""
    filters, options = context.params["filters"], context.params.get("options", {})
    if not filters.get("companies", {}).get("include"):
        raise ApiError(400, "filters.companies.include should not be empty")
    named = {name for part in filters["companies"].values() for name in part}
    alone = sorted(name for name in named if name.startswith(_ALONE))
    if filters.get("contacts") and alone:
        raise ApiError(400, f"filters.contacts cannot be combined with {alone[0]}")
    found = companies_found(context, filters)
    if not options.get("includePartialProfiles"):
        found = [one for one in found if not one.is_partial]
    previews = _page(context, found)
    return _answered(
        context, "companies", len(found), "showSignalsCompany",
        [(one, company_preview(context, {}, one)) for one in previews],
    )  # fmt: skip


def _check_base(filters: Json) -> None:
    """Raises ApiError 400 if a person is only narrowed down, not searched."""
    own = filters.get("contacts", {}).get("include", {})
    if own.keys() and own.keys() <= REFINEMENTS and not filters.get("companies"):
        raise ApiError(400, f"{sorted(own)[0]} must be paired with another filter")


def _page(context: RequestContext, found: list[Any]) -> list[Any]:
    pages = context.params["pagination"]
    page, size = pages["page"], pages["size"]
    return found[page * size : (page + 1) * size]


def _answered(
    context: RequestContext, kind: str, total: int, action: str, shown: list[tuple[Any, Json]]
) -> tuple[int, Json]:
    """One page with its price: each started 25 results, and each signal that a result has."""
    asked = context.params["filters"].get(kind, {}).get("include", {}).get("signals", {})
    if asked:
        context.check_signals()
    results = [
        {**preview, "signalTypes": types_of(one, asked, context.today)} if asked else preview
        for one, preview in shown
    ]
    bill = CreditMeter(context)
    charge(bill, "api_search", len(results))
    bill.charge(PRICES[action].credits * sum(len(one.get("signalTypes", [])) for one in results))
    answer: Json = {
        "requestId": request_id(context),
        "results": results,
        "pagination": {**context.params["pagination"], "total": total},
    }
    if "tableId" in context.params:
        found = [one["id"] for one in results]
        answer.update(write_to(context, kind, context.params["tableId"], found))
    answer["billing"] = {"creditsCharged": bill.settle(), "resultsReturned": len(results)}
    return 200, answer


HANDLERS = {"contacts prospecting": contacts, "companies prospecting": companies}
