"""Send one request of a bulk run, which may be several HTTP requests, and record their charges."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lusha_cli.api.request import ApiRequest
from lusha_cli.billing.budget import read_request_charge, total_charge
from lusha_cli.billing.charges import read_stated_charge
from lusha_cli.context.app_context import AppContext
from lusha_cli.errors import LushaError
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.api.client import Client
    from lusha_cli.billing.estimate import Estimate
    from lusha_cli.bulk.run.in_flight import Sending
    from lusha_cli.context.call_recorder import OpenCall


class StepSender:
    """Sends the HTTP requests of one request of a run, and reports each to its `sending`."""

    def __init__(
        self, context: AppContext, client: "Client", sending: "Sending", *, has_steps: bool
    ) -> None:
        self._context = context
        self._has_steps = has_steps
        self._client = client
        self._sending = sending
        self._call: OpenCall | None = None
        self.was_lost = False
        self.seconds = 0.0
        self.response: Json = None

    def cover(self, attempts: int) -> bool:
        """Return whether the budget allows several attempts at the request that is being sent."""
        return self._call is not None and self._call.cover(attempts)

    def switch_to_v3(self, cost: "Estimate") -> None:
        """Reserve the cost of V3. Raises BudgetExceeded or ResendRefused."""
        self._sending.begin_step("v3", cost.credits or 0)

    def send(self, request: ApiRequest, finish: Callable[[Json], Json] | None = None) -> Json:
        """Send one HTTP request; its charge is recorded as soon as the response arrives.

        `finish` returns the response to store in place of it.
        """
        estimate = self._context.price(request)
        credits_ = estimate.credits or 0
        is_v3 = request.endpoint is not None and request.endpoint.family == "v3"
        version = "v3" if is_v3 else "v2"
        self._sending.begin_step(version, credits_, surcharge=estimate.surcharge)
        try:
            call = self._context.call_recorder.begin(request, estimate, waits=True)
        except LushaError:
            self._sending.fail_step(credits_, 0)
            raise
        self._call = call
        try:
            return self._send(request, call, estimate, finish)
        finally:
            # The requests that wait for its charge must not wait any longer.
            call.close()

    def _send(
        self,
        request: ApiRequest,
        call: "OpenCall",
        estimate: "Estimate",
        finish: Callable[[Json], Json] | None,
    ) -> Json:
        context, client, credits_ = self._context, self._client, estimate.credits or 0
        is_v3 = request.endpoint is not None and request.endpoint.family == "v3"
        try:
            response = client.send(request)
        except LushaError as error:
            lost = client.lost_attempts(request, error)
            self._sending.fail_step(credits_, lost)
            call.fail(error, lost_attempts=lost)
            raise
        self.seconds, self.response = max(self.seconds, client.seconds), response
        is_charged_once = request.is_idempotent and not is_v3
        self.was_lost = self.was_lost or (is_charged_once and client.unanswered > 0)
        charge = read_stated_charge(response)
        lost = 0 if is_charged_once else client.unanswered
        # Over V2, a request has one step only.
        kept = finish(response) if finish else response
        stored = kept if self._has_steps and is_v3 else None
        self._sending.end_step(charge, credits_=credits_, lost_attempts=lost, response=stored)
        priced = context.price_cache.price_request(request)
        counted = charge or read_request_charge(priced, response)
        call.settle(
            total_charge(counted, request, estimate=estimate, unanswered=client.unanswered),
            response,
        )
        if charge is not None and charge.is_exact:
            context.charge_history.record(priced, response, published=priced.cost, charge=charge)
        return response
