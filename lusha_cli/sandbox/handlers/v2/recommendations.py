"""Handlers of `recommendations contacts` and `recommendations companies`."""

from collections.abc import Callable, Iterator
from typing import Any

from lusha_cli.json_types import Json
from lusha_cli.sandbox.data.companies import Company, company_by_id, company_data
from lusha_cli.sandbox.data.people import Person, person_by_id, profile
from lusha_cli.sandbox.lookalike_session import (
    companies_like,
    existing_entities,
    next_page,
    people_like,
)
from lusha_cli.sandbox.request_context import RequestContext


def contacts(context: RequestContext) -> tuple[int, Json]:
    """Return people like the contacts of a request."""

    def record(person: Person) -> Json:
        return {
            "personId": str(person.id),
            "companyId": str(person.company.id),
            "name": person.full_name,
            "jobTitle": profile(person)["title"],
            "companyName": person.company.name,
        }

    return _response(context, "contacts", "personId", person_by_id, people_like, record)


def companies(context: RequestContext) -> tuple[int, Json]:
    """Return companies like the companies of a request."""

    def record(company: Company) -> Json:
        data = company_data(company)
        return {
            "companyId": str(company.id),
            "name": company.name,
            "fqdn": data["fqdn"],
            "description": data["description"],
        }

    return _response(context, "companies", "companyId", company_by_id, companies_like, record)


def _response(
    context: RequestContext,
    noun: str,
    id_key: str,
    find_by_id: Callable[..., Any],
    candidates: Callable[[list[Any]], Iterator[Any]],
    record: Callable[[Any], Json],
) -> tuple[int, Json]:
    """Return the next candidates that are like the existing seeds."""
    params = context.params
    seeds, exclude = (
        existing_entities(find_by_id(text, seed=context.seed) for text in ids)
        for ids in ([entry[id_key] for entry in params[noun]], params.get("exclude", []))
    )
    page = next_page(context, params.get("requestId"), candidates(seeds), seeds + exclude)
    return 201, {
        noun: [record(match) for match in page.matches],
        "requestId": page.session_id,
        "count": len(page.matches),
        "creditsCharged": page.charged,
    }


# The vendor's OpenAPI document doesn't have these two endpoints.
HANDLERS = {"recommendations contacts": contacts, "recommendations companies": companies}
