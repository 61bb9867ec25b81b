"""Handlers of the `filters` commands."""

from lusha_cli.sandbox.filter_lists import FILTER_LISTS

HANDLERS = {f"filters {name}": handler for name, handler in FILTER_LISTS.items()}
