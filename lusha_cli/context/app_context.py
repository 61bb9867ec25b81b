"""The context of one command: sending requests with the user's consent, and their charges.

Commands reach the API through `AppContext.call` and `AppContext.send`; tests replace the whole
context.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from lusha_cli.billing.budget import read_request_charge, total_charge
from lusha_cli.context.services import WAITING, Services
from lusha_cli.errors import (
    BudgetUnavailable,
    EndpointRetired,
    Forbidden,
    Interrupted,
    LushaError,
    NotAllowed,
    UsageError,
)
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.api.endpoints import Endpoint
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.charges import Charge
    from lusha_cli.billing.estimate import Estimate
    from lusha_cli.billing.spending_limits import LimitUse
    from lusha_cli.privacy.person_filter import PersonFilter


# Their responses state the credits left.
_BALANCE_OPERATIONS = ("account usage", "account plan")


class AppContext(Services):
    """The context of one command: how it sends requests, asks for consent, and reports charges."""

    # Sending requests.

    def call(
        self,
        endpoint: "Endpoint",
        *,
        query: dict[str, Json] | None = None,
        body: Json = None,
        path: dict[str, str] | None = None,
    ) -> Json:
        """Send one request to `endpoint` with `send` and return the parsed response.

        `path` holds the values of the names in braces in the endpoint's path.
        """
        from urllib.parse import quote

        from lusha_cli.api.request import ApiRequest

        # A slash in a value must not lead to another path.
        values = {name: quote(value, safe="") for name, value in (path or {}).items()}
        url_path = endpoint.path.format(**values) if values else endpoint.path
        return self.send(ApiRequest(endpoint.method, url_path, query or {}, body, endpoint))

    def send(self, request: "ApiRequest", *, raw: bool = False, approved: bool = False) -> Json:
        """Return the parsed body of the response; its charge is reported by `flush_notes`.

        A V2 request is served by V3 once V2 is retired. With `raw` it is sent unchanged, and the
        suppression list isn't checked. `approved` means that the command has called `approve` for
        all of its requests. Raises Suppressed, and the errors of `approve`.
        """
        self.redact_request(request)
        self.allowed_requests.check(request)
        if not raw:
            self.check_suppression([request])
        cost = self.estimate(request, raw=raw)
        if approved:
            # A charge since the approval may have shown that the rest is dearer.
            self.check_budget(cost)
        else:
            self.approve(request, cost, raw=raw)
        if raw:
            try:
                return self._send_and_charge(request)
            except EndpointRetired as error:
                raise (error.raw_error or error) from None
        body = self.version_router.send(
            request,
            self._send_and_charge,
            before=lambda v3_cost: self._approve_switch(v3_cost, approved=cost),
        )
        if warning := self.suppression_filter.warning(request, body):
            self.defer_note(warning)
        return body

    def _send_and_charge(self, request: "ApiRequest") -> Json:
        """Send one request and record its charge in the budget."""
        if request.is_free:
            body = self.price_cache.update_from(request, self._send(request))
            if request.endpoint is not None and request.endpoint.name in _BALANCE_OPERATIONS:
                self.remember_balance(body)
            return body
        request, estimate = self.price_cache.price_request(request), self.price(request)
        # Of several requests for one call, an earlier one may have been dearer than expected.
        self.check_budget(estimate)
        self.open_call = call = self.call_recorder.begin(request, estimate)
        try:
            body = self._send(request)
        except LushaError as error:
            lost = self._record_lost_responses(request, estimate, error)
            call.fail(error, lost_attempts=lost)
            raise
        finally:
            self.open_call = None
        charge = self._record_charge(request, body, estimate=estimate)
        call.settle(charge, body)
        return body

    def _send(self, request: "ApiRequest") -> Json:
        try:
            with self.env.spinner(WAITING):
                body = self.client.send(request)
            self.has_api_result = True
            return body
        except NotAllowed:
            raise
        except Forbidden as error:
            from lusha_cli.api.plan_features import add_plan_hint

            add_plan_hint(error, request.query, request.body)
            raise

    def _record_lost_responses(
        self, request: "ApiRequest", estimate: "Estimate", error: LushaError
    ) -> int:
        """Count the attempts of a failed request that may have been charged; return how many."""
        lost, spent = self.client.lost_attempts(request, error), self.budget.spent
        for _ in range(lost):
            self.budget.record_unanswered(request, estimate)
        if lost:
            self._update_balance(self.budget.spent - spent, is_exact=False)
        if lost and isinstance(error, Interrupted):
            error.message = f"{error.message} The request may have been charged {estimate}."
        return lost

    def _record_charge(
        self, request: "ApiRequest", body: Json, *, estimate: "Estimate"
    ) -> "Charge | None":
        """Count the charge of a response, and remember it if it exceeds the estimate.

        Returns the charge of all attempts, or None if it isn't known.
        """
        charge = read_request_charge(request, body)
        unanswered = self.client.unanswered
        total = total_charge(charge, request, estimate=estimate, unanswered=unanswered)
        self.budget.record_charge(request, total, estimate=estimate)
        self._update_balance(total.credits if total else 0, is_exact=bool(total and total.is_exact))
        if total is not None and charge is not None and charge.is_exact:
            self.charge_history.record(request, body, published=request.cost, charge=charge)
        return total

    def _update_balance(self, credits_: int, *, is_exact: bool) -> None:
        """Count a charge in the credits that the account has left."""
        if self.budget.is_unknown:
            self.balance.forget()
        else:
            self.balance.subtract(credits_, is_exact=is_exact)

    @cached_property
    def person_filter(self) -> "PersonFilter":
        """Return the filter that leaves people and phones out of results."""
        from lusha_cli.privacy.person_filter import PersonFilter

        get = self.env.settings.get
        return PersonFilter(exclude_eu=get("exclude_eu"), exclude_dnc=get("exclude_dnc"))

    # Consent.

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

    def _approve_switch(self, cost: "Estimate", *, approved: "Estimate") -> None:
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

            plan = None if raw else self.version_router.v3_plan(request)
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

    # Messages after the result.

    def take_charge_note(self) -> str:
        """Return the charge as a note such as `not charged`, and no longer report it.

        Returns "" if nothing that costs credits was sent.
        """
        is_free = self.budget.is_exact and not self.budget.spent and not self.budget.is_unknown
        sentences = self.budget.summary(self.balance.left)
        if sentences and is_free:
            return "not charged"
        return "; ".join(f"{text[:1].lower()}{text[1:].rstrip('.')}" for text in sentences)

    def flush_notes(self) -> None:
        """Print the deferred notes and the charges."""
        self._deferred_notes += self.budget.summary(self.balance.left)
        while self._deferred_notes:
            self.env.info(self._deferred_notes.pop(0))
