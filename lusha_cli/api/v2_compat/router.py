"""Which version of the API does the job of a V2 command, and what is said and kept of that."""

import json
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from lusha_cli.api.v2_compat.deprecation import sunset_notice
from lusha_cli.billing.estimate import Estimate
from lusha_cli.errors import Forbidden, LushaError, NetworkError, Retired

if TYPE_CHECKING:
    from lusha_cli.api.endpoints import Endpoint
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.api.v2_compat.translators import Send, V3Plan
    from lusha_cli.storage.state_store import State

from lusha_cli.json_types import Json

DAY = 86_400.0
# Refusals of a call that V3 understood, so that it is there and does the job.
_V3_STATUSES = {400, 402, 422, 429, 451}


class VersionRouter:
    """V2 until it proves retired, then V3; `version` pins one of them.

    What proved retired is remembered in `state` for a day, by operation, under `place` (the API and
    the profile). `tell` says a line to the user; `priced` puts the account's prices to a call,
    `may_pay_again` says whether a call may be sent over V3 of which so many answers of V2 were
    lost. Calls may come from several threads.
    """

    def __init__(
        self,
        state: "State",
        *,
        version: str,
        location: str,
        now: Callable[[], float],
        note: Callable[[str], None],
        with_prices: "Callable[[ApiRequest], ApiRequest]",
        allow_paid_retry: "Callable[[ApiRequest, int], bool]",
    ) -> None:
        self._state = state
        self._version = version
        self._location = location
        self._now = now
        self._note = note
        self._with_prices = with_prices
        self._allow_paid_retry = allow_paid_retry
        self._lock = threading.Lock()
        self._retired: dict[str, bool] = {}

    def uses_v3(self, row: "Endpoint | None") -> bool:
        """Whether V3 does the job of an operation from the start."""
        if row is None or row.family != "v2" or self._version == "v2":
            return False
        if self._version == "v3":
            return True
        if row.name not in self._retired:
            self._retired[row.name] = self._is_fresh(row.name)
        return self._retired[row.name]

    def v3_plan(self, call: "ApiRequest") -> "V3Plan | None":
        """How V3 does the job of a call from the start; None where the call goes out as it is.

        Raises UsageError for what V3 has no word for.
        """
        if not self.uses_v3(call.endpoint):
            return None
        from lusha_cli.api.v2_compat.translators import plan_v3_call

        return plan_v3_call(call, self._with_prices)

    def send(
        self,
        call: "ApiRequest",
        send: "Send",
        *,
        before: Callable[[Estimate], None] = lambda _: None,
    ) -> Json:
        """The answer to a call, by whichever version; `before` hears what crossing over may cost.

        `send` makes one request. Raises its errors, and UsageError for what V3 has no word for.
        """
        if self.uses_v3(call.endpoint):
            return self._over(call, send)
        try:
            return send(call)
        except Retired as retired:
            if self._version == "v2":
                raise
            is_lost = retired.lost and not call.is_free
            if is_lost and not self._allow_paid_retry(call, retired.lost):
                raise _response_lost_error(call) from None
            from lusha_cli.api.v2_compat.translators import plan_v3_call

            before(plan_v3_call(call, self._with_prices).cost)
            try:
                answer = self._over(call, send)
            except LushaError as error:
                if error.status in _V3_STATUSES:
                    self._remember(call)
                elif isinstance(error, Forbidden):
                    # V3 is not for this account: V2 may be all that it has, once it is back.
                    error.message = f"{retired.message} {error.message}"
                raise
            self._remember(call)
            return answer

    def on_response_headers(self, call: "ApiRequest", headers: Mapping[str, str]) -> None:
        """Tell once a day what the headers of an answer say of an end to come."""
        said = sunset_notice(headers)
        if said and self._is_new("farewell"):
            successor = bool(call.endpoint and call.endpoint.successor)
            more = " V3 takes over by itself; see: lusha help v3" if successor else ""
            self._note(f"{said}{more}")

    def _over(self, call: "ApiRequest", send: "Send") -> Json:
        from lusha_cli.api.v2_compat.translators import call_via_v3

        return call_via_v3(call, send)

    def _remember(self, call: "ApiRequest") -> None:
        assert call.endpoint is not None
        with self._lock:
            self._retired[call.endpoint.name] = True
            self._state.put(self._name(call.endpoint.name), str(self._now()))
        if self._is_new("told"):
            self._note(
                "V2 of the API is retired here: V3 answers in its place, in the same shape. "
                "See: lusha help v3"
            )

    def _is_new(self, what: str) -> bool:
        """Whether something was not told in the last day; from now on it was."""
        with self._lock:
            if self._is_fresh(what):
                return False
            self._state.put(self._name(what), str(self._now()))
            return True

    def _is_fresh(self, what: str) -> bool:
        """Whether something was noted in the last day."""
        try:
            at = float(self._state.get(self._name(what)) or "nan")
        except ValueError:
            return False
        return 0 <= self._now() - at < DAY

    def _name(self, what: str) -> str:
        return json.dumps(["v2", what, self._location])


def _response_lost_error(call: "ApiRequest") -> NetworkError:
    """The error for a call whose answer V2 lost before it proved retired."""
    error = NetworkError(
        f"The answer to {call.method} {call.path} was lost, and V2 of the API has retired since.",
        hint="It may have been charged, and V3 would charge again: --retry-paid sends it all the "
        "same.",
    )
    error.was_lost = True
    return error
