"""Handlers of the V3 operations, by command name."""

from lusha_cli.sandbox.handlers.v3 import (
    account,
    companies,
    contacts,
    filter_values,
    icp,
    lookalike,
    prospecting,
    recommendations,
    signals,
    tables,
    website_visits,
)

HANDLERS = {
    **account.HANDLERS,
    **lookalike.HANDLERS,
    **filter_values.HANDLERS,
    **icp.HANDLERS,
    **tables.HANDLERS,
    **contacts.HANDLERS,
    **companies.HANDLERS,
    **prospecting.HANDLERS,
    **recommendations.HANDLERS,
    **signals.HANDLERS,
    **website_visits.HANDLERS,
}
