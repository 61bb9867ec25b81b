"""Charges above their estimates: reported, remembered, and used for later estimates."""

import json
import math
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from lusha_cli.billing.estimate import Estimate, format_credits, item_count
from lusha_cli.json_types import Json, as_list, as_object

if TYPE_CHECKING:
    from lusha_cli.api.request import ApiRequest
    from lusha_cli.billing.charges import Charge
    from lusha_cli.storage.state_store import StateStore

# How long a charge above its estimate counts, in seconds.
MAX_AGE = 30 * 86_400.0
# Where responses have their results.
_RESULT_KEYS = ("results", "contacts", "companies", "entities", "data")


class DearestCharge(NamedTuple):
    """The highest charge of an operation: credits per result, and as a multiple of the estimate."""

    per_item: float = 0.0
    ratio: float = 1.0


class ChargeHistory:
    """The charges of one account that exceeded their estimates, by operation, in `state`.

    `api` names the API, and `account` returns a hash of the account's key, or None without a key;
    `report` prints a message at once. `revision` counts the changes. Safe to use from threads.
    """

    def __init__(
        self,
        state: "StateStore",
        *,
        api: str,
        account: Callable[[], str | None],
        now: Callable[[], float],
        report: Callable[[str], None],
    ) -> None:
        self._state = state
        self._api = api
        self._account = account
        self._now = now
        self._report = report
        self._lock = threading.RLock()
        self._dearest: dict[str, DearestCharge] = {}
        self.revision = 0

    def adjust(self, request: "ApiRequest", estimate: Estimate) -> Estimate:
        """Return the estimate of a request, raised to the account's earlier charges."""
        if request.endpoint is None or request.is_free or not estimate.credits:
            return estimate
        dearest = self._dearest_of(request.endpoint.name)
        if dearest == DearestCharge():
            return estimate
        items = request_item_count(request)
        credits_ = max(estimate.credits * dearest.ratio, dearest.per_item * items)
        return estimate._replace(credits=max(estimate.credits, math.ceil(credits_ - 1e-9)))

    def record(
        self, request: "ApiRequest", response: Json, *, published: Estimate, charge: "Charge"
    ) -> None:
        """Remember and report a charge above the estimate of its request.

        `published` is the estimate at the account's prices, without earlier charges.
        """
        if request.endpoint is None or published.is_unbounded or published.credits is None:
            return
        expected = self.adjust(request, published).credits or 0
        if charge.credits <= expected:
            return
        operation = request.endpoint.name
        with self._lock:
            known = self._dearest_of(operation)
            results = max(1, min(count_results(response), request_item_count(request)))
            dearest = DearestCharge(
                max(known.per_item, charge.credits / results),
                max(known.ratio, charge.credits / max(1, published.credits)),
            )
            self._dearest[operation] = dearest
            self.revision += 1
            self._store(operation, dearest)
        self._report(
            f"{operation}: {format_credits(charge.credits)} charged, {expected:,} expected. Later "
            "estimates use the higher price."
        )

    def _dearest_of(self, operation: str) -> DearestCharge:
        with self._lock:
            if operation not in self._dearest:
                self._dearest[operation] = self._load(operation)
            return self._dearest[operation]

    def _load(self, operation: str) -> DearestCharge:
        name = self._name(operation)
        try:
            stored = json.loads((name and self._state.get(name)) or "{}")
            age = self._now() - float(stored.get("at", "nan"))
            is_recent = 0 <= age < MAX_AGE
            return (
                DearestCharge(float(stored["perItem"]), float(stored["ratio"]))
                if is_recent
                else DearestCharge()
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            return DearestCharge()

    def _store(self, operation: str, dearest: DearestCharge) -> None:
        if name := self._name(operation):
            entry = {"perItem": dearest.per_item, "ratio": dearest.ratio, "at": self._now()}
            self._state.put(name, json.dumps(entry))

    def _name(self, operation: str) -> str | None:
        account = self._account()
        return account and json.dumps(["charge", self._api, account, operation])


def request_item_count(request: "ApiRequest") -> int:
    """Return the max number of items that a request is about."""
    assert request.endpoint is not None
    parameters: Mapping[str, Json] = {**request.parameters, **as_object(request.body)}
    return item_count(request.endpoint, parameters)


def count_results(response: Json) -> int:
    """Return the number of results in a response that aren't errors; 0 if it has another shape."""
    body = as_object(response)
    found: list[Json] = []
    for key in _RESULT_KEYS:
        value = body.get(key)
        found = list(value.values()) if isinstance(value, dict) else as_list(value)
        if found:
            break
    else:
        # V2's lookup of companies has the results by id at the top.
        found = [value for key, value in body.items() if key != "billing"]
    return sum(isinstance(entry, dict) and not entry.get("error") for entry in found)
