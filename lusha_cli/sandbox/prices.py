"""What V3 charges for each action, as `account plan` tells it."""

from typing import NamedTuple


class Price(NamedTuple):
    """Credits for each started `quantity`."""

    credits: int
    quantity: int = 1


# The published ones (API reference, August 2026); where it names none, the sandbox asks 1.
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
