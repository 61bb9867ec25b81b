"""Handlers of the V3 searches by filters."""

from collections import Counter
from typing import Any

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.filtering import (
    REFINEMENTS,
    matching_companies,
    matching_people,
    signal_types_of,
)
from lusha_cli.sandbox.data.people import Person
from lusha_cli.sandbox.handlers.v3.companies import company_preview
from lusha_cli.sandbox.handlers.v3.contacts import contact_preview
from lusha_cli.sandbox.handlers.v3.results import request_id
from lusha_cli.sandbox.handlers.v3.table_cells import table_write
from lusha_cli.sandbox.http import ApiError
from lusha_cli.sandbox.lookups import MatchedPerson
from lusha_cli.sandbox.request_context import CreditMeter, RequestContext

# Prefixes of company filters that cannot be combined with contact filters.
_COMPANY_ONLY_PREFIXES = ("searchText", "signals", "technologies", "intent")


def contacts(context: RequestContext) -> tuple[int, Json]:
    """Return a page of the people who pass the filters."""
    filters, options = context.params["filters"], context.params.get("options", {})
    if options.get("excludeDnc"):
        context.check_dnc()
    _check_refinements(filters)
    people = matching_people(
        context,
        filters,
        include_partial=options.get("includePartialProfiles") is not False,
        exclude_dnc=options.get("excludeDnc", False),
    )
    people = _limit_per_company(people, context.params.get("maxContactsPerCompany"))
    previews = _page(context, people)
    return _response(
        context, "contacts", len(people),
        [(person, contact_preview(context, {}, MatchedPerson(person))) for person in previews],
    )  # fmt: skip


def companies(context: RequestContext) -> tuple[int, Json]:
    """Return a page of the companies that pass the filters."""
    filters, options = context.params["filters"], context.params.get("options", {})
    if not filters.get("companies", {}).get("include"):
        raise ApiError(400, "filters.companies.include should not be empty")
    filter_names = {name for filters in filters["companies"].values() for name in filters}
    company_only = sorted(name for name in filter_names if name.startswith(_COMPANY_ONLY_PREFIXES))
    if filters.get("contacts") and company_only:
        raise ApiError(400, f"filters.contacts cannot be combined with {company_only[0]}")
    matches = matching_companies(context, filters)
    # Unlike in the search for people, partial profiles are left out by default.
    if not options.get("includePartialProfiles"):
        matches = [company for company in matches if not company.is_partial]
    previews = _page(context, matches)
    return _response(
        context, "companies", len(matches),
        [(company, company_preview(context, {}, company)) for company in previews],
    )  # fmt: skip


def _check_refinements(filters: Json) -> None:
    """Raise ApiError 400 if the filters only refine a search but do not start one."""
    contact_filters = filters.get("contacts", {}).get("include", {})
    if (
        contact_filters.keys()
        and contact_filters.keys() <= REFINEMENTS
        and not filters.get("companies")
    ):
        raise ApiError(400, f"{sorted(contact_filters)[0]} must be paired with another filter")


def _limit_per_company(people: list[Person], limit: int | None) -> list[Person]:
    """Return the first `limit` people of each company, or all if it is None."""
    if limit is None:
        return people
    counts: Counter[int] = Counter()
    kept = []
    for person in people:
        counts[person.company.number] += 1
        if counts[person.company.number] <= limit:
            kept.append(person)
    return kept


def _page(context: RequestContext, entities: list[Any]) -> list[Any]:
    pages = context.params["pagination"]
    page, size = pages["page"], pages["size"]
    return entities[page * size : (page + 1) * size]


def _response(
    context: RequestContext, noun: str, total: int, previews: list[tuple[Any, Json]]
) -> tuple[int, Json]:
    """Return one page with its charge: its results, and their signals."""
    signal_filter = context.params["filters"].get(noun, {}).get("include", {}).get("signals", {})
    if signal_filter:
        context.check_signals()
    results = [
        {**preview, "signalTypes": signal_types_of(entity, signal_filter, context)}
        if signal_filter
        else preview
        for entity, preview in previews
    ]
    kind = "contact" if noun == "contacts" else "company"
    meter = CreditMeter(context)
    meter.charge(f"{kind}Search", len(results))
    meter.charge(
        f"showSignals{kind.title()}", sum(len(result.get("signalTypes", [])) for result in results)
    )
    body: Json = {
        "requestId": request_id(context),
        "results": results,
        "pagination": {**context.params["pagination"], "total": total},
    }
    body.update(table_write(context, noun, [result["id"] for result in results]))
    body["billing"] = {"creditsCharged": meter.settle(), "resultsReturned": len(results)}
    return 200, body


HANDLERS = {"contacts prospecting": contacts, "companies prospecting": companies}
