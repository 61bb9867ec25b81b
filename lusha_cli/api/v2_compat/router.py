"""Routes a V2 request to V2, or to V3 once V2 has proved to be retired."""

import json
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from lusha_cli.api.v2_compat.deprecation import sunset_notice
from lusha_cli.billing.estimate import Estimate, max_estimate
from lusha_cli.errors import EndpointRetired, Forbidden, NetworkError, UsageError

if TYPE_CHECKING:
    from lusha_cli.api.endpoints import Endpoint
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.api.v2_compat.translators import Send, V3Plan
    from lusha_cli.storage.state_store import StateStore

from lusha_cli.json_types import Json

DAY = 86_400.0
# Error responses that prove that V3 serves this operation.
_V3_STATUSES = {400, 402, 422, 429, 451}


class VersionRouter:
    """V2 until it proves to be retired, then V3; `version` pins one of them.

    Retired operations are stored in `state` for a day, under `location` (the API and the profile).
    `note` prints a line for the user, `price` returns the worst-case cost of one request on its
    own version, and `allow_paid_retry` returns whether a request may be sent to V3 after that many
    lost responses of V2. `revision` counts the changes of what is known about V2. The router is
    safe to use from several threads.
    """

    def __init__(
        self,
        state: "StateStore",
        *,
        version: str,
        location: str,
        now: Callable[[], float],
        note: Callable[[str], None],
        price: "Callable[[ApiRequest], Estimate]",
        allow_paid_retry: "Callable[[ApiRequest, int], bool]",
    ) -> None:
        self._state = state
        self._version = version
        self._location = location
        self._now = now
        self._note = note
        self._price = price
        self._allow_paid_retry = allow_paid_retry
        self._lock = threading.Lock()
        self._retired: dict[str, bool] = {}
        self._working: set[str] = set()
        self.revision = 0

    def uses_v3(self, row: "Endpoint | None") -> bool:
        """Return whether requests of an operation go to V3 at once."""
        if row is None or row.family != "v2" or self._version == "v2":
            return False
        if self._version == "v3":
            return True
        if row.name not in self._retired:
            self._retired[row.name] = self._is_fresh(row.name)
        return self._retired[row.name]

    def estimate(self, request: "ApiRequest") -> Estimate:
        """Return the worst-case cost of a request on the version that will serve it.

        Until V2 has proved to work for an operation, the dearer of both versions counts.
        """
        plan = self.v3_plan(request)
        if plan:
            return plan.cost
        cost, row = self._price(request), request.endpoint
        if request.is_free or row is None or not self._may_switch(row):
            return cost
        from lusha_cli.api.v2_compat.translators import plan_v3_requests

        try:
            return max_estimate(cost, plan_v3_requests(request, self._price).cost)
        except UsageError:
            return cost  # V3 can't serve it

    def _may_switch(self, row: "Endpoint") -> bool:
        """Return whether V2 of an operation may prove to be retired with the next request."""
        if row.family != "v2" or self._version != "auto" or row.name in self._working:
            return False
        if self._is_fresh(f"works {row.name}"):
            self._working.add(row.name)
            return False
        return True

    def v3_plan(self, request: "ApiRequest") -> "V3Plan | None":
        """Return how V3 serves a request, or None if it is sent to V2 first.

        Raises UsageError for parameters that V3 does not take.
        """
        if not self.uses_v3(request.endpoint):
            return None
        # Imported when needed: while V2 works, commands start without the translators.
        from lusha_cli.api.v2_compat.translators import plan_v3_requests

        return plan_v3_requests(request, self._price)

    def send(
        self,
        request: "ApiRequest",
        send: "Send",
        *,
        before: Callable[[Estimate], None] = lambda _: None,
    ) -> Json:
        """Return the response to a request from whichever version serves it.

        `send` sends one request; `before` gets the cost of V3 before a fallback to it. Raises the
        errors of both, and UsageError for parameters that V3 does not take.
        """
        if self.uses_v3(request.endpoint):
            return self._send_to_v3(request, send)
        try:
            response = send(request)
        except EndpointRetired as retired:
            if self._version == "v2":
                raise
            may_be_charged = retired.unanswered and not request.is_free
            # V3 would charge a second time for what V2 may already have charged.
            if may_be_charged and not self._allow_paid_retry(request, retired.unanswered):
                raise _response_lost_error(request) from None
            from lusha_cli.api.v2_compat.translators import plan_v3_requests

            # The budget was checked for V2's price, and V3 may charge more.
            before(plan_v3_requests(request, self._price).cost)
            # Before the request leaves: a process that is killed meanwhile must not let the next
            # one send it to V2 again.
            self._remember(request)
            try:
                return self._send_to_v3(request, send)
            except Forbidden as error:
                # A partial result proves that V3 serves the account.
                if error.status not in _V3_STATUSES and error.partial_body is None:
                    # The account may not use V3: V2 may be all that it has, once it is back.
                    self._forget(request)
                    error.message = f"{retired.message} {error.message}"
                raise
        self._remember_working(request)
        return response

    def on_response_headers(self, request: "ApiRequest", headers: Mapping[str, str]) -> None:
        """Note, once a day, a retirement that response headers announce."""
        notice = sunset_notice(headers)
        # "farewell" and "told" are keys in the state file of users.
        if notice and self._is_new("farewell"):
            has_replacement = bool(request.endpoint and request.endpoint.replacement)
            hint = " lusha will use V3 from then on. See: lusha help v3" if has_replacement else ""
            self._note(f"{notice}{hint}")

    def _send_to_v3(self, request: "ApiRequest", send: "Send") -> Json:
        from lusha_cli.api.v2_compat.translators import send_via_v3

        name = request.serves or (request.endpoint.name if request.endpoint else "")
        return send_via_v3(request, lambda step: send(step._replace(serves=name)))

    def _remember(self, request: "ApiRequest") -> None:
        assert request.endpoint is not None
        with self._lock:
            self._retired[request.endpoint.name] = True
            self.revision += 1
            self._state.put(self._name(request.endpoint.name), str(self._now()))
        if self._is_new("told"):
            self._note(
                "V2 of the API is retired. lusha uses V3 and returns the results in V2's format. "
                "See: lusha help v3"
            )

    def _forget(self, request: "ApiRequest") -> None:
        """Forget that an operation is retired."""
        assert request.endpoint is not None
        with self._lock:
            self._retired[request.endpoint.name] = False
            self.revision += 1
            self._state.put(self._name(request.endpoint.name), "")

    def _remember_working(self, request: "ApiRequest") -> None:
        """Remember for a day that V2 serves an operation that costs credits."""
        row = request.endpoint
        if row is not None and not request.is_free and self._may_switch(row):
            with self._lock:
                self._working.add(row.name)
                self.revision += 1
                self._state.put(self._name(f"works {row.name}"), str(self._now()))

    def _is_new(self, name: str) -> bool:
        """Return whether a notice is due, and record that it was printed."""
        with self._lock:
            if self._is_fresh(name):
                return False
            self._state.put(self._name(name), str(self._now()))
            return True

    def _is_fresh(self, name: str) -> bool:
        """Return whether something was recorded in the last day."""
        try:
            at = float(self._state.get(self._name(name)) or "nan")
        except ValueError:
            return False
        # A time in the future was recorded before the clock was set back.
        return 0 <= self._now() - at < DAY

    def _name(self, name: str) -> str:
        return json.dumps(["v2", name, self._location])


def _response_lost_error(request: "ApiRequest") -> NetworkError:
    """Return the error for a request whose response was lost before V2 proved to be retired."""
    error = NetworkError(
        f"The response to {request.method} {request.path} was lost, "
        "and V2 of the API has been retired since.",
        hint="The request may have been charged, and V3 would charge it again. To send it over V3 "
        "anyway, add --allow-double-charge.",
    )
    error.response_lost = True
    return error
