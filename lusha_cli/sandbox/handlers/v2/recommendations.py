"""Handlers of `recommendations contacts` and `recommendations companies`."""

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.companies import company_by_id, company_data
from lusha_cli.sandbox.data.people import person_by_id, profile
from lusha_cli.sandbox.lookalike_session import (
    LookalikePage,
    companies_like,
    known_entities,
    next_page,
    people_like,
)
from lusha_cli.sandbox.request_context import RequestContext


def contacts(context: RequestContext) -> tuple[int, Json]:
    """Return people like the contacts of a request."""
    params, seed = context.params, context.seed
    ids = [entry["personId"] for entry in params["contacts"]]
    seeds = known_entities(person_by_id(text, seed=seed) for text in ids)
    exclude = known_entities(person_by_id(text, seed=seed) for text in params.get("exclude", []))
    page = next_page(context, params.get("requestId"), people_like(seeds), seeds + exclude)
    records = [
        {
            "personId": str(person.id),
            "companyId": str(person.company.id),
            "name": person.full_name,
            "jobTitle": profile(person)["title"],
            "companyName": person.company.name,
        }
        for person in page.matches
    ]
    return 201, _response(page, "contacts", records)


def companies(context: RequestContext) -> tuple[int, Json]:
    """Return companies like the companies of a request."""
    params, seed = context.params, context.seed
    ids = [entry["companyId"] for entry in params["companies"]]
    seeds = known_entities(company_by_id(text, seed=seed) for text in ids)
    exclude = known_entities(company_by_id(text, seed=seed) for text in params.get("exclude", []))
    page = next_page(context, params.get("requestId"), companies_like(seeds), seeds + exclude)
    records = [
        {
            "companyId": str(company.id),
            "name": company.name,
            "fqdn": company_data(company)["fqdn"],
            "description": company_data(company)["description"],
        }
        for company in page.matches
    ]
    return 201, _response(page, "companies", records)


def _response(page: LookalikePage, key: str, records: list[Json]) -> Json:
    return {
        key: records,
        "requestId": page.session_id,
        "count": len(records),
        "creditsCharged": page.charged,
    }


HANDLERS = {"recommendations contacts": contacts, "recommendations companies": companies}
