"""Handlers of the V2 signals operations."""

from collections.abc import Iterable

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

DEFAULT_SIGNALS_PER_TYPE = 10


def options(context: RequestContext) -> tuple[int, Json]:
    """Return the signal types of an entity type, and the values of their sub-filters."""
    context.check_signals()
    entity_type = context.path["objectType"]
    if entity_type == "contact":
        return 200, {"signals": list(CONTACT_SIGNALS), "objectType": entity_type}
    if entity_type != "company":
        raise ApiError(400, "objectType must be one of: contact, company")
    return 200, {
        "signals": list(COMPANY_SIGNALS),
        "objectType": entity_type,
        "filterOptions": {
            "newsEventTypes": list(NEWS_EVENTS),
            "hiringByDepartments": list(HIRING_DEPARTMENTS),
        },
    }


def contacts_by_id(context: RequestContext) -> tuple[int, Json]:
    """Return the signals of people by id."""
    # Ids are numbers in the request, but keys in the response.
    ids = map(str, context.params["contactIds"])
    return _response(context, "contacts", ((i, person_by_id(i, seed=context.seed)) for i in ids))


def contacts(context: RequestContext) -> tuple[int, Json]:
    """Return the signals of the identified people, each under the id in the request."""
    items = context.params["contacts"]
    for item in items:
        scenarios.apply_scenario(scenarios.scenario_of(item.get("email")), context)
    return _response(context, "contacts", ((item["id"], _person(item, context)) for item in items))


def companies_by_id(context: RequestContext) -> tuple[int, Json]:
    """Return the signals of companies by id."""
    ids = map(str, context.params["companyIds"])
    return _response(context, "companies", ((i, company_by_id(i, seed=context.seed)) for i in ids))


def companies(context: RequestContext) -> tuple[int, Json]:
    """Return the signals of the identified companies, each under the id in the request."""
    items = context.params["companies"]
    for item in items:
        scenarios.apply_scenario(scenarios.scenario_of(item.get("domain")), context)
    return _response(
        context, "companies", ((item["id"], _company(item, context)) for item in items)
    )


def _person(item: Json, context: RequestContext) -> Person | None:
    # One of the vendor's examples has the domain beside the companies.
    employer = [{"domain": item["domain"]}] if item.get("domain") else []
    query = {
        "email": item.get("email"),
        "linkedinUrl": item.get("social_link"),
        "fullName": item.get("full_name"),
        "companies": [*item.get("companies", []), *employer],
    }
    # Without another identifier, the id is the API's own.
    return find_person(query if any(query.values()) else {"personId": item["id"]}, context.seed)


def _company(item: Json, context: RequestContext) -> Company | None:
    query = {key: item[key] for key in ("name", "domain") if item.get(key)}
    return find_company(query or {"companyId": item["id"]}, context.seed)


def _response(
    context: RequestContext, noun: str, matches: Iterable[tuple[str, Person | Company | None]]
) -> tuple[int, Json]:
    """Return the signals of the entities that exist, and charge each signal."""
    context.check_signals()
    params = context.params
    since = context.since(params.get("startDate"))
    max_per_type = params.get("maxResultsPerSignal", DEFAULT_SIGNALS_PER_TYPE)
    include = params.get("filters", {}).get("include", {})
    meter = CreditMeter(context)
    action = f"showSignals{'Contact' if noun == 'contacts' else 'Company'}"
    results: Json = {}
    for item_id, entity in matches:
        if entity is None:
            continue
        signals_by_type = signals.signals_of(
            entity, params["signals"], since=since, today=context.today, include=include
        )
        result_signals = {
            name: entries[:max_per_type] for name, entries in signals_by_type.items() if entries
        }
        # Not recorded as revealed: a repeated signals request is charged again.
        meter.charge(action, sum(map(len, result_signals.values())))
        results[item_id] = {**_identity(entity), **result_signals}
    return 201, {
        noun: results,
        "startDate": since.isoformat(),
        "endDate": context.today.isoformat(),
        "creditCharged": meter.settle(),
    }


def _identity(entity: Person | Company) -> Json:
    if isinstance(entity, Person):
        return {"personId": str(entity.id)}
    return {"companyId": str(entity.id), "companyName": entity.name, "domain": entity.domain}


HANDLERS = {
    "signals options": options,
    "signals contacts get": contacts_by_id,
    "signals contacts search": contacts,
    "signals companies get": companies_by_id,
    "signals companies search": companies,
}
