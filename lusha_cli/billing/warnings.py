"""Warnings about requests that charge more than their names suggest."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lusha_cli.billing.estimate import WATERFALL_SURCHARGE

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.estimate import Estimate

# Operations whose names don't show everything that they charge.
_REASONS = {
    "contacts buying-group": "each person found is charged",
    "contacts search-and-enrich": "the search and what it reveals are charged",
    "contacts tables rows": "the rows that are read are charged",
    "companies tables rows": "the rows that are read are charged",
}


def warn_cost(
    request: "ApiRequest", estimate: "Estimate", *, print_message: Callable[[str], None]
) -> None:
    """Print the estimate of a request that charges more than its name suggests."""
    name = request.endpoint.name if request.endpoint else ""
    if name in _REASONS:
        print_message(f"This costs {estimate}: {_REASONS[name]}.")


def warn_waterfall(request: "ApiRequest", *, print_message: Callable[[str], None]) -> None:
    """Print that other providers may charge for a request on top of its estimate."""
    if request.cost.surcharge == WATERFALL_SURCHARGE:
        print_message("Your account's waterfall may charge more: --no-waterfall leaves it out.")
