"""Consent to the cost of requests: dry runs, caps, budgets and prompts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lusha_cli.billing.estimate import sum_estimates
from lusha_cli.context.api_services import ApiServices
from lusha_cli.errors import BudgetUnavailable, UsageError

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.estimate import Estimate
    from lusha_cli.billing.spending_limits import LimitUse


class Consent(ApiServices):
    """The services of a command, and its consent to what its requests may cost."""

    def approve(
        self,
        request: "ApiRequest",
        cost: "Estimate | None" = None,
        *,
        requests: int | None = 1,
        raw: bool = False,
    ) -> None:
        """Return if `requests` like this one may be sent at `cost`, the total of all of them.

        Raises DryRun if the request is only to be shown, BudgetExceeded if the cost could be more
        than --max-credits leaves, UsageError if the result would be lost or no prompt is possible,
        and ConfirmationDeclined.
        """
        cost = self.estimate(request, raw=raw) if cost is None else cost
        self.raise_dry_run(request, cost, requests=requests, raw=raw)
        self.check_budget(cost)
        if self.env.is_stdout_closed and not request.is_free:
            raise UsageError(
                "Standard output is closed: the paid result would be lost.",
                hint="Redirect it, for example to a file: > FILE",
            )
        if not self.confirm_over_budget(cost):
            self.confirm_cost(cost)

    def confirm_over_budget(self, cost: "Estimate") -> bool:
        """Ask before a cost that exceeds a budget, with --over-budget; return whether it does.

        Raises BudgetExceeded without --over-budget, and BudgetUnavailable.
        """
        if not (cost.credits or cost.is_unbounded) or not self.spending.limits:
            return False
        use = self.spending.find_exceeded(cost)
        if use is None:
            return False
        if not self.env.settings.get("over_budget"):
            raise self.spending.error(use, cost)
        from lusha_cli.billing.spending_limits import describe_over_limit

        # --yes confirms a cost within the budget only.
        self.env.prompt(describe_over_limit(use, cost))
        self.spending.is_exceeding = True
        return True

    def confirm_cost(self, cost: "Estimate", *, note: str = "") -> None:
        """Ask before spending more than `confirm_above` credits, or an unknown number.

        A --max-credits that covers the cost is consent, and so is --yes. `note` is printed in the
        prompt.
        """
        limit = self.env.settings.get("confirm_above")
        if not cost.is_unbounded and (not cost.credits or 0 < limit >= cost.credits):
            return
        cap = self.env.settings.find("max_credits")
        # A cap in the configuration file was not set for this call.
        is_capped = cap.value is not None and cap.source in ("flag", "environment")
        if is_capped and self.budget.allows(cost, 1, self.env.settings.get("max_credits")):
            return
        self.env.confirm(f"{cost.sentence}{note}", hint=cost.hint)

    def approve_switch(self, cost: "Estimate", *, approved: "Estimate") -> None:
        """Approve the cost of V3 in place of V2, where it is above the cost that was approved."""
        self.check_budget(cost)
        is_dearer = (cost.credits or 0) > (approved.credits or 0)
        is_open = cost.is_unbounded and not approved.is_unbounded
        if (is_dearer or is_open) and not self.confirm_over_budget(cost):
            self.confirm_cost(cost)

    @property
    def is_dry_run(self) -> bool:
        """Return whether requests are printed instead of sent (--dry-run, --curl, --code)."""
        return bool(self.env.settings.get("dry_run") or self.program_language)

    @property
    def program_language(self) -> str | None:
        """Return the language of the program to print instead of sending a request, or None."""
        language = self.env.settings.get("code")
        return language or ("curl" if self.env.settings.get("curl") else None)

    def raise_dry_run(
        self,
        request: "ApiRequest",
        cost: "Estimate",
        *,
        requests: int | None = 1,
        raw: bool = False,
    ) -> None:
        """Raise DryRun with the request and its cost if requests are only to be printed."""
        if self.is_dry_run:
            from lusha_cli.api.dry_run import DryRun

            # Nothing is sent if everything is cached.
            plan = None if raw or requests == 0 else self.version_router.v3_plan(request)
            if plan:
                request, requests = plan.first, requests and requests * plan.requests
            base_url = self.env.settings.get("base_url")
            raise DryRun(
                request, base_url=base_url, cost=cost, requests=requests, budget=self._budget_left()
            )

    def _budget_left(self) -> "LimitUse | None":
        """Return the budget with the fewest credits left, if there is one that can be read."""
        try:
            return self.spending.tightest()
        except BudgetUnavailable:
            return None

    def check_suppression(self, requests: "Sequence[ApiRequest]") -> None:
        """Raise Suppressed if one of the requests looks up a person on the suppression list."""
        for request in requests:
            self.redact_request(request)
        self.suppression_filter.check(requests)

    def redact_request(self, request: "ApiRequest") -> None:
        """Redact the personal data of a request from all messages, with --redact-pii."""
        if self.env.settings.get("redact_pii"):
            self.env.redactor.add_personal_data([request.query, request.body])

    def check_budget(self, cost: "Estimate") -> None:
        """Raise BudgetExceeded if `cost` could be more than --max-credits leaves."""
        setting = self.env.settings.find("max_credits")
        self.budget.check(cost, self.env.settings.get("max_credits"), source=setting.source)

    def approve_requests(self, request: "ApiRequest", rests: "Sequence[ApiRequest]") -> None:
        """Approve the cost of all `rests`, or of `request`, free of charge, without any."""
        total = sum_estimates(map(self.estimate, rests))
        self.approve(rests[0] if rests else request, total, requests=len(rests))
