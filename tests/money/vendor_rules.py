"""How a vendor charges: its prices, its billing rules and which of its versions still work."""

import math
from dataclasses import dataclass, field
from typing import Any, Literal

# Credits for each `perQuantity` results, under the names of a live price list.
LIVE_PRICES: dict[str, tuple[float, int]] = {
    "companySearch": (1, 25),
    "contactSearch": (1, 25),
    "revealCompany": (1, 1),
    "revealEmail": (1, 1),
    "revealPhone": (5, 1),
    "lookalikeCompany": (1, 5),
    "lookalikeContact": (1, 5),
    "contactRecommendationsReveal": (1, 1),
    "companyRecommendationsReveal": (1, 1),
    "showSignalsCompany": (1, 1),
    "showSignalsContact": (1, 1),
    "tableRead": (1, 1),
    "buyingGroupContact": (1, 1),
    "signalScoreContactReveal": (1, 1),
    "signalScoreCompanyReveal": (1, 1),
    "icpFitScoreContactReveal": (1, 1),
    "icpFitScoreCompanyReveal": (1, 1),
}
# A dearer account: every price is higher, some have other quantities.
DEARER_PRICES: dict[str, tuple[float, int]] = {
    "companySearch": (2, 10),
    "contactSearch": (3, 20),
    "revealCompany": (4, 1),
    "revealEmail": (3, 1),
    "revealPhone": (10, 1),
    "lookalikeCompany": (2, 4),
    "lookalikeContact": (3, 4),
    "contactRecommendationsReveal": (2, 1),
    "companyRecommendationsReveal": (3, 1),
    "showSignalsCompany": (2, 1),
    "showSignalsContact": (3, 1),
    "tableRead": (2, 1),
    "buyingGroupContact": (2, 1),
    "signalScoreContactReveal": (2, 1),
    "signalScoreCompanyReveal": (3, 1),
    "icpFitScoreContactReveal": (2, 1),
    "icpFitScoreCompanyReveal": (3, 1),
}
# The same actions as the vendor's prose spells them.
PROSE_NAMES = {
    "companySearch": "api_search",
    "revealCompany": "reveal_company",
    "tableRead": "export_api",
    "signalScoreContactReveal": "signal_score_contact_reveal",
    "signalScoreCompanyReveal": "signal_score_company_reveal",
    "icpFitScoreContactReveal": "icp_fit_score_contact_reveal",
    "icpFitScoreCompanyReveal": "icp_fit_score_company_reveal",
    "revealEmail": "reveal_email",
    "revealPhone": "REVEAL_PHONE",
}

PriceList = dict[str, tuple[float, int]]
V2State = Literal["works", "gone", "missing"]


@dataclass
class Rules:
    """The rules of one vendor. Tests change them while the API runs.

    `published` is the price list that `GET /v3/account/usage` shows: None leaves it out, and
    "refused" answers 403. `billing` says whether lookups over V3 charge their search too (`live`)
    or only what they reveal (`documented`). `factors` multiply the charges of a version, and
    `per_item` is added for each item that is charged. `v2` is what V2 answers: "gone" is 410,
    "missing" is 404; with `v2_retires_at` it is gone from the n-th request of V2 on.
    """

    prices: PriceList = field(default_factory=lambda: dict(LIVE_PRICES))
    published: PriceList | Literal["refused", "real"] | None = "real"
    spelling: Literal["live", "prose"] = "live"
    billing: Literal["live", "documented"] = "live"
    factors: dict[str, float] = field(default_factory=lambda: {"v2": 1, "v3": 1})
    per_item: float = 0
    v2_states_charge: bool = True
    v2: V2State = "works"
    v2_retires_at: int | None = None
    v3_forbidden: bool = False
    waterfall: int = 2  # credits of other providers for each contact, unless turned off
    cell: int = 3  # credits for each cell that a column fills
    table_write: int = 1  # credits for each row that a search adds to a table
    total_results: int = 130  # of a search, in all its pages
    table_rows: int = 120
    credits: int = 1_000_000

    def price(self, action: str, quantity: int) -> float:
        """Return the credits of `quantity` results of an action."""
        credits_, per = self.prices[action]
        return credits_ * math.ceil(quantity / per)

    def pricing(self) -> dict[str, Any] | None:
        """Return the published price list in the format of the account's usage."""
        if self.published is None or self.published == "refused":
            return None
        listed = self.prices if self.published == "real" else self.published
        names = PROSE_NAMES if self.spelling == "prose" else {}
        return {
            names.get(name, name): {"credits": credits_, "perQuantity": per}
            for name, (credits_, per) in listed.items()
        }
