"""Handlers of `lookalike contacts` and `lookalike companies`."""

from lusha_cli.json_types import Json
from lusha_cli.sandbox.lookalike_session import (
    company_record,
    lookalike_companies,
    lookalike_people,
    lookalike_response,
    person_record,
)
from lusha_cli.sandbox.request_context import RequestContext


def contacts(context: RequestContext) -> tuple[int, Json]:
    """Return people who are like the seeds."""
    page = lookalike_people(context)
    records = [
        person_record(person, id_key="contactId", company_id_key="companyId")
        for person in page.matches
    ]
    return 201, {**lookalike_response(page, records), "creditsCharged": page.charged}


def companies(context: RequestContext) -> tuple[int, Json]:
    """Return companies that are like the seeds."""
    page = lookalike_companies(context)
    records = [company_record(company) for company in page.matches]
    return 201, {**lookalike_response(page, records), "creditsCharged": page.charged}


HANDLERS = {"lookalike contacts": contacts, "lookalike companies": companies}
