"""What V3 does in place of V2: requests translated forward, answers translated back.

Each operation of V2 has a row in `WAYS`: a generator that yields the requests of V3 one by one, is
sent their answers, and returns an answer in V2's shape. What V3 does not tell is absent.
"""

from collections.abc import Callable
from typing import NamedTuple

from lusha_cli.api.request import ApiRequest
from lusha_cli.api.v2_compat import companies, contacts, filters, lookalike, prospecting
from lusha_cli.api.v2_compat.translation import Translation, run_translation
from lusha_cli.billing.estimate import Estimate
from lusha_cli.json_types import Json

Send = Callable[[ApiRequest], Json]

TRANSLATORS: dict[str, Callable[[ApiRequest], Translation]] = {
    **contacts.TRANSLATORS,
    **companies.TRANSLATORS,
    **prospecting.TRANSLATORS,
    **lookalike.TRANSLATORS,
    **filters.TRANSLATORS,
}
# The second request of a way, where it has one: as far as it is known beforehand what that asks.
FOLLOW_UP_REQUESTS: dict[str, Callable[[ApiRequest], ApiRequest | None]] = {
    **contacts.FOLLOW_UP_REQUESTS,
    **companies.FOLLOW_UP_REQUESTS,
    **lookalike.FOLLOW_UP_REQUESTS,
}


class V3Plan(NamedTuple):
    """How V3 does the job of one call: its first request, how many, and the most they can cost."""

    first: ApiRequest
    requests: int
    cost: Estimate


def plan_v3_call(call: ApiRequest, priced: Callable[[ApiRequest], ApiRequest]) -> V3Plan:
    """What V3 is asked in place of `call`, at the account's prices, which `priced` knows.

    Raises UsageError for what V3 has no word for.
    """
    name = call.endpoint.name if call.endpoint else ""
    first = next(TRANSLATORS[name](call), None)
    if first is None:  # of whom it names, V3 can be asked for nobody
        return V3Plan(call, 1, Estimate(0))
    second = FOLLOW_UP_REQUESTS[name](call) if name in FOLLOW_UP_REQUESTS else None
    costs = [priced(one).cost for one in (first, second) if one]
    total = sum(cost.credits or 0 for cost in costs)
    words = ", and ".join(cost.more for cost in costs if cost.more)
    return V3Plan(first, len(costs), Estimate(total, words))


def call_via_v3(call: ApiRequest, send: Send) -> Json:
    """The answer to a call of V2, in V2's shape, from V3."""
    assert call.endpoint is not None
    return run_translation(TRANSLATORS[call.endpoint.name](call), send)
