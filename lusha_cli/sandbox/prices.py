"""V3's price list, as `account plan` reports it."""

from typing import NamedTuple


class Price(NamedTuple):
    """Credits per `quantity`, rounded up."""

    credits: int
    quantity: int = 1


# The published prices (API reference, August 2026); 1 credit where none is published.
# Live accounts spell some names differently (`revealCompany`): clients must accept both.
PRICES = {
    "revealEmail": Price(1),
    "revealPhone": Price(5),
    "reveal_company": Price(1),
    "api_search": Price(1, 25),
    "lookalikeContact": Price(1, 25),
    "lookalikeCompany": Price(1, 25),
    "buyingGroupContact": Price(1),
    "showSignalsContact": Price(1),
    "showSignalsCompany": Price(1),
    "signal_score_contact_reveal": Price(1),
    "signal_score_company_reveal": Price(1),
    "export_api": Price(1, 25),
}
