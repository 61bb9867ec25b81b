"""The credits that one command may spend, and has spent."""

from typing import TYPE_CHECKING

from lusha_cli.errors import BudgetExceeded
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.charges import Charge
    from lusha_cli.billing.estimate import Estimate


# The name of the cap, by the source of the setting.
_CAP_NAMES = {
    "flag": "--max-credits",
    "default": "--max-credits",
    "environment": "LUSHA_MAX_CREDITS",
}


class CreditBudget:
    """The credits that one command spends, over all its requests."""

    def __init__(self) -> None:
        self.spent = 0
        self._requests = 0
        self._is_exact = True
        self._unknown_charges: list[str] = []

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
        if self._requests:
            raise BudgetExceeded(
                f"Going on costs {estimate}; {format_credits(self.spent)} are counted already, and "
                f"{limit}.",
                hint=hint,
            )
        raise BudgetExceeded(f"This costs {estimate}, and {limit}. Nothing was sent.", hint=hint)

    def allows(self, estimate: "Estimate", times: int, max_credits: int | None) -> bool:
        """Return whether `times` such requests on top of the spent credits stay in the budget."""
        if max_credits is None:
            return True
        worst_case = self.spent + (estimate.credits or 0) * times
        return not estimate.is_unbounded and worst_case <= max_credits

    def record_charge(self, request: "ApiRequest", response: Json, *, unanswered: int = 0) -> None:
        """Count the charge of a response: as stated in it, else the estimate of the request.

        `unanswered` is the number of earlier attempts that may have been charged although their
        responses were lost; the response doesn't include their charge.
        """
        self._requests += 1
        # After a lost response only the estimate is certain to be enough.
        charge = None if unanswered else _read_charge(request, response)
        # An idempotent request is charged once, however often it was sent.
        attempts = 1 if request.is_idempotent else unanswered + 1
        if charge is not None:
            self.spent += charge.credits
            self._is_exact = self._is_exact and charge.is_exact
        elif request.cost.is_unbounded or request.cost.credits is None:
            is_known = request.endpoint is not None
            message = f"Charged {request.cost}." if is_known else "The API did not say its charge."
            self._unknown_charges.append(message)
        else:
            self.spent += request.cost.credits * attempts
            self._is_exact = False

    def record_unanswered(self, request: "ApiRequest") -> None:
        """Count the estimate of a request whose response was lost."""
        self._requests += 1
        if request.cost.is_unbounded:
            self._unknown_charges.append(f"A lost response may have charged {request.cost}.")
            return
        self.spent += request.cost.credits or 0
        self._is_exact = False

    def summary(self) -> list[str]:
        """Return the messages about all charges, and forget which were reported."""
        from lusha_cli.billing.estimate import format_credits

        messages = list(dict.fromkeys(self._unknown_charges))
        if self._requests > len(self._unknown_charges):
            prefix = "" if self._is_exact or not self.spent else "up to "
            messages.insert(0, f"Charged {prefix}{format_credits(self.spent)}.")
        self._requests, self._unknown_charges = 0, []
        return messages


def _hint(estimate: "Estimate", cap: str) -> str:
    """Return how to change a request or the cap so that the budget allows it."""
    from lusha_cli.billing.estimate import WATERFALL_SURCHARGE

    if estimate.credits is None:
        return f"Leave out {cap}: what this path costs is not known."
    if estimate.surcharge == WATERFALL_SURCHARGE:
        return "Add --no-waterfall: what other providers charge cannot be capped."
    if estimate.is_unbounded:
        return (
            f"A cost without a bound cannot be capped. Leave out {cap} or --signal, or "
            "add --max-results-per-signal N where the command has it."
        )
    return f"Raise {cap}, or ask for less."


def _read_charge(request: "ApiRequest", response: Json) -> "Charge | None":
    """Return the charge of a response, as stated or at the operation's prices; None if unknown."""
    from lusha_cli.billing import charges

    if request.endpoint is None:
        return charges.read_charge(response)
    cost, operation = request.endpoint.cost, request.endpoint.name
    charge = charges.read_charge(response, cost)
    # V2's prospecting doesn't state its charge.
    if charge is None and operation.startswith("prospecting"):
        records = "contacts" if "contact" in operation else "companies"
        if operation.endswith("search"):
            return charges.read_search_charge(response, cost, records=records)
        return charges.read_enrich_charge(response, cost, records=records)
    return charge
