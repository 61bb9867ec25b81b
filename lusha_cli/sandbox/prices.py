"""The price list of the sandbox: what each action costs, and what `account plan` publishes."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from lusha_cli.suggestions import close_matches

Billing = Literal["live", "documented"]
BILLINGS: tuple[Billing, ...] = ("live", "documented")


class Price(NamedTuple):
    """Credits per `quantity` results, rounded up; `credits` may be fractional."""

    credits: float
    quantity: int = 1


# The names of live accounts (July 2026). For buying groups and signal scores, only those in the
# API reference (August 2026) are known; the last two are not documented and follow these.
LIVE_PRICES: Mapping[str, Price] = {
    "companySearch": Price(1, 25),
    "contactSearch": Price(1, 25),
    "revealCompany": Price(1),
    "revealEmail": Price(1),
    "revealPhone": Price(5),
    "lookalikeCompany": Price(1, 5),
    "lookalikeContact": Price(1, 5),
    "companyRecommendationsReveal": Price(1),
    "contactRecommendationsReveal": Price(1),
    "showSignalsCompany": Price(1),
    "showSignalsContact": Price(1),
    "tableRead": Price(1),
    "buyingGroupContact": Price(1),
    "signal_score_company_reveal": Price(1),
    "signal_score_contact_reveal": Price(1),
    "icp_fit_score_company_reveal": Price(1),
    "icp_fit_score_contact_reveal": Price(1),
}
# What the API reference says instead.
_DOCUMENTED_PRICES: Mapping[str, Price] = {
    "lookalikeCompany": Price(1, 25),
    "lookalikeContact": Price(1, 25),
    "tableRead": Price(1, 25),
}
# The price of an extra field of a company: `canReveal` shows it, the price list does not.
COMPANY_FIELD = "companyField"
_UNLISTED_PRICES = {COMPANY_FIELD: Price(1)}

_PRICE_TEXT = re.compile(r"([^=]+)=(\d{1,9}(?:\.\d{1,6})?)(?:/([1-9]\d{0,8}))?", re.ASCII)


class PriceList:
    """The prices of a sandbox, and the rules by which it bills.

    `changes` replace default prices; their names may have any spelling. If not `is_published`,
    the published list is the default one, as that of a vendor whose list is out of date.
    """

    def __init__(
        self,
        changes: Mapping[str, Price] | None = None,
        *,
        billing: Billing = "live",
        is_published: bool = True,
    ) -> None:
        self.billing = billing
        defaults = {**LIVE_PRICES, **(_DOCUMENTED_PRICES if billing == "documented" else {})}
        named = {find_action(name): price for name, price in (changes or {}).items()}
        charged = {**defaults, **named}
        self.published: Mapping[str, Price] = charged if is_published else defaults
        self._charged = {**_UNLISTED_PRICES, **charged}

    @property
    def is_live(self) -> bool:
        """Return whether bills follow those of live accounts instead of the API reference."""
        return self.billing == "live"

    def charge(self, action: str, quantity: int = 1) -> float:
        """Return the credits for `quantity` results of an action."""
        price = self._charged[action]
        return whole(-(-quantity // price.quantity) * price.credits)

    def is_free(self, action: str) -> bool:
        """Return whether an action costs nothing."""
        return not self._charged[action].credits


def whole(credits_: float) -> float:
    """Return credits without the errors of float arithmetic, an integer if they are whole."""
    rounded = round(credits_, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def find_action(name: str) -> str:
    """Return the action that `name` means, ignoring case and underscores.

    Raises ValueError with a message for the user.
    """
    actions = {_simplify(action): action for action in LIVE_PRICES}
    action = actions.get(_simplify(name))
    if action:
        return action
    message = f"{name!r} is not a price."
    near = [actions[match] for match in close_matches(_simplify(name), actions)]
    if near:
        raise ValueError(f"{message} Did you mean {' or '.join(near)}?")
    raise ValueError(f"{message} Prices: {', '.join(LIVE_PRICES)}.")


def parse_prices(texts: Iterable[str]) -> dict[str, Price]:
    """Parse texts of the form `NAME=CREDITS[/QUANTITY]`. Raises ValueError, for the user."""
    prices = {}
    for text in texts:
        match = _PRICE_TEXT.fullmatch(text.strip())
        if match is None:
            raise ValueError(
                f"{text!r} is not NAME=CREDITS or NAME=CREDITS/QUANTITY, where CREDITS is a number"
                " from 0 and QUANTITY an integer from 1."
            )
        name, credits_, quantity = match.groups()
        prices[find_action(name.strip())] = Price(whole(float(credits_)), int(quantity or 1))
    return prices


def _simplify(name: str) -> str:
    return name.replace("_", "").lower()
