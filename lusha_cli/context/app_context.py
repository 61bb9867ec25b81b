"""The context of one command: sending requests with the user's consent, and their charges.

Commands reach the API through `AppContext.call` and `AppContext.send`; tests replace the whole
context.
"""

import math
import threading
from contextlib import nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, Self

from lusha_cli.billing.budget import read_request_charge, total_charge
from lusha_cli.context.consent import Consent
from lusha_cli.context.environment import Environment
from lusha_cli.context.services import WAITING
from lusha_cli.errors import (
    EndpointRetired,
    Forbidden,
    Interrupted,
    LushaError,
    NoMatch,
    NotAllowed,
    Suppressed,
)
from lusha_cli.json_types import Json

if TYPE_CHECKING:
    from lusha_cli.api.endpoints import Endpoint
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.charges import Charge
    from lusha_cli.billing.estimate import Estimate
    from lusha_cli.privacy.person_filter import PersonFilter
    from lusha_cli.result_cache.lookup import Lookup


# Their responses state the credits left.
_BALANCE_OPERATIONS = ("account usage", "account plan")


# Entries served from the cache, entries in all, and when the oldest of them was received.
_NO_HITS = (0, 0, math.inf)


class AppContext(Consent):
    """The context of one command: how it sends requests, asks for consent, and reports charges."""

    _cache_hits = _NO_HITS

    @classmethod
    def from_process(cls) -> Self:
        """Return the context of the running process."""
        return cls(Environment.from_process())

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

        A V2 request is served by V3 once V2 is retired. With `raw` it is sent unchanged, the
        suppression list isn't checked, and the cache isn't used. `approved` means that the command
        has called `approve` for all of its requests. Raises Suppressed, and the errors of
        `approve`.
        """
        self.redact_request(request)
        self.allowed_requests.check(request)
        if not raw:
            self.check_suppression([request])
            if lookup := self.find_cached(request):
                return self._send_rest(lookup, approved=approved)
        return self._send_whole(request, raw=raw, approved=approved)

    def _send_whole(
        self, request: "ApiRequest", *, raw: bool = False, approved: bool = False
    ) -> Json:
        """Send a request of which nothing is cached."""
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
            before=lambda v3_cost: self.approve_switch(v3_cost, approved=cost),
        )
        if warning := self.suppression_filter.warning(request, body):
            self.defer_note(warning)
        return body

    def find_cached(self, request: "ApiRequest") -> "Lookup | None":
        """Return what the cache has for a request; None if its results aren't cached.

        Raises Suppressed if a cached result is about a person on the suppression list.
        """
        lookup = self.result_cache and self.result_cache.find(request)
        if lookup and lookup.suppressed:
            raise Suppressed(
                "A cached result is about a person on the suppression list. Nothing was sent."
            )
        return lookup or None

    def _send_rest(self, lookup: "Lookup", *, approved: bool) -> Json:
        """Send what the cache lacks, store it, and return the response to the whole request."""
        cache = self.result_cache
        assert cache is not None
        self.count_hits(lookup)
        if not approved:
            self.approve_requests(lookup.request, lookup.requests)
        for number, rest in enumerate(lookup.rests):
            try:
                response = self._send_whole(rest.request, approved=True)
            except NoMatch as error:
                cache.add_no_match(lookup, error.message, error.status)
                raise
            except LushaError as error:
                if number or lookup.hits:
                    error.mark_partial(lookup.body, "The results that aren't cached are missing.")
                raise
            cache.add(lookup, rest, response)
        self.has_api_result = True
        if lookup.no_match is not None:
            raise lookup.no_match
        if lookup.is_complete and (
            warning := self.suppression_filter.warning(lookup.request, lookup.body)
        ):
            self.defer_note(warning)
        return lookup.body

    def count_hits(self, lookup: "Lookup") -> None:
        """Count what a part of the result gets from the cache, for the note about it."""
        with self.lock:
            hits, total, oldest = self._cache_hits
            oldest = min(oldest, math.inf if lookup.oldest is None else lookup.oldest)
            self._cache_hits = (hits + lookup.hits, total + len(lookup.items), oldest)

    def _send_and_charge(self, request: "ApiRequest") -> Json:
        """Send one request and record its charge in the budget."""
        if request.is_free:
            body = self.price_cache.update_from(request, self._send(request))
            if request.endpoint is not None and request.endpoint.name in _BALANCE_OPERATIONS:
                self.remember_balance(body)
            return body
        cap = self.env.settings.get("max_credits")
        with self.budget.reserve(lambda: self.price(request).credits or 0, cap):
            return self._send_paid(request)

    def _send_paid(self, request: "ApiRequest") -> Json:
        request, estimate = self.price_cache.price_request(request), self.price(request)
        # Of several requests for one call, an earlier one may have been dearer than expected.
        self.check_budget(estimate)
        self.open_call = call = self.call_recorder.begin(request, estimate, waits=True)
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
            # Of requests at the same time, the main thread shows that it waits for them.
            is_main = threading.current_thread() is threading.main_thread()
            with self.env.spinner(WAITING) if is_main else nullcontext():
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

    # Messages after the result.

    def take_charge_note(self) -> str:
        """Return the charge as a note such as `not charged`, and no longer report it.

        Returns "" if nothing that costs credits was sent.
        """
        is_free = self.budget.is_exact and not self.budget.spent and not self.budget.is_unknown
        sentences = self.budget.summary(lambda: self.balance.left())
        if sentences and is_free:
            return "not charged"
        return "; ".join(f"{text[:1].lower()}{text[1:].rstrip('.')}" for text in sentences)

    def flush_notes(self) -> None:
        """Print the deferred notes and the charges."""
        hits, total, oldest = self._cache_hits
        if hits:
            from lusha_cli.context.result_cache import describe_hits

            self._cache_hits = _NO_HITS
            age = self.env.clock.now() - oldest
            self._deferred_notes.insert(0, describe_hits(hits, total, age))
        self._deferred_notes += self.budget.summary(lambda: self.balance.left())
        while self._deferred_notes:
            self.env.info(self._deferred_notes.pop(0))
