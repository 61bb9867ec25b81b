"""Handlers of the V2 operations, by command name."""

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
    **person.HANDLERS,
    **company.HANDLERS,
    **account.HANDLERS,
    **filters.HANDLERS,
    **lookalike.HANDLERS,
    **recommendations.HANDLERS,
    **prospecting.HANDLERS,
    **signals.HANDLERS,
}
