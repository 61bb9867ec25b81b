"""The credits that one command may spend, and has spent."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lusha_cli.errors import BudgetExceeded
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.balance import CreditsLeft
    from lusha_cli.billing.charges import Charge
    from lusha_cli.billing.estimate import Estimate


# The name of the cap, by the source of the setting.
_CAP_NAMES = {
    "flag": "--max-credits",
    "default": "--max-credits",
    "environment": "LUSHA_MAX_CREDITS",
}


class CreditBudget:
    """The credits that one command spends, over all its requests. Safe to use from threads."""

    def __init__(self) -> None:
        self.spent = 0
        self.is_exact = True
        self._requests = 0
        self._unknown_charges: list[str] = []
        self._lock = threading.Lock()
        self._reserved: list[int] = []
        self._released = threading.Condition()

    def check(self, estimate: "Estimate", max_credits: int | None, *, source: str = "flag") -> None:
        """Raise BudgetExceeded if `estimate` on top of the spent credits may exceed `max_credits`.

        `source` is the source of the setting `max_credits`.
        """
        if self.allows(estimate, 1, max_credits):
            return
        from lusha_cli.billing.estimate import format_credits

        cap = _CAP_NAMES.get(source, "max_credits (in config.toml)")
        hint = _hint(estimate, cap)
        limit = f"{cap} allows {format_credits(max_credits or 0)}"
        if self._requests or self.spent:
            raise BudgetExceeded(
                f"The next request may cost {estimate} on top of the {self.spent:,} counted so "
                f"far, but {limit}.",
                hint=hint,
            )
        raise BudgetExceeded(f"This may cost {estimate}, but {limit}. Nothing was sent.", hint=hint)

    def allows(self, estimate: "Estimate", times: int, max_credits: int | None) -> bool:
        """Return whether `times` such requests on top of the spent credits stay in the budget."""
        if max_credits is None:
            return True
        worst_case = self.spent + (estimate.credits or 0) * times
        return not estimate.is_unbounded and worst_case <= max_credits

    @contextmanager
    def reserve(self, price: Callable[[], int], max_credits: int | None) -> Iterator[None]:
        """Reserve the worst case of a request, so that those in flight can't exceed the cap.

        While they may together, wait until one of them is charged. `price` may rise meanwhile.
        """
        with self._released:
            while True:
                credits_ = price()
                total = self.spent + sum(self._reserved) + credits_
                if max_credits is None or not self._reserved or total <= max_credits:
                    break
                self._released.wait()
            self._reserved.append(credits_)
        try:
            yield
        finally:
            with self._released:
                self._reserved.remove(credits_)
                self._released.notify_all()

    def record_charge(
        self, request: "ApiRequest", charge: "Charge | None", *, estimate: "Estimate"
    ) -> None:
        """Count the charge of a request with all of its attempts, None if it isn't known."""
        with self._lock:
            self._requests += 1
            if charge is None:
                self._unknown_charges.append(_unknown_charge(request, estimate))
                return
            self.spent += charge.credits
            self.is_exact = self.is_exact and charge.is_exact

    def record_unanswered(self, request: "ApiRequest", estimate: "Estimate") -> None:
        """Count the estimate of a request whose response was lost."""
        with self._lock:
            self._requests += 1
            self.is_exact = False
            if estimate.is_unbounded:
                self._unknown_charges.append(_unknown_charge(request, estimate))
            self.spent += estimate.credits or 0

    @property
    def is_unknown(self) -> bool:
        """Return whether a request was charged a number of credits that isn't known."""
        return bool(self._unknown_charges)

    def summary(self, left: "Callable[[], CreditsLeft | None]" = lambda: None) -> list[str]:
        """Return the messages about all charges, and forget which were reported.

        `left` returns the credits that the account has left, or None.
        """
        messages = list(dict.fromkeys(self._unknown_charges))
        if self._requests > len(self._unknown_charges):
            from lusha_cli.billing.receipt import receipt

            balance = None if messages else left()
            messages.insert(0, receipt(self.spent, is_exact=self.is_exact, left=balance))
        self._requests, self._unknown_charges = 0, []
        return messages


def _unknown_charge(request: "ApiRequest", estimate: "Estimate") -> str:
    """Return the message about a charge that neither response nor estimate shows."""
    if request.endpoint is None:
        return "The API did not report the charge."
    return f"Charged {estimate}."


def _hint(estimate: "Estimate", cap: str) -> str:
    """Return how to change a request or the cap so that the budget allows it."""
    if estimate.is_unbounded:
        return unbounded_hint(estimate, f"Leave out {cap}")
    return f"Raise {cap}, or request less data."


def unbounded_hint(estimate: "Estimate", remedy: str) -> str:
    """Return how to send a request without a bound: with a bound, or by the `remedy`."""
    from lusha_cli.billing.estimate import WATERFALL_SURCHARGE

    if estimate.credits is None:
        return f"{remedy}: the cost of this path isn't known."
    if WATERFALL_SURCHARGE in estimate.surcharge:
        return "Add --no-waterfall: the charges of other providers can't be capped."
    return (
        f"An unbounded cost can't be capped. {remedy} or --signal, or "
        "add --max-results-per-signal N if the command has that option."
    )


def read_request_charge(request: "ApiRequest", response: Json) -> "Charge | None":
    """Return the charge of a response, as stated or at the operation's prices; None if unknown."""
    from lusha_cli.billing.charges import read_charge

    if request.endpoint is None:
        return read_charge(response)
    cost = request.endpoint.cost
    return read_charge(response, cost, operation=request.endpoint.name, sent=request.body)


def total_charge(
    charge: "Charge | None", request: "ApiRequest", *, estimate: "Estimate", unanswered: int
) -> "Charge | None":
    """Return the charge of a request with all of its attempts, or None if it isn't known.

    `charge` is that of its response, or None if it isn't known and counts with `estimate`.
    `unanswered` is the number of earlier attempts whose responses were lost.
    """
    from lusha_cli.billing.charges import Charge

    if (charge is None or unanswered) and estimate.is_unbounded:
        return None
    most = estimate.credits or 0
    credits_ = most if charge is None else charge.credits
    if unanswered and request.is_idempotent:
        # It is charged once, however often it was sent.
        credits_ = max(credits_, most)
    elif unanswered:
        credits_ += most * unanswered
    return Charge(credits_, charge is not None and charge.is_exact and not unanswered)
