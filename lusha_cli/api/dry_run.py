"""Dry runs: a request that is shown instead of sent."""

from typing import TYPE_CHECKING, Any

from lusha_cli.clock import format_utc

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.estimate import Estimate
    from lusha_cli.billing.spending_limits import LimitUse


class DryRun(Exception):
    """Raised instead of sending a request under --dry-run, --curl or --code.

    `requests` is how many requests like this one the command would send, or None if that depends
    on the first response. `budget` is the one with the fewest credits left. `later_cost` is a
    sentence about later costs of the result, such as those of each delivery of a webhook.
    """

    later_cost = ""

    def __init__(
        self,
        request: "ApiRequest",
        *,
        base_url: str,
        cost: "Estimate | None" = None,
        requests: int | None = 1,
        budget: "LimitUse | None" = None,
    ) -> None:
        super().__init__("the request is shown, not sent")
        self._request = request
        self._url = base_url + request.target
        self._cost = request.cost if cost is None else cost
        self._requests = requests
        self._budget = budget

    def as_dict(self) -> dict[str, Any]:
        """Return method, URL, body and worst-case cost in credits (None: no bound is known)."""
        budget: dict[str, Any] = {}
        if self._budget is not None:
            budget["budget"] = str(self._budget.spending_limit.limit)
            budget["budgetLeft"] = self._budget.left
            budget["budgetResetsAt"] = format_utc(self._budget.period.end)
        return {
            "method": self._request.method,
            "url": self._url,
            "body": self._request.body,
            "requests": self._requests,
            "maxCredits": None if self._cost.is_unbounded else self._cost.credits,
            "cost": "; ".join(filter(None, (str(self._cost), self.later_cost))),
            **budget,
        }

    def as_program(self, language: str, *, encoding: str = "utf-8") -> str:
        """Return a program that sends the request, for a stream of `encoding`.

        `language` is one of those of --code. The key is read from a variable.
        """
        from lusha_cli.api.programs.languages import WRITERS
        from lusha_cli.api.programs.program_request import ProgramRequest

        request = ProgramRequest(self._request.method, self._url, self._request.body, encoding)
        return WRITERS[language](request).rstrip("\n")
