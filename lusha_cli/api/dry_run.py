"""Dry runs: a request that is shown instead of sent."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.estimate import Estimate


class DryRun(Exception):
    """Raised instead of sending a request under --dry-run, --curl or --code.

    `requests` is how many requests like this one the command would send, or None if that depends
    on the first response. `later_cost` is a sentence about later costs of the result, such as
    those of each delivery of a webhook.
    """

    later_cost = ""

    def __init__(
        self,
        request: "ApiRequest",
        *,
        base_url: str,
        cost: "Estimate | None" = None,
        requests: int | None = 1,
    ) -> None:
        super().__init__("the request is shown, not sent")
        self._request = request
        self._url = base_url + request.target
        self._cost = request.cost if cost is None else cost
        self._requests = requests

    def as_dict(self) -> dict[str, Any]:
        """Return method, URL, body and worst-case cost in credits (None: no bound is known)."""
        return {
            "method": self._request.method,
            "url": self._url,
            "body": self._request.body,
            "requests": self._requests,
            "maxCredits": None if self._cost.is_unbounded else self._cost.credits,
            "cost": "; ".join(filter(None, (str(self._cost), self.later_cost))),
        }

    def as_program(self, language: str, *, encoding: str = "utf-8") -> str:
        """Return a program that sends the request, for a stream of `encoding`.

        `language` is one of those of --code. The key is read from a variable.
        """
        from lusha_cli.api.programs.languages import WRITERS
        from lusha_cli.api.programs.program_request import ProgramRequest

        request = ProgramRequest(self._request.method, self._url, self._request.body, encoding)
        return WRITERS[language](request).rstrip("\n")
