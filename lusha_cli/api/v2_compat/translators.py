"""What V3 does in place of V2: requests translated forward, answers translated back.

Each operation of V2 has a row in `WAYS`: a generator that yields the requests of V3 one by one, is
sent their answers, and returns an answer in V2's shape. What V3 does not tell is absent.
"""

from collections.abc import Callable
from typing import NamedTuple

from lusha_cli.api.client import Call
from lusha_cli.api.v2_compat import companies, contacts, filters, lookalike, prospecting
from lusha_cli.api.v2_compat.translation import Steps, walk
from lusha_cli.billing.estimate import Estimate, sum_estimates
from lusha_cli.json_types import Json

Send = Callable[[Call], Json]

WAYS: dict[str, Callable[[Call], Steps]] = {
    **contacts.WAYS,
    **companies.WAYS,
    **prospecting.WAYS,
    **lookalike.WAYS,
    **filters.WAYS,
}
# The second request of a way, where it has one: as far as it is known beforehand what that asks.
_MORE: dict[str, Callable[[Call], Call | None]] = {
    **contacts.MORE,
    **companies.MORE,
    **lookalike.MORE,
}


class Way(NamedTuple):
    """How V3 does the job of one call: its first request, how many, and the most they can cost."""

    first: Call
    requests: int
    cost: Estimate


def way_of(call: Call, priced: Callable[[Call], Call]) -> Way:
    """What V3 is asked in place of `call`, at the account's prices, which `priced` knows.

    Raises UsageError for what V3 has no word for.
    """
    name = call.endpoint.name if call.endpoint else ""
    first = next(WAYS[name](call), None)
    if first is None:  # of whom it names, V3 can be asked for nobody
        return Way(call, 1, Estimate(0))
    second = _MORE[name](call) if name in _MORE else None
    costs = [priced(one).cost for one in (first, second) if one]
    return Way(first, len(costs), sum_estimates(costs))


def over_v3(call: Call, send: Send) -> Json:
    """The answer to a call of V2, in V2's shape, from V3."""
    assert call.endpoint is not None
    return walk(WAYS[call.endpoint.name](call), send)
