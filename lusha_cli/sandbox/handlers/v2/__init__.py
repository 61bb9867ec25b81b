"""Handlers of the V2 operations, by the name of the command."""

from lusha_cli.sandbox.handlers.v2 import (
    account,
    company,
    filters,
    lookalike,
    person,
    prospecting,
    recommendations,
    signals,
)

HANDLERS = {
    "person get": person.get,
    "person bulk": person.bulk,
    "company get": company.get,
    "company bulk": company.bulk,
    **account.HANDLERS,
    **filters.HANDLERS,
    **lookalike.HANDLERS,
    **recommendations.HANDLERS,
    "prospecting contact search": prospecting.contacts,
    "prospecting contact enrich": prospecting.enrich_contacts,
    "prospecting company search": prospecting.companies,
    "prospecting company enrich": prospecting.enrich_companies,
    "signals options": signals.options,
    "signals contacts get": signals.of_contact_ids,
    "signals contacts search": signals.of_contacts,
    "signals companies get": signals.of_company_ids,
    "signals companies search": signals.of_companies,
}
