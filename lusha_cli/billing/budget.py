"""What one command may spend, and what it has spent."""

from typing import TYPE_CHECKING

from lusha_cli.errors import BudgetExceeded

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.charges import Credits
    from lusha_cli.billing.estimate import Estimate

from lusha_cli.json_types import Json


class Purse:
    """The credits of one command, in all its requests."""

    def __init__(self) -> None:
        self.spent = 0
        self._requests = 0
        self._is_exact = True
        self._unknown: list[str] = []

    def check(self, cost: "Estimate", most: int | None, *, said_by: str = "--max-credits") -> None:
        """Raise BudgetExceeded where `cost` on top of what is spent might cross `most`.

        `said_by` is the flag, the variable or the key of the configuration that says `most`.
        """
        if most is None or not (cost.open_ended or self.spent + (cost.credits or 0) > most):
            return
        from lusha_cli.billing.estimate import WATERFALL, count

        if cost.credits is None:
            hint = f"Leave out {said_by}: what this path costs is not known."
        elif cost.more == WATERFALL:
            hint = "Add --no-waterfall: what other providers charge cannot be capped."
        elif cost.open_ended:
            hint = (
                f"A cost without a bound cannot be capped. Leave out {said_by} or --signal, or "
                "add --max-results-per-signal N where the command has it."
            )
        else:
            hint = f"Raise {said_by}, or ask for less."
        if self._requests:
            raise BudgetExceeded(
                f"Going on costs {cost}; {count(self.spent)} are counted already, and "
                f"{said_by} allows {count(most)}.",
                hint=hint,
            )
        raise BudgetExceeded(
            f"This costs {cost}, and {said_by} allows {count(most)}. Nothing was sent.",
            hint=hint,
        )

    def can_pay(self, cost: "Estimate", times: int, most: int | None) -> bool:
        """Whether `cost`, so many times, on top of what is spent stays within `most`."""
        if most is None:
            return True
        return not cost.open_ended and self.spent + (cost.credits or 0) * times <= most

    def pay(self, call: "ApiRequest", answer: Json, *, lost: int = 0) -> None:
        """Count what an answer charged: what it says, else the most that the call could cost.

        `lost`: so many earlier tries may have been charged, of which the answer does not tell.
        """
        self._requests += 1
        found = None if lost else _read(call, answer)
        times = 1 if call.is_idempotent else lost + 1
        if found is not None:
            self.spent += found.charged
            self._is_exact = self._is_exact and found.exact
        elif call.cost.open_ended or call.cost.credits is None:
            told = f"Charged {call.cost}." if call.endpoint else "The API did not say its charge."
            self._unknown.append(told)
        else:
            self.spent += call.cost.credits * times
            self._is_exact = False

    def lose(self, call: "ApiRequest") -> None:
        """Count what a call may have been charged whose answer was lost."""
        self._requests += 1
        self.spent += call.cost.credits or 0
        self._is_exact = False

    def told(self) -> list[str]:
        """What to say of it all, once."""
        from lusha_cli.billing.estimate import count

        said = list(dict.fromkeys(self._unknown))
        if self._requests > len(self._unknown):
            about = "" if self._is_exact or not self.spent else "up to "
            said.insert(0, f"Charged {about}{count(self.spent)}.")
        self._requests, self._unknown = 0, []
        return said


def _read(call: "ApiRequest", answer: Json) -> "Credits | None":
    """What an answer charged, as it says or as its operation is priced; None: nobody knows."""
    from lusha_cli.billing import charges

    row = call.endpoint
    found = charges.read_credits(answer, row.cost if row else charges.PUBLISHED)
    if found is None and row and row.name.startswith("prospecting"):
        records = "contacts" if "contact" in row.name else "companies"
        if row.name.endswith("search"):
            return charges.read_search_credits(answer, row.cost, records=records)
        return charges.read_enrich_credits(answer, row.cost, records=records)
    return found
