"""The world around one command: its surroundings, its equipment, and the calls of the API.

Everything outside the process is reached through here, and a test replaces it whole.
"""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lusha_cli.context.equipment import Equipment
from lusha_cli.errors import EndpointRetired, Forbidden, LegallyRestricted, UsageError

if TYPE_CHECKING:
    from lusha_cli.api.endpoints import Endpoint
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.estimate import Estimate

from lusha_cli.json_types import Json


class World(Equipment):
    """What a command is given; `is_deaf` says that nobody can see what is written to stdout."""

    def __init__(self, *, is_deaf: bool = False, **equipment: Any) -> None:
        super().__init__(**equipment)
        self._is_deaf = is_deaf

    @classmethod
    def of_process(cls) -> "World":
        """The real one."""
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        nowhere = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lives as we do
        return cls(
            env=os.environ,
            stdin=sys.stdin,
            stdout=sys.stdout or nowhere,
            is_deaf=sys.stdout is None,
            stderr=sys.stderr or nowhere,
        )

    def cost_of(self, call: "ApiRequest") -> "Estimate":
        """The most that a call can cost, over the version of the API that does it."""
        way = self.bridge.v3_plan(call)
        return way.cost if way else self.prices.price_request(call).cost

    def call(
        self,
        endpoint: "Endpoint",
        *,
        query: dict[str, Json] | None = None,
        body: Json = None,
        path: dict[str, str] | None = None,
    ) -> Json:
        """One call of `endpoint`, with the care for money of `send`.

        `path` are the values for the names in braces in its path.
        """
        from urllib.parse import quote

        from lusha_cli.api.request import ApiRequest

        values = {name: quote(value, safe="") for name, value in (path or {}).items()}
        where = endpoint.path.format(**values) if values else endpoint.path
        return self.send(ApiRequest(endpoint.method, where, query or {}, body, endpoint))

    def keep_private(self, call: "ApiRequest") -> None:
        """Tell nothing personal of a call, where that is wanted (--redact-pii)."""
        if self.settings.get("redact_pii"):
            self.redactor.add_personal_data([call.query, call.body])

    def send(self, call: "ApiRequest", *, as_it_is: bool = False) -> Json:
        """The parsed body of the answer; what it charged is kept for `tell_later`.

        A call of V2 goes over V3 where that does its job, unless it is to be sent `as_it_is`; then
        the suppression list is not asked either. Raises Suppressed, Preview where the request is to
        be shown only, BudgetExceeded where it might cost more than --max-credits.
        """
        self.keep_private(call)
        if not as_it_is:
            self.check_objections([call])
        cost = self.prices.price_request(call).cost if as_it_is else self.cost_of(call)
        self.preview(call, cost, as_it_is=as_it_is)
        self.check_budget(cost)
        if self._is_deaf and not call.is_free:
            raise UsageError(
                "Standard output is closed: the answer would be paid for and lost.",
                hint="Send it somewhere, such as to a file: > FILE",
            )
        if as_it_is:
            try:
                return self._sent(call)
            except EndpointRetired as error:
                raise (error.raw_error or error) from None
        answer = self.bridge.send(call, self._sent, before=self.check_budget)
        if warning := self.guard.warning(call, answer):
            self.note_later(warning)
        return answer

    def _sent(self, call: "ApiRequest") -> Json:
        """The answer to one request, whose charge is counted."""
        is_free, call = call.is_free, self.prices.price_request(call)
        try:
            answer = self.client.send(call)
        except EndpointRetired as error:
            if error.unanswered and not is_free:
                self.purse.record_lost_response(call)
            raise
        except Forbidden as error:
            from lusha_cli.api.plan_features import plan_gated_flags

            flags = plan_gated_flags(call.query, call.body)
            if flags and not isinstance(error, LegallyRestricted):
                error.hint = f"Your plan may lack what {' or '.join(flags)} asks for: leave it out."
            raise
        if not is_free:
            self.purse.record_charge(call, answer, lost=self.client.lost)
        return self.prices.update_from(call, answer)

    @property
    def only_shows(self) -> bool:
        """Whether requests are shown, not sent (--dry-run, --curl)."""
        return bool(self.settings.get("dry_run") or self.settings.get("curl"))

    def preview(
        self,
        call: "ApiRequest",
        cost: "Estimate",
        *,
        requests: int | None = 1,
        as_it_is: bool = False,
    ) -> None:
        """Raise Preview where the request is to be shown, not sent."""
        if self.only_shows:
            from lusha_cli.api.dry_run import DryRun

            way = None if as_it_is else self.bridge.v3_plan(call)
            if way:
                call, requests = way.first, requests and requests * way.requests
            base_url = self.settings.get("base_url")
            raise DryRun(call, base_url=base_url, cost=cost, requests=requests)

    def check_objections(self, calls: "Sequence[ApiRequest]") -> None:
        """Raise Suppressed where calls look up somebody on the suppression list."""
        for call in calls:
            self.keep_private(call)
        self.guard.check(calls)

    def check_budget(self, cost: "Estimate") -> None:
        """Raise BudgetExceeded where it might cost more than --max-credits leaves."""
        found = self.settings.find("max_credits")
        said_by = {
            "flag": "--max-credits",
            "default": "--max-credits",
            "environment": "LUSHA_MAX_CREDITS",
        }.get(found.source, "max_credits (in config.toml)")
        self.purse.check(cost, self.settings.get("max_credits"), source=said_by)

    def tell_later(self) -> None:
        """Say what was kept until after the result, and what was charged."""
        self._later += self.purse.summary()
        while self._later:
            self.note(self._later.pop(0))
